"""Whether many files in one call cost as much each as one does, and no more memory.

    python bench/many_files.py [REPORT.docx] [--files 1000]

Copies of a report, no two files the same, are linted by one call of the command: one, a tenth of them, all. The time
of a file is what each takes more than the start-up and the first; the peak of memory is that of the measured process
(not on Windows, which has no such count).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "good-2024.docx"

# Run in the measured process, so that the peak is its own.
_CALL = """
import sys
from nianbao.cli import run
try:
    run()
finally:
    try:
        import resource
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
    except ImportError:
        print(0, file=sys.stderr)
"""


def copies(report: Path, folder: Path, number: int) -> None:
    """That many reports that differ in a property of the package."""
    with zipfile.ZipFile(report) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for n in range(number):
        with zipfile.ZipFile(folder / f"{n:05}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = str(n).encode()
            for name, content in parts.items():
                archive.writestr(name, content)


def call(paths: list[str]) -> tuple[float, int]:
    """The seconds of one call and its peak memory in KiB."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CALL, "lint", "--quiet", "-j", "1", *paths],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    taken = time.perf_counter() - start
    return taken, int(done.stderr.split()[-1])


def main() -> None:
    """Print the time of a file and the peak memory for a few, some and all files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--files", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies(options.report, Path(folder), options.files)
        names = sorted(str(path) for path in Path(folder).iterdir())
        call(names[:1])
        one = min(call(names[:1])[0] for _ in range(5))
        print(f"{'files':>6}{'seconds':>9}{'ms a file':>11}{'peak MiB':>10}")
        for number in (1, options.files // 10, options.files):
            taken, peak = call(names[:number])
            # Of one file the start is a part; of the others what they take more than the first.
            each = (taken - one) / (number - 1) if number > 1 else taken
            print(f"{number:>6}{taken:>9.2f}{each * 1000:>11.1f}{peak / 1024:>10.1f}", flush=True)


if __name__ == "__main__":
    main()
