"""Make the program that people double-click: a folder for machines like the one that this runs on.

    python -m scripts.bundle [FOLDER]

The folder, dist/nianbao-VERSION-SYSTEM-MACHINE by default, holds the program `nianbao` and all that it needs; nothing
has to be installed. Its size is printed. `scripts.bundle_check` uses it as people do.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from nianbao.version import VERSION
from scripts.bundle_licences import gather

ROOT = Path(__file__).parent.parent
NAME = "nianbao"
# Imported by their names when they are needed.
_PACKAGES = ("nianbao", "linter", "generator", "chinese_calendar")
_MODULES = ("tomllib",) if sys.version_info >= (3, 11) else ("tomli",)
# Where nianbao.resources looks, and beside the modules that look for themselves.
FILES = {
    "rules.yaml": "nianbao/data",
    "rules": "nianbao/data/rules",
    "templates": "nianbao/data/templates",
    "nianbao/schemas": "nianbao/schemas",
    "nianbao/locale": "nianbao/locale",
}
# Of the extras `data` and `cluster`, and of the tests: each is larger than the program.
_WITHOUT = (
    "IPython", "PIL", "PyInstaller", "_pytest", "distributed", "docxtpl", "duckdb", "hypothesis", "matplotlib", "mypy",
    "numpy", "pandas", "pdfplumber", "playwright", "pyarrow", "pytest", "setuptools", "tkinter", "uvloop", "yaml",
)  # fmt: skip


def default_folder() -> Path:
    """Named after the version, the system and the machine."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return ROOT / "dist" / f"{NAME}-{VERSION}-{system}-{platform.machine().lower()}"


def bundle(folder: Path) -> None:
    """Make the folder anew."""
    with TemporaryDirectory() as name:
        work = Path(name)
        subprocess.run((sys.executable, "-m", "PyInstaller", *_line(work)), check=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(work / "made" / NAME, folder)
    shutil.copy(ROOT / "LICENSE", folder)
    gather(folder / "licences")
    # With a mark of its encoding, which the editor of Windows looks for.
    said = (ROOT / "scripts" / "bundle.txt").read_text(encoding="utf-8")
    (folder / "说明.txt").write_text(said, encoding="utf-8-sig", newline="\r\n")


def _line(work: Path) -> Iterator[str]:
    yield from (str(ROOT / "scripts" / "bundle_entry.py"), "--name", NAME, "--onedir", "--noconfirm", "--noupx")
    # A console: it says how to end the page, and the program is the command too.
    yield from ("--console", "--log-level", "ERROR", "--paths", str(ROOT))
    yield from ("--workpath", str(work / "work"), "--specpath", str(work), "--distpath", str(work / "made"))
    for package in _PACKAGES:
        yield from ("--collect-submodules", package)
    for module in _MODULES:
        yield from ("--hidden-import", module)
    for source, target in FILES.items():
        yield from ("--add-data", f"{ROOT / source}:{target}")
    for module in _WITHOUT:
        yield from ("--exclude-module", module)


def size(folder: Path) -> int:
    """Bytes of all files in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    made = Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder()
    bundle(made)
    print(f"{made}: {size(made) / 1e6:.0f} MB")
