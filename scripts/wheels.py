"""Gather what nianbao needs on a machine without a network: its own wheel, and those of its packages.

    python -m scripts.wheels [FOLDER]

For the Python and the kind of machine that it runs on; several may share a folder. On Linux the wheels are those for
glibc 2.28 and newer, whatever is here.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
_WANTED = "web,calendar"
_GLIBC = ("2_28", "2_17", "2_12", "2_5")


def gather(folder: Path) -> Path:
    """Put the wheels into the folder and give the path of nianbao's own."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    with TemporaryDirectory() as name:
        subprocess.run((*pip, "wheel", "--no-deps", "--wheel-dir", name, str(ROOT)), check=True)
        (own,) = Path(name).glob("*.whl")
        found = Path(shutil.move(own, folder / own.name))
    line = (*pip, "download", "--only-binary", ":all:", *_platforms(), "--dest", str(folder))
    subprocess.run((*line, f"{found}[{_WANTED}]"), check=True)
    return found


def _platforms() -> Iterator[str]:
    if sys.platform == "linux":
        for version in _GLIBC:
            yield from ("--platform", f"manylinux_{version}_{platform.machine()}")
        for old in ("2014", "2010", "1"):
            yield from ("--platform", f"manylinux{old}_{platform.machine()}")


if __name__ == "__main__":
    gather(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "wheels")
