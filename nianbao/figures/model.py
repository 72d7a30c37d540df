"""The figures of a report: what an agency fills in, apart from how a file or a page lays it out."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.figures.places import FigurePlace, Keys
from nianbao.i18n import Text

CellId: TypeAlias = tuple[str, str, str]
"""Ids of the rulebook: table, row (the path below the table), column (the path of column groups)."""

ProseId: TypeAlias = tuple[str, str]
"""Ids of a figure that no table has: its group, such as the fees for processing information, and its own."""

Narrative: TypeAlias = dict[str, str | dict[str, str]]
"""Texts by section id, and "preamble"; a section with topics holds its texts by topic id, and "summary"."""


MistakeKind: TypeAlias = Literal["missing", "wrong-total", "equation", "text", "file", "report"]
"""A figure or text not given, a total, an equation, a text that cannot be written, what the file says otherwise, and
what is wrong with the report that would come of it."""


class FigureMistake(Struct, frozen=True):
    """One thing that is wrong with figures, the key it is about, () for none, and where that stands."""

    kind: MistakeKind
    keys: Keys
    place: FigurePlace
    what: Text
    label: Text = Text("", "")  # what people call the key; empty where they have no name for it

    @property
    def text(self) -> Text:
        """The mistake as one line: `PLACE: LABEL（KEY）：what`, in English `PLACE: LABEL (KEY): what`."""
        key = ".".join(self.keys)
        zh = f"{self.label.zh}（{key}）：" if self.label.zh else f"{key}：" if key else ""
        en = f"{self.label.en} ({key}): " if self.label.en not in ("", key) else f"{key}: " if key else ""
        return Text(f"{self.place}: {zh}{self.what.zh}", f"{self.place}: {en}{self.what.en}")


class Figures(Struct, frozen=True):
    """One report as data.

    A cell that was not given is absent from `values`, and so is a figure without a table from `in_prose`: blank is
    not zero, but where somebody said so.
    """

    edition: str
    agency: str
    year: int
    narrative: Narrative
    in_prose: dict[ProseId, Decimal]
    values: dict[CellId, Decimal]
    zeros_for_blanks: bool = False  # whether it was asked to take what was left blank for zero

    def __repr__(self) -> str:
        return f"Figures({self.edition!r}, {self.agency!r}, {self.year}, <{len(self.values)} figures>)"

    def value(self, table: str, row: str, column: str) -> Decimal | None:
        """The figure of a cell, None where it was not given."""
        return self.values.get((table, row, column))
