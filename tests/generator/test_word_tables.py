"""Tables of the Word file against the official blank."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from generator.word import render_docx
from generator.word.tables import _scale
from nianbao.document import Document, Table
from nianbao.figures import Figures
from nianbao.figures.grid import grid_of
from nianbao.reading.docx import read_docx
from nianbao.rulebook import load_rulebook
from nianbao.text import normalise
from tests.builders.docx.parts import W, document_of
from tests.builders.figures.sound import of, zeros
from tests.builders.reports.official import TABLES, Placed

RULEBOOK = load_rulebook()
BLANK = Path(__file__).parents[3] / "shared" / "official" / "format-2021.docx"
TEXT_WIDTH = 8845  # 156 mm in twips, as Word rounds paper and margins


def figures(value: int) -> Figures:
    return of({cell: Decimal(value) for cell in (c.id for t in RULEBOOK.tables for c in grid_of(t).cells) if cell})


def tables(document: Document) -> dict[str, tuple[Placed, ...]]:
    """What a reader of Word files sees of the tables, in the order of the report; digits are figures."""
    found = [block for block in document.blocks if isinstance(block, Table)]
    return dict(zip(TABLES, map(_placed, found), strict=True))


def _placed(table: Table) -> tuple[Placed, ...]:
    return tuple((c.row, c.column, c.rows, c.columns, _label(c.text)) for c in table.cells)


def _label(text: str) -> str:
    return "" if text.strip("\u3000 ").isdigit() else normalise(text)


def drawn() -> dict[str, tuple[Placed, ...]]:
    return {name: tuple((*cell[:4], normalise(cell[4])) for cell in cells) for name, cells in TABLES.items()}


@pytest.mark.needs("shared")
def test_the_hand_drawn_tables_are_those_of_the_official_blank() -> None:
    assert tables(read_docx(BLANK.read_bytes())) == drawn()


def test_tables_are_drawn_as_in_the_official_blank() -> None:
    assert tables(read_docx(render_docx(figures(7), {}, RULEBOOK))) == drawn()


@pytest.fixture(scope="module")
def written() -> list[etree._Element]:
    return list(document_of(render_docx(figures(123_456), {}, RULEBOOK)).iter(f"{W}tbl"))


def _twips(parent: etree._Element, path: str) -> list[int]:
    return [int(item.get(f"{W}w", "")) for item in parent.findall(path.replace("w:", W))]


def test_grid_and_cells_are_as_wide_as_the_text(written: list[etree._Element]) -> None:
    for table in written:
        grid = _twips(table, "w:tblGrid/w:gridCol")
        assert sum(grid) == TEXT_WIDTH
        assert _twips(table, "w:tblPr/w:tblW") == [TEXT_WIDTH]
        for row in table.iter(f"{W}tr"):
            assert sum(_twips(row, "w:tc/w:tcPr/w:tcW")) == TEXT_WIDTH


def test_cells_are_as_wide_as_their_columns(written: list[etree._Element]) -> None:
    for table in written:
        grid = _twips(table, "w:tblGrid/w:gridCol")
        for row in table.iter(f"{W}tr"):
            at = 0
            for cell in row.iter(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                columns = 1 if span is None else int(span.get(f"{W}val", ""))
                assert _twips(cell, "w:tcPr/w:tcW") == [sum(grid[at : at + columns])]
                at += columns
            assert at == len(grid)


@pytest.mark.parametrize(("table", "headers"), [(0, 2), (1, 3), (2, 3)])
def test_header_rows_are_repeated_and_no_row_is_broken(written: list[etree._Element], table: int, headers: int) -> None:
    rows = list(written[table].iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [i < headers for i in range(len(rows))]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_is_kept_together_but_not_with_what_follows(written: list[etree._Element]) -> None:
    for table in written:
        kept = [{p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")} for row in table.iter(f"{W}tr")]
        assert kept == [{True}] * (len(kept) - 1) + [{False}]


def test_figures_are_centred(written: list[etree._Element]) -> None:
    for table in written:
        for paragraph in table.iter(f"{W}p"):
            if "".join(t.text or "" for t in paragraph.iter(f"{W}t")) == "123456":
                alignment = paragraph.find(f"{W}pPr/{W}jc")
                assert alignment is not None
                assert alignment.get(f"{W}val") == "center"


def test_tables_have_a_caption_and_a_description_for_screen_readers(written: list[etree._Element]) -> None:
    captions = [table.find(f"{W}tblPr/{W}tblCaption") for table in written]
    assert [c.get(f"{W}val") for c in captions if c is not None] == [
        "主动公开政府信息情况表",
        "收到和处理政府信息公开申请情况表",
        "政府信息公开行政复议、行政诉讼情况表",
    ]
    described = [table.find(f"{W}tblPr/{W}tblDescription") for table in written]
    assert all(d is not None and d.get(f"{W}val") for d in described)


@pytest.mark.parametrize(("digits", "room", "scale"), [("0", 600, 100), ("123456", 560, 79), ("1" * 30, 600, 17)])
def test_a_long_figure_is_narrowed_to_one_line(digits: str, room: int, scale: int) -> None:
    assert _scale(digits, room, 10.5) == scale


def test_a_figure_that_was_not_given_is_a_blank_cell() -> None:
    values = zeros()
    del values["proactive", "licensing", "decisions"]
    document = read_docx(render_docx(of(values), {}, RULEBOOK, draft=True))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [c.text for c in table.cells if c.row == 6] == ["行政许可", ""]
