"""Figures in files of every kind: which kind a name asks for, and writing it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from nianbao.errors import NianbaoError
from nianbao.figures import Figures, FiguresFormat, dump_figures
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook

Kind: TypeAlias = Literal["yaml", "json", "csv", "xlsx"]

FILL_IN: Final[tuple[Kind, ...]] = ("yaml", "xlsx")  # those with room for what to fill in
KINDS: Final[dict[str, Kind]] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".xlsx": "xlsx"}
_TEXTS: Final[dict[Kind, FiguresFormat]] = {"yaml": "yaml", "json": "json", "csv": "csv"}
_ENDING = Text("{path}：不支持这种文件名；应以 {names} 结尾", "{path}: unknown ending; expected one of {names}")


def kind_of(path: Path, kinds: tuple[Kind, ...] = get_args(Kind)) -> Kind:
    """The kind of figures file that a name asks for. Raises NianbaoError for any other ending."""
    kind = KINDS.get(path.suffix.lower())
    if kind not in kinds:
        names = ", ".join(ending for ending, known in KINDS.items() if known in kinds)
        raise NianbaoError(_ENDING.format(path=path, names=names))
    return kind


def figures_bytes(figures: Figures, rulebook: Rulebook, kind: Kind) -> bytes:
    """The figures as a file of that kind."""
    if kind == "xlsx":
        from generator.workbook import write_workbook

        return write_workbook(figures, rulebook)
    return dump_figures(figures, rulebook, _TEXTS[kind])
