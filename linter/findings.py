"""What the linter says: findings with a place, one result for each file, and what only several files tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct, field

from linter.digest import Digest
from linter.transcript import Transcript
from nianbao.document import Place
from nianbao.files.inputs import Skipped
from nianbao.i18n import Text
from nianbao.rulebook.equations import Instance
from nianbao.rulebook.model import Severity
from nianbao.status import Status

FailOn = Literal["error", "warning", "never"]
Verdict = Literal["passed", "failed", "unreadable"]

# Which severities fail a file. Info never does.
_FAILING: dict[FailOn, tuple[Severity, ...]] = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
_STATUS: dict[Verdict, Status] = {"passed": Status.FINE, "failed": Status.FOUND, "unreadable": Status.FAILED}


def fails(severity: Severity, fail_on: FailOn) -> bool:
    """Whether a finding of that severity stands at the failing level."""
    return severity in _FAILING[fail_on]


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
    def ids(self) -> tuple[str, ...]:
        """The table, or the section where it is in none, then row and column: as many as it has."""
        return tuple(filter(None, (self.table or self.section, self.row, self.column)))

    @property
    def page(self) -> int | None:
        """The page that it stands on."""
        return self.place.page

    @property
    def line(self) -> int | None:
        """The line that it begins in."""
        return self.place.line


class Cell(Struct, frozen=True):
    """A cell of a statutory table."""

    table: str
    row: str
    column: str


class Suspect(Cell, frozen=True):
    """A cell that is likelier to be wrong than others, what it holds, and what would satisfy every sum."""

    value: str
    actual: str


class Broken(Struct, frozen=True):
    """A further rule that the same cause breaks, with its row or column."""

    code: str
    row: str | None
    column: str | None


class Defect(Struct, frozen=True):
    """What a check found: the place, and the values that the rule's message speaks of."""

    location: Location
    values: Mapping[str, object] = field(default_factory=dict)
    expected: str | None = None
    actual: str | None = None
    # The id of what it is about where the place does not say: a topic, the figure that a sentence states.
    about: str = ""
    suspects: tuple[Suspect, ...] = ()
    breaks: tuple[Broken, ...] = ()
    # The cells of a habit, where the finding is about several.
    places: tuple[Cell, ...] = ()
    instance: Instance | None = None  # the equation that does not hold


class Waived(Struct, frozen=True):
    """Why a finding does not count: a waiver with its reason, or a baseline that lists it."""

    reason: str
    by: str | None
    until: str | None  # the last day on which it counts, as 2025-06-30
    file: str  # the file of waivers, or the baseline
    line: int = 0
    baseline: bool = False


class Finding(Struct, frozen=True, kw_only=True):
    """A defect with its rule's name, gravity and words."""

    code: str
    rule: str  # the slug
    severity: Severity
    message: Text
    mend: Text
    basis: str  # the document that the rule rests on, as it is cited
    # Rule, place, what it is about, and a counter where these are equal: the same next year and in the next version.
    fingerprint: str
    location: Location
    # Row and column in the words of the table: 行“…”列“…”; empty where it is about neither.
    cell: Text = Text("", "")
    part: str = ""  # the number of its section in the format, as in 一; empty where it has none
    spot: Text = Text("", "")  # title, preamble, or within a section the topic or paragraph
    expected: str | None = None
    actual: str | None = None
    suspects: tuple[Suspect, ...] = ()
    breaks: tuple[Broken, ...] = ()
    places: tuple[Cell, ...] = ()
    waived: Waived | None = None
    fixable: bool = False  # whether `linter.fixing` mends it in this file, for certain
    # Where it is shown in the file: its place, or what stands before where something is missing.
    near: Place = Place()

    def __repr__(self) -> str:
        place = "/".join(self.location.ids)
        return f"<Finding {self.code} {self.severity}{f' at {place}' if place else ''}: {self.message.zh}>"


class NotChecked(Struct, frozen=True):
    """Rules that could not say anything of a file, and the reason."""

    rules: tuple[str, ...]  # codes
    cause: Literal["not-given", "not-found", "no-year"]  # about last year's report, or the year in the title
    reason: Text


class Former(Struct, frozen=True):
    """A finding of an earlier run, as that told it."""

    code: str
    fingerprint: str
    message: str


class Since(Struct, frozen=True):
    """What became of the findings of an earlier run of the same report."""

    fixed: tuple[Former, ...]
    left: tuple[str, ...]  # fingerprints of findings that stood there already
    new: tuple[str, ...]  # and of those that did not


class FileResult(Struct, frozen=True):
    """All that is said of one file; with an `error` there are no findings."""

    path: str
    agency: str | None = None
    year: int | None = None
    edition: str | None = None
    error: Text | None = None
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    fail_on: FailOn = "error"
    digest: Digest | None = None  # what other files' results need of it
    transcript: Transcript | None = None  # the report as it was read, where the settings ask for it
    since: Since | None = None  # where an earlier run is named that knew the report

    def count(self, severity: Severity) -> int:
        """How many findings that count are of that severity."""
        return sum(f.severity == severity and f.waived is None for f in self.findings)

    @property
    def waived(self) -> int:
        """How many findings do not count."""
        return sum(f.waived is not None for f in self.findings)

    @property
    def verdict(self) -> Verdict:
        """Whether anything stands at the failing level."""
        if self.error:
            return "unreadable"
        return "failed" if any(map(self.count, _FAILING[self.fail_on])) else "passed"

    @property
    def status(self) -> Status:
        """The exit status of a lint of this file alone."""
        return _STATUS[self.verdict]

    def __repr__(self) -> str:
        said = self.error.zh if self.error else f"{self.count('error')} errors, {self.count('warning')} warnings"
        return f"<FileResult {self.path!r} {self.verdict}: {said}>"


class Doubled(Struct, frozen=True):
    """Files that are reports of one agency for one year."""

    agency: str
    year: int
    paths: tuple[str, ...]


class WaiverProblem(Struct, frozen=True):
    """A waiver that does not count or is about nothing, or what a baseline lists and is no longer there."""

    path: str  # of the file of waivers, or of the baseline
    line: int | None
    what: Text
    fail_on: FailOn = "error"
    stale: bool = False  # whether it is what an update of the baseline drops

    @property
    def status(self) -> Status:
        """It is a warning."""
        return Status.FOUND if self.fail_on == "warning" else Status.FINE


class RosterProblem(Struct, frozen=True):
    """What is amiss with the report of an agency on the roster."""

    agency: str
    row: int  # of the roster
    kind: Literal["missing", "late", "doubled", "wrong-year", "other-name"]
    message: Text
    paths: tuple[str, ...] = ()  # of the reports that it is about


class Roster(Struct, frozen=True):
    """How the reports of the call stand against the list of agencies that owe one."""

    path: str  # of the list
    year: int | None  # of the reports that are due, None where none tells it
    agencies: int
    filed: int
    problems: tuple[RosterProblem, ...]
    unlisted: tuple[str, ...]  # reports of agencies that are not on the list
    unnamed: tuple[str, ...]  # files of which it is not known whose report they are
    fail_on: FailOn = "error"

    @property
    def status(self) -> Status:
        """A problem is a warning."""
        return Status.FOUND if self.problems and self.fail_on == "warning" else Status.FINE


# What writers write, as it comes: files in their order, behind them what concerns the whole call.
Told: TypeAlias = FileResult | Skipped | Doubled | WaiverProblem | Roster
