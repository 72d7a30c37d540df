"""PDF as LibreOffice and a browser make it: the same text and tables as in the document it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import lint
from nianbao.document import Document, Paragraph, Table
from nianbao.errors import ReadError
from nianbao.reading.pdf import read_pdf
from tests.builders.pdf.report import (
    AGENCY,
    APPLICATIONS,
    FEES,
    PERIOD,
    PROACTIVE,
    PROBLEMS,
    REVIEW,
    TOPICS,
    VERTICAL,
    Grid,
    placed,
)

FOLDER = Path(__file__).parent / "pdf"
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "huaian-2024.pdf"


def read(name: str) -> Document:
    return read_pdf((FOLDER / name).read_bytes())


def texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]


def layout(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, c.text) for c in table.cells]


def wanted(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(row, column, m.rows, m.columns, m.text) for row, column, m in placed(grid)]


@pytest.fixture(scope="module")
def word() -> Document:
    return read("word.pdf")


def test_tables_are_the_logical_grid_with_merges(word: Document) -> None:
    assert [layout(t) for t in tables(word)] == [wanted(PROACTIVE), wanted(APPLICATIONS), wanted(REVIEW)]


def test_lines_are_rejoined_and_page_numbers_dropped(word: Document) -> None:
    assert texts(word) == [
        AGENCY,
        "2024年政府信息公开工作年度报告",
        f"根据《中华人民共和国政府信息公开条例》的要求，编制本报告。{PERIOD}",
        "一、总体情况",
        *TOPICS,
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        PROBLEMS,
        "六、其他需要报告的事项",
        FEES,
    ]


def test_every_place_has_its_page(word: Document) -> None:
    pages = [block.place.page or 0 for block in word.blocks]
    assert pages[0] == 1
    assert pages == sorted(pages)
    split = tables(word)[0]
    assert split.cells[0].place.page != split.cells[-1].place.page


def test_a_table_over_three_pages_is_one_whatever_its_header_does() -> None:
    document = read("three-pages.pdf")
    assert [layout(t) for t in tables(document)] == [wanted(APPLICATIONS)]
    assert texts(document) == ["三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]


def test_prose_and_headings_in_boxes_are_paragraphs() -> None:
    document = read("boxed.pdf")
    assert texts(document)[2:] == [
        "一、总体情况",
        *TOPICS,
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        PROBLEMS,
    ]
    assert [layout(t) for t in tables(document)] == [wanted(PROACTIVE)]


def test_a_page_printed_by_a_browser_loses_its_head_and_foot() -> None:
    document = read("browser.pdf")
    assert texts(document)[0] == f"{AGENCY}2024年政府信息公开工作年度报告"
    assert texts(document)[-1] == FEES
    assert not any("file:" in text or "/" in text for text in texts(document))
    assert [layout(t) for t in tables(document)] == [wanted(PROACTIVE), wanted(REVIEW)]


def test_letters_set_downwards_or_spread_over_a_cell_are_one_label() -> None:
    assert [layout(t) for t in tables(read("vertical.pdf"))] == [wanted(VERTICAL)]


def test_rows_without_lines_keep_their_columns_apart() -> None:
    lines = texts(read("no-lines.pdf"))
    assert "信息内容 本年制发件数 本年废止件数 现行有效件数" in lines
    assert "行政规范性文件 3 1 12" in lines
    assert "行政许可 1508" in lines
    assert PROBLEMS in lines


@pytest.mark.parametrize(
    ("name", "zh", "en"),
    [("scanned.pdf", "OCR", "scanned"), ("encrypted.pdf", "密码", "password")],
)
def test_what_cannot_be_read_says_why(name: str, zh: str, en: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(name)
    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


@pytest.mark.parametrize("name", ["word.pdf", "browser.pdf"])
def test_fonts_without_a_table_of_characters_are_named_as_the_cause(name: str) -> None:
    mute = (FOLDER / name).read_bytes().replace(b"/ToUnicode", b"/ToUnicodX")
    with pytest.raises(ReadError) as caught:
        read_pdf(mute)
    assert "字体" in caught.value.message.zh


@pytest.mark.needs("shared")
def test_a_real_report_with_rows_cut_by_page_breaks() -> None:
    document = read_pdf(SAMPLE.read_bytes())
    proactive, applications, review = tables(document)
    assert [len({c.row for c in t.cells}) for t in (proactive, applications, review)] == [14, 28, 4]
    grid = {(c.row, c.column): c for c in applications.cells}
    assert grid[15, 1].text == "（四）无法提供"
    assert [grid[15, column].text for column in range(3, 10)] == ["746", "12", "0", "0", "10", "1", "769"]
    assert [grid[26, column].text for column in range(3, 10)] == ["2932", "53", "0", "0", "61", "4", "3050"]
    assert (grid[5, 0].text, grid[5, 0].rows) == ("三、本年度办理结果", 22)
    assert [c.text for c in review.cells if c.row == 3][4::5] == ["351", "26", "20"]
    for cut_by_a_page in ("一流营商环境", "将栏目不更新", "需要加强和改进的地方"):
        assert any(cut_by_a_page in text for text in texts(document))


@pytest.mark.parametrize("path", [FOLDER / "word.pdf", pytest.param(SAMPLE, marks=pytest.mark.needs("shared"))])
def test_a_clean_report_raises_no_false_alarm(path: Path) -> None:
    findings = lint(path).findings
    assert [f.code for f in findings if f.severity != "info"] == []
