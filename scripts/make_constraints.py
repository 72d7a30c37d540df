"""constraints.txt: every package that development takes, its version and the hashes of its files, for each Python.

    python -m scripts.make_constraints PYTHON...

Each Python that is named resolves the requirements by its own pip; what differs between them gets a marker. The file
names no address: it holds with any index that has the same files. CI installs from it beside the README's command.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
OUT = ROOT / "constraints.txt"
_HEAD = (
    "# Made by scripts.make_constraints: Python {pythons}, Linux, x86-64: versions and hashes that tests pass with.\n"
    "# pip install --require-hashes -r constraints.txt && pip install --no-deps --no-build-isolation -e .\n"
)


class Pin(NamedTuple):
    """A version of a package."""

    name: str
    version: str


Resolved = Mapping[Pin, str]
"""The packages of one Python, each with the hash of the file that it would install."""


def resolved(python: str) -> tuple[str, Resolved]:
    """The version of a Python, such as 3.11, and what it would install for development."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run((python, "-m", "venv", home), check=True)
        own = str(Path(home, "bin", "python"))
        options = (
            "--quiet",
            "--dry-run",
            "--ignore-installed",
            "--only-binary=:all:",
            "--report",
            f"{home}/report.json",
        )
        subprocess.run((own, "-m", "pip", "install", *options, "-e", f"{ROOT}[dev]"), check=True)
        report = json.loads(Path(home, "report.json").read_text("utf-8"))
    version = ".".join(report["environment"]["python_full_version"].split(".")[:2])
    return version, {
        Pin(item["metadata"]["name"].lower().replace("_", "-"), item["metadata"]["version"]): found["sha256"]
        for item in report["install"]
        if (found := item["download_info"].get("archive_info", {}).get("hashes"))
    }


def lines(by_python: Mapping[str, Resolved]) -> Iterable[str]:
    """A line for each version of a package, in the order of names, with a marker where not every Python takes it."""
    pins = sorted({pin for found in by_python.values() for pin in found})
    for pin in pins:
        takers = [python for python, found in by_python.items() if pin in found]
        hashes = sorted({by_python[python][pin] for python in takers})
        marker = "" if len(takers) == len(by_python) else f" ; {_marker(takers)}"
        yield f"{pin.name}=={pin.version}{marker}" + "".join(f" \\\n    --hash=sha256:{found}" for found in hashes)


def _marker(pythons: Iterable[str]) -> str:
    return " or ".join(f'python_version == "{python}"' for python in pythons)


def main() -> None:
    """Write the file."""
    by_python = dict(resolved(python) for python in sys.argv[1:] or [sys.executable])
    OUT.write_text(_HEAD.format(pythons=", ".join(by_python)) + "\n".join(lines(by_python)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
