"""Figures files of every kind, opened once: YAML, JSON or a workbook, told apart by what they hold."""

from __future__ import annotations

from pathlib import Path

from nianbao.errors import NianbaoError, ReadError
from nianbao.figures.load import read_text
from nianbao.figures.stated import Stated
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.loading import load
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook

_ZIP = b"PK\x03\x04"
_ODS, _HEAD = b"application/vnd.oasis.opendocument.spreadsheet", 200  # the first entry of the archive, stored
_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx under a password

_NO_CSV = Text(
    "{path}：CSV 不含机关、文字等内容，不能由它生成",
    "{path}: CSV lacks the agency and the texts; expected YAML, JSON or XLSX",
)
_OLD_OR_LOCKED = Text(
    "是旧版 .xls（.et）或设有密码的文件；请用 WPS、Excel 或 LibreOffice 另存为不设密码的 .xlsx",
    "this is an old .xls (.et) file or has a password; save it as .xlsx without a password",
)
_OPEN_DOCUMENT = Text(
    "是 .ods 文件；请用 WPS、Excel 或 LibreOffice 另存为 .xlsx，再由它生成",
    "this is an .ods file; save it as .xlsx and generate from that",
)
_NO_WORKBOOK = Text("不是可以读取的 .xlsx 文件", "this is not a readable .xlsx file")


def open_figures(path: str | Path, rulebook: Rulebook | None = None, *, limits: Limits = DEFAULT) -> Stated:
    """The figures that a file states, whether a workbook, YAML or JSON, and where each stands.

    `rulebook` None is the official one of the edition that the file names, the newest where it names none that is
    known. Raises FiguresError with every mistake (`PLACE: KEY: what`), ReadError where the file cannot be read,
    NianbaoError for .csv, which holds the tables alone.
    """
    try:
        return read_stated(load(path, limits), str(path), rulebook, limits=limits)
    except NianbaoError as error:
        error.path = str(path)
        raise


def read_stated(data: bytes, name: str, rulebook: Rulebook | None = None, *, limits: Limits = DEFAULT) -> Stated:
    """As `open_figures`, for the content of a file of that name."""
    if data.startswith(_ZIP) and _ODS in data[:_HEAD]:
        raise ReadError(_OPEN_DOCUMENT)
    if data.startswith(_ZIP):
        from nianbao.figures.workbook.read import read_workbook

        return read_workbook(data, name, rulebook, limits=limits)
    if data.startswith(_OLE):
        raise ReadError(_OLD_OR_LOCKED)
    ending = Path(name).suffix.lower()
    if ending == ".xlsx":
        raise ReadError(_NO_WORKBOOK)
    if ending == ".csv":
        raise NianbaoError(_NO_CSV.format(path=name))
    return read_text(data, name, rulebook)
