"""From a file to a Document: one folder a format, chosen by the content and not by the name.

    document = read("report.docx")

`nianbao.formats` is the table of formats; `sniff` tells which one a file has. A format's reader and its libraries are
imported when a file of that format comes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from nianbao.document import Document, Paragraph, Table
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.files.loading import load
from nianbao.formats import Format, format_named
from nianbao.i18n import Text
from nianbao.reading.sniff import sniff

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Limits", "read", "read_bytes"]

_BROKEN = Text(
    "文件已损坏或内容异常，无法读取（{reason}）",
    "the file is broken or has unusual content and cannot be read ({reason})",
)


def read(path: str | Path, *, limits: Limits = DEFAULT) -> Document:
    """The report in a file of any of `nianbao.formats`, whatever the file's name says.

    Raises ReadError with the path, one line in two languages, where there is no readable file or `limits` are passed.
    """
    try:
        return read_bytes(load(path, limits), name=os.path.basename(path), limits=limits)  # noqa: PTH119
    except ReadError as error:
        error.path = str(path)
        raise


def read_bytes(data: bytes, *, name: str = "", limits: Limits = DEFAULT, kind: Format | None = None) -> Document:
    """As `read`, for content at hand; `name` is only a hint, `kind` overrules what the content looks like."""
    try:
        return read_unguarded(data, name=name, limits=limits, kind=kind)
    except (ReadError, ImportError):  # a missing library is no fault of the file
        raise
    except Exception as error:
        # No file may end the run of the others. The fuzz tests read unguarded: this hides no bug from us.
        raise ReadError(_BROKEN.format(reason=type(error).__name__)) from error


def read_unguarded(data: bytes, *, name: str = "", limits: Limits = DEFAULT, kind: Format | None = None) -> Document:
    """As `read_bytes`, but what a reader does not expect comes out as it was raised: for tests."""
    return _bounded(_read(data, kind or sniff(data, name, limits), limits), limits)


def _bounded(document: Document, limits: Limits) -> Document:
    """The document itself, if there is no more in it than what comes behind the readers can look through soon."""
    paragraphs = characters = 0
    for block in document.blocks:
        if isinstance(block, Table):
            characters += sum(len(cell.text) for cell in block.cells)
        else:
            paragraphs += isinstance(block, Paragraph)
            characters += len(block.text)
    for name, found in (("paragraphs", paragraphs), ("characters", characters)):
        if found > getattr(limits, name):
            raise exceeded(name, limits)
    return document


def _read(data: bytes, kind: Format, limits: Limits) -> Document:
    one = format_named(kind)
    module, _, function = one.reader.partition(":")
    reader: Callable[..., Document] = getattr(import_module(module), function)
    return reader(data, one.name, limits) if one.libreoffice else reader(data, limits)
