"""What all tests share: a cache folder of their own, one language unless a test asks for another."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    cache: Path = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(cache))
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    monkeypatch.setenv("LANGUAGE", "zh")
    # A warning on encodings is for these tests; commands that they start show a user's standard error.
    monkeypatch.delenv("PYTHONWARNDEFAULTENCODING", raising=False)
