"""Where results of several files go in a folder of results: as the files themselves lie."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def common_folder(paths: Iterable[str]) -> str:
    """The folder that all files lie below, "" where there is none: they lie on several drives."""
    folders = [os.path.dirname(os.path.abspath(path)) for path in paths]  # noqa: PTH100, PTH120
    try:
        return os.path.commonpath(folders)
    except ValueError:
        return ""


def name_below(path: str, base: str) -> str:
    """The name of a file in a folder that mirrors `base`."""
    return os.path.relpath(path, base) if base else Path(path).name
