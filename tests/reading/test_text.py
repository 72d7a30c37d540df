"""The plain-text reader: bounds and invariants, and real reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.document import Paragraph, Table
from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.reading.plain import read_text
from tests.builders.texts import LONG

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.mark.parametrize("text", ["\n" * 12, "\t" * 12 + "x", "\f" * 12 + "x", "a\r\n" * 6, "|" * 12, "｜" * 12])
def test_more_lines_or_cells_than_the_limit(text: str) -> None:
    with pytest.raises(ReadError, match="cells=10"):
        read_text(text.encode(), Limits(cells=10))


PIECES = st.sampled_from(
    ["一、", "0", " ", "\t", "\n", "\n\n", "\f", "。", "，", "规章", "1.", "— 2 —", LONG[:35], LONG]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_no_character_is_lost_or_made_up(pieces: list[str]) -> None:
    text = "".join(pieces)
    seen = "".join(
        "".join(cell.text for cell in block.cells) if isinstance(block, Table) else block.text
        for block in read_text(text.encode()).blocks
        if isinstance(block, (Paragraph, Table))
    )
    kept, original = "".join(seen.split()), "".join(text.split())
    assert kept.replace("—", "").replace("2", "").replace("0", "") == original.replace("—", "").replace(
        "2", ""
    ).replace("0", "")


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_every_line_number_holds_what_stands_there(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    for block in read_text(text.encode()).blocks:
        if isinstance(block, Paragraph) and block.place.line:
            for offset, piece in enumerate(block.text.split("\n")):
                line = lines[block.place.line - 1 + offset]
                unnumbered = (part for part in line.split("\f") if not part.strip().isdigit())
                assert any("".join(piece.split()) in "".join(t.split()) for t in (line, "".join(unnumbered)))


@pytest.mark.needs("shared")
@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("chanhe-commerce-2022", 4),
        ("luoyang-commerce-2023", 3),
        ("quxian-commerce-2023", 5),
        ("yanshi-commerce-2023", 0),
        ("yanshi-industry-2023", 0),
    ],
)
def test_real_reports(name: str, tables: int) -> None:
    path = SAMPLES / f"{name}.txt"
    blocks = read_text(path.read_bytes()).blocks
    lines = path.read_text(encoding="utf-8").split("\n")
    assert sum(isinstance(block, Table) for block in blocks) == tables
    assert all(b.place.line and lines[b.place.line - 1].strip() for b in blocks)
