"""How long a report takes to write, side by side with docxtpl, and whether many of them need more memory than one.

    python bench/generating.py [--blank BLANK.docx] [--rounds 21] [--files 1000]

docxtpl renders the official blank as a template (without tags: what it takes at the least) and saves it; we complete
the figures, check them, write the narrative and build the Word file. Both in one process, in turns; medians. The blank
is not part of this project: without it a report of our own stands in for it. The second part runs `nianbao generate`
over many figures files in one call and compares its peak memory with that of a call over a tenth of them.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate

from generator.narrative import render_narrative
from generator.word import render_docx
from nianbao.figures import complete, open_figures
from nianbao.rulebook import load_rulebook

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "examples" / "figures-2024.yaml"
BLANK = ROOT.parent / "shared" / "official" / "format-2021.docx"


def ours() -> bytes:
    """One report from given figures."""
    book = load_rulebook()
    figures = complete(open_figures(FIGURES, book).figures, book)
    return render_docx(figures, render_narrative(figures, book), book)


def theirs(blank: bytes) -> bytes:
    """The blank rendered by docxtpl."""
    template = DocxTemplate(io.BytesIO(blank))
    template.render({})
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def milliseconds(function: Callable[[], bytes]) -> float:
    """One call, timed."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def peak(count: int) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of one call over so many figures files."""
    with tempfile.TemporaryDirectory() as folder:
        text = FIGURES.read_text("utf-8")
        names = [Path(folder) / f"{number:04}.yaml" for number in range(count)]
        for name in names:
            name.write_text(text, "utf-8")
        out = Path(folder) / "out"
        out.mkdir()
        code = "import sys; from nianbao.cli import run; sys.argv = ['nianbao', *sys.argv[1:]]; run()"
        start = time.perf_counter()
        command = [sys.executable, "-c", code, "generate", *map(str, names), "-o", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--blank", type=Path, default=BLANK)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--files", type=int, default=1000)
    given = parser.parse_args()
    blank = given.blank.read_bytes() if given.blank.exists() else ours()
    pairs = [(milliseconds(ours), milliseconds(lambda: theirs(blank))) for _ in range(given.rounds + 1)][1:]
    own, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"one report: {own:.0f} ms, docxtpl {other:.0f} ms, ratio {own / other:.2f} (at most 1.0)")
    # The peak of children only grows, so the smaller run comes first.
    for count in (given.files // 10, given.files):
        seconds, memory = peak(count)
        print(f"{count} files in one call: {seconds / count * 1000:.0f} ms a file, peak {memory:.0f} MiB")


if __name__ == "__main__":
    main()
