"""Files of other office programs: OpenDocument from its markup, the rest as LibreOffice converts them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from nianbao.files import libreoffice
from nianbao.files.limits import Limits

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("script", "script"),
        ("manifest", "manifest"),
    )
)
_XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
_MIMETYPE = "application/vnd.oasis.opendocument.text"
# A title, a heading, a table of one row, a sentence.
REPORT = (
    "<text:p>鹭汀区财政局2024年政府信息公开工作年度报告</text:p><text:p>一、总体情况</text:p>"
    '<table:table><table:table-column table:number-columns-repeated="2"/>'
    "<table:table-row><table:table-cell><text:p>规章</text:p></table:table-cell>"
    "<table:table-cell><text:p>0</text:p></table:table-cell></table:table-row></table:table><text:p>无。</text:p>"
)


def flat_odt(content: str, events: str = "") -> bytes:
    """An OpenDocument text as one XML file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} {_XLINK} office:version="1.2" '
        f'office:mimetype="{_MIMETYPE}">{events}<office:body><office:text>{content}</office:text></office:body>'
        "</office:document>"
    ).encode()


def packed_odt(path: Path, content: str, events: str = "", extra: dict[str, str] | None = None) -> bytes:
    """An OpenDocument text as the archive that office programs write, with parts of one's own."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *(extra or {}))
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _MIMETYPE)
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NAMESPACES} {_XLINK} office:version="1.2">{events}'
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest {_NAMESPACES}><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{_MIMETYPE}"/>{entries}</manifest:manifest>',
        )
        for name, text in (extra or {}).items():
            archive.writestr(name, text)
    return path.read_bytes()


def convert(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """The file as another format, written by LibreOffice without any of our bounds."""
    (folder / f"report.{source}").write_bytes(data)
    program = libreoffice.find()
    assert program
    arguments = (f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", target)
    command = (program, *arguments, "--outdir", str(folder / "out"), str(folder / f"report.{source}"))
    assert libreoffice.run(command, folder, Limits())
    return (folder / "out" / f"report.{target.partition(':')[0]}").read_bytes()
