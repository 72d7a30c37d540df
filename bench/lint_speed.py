"""How long linting a Word report takes in a process that runs, side by side with reading it less well.

    python bench/lint_speed.py [REPORT.docx] [--rounds 21]

In turns in one run, medians of processor time and of the ratios of each turn: linting with the rulebook loaded;
python-docx opening the file and reading the text of every table cell; unzipping it and parsing its XML with lxml,
nothing more.
"""

from __future__ import annotations

import argparse
import gc
import io
import statistics
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree

from linter import examine
from nianbao.reading import read_bytes
from nianbao.recognising import recognise

# The blank that the General Office issued, where it is at hand, and a report that `nianbao generate` made, whose markup
# is less than half as long: a Word file that is quicker to parse holds as much to check.
BLANK = Path(__file__).parents[2] / "shared" / "official" / "format-2021.docx"
EXAMPLE = Path(__file__).parents[1] / "examples" / "good-2024.docx"


def lint(data: bytes) -> None:
    """What `nianbao lint` does with a file once it runs."""
    examine(recognise(read_bytes(data)))


def python_docx(data: bytes) -> None:
    """Open the file and read the text of every cell."""
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            for cell in row.cells:
                assert cell.text is not None


def lxml_alone(data: bytes) -> None:
    """Unzip every part and parse those that are XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(content)


def seconds(work: Callable[[bytes], None], data: bytes) -> float:
    """The processor time of one call, in which neither other programs nor what the call before left have a part.

    python-docx leaves its tree in circles, which whoever makes objects next would have to clear away.
    """
    gc.collect()
    start = time.process_time()
    work(data)
    return time.process_time() - start


def compare(path: Path, rounds: int) -> str:
    """One line of the table."""
    data = path.read_bytes()
    ways = (lint, python_docx, lxml_alone)
    for way in ways:
        way(data)  # imports, the rulebook and what is made of it are no part of the comparison
    times = [[seconds(way, data) for way in ways] for _ in range(rounds)]
    ours, theirs, parsing = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    row = f"{path.name:<20}{ours:>9.1f}{theirs:>13.1f}{parsing:>9.1f}"
    ratios = ([turn[0] / turn[other] for turn in times] for other in (1, 2))
    return row + "".join(f"{statistics.median(found):>11.2f}" for found in ratios)


def main() -> None:
    """Print medians in milliseconds and the ratios to both, with their bounds in the head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    print(f"{'ms, median':<20}{'nianbao':>9}{'python-docx':>13}{'lxml':>9}{'<= 0.5':>11}{'<= 4':>11}")
    for path in options.reports or [path for path in (BLANK, EXAMPLE) if path.exists()]:
        print(compare(path, options.rounds), flush=True)


if __name__ == "__main__":
    main()
