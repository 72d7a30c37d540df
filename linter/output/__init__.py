"""How results are written, and the one table of the formats: a module each, imported when it is asked for.

A format is written as pieces of text as the results come, or as one file; of reports a copy or letter each is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Literal

from msgspec import Struct

from linter.findings import Told
from linter.output.style import Presentation
from nianbao.files import marks

Writer = Callable[[Iterable[Told], Presentation], Iterator[str]]


class OutputFormat(Struct, frozen=True):
    """A format: what comes of the results, and who reads it."""

    name: str
    # Text in pieces, one file whose bytes are no text, or a file for each report.
    makes: Literal["text", "file", "copies"] = "text"
    # Read by programs: UTF-8 whatever the terminal speaks.
    for_programs: bool = True
    # What stands before the text in a file where the format itself begins with nothing that tells it for ours.
    mark: str = ""
    # Whether it shows the report itself: results then carry their transcripts.
    shows_report: bool = False


FORMATS = (
    OutputFormat("text", for_programs=False, mark=marks.TEXT),
    OutputFormat("json"),
    OutputFormat("sarif"),
    OutputFormat("github", mark=marks.GITHUB),
    OutputFormat("gitlab"),
    OutputFormat("junit"),
    OutputFormat("rdjson"),
    OutputFormat("html", shows_report=True),
    OutputFormat("xlsx", makes="file"),
    OutputFormat("word", makes="copies"),
    OutputFormat("notice", makes="copies"),
)
_BY_NAME = {one.name: one for one in FORMATS}
NAMES = tuple(_BY_NAME)


def format_named(name: str) -> OutputFormat:
    """The format of that name. Raises KeyError for one that the table has not."""
    return _BY_NAME[name]


def writer(name: str) -> Writer:
    """The writer of a format of text. Raises KeyError for a name that the table has not."""
    found: Writer = import_module(f"linter.output.{_BY_NAME[name].name}").write
    return found


def as_file(form: OutputFormat, results: Iterable[Told], style: Presentation) -> bytes:
    """What is written to a file, with the mark of the format, by which the next run knows it for ours."""
    if form.makes == "file":
        made: bytes = import_module(f"linter.output.{form.name}").write(results, style)
        return made
    text = "".join(writer(form.name)(results, style))
    return (text and form.mark + text).encode("utf-8", "replace")
