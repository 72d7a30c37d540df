"""A register of requests as it was read: its requests, what keeps some from counting, what is worth a second look."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from nianbao.i18n import Text


class Spot(Struct, frozen=True):
    """A cell of the register; row and column from 1, the sheet "" where the file has none."""

    sheet: str
    row: int
    column: int


class Remark(Struct, frozen=True):
    """What is said of a cell: a mistake, or a warning; those of one `kind` are told together whatever their details."""

    spot: Spot
    what: Text
    kind: Text | None = None


class Review(Struct, frozen=True):
    """A reconsideration or a lawsuit over a request; `result` is the column of its group, None where none is stated."""

    group: str
    spot: Spot
    result: str | None
    filed: date | None
    decided: date | None


class Term(Struct, frozen=True):
    """What a register says of the days in which a request had to be answered."""

    extended: bool = False
    restarted: date | None = None  # the day from which the term is counted anew
    consulted: tuple[date, date] | None = None  # days between do not count
    untold: bool = False  # a day that it depends on is not there


class Request(Struct, frozen=True):
    """A request for information. `spots` holds the cell of what can be remarked on, by the role of its column."""

    number: str
    sheet: str
    row: int
    received: date
    applicant: str  # the id of a column
    outcome: str | None  # of a row; None while there is none
    answered: date | None
    term: Term
    mixed: bool = False  # its outcome excludes others that stand beside it
    fee_notice: bool = False
    carried: bool | None = None  # whether it is said to be carried out
    reviews: tuple[Review, ...] = ()


class Register(Struct, frozen=True):
    """All requests of a register; what is in `mistakes` keeps the requests of its rows out of `requests`."""

    path: str
    requests: tuple[Request, ...]
    mistakes: tuple[Remark, ...]
    notes: tuple[Text, ...]  # of columns that were not read
    columns: dict[str, dict[str, int]]  # of each sheet: where the column of each id stands
    left_out: int = 0  # rows with mistakes
    fatal: bool = False  # nothing can be counted, whatever is left out

    @property
    def has_reviews(self) -> frozenset[str]:
        """The ids of all columns that some sheet has."""
        return frozenset(name for columns in self.columns.values() for name in columns)
