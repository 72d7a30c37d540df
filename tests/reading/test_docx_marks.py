"""What is struck out, raised or hidden by styles, as Word combines what they say (ECMA-376 part 1, 17.7.3)."""

from __future__ import annotations

import pytest

from nianbao.document import Document, Paragraph, Table
from nianbao.reading import read_bytes
from tests.builders.docx import docx, p, r, style, tbl, tc, tr

STRIKE, DOUBLE, VANISH = "<w:strike/>", "<w:dstrike/>", "<w:vanish/>"
RAISED = '<w:vertAlign w:val="superscript"/>'


def _style(name: str, marks: str = "", kind: str = "character", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return style(name, f"{based}<w:rPr>{marks}</w:rPr>", kind=kind)


def _of(name: str, marks: str = "") -> str:
    return f'<w:rStyle w:val="{name}"/>{marks}'


def _read(*runs: str, styles: str, paragraph: str = "") -> tuple[list[str], list[str]]:
    """The texts shown and those told as hidden."""
    properties = f'<w:pStyle w:val="{paragraph}"/>' if paragraph else ""
    return _told(read_bytes(docx(p(*runs, properties=properties), styles=styles)))


def _told(document: Document) -> tuple[list[str], list[str]]:
    shown = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return shown, [trace.text for trace in document.traces if trace.kind == "hidden-text"]


@pytest.mark.parametrize("marks", [STRIKE, DOUBLE, VANISH, '<w:strike w:val="true"/>'])
@pytest.mark.parametrize("kind", ["character", "paragraph"])
def test_a_style_takes_text_away(marks: str, kind: str) -> None:
    styles = _style("base", marks, kind) + _style("c", "", kind, "base")
    if kind == "character":
        assert _read(r("9", _of("c")), r("13"), styles=styles) == (["13"], ["9"])
    else:
        back = f'<w:{marks[3:].partition("/")[0].partition(" ")[0]} w:val="0"/>'
        assert _read(r("9"), r("13", back), styles=styles, paragraph="c") == (["13"], ["9"])


def test_what_a_style_says_is_switched_off_by_one_that_is_based_on_it() -> None:
    styles = _style("base", STRIKE) + _style("c", '<w:strike w:val="0"/>', base="base")
    assert _read(r("9", _of("c")), r("13"), styles=styles) == (["913"], [])


@pytest.mark.parametrize(("marks", "shown"), [(STRIKE, "913"), (VANISH, "913"), (DOUBLE, "13")])
def test_toggle_properties_of_two_styles_cancel_each_other(marks: str, shown: str) -> None:
    styles = _style("c", marks) + _style("s", marks, "paragraph")
    others = "".join(f'<w:{name} w:val="0"/>' for name in ("strike", "dstrike", "vanish"))
    texts, _ = _read(r("9", _of("c")), r("13", others), styles=styles, paragraph="s")
    assert texts == [shown]


def test_defaults_of_the_whole_document_count() -> None:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{STRIKE}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert _read(r("9"), r("13", '<w:strike w:val="0"/>'), styles=defaults) == (["13"], ["9"])


@pytest.mark.parametrize(
    ("own", "shown"),
    [("", "13¹"), ('<w:vertAlign w:val="baseline"/>', "131"), ('<w:vertAlign w:val="subscript"/>', "13¹")],
)
def test_a_style_raises_the_mark_of_a_note(own: str, shown: str) -> None:
    styles = _style("note", RAISED) + _style("c", "", base="note")
    assert _read(r("13"), r("1", _of("c", own)), styles=styles) == ([shown], [])


def test_the_style_of_a_table_counts_in_the_table_alone() -> None:
    styles = _style("t", STRIKE, "table")
    table = tbl(tr(tc(p(r("9"), r("13", '<w:strike w:val="0"/>'))), "甲"), tr("1", "2")).replace(
        "<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="t"/></w:tblPr>'
    )
    document = read_bytes(docx(table, p("文"), styles=styles))
    assert [b.cells[0].text for b in document.blocks if isinstance(b, Table)] == ["13"]
    assert _told(document) == (["文"], ["9", "甲", "1", "2"])
