"""Mutated files: a reader answers with a Document that keeps its promises or with a ReadError, nothing else.

The numbers of the cases are their seeds, so a failure can be had again: `case("word", 17)`. `NIANBAO_FUZZ=N` runs
N times as many; `NIANBAO_FUZZ_FROM=M` begins at the case M.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from nianbao.document import Cell, Document, Paragraph, Place, Table
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT
from nianbao.reading import read_unguarded
from tests.builders.fuzz import FIRST, TIMES, seeds
from tests.builders.fuzz.mutations import BYTES, MARKUP, mutate, mutate_archive

CASES = {"word": 600, "page": 250, "text": 800, "portable": 60}


def case(kind: str, number: int) -> bytes:
    """The mutated file of that kind and number."""
    random = Random(f"{kind} {number}")
    if kind == "word":
        return mutate_archive(random, seeds.word())
    if kind == "page":
        return mutate(random, random.choice(seeds.pages()), MARKUP)
    if kind == "text":
        return mutate(random, random.choice(seeds.texts()), BYTES)
    return mutate(random, random.choice(seeds.portable()), (*BYTES, *BYTES, *MARKUP))


def numbers(kind: str) -> range:
    return range(FIRST, FIRST + CASES[kind] * TIMES)


@pytest.mark.parametrize("kind", ["word", "page", "text"])
def test_mutated_files(kind: str) -> None:
    for number in numbers(kind):
        data = case(kind, number)
        if data.startswith(b"{\\rtf"):
            continue  # LibreOffice's, too slow to be tried often
        try:
            _read(data)
        except Exception as error:
            pytest.fail(f"case({kind!r}, {number}): {type(error).__name__}: {error}")


def _read(data: bytes) -> None:
    with suppress(ReadError):
        check(read_unguarded(data))


def check(document: Document) -> None:
    """What every Document promises: text that can be written, places from 1, cells in order and apart."""
    str(document).encode("utf-8")
    for block in document.blocks:
        _check_place(block.place)
        if isinstance(block, Paragraph):
            assert block.level is None or 1 <= block.level <= 9
            assert block.text.startswith(block.number)
        elif isinstance(block, Table):
            _check_table(block)


def _check_place(place: Place) -> None:
    assert place.page is None or place.page >= 1
    assert place.line is None or place.line >= 1


def _check_table(table: Table) -> None:
    assert table.cells
    corners = [(cell.row, cell.column) for cell in table.cells]
    assert corners == sorted(corners), "cells out of order"
    covered: set[tuple[int, int]] = set()
    for cell in table.cells:
        _check_place(cell.place)
        squares = _squares(cell)
        assert squares.isdisjoint(covered), "cells that overlap"
        covered |= squares


def _squares(cell: Cell) -> set[tuple[int, int]]:
    assert min(cell.row, cell.column) >= 0
    assert min(cell.rows, cell.columns) >= 1
    return {
        (row, column)
        for row in range(cell.row, cell.row + min(cell.rows, 100))
        for column in range(cell.column, cell.column + min(cell.columns, 100))
    }


def test_mutated_pdf_files() -> None:
    """In a process of their own, as the reader has it: what crashes PDFium is no matter, what surprises us is."""
    first, last = numbers("portable").start, numbers("portable").stop
    while first < last:
        command = (sys.executable, "-m", "tests.fuzz.test_mutations", str(first), str(last))
        root = Path(__file__).parents[2]
        result = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
        assert result.returncode <= 0, f"case('portable', {result.stdout.split()[-1]}): {result.stderr[-500:]}"
        first = int(result.stdout.split()[-1]) + 1 if result.returncode else last


def _read_pdfs(first: int, last: int) -> None:
    from nianbao.reading.pdf.opening import read_document

    for number in range(first, last):
        print(number, flush=True)
        with suppress(ReadError):
            check(read_document(case("portable", number), DEFAULT))


if __name__ == "__main__":
    _read_pdfs(int(sys.argv[1]), int(sys.argv[2]))
