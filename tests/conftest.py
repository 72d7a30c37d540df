"""What all tests share: surroundings of their own, and what becomes of those that need what a machine may lack.

`@pytest.mark.needs("libreoffice")` names what a test needs, see `NEEDS`. Where it is missing the test is left out and
the summary says so; under CI=true, where all has to be installed, it fails, and so does any skipped test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from nianbao.files import libreoffice

SHARED = Path(__file__).parents[2] / "shared"
LEFT_OUT = pytest.StashKey[Counter[str]]()

# How long an example takes is for bench/ to say: a busy machine must fail no test.
settings.register_profile("nianbao", deadline=None)
settings.load_profile("nianbao")


def _has_chinese_fonts() -> bool:
    listed = shutil.which("fc-list")
    return bool(listed) and subprocess.run((str(listed), ":lang=zh"), check=True, capture_output=True).stdout != b""


# What a machine may lack: how it is called, whether it is there, and whether CI has to have it.
NEEDS: dict[str, tuple[str, Callable[[], bool], bool]] = {
    "libreoffice": ("LibreOffice", lambda: libreoffice.find() is not None, True),
    "pdftotext": ("pdftotext (poppler-utils)", lambda: shutil.which("pdftotext") is not None, True),
    "fonts": ("fonts for Chinese", _has_chinese_fonts, True),
    "chromium": ("Chromium", lambda: shutil.which("chromium") is not None, True),
    "shared": ("real reports in ../shared", SHARED.is_dir, False),
    "posix": ("a POSIX system", lambda: os.name == "posix", False),
    "linux": ("Linux", lambda: sys.platform == "linux", False),
}


def _on_ci() -> bool:
    return os.environ.get("CI") == "true"


@cache
def _is_here(need: str) -> bool:
    return NEEDS[need][1]()


def _missing(item: pytest.Item) -> list[str]:
    needs = [str(need) for mark in item.iter_markers("needs") for need in mark.args]
    return [need for need in needs if not _is_here(need)]


def pytest_configure(config: pytest.Config) -> None:
    """Declares the mark."""
    config.addinivalue_line("markers", "needs(*names): what the machine must have, see NEEDS in tests/conftest.py")
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what cannot run here, except what CI has to be able to run."""
    kept: list[pytest.Item] = []
    gone: list[pytest.Item] = []
    for item in items:
        lacking = [need for need in _missing(item) if not (_on_ci() and NEEDS[need][2])]
        config.stash[LEFT_OUT].update(lacking[:1])
        (gone if lacking else kept).append(item)
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = kept


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fails a test whose needs are not met, which happens under CI alone."""
    if missing := _missing(item):
        pytest.fail(f"needs {', '.join(NEEDS[need][0] for need in missing)}", pytrace=False)


class _Workers:
    """With pytest-xdist the workers collect; each tells the same to the process that reports."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Takes over what a worker left out."""
        left_out = self._config.stash[LEFT_OUT]
        left_out.clear()  # every worker collects the same tests
        left_out.update(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Listens to workers where there are any."""
    session.config.pluginmanager.register(_Workers(session.config))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tells the reporting process what was left out; under CI a skipped test fails the run."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        left_out: Counter[str] = session.config.stash[LEFT_OUT]
        output["left_out"] = {**left_out}
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _on_ci() and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for what was left out, one for a skip that fails the run."""
    if left_out := config.stash[LEFT_OUT]:
        told = "; ".join(f"{count} for want of {NEEDS[need][0]}" for need, count in sorted(left_out.items()))
        terminalreporter.write_line(f"left out: {told}", yellow=True)
    if _on_ci() and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("a skipped test is a gap: the run fails", red=True)


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    cache_folder: Path = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(cache_folder))
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    monkeypatch.setenv("LANGUAGE", "zh")
    # A warning on encodings is for these tests; commands that they start show a user's standard error.
    monkeypatch.delenv("PYTHONWARNDEFAULTENCODING", raising=False)
