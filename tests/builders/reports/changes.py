"""A sound report changed in one thing at a time: each kind of change as a function that makes every report of it.

A report is blocks: paragraphs, and tables as rows of cells. What is due of each kind stands in
`tests/linter/changes.yaml`, under the name of the function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.builders.reports.grids import Grid, Report, Written, as_page, as_word, report

Change = tuple[str, Report]  # what is changed, and the report with it
KINDS: dict[str, Callable[[], Iterator[Change]]] = {}
_SECTIONS = ("二、", "三、", "四、")


def kind(function: Callable[[], Iterator[Change]]) -> Callable[[], Iterator[Change]]:
    KINDS[function.__name__] = function
    return function


def as_tabs(blocks: Report) -> bytes:
    """The report as text, a row a line with tabs between the cells."""
    lines = [block if isinstance(block, str) else "\n".join(map(_row, block)) for block in blocks]
    return "\n\n".join(lines).encode()


def as_blanks(blocks: Report) -> bytes:
    """The report as text, with blanks between the cells."""
    return as_tabs(blocks).replace(b"\t", b"   ")


FORMS: dict[str, Callable[[Report], bytes]] = {"txt": as_tabs, "blanks": as_blanks, "docx": as_word, "html": as_page}


def _row(row: list[Written]) -> str:
    cells = [text if merge != "continue" else "" for text, _, merge in row]
    return "\t".join(cells) if len(cells) > 1 else f"{cells[0]}\t\t\t"


def _tables(blocks: Report) -> list[int]:
    return [at for at, block in enumerate(blocks) if not isinstance(block, str)]


def _is_figure(text: str) -> bool:
    return text.replace(".", "").isdigit()


def _figure_rows(table: Grid) -> list[int]:
    return [r for r, row in enumerate(table) if any(_is_figure(text) for text, _, _ in row)]


def _label(row: list[Written]) -> int | None:
    """Which cell is the row's own label."""
    labels = [c for c, (text, _, merge) in enumerate(row) if text and not _is_figure(text) and merge == ""]
    return labels[-1] if labels else None


def _with_text(blocks: Report, table: int, row: int, column: int, text: str) -> None:
    grid = blocks[table]
    assert not isinstance(grid, str)
    _, span, merge = grid[row][column]
    grid[row][column] = (text, span, merge)


def _grid(blocks: Report, table: int) -> Grid:
    grid = blocks[table]
    assert not isinstance(grid, str)
    return grid


def _exchanged(table: int, one: tuple[int, int], other: tuple[int, int]) -> Report:
    """The report with the texts of two cells exchanged."""
    blocks = report()
    grid = _grid(blocks, table)
    first, second = grid[one[0]][one[1]][0], grid[other[0]][other[1]][0]
    _with_text(blocks, table, *one, second)
    _with_text(blocks, table, *other, first)
    return blocks


def _labelled() -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each table with the places of the labels of its rows of figures."""
    blocks = report()
    for table in _tables(blocks):
        grid = _grid(blocks, table)
        yield table, [(r, c) for r in _figure_rows(grid) if (c := _label(grid[r])) is not None]


@kind
def row_labels_exchanged() -> Iterator[Change]:
    for table, labels in _labelled():
        for step in (1, 4):
            for one, other in list(zip(labels, labels[step:], strict=False))[::3]:
                yield f"{table} {one} {other}", _exchanged(table, one, other)


@kind
def whole_rows_exchanged() -> Iterator[Change]:
    for table, labels in _labelled():
        for (r, c), (below, _) in list(pairwise(labels))[::2]:
            blocks = report()
            grid = _grid(blocks, table)
            if below == r + 1 and c == _label(grid[below]) and not any(m == "restart" for _, _, m in grid[below]):
                upper, lower = grid[r], grid[below]
                grid[r], grid[below] = [*upper[:c], *lower[c:]], [*lower[:c], *upper[c:]]
                yield f"{table} {r}", blocks


@kind
def rows_exchanged_under_their_numbers() -> Iterator[Change]:
    """Rows of one group that have changed places, numbered as they stand now."""
    for table, labels in _labelled():
        for (r, c), (below, _) in pairwise(labels):
            blocks = report()
            grid = _grid(blocks, table)
            (number, dot, words), (other, _, others) = (grid[at][c][0].partition(".") for at in (r, below))
            if dot and number.isdigit() and other.isdigit() and int(other) == int(number) + 1:
                _with_text(blocks, table, r, c, f"{number}.{others}")
                _with_text(blocks, table, below, c, f"{other}.{words}")
                yield f"{table} {r}", blocks


@kind
def headers_exchanged() -> Iterator[Change]:
    for table, r, here in _headers():
        for one, other in list(pairwise(here))[::2]:
            yield f"{table} {r} {one} {other}", _exchanged(table, (r, one), (r, other))


@kind
def block_labels_exchanged() -> Iterator[Change]:
    blocks = report()
    table = _tables(blocks)[0]
    labels = [(r, 0) for r, row in enumerate(_grid(blocks, table)) if row[0][0].startswith("第二十条")]
    for one, other in pairwise(labels):
        yield f"{one}", _exchanged(table, one, other)


@kind
def block_labels_in_other_words() -> Iterator[Change]:
    blocks = report()
    table = _tables(blocks)[0]
    for r, row in enumerate(_grid(blocks, table)):
        if row[0][0].startswith("第二十条"):
            for words in (
                row[0][0].replace("第二十条", "第十九条"),
                row[0][0].replace("项", "款"),
                "第二十条第（十二）项",
            ):
                changed = report()
                _with_text(changed, table, r, 0, words)
                yield words, changed


@kind
def corners_in_other_words() -> Iterator[Change]:
    blocks = report()
    for table in _tables(blocks):
        for r, row in enumerate(_grid(blocks, table)):
            text = row[0][0]
            if text == "信息内容" or text.startswith("（本列"):
                for words in ("公开内容", "信息类别") if text == "信息内容" else (text.replace("等于", "应等于"),):
                    changed = report()
                    _with_text(changed, table, r, 0, words)
                    yield words, changed


@kind
def corners_left_out() -> Iterator[Change]:
    blocks = report()
    table = _tables(blocks)[1]
    _with_text(blocks, table, 0, 0, "")
    yield "note", blocks


@kind
def headers_in_other_words() -> Iterator[Change]:
    for table, r, here in _headers():
        for c in here[::2]:
            blocks = report()
            text = _grid(blocks, table)[r][c][0]
            _with_text(blocks, table, r, c, text[:-1] + "类")
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
        at = _tables(blocks)[table]
        r, c = next((r, c) for r, row in enumerate(_grid(blocks, at)) for c, x in enumerate(row) if x[0] == old)
        _with_text(blocks, at, r, c, new)
        yield old, blocks


@kind
def row_labels_in_other_words() -> Iterator[Change]:
    for table, labels in _labelled():
        for r, c in labels[::2]:
            blocks = report()
            text = _grid(blocks, table)[r][c][0]
            _with_text(blocks, table, r, c, text[:-2] + text[-1])
            yield text, blocks


@kind
def tables_exchanged() -> Iterator[Change]:
    first, second, third = _tables(report())
    for one, other in ((first, second), (first, third), (second, third)):
        blocks = report()
        blocks[one], blocks[other] = blocks[other], blocks[one]
        yield f"{one} {other}", blocks


@kind
def tables_in_another_section() -> Iterator[Change]:
    for table in _tables(report()):
        blocks = report()
        moved = blocks.pop(table)
        end = next(at for at, block in enumerate(blocks) if isinstance(block, str) and block.startswith("六、"))
        blocks.insert(end, moved)
        yield f"{table}", blocks


@kind
def tables_twice() -> Iterator[Change]:
    for table in _tables(report()):
        for changed in (False, True):
            blocks = report()
            copy = [list(row) for row in _grid(blocks, table)]
            if changed:
                row = _figure_rows(copy)[0]
                column = next(c for c, cell in enumerate(copy[row]) if _is_figure(cell[0]))
                copy[row][column] = ("77", *copy[row][column][1:])
            blocks[table + 1 : table + 1] = ["有关情况见下表。", copy]
            yield f"{table} {changed}", blocks


@kind
def words_for_figures() -> Iterator[Change]:
    blocks = report()
    for table in _tables(blocks):
        for r in _figure_rows(_grid(blocks, table))[::4]:
            figures = [c for c, cell in enumerate(_grid(blocks, table)[r]) if _is_figure(cell[0])]
            for c, words in zip(figures[::2], ("O", "N/A", "暂无", "约1", "1件", "/", "l", "—"), strict=False):
                changed = report()
                _with_text(changed, table, r, c, words)
                yield f"{table} {r} {c} {words}", changed


@kind
def impossible_counts() -> Iterator[Change]:
    blocks = report()
    for table in _tables(blocks):
        for r in _figure_rows(_grid(blocks, table))[::5]:
            c = next(c for c, cell in enumerate(_grid(blocks, table)[r]) if _is_figure(cell[0]))
            if "." not in _grid(blocks, table)[r][c][0]:
                for figure in ("-1", "1.5"):
                    changed = report()
                    _with_text(changed, table, r, c, figure)
                    yield f"{table} {r} {figure}", changed


@kind
def rows_left_out() -> Iterator[Change]:
    for table, labels in _labelled():
        for r, _ in labels[1::3]:
            blocks = report()
            grid = _grid(blocks, table)
            if not any(m == "restart" for _, _, m in grid[r]):
                del grid[r]
                yield f"{table} {r}", blocks


@kind
def figures_written_otherwise() -> Iterator[Change]:
    blocks = report()
    for table in _tables(blocks):
        for r in _figure_rows(_grid(blocks, table))[::6]:
            for c, cell in enumerate(_grid(blocks, table)[r]):
                if _is_figure(cell[0]) and "." not in cell[0]:
                    changed = report()
                    wide = cell[0].translate({ord("0") + n: ord("０") + n for n in range(10)})
                    _with_text(changed, table, r, c, wide)
                    yield f"{table} {r} {c}", changed
                    break


@kind
def sound() -> Iterator[Change]:
    yield "as it is", report()


def _headers() -> Iterator[tuple[int, int, list[int]]]:
    """Each line of headers that stand right above figures, with the places of its cells that hold words."""
    blocks = report()
    for table in _tables(blocks):
        grid = _grid(blocks, table)
        for r in range(len(grid) - 1):
            if r not in _figure_rows(grid) and r + 1 in _figure_rows(grid):
                here = [
                    c for c, (text, span, m) in enumerate(grid[r]) if text and m != "continue" and text != "信息内容"
                ]
                if here:
                    yield table, r, here
