"""Old and foreign office formats (.doc, .wps, .rtf, .odt), through LibreOffice where it is installed.

Each reading has its own profile and folders, in one temporary folder that is removed, so that readings do not
wait for one another and leave nothing behind. Macros, active content, links and the network are switched off.
What LibreOffice makes of the file is a .docx; what is seen of it is what `nianbao.reading.docx` sees.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.files.libreoffice import find, run, tidy_ending
from nianbao.files.libreprofile import write_profile
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.files.loading import load
from nianbao.files.scratch import scratch_folder
from nianbao.formats import Format
from nianbao.i18n import Text
from nianbao.ooxml.inflating import refuse_inflating

_NOT_INSTALLED = Text(
    "读取 .{kind} 文件需要 LibreOffice，但没有找到；请安装 LibreOffice（https://www.libreoffice.org），"
    "或用 Word、WPS 另存为 docx",
    "reading .{kind} files takes LibreOffice, which was not found; install LibreOffice "
    "(https://www.libreoffice.org) or save the file as docx with Word or WPS",
)
_NOT_CONVERTED = Text(
    "LibreOffice 未能转换该文件；请用 Word 或 WPS 打开并另存为 docx",
    "LibreOffice could not convert the file; open it with Word or WPS and save it as docx",
)
_FAILED = Text(
    "LibreOffice 运行失败（{cause}），文件未读取；请检查 LibreOffice 能否正常使用，或用 Word、WPS 另存为 docx",
    "LibreOffice failed ({cause}) and the file was not read; see whether LibreOffice works, or save the file as docx "
    "with Word or WPS",
)

_ZIP = b"PK"
# The RTF filter opens these files itself and asks no setting; the names are spoilt, the length is kept.
_RTF_LINKS = re.compile(rb"INCLUDE(?=PICTURE|TEXT)", re.IGNORECASE)


def read_office(data: bytes, kind: Format, limits: Limits = DEFAULT) -> Document:
    """The document as LibreOffice shows it; its format is `kind`.

    Raises ReadError where LibreOffice is missing or cannot read the file within the limits.
    """
    program = find()
    if program is None:
        raise ReadError(_NOT_INSTALLED.format(kind=kind))
    if kind == "odt" and data.startswith(_ZIP):
        refuse_inflating(data, limits)
    converted = _convert(program, data, kind, limits)
    from nianbao.reading.docx import read_docx
    from nianbao.reading.docx.source import WordFile

    return replace(read_docx(converted, limits), format=kind, source=WordFile(converted, limits, converted=True))


def _convert(program: str, data: bytes, kind: Format, limits: Limits) -> bytes:
    """The file as .docx. LibreOffice tells formats by content; the name's ending settles only doubts."""
    with tidy_ending(), scratch_folder() as folder:
        source = folder / ("report." + _ending(data, kind))
        source.write_bytes(_RTF_LINKS.sub(b"EXCLUDE", data) if kind == "rtf" else data)
        write_profile(folder / "profile")
        arguments = (
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)),
        )
        ending = run((program, *arguments), folder, limits)
        if ending is None:
            raise exceeded("seconds", limits)
        result = folder / "out" / "report.docx"
        if not result.exists():
            raise ReadError(_NOT_CONVERTED if ending.refused else _FAILED.format(cause=ending.cause))
        return load(result, limits)


def _ending(data: bytes, kind: Format) -> str:
    """WPS's own format is Word's binary one, and OpenDocument also comes as one XML file."""
    if kind == "odt":
        return kind if data.startswith(_ZIP) else "fodt"
    return "doc" if kind == "wps" else kind
