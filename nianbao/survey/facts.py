"""What is taken from one report: every figure of its form, with what stands there where it is no number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from linter.findings import FileResult, Verdict
from linter.run import examine
from linter.settings import Settings
from nianbao.errors import NianbaoError
from nianbao.figures.narrative import in_prose_of
from nianbao.files.loading import load
from nianbao.files.saved import Saved, saved_on
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import FoundTable, Report
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows
from nianbao.scope import Scope, scope_said

State = Literal["number", "blank", "not-a-number", "unread", "absent"]
"""A figure; nothing stands there; something that is no number; its row cannot be told apart; no such row or table."""

_UNEXPECTED = Text(
    "内容异常，未能读完（{reason}）；请将这份文件的情况告知本软件的维护者",
    "the content is so unusual that it could not be read to the end ({reason}); please tell the maintainers",
)


class Fact(Struct, frozen=True):
    """A figure of a report. Ids are those of the rulebook; a figure that prose alone tells has no column."""

    table: str
    row: str
    column: str
    value: Decimal | None
    raw: str
    state: State
    page: int | None = None
    line: int | None = None


class Surveyed(Struct, frozen=True):
    """A report and its figures; with an `error` there are none."""

    path: str
    hash: str = ""  # SHA-256 of the file, empty where it could not be opened
    agency: str | None = None
    year: int | None = None
    edition: str | None = None
    body: str | None = None  # the id of the sort of body that the agency is, where its name tells
    verdict: Verdict = "unreadable"
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    error: Text | None = None
    scope: Scope | None = None  # what it says of itself
    saved: Saved | None = None  # the day on which the file was last changed, where that is told
    facts: tuple[Fact, ...] = ()


def survey(path: str, settings: Settings, data: bytes | None = None) -> Surveyed:
    """What a file says, or its `data`. What keeps it from being read is the `error`, never an exception."""
    hashed = ""
    try:
        sent = data is not None
        data = load(path, settings.limits) if data is None else data
        hashed = hashlib.sha256(data).hexdigest()
        report = recognise(read_bytes(data, name=path, limits=settings.limits), settings.book())
        told = surveyed(report, examine(report, settings, path=path), hashed)
        return replace(told, saved=saved_on(data, None if sent else path))
    except NianbaoError as error:
        return Surveyed(path, hashed, error=error.message)
    except Exception as error:
        # No report may end the run of the others. The fuzz tests read unguarded: this hides no bug from us.
        return Surveyed(path, hashed, error=_UNEXPECTED.format(reason=type(error).__name__))


def surveyed(report: Report, result: FileResult, hashed: str) -> Surveyed:
    """What a report says that was recognised and linted."""
    body = body_of(report.agency, report.rulebook)
    return Surveyed(
        result.path,
        hashed,
        report.agency,
        report.year,
        report.rulebook.edition,
        body.id if body else None,
        result.verdict,
        result.count("error"),
        result.count("warning"),
        result.count("info"),
        scope=scope_said(report),
        facts=tuple(facts_of(report)),
    )


def facts_of(report: Report) -> Iterator[Fact]:
    """Every figure that the report's form has, in the order of the rulebook; those of prose behind them."""
    for form in report.rulebook.tables:
        found = report.table(form.id)
        yield from _absent(form) if found is None else _found(found, report.rulebook)
    stated = in_prose_of(report)
    for group in report.rulebook.prose_figures:
        for figure in group.figures:
            number = stated.get((group.id, figure.id))
            raw = "" if number is None else str(number)
            yield Fact(group.id, figure.id, "", number, raw, "absent" if number is None else "number")


def _cells(form: TableForm) -> Iterator[tuple[str, str]]:
    for block in form.blocks:
        for row in leaf_rows(block):
            yield from ((row.id, column.id) for column in leaf_columns(block))


def _absent(form: TableForm) -> Iterator[Fact]:
    for row, column in _cells(form):
        yield Fact(form.id, row, column, None, "", "absent")


def _found(found: FoundTable, rulebook: Rulebook) -> Iterator[Fact]:
    """The cells of the form that the table has, which may be that of an older edition."""
    form = load_rulebook(edition=found.superseded).table(found.id) if found.superseded else rulebook.table(found.id)
    there = set(found.rows)
    for row, column in _cells(form):
        value = found.values.get((row, column))
        if value is None:
            state: State = "unread" if row in there and not _lacks(found, column) else "absent"
            yield Fact(form.id, row, column, None, "", state)
            continue
        state = "number" if value.number is not None else "blank" if value.blank else "not-a-number"
        yield Fact(form.id, row, column, value.number, value.raw, state, value.place.page, value.place.line)


def _lacks(found: FoundTable, column: str) -> bool:
    """Whether the table has no such column."""
    return any(
        label.id is not None and (column == label.id or column.startswith(f"{label.id}."))
        for label in found.missing_columns
    )
