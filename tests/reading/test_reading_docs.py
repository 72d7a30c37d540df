"""The page on reading names every limit with the bound that holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nianbao.files.limits import MIB, NAMES, Limits

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["reading.md", "reading.zh-CN.md"])
def test_every_limit_is_explained(page: str) -> None:
    text = (DOCS / page).read_text("utf-8").partition("| --- | --- | --- |\n| `file_bytes`")
    rows = re.findall(r"^\| (.+?) \| (.+?) \|", "| `file_bytes`" + text[2], re.MULTILINE)
    stated = {
        name: bound.strip()
        for names, bounds in rows
        for name, bound in zip(re.findall(r"`(\w+)`", names), re.split(", |、", bounds), strict=True)
    }
    assert set(stated) == set(NAMES)
    for name, bound in stated.items():
        number = int(re.sub(r"\D", "", bound))
        unit = {"MiB": MIB, "GiB": 1024 * MIB}.get(bound[-3:], 1)
        assert number * unit == getattr(Limits(), name), name
