"""How long `nianbao lint one.docx` takes from the shell, side by side with importing click and lxml alone.

    python bench/startup.py [REPORT.docx] [--rounds 31]

Both are whole processes, started in turns: medians of their processor time, and of the ratios of each pair, which
tell the same on a busy machine (where the system counts no such time, on Windows, of the time that passes). Compiled
modules, the rulebook and the patterns are kept from a first run that is not counted, as for everybody's second run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "good-2024.docx"
BOUND = 2.3


def clock() -> float:
    """Seconds that ended child processes have worked, or that have passed."""
    try:
        import resource
    except ImportError:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command: list[str]) -> float:
    """The time of one process from start to end."""
    # Python must be let keep its compiled modules: without them every start would compile the program anew.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = clock()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return clock() - start


def nianbao() -> list[str]:
    """The command as it is installed beside this Python."""
    script = Path(sys.executable).with_name("nianbao.exe" if os.name == "nt" else "nianbao")
    if not script.exists():
        sys.exit(f"{script} is not there: install the project into this environment first")
    return [str(script)]


def main() -> None:
    """Print the medians in milliseconds and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    commands = (
        [sys.executable, "-c", "import click, lxml.etree"],
        [*nianbao(), "lint", str(options.report)],
    )
    for command in commands:
        seconds(command)
    times = [[seconds(command) for command in commands] for _ in range(options.rounds)]
    imports, lint = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"import click, lxml.etree   {imports * 1000:6.0f} ms")
    print(f"nianbao lint one.docx      {lint * 1000:6.0f} ms")
    ratio = statistics.median(ours / theirs for theirs, ours in times)
    print(f"ratio                      {ratio:6.2f} (at most {BOUND})")


if __name__ == "__main__":
    main()
