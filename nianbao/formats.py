"""The formats of reports: the one table that who reads, who looks for files and who writes about them go by.

A format is what the content of a file is, whatever its name; `nianbao.reading.sniff` tells it. To read another
format, add it here, tell it there, and write its reader.
"""

from __future__ import annotations

import os
from typing import Literal, TypeAlias

from msgspec import Struct

# By this sheet a workbook is known as a figures file, which is no report.
GUIDE_SHEET = "填写说明"
# The ending of an archive in which reports are looked for as in a folder.
ARCHIVE = ".zip"

Format: TypeAlias = Literal["docx", "html", "pdf", "plain", "doc", "wps", "rtf", "odt"]


class FileFormat(Struct, frozen=True):
    """A format: its name, its endings, where its reader is, and how its content is told.

    The first ending is the one that people call it by. Folders are searched for `endings`; files named by `other`
    ones, templates and what sites serve, are read when they are named themselves.
    """

    name: Format
    endings: tuple[str, ...]
    # module:function, imported with its libraries when a file of the format comes; it takes content and limits, one
    # that goes through LibreOffice the name of the format between them.
    reader: str
    told_by: str
    other: tuple[str, ...] = ()
    libreoffice: bool = False  # read as the .docx that LibreOffice makes of it


_OFFICE = "nianbao.reading.office:read_office"
FORMATS: tuple[FileFormat, ...] = (
    FileFormat(
        "docx",
        (".docx", ".docm", ".dotx"),
        "nianbao.reading.docx:read_file",
        "a ZIP archive with parts under word/ or a list of content types",
        (".dotm",),
    ),
    FileFormat(
        "html",
        (".html", ".htm", ".mht", ".mhtml"),
        "nianbao.reading.html:read_page",
        "tags, or a MIME message around a page",
        (".xhtml", ".shtml"),
    ),
    FileFormat("pdf", (".pdf",), "nianbao.reading.pdf:read_pdf", "%PDF- among the first 1,024 bytes"),
    FileFormat("plain", (".txt",), "nianbao.reading.plain:read_file", "text that is nothing else"),
    FileFormat(
        "doc",
        (".doc",),
        _OFFICE,
        "a compound file with a stream WordDocument",
        (".dot",),
        libreoffice=True,
    ),
    FileFormat(
        "wps",
        (".wps",),
        _OFFICE,
        "a compound file as Word's that is named so, or one of Microsoft Works",
        (".wpt",),
        libreoffice=True,
    ),
    FileFormat("rtf", (".rtf",), _OFFICE, r"{\rtf at its beginning", libreoffice=True),
    FileFormat(
        "odt",
        (".odt",),
        _OFFICE,
        "a ZIP archive with the media type of OpenDocument text, or such a document in one XML file",
        (".ott", ".fodt"),
        libreoffice=True,
    ),
)
_BY_NAME = {one.name: one for one in FORMATS}
_BY_ENDING = {ending: one for one in FORMATS for ending in (*one.endings, *one.other)}
# What folders are searched for.
ENDINGS = frozenset(ending for one in FORMATS for ending in one.endings)
# What people call the formats that are read without another program, to name the format of standard input.
CALLED = tuple(one.endings[0].removeprefix(".") for one in FORMATS if not one.libreoffice)


def format_named(name: Format) -> FileFormat:
    """The format of that name."""
    return _BY_NAME[name]


def format_of_ending(name: str) -> FileFormat | None:
    """The format that the ending of a file's name speaks of, if it is that of one."""
    return _BY_ENDING.get(os.path.splitext(name)[1].lower())  # noqa: PTH122 - no object for each name in a folder


def format_called(ending: str | None) -> Format | None:
    """The name of the format that people call by that ending, written without its dot."""
    one = _BY_ENDING.get(f".{ending}")
    return one.name if one else None
