"""From a file to its findings: read once, align once, check many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linter.causes import Found, one_for_each_cause, within
from linter.checks import Case, check_of, needs_previous, needs_year
from linter.digest import Digest, LastYear, digest_of, last_year_of
from linter.findings import Defect, FileResult, Finding, Location, NotChecked
from linter.ordering import reading_order
from linter.previous import previous_of
from linter.settings import DEFAULTS, Settings
from linter.spots import Spots
from nianbao.document import Document
from nianbao.errors import NianbaoError
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.reading import read, read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook.equations import PREVIOUS
from nianbao.rulebook.labels import SEVERITIES, cell_name
from nianbao.rulebook.model import Rule, Rulebook, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from linter.transcript import Transcript

# Longer than any official label and title.
_LONGEST_QUOTE = 120
_UNEXPECTED = Text(
    "内容异常，检查未完成（{reason}）；请将这份文件的情况告知本软件的维护者",
    "the content is so unusual that it could not be checked to the end ({reason}); please tell the maintainers",
)
_NOT_GIVEN = Text("未给出上年的报告（--previous）", "last year's report was not given (--previous)")
_NOT_FOUND = Text("未找到上年的报告", "last year's report was not found")
_NO_YEAR = Text("标题和正文均未写明报告年度", "neither the title nor the text gives the year of the report")


def lint(
    path: str | Path,
    settings: Settings = DEFAULTS,
    *,
    data: bytes | None = None,
    previous: tuple[Digest, ...] | None = None,
) -> FileResult:
    """All findings of a file; what keeps it from being checked is the result's `error`, never an exception.

    `data` is its content where that is at hand already. Last year's report is the one that the settings name, or
    `previous`: several are the reports of agencies that were merged. With AUTO nothing is compared yet:
    `linter.across` does so once all files of the call are known.
    """
    return waived(checked(path, settings, data=data, previous=previous), settings)


def checked(
    path: str | Path,
    settings: Settings = DEFAULTS,
    *,
    data: bytes | None = None,
    previous: tuple[Digest, ...] | None = None,
) -> FileResult:
    """As `lint`, with no finding waived yet."""
    name = str(path)
    try:
        report = recognise(_document(name, data, settings), settings.book())
        if previous is None:
            previous = previous_of(report, settings)
        return examine(report, settings, path=name, previous=previous)
    except NianbaoError as error:
        return FileResult(name, error=error.message, fail_on=settings.fail_on)
    except Exception as error:
        # No report may end the run of the others. The fuzz tests examine unguarded: this hides no bug from us.
        reason = _UNEXPECTED.format(reason=type(error).__name__)
        return FileResult(name, error=reason, fail_on=settings.fail_on)


def waived(result: FileResult, settings: Settings) -> FileResult:
    """The result with the findings marked that do not count by the waivers and the baseline of the settings."""
    if settings.waivers is None and settings.baseline is None:
        return result
    from linter.waiving.applying import waive

    try:
        return waive(result, settings)
    except NianbaoError as error:
        return FileResult(result.path, error=error.message, fail_on=settings.fail_on)


def _document(name: str, data: bytes | None, settings: Settings) -> Document:
    if data is None:
        return read(name, limits=settings.limits)
    called = os.path.basename(name)  # noqa: PTH119
    return read_bytes(data, name=called, limits=settings.limits, kind=settings.kind)


def examine(
    report: Report, settings: Settings = DEFAULTS, *, path: str = "", previous: tuple[Digest, ...] = ()
) -> FileResult:
    """All that is said of a report at hand, by the rulebook that it was recognised with."""
    last_year = last_year_of(previous, report.rulebook)
    findings = _findings(report, settings, last_year)
    return FileResult(
        path,
        report.agency,
        report.year,
        report.rulebook.edition,
        findings=findings,
        not_checked=tuple(_not_checked(report, settings, last_year)),
        fail_on=settings.fail_on,
        digest=digest_of(report),
        transcript=_transcript(report, findings) if settings.transcript else None,
    )


def _transcript(report: Report, findings: tuple[Finding, ...]) -> Transcript:
    from linter.transcribing import transcript_of

    return transcript_of(report, findings)


def _findings(report: Report, settings: Settings, last_year: LastYear | None) -> tuple[Finding, ...]:
    """The findings of every wanted rule, in reading order."""
    case = Case(report, last_year)
    order = reading_order(report.rulebook)
    rules = _asked(report.rulebook, settings)
    found = [(rule, defect) for rule in rules for defect in check_of(rule.kind)(case, rule)]
    causes = one_for_each_cause(report, found, frozenset(rule.code for rule in rules), last_year)
    told = [one for one in causes if _wanted(one, settings, report.rulebook)]
    told.sort(key=lambda one: order(one[1].location, one[0].code))
    seen: dict[str, int] = {}
    spots = Spots(report)
    findings = tuple(_finding(rule, defect, spots, settings, seen) for rule, defect in told)
    if not any(rule.fixable for rule, _ in told):
        return findings
    from linter.fixing.wanting import marked

    return marked(report, findings)


def _asked(rulebook: Rulebook, settings: Settings) -> list[Rule]:
    """The rules that are wanted, and with one over sums the others, since a wrong cell breaks several."""
    wanted = [rule for rule in rulebook.rules if settings.wants(rule)]
    sums = within(rulebook)
    if not any(rule.code in sums for rule in wanted):
        return wanted
    return [
        rule
        for rule in rulebook.rules
        if settings.wants(rule) or (rule.enabled and rule.code in sums and not settings.ignores(rule))
    ]


def _wanted(one: Found, settings: Settings, rulebook: Rulebook) -> bool:
    """Whether one of the rules that the finding speaks of is asked for."""
    rules = _broken_rules(*one, rulebook)
    return any(map(settings.wants, rules))


def _broken_rules(rule: Rule, defect: Defect, rulebook: Rulebook) -> list[Rule]:
    return [rule, *(rulebook.rule(code) for code in dict.fromkeys(b.code for b in defect.breaks))]


def _severity(rules: list[Rule], settings: Settings) -> Severity:
    """The gravest of the rules that are broken."""
    severities = {settings.severity_of(rule) for rule in rules}
    return next(severity for severity in SEVERITIES if severity in severities)


def _finding(rule: Rule, defect: Defect, spots: Spots, settings: Settings, seen: dict[str, int]) -> Finding:
    from linter.nearest import nearest

    location, report = defect.location, spots.report
    book = report.rulebook
    table = report.table(location.table) if location.table else None
    values = {name: _short(value) for name, value in defect.values.items()}
    near = nearest(report, location)
    section, spot = spots.of(location, near)
    return Finding(
        code=rule.code,
        rule=rule.slug,
        severity=_severity(_broken_rules(rule, defect, book), settings),
        message=rule.message.format(**values),
        mend=rule.mend.format(**values),
        basis=cited(rule, book),
        fingerprint=_fingerprint(rule, defect, seen),
        location=location,
        cell=cell_name(table.form, location.row, location.column) if table else Text("", ""),
        part=next((s.number for s in book.sections if s.id == section), ""),
        spot=spot,
        expected=defect.expected,
        actual=defect.actual,
        suspects=defect.suspects,
        breaks=defect.breaks,
        places=defect.places,
        near=near,
    )


def cited(rule: Rule, rulebook: Rulebook) -> str:
    """The document that a rule rests on, as it is cited."""
    return next((source.cite for source in rulebook.sources if source.id == rule.basis), rule.basis)


def _fingerprint(rule: Rule, defect: Defect, seen: dict[str, int]) -> str:
    place: Location = defect.location
    ids = (rule.code, place.section, place.table, place.row, place.column, defect.about)
    name = ":".join(part or "" for part in ids)
    seen[name] = seen.get(name, 0) + 1
    return f"{name}:{seen[name]}"


def _short(value: object) -> object:
    """What a message quotes, cut where no reader needs it whole; `actual` and the location keep all of it."""
    return value[:_LONGEST_QUOTE] + "…" if isinstance(value, str) and len(value) > _LONGEST_QUOTE else value


def _not_checked(report: Report, settings: Settings, last_year: LastYear | None) -> Iterator[NotChecked]:
    wanted = [rule for rule in report.rulebook.rules if settings.wants(rule)]
    compared = comparing(report.rulebook)
    if last_year is None and (rules := tuple(rule.code for rule in wanted if rule.code in compared)):
        if settings.previous is None:
            yield NotChecked(rules, "not-given", _NOT_GIVEN)
        else:
            yield NotChecked(rules, "not-found", _NOT_FOUND)
    if report.year is None and (rules := tuple(rule.code for rule in wanted if needs_year(rule.kind))):
        yield NotChecked(rules, "no-year", _NO_YEAR)


@once_per()
def comparing(rulebook: Rulebook) -> frozenset[str]:
    """The codes of the rules that compare with last year's report."""
    kinds = (rule.code for rule in rulebook.rules if needs_previous(rule.kind))
    return frozenset((*(e.rule for e in rulebook.equations if PREVIOUS in e.text), *kinds))
