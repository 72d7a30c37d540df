"""How programs are told of files: names they can write down, relative to the repository where there is one.

CI services run commands anywhere in a checkout and want names from its root, which they tell by a variable. Links are
followed, since services look for the file that is in the repository.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from nianbao.files.globs import relative
from nianbao.files.inputs import STANDARD_INPUT
from nianbao.shown import writable

_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def named(path: str) -> str:
    """The name for a program that shows it: from the root where it lies there."""
    return writable(_from_root(path) or path.replace(os.sep, "/"))


def uri(path: str) -> tuple[str, bool]:
    """The address of a file, percent-encoded, and whether it is relative to the root."""
    told = _from_root(path)
    if told is None:
        return Path(os.path.realpath(path)).as_uri(), False
    return quote(os.fsencode(told)), True


def _from_root(path: str) -> str | None:
    return path if path == STANDARD_INPUT else relative(path, _root())


def _root() -> str:
    """The checkout that a CI service made and we are in, else where we are."""
    named = (os.environ.get(name, "") for name in _ROOTS)
    return next((folder for folder in named if folder and relative(os.curdir, folder) is not None), os.curdir)
