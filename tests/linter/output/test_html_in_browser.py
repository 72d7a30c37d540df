"""The page of `nianbao lint --format html` in a browser: by eye, by keyboard, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator

from tests.builders.checked_pages import WRONG, marked, put_files, run, shown
from tests.builders.chromium import chromium, opened, violations
from tests.builders.reports.html import as_html


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report and a right one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    put_files(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def top(thing: Locator) -> float:
    """How far below the upper edge of the window it stands, in pixels."""
    box = thing.bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("files", [("a.docx",), ("a.docx", "b.txt")], ids=["one", "two"])
def test_people_with_any_sight_can_use_it(browser: Browser, folder: Path, files: tuple[str, ...]) -> None:
    run(*files, "-o", "a.html")
    run(*files, "-o", "en.html", "--lang", "en")
    for page in (
        opened(browser, folder / "a.html"),
        opened(browser, folder / "a.html", color_scheme="dark"),
        opened(browser, folder / "en.html", width=390),
    ):
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")


@pytest.mark.needs("chromium")
def test_findings_in_a_pdf_have_their_place_as_well(browser: Browser, folder: Path) -> None:
    (folder / "web.html").write_bytes(as_html(WRONG).replace(b"<td", b"<td style='border: 1px solid'"))
    page = shown(opened(browser, folder / "web.html").pdf(format="A4"))
    assert marked(page) == {1: "5", 2: "五、存在的主要问题及改进措施", 3: ""}


@pytest.mark.needs("chromium")
def test_a_click_goes_to_the_place_and_back_without_scripts(browser: Browser, folder: Path) -> None:
    run("a.docx", "-o", "a.html")
    page = opened(browser, folder / "a.html", java_script_enabled=False, reduced_motion="reduce")
    number = page.locator("#r1-p2")
    assert top(number) > 900
    page.click("#r1-f2 .where a")
    assert 0 < top(number) < 900
    assert top(page.locator("#r1-f1")) > 0  # the list has stayed
    number.click()
    assert page.url.endswith("#r1-f2")


@pytest.mark.needs("chromium")
def test_the_index_is_sorted_by_a_click(browser: Browser, folder: Path) -> None:
    run("a.docx", "b.txt", "-o", "a.html")
    page = opened(browser, folder / "a.html")
    page.click("text=年份")
    assert page.locator(".index tbody tr td:nth-child(4)").all_inner_texts() == ["2023", "2024"]
    assert page.locator("th[aria-sort]").inner_text().startswith("年份")


@pytest.mark.needs("chromium")
def test_on_paper_the_verdict_comes_first_and_nothing_is_cut_off(browser: Browser, folder: Path) -> None:
    run("a.docx", "-o", "a.html")
    page = opened(browser, folder / "a.html", width=700)
    page.emulate_media(media="print")
    tops = [top(page.locator(part)) for part in (".head", ".list", ".paper")]
    assert tops == sorted(tops)
    wide = page.evaluate("[...document.querySelectorAll('table')].filter(t => t.offsetWidth > innerWidth).length")
    assert wide == 0
    assert page.locator("#r1-f1 details p").first.is_visible()
