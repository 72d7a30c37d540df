"""What stands elsewhere than in the official blank and is the same report all the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pytest

from nianbao.document import Block, Document, Paragraph
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE
from tests.builders.reports.grids import FORMS, Grid, Report, Written, report

BLOCKS = read_bytes(BASE.encode()).blocks
HEADINGS = [b.text for b in BLOCKS if isinstance(b, Paragraph) and b.text[1:2] == "、"]


def codes(blocks: Sequence[Block]) -> list[str]:
    return [finding.code for finding in lint_document(Document(tuple(blocks), "docx")).findings]


def test_a_title_in_a_box_that_is_anchored_to_the_first_heading() -> None:
    title, preamble, heading, *rest = BLOCKS
    moved = (preamble, heading, title, *rest)
    assert codes(moved) == []
    assert recognise(Document(moved, "docx")).agency == "青岚县水务局"


def test_no_sentence_behind_the_first_heading_is_a_title() -> None:
    _, preamble, heading, *rest = BLOCKS
    told = Paragraph("现将青岚县水务局2024年政府信息公开工作年度报告公布如下：")
    assert codes((preamble, heading, told, *rest)) == ["S109"]


@pytest.mark.parametrize("leader", ["\t", "……", "　"])
def test_a_table_of_contents_in_one_paragraph(leader: str) -> None:
    contents = "\n".join(f"{heading}{leader}{page}" for page, heading in enumerate(HEADINGS, 1))
    title, *rest = BLOCKS
    assert codes((title, Paragraph("目录"), Paragraph(contents), *rest)) == []


def parted(table: Grid, *widths: int) -> list[Grid]:
    """The table cut between its columns into parts of these widths, each with what stands above its figures."""
    parts: list[Grid] = []
    start = 0
    for width in widths:
        parts.append([_between(row, start, start + width) for row in table])
        start += width
    return parts


def _between(row: list[Written], start: int, end: int) -> list[Written]:
    ends = accumulate(span for _, span, _ in row)
    inside = [(text, min(at, end) - max(at - span, start)) for (text, span, _), at in zip(row, ends, strict=True)]
    return [(text, span, "") for text, span in inside if span > 0]


@pytest.mark.parametrize("widths", [(5, 10), (5, 5, 5)])
@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_table_of_review_cut_between_its_groups(form: str, widths: tuple[int, ...]) -> None:
    blocks: Report = report()
    at = max(i for i, block in enumerate(blocks) if not isinstance(block, str))
    review = blocks[at]
    assert not isinstance(review, str)
    cut: Report = [*blocks[:at], *(x for part in parted(review, *widths) for x in (part, "续表")), *blocks[at + 1 :]]
    found = lint_document(read_bytes(FORMS[form](cut)))
    assert found.findings == ()
