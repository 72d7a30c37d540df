"""How results are written: one module a format. Each turns results into pieces of text as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from linter.findings import FileResult
from linter.output.style import Presentation

Writer = Callable[[Iterable[FileResult], Presentation], Iterator[str]]
FORMATS = ("text", "json")


def writer(name: str) -> Writer:
    """The writer of that format. Raises KeyError for a name that is not in FORMATS."""
    if name not in FORMATS:
        raise KeyError(name)
    found: Writer = import_module(f"linter.output.{name}").write
    return found
