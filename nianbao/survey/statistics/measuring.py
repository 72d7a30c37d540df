"""What is kept of each report for statistics: its verdict, what was found in it, and the two sums of every rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from linter.digest import COPIED, Digest, figures_of, rule_of
from linter.findings import FileResult, Verdict
from linter.previous import agency_key
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.model import Rulebook, Severity
from nianbao.rulebook.rates import Rate, Share, rates_of, share_of
from nianbao.scope import Scope


class Copied(Struct, frozen=True):
    """A passage that stands in another report as well."""

    place: str
    what: Text


class Measured(Struct, frozen=True):
    """A report; one that could not be read has a path and an error alone."""

    path: str
    agency: str | None
    year: int | None
    body: str | None
    verdict: Verdict
    error: Text | None
    found: Mapping[tuple[str, Severity], int]  # how often, by code and severity; waived ones left out
    shares: Mapping[str, Share | None]  # by the id of the rate; None where a figure of it is not known
    copied: tuple[Copied, ...] = ()
    scope: Scope = "own"

    @property
    def key(self) -> tuple[str, int | None, Scope]:
        """Whose report it is, of which year; a government's own is another than its roll-up."""
        return agency_key(self.agency), self.year, self.scope

    @property
    def group(self) -> str | None:
        """None for an agency's own work, else the sort of body whose roll-up it is, "" where its name does not tell."""
        return None if self.scope == "own" else self.body or ""


def measure(results: Iterable[object], own: Rulebook | None) -> Iterator[Measured]:
    """What is kept of each result as it comes; `own` is the rulebook of the call, the official ones without one."""
    for result in results:
        if isinstance(result, FileResult):
            yield _measured(result, own)


def _measured(result: FileResult, own: Rulebook | None) -> Measured:
    book = own or load_rulebook(edition=result.edition) if result.edition else load_rulebook()
    copied = rule_of(book, COPIED)
    findings = [finding for finding in result.findings if finding.waived is None]
    return Measured(
        result.path,
        result.agency,
        result.year,
        result.digest.body if result.digest else None,
        result.verdict,
        result.error,
        Counter((finding.code, finding.severity) for finding in findings),
        _shares(result.digest, book),
        tuple(
            Copied(_place(f.location.section, book), f.message) for f in findings if copied and f.code == copied.code
        ),
        _scope(result.digest, book),
    )


def _scope(digest: Digest | None, book: Rulebook) -> Scope:
    """What the report says, else what the name of its agency does."""
    if digest is None or digest.scope:
        return (digest.scope if digest else None) or "own"
    body = next((body for body in book.bodies if body.id == digest.body), None)
    return "rollup" if body and body.rolls_up else "own"


def _place(section: str | None, book: Rulebook) -> str:
    return next((one.title for one in book.sections if one.id == section), "")


def _shares(digest: Digest | None, book: Rulebook) -> dict[str, Share | None]:
    if digest is None:
        return {}
    tables = figures_of(digest, book)

    def lookup(cell: tuple[str, str, str]) -> Decimal | None:
        return tables.get(cell[0], {}).get(cell[1:])

    return {rate.metric.id: share_of(rate, lookup) for rate in rates_of(book)}


class Measures(Struct, frozen=True):
    """All reports of a call. In rates, none counts that was handed in more than once for one agency and year."""

    reports: tuple[Measured, ...]
    rulebook: Rulebook

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The dictionary."""
        return rates_of(self.rulebook)

    def years(self) -> list[int]:
        """The years of the reports, the newest first."""
        return sorted({one.year for one in self.reports if one.year is not None}, reverse=True)

    def doubled(self) -> set[tuple[str, int | None, Scope]]:
        """Agency and year of what was handed in more than once."""
        counted = Counter(one.key for one in self.reports if one.agency and one.year)
        return {key for key, number in counted.items() if number > 1}

    def of_year(self, year: int) -> Sequence[Measured]:
        """The reports of a year that count in rates."""
        doubled = self.doubled()
        return [one for one in self.reports if one.year == year and one.agency and one.key not in doubled]

    def groups(self, year: int) -> Iterator[tuple[str | None, Sequence[Measured]]]:
        """Those of a year that may be added up: what is in a roll-up never beside it, roll-ups of one sort together."""
        reports = self.of_year(year)
        for group in sorted({one.group for one in reports}, key=lambda group: (group is not None, self._rank(group))):
            yield group, [one for one in reports if one.group == group]

    def _rank(self, group: str | None) -> int:
        return next((at for at, body in enumerate(self.rulebook.bodies) if body.id == group), len(self.rulebook.bodies))
