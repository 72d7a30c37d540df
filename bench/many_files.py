"""Whether many files in one call cost as much each as one does, what a second core and a second run save, and memory.

    python bench/many_files.py [REPORT.docx] [--files 1000] [--rounds 5]

Copies of a report, no two files the same, are linted by calls of the command, in turns in one run. First one, a tenth
of them, all, in one process: the time of a file is what each takes more than the start-up and the first; the peak of
memory is that of the measured process (not on Windows, which has no such count). Then all of them with one job and with
two, as files a second over whole calls; and all of them twice over an empty cache.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "good-2024.docx"


def copies(report: Path, folder: Path, number: int) -> None:
    """That many reports that differ in a property of the package."""
    with zipfile.ZipFile(report) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for n in range(number):
        with zipfile.ZipFile(folder / f"{n:05}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = str(n).encode()
            for name, content in parts.items():
                archive.writestr(name, content)


def call(paths: list[str], *options: str, cache: str | None = None) -> tuple[float, int]:
    """The seconds of one call and its peak memory in KiB; without a cache of results unless one is named."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if cache is None:
        options = ("--no-cache", *options)
    else:
        environment["NIANBAO_CACHE_DIR"] = cache
    command = (sys.executable, "-m", "nianbao.cli", "lint", "--quiet", *options, *paths)
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if sys.platform == "win32":
        process.wait()
        return time.perf_counter() - start, 0
    _, _, used = os.wait4(process.pid, 0)
    return time.perf_counter() - start, used.ru_maxrss


def main() -> None:
    """Print the time of a file and the peak memory for a few, some and all files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies(options.report, Path(folder), options.files)
        names = sorted(str(path) for path in Path(folder).iterdir())
        call(names[:1])
        one = min(call(names[:1], "-j", "1")[0] for _ in range(5))
        print(f"{'files':>6}{'seconds':>9}{'ms a file':>11}{'peak MiB':>10}")
        for number in (1, options.files // 10, options.files):
            taken, peak = call(names[:number], "-j", "1")
            # Of one file the start is a part; of the others what they take more than the first.
            each = (taken - one) / (number - 1) if number > 1 else taken
            print(f"{number:>6}{taken:>9.2f}{each * 1000:>11.1f}{peak / 1024:>10.1f}", flush=True)
        jobs(names, options.rounds)
        runs(names)


def jobs(names: list[str], rounds: int) -> None:
    """Print the files a second with one job and with two, in turns: medians, and the ratios of the pairs."""
    times = [[call(names, "-j", jobs)[0] for jobs in ("1", "2")] for _ in range(rounds)]
    one, two = (statistics.median(column) for column in zip(*times, strict=True))
    pairs = ", ".join(f"{first / second:.2f}" for first, second in times)
    rates = f"-j 1 {len(names) / one:.1f}, -j 2 {len(names) / two:.1f}"
    print(f"files a second: {rates}, ratio {one / two:.2f} (at least 1.8; of the pairs {pairs})", flush=True)


def runs(names: list[str]) -> None:
    """Print the time of a first run and of a second over the same files."""
    with tempfile.TemporaryDirectory() as cache:
        call(names[:1], cache=cache)  # keeps the rulebook
        first, second = (call(names, cache=cache)[0] for _ in range(2))
    print(f"first run {first:.2f} s, second {second:.2f} s, ratio {second / first:.3f} (at most 0.1)")


if __name__ == "__main__":
    main()
