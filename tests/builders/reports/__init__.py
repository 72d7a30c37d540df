"""Reports made from one clean text: edits of it, and the same report as a Word file with the official merges.

The text stands in `tests/rules/base.txt`: an invented agency, tables with one row a line and a tab between cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tests.builders.docx import docx

BASE = (Path(__file__).parents[2] / "rules" / "base.txt").read_text("utf-8")
# How many columns of the official grid stand before the figures, by the number of figures in a row.
_LABEL_COLUMNS = {7: 3, 15: 0, 3: 1}
_TABLE = re.compile(r"(?:^.*\t.*\n)+", re.MULTILINE)
_FIGURE = re.compile(r"[\d.,/—-]*")


def edited(edits: Iterable[Mapping[str, str]], text: str = BASE) -> str:
    """The text with each edit made once: `replace`/`by`, `delete` (a line), `add`/`after` (a line).

    `figures` puts one figure in the place of all.
    """
    for edit in edits:
        if "figures" in edit:
            text = re.sub(r"(?<=\t)[\d.]+(?=[\t\n])|^\d+(?=\t)", edit["figures"], text, flags=re.MULTILINE)
        elif "replace" in edit:
            text = _once(text, edit["replace"], edit["by"])
        elif "delete" in edit:
            text = _once(text, _line(text, edit["delete"]) + "\n", "")
        else:
            line = _line(text, edit["after"])
            text = _once(text, line + "\n", f"{line}\n{edit['add']}\n")
    return text


def with_figures(figures: Mapping[tuple[str, str, str], str], text: str = BASE) -> str:
    """The text with the figures of its tables replaced, in the order of the mapping: that of the rulebook."""
    values = iter(figures.values())

    def row(line: str) -> str:
        cells = line.split("\t")
        filled = [next(values) if _FIGURE.fullmatch(c) and c else c for c in cells]
        return "\t".join(filled)

    changed = "\n".join(row(line) if "\t" in line else line for line in text.split("\n"))
    assert next(values, None) is None, "more figures than cells"
    return changed


def with_tables(text: str, written: Callable[[list[list[str]]], str]) -> str:
    """The text with the rows of each table, which are cells set apart by tabs, written in another way."""
    return _TABLE.sub(lambda m: written([row.split("\t") for row in m[0].rstrip("\n").split("\n")]), text)


def _line(text: str, start: str) -> str:
    return next(line for line in text.split("\n") if line.startswith(start))


def _once(text: str, old: str, new: str) -> str:
    assert old in text, f"the report does not hold {old!r}"
    return text.replace(old, new, 1)


def as_docx(text: str, markup: Iterable[Mapping[str, str]] = (), comments: str = "") -> bytes:
    """The report as a Word file: paragraphs, and tables whose blank cells are merged as in the official form.

    `markup` are edits of its XML, `comments` is the content of the part of that name.
    """
    body: list[str] = []
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            body.append(_table(table))
            table = []
        if line:
            body.append(f"<w:p><w:r><w:t xml:space='preserve'>{_escaped(line)}</w:t></w:r></w:p>")
    whole = "".join(body)
    for edit in markup:
        whole = _once(whole, edit["replace"], edit["by"])
    return docx(whole, comments=comments)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _table(rows: Sequence[Sequence[str]]) -> str:
    grid = [_spread(row, rows) for row in rows]
    width = max(sum(span for _, span, _ in row) for row in grid)
    columns = "<w:gridCol w:w='600'/>" * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(map(_row, grid))}</w:tbl>"


_Cell = tuple[str, int, str]  # text, columns, vertical merge: "", restart or continue


def _spread(row: Sequence[str], rows: Sequence[Sequence[str]]) -> list[_Cell]:
    """The cells of a line over the grid: a blank label continues the one above, a label runs up to the figures."""
    figures = {7: 7, 4: 3, 15: 15, 14: 14}.get(max(_figures(r) for r in rows), 3)
    if figures >= 14:
        return _header_or_figures(row, figures)
    if figures == 3:
        return _block_row(row)
    return _labelled(row, figures)


def _figures(row: Sequence[str]) -> int:
    count = 0
    for cell in reversed(row):
        if not _FIGURE.fullmatch(cell):
            break
        count += 1
    return count


def _block_row(row: Sequence[str]) -> list[_Cell]:
    filled = [cell for cell in row if cell]
    if len(filled) == 1 and not _figures(filled):
        return [(row[0], 4, "")] if row[0].startswith("第") else [(row[0], 1, ""), ("", 3, "")]
    if len(filled) == 2:
        return [(row[0], 1, ""), (filled[1], 3, "")]
    return [(cell, 1, "") for cell in row]


def _labelled(row: Sequence[str], figures: int) -> list[_Cell]:
    """A row of table three. Header lines: what is blank belongs to the header beside it or above it."""
    if "申请人情况" in row:
        return [(row[0], 3, "restart"), (row[1], 7, "")]
    if "自然人" in row or "法人或其他组织" in row:
        inner = [(c, 5 if c.startswith("法人") else 1, "" if c.startswith("法人") else "restart") for c in row if c]
        return [("", 3, "continue"), *inner]
    if "商业企业" in row:
        return [("", 3, "continue"), ("", 1, "continue"), *((c, 1, "") for c in row if c), ("", 1, "continue")]
    labels, values = list(row[:-figures]), [(c, 1, "") for c in row[-figures:]]
    cells: list[_Cell] = []
    for depth, label in enumerate(labels):
        last = depth == len(labels) - 1
        merge = "" if last else "restart" if label else "continue"
        cells.append((label, 3 - depth if last else 1, merge))
    return [*cells, *values]


def _header_or_figures(row: Sequence[str], figures: int) -> list[_Cell]:
    if "行政复议" in row:
        return [("行政复议", 5, ""), ("行政诉讼", figures - 5, "")]
    if "复议后起诉" in row:
        head = [(c, 1, "restart") for c in row[:5]]
        return [*head, (row[5], 5, ""), ([c for c in row if c][-1], figures - 10, "")]
    if not row[0] and any(row):
        return [*[("", 1, "continue")] * 5, *((c, 1, "") for c in row[5:])]
    return [(c, 1, "") for c in row]


def _row(cells: Sequence[_Cell]) -> str:
    return f"<w:tr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(cell: _Cell) -> str:
    text, span, merge = cell
    properties = f"<w:gridSpan w:val='{span}'/>" * (span > 1)
    if merge:
        properties += f"<w:vMerge w:val='{merge}'/>" if merge == "restart" else "<w:vMerge/>"
    run = f"<w:r><w:t xml:space='preserve'>{_escaped(text)}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run}</w:p></w:tc>"
