"""The report as it was read, with the spots of its findings: what a page shows beside them.

Plain values without the file and the rulebook: they go between processes and are kept with the result.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from nianbao.document import Block
from nianbao.i18n import Text

Role: TypeAlias = Literal["title", "section", "topic", "text"]


class Spot(Struct, frozen=True):
    """A block by its number, a cell of it where it is a table, and the characters of its text, None for all of it."""

    block: int
    cell: int | None = None
    span: tuple[int, int] | None = None
    after: bool = False  # nothing is wrong with it: what is missing should follow it


class Transcript(Struct, frozen=True):
    """The blocks of a report as they were read, what each is, and where the findings show."""

    blocks: tuple[Block, ...]
    roles: tuple[Role, ...]  # of each block
    names: dict[int, Text]  # of the statutory tables, by the number of their block
    figures: frozenset[tuple[int, int]]  # the cells of figures: block and cell
    spots: dict[str, tuple[Spot, ...]]  # by the fingerprint of the finding
    why: dict[str, Text]  # why each rule is there that something was found of, by its code
