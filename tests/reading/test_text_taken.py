"""Text as mail, terminals and scripts hand it on: quoted, its cells set apart by commas, broken at a width.

What can be told is read as it was; where rows or figures are cut, the text is refused in one line.
"""

from __future__ import annotations

import re
from random import Random

import pytest

from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.linting import lint_document
from tests.builders.reports import BASE

Figures = dict[tuple[str, str, str], object]


def _figures(text: str) -> Figures:
    report = recognise(read_bytes(text.encode()))
    return {(t.id, *at): v.number for t in report.tables for at, v in t.values.items() if v.number is not None}


SOUND = _figures(BASE)


def _quoted(mark: str, text: str = BASE) -> str:
    return "".join(f"{mark}{line}\n" for line in text.split("\n"))


def _cells_in_quotes(line: str) -> str:
    return ",".join(f'"{cell}"' for cell in line.split("\t")) if "\t" in line else line


TAKEN = {
    "mail": _quoted("> "),
    "mail without blanks": _quoted(">"),
    "mail quoted twice": _quoted("> > "),
    "mail under its words": f"请核对下面的年报。\n\n李老师 2025年1月6日写道：\n\n{_quoted('> ')}",
    "list of changes": _quoted("+"),
    "points": _quoted("* "),
    "commas": BASE.replace("\t", ","),
    "commas, brackets hold some": BASE.replace("\t", "，"),
    "semicolons": BASE.replace("\t", ";"),
    "arrows": BASE.replace("\t", "→"),
    "strokes": BASE.replace("\t", "/"),
    "strokes with blanks": BASE.replace("\t", " / "),
    "points with blanks": BASE.replace("\t", " . "),
    "hyphens with blanks": BASE.replace("\t", " - "),
    "underscores": BASE.replace("\t", "_"),
    "tabs as they are escaped": BASE.replace("\t", "\\t"),
    "cells in quotation marks": "\n".join(map(_cells_in_quotes, BASE.split("\n"))),
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_what_was_put_between_and_before_is_none_of_the_text(text: str) -> None:
    assert _figures(text) == SOUND
    assert [f.code for f in lint_document(read_bytes(text.encode())).findings] == []


def test_a_few_lines_with_such_a_mark_keep_it() -> None:
    report = recognise(read_bytes(BASE.replace("一、总体情况\n", "一、总体情况\n> 摘要如下\n").encode()))
    assert any("> 摘要如下" in getattr(block, "text", "") for block in report.blocks)


def _with_long_figures(chance: float) -> str:
    """The report with figures of many digits, some of them blank."""
    random = Random(11)

    def figure(_: re.Match[str]) -> str:
        return (
            "" if random.random() < chance else str(random.choice([random.randint(0, 99), random.randint(100, 99999)]))
        )

    rows = [re.sub(r"(?<=\t)\d+(?=\t|\Z)", figure, line) for line in BASE.split("\n")]
    return "\n".join(rows)


@pytest.mark.parametrize("between", ["\t", " ", "    "])
@pytest.mark.parametrize("chance", [0.0, 0.1])
@pytest.mark.parametrize("width", [20, 40, 67, 95])
def test_text_broken_at_a_width_gives_no_wrong_figure(width: int, chance: float, between: str) -> None:
    text = _with_long_figures(chance)
    lines = text.replace("\t", between).split("\n")
    folded = "\n".join(line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))
    truth = _figures(text)
    assert _read_or_refused(folded).items() <= truth.items()


def _read_or_refused(text: str) -> Figures:
    try:
        return _figures(text)
    except ReadError:
        return {}


@pytest.mark.parametrize("width", [30, 40, 60])
def test_rows_cut_at_a_width_are_refused_not_judged(width: int) -> None:
    lines = _with_long_figures(0.0).split("\n")
    folded = "\n".join(line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width))
    with pytest.raises(ReadError, match="broken at a fixed width"):
        read_bytes(folded.encode())


def test_line_breaks_written_as_escapes_are_none() -> None:
    with pytest.raises(ReadError, match="without line breaks"):
        recognise(read_bytes(BASE.replace("\n", "\\n").replace("\t", "\\t").encode()))


@pytest.mark.parametrize("mark", [".", "、"])
def test_rows_set_apart_by_marks_of_labels_and_numbers_are_refused(mark: str) -> None:
    with pytest.raises(ReadError, match="run together"):
        recognise(read_bytes(BASE.replace("\t", mark).encode()))


@pytest.mark.parametrize("gone", [0, 4, 9, 14])
def test_one_blank_among_figures_set_with_blanks_moves_no_other(gone: int) -> None:
    lines = BASE.split("\n")
    row = max(at for at, line in enumerate(lines) if line.count("\t") == 14)
    cells = [str(11 + n) for n in range(15)]
    cells[gone] = ""
    lines[row] = "\t".join(cells)
    text = "\n".join(lines)
    assert _figures(text.replace("\t", "  ")).items() <= _figures(text).items()
