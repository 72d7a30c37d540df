"""From a file to its findings: read once, align once, check many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import Struct

from linter.checks import Case, check_of
from linter.findings import Defect, FileResult, Finding
from linter.last_year import Previous, among, slim
from nianbao.document import Document
from nianbao.errors import NianbaoError
from nianbao.files.limits import DEFAULT, Limits
from nianbao.i18n import Text
from nianbao.reading import read
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook.equations import PREVIOUS
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Leaf, Rule, Rulebook, TableBlock, TableForm, leaf_columns, leaf_rows


class Selection(Struct, frozen=True):
    """Which rules are wanted: codes, slugs, or the beginning of codes ("A", "S10"). Ignoring goes before selecting.

    Without a selection the rules that the rulebook enables; a rule that is off by default is on once selected.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, rule: Rule) -> bool:
        """Whether the rule is to be checked."""
        if _named(rule, self.ignore):
            return False
        return _named(rule, self.select) if self.select else rule.enabled

    def unknown(self, rulebook: Rulebook) -> list[str]:
        """Names that no rule of the rulebook answers to."""
        return [n for n in (*self.select, *self.ignore) if not any(_named(r, (n,)) for r in rulebook.rules)]


EVERYTHING = Selection()
# Longer than any official label and title.
_LONGEST_QUOTE = 120


def _named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name == rule.slug or rule.code.startswith(name.upper()) for name in names if name)


def lint_document(
    document: Document,
    rulebook: Rulebook | None = None,
    *,
    path: str = "",
    selection: Selection = EVERYTHING,
    previous: Report | None = None,
) -> FileResult:
    """All findings of a document that has been read.

    Raises ReadError for a document that is no annual report: one clear line serves better than forty findings.
    """
    return result_of(recognise(document, rulebook), path, selection, previous)


def result_of(report: Report, path: str, selection: Selection, previous: Report | None = None) -> FileResult:
    """What is said of a report."""
    findings = check_report(report, selection, previous)
    return FileResult(path, report.agency, report.year, report.rulebook.edition, None, findings)


def check_report(
    report: Report, selection: Selection = EVERYTHING, previous: Report | None = None, *, only_previous: bool = False
) -> tuple[Finding, ...]:
    """The findings of every wanted rule, in reading order; or of those alone that look at last year's report."""
    case = Case(report, previous)
    across = {e.rule for e in report.rulebook.equations if PREVIOUS in e.text}
    found = [
        _finding(rule, defect, report)
        for rule in report.rulebook.rules
        if selection.wants(rule) and (not only_previous or rule.code in across)
        for defect in check_of(rule.kind)(case, rule)
    ]
    return tuple(sorted(found, key=_reading_order(report))) if len(found) > 1 else tuple(found)


def _finding(rule: Rule, defect: Defect, report: Report) -> Finding:
    location = defect.location
    table = report.table(location.table) if location.table else None
    values = {name: _short(value) for name, value in defect.values.items()}
    return Finding(
        rule.code,
        rule.slug,
        rule.severity,
        rule.message.format(**values),
        rule.mend.format(**values),
        location,
        cell_name(table.form, location.row, location.column) if table else Text("", ""),
        defect.expected,
        defect.actual,
    )


def _short(value: object) -> object:
    """What a message quotes, cut where no reader needs it whole; `actual` and the location keep all of it."""
    return value[:_LONGEST_QUOTE] + "…" if isinstance(value, str) and len(value) > _LONGEST_QUOTE else value


def _reading_order(report: Report) -> Callable[[Finding], tuple[int, int, int, int, int, str]]:
    sections = {s.id: i for i, s in enumerate(report.rulebook.sections)}
    rows, columns = (
        {(t.id, leaf.id): i for t in report.rulebook.tables for i, leaf in enumerate(_every(t, leaves))}
        for leaves in (leaf_rows, leaf_columns)
    )

    def key(finding: Finding) -> tuple[int, int, int, int, int, str]:
        place = finding.location
        return (
            -1 if place.section is None else sections.get(place.section, len(sections)),
            place.table is not None,
            rows.get((place.table or "", place.row or ""), -1),
            columns.get((place.table or "", place.column or ""), -1),
            place.line or 0,
            finding.code,
        )

    return key


def _every(form: TableForm, leaves: Callable[[TableBlock], tuple[Leaf, ...]]) -> Iterator[Leaf]:
    for block in form.blocks:
        yield from leaves(block)


_UNEXPECTED = Text(
    "内容异常，检查没有完成（{reason}）；请把这份文件的情况报告给本软件的维护者",
    "the content is so unusual that it could not be checked to the end ({reason}); please tell the maintainers",
)


class Input(Protocol):
    """Something to lint: a name for it, and the report, for which a NianbaoError may be raised."""

    @property
    def path(self) -> str: ...

    def report(self) -> Report: ...


def lint_one(one: Input, selection: Selection = EVERYTHING, previous: Previous | None = None) -> FileResult:
    """All findings of one report; what keeps it from being read is the result's `error`, not an exception."""
    try:
        report = one.report()
        return result_of(report, one.path, selection, previous(report) if previous else None)
    except NianbaoError as error:
        return FileResult(one.path, error=error.message)
    except Exception as error:
        # No report may end the run of the others. The fuzz tests lint unguarded: this hides no bug from us.
        return FileResult(one.path, error=_UNEXPECTED.format(reason=type(error).__name__))


def lint_together(inputs: Iterable[Input], selection: Selection = EVERYTHING) -> list[FileResult]:
    """The findings of many reports, each checked against last year's if that is among them.

    Each is read once; of each no more is kept than next year's needs.
    """
    kept: dict[int, Report] = {}
    results = [_keeping(one, selection, number, kept) for number, one in enumerate(inputs)]
    last_year = among(kept.values())
    for number, report in kept.items():
        if before := last_year(report):
            more = check_report(report, selection, before, only_previous=True)
            merged = tuple(sorted((*results[number].findings, *more), key=_reading_order(report)))
            results[number] = msgspec.structs.replace(results[number], findings=merged)
    return results


def _keeping(one: Input, selection: Selection, number: int, kept: dict[int, Report]) -> FileResult:
    def keep(report: Report) -> None:
        kept[number] = slim(report)

    return lint_one(one, selection, keep)


def lint_path(path: str | Path, rulebook: Rulebook | None = None, *, limits: Limits = DEFAULT) -> FileResult:
    """All findings of a file; what keeps it from being read is the result's `error`, not an exception."""
    try:
        return lint_document(read(path, limits=limits), rulebook, path=str(path))
    except NianbaoError as error:
        return FileResult(str(path), error=error.message)
