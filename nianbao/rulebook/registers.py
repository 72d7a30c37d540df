"""How registers of requests are kept, as a rulebook says it: their columns, and the words that stand in them."""

# Without `from __future__ import annotations`, as `nianbao.rulebook.model`.

from typing import Literal, TypeAlias

from msgspec import Struct

# What a column holds. The last three are of a group of columns of the table of reviews, see `of`.
RegisterRole: TypeAlias = Literal[
    "number", "received", "applicant", "channel", "outcome", "answered", "carried", "supplement_asked",
    "supplemented", "extended", "consulted_from", "consulted_to", "fee_notice", "fee_paid",
    "filed", "result", "decided",
]  # fmt: skip


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown keys are mistakes."""


class RegisterColumn(_Part, frozen=True):
    """A column of a register: its heading as we print it, and what else may stand at its head."""

    id: str
    role: RegisterRole
    label: str
    words: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()  # headings that mean it where there is none of the others
    of: str | None = None  # the group of columns that its cases count in
    prompt: str = ""  # what to fill in


class RegisterChoice(_Part, frozen=True):
    """A row or column of a table, by the words of registers that mean it besides its label."""

    id: str
    words: tuple[str, ...] = ()


class RegisterFormat(_Part, frozen=True):
    """How a register of requests is kept, and which figures its cases count in.

    A choice whose row an edition does not have counts in the row of the group above it.
    """

    requests: str  # the table of requests
    received: str  # its row of requests that came in the year
    open: str  # of those that were open when it began
    left: str  # of those that were open when it ended
    partial: str  # the outcome that excludes every other
    unpaid: str  # the outcome that needs a notice of fees
    review: str  # the table of reviews
    pending: str  # its column, in each group, of cases that are not decided
    term: int  # working days in which a request has to be answered
    extension: int  # and by how many that can be extended
    columns: tuple[RegisterColumn, ...]
    applicants: tuple[RegisterChoice, ...]
    outcomes: tuple[RegisterChoice, ...]
    results: tuple[RegisterChoice, ...]
    channels: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()  # what stands for an outcome while there is none
    blank: tuple[str, ...] = ()  # what stands for nothing
    closing: tuple[str, ...] = ()  # how rows begin that are no requests: totals, notes below the table
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # words in headings of columns that are about persons
