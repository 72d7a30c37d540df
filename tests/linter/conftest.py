"""Reports in a folder, as a call of the command finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.linting import LAST, WRONG
from tests.builders.reports import BASE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clean report, a wrong one of another agency, and last year's of the first, where we are."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(BASE, "utf-8")
    (tmp_path / "b.txt").write_text(WRONG.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    (tmp_path / "last.txt").write_text(LAST, "utf-8")
    return tmp_path
