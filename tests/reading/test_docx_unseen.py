"""Digits of a Word document that nobody sees in their figure: white on paper, too small, above or below the line."""

from __future__ import annotations

import pytest

from nianbao.document import Table
from nianbao.reading import read_bytes
from nianbao.text import parse_number
from tests.builders.docx import docx, p, r, style, tbl, tc, tr

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
PAPER = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'


def _color(attributes: str) -> str:
    return f"<w:color {attributes}/>"


def _cell(*content: str, cell: str = "", styles: str = "", table: str = "") -> tuple[str, list[str]]:
    """The text of the first cell, and what was told as hidden."""
    written = tbl(tr(tc(p(*content), properties=cell), tc(p(r("甲")))))
    if table:
        written = written.replace("<w:tblPr/>", f'<w:tblPr><w:tblStyle w:val="{table}"/></w:tblPr>')
    document = read_bytes(docx(written, p(r("文")), styles=styles))
    found = next(block for block in document.blocks if isinstance(block, Table))
    return found.cells[0].text, [trace.text for trace in document.traces if trace.kind == "hidden-text"]


@pytest.mark.parametrize(
    "look",
    [
        WHITE,
        _color('w:val="fffffe"'),
        _color('w:val="FFFFFF" w:themeColor="background1"'),
        _color('w:val="auto" w:themeColor="light1"'),
        f"{WHITE}{PAPER}",
        '<w:sz w:val="2"/>',
        '<w:sz w:val="3"/>',
    ],
)
@pytest.mark.parametrize("by_style", [False, True])
def test_digits_that_are_not_seen_are_no_part_of_a_figure_and_told(look: str, by_style: bool) -> None:
    styles = style("c", f"<w:rPr>{look}</w:rPr>", kind="character") if by_style else ""
    unseen = r("9", '<w:rStyle w:val="c"/>' if by_style else look)
    assert _cell(unseen, r("134"), styles=styles) == ("134", ["9"])


@pytest.mark.parametrize(
    "look",
    [
        _color('w:val="auto"'),
        _color('w:val="D9D9D9"'),
        _color('w:val="000000" w:themeColor="text1"'),
        _color('w:val="BFBFBF" w:themeColor="background1" w:themeShade="BF"'),
        f"{WHITE}{DARK}",
        f'{WHITE}<w:highlight w:val="black"/>',
        '<w:sz w:val="4"/>',
        '<w:position w:val="2"/>',
    ],
)
def test_digits_that_are_seen_stay(look: str) -> None:
    assert _cell(r("134", look)) == ("134", [])


def test_white_on_a_dark_ground_is_seen() -> None:
    assert _cell(r("134", WHITE), cell=DARK) == ("134", [])
    assert _cell(r("134", WHITE), cell=PAPER) == ("", ["134"])
    dark = style("t", f"<w:tcPr>{DARK}</w:tcPr>", kind="table")
    assert _cell(r("134", WHITE), styles=dark, table="t") == ("134", [])


def test_digits_turned_from_right_to_left_are_no_figure() -> None:
    text, _ = _cell(f'<w:bdo w:val="rtl">{r("431")}</w:bdo>')
    assert "431" in text
    assert parse_number(text) is None
    assert _cell(f'<w:bdo w:val="ltr">{r("134")}</w:bdo>') == ("134", [])


def test_white_words_are_a_header_whose_ground_is_drawn_otherwise() -> None:
    assert _cell(r("合计", WHITE)) == ("合计", [])


@pytest.mark.parametrize("shift", ["6", "10", "-6"])
def test_a_digit_off_the_line_is_the_mark_of_a_note(shift: str) -> None:
    moved = f'<w:position w:val="{shift}"/>'
    assert _cell(r("134"), r("1", moved)) == ("134¹", [])
    assert _cell(r("134", moved)) == ("134", [])  # all of the cell is
    assert _cell(r("13", moved), r("4", moved)) == ("134", [])


def _control(text: str, properties: str = "<w:showingPlcHdr/>") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{r(text)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ([r("134"), _control("9")], "134\n9"),
        ([_control("9"), r("134")], "9\n134"),
        ([_control("9"), "<w:bookmarkStart w:id='1' w:name='a'/>", r("134")], "9\n134"),
        ([r("1"), _control("9"), r("34")], "1\n9\n34"),
        ([_control("9"), _control("134")], "9\n134"),
        ([_control("134")], "134"),
        ([_control("134", "")], "134"),
        ([r("13"), _control("4", '<w:showingPlcHdr w:val="0"/>')], "134"),
    ],
)
def test_the_prompt_of_a_control_makes_no_figure_with_the_one_beside_it(content: list[str], seen: str) -> None:
    assert _cell(*content) == (seen, [])


def test_the_prompt_of_a_control_in_a_sentence_stays_where_it_is() -> None:
    (block,) = read_bytes(docx(p(r("收到"), _control("0"), r("件，"), _control("单击输入")))).blocks
    assert getattr(block, "text", "") == "收到0件，单击输入"
