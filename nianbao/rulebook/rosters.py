"""How lists of the agencies that owe a report are written, as a rulebook says it."""

# Without `from __future__ import annotations`, as `nianbao.rulebook.model`.

from typing import Literal

from msgspec import Struct

from nianbao.i18n import Text


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are mistakes."""


class RosterColumn(_Part, frozen=True):
    """A column of a list of agencies, by what may stand at its head."""

    id: Literal["number", "name", "aliases", "kind", "parent", "received"]
    words: tuple[str, ...]


class RosterKind(_Part, frozen=True):
    """A kind of agency on a list, by what lists call it, and the day by which its report is due."""

    id: str
    name: Text
    words: tuple[str, ...]
    due: tuple[int, int]  # month and day of the year after that of the report
    rolls_up: bool = False  # whether its report adds up those of others
    vertical: bool = False  # whether it reports up its own line and stays out of every roll-up


class RosterFormat(_Part, frozen=True):
    """How lists of the agencies that owe a report are written."""

    columns: tuple[RosterColumn, ...]
    kinds: tuple[RosterKind, ...]
