"""Make the program that people double-click: a folder for machines like the one that this runs on.

    python -m scripts.bundle [FOLDER] [--check]

The folder, dist/nianbao-VERSION-SYSTEM-MACHINE by default, holds the program `nianbao` and all that it needs; nothing
has to be installed. `--check` then uses it as people do (scripts/bundle_check.py). The sizes are printed.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from nianbao.version import VERSION

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


def bundle(folder: Path) -> Path:
    """Make the folder anew and give the path of the program in it."""
    with TemporaryDirectory() as name:
        work = Path(name)
        subprocess.run((sys.executable, "-m", "PyInstaller", *_line(work)), check=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(work / "made" / NAME, folder)
    for text in ("LICENSE", "README.md", "README.zh-CN.md"):
        shutil.copy(ROOT / text, folder)
    return folder / (f"{NAME}.exe" if sys.platform == "win32" else NAME)


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


def main() -> None:
    """Make the folder, say how large it is, and use it where that is wanted."""
    wanted = argparse.ArgumentParser(description="Make the program that people double-click.")
    wanted.add_argument("folder", nargs="?", type=Path, default=default_folder())
    wanted.add_argument("--check", action="store_true", help="use it as people do, with a browser")
    asked = wanted.parse_args()
    program = bundle(asked.folder)
    print(f"{asked.folder}: {size(asked.folder) / 1e6:.0f} MB")
    if asked.check:
        from scripts.bundle_check import check  # which needs a browser

        check(program)


if __name__ == "__main__":
    main()
