"""The JSON of `nianbao lint`, version 1, as types: what is written, and what its JSON Schema is made from.

Keys are added, never renamed or removed within a version.
"""

# Without `from __future__ import annotations`: msgspec would have to evaluate the strings at every start.

from typing import Annotated, Literal

from msgspec import Meta, Struct

from nianbao.rulebook.model import Severity

VERSION: Literal[1] = 1


class Place(Struct, frozen=True):
    """Ids of the rulebook where the finding concerns one; page and line count from 1 where the file has them."""

    section: str | None
    table: str | None
    row: str | None
    column: str | None
    page: Annotated[int, Meta(ge=1)] | None
    line: Annotated[int, Meta(ge=1)] | None
    text: str | None


class Cell(Struct, frozen=True):
    """A cell of a statutory table."""

    table: str
    row: str
    column: str


class Suspect(Cell, frozen=True):
    """A cell that is likely to be wrong: what it holds, and the value that would satisfy every sum."""

    value: str
    actual: str


class Break(Struct, frozen=True):
    """A further rule that is broken by the same cause, with its row or column."""

    code: str
    row: str | None
    column: str | None


class Waiver(Struct, frozen=True):
    """Why a finding does not count, and who said so until when."""

    reason: str
    by: str | None
    until: str | None


class Finding(Struct, frozen=True):
    """What is wrong at one place. The fingerprint names it across runs, whatever its position and wording."""

    code: str
    rule: str
    severity: Severity
    message: str
    mend: str
    basis: str
    fingerprint: str
    waived: Waiver | None
    fixable: bool
    breaks: tuple[Break, ...]
    places: tuple[Cell, ...]
    location: Place
    expected: str | None
    actual: str | None
    suspects: tuple[Suspect, ...]


class NotChecked(Struct, frozen=True):
    """Codes of rules that could not say anything of a file, and the reason."""

    rules: tuple[str, ...]
    reason: str


class Former(Struct, frozen=True):
    """A finding of the earlier run that is no longer there."""

    code: str
    fingerprint: str
    message: str


class Since(Struct, frozen=True):
    """What became of the findings of an earlier run (`--previous-run`): of those that are there, the fingerprints."""

    fixed: tuple[Former, ...]
    left: tuple[str, ...]
    new: tuple[str, ...]


class File(Struct, frozen=True):
    """All that is said of one file; one that cannot be read has an error of one line and no findings."""

    path: str
    agency: str | None
    year: int | None
    edition: str | None
    error: str | None
    verdict: Literal["passed", "failed", "unreadable"]
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    since: Since | None  # null without an earlier run that knew the report


class Skipped(Struct, frozen=True):
    """A file in a searched folder that was not read, and the reason."""

    path: str
    reason: str


class Doubled(Struct, frozen=True):
    """Files that are reports of one agency for one year."""

    agency: str
    year: int
    paths: tuple[str, ...]


class WaiverProblem(Struct, frozen=True):
    """A waiver that does not count or is about nothing, or what a baseline lists and is no longer there."""

    path: str
    line: Annotated[int, Meta(ge=1)] | None
    message: str


class RosterProblem(Struct, frozen=True):
    """What is amiss with the report of an agency on the roster, and the row that it has there."""

    agency: str
    row: Annotated[int, Meta(ge=1)]
    kind: Literal["missing", "late", "doubled", "wrong-year", "other-name"]
    message: str
    paths: tuple[str, ...]


class Roster(Struct, frozen=True):
    """The reports against the list of agencies that owe one for a year.

    `unlisted` are reports of agencies that are not on it, `unnamed` files that do not tell whose report they are.
    """

    path: str
    year: int | None
    agencies: int
    filed: int
    problems: tuple[RosterProblem, ...]
    unlisted: tuple[str, ...]
    unnamed: tuple[str, ...]


class Summary(Struct, kw_only=True):
    """Files by their verdict, findings by their severity."""

    files: int
    passed: int
    failed: int
    unreadable: int
    errors: int
    warnings: int
    infos: int
    waived: int


class RuleCount(Struct, frozen=True):
    """How often a rule was broken: findings that count, and files that have one."""

    code: str
    rule: str
    findings: int
    files: int


class FileCount(Struct, frozen=True):
    """A file and its findings that count."""

    path: str
    errors: int
    warnings: int
    infos: int


class Statistics(Struct, frozen=True):
    """What `--statistics` adds: the rule that was broken in most files first, the file with most errors first."""

    rules: tuple[RuleCount, ...]
    files: tuple[FileCount, ...]


class Result(Struct, frozen=True):
    """The result of `nianbao lint --format json`."""

    version: Literal[1]
    files: tuple[File, ...]
    skipped: tuple[Skipped, ...]
    doubled: tuple[Doubled, ...]
    waivers: tuple[WaiverProblem, ...]
    roster: Roster | None  # null where no list is given
    statistics: Statistics | None  # null where they are not asked for
    summary: Summary
