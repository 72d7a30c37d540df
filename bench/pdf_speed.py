"""How long reading PDF takes, side by side with what pdfplumber takes to extract the tables alone.

    python bench/pdf_speed.py [FILE.pdf ...] [--rounds 7]

Both read the same bytes in turns in one run; medians of all rounds. "here" reads in this process, "apart" is what
`nianbao` does: in a child process within bounds of time and memory, which is started for the first file and reads the
others too.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from nianbao.files.limits import DEFAULT
from nianbao.reading.pdf import read_pdf
from nianbao.reading.pdf.opening import read_document

FIXTURES = Path(__file__).parents[1] / "tests" / "reading" / "pdf"
SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "huaian-2024.pdf"


def pdfplumber_tables(data: bytes) -> None:
    """What the issue measures against: the tables of every page, not joined, no paragraphs."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """The time of one call."""
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


def compare(path: Path, rounds: int) -> str:
    """One line of the table."""
    data = path.read_bytes()
    ways: tuple[Callable[[bytes], object], ...] = (
        pdfplumber_tables,
        read_pdf,
        lambda content: read_document(content, DEFAULT).blocks,
    )
    for way in ways:
        way(data)  # imports and caches are no part of the comparison
    times = [[seconds(way, data) for way in ways] for _ in range(rounds)]
    theirs, apart, here = (statistics.median(column) for column in zip(*times, strict=True))
    return f"{path.name:<20}{theirs * 1000:>12.0f}{apart * 1000:>12.0f}{here * 1000:>12.0f}{apart / theirs:>10.2f}"


def main() -> None:
    """Print a table of medians in milliseconds and the ratio nianbao / pdfplumber."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    usual = [FIXTURES / "word.pdf", FIXTURES / "three-pages.pdf", *([SAMPLE] if SAMPLE.exists() else [])]
    print(f"{'ms, median':<20}{'pdfplumber':>12}{'apart':>12}{'here':>12}{'ratio':>10}")
    for path in options.files or usual:
        print(compare(path, options.rounds), flush=True)


if __name__ == "__main__":
    main()
