"""Figures in files of every kind: which kind a file is, reading it, writing it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, TypeAlias

from nianbao.errors import NianbaoError, ReadError
from nianbao.figures import Figures, FiguresFormat, Stated, dump_figures, read_stated
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.loading import load
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.model import Rulebook

Kind: TypeAlias = Literal["yaml", "json", "csv", "xlsx"]

KINDS: Final[dict[str, Kind]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
_TEXTS: Final[dict[Kind, FiguresFormat]] = {"yaml": "yaml", "json": "json", "csv": "csv"}
_EDITION: Final = re.compile(rb"""^[\s{]*"?edition"?\s*:\s*["']?(\w+)""", re.MULTILINE)
_HEAD: Final = 4096
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx under a password

_ENDING = Text("{path}：不支持这种文件名；应以 {names} 结尾", "{path}: unknown ending; expected one of {names}")
_NO_CSV = Text(
    "{path}：CSV 不含机关、文字等内容，不能由它生成", "{path}: CSV lacks the texts; expected YAML, JSON or XLSX"
)

_OLD_OR_LOCKED = Text(
    "是旧版 .xls 或设有密码的文件；请另存为不设密码的 .xlsx", "an .xls or has a password; save it as .xlsx without one"
)
_NO_WORKBOOK = Text("不是可以读取的 .xlsx 文件", "this is no readable .xlsx file")


def kind_of(path: Path, kinds: tuple[Kind, ...] = ("yaml", "json", "csv", "xlsx")) -> Kind:
    """The kind of figures file that a name asks for. Raises NianbaoError for any other ending."""
    kind = KINDS.get(path.suffix.lower())
    if kind not in kinds:
        names = ", ".join(ending for ending, known in KINDS.items() if known in kinds)
        raise NianbaoError(_ENDING.format(path=path, names=names))
    return kind


def open_figures(path: str | Path, rulebook: Rulebook, *, limits: Limits = DEFAULT) -> Stated:
    """The figures that a file states, whether a workbook, YAML or JSON, and where each stands.

    Raises FiguresError with every mistake, ReadError where the file cannot be read.
    """
    path = Path(path)
    data = load(path, limits)
    if data.startswith(_ZIP):
        from generator.workbook import read_workbook

        return read_workbook(data, str(path), rulebook, limits=limits)
    if data.startswith(_OLE):
        raise ReadError(_OLD_OR_LOCKED)
    if path.suffix.lower() == ".xlsx":
        raise ReadError(_NO_WORKBOOK)
    if path.suffix.lower() == ".csv":
        raise NianbaoError(_NO_CSV.format(path=path))
    return read_stated(data, str(path), rulebook)


def rulebook_for(path: Path, *, limits: Limits = DEFAULT) -> Rulebook:
    """The official rulebook of the edition that the file names, the newest where it names none that is known."""
    data = load(path, limits)
    if data.startswith(_ZIP):
        from generator.workbook import stated_edition

        edition = stated_edition(data, limits)
    else:
        match = _EDITION.search(data[:_HEAD])
        edition = match[1].decode() if match else ""
    return load_rulebook(edition=edition) if edition in EDITIONS else load_rulebook()


def figures_bytes(figures: Figures, rulebook: Rulebook, kind: Kind) -> bytes:
    """The figures as a file of that kind."""
    if kind == "xlsx":
        from generator.workbook import write_workbook

        return write_workbook(figures, rulebook)
    return dump_figures(figures, rulebook, _TEXTS[kind])
