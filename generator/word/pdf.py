"""PDF: the Word file printed by LibreOffice, where it is installed."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from nianbao.errors import NianbaoError
from nianbao.files.libreoffice import find, run, tidy_ending
from nianbao.files.libreprofile import write_profile
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.scratch import scratch_folder
from nianbao.i18n import Text

_MADE = re.compile(rb"/CreationDate\(D:[^()]{0,40}\)")
# Both stand in the trailer: the file's identifier, twice, and a checksum.
_IDENTIFIERS = re.compile(
    rb"(?<=/ID \[ <)[0-9A-F]{32}(?=>)|(?<=>\n<)[0-9A-F]{32}(?=> ?\])|(?<=/DocChecksum /)[0-9A-F]{32}"
)

_NOT_INSTALLED = Text(
    "生成 .pdf 需要 LibreOffice，但没有找到；请安装 LibreOffice（https://www.libreoffice.org），"
    "或先生成 .docx，再用 Word、WPS 输出为 PDF",
    "writing .pdf needs LibreOffice, which was not found; install LibreOffice (https://www.libreoffice.org), "
    "or generate a .docx and export it with Word or WPS",
)
_TOO_SLOW = Text("LibreOffice 超过 {seconds} 秒仍未完成", "LibreOffice did not finish within {seconds} seconds")
_FAILED = Text("LibreOffice 运行失败（{cause}），没有生成 PDF", "LibreOffice failed ({cause}) and wrote no PDF")


def to_pdf(docx: bytes, limits: Limits = DEFAULT) -> bytes:
    """The Word file as PDF, with bookmarks for its headings and tags for screen readers.

    Raises NianbaoError where LibreOffice is missing, fails or takes longer than `limits.seconds`.
    """
    program = find()
    if program is None:
        raise NianbaoError(_NOT_INSTALLED)
    with tidy_ending(), scratch_folder() as folder:
        (folder / "report.docx").write_bytes(docx)
        write_profile(folder / "profile")
        ending = run(_command(program, folder), folder, limits)
        if ending is None:
            raise NianbaoError(_TOO_SLOW.format(seconds=limits.seconds))
        result = folder / "report.pdf"
        if not result.exists():
            raise NianbaoError(_FAILED.format(cause=ending.cause))
        return timeless(result.read_bytes())


def timeless(pdf: bytes) -> bytes:
    """The PDF without the moment that it was made at: same content, same bytes.

    LibreOffice writes a date of creation and identifiers made from it; in their places, which keep their lengths, stand
    blanks and a digest of the rest. What another version writes elsewhere stays.
    """
    bare = _MADE.sub(lambda match: b" " * len(match[0]), pdf)
    bare = _IDENTIFIERS.sub(lambda match: b"0" * len(match[0]), bare)
    name = sha256(bare).hexdigest()[:32].upper().encode()
    return _IDENTIFIERS.sub(name, _MADE.sub(lambda match: b" " * len(match[0]), pdf))


def _command(program: str, folder: Path) -> tuple[str, ...]:
    """A profile of its own, so that an open LibreOffice of the user is left alone."""
    options = ("UseTaggedPDF", "ExportBookmarks")
    settings = ",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in options)
    return (
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", f"pdf:writer_pdf_Export:{{{settings}}}"),
        *("--outdir", str(folder), str(folder / "report.docx")),
    )
