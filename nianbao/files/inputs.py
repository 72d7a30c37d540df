"""Which files a command line means: files as they are named, folders searched for reports, `-` for standard input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from nianbao.errors import NianbaoError
from nianbao.i18n import Text

STANDARD_INPUT = "-"
# What is looked for in folders; a file named outright is read whatever its name.
ENDINGS = frozenset(
    (".docx", ".docm", ".dotx", ".doc", ".wps", ".rtf", ".odt", ".txt", ".html", ".htm", ".mht", ".mhtml", ".pdf")
)


class NothingToLintError(NianbaoError):
    """A folder holds no file that could be a report."""

    def __init__(self, folder: str) -> None:
        super().__init__(Text("文件夹中没有报告文件", "no report files in this folder"))
        self.folder = folder


def find_inputs(paths: Iterable[str]) -> Iterator[str | NothingToLintError]:
    """Each file once, folders in the order of their names; an empty folder as the error it is."""
    seen: set[str] = set()
    for path in paths:
        found = list(_inside(Path(path))) if path != STANDARD_INPUT and Path(path).is_dir() else [path]
        if not found:
            yield NothingToLintError(path)
        for name in found:
            if name not in seen:
                seen.add(name)
                yield name


def _inside(folder: Path) -> Iterator[str]:
    """Reports in a folder and those below it, without hidden ones and the lock files that Word leaves."""
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir():
            # A link to a folder could lead round in a circle; a folder may be named like a file.
            yield from () if path.is_symlink() else _inside(path)
        elif path.suffix.lower() in ENDINGS:
            yield str(path)
