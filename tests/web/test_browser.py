"""Every journey in a real browser: both languages, keyboard, phone, without scripts; nothing on the console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.builders.browser import EXAMPLES, Client, address_of, served
from tests.builders.chromium import chromium, violations

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[Client]:
    with served(environment) as process:
        client = Client(address_of(process))
        client.enter()
        yield client
        process.terminate()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def context(running: Browser, site: Client) -> Iterator[BrowserContext]:
    context = running.new_context(viewport={"width": 1280, "height": 800})
    name, _, value = site.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": site.origin, "httpOnly": True, "sameSite": "Strict"}])
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on whose console nothing may appear."""
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def test_a_file_is_checked_and_its_finding_gone_to(page: Page, site: Client, language: str) -> None:
    page.goto(f"{site.origin}/?lang={language}")
    assert violations(page) == []
    page.set_input_files("#files", str(EXAMPLES / "bad.docx"))
    page.click("button.main")
    page.wait_for_url("**/checked/*")
    assert violations(page) == []
    # A mark stands within its line.
    assert page.locator(".paper p.text:has(mark)").evaluate("shown => getComputedStyle(shown).display") == "block"
    page.locator(".list .where a").first.click()
    expect(page.locator(".paper .no:target")).to_be_in_viewport()
    with page.expect_download() as download:
        page.click(".actions a.main")
    assert download.value.suggested_filename.endswith(".docx")
    page.locator('.actions a[href$="/fixes"]').click()
    assert page.locator("ins").count() == 1
    assert violations(page) == []
    # What a rule asks for is looked up from there.
    page.locator('header a[href="/rules"]').click()
    page.fill("#q", "S102")
    page.keyboard.press("Enter")
    page.locator("dl.rules a").click()
    expect(page.locator("dl.rule .good")).to_be_visible()


def test_dropped_files_are_checked_at_once(page: Page, site: Client, language: str) -> None:
    page.goto(f"{site.origin}/?lang={language}")
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["x"], "one.docx"));
            carried.items.add(new File(["y"], "two.docx"));
            const drop = new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true});
            document.querySelector("form[data-drop]").dispatchEvent(drop);
        }"""
    )
    page.wait_for_url("**/checked/*")
    assert page.locator("table.files tbody tr").count() == 2
    assert violations(page) == []
    page.click("th:last-child .sort")
    page.click("th:last-child .sort")
    assert page.locator("table.files tbody tr a").first.inner_text() == "two.docx"
    with page.expect_download() as download:
        page.click("a.main")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_dropped_folder_is_opened(page: Page, site: Client, tmp_path: Path) -> None:
    (tmp_path / "县" / "局").mkdir(parents=True)
    for name, to in (("bad.docx", "县/局/bad.docx"), ("good-2023.docx", "县/last.docx"), ("bad.txt", "县/x.ini")):
        shutil.copy(EXAMPLES / name, tmp_path / to)
    page.goto(site.origin)
    box = page.locator("section[aria-labelledby=check] .drop").bounding_box()
    assert box
    # As the system hands a folder over: a script of the page cannot.
    dropping = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(tmp_path / "县")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"type": kind, "x": box["x"] + 9, "y": box["y"] + 9, "data": carried}
        dropping.send("Input.dispatchDragEvent", at)
    page.wait_for_url("**/checked/*")
    assert page.locator("table.files tbody td:last-child").all_inner_texts() == ["县/last.docx", "县/局/bad.docx"]
    assert "县/x.ini" in page.locator("details.skipped li").all_text_contents()[0]


def test_a_report_is_written_with_the_keyboard(page: Page, site: Client, language: str) -> None:
    page.goto(f"{site.origin}/?lang={language}")
    page.set_input_files("#last", str(EXAMPLES / "good-2023.docx"))
    page.click("section[aria-labelledby=write] button")
    page.wait_for_url("**/drafts/*")
    assert violations(page) == []
    page.locator('[id="c:applications.new.natural_person"]').focus()
    page.keyboard.type("5")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("2")
    assert page.evaluate("document.activeElement.id") == "c:applications.new.business"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "c:applications.carried_in.business"
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("document.querySelector('[data-saved]').textContent !== ''")
    page.locator('[id="t:preamble"]').fill("收到")
    page.fill("#quote", "{{ 新收.总计 }}")
    page.keyboard.press("Enter")
    assert page.input_value('[id="t:preamble"]') == "收到{{ 新收.总计 }}"
    page.click('button[value="zero"]')
    total = page.locator('[id="c:applications.new.total"]')
    expect(total).to_have_text("7")
    expect(page.locator("td.wrong").first).to_be_visible()
    expect(page.locator('ul[data-table="applications"] li').first).to_contain_text("＝")
    page.locator("[data-open] ul.broken a").first.click()
    expect(page.locator('td.wrong input[aria-invalid="true"]').first).to_be_focused()
    # What comes right goes from the list as one types.
    page.locator('[id="c:applications.carried_out.natural_person"]').fill("7")
    expect(page.locator('[data-open] a[href="#c:applications.new.natural_person"]')).to_have_count(0)
    expect(page.locator('[data-open] a[href="#c:applications.new.business"]')).to_have_count(1)
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.locator("table.form").first).to_be_visible()
    expect(page.locator('button[value="save"]')).to_be_hidden()


def test_a_block_is_pasted(page: Page, site: Client) -> None:
    page.goto(site.origin)
    page.set_input_files("#last", str(EXAMPLES / "good-2023.docx"))
    page.click("section[aria-labelledby=write] button")
    page.wait_for_url("**/drafts/*")
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.setData("text/plain", "1\\t2\\r\\n3\\t4\\r\\n");
            document.getElementById("c:applications.new.natural_person").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true}));
        }"""
    )
    values = [
        page.input_value(f'[id="c:applications.{cell}"]')
        for cell in ("new.natural_person", "new.business", "carried_in.natural_person", "carried_in.business")
    ]
    assert values == ["1", "2", "3", "4"]
    # Another tab with the same draft keeps to what is typed there; the last key before a window closes counts.
    expect(page.locator("[data-saved]")).not_to_be_empty()
    other = page.context.new_page()
    other.goto(page.url)
    page.fill('[id="c:applications.new.research"]', "5")
    other.fill('[id="c:applications.new.other_organization"]', "6")
    for tab in (page, other):
        with tab.expect_response(lambda answer: answer.request.method == "POST"):
            tab.evaluate("""() => {
                Object.defineProperty(document, "visibilityState", {value: "hidden"});
                document.dispatchEvent(new Event("visibilitychange"));
            }""")
    other.goto(page.url)
    kept = [other.input_value(f'[id="c:applications.new.{cell}"]') for cell in ("research", "other_organization")]
    assert kept == ["5", "6"]


def test_everything_works_without_scripts(running: Browser, site: Client) -> None:
    context = running.new_context(java_script_enabled=False)
    name, _, value = site.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": site.origin}])
    page = context.new_page()
    page.goto(site.origin)
    page.set_input_files("#files", str(EXAMPLES / "bad.docx"))
    page.click("button.main")
    assert page.locator(".list li").count() >= 3
    page.goto(site.origin)
    page.set_input_files("#last", [str(EXAMPLES / "register-2024.csv"), str(EXAMPLES / "good-2023.docx")])
    page.click("section[aria-labelledby=write] button")
    assert page.input_value('[id="c:applications.new.natural_person"]') == "13"
    assert page.locator("#quotes option").count() > 100
    expect(page.locator("[data-quote]")).to_be_hidden()
    page.goto(site.origin)
    page.set_input_files("#last", str(EXAMPLES / "figures-2024.yaml"))
    page.click("section[aria-labelledby=write] button")
    page.click('button[value="check"]')
    assert page.locator('.actions a[href$="/docx"]').count() == 1
    assert page.title() == "合格 · 云溪县农业农村局"
    page.goto(f"{site.origin}/rules?q=nothing+speaks+of+it&lang=en")
    expect(page.locator("p[aria-live]")).to_contain_text("Try another word")
    context.close()


@pytest.mark.parametrize("path", ["/", "/rules", "/rules/A402", "/nope"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_phone_and_are_right_for_readers(
    context: BrowserContext, site: Client, path: str, scheme: str
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site.origin}{path}?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page) == []
