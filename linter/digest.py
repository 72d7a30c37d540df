"""What other reports need to know of one: small enough to keep thousands, and to go between processes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from linter.passages import Passage, passages_of
from nianbao.memo import once_per
from nianbao.report import FoundTable, Report
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.equations import CellRef, Lookup
from nianbao.rulebook.model import Rule, TableForm, leaf_columns, leaf_rows
from nianbao.scope import Scope, scope_said

_Figures = dict[CellRef, Decimal]
_UNKNOWN = "-"
# The kinds of rule that need more of last year's report than its figures.
COPIED, GROWTH, CHANGED = "copied-from-last-year", "growth-mismatch", "unusual-change"


class DigestTable(Struct, frozen=True):
    """The figures of a statutory table in the order of its form's cells, as one string: thousands are kept."""

    id: str
    edition: str  # whose form it has
    figures: str  # separated by blanks; an unknown one is "-"


class Digest(Struct, frozen=True):
    """Whose report it is, of which year, and its figures."""

    agency: str | None
    year: int | None
    edition: str
    body: str | None  # the id of the sort of body that the agency is, where its name tells
    tables: tuple[DigestTable, ...]
    passages: tuple[Passage, ...] = ()  # what is looked at for copied text
    grows: bool = False  # whether the prose may state growth against last year
    scope: Scope | None = None  # whose work it says that it counts


class LastYear(Struct, frozen=True):
    """The figures of the year before, by table: one report's, or the sums of what merged agencies reported.

    `passages` are what is looked at for copied text, of all of them.
    """

    tables: dict[str, _Figures]
    passages: tuple[Passage, ...] = ()

    def lookup(self, table: str) -> Lookup | None:
        """The figures of a table by cell, None where last year's report has no such table."""
        return self.tables[table].get if table in self.tables else None


def digest_of(report: Report) -> Digest:
    """What is kept of a report."""
    book = report.rulebook
    body = body_of(report.agency, book)
    tables = tuple(_digest(table, book) for table in report.tables)
    copied = rule_of(book, COPIED)
    passages = tuple(passages_of(report, copied)) if copied else ()
    return Digest(
        report.agency,
        report.year,
        book.edition,
        body.id if body else None,
        tables,
        passages,
        _grows(report),
        scope_said(report),
    )


def rule_of(book: Rulebook, kind: str) -> Rule | None:
    """The first rule of a kind, None where the rulebook has none."""
    return next((rule for rule in book.rules if rule.kind == kind), None)


def _grows(report: Report) -> bool:
    rule, claims = rule_of(report.rulebook, GROWTH), report.rulebook.claims
    if rule is None or claims is None or report.year is None:
        return False
    words = (*rule.words["year_on_year"], *claims.years.last, f"{report.year - 1}年")
    prose = (p.text for section in report.sections for p in report.prose(section.blocks))
    return any(word in text for text in prose for word in words)


def _digest(table: FoundTable, book: Rulebook) -> DigestTable:
    """The table by the form of an older edition where it is wholly of that, else by the rulebook's own."""
    older = load_rulebook(edition=table.superseded) if table.superseded else book
    whole = older if older.table(table.id) == table.form else book
    return DigestTable(table.id, whole.edition, _written(table, whole.table(table.id)))


def _written(table: FoundTable, form: TableForm) -> str:
    numbers = (table.number(cell) for cell in _cells(form))
    return " ".join(_UNKNOWN if number is None else str(number) for number in numbers)


def last_year_of(digests: tuple[Digest, ...], book: Rulebook) -> LastYear | None:
    """The figures of last year's reports together, by the rulebook that they were read with; None without a report.

    A cell that one of several lacks or cannot tell has no sum.
    """
    if not digests:
        return None
    (first, *others) = (figures_of(digest, book) for digest in digests)
    tables = {
        table: {
            cell: sum((other[table][cell] for other in others), figure)
            for cell, figure in figures.items()
            if all(cell in other.get(table, {}) for other in others)
        }
        for table, figures in first.items()
    }
    return LastYear(tables, tuple(passage for digest in digests for passage in digest.passages))


def figures_of(digest: Digest, book: Rulebook) -> dict[str, _Figures]:
    """The figures of a report that are known, by table and cell."""
    return {table.id: dict(_read(table, book)) for table in digest.tables}


def form_of(table: DigestTable, book: Rulebook) -> TableForm:
    """The form that a report's table has, which may be an older edition's than its rulebook's."""
    return (book if table.edition == book.edition else load_rulebook(edition=table.edition)).table(table.id)


def _read(table: DigestTable, book: Rulebook) -> Iterator[tuple[CellRef, Decimal]]:
    for cell, figure in zip(_cells(form_of(table, book)), table.figures.split(" "), strict=True):
        if figure != _UNKNOWN:
            yield cell, Decimal(figure)


@once_per()
def _cells(form: TableForm) -> tuple[CellRef, ...]:
    return tuple(
        (row.id, column.id) for block in form.blocks for row in leaf_rows(block) for column in leaf_columns(block)
    )
