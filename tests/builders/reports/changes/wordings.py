"""Labels, headers and corners in other words."""

from __future__ import annotations

from collections.abc import Iterator

from tests.builders.reports.changes.places import Change, grid_of, kind, labelled, lines_of_headers, set_text, tables_of
from tests.builders.reports.grids import report


@kind
def block_labels_in_other_words() -> Iterator[Change]:
    blocks = report()
    table = tables_of(blocks)[0]
    for r, row in enumerate(grid_of(blocks, table)):
        if row[0][0].startswith("第二十条"):
            for words in (
                row[0][0].replace("第二十条", "第十九条"),
                row[0][0].replace("项", "款"),
                "第二十条第（十二）项",
            ):
                changed = report()
                set_text(changed, table, r, 0, words)
                yield words, changed


@kind
def corners_in_other_words() -> Iterator[Change]:
    blocks = report()
    for table in tables_of(blocks):
        for r, row in enumerate(grid_of(blocks, table)):
            text = row[0][0]
            if text == "信息内容" or text.startswith("（本列"):
                for words in ("公开内容", "信息类别") if text == "信息内容" else (text.replace("等于", "应等于"),):
                    changed = report()
                    set_text(changed, table, r, 0, words)
                    yield words, changed


@kind
def corners_left_out() -> Iterator[Change]:
    blocks = report()
    table = tables_of(blocks)[1]
    set_text(blocks, table, 0, 0, "")
    yield "note", blocks


@kind
def headers_in_other_words() -> Iterator[Change]:
    for table, r, here in lines_of_headers():
        for c in here[::2]:
            blocks = report()
            text = grid_of(blocks, table)[r][c][0]
            set_text(blocks, table, r, c, text[:-1] + "类")
            yield text, blocks


@kind
def group_headers_in_other_words() -> Iterator[Change]:
    for table, old, new in (
        (1, "申请人情况", "申请人类型情况"),
        (1, "法人或其他组织", "法人及其他组织"),
        (2, "行政复议", "复议情况"),
        (2, "复议后起诉", "经复议起诉"),
    ):
        blocks = report()
        at = tables_of(blocks)[table]
        r, c = next((r, c) for r, row in enumerate(grid_of(blocks, at)) for c, x in enumerate(row) if x[0] == old)
        set_text(blocks, at, r, c, new)
        yield old, blocks


@kind
def row_labels_in_other_words() -> Iterator[Change]:
    for table, labels in labelled():
        for r, c in labels[::2]:
            blocks = report()
            text = grid_of(blocks, table)[r][c][0]
            set_text(blocks, table, r, c, text[:-2] + text[-1])
            yield text, blocks
