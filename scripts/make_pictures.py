"""Make the pictures of docs/pictures/ from what the commands write of examples/.

Needs LibreOffice, pdftoppm, Chromium and fonts for Chinese; look at each before it is committed. They differ between
machines by fonts and versions, so no test compares them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from nianbao.files import libreoffice

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
_EXAMPLES = ROOT / "examples"
_LARGEST = 60_000  # bytes
_DOTS = 75  # an inch
_WITH_NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
# LibreOffice draws comments in the margin on a screen alone; these stand where its notes do, with what they say.
_NOTE = (
    "<p style='position:absolute; margin:0; left:{left}px; top:{top}px; width:230px; padding:8px; white-space:pre-line;"
)
_NOTE += "background:#fff3c4; border-left:4px solid #c9a400; font:12px/1.5 Noto Sans CJK SC, sans-serif'>{text}</p>"
_ENVIRONMENT = {"NIANBAO_LANG": "zh", "SOURCE_DATE_EPOCH": "1738195200"}


def nianbao(folder: Path, *line: str) -> None:
    """Run the command in a folder; findings are no failure."""
    command = (sys.executable, "-m", "nianbao.cli", *line)
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(command, cwd=folder, env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": paths}, check=False)
    assert done.returncode in (0, 1), line


def printed(folder: Path, name: str, form: str = "pdf") -> Path:
    """The file as LibreOffice prints it."""
    program = libreoffice.find()
    assert program, "LibreOffice is not here"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run((program, profile, "--headless", "--convert-to", form, name), cwd=folder, check=True)
    return (folder / name).with_suffix(".pdf")


def page_of(pdf: Path, number: int) -> Image.Image:
    """A page as it looks."""
    stem = pdf.with_name(f"{pdf.stem}-{number}")
    line = ("pdftoppm", "-r", str(_DOTS), "-f", str(number), "-singlefile", "-png", str(pdf), str(stem))
    subprocess.run(line, check=True)
    return Image.open(f"{stem}.png").convert("RGB")


def beside(*pages: Image.Image) -> Image.Image:
    """Pages side by side on grey."""
    gap = 8
    whole = Image.new(
        "RGB", (sum(p.width + gap for p in pages) + gap, max(p.height for p in pages) + 2 * gap), "#c8ccd0"
    )
    left = gap
    for page in pages:
        whole.paste(page, (left, gap))
        left += page.width + gap
    return whole


def save(name: str, picture: Image.Image) -> None:
    """Write it with as few colours as keep it small."""
    target = PICTURES / f"{name}.png"
    for colours in (64, 48, 32, 16):
        picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= _LARGEST:
            return
    msg = f"{target.name} has {target.stat().st_size} bytes"
    raise SystemExit(msg)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def shot(browser: Browser, page: Path, *, width: int, height: int, at: str = "") -> Image.Image:
    """What a window of that size shows of the page, after a click on what `at` names."""
    view = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    view.goto(page.as_uri())
    if at:
        view.click(at)
    picture = page.with_suffix(".png")
    view.screenshot(path=picture)
    return Image.open(picture).convert("RGB")


def noted(browser: Browser, pdf: Path, number: int) -> Image.Image:
    """A page with its comments in the margin."""
    import pdfplumber
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    page = page_of(pdf, number)
    with pdfplumber.open(pdf) as document:
        plain = document.pages[number - 1]
        found = [resolve1(note) for note in plain.page_obj.annots or ()]
        notes = [
            (plain.height - n["Rect"][3], decode_text(n["Contents"])) for n in found if {"Rect", "Contents"} <= {*n}
        ]
    told = "".join(
        _NOTE.format(left=page.width, top=round(top * _DOTS / 72), text=escape(text.strip())) for top, text in notes
    )
    sheet = pdf.with_suffix(".html")
    shown = f"<meta charset=utf-8><body style='margin:0'><img src='{pdf.stem}-{number}.png'>{told}"
    sheet.write_text(shown, encoding="utf-8")
    return shot(browser, sheet, width=page.width + 256, height=page.height)


def offices(folder: Path) -> None:
    """The workbook, the report that is generated, and the copy with comments."""
    nianbao(folder, "new", "--from", "good-2023.docx", "-o", "workbook.xlsx")
    workbook = printed(folder, "workbook.xlsx")
    save("workbook", beside(page_of(workbook, 1), page_of(workbook, 5)))
    nianbao(folder, "generate", "figures-2024.yaml", "-o", "report.docx")
    report = printed(folder, "report.docx")
    save("report", beside(page_of(report, 1), page_of(report, 2)))
    nianbao(folder, "lint", "bad.docx", "--format", "word", "-o", "commented.docx")
    with chromium() as browser:
        save("commented", noted(browser, printed(folder, "commented.docx", _WITH_NOTES), 3))


def pages(folder: Path) -> None:
    """The page of findings in a window and on a phone, and the page of differences."""
    nianbao(folder, "lint", "bad.docx", "--format", "html", "-o", "checked.html")
    nianbao(folder, "diff", "good-2024.docx", "bad.docx", "--format", "html", "-o", "changes.html")
    with chromium() as browser:
        save("page", shot(browser, folder / "checked.html", width=1200, height=760, at="#r1-f1 .where a"))
        save("phone", shot(browser, folder / "checked.html", width=360, height=720))
        save("changes", shot(browser, folder / "changes.html", width=1000, height=800))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `nianbao web`, while it runs, with drafts of its own."""
    own = {**_ENVIRONMENT, "PYTHONPATH": str(ROOT), "NIANBAO_DATA_DIR": str(folder / "drafts")}
    command = (sys.executable, "-m", "nianbao.cli", "web", "--no-browser")
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **own}, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert process.stdout
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def web(folder: Path) -> None:
    """The page in the browser: where one begins, a report that was checked, and one that is being written."""
    with served(folder) as address, chromium() as browser:
        view = browser.new_page(viewport={"width": 1100, "height": 620}, reduced_motion="reduce")
        view.goto(address)
        save("start", seen(view, folder))
        view.set_input_files("#files", folder / "bad.docx")
        view.click("button.main")
        view.locator(".list .where a").first.click()
        save("checked", seen(view, folder))
        view.goto(address.partition("/enter/")[0])
        view.set_input_files("#last", folder / "good-2023.docx")
        view.click("section[aria-labelledby=write] button")
        # More answered than there were: the sum that does not hold is told with its arithmetic.
        for field, typed in (("new", "8"), ("granted", "11")):
            view.locator(f'[id="c:applications.{field}.natural_person"]').fill(typed)
        view.click('button[value="zero"]')
        view.locator('ul[data-table="applications"] li').first.evaluate("it => it.scrollIntoView({block: 'end'})")
        save("write", seen(view, folder))


def seen(view: Page, folder: Path) -> Image.Image:
    """What the window shows now."""
    view.screenshot(path=folder / "seen.png")
    return Image.open(folder / "seen.png").convert("RGB")


def main() -> None:
    """Write all of them."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in _EXAMPLES.iterdir():
            if file.is_file():
                shutil.copy(file, folder)
        offices(folder)
        pages(folder)
        web(folder)


if __name__ == "__main__":
    main()
