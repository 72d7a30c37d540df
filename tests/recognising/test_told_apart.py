"""Figures that cannot be told apart are blank and said; those that can keep their places, however tables are set."""

from __future__ import annotations

import random
import re

import pytest

from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, edited
from tests.builders.reports.grids import FORMS, Grid, Report, report
from tests.builders.reports.html import as_html
from tests.builders.reports.parts import cut, figures, is_figures, with_a_label_column

SOUND = figures(recognise(read_bytes(BASE.encode())))
SECOND_PART = "（三）不予公开"


def _set_at_random(chance: random.Random) -> Report:
    """The clean report with its tables cut, widened, and cells merged, parted or gone, row by row."""
    blocks: Report = []
    for block in report():
        if isinstance(block, str):
            blocks.append(block)
            continue
        table = [list(row) for row in block]
        for row in table:
            if is_figures(row) and chance.random() < 0.1:
                at = chance.randrange(1, len(row)) if len(row) > 1 else 0
                kind = chance.choice(("merged", "parted", "gone", "longer"))
                text, span, merge = row[at]
                if kind == "gone":
                    del row[at]
                elif kind == "parted":
                    row[at : at + 1] = [(text, span, merge), ("", 1, "")]
                elif kind == "longer":
                    row[0] = (row[0][0], row[0][1] + 1, row[0][2])
                elif at + 1 < len(row):
                    row[at : at + 2] = [(text, span + row[at + 1][1], merge)]
        parts = cut(table, chance.randrange(1, len(table))) if chance.random() < 0.6 and len(table) > 1 else [table]
        blocks += [with_a_label_column(part) if chance.random() < 0.4 else part for part in parts]
    return blocks


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(40))
def test_no_setting_of_the_tables_gives_another_figure(seed: int, form: str) -> None:
    read = figures(recognise(read_bytes(FORMS[form](_set_at_random(random.Random(seed))))))
    assert {at: value for at, value in read.items() if SOUND.get(at) != value} == {}


@pytest.mark.parametrize("form", FORMS)
def test_parts_with_different_label_columns_and_no_second_header_are_whole(form: str) -> None:
    blocks: Report = []
    for block in report():
        at = next((i for i, row in enumerate(block) if any(cell[0] == SECOND_PART for cell in row)), 0)
        if isinstance(block, str) or not at:
            blocks.append(block)
        else:
            upper, lower = cut(block, at)
            blocks += [upper, with_a_label_column(lower)]
    document = read_bytes(FORMS[form](blocks))
    assert figures(recognise(document)) == SOUND
    assert lint_document(document).findings == ()


def test_a_span_that_is_one_row_too_long_moves_no_figure() -> None:
    page = as_html(BASE).decode()
    longer = re.sub(r"rowspan='?8'?", "rowspan=9", page)
    assert longer != page
    assert figures(recognise(read_bytes(longer.encode()))) == SOUND


_FLAT = [
    {"delete": "（本列数据的勾稽关系为"},
    {
        "replace": "\t自然人\t法人或其他组织\t\t\t\t\t总计",
        "by": "申请人情况\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计",
    },
    {"delete": "\t\t商业企业"},
]


@pytest.mark.parametrize("blanks", ["\t", " "])
def test_a_header_on_one_line_moves_no_figure(blanks: str) -> None:
    text = edited(_FLAT)
    assert figures(recognise(read_bytes(text.replace("\t", blanks).encode()))) == SOUND


def test_a_missing_label_is_called_blank() -> None:
    page = as_html(edited([{"replace": "（四）无法提供", "by": " "}]))
    found = lint_document(read_bytes(page)).findings
    assert [(f.code, "空白" in f.message.zh) for f in found] == [("T205", True)]


def _blanks(text: str) -> str:
    return text.replace("\t", " ")


def test_wrong_labels_are_found_without_tabs() -> None:
    wrong = [
        {"replace": "\t2.其他法律行政法规禁止公开", "by": "\t2.其他法律法规禁止公开"},
        {"replace": "3.要求提供公开出版物", "by": "3.提供公开出版物"},
    ]
    for text in (_blanks(edited(wrong)), edited(wrong).replace("\t", "\n")):
        found = lint_document(read_bytes(text.encode())).findings
        assert [(f.code, f.location.row) for f in found] == [
            ("T205", "refused.prohibited_by_law"),
            ("T205", "not_processed.published"),
        ]


def test_a_note_behind_a_figure_stays_in_its_cell() -> None:
    noted = edited([{"replace": "行政规范性文件\t2\t", "by": "行政规范性文件\t2（其中修订 1 件）\t"}])
    for text in (noted, _blanks(noted)):
        document = read_bytes(text.encode())
        assert [(f.code, f.location.column) for f in lint_document(document).findings] == [("V302", "issued")]
        assert figures(recognise(document)) == {
            at: v for at, v in SOUND.items() if at[1:] != ("normative_documents", "issued")
        }


def test_a_row_with_a_figure_lost_between_blanks_is_blank() -> None:
    text = _blanks(edited([{"replace": "（一）予以公开\t5\t1\t", "by": "（一）予以公开\t5\t"}]))
    read = figures(recognise(read_bytes(text.encode())))
    assert read == {at: value for at, value in SOUND.items() if at[1] != "granted"}


def test_figures_of_running_text_behind_a_table_are_none_of_its() -> None:
    row = next(line for line in BASE.split("\n") if line.startswith("3\t1\t0\t0\t4"))
    text = _blanks(BASE.replace(row, "3\n我局 2024 年按照河湖长制工作安排，推进管护站点和\n信息公开。"))
    read = figures(recognise(read_bytes(text.encode())))
    assert not [value for at, value in read.items() if at[0] == "review" and value == 2024]


@pytest.mark.parametrize("kept", [1, 7, 15])
def test_a_text_without_line_breaks_is_refused(kept: int) -> None:
    lines = BASE.split("\n")
    glued = "\n".join([*lines[:kept], "".join(line.replace("\t", "") for line in lines[kept:])])
    with pytest.raises(ReadError, match="line breaks"):
        recognise(read_bytes(glued.encode()))


def test_a_text_with_blanks_for_line_breaks_gives_no_other_figure() -> None:
    title, *lines = BASE.split("\n")
    read = figures(recognise(read_bytes(f"{title}\n{_blanks(' '.join(lines))}".encode())))
    assert read == SOUND


def test_markdown_marks_are_no_part_of_title_and_headings() -> None:
    headings = [line for line in BASE.split("\n") if line[1:2] == "、" and "\t" not in line]
    text = "# " + BASE
    for heading in headings:
        text = text.replace(f"\n{heading}\n", f"\n## {heading}\n\n")
    text = text.replace("\n（一）主动公开", "\n### 一、主动公开情况\n（一）主动公开", 1)
    recognised = recognise(read_bytes(text.encode()))
    assert recognised.agency == "青岚县水务局"
    assert [h.stated for h in recognised.headings] == headings


def test_a_figure_wider_than_any_count_is_no_number() -> None:
    text = edited([{"replace": "行政许可\t134", "by": "行政许可\t1340027000318650"}])
    assert [(f.code, f.location.row) for f in lint_document(read_bytes(text.encode())).findings] == [
        ("V302", "licensing")
    ]


@pytest.mark.parametrize("kept", [0, 1, 2, 3])
def test_a_page_that_ends_within_a_header_moves_no_figure(kept: int) -> None:
    """Each line of a header may be the last of its page, or all of them."""
    lines = BASE.split("\n")
    tabbed = [i for i, line in enumerate(lines) if "\t" in line]
    broken = "\n".join(
        line + "\f" if i in tabbed and (kept == 0 or tabbed.index(i) % 3 == kept - 1) else line
        for i, line in enumerate(lines)
    )
    found = figures(recognise(read_bytes(broken.encode())))
    assert {at: number for at, number in found.items() if SOUND.get(at) != number} == {}


TABLES = [block for block in report() if not isinstance(block, str)]


def _with_last_table(*tables: Grid) -> Report:
    last = TABLES[-1]
    return [one for block in report() for one in (tables if block == last else [block])]


@pytest.mark.parametrize("form", FORMS)
def test_a_line_that_numbers_the_columns_is_no_figures(form: str) -> None:
    *headers, row = TABLES[-1]
    numbers = [(str(n + 1), 1, "") for n in range(len(row))]
    document = read_bytes(FORMS[form](_with_last_table([*headers, numbers, row])))
    assert figures(recognise(document)) == SOUND
    assert [f.code for f in lint_document(document).findings] == ["T207"]


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_stands_twice_with_other_figures_is_blank(form: str) -> None:
    *headers, row = TABLES[-1]
    other = [(str(n + 40), 1, "") for n in range(len(row))]
    document = read_bytes(FORMS[form](_with_last_table([*headers, row, other])))
    assert figures(recognise(document)) == {at: v for at, v in SOUND.items() if at[0] != "review"}
    assert [f.code for f in lint_document(document).findings] == ["T207"]
    again = read_bytes(FORMS[form](_with_last_table([*headers, row, row])))
    assert figures(recognise(again)) == SOUND


@pytest.mark.parametrize("form", FORMS)
def test_headers_that_moved_up_tell_no_figures(form: str) -> None:
    """A header cell deleted, the others moved a column to the left over figures that stayed."""
    first, second, *rest = TABLES[-1]
    moved = [second[0], *second[2:]]
    document = read_bytes(FORMS[form](_with_last_table([first, moved, *rest])))
    read = figures(recognise(document))
    assert {at: v for at, v in read.items() if SOUND.get(at) != v} == {}
    assert {at[2] for at in SOUND.keys() - read.keys()} == {
        f"reconsideration.{column}" for column in ("corrected", "other", "pending", "total")
    }
    assert [f.code for f in lint_document(document).findings] == ["T204"]


@pytest.mark.parametrize("form", FORMS)
def test_parts_of_a_row_in_another_order_are_put_in_their_own(form: str) -> None:
    _, (*outcomes, _, _), _, row = TABLES[-1]
    labels = [(text, 1, "") for text, _, _ in outcomes]
    groups = ("行政复议", "未经复议直接起诉", "复议后起诉")
    parts = [[[(group, 5, "")], labels, row[at * 5 : at * 5 + 5]] for at, group in enumerate(groups)]
    for order in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        document = read_bytes(FORMS[form](_with_last_table(*(parts[at] for at in order))))
        assert figures(recognise(document)) == SOUND


@pytest.mark.parametrize("form", FORMS)
def test_groups_of_columns_from_right_to_left_tell_no_figures(form: str) -> None:
    """Every group has a column of the same name: which of them a header means is not told by its words."""
    mirrored = [row[::-1] for row in TABLES[-1]]
    document = read_bytes(FORMS[form](_with_last_table(mirrored)))
    read = figures(recognise(document))
    assert {at: v for at, v in read.items() if SOUND.get(at) != v} == {}
    assert lint_document(document).findings


def test_lines_of_headers_from_right_to_left_tell_no_figures() -> None:
    lines = BASE.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("行政复议\t"))
    lines[at : at + 4] = ["\t".join(line.split("\t")[::-1]) for line in lines[at : at + 4]]
    read = figures(recognise(read_bytes("\n".join(lines).encode())))
    assert {cell: v for cell, v in read.items() if SOUND.get(cell) != v} == {}
