"""Agencies as a rulebook tells them apart: sorts of bodies by their names, and whose reports are added up."""

# Without `from __future__ import annotations`, as `nianbao.rulebook.model`.

from msgspec import Struct

from nianbao.i18n import Text


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are mistakes."""


class Body(_Part, frozen=True):
    """A sort of public body, known by its name; of several that fit the first counts."""

    id: str
    pattern: str  # regular expression over the whole name
    name: Text | None = None  # what many of them are called, where statistics tell their roll-ups apart
    government: bool = False  # a people's government, not an office of one
    makes_rules: bool | None = None  # whether it may issue 规章; None where its name does not settle it
    levels: tuple[int, ...] = ()  # of government that it can be of by its name, the higher the larger
    rolls_up: bool = False  # whether its report adds up those of others, unless that report says otherwise


class RollUp(_Part, frozen=True):
    """How reports are added up level by level: regular expressions, of names over the whole, of texts anywhere."""

    vertical: tuple[str, ...] = ()  # names of agencies that report up their own line
    says: tuple[str, ...] = ()  # by what the title or preamble of a report calls it a roll-up
    says_own: tuple[str, ...] = ()  # and by what it says that it is the agency's own
