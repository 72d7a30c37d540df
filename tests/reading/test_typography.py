"""How a Word file is set: who has the last word on a font, a size, a line, an indent."""

from __future__ import annotations

import pytest

from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.reading import read_bytes
from nianbao.reading.docx.source import WordFile
from nianbao.reading.docx.typesetting import read_typesetting
from nianbao.typesetting import PAGE, Run, SetParagraph
from tests.builders.docx import docx, p, package, part, relationships, tbl, tr
from tests.builders.docx.parts import parts_of

_STYLE = '<w:style w:type="{kind}" w:styleId="{id}"{more}><w:name w:val="{id}"/>{content}</w:style>'


def style(name: str, content: str = "", *, kind: str = "paragraph", default: bool = False) -> str:
    return _STYLE.format(kind=kind, id=name, content=content, more=' w:default="1"' if default else "")


def defaults(run: str = "", paragraph: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def first(data: bytes, anchor: str = "p[1]") -> SetParagraph:
    return read_typesetting(data).paragraphs[anchor]


def fonts(run: str, styles: str) -> tuple[str, str]:
    found = first(docx(p(f"<w:r><w:rPr>{run}</w:rPr><w:t>字a</w:t></w:r>"), styles=styles)).runs[0]
    return found.asian, found.latin


def test_nothing_said_is_ten_points_and_no_font() -> None:
    assert first(docx(p("字"))) == SetParagraph((Run("字", "", "", 10.0),), "both", None, 0.0)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("", ("黑体", "Arial")),
        ('<w:rFonts w:eastAsia="楷体"/>', ("楷体", "Arial")),
        ('<w:rStyle w:val="char"/>', ("隶书", "Arial")),
        ('<w:rStyle w:val="char"/><w:rFonts w:eastAsia="楷体" w:ascii="Courier"/>', ("楷体", "Courier")),
    ],
)
def test_the_nearest_word_on_a_font_counts_for_each_script(run: str, expected: tuple[str, str]) -> None:
    styles = (
        defaults('<w:rFonts w:ascii="Arial" w:eastAsia="宋体"/>')
        + style("base", '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr>')
        + style("a", '<w:basedOn w:val="base"/><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>', default=True)
        + style("char", '<w:rPr><w:rFonts w:eastAsia="隶书"/></w:rPr>', kind="character")
    )
    assert fonts(run, styles) == expected


@pytest.mark.parametrize(
    ("language", "theme_font", "expected"),
    [
        ("zh-CN", "", "等线"),
        ("ja-JP", "", "MS Mincho"),
        ("", "", "等线"),
        ("zh-CN", "华文宋体", "华文宋体"),
    ],
)
def test_a_theme_font_is_that_of_the_document_s_language(language: str, theme_font: str, expected: str) -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        f'<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="{theme_font}"/>'
        '<a:font script="Jpan" typeface="MS Mincho"/><a:font script="Hans" typeface="等线"/></a:minorFont>'
        "</a:fontScheme></a:themeElements></a:theme>"
    )
    named = f' w:eastAsia="{language}"' if language else ""
    said = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    parts = parts_of(docx(p("字a"), styles=defaults(said)))
    links = {"styles": "styles.xml", "theme": "theme.xml", "settings": "settings.xml"}
    data = package(
        {
            **parts,
            "word/_rels/document.xml.rels": relationships(links),
            "word/theme.xml": theme,
            "word/settings.xml": part("settings", f'<w:themeFontLang w:val="en-US"{named}/>'),
        }
    )
    found = first(data).runs[0]
    assert (found.asian, found.latin) == (expected, "Calibri")


def test_a_named_font_nearer_to_the_text_beats_a_theme_font_further_away() -> None:
    styles = defaults('<w:rFonts w:eastAsiaTheme="minorEastAsia"/>') + style(
        "a", '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr>', default=True
    )
    assert fonts("", styles)[0] == "仿宋"


def test_a_table_style_gives_way_to_the_paragraph_style() -> None:
    styles = style("t", '<w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="18"/></w:rPr>', kind="table") + style(
        "c", '<w:rPr><w:sz w:val="21"/></w:rPr>'
    )
    cell = '<w:tc><w:p><w:pPr><w:pStyle w:val="c"/></w:pPr><w:r><w:t>字</w:t></w:r></w:p></w:tc>'
    markup = f'<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr><w:tr>{cell}</w:tr></w:tbl>'
    found = first(docx(markup, styles=styles))
    assert (found.runs[0].asian, found.runs[0].size, found.cell) == ("楷体", 10.5, "tc[1]")


@pytest.mark.parametrize(
    ("spacing", "exact"),
    [
        ('<w:spacing w:line="560" w:lineRule="exact"/>', 28.0),
        ('<w:spacing w:line="560" w:lineRule="atLeast"/>', None),
        ('<w:spacing w:line="360"/>', None),  # a line without its rule is a multiple, whatever the style says
        ('<w:spacing w:before="10"/>', 29.0),
    ],
)
def test_line_spacing(spacing: str, exact: float | None) -> None:
    styles = style("a", '<w:pPr><w:spacing w:line="580" w:lineRule="exact"/></w:pPr>', default=True)
    assert first(docx(p("字", properties=spacing), styles=styles)).exact == exact


@pytest.mark.parametrize(
    ("indent", "characters"),
    [
        ("", 2.0),
        ('<w:ind w:firstLineChars="0" w:firstLine="0"/>', 0.0),
        ('<w:ind w:firstLine="320"/>', 1.0),
        ('<w:ind w:firstLineChars="150" w:firstLine="640"/>', 1.5),
        ('<w:ind w:hangingChars="100"/>', -1.0),
    ],
)
def test_the_first_line_in_characters(indent: str, characters: float) -> None:
    styles = style("a", '<w:pPr><w:ind w:firstLine="640"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr>', default=True)
    assert first(docx(p("字", properties=indent), styles=styles)).indent == characters


def test_an_automatic_number_brings_its_indent_unless_the_paragraph_has_its_own() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:lvl>'
        '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    own = f'{listed}<w:ind w:firstLineChars="100"/>'
    data = docx(p("一", properties=listed), p("二", properties=own), numbering=numbering)
    assert [first(data, f"p[{i}]").indent for i in (1, 2)] == [2.0, 1.0]


def test_deleted_text_and_results_of_fields_are_not_set() -> None:
    field = "".join(
        f"<w:r>{item}</w:r>"
        for item in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>7</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    simple = '<w:fldSimple w:instr="page"><w:r><w:t>8</w:t></w:r></w:fldSimple>'
    assert first(docx(p("甲", deleted, field, simple, "乙"))).text == f"甲{PAGE}{PAGE}乙"


def test_styles_in_a_circle_end() -> None:
    styles = style("a", '<w:basedOn w:val="b"/>', default=True) + style(
        "b", '<w:basedOn w:val="a"/><w:rPr><w:sz w:val="24"/></w:rPr>'
    )
    assert first(docx(p("字"), styles=styles)).runs[0].size == 12.0


@pytest.mark.parametrize("value", ["", "-5", "many", "99999999999"])
def test_senseless_numbers_are_not_believed(value: str) -> None:
    run = f'<w:r><w:rPr><w:sz w:val="{value}"/></w:rPr><w:t>字</w:t></w:r>'
    spacing = f'<w:spacing w:line="{value}" w:lineRule="exact"/><w:ind w:firstLineChars="{value}"/>'
    found = first(docx(p(run, properties=spacing)))
    assert (found.runs[0].size, found.exact) == (10.0, None)
    assert first(docx(p(""), styles=defaults(f'<w:sz w:val="{value}"/>'))).runs == ()


def test_a_table_s_paragraphs_name_their_cells() -> None:
    found = read_typesetting(docx(p("一"), tbl(tr("甲", "1")))).paragraphs
    assert {anchor: paragraph.cell for anchor, paragraph in found.items()} == {
        "p[1]": "",
        "p[2]": "tc[1]",
        "p[3]": "tc[2]",
    }


def test_a_document_tells_how_it_is_set_once_and_within_the_limits_of_its_reading() -> None:
    data = docx(p("字" * 400))
    source = read_bytes(data).source
    assert source is not None
    assert source.data == data
    assert source.typesetting is source.typesetting is not None
    assert source.typesetting.paragraphs["p[1]"].text == "字" * 400
    bounded = WordFile(data, Limits(unpacked_bytes=100))
    with pytest.raises(ReadError, match="unpacked_bytes=100"):
        _ = bounded.typesetting


def test_what_libreoffice_made_of_a_file_does_not_tell_how_that_is_set() -> None:
    assert WordFile(docx(p("字")), Limits(), converted=True).typesetting is None


@pytest.mark.parametrize("data", ["<html><body><p>一、总体情况</p></body></html>", "一、总体情况"])
def test_other_formats_are_not_typeset(data: str) -> None:
    source = read_bytes(data.encode()).source
    assert source is None or source.typesetting is None
