"""What the linter says: findings with a place, and one result for each file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from nianbao.document import Place
from nianbao.i18n import Text
from nianbao.rulebook.model import Severity

FailOn = Literal["error", "warning", "never"]


class Location(Struct, frozen=True):
    """Where a finding is: ids of the rulebook, and the page and line where the file has them (from 1)."""

    section: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    # The text that stands there, as it stands.
    text: str | None = None
    # Where the reader found it; of this only page and line are part of the output contract.
    place: Place = Place()

    @property
    def page(self) -> int | None:
        """The page that it stands on."""
        return self.place.page

    @property
    def line(self) -> int | None:
        """The line that it begins in."""
        return self.place.line


class Defect(Struct, frozen=True):
    """What a check found: the place, and the values that the rule's message speaks of."""

    location: Location
    values: Mapping[str, object] = field(default_factory=dict)
    expected: str | None = None
    actual: str | None = None


class Finding(Struct, frozen=True):
    """A defect with its rule's name, gravity and words."""

    code: str
    rule: str  # the slug
    severity: Severity
    message: Text
    mend: Text
    location: Location
    # Row and column in the words of the table: 行「…」列「…」; empty where it is about neither.
    cell: Text
    expected: str | None = None
    actual: str | None = None


class FileResult(Struct, frozen=True):
    """All that is said of one file; with an `error` nothing else is."""

    path: str
    agency: str | None = None
    year: int | None = None
    edition: str | None = None
    error: Text | None = None
    findings: tuple[Finding, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(f.severity == severity for f in self.findings)


def exit_status(results: list[FileResult] | tuple[FileResult, ...], fail_on: FailOn) -> int:
    """0 nothing at the failing level, 1 findings, 2 a file could not be read. Info never fails."""
    if any(result.error for result in results):
        return 2
    failing: dict[FailOn, tuple[Severity, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
    return int(any(f.severity in failing[fail_on] for result in results for f in result.findings))
