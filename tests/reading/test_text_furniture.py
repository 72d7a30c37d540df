"""What programs and people add to the lines of a text: numbers, other line ends, Markdown within cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.document import Table
from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rewriting import Edit
from tests.builders.reports import BASE

Figures = dict[tuple[str, str, str], object]
LINES = BASE.split("\n")


def _figures(text: str) -> Figures:
    report = recognise(read_bytes(text.encode()))
    return {(t.id, *at): v.number for t in report.tables for at, v in t.values.items() if v.number is not None}


SOUND = _figures(BASE)


def _barred(line: str) -> str:
    return f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else line


SET: dict[str, Callable[[str], str]] = {
    "tabs": lambda line: line,
    "bars": _barred,
    "boxes": lambda line: line.replace("\t", "│"),
    "cells": lambda line: line.replace("\t", "\n"),
}


@pytest.mark.parametrize("apart", [" ", "\t", ". ", ": ", " | ", "\u3000", "）"])
@pytest.mark.parametrize("setting", SET)
def test_numbers_of_lines_are_no_figures(setting: str, apart: str) -> None:
    lines = "\n".join(map(SET[setting], LINES)).split("\n")
    assert _figures("\n".join(f"{n:>4}{apart}{line}" for n, line in enumerate(lines, 1))) == SOUND


def test_numbers_may_begin_anew_on_each_page_and_leave_out_blank_lines() -> None:
    pages = (LINES[:40], LINES[40:])
    text = "\f".join("\n\n".join(f"{n}  {line}" for n, line in enumerate(page, 1)) + "\n" for page in pages)
    assert _figures(text) == SOUND


def test_lines_of_which_not_each_has_the_next_number_stay() -> None:
    for lines in (["1 甲", "2 乙"], [f"{n} 甲" for n in (*range(12), 14)], ["甲", *(f"{n} 乙" for n in range(12))]):
        shown = [block.text for block in read_bytes("\n".join(lines).encode()).blocks if not isinstance(block, Table)]
        assert "".join(shown).replace("\n", "") == "".join(lines)


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_any_line_end_ends_lines(end: str) -> None:
    assert _figures(BASE.replace("\n", end)) == SOUND


def test_a_line_with_an_end_of_its_own_is_changed_where_it_stands() -> None:
    source = read_bytes("甲乙\u2028丙丁\u2028戊".encode()).source
    rewriter = source.rewriter() if source else None
    assert rewriter is not None
    place = read_bytes("甲乙\u2028丙丁\u2028戊".encode()).blocks[1].place
    stretch = rewriter.find(place, "丙丁", whole=True)
    assert stretch is not None
    stretch.change([Edit(0, 1, "子")])
    assert rewriter.save().decode() == "甲乙\u2028子丁\u2028戊"


@pytest.mark.parametrize("end", [" ", "  ", "\u3000"])
def test_a_text_with_blanks_for_its_line_ends_and_tabs_is_refused_once(end: str) -> None:
    with pytest.raises(ReadError, match="line breaks"):
        recognise(read_bytes(BASE.replace("\n", end).encode()))


MARKED = {
    "**134**": "134", "__134__": "134", "*134*": "134", "`134`": "134", "<b>134</b>": "134",
    "~~9~~134": "134", "<del>9</del>134": "134", "134<sup>1</sup>": "134¹", "1<br>34": "1\n34",
    "5~~10": "5~~10", "3*4": "3*4", "a_b_c": "a_b_c", "<134": "<134",
}  # fmt: skip


@pytest.mark.parametrize("written", MARKED)
def test_what_markdown_marks_in_a_cell_is_taken_as_shown(written: str) -> None:
    document = read_bytes(f"| 甲 | {written} |\n| --- | --- |\n| 乙 | 2 |".encode())
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.cells[1].text == MARKED[written]
    told = [(trace.text, trace.place.line) for trace in document.traces]
    assert told == ([("9", 1)] if "9" in written else [])


@pytest.mark.parametrize("mark", ["**", "~~9~~", "<br>"])
def test_no_mark_makes_another_figure(mark: str) -> None:
    whole = "\n".join(map(_barred, LINES))
    around = f"{mark}134{mark}" if mark == "**" else f"{mark}134"
    found = _figures(whole.replace("| 134 |", f"| {around} |"))
    assert {at: number for at, number in found.items() if SOUND.get(at) != number} == {}
    assert len(found) == len(SOUND)
