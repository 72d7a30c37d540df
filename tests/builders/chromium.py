"""Pages in Chromium, without a network, and what axe-core says against them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine. Its sandbox needs rights that a container has not; our pages are our own."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, *, width: int = 1280, **context: Any) -> Page:
    """The page at that width. Asking anything of a network fails the test."""
    page = browser.new_context(viewport={"width": width, "height": 900}, offline=True, **context).new_page()
    page.goto(path.resolve().as_uri())
    return page


def violations(page: Page) -> list[tuple[str, str]]:
    """The rules of axe-core that the page breaks, each with where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], str([node["target"] for node in one["nodes"]])) for one in found]
