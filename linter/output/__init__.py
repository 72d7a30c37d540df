"""How results are written: one module a format. Each turns results into pieces of text as they come.

A copy of the report itself is no text: `word` makes one from a result and the file that it was found in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from linter.findings import Told
from linter.output.style import Presentation
from nianbao.files import marks

Writer = Callable[[Iterable[Told], Presentation], Iterator[str]]
FORMATS = ("text", "json")
COPIES = ("word",)
# What a format is known by in a file, where it does not begin with it anyway (`nianbao.files.marks`).
_MARKS = {"text": marks.TEXT}


def writer(name: str) -> Writer:
    """The writer of that format. Raises KeyError for a name that is not in FORMATS."""
    if name not in FORMATS:
        raise KeyError(name)
    found: Writer = import_module(f"linter.output.{name}").write
    return found


def as_file(name: str, pieces: Iterable[str]) -> bytes:
    """What is written to a file: the pieces with the mark of the format, by which the next run knows it for ours."""
    text = "".join(pieces)
    return (text and _MARKS.get(name, "") + text).encode("utf-8", "replace")
