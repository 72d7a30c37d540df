"""For programs: the output contract. Files are written as they come, so memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from linter.findings import FileResult, Finding, Roster, Since, Told, Waived, WaiverProblem
from linter.output import contract
from linter.output.statistics import Statistics
from linter.output.style import BASELINE, Presentation
from nianbao.files.inputs import Skipped
from nianbao.shown import visible_json, writable

_PLACE = contract.Place.__struct_fields__


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The result as JSON, one file a line; what concerns the whole call follows behind the files."""
    summary = contract.Summary(**dict.fromkeys(contract.Summary.__struct_fields__, 0))
    skipped: list[contract.Skipped] = []
    doubled: list[contract.Doubled] = []
    waivers: list[contract.WaiverProblem] = []
    statistics = Statistics() if style.statistics else None
    roster: contract.Roster | None = None
    yield f'{{"version": {contract.VERSION}, "files": ['
    for told in results:
        if isinstance(told, FileResult):
            yield (",\n" if summary.files else "\n") + _json(_file(told, style))
            _count(told, summary)
            if statistics:
                statistics.add(told)
        elif isinstance(told, Skipped):
            skipped.append(contract.Skipped(writable(told.path), style.say(told.reason)))
        elif isinstance(told, WaiverProblem):
            waivers.append(contract.WaiverProblem(writable(told.path), told.line, style.say(told.what)))
        elif isinstance(told, Roster):
            roster = _roster(told, style)
        else:
            doubled.append(contract.Doubled(told.agency, told.year, tuple(map(writable, told.paths))))
    counted = _statistics(statistics) if statistics else None
    behind = {
        "skipped": skipped,
        "doubled": doubled,
        "waivers": waivers,
        "roster": roster,
        "statistics": counted,
        "summary": summary,
    }
    rest = ",\n".join(f'"{key}": {_json(value)}' for key, value in behind.items())
    yield f"\n],\n{rest}}}\n"


def _roster(told: Roster, style: Presentation) -> contract.Roster:
    problems = tuple(
        contract.RosterProblem(p.agency, p.row, p.kind, style.say(p.message), tuple(map(writable, p.paths)))
        for p in told.problems
    )
    unlisted, unnamed = (tuple(map(writable, paths)) for paths in (told.unlisted, told.unnamed))
    return contract.Roster(writable(told.path), told.year, told.agencies, told.filed, problems, unlisted, unnamed)


def _json(value: object) -> str:
    return visible_json(msgspec.json.encode(value).decode())


def _count(result: FileResult, summary: contract.Summary) -> None:
    summary.files += 1
    summary.passed += result.verdict == "passed"
    summary.failed += result.verdict == "failed"
    summary.unreadable += result.verdict == "unreadable"
    summary.errors += result.count("error")
    summary.warnings += result.count("warning")
    summary.infos += result.count("info")
    summary.waived += result.waived


def _file(result: FileResult, style: Presentation) -> contract.File:
    return contract.File(
        path=writable(result.path),
        agency=result.agency,
        year=result.year,
        edition=result.edition,
        error=style.say(result.error) if result.error else None,
        verdict=result.verdict,
        findings=tuple(_finding(f, style) for f in result.findings),
        not_checked=tuple(contract.NotChecked(n.rules, style.say(n.reason)) for n in result.not_checked),
        since=_since(result.since) if result.since else None,
    )


def _since(since: Since) -> contract.Since:
    fixed = tuple(contract.Former(one.code, one.fingerprint, one.message) for one in since.fixed)
    return contract.Since(fixed, since.left, since.new)


def _statistics(counted: Statistics) -> contract.Statistics:
    return contract.Statistics(
        tuple(contract.RuleCount(one.code, one.rule, one.findings, one.files) for one in counted.rules()),
        tuple(contract.FileCount(writable(one.path), one.errors, one.warnings, one.infos) for one in counted.files()),
    )


def _finding(finding: Finding, style: Presentation) -> contract.Finding:
    return contract.Finding(
        code=finding.code,
        rule=finding.rule,
        severity=finding.severity,
        message=style.say(finding.message),
        mend=style.say(finding.mend),
        basis=finding.basis,
        fingerprint=finding.fingerprint,
        waived=_waiver(finding.waived, style) if finding.waived else None,
        fixable=finding.fixable,
        breaks=tuple(contract.Break(b.code, b.row, b.column) for b in finding.breaks),
        places=tuple(contract.Cell(c.table, c.row, c.column) for c in finding.places),
        location=contract.Place(*(getattr(finding.location, name) for name in _PLACE)),
        expected=finding.expected,
        actual=finding.actual,
        suspects=tuple(contract.Suspect(s.table, s.row, s.column, s.value, s.actual) for s in finding.suspects),
    )


def _waiver(waived: Waived, style: Presentation) -> contract.Waiver:
    reason = style.say(BASELINE.format(path=writable(waived.file))) if waived.baseline else waived.reason
    return contract.Waiver(reason, waived.by, waived.until)
