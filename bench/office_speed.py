"""How long old office files take that LibreOffice converts: together in one run, against each in a run of its own.

    python bench/office_speed.py [--files 20] [--rounds 1]

Reports in Word's binary format, no two the same, are linted by calls of the command in one process, in turns in one
run: each by a call of its own, less the start of the command, and all of them by one call. Seconds of processor time,
LibreOffice's with them, since other work on the machine changes those least (Windows does not count them).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from nianbao.files.libreoffice import find, run
from nianbao.files.limits import Limits

EXAMPLE = Path(__file__).parents[1] / "examples" / "good-2024.docx"
_AGENCY = "云溪县农业农村局".encode()


def old_files(folder: Path, number: int) -> list[str]:
    """That many reports of different agencies as .doc."""
    with zipfile.ZipFile(EXAMPLE) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for n in range(number):
        with zipfile.ZipFile(folder / f"{n:03}.docx", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content.replace(_AGENCY, f"云溪县第{n}局".encode()))
    program = find()
    if program is None:
        sys.exit("LibreOffice is not installed")
    command = (
        program,
        f"-env:UserInstallation={(folder / 'p').as_uri()}",
        "--headless",
        "--convert-to",
        "doc:MS Word 97",
    )
    run((*command, "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))), folder, Limits(seconds=600))
    return sorted(map(str, folder.glob("*.doc")))


def seconds(*paths: str) -> float:
    """The processor time of one call and all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = (sys.executable, "-m", "nianbao.cli", "lint", "--quiet", "--no-cache", "-j", "1", *paths)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the seconds of both ways and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = old_files(Path(folder), options.files)
        start = seconds(str(EXAMPLE))
        times = [(sum(seconds(path) - start for path in paths), seconds(*paths) - start) for _ in range(options.rounds)]
        alone, together = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{len(paths)} .doc: alone {alone:.1f} s, together {together:.1f} s, ratio {together / alone:.2f}")


if __name__ == "__main__":
    main()
