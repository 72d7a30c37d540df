"""Use the program that was made as people do: double-clicked, with files dropped on it, in a real browser.

    python -m scripts.bundle_check PROGRAM

Needs the browser that Playwright finds here, and LibreOffice for the file of an old format.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from playwright.sync_api import Browser, Page, expect, sync_playwright

from nianbao.files import libreoffice

_EXAMPLES = Path(__file__).parent.parent / "examples"
_SLOWEST = 2.0  # seconds from the double-click to the first page
_PATIENCE = 60.0


class Program:
    """The program, in a folder with a home of its own and nothing of this Python."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program, self._folder = program.resolve(), folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NIANBAO"))}
        home = {"HOME": str(folder), "NIANBAO_DATA_DIR": str(folder / "drafts")}
        # "none": the address is opened here, in a browser that is watched.
        self._environment = kept | home | {"NIANBAO_LANG": "zh", "BROWSER": "none"}

    def command(self, *line: str) -> str:
        """What the command prints; findings are no failure."""
        done = subprocess.run(
            (self._program, *line), cwd=self._folder, env=self._environment, capture_output=True, encoding="utf-8",
            timeout=_PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), (line, done.stderr)
        return done.stdout

    @contextmanager
    def clicked(self, *dropped: str) -> Iterator[str]:
        """The address of the page, while it runs; it ends by Ctrl-C."""
        process = subprocess.Popen(
            (self._program, *dropped), cwd=self._folder, env=self._environment, stdout=subprocess.PIPE,
            encoding="utf-8",
        )  # fmt: skip
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
            if sys.platform != "win32":
                process.send_signal(signal.SIGINT)
                assert process.wait(_PATIENCE) == 130
        finally:
            process.kill()
            process.wait()


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser of the machine: Chromium, or the one of Windows."""
    path = shutil.which("chromium")
    with sync_playwright() as play:
        own = None if path or sys.platform != "win32" else "msedge"
        running = play.chromium.launch(executable_path=path, channel=own, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def watched(running: Browser, address: str) -> Iterator[Page]:
    """The page at the address; nothing may appear on its console."""
    said: list[str] = []
    page = running.new_page()
    page.set_default_timeout(_PATIENCE * 1000)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    assert said == []
    page.close()


def files(program: Program, running: Browser, folder: Path) -> list[str]:
    """One for each reader, made by the program itself, and one that only LibreOffice opens where it is here."""
    for name in ("made.docx", "made.html"):
        program.command("generate", "figures-2024.yaml", "-o", name)
    page = running.new_page()
    page.goto((folder / "made.html").as_uri())
    page.pdf(path=folder / "made.pdf")
    page.close()
    names = ["bad.docx", "made.docx", "made.html", "made.pdf"]
    if office := libreoffice.find():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        line = (office, profile, "--headless", "--convert-to", "doc:MS Word 97", "made.docx")
        subprocess.run(line, cwd=folder, check=True, capture_output=True)
        names.append("made.doc")
    return names


def first_page(program: Program) -> float:
    """Seconds from the double-click to the first page."""
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor())
    began = time.monotonic()
    with program.clicked() as address, opener.open(address, timeout=_PATIENCE) as page:
        assert b"<title>" in page.read()
        return time.monotonic() - began


def check(path: Path) -> None:
    """Raises AssertionError where the program does not do what it should, else prints what was used."""
    with TemporaryDirectory() as name, browser() as running:
        folder = Path(name)
        shutil.copytree(_EXAMPLES, folder, dirs_exist_ok=True)
        program = Program(path, folder)
        dropped_report(program, running)
        dropped_figures(program, running)
        chosen = files(program, running, folder)
        chosen_files(program, running, [folder / name for name in chosen])
        several = program.command("lint", "--jobs", "2", *chosen * 2)
        assert f"共检查 {len(chosen)} 个文件" in several, several
        seconds = min(first_page(program) for _ in range(3))
    print(f"used: {', '.join(chosen)}; first page after {seconds:.2f} s")
    assert seconds < _SLOWEST


def dropped_report(program: Program, running: Browser) -> None:
    """A report opens checked, and is had with comments."""
    with program.clicked("bad.docx") as address, watched(running, address) as page:
        expect(page.locator("body")).to_contain_text("不合格：2 个错误")
        page.locator(".list .where a").first.click()
        expect(page.locator(".paper .no:target")).to_be_in_viewport()
        with page.expect_download() as download:
            page.click(".actions a.main")
        assert download.value.suggested_filename == "bad-批注.docx"


def dropped_figures(program: Program, running: Browser) -> None:
    """A workbook of figures opens as a draft."""
    program.command("new", "--from", "good-2023.docx", "-o", "figures.xlsx")
    with program.clicked("figures.xlsx") as address, watched(running, address) as page:
        page.wait_for_url("**/drafts/*")
        expect(page.locator('[id="c:applications.new.natural_person"]')).to_be_visible()


def chosen_files(program: Program, running: Browser, chosen: list[Path]) -> None:
    """Each reader answers on the page: the one report is wrong, the others are not."""
    with program.clicked() as address, watched(running, address) as page:
        page.set_input_files("#files", chosen)
        page.click("button.main")
        page.wait_for_url("**/checked/*")
        expect(page.locator("table.files tbody tr")).to_have_count(len(chosen))
        told = page.locator("table.files tbody").inner_text()
        assert (told.count("不合格"), told.count("合格")) == (1, len(chosen)), told


if __name__ == "__main__":
    check(Path(sys.argv[1]))
