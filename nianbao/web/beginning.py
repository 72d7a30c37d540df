"""How a draft begins: blank, from last year's report, from a register of requests, or from figures of ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.beginning import new
from generator.settings import Settings as Making
from nianbao.errors import MistakenFileError, NianbaoError
from nianbao.figures import CellId, FiguresError, Narrative, ProseId, read_stated
from nianbao.figures.layout import keys_of
from nianbao.figures.ledger import Spot
from nianbao.figures.ledger.reading import NoRegisterError
from nianbao.figures.narrative import narrative_of
from nianbao.figures.workbook.layout import BASICS, FORMER_BASICS, sheets
from nianbao.files.limits import DEFAULT
from nianbao.i18n import Text
from nianbao.ooxml.cellrefs import column_letters
from nianbao.ooxml.rows import RowBook
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.web.drafting import cell_field, prose_field, text_field
from nianbao.web.drafts import Draft
from nianbao.web.uploads import Upload

if TYPE_CHECKING:
    from generator.ledger.tables import Tables

_FIGURES = (".yaml", ".yml", ".json")
_TABLES = (".xlsx", ".xls", ".et", ".ods", ".csv")
_ZIP = b"PK\x03\x04"

_TWO = Text("选了两份{kind}（{one}、{other}）；请只选一份", "two {kind} were chosen ({one}, {other}); choose only one")
_KINDS = {
    "report": Text("上年的报告", "reports of last year"),
    "register": Text("台账", "registers"),
    "figures": Text("填写过的数据表", "workbooks of figures"),
}
_ALONE = Text(
    "填写过的数据表里已有全部内容；请单独选择，不与报告、台账同时选择",
    "a workbook of figures holds everything; choose it alone, without a report or a register",
)
_NO_TABLE = Text(
    "{path}：既不是填写过的数据表，也不是台账：开头没有“登记编号”“收到日期”等列标题",
    '{path}: neither a workbook of figures nor a register: no headings such as "登记编号" and "收到日期" at its top',
)
_WHOSE = Text(
    "台账中没有机关名称和报告年度，请填写；同时选择上年的报告时可以不填",
    "a register does not give the agency and the year: fill them in, or choose last year's report as well",
)
_UNTITLED = Text(
    "{path}：没有认出标题中的机关名称和年份；请填写本年的机关名称和报告年度",
    "{path}: no agency and year were found in its title; fill in those of this year",
)
_YEAR = Text(
    "报告年度应为 {first} 年及以后的四位数字，如 2024，而不是“{typed}”",
    'a year from {first} on, in four digits such as 2024; not "{typed}"',
)
_AT = Text("工作表“{sheet}”第{row}行 {column} 列", 'sheet "{sheet}", row {row}, column {column}')
_AT_LINE = Text("第{row}行第{column}列", "row {row}, column {column}")


class UnnamedError(NianbaoError):
    """The files do not tell whose draft it is to be: with the agency and the year it can begin."""


class _Given(Struct, frozen=True):
    """What was chosen to begin with, each by what it is."""

    report: Upload | None = None
    register: Upload | None = None
    figures: Upload | None = None


def for_drafts(file: Upload) -> bool:
    """Whether a draft begins with it and it is no report to check, by its name."""
    return file.name.lower().endswith((*_FIGURES, *_TABLES))


def begun(agency: str, year: str, files: tuple[Upload, ...] = ()) -> Draft:
    """A draft to fill in, with what the files tell. In a process that may fail alone.

    Raises MistakenFileError with every mistake of a register, NianbaoError where it cannot begin otherwise.
    """
    given = _told_apart(files)
    if given.figures:
        return _of_figures(given.figures)
    agency, year = agency.strip(), _year(year)
    last = recognise(read_bytes(given.report.data, name=given.report.name, limits=DEFAULT)) if given.report else None
    if given.report and last and not ((agency or last.agency) and (year or last.year)):
        raise UnnamedError(_UNTITLED.format(path=given.report.name))
    if given.register:
        return _of_register(given.register, agency, year, last)
    if last:
        return _of_report(agency, year, last)
    return Draft(agency, year)


def _told_apart(files: Iterable[Upload]) -> _Given:
    found: dict[str, Upload] = {}
    for file in files:
        kind = _kind(file)
        if other := found.get(kind):
            raise NianbaoError(_TWO.format(kind=_KINDS[kind], one=other.name, other=file.name))
        found[kind] = file
    if "figures" in found and len(found) > 1:
        raise NianbaoError(_ALONE)
    return _Given(**found)


def _kind(file: Upload) -> str:
    """What it is: a workbook is told by its sheets."""
    name = file.name.lower()
    if name.endswith(_FIGURES):
        return "figures"
    if not name.endswith(_TABLES):
        return "report"
    if not (name.endswith(".xlsx") and file.data.startswith(_ZIP)):
        return "register"
    ours = {BASICS, FORMER_BASICS, *(sheet.name for sheet in sheets(load_rulebook()))}
    return "register" if ours.isdisjoint(RowBook(file.data, DEFAULT).names) else "figures"


def _year(typed: str) -> str:
    """The year as digits, "" where none was typed. Raises NianbaoError for what is none."""
    plain = unicodedata.normalize("NFKC", typed).strip().removesuffix("年")
    first = load_rulebook(edition=min(EDITIONS)).years[0]
    if plain and not (plain.isdecimal() and len(plain) == len(str(first)) and int(plain) >= first):
        raise UnnamedError(_YEAR.format(first=first, typed=typed.strip()[:20]))
    return plain


def _of_report(agency: str, year: str, last: Report) -> Draft:
    """A draft with what carries over from last year's report, and its texts as a start."""
    made = new(agency or None, int(year) if year else None, Making(), last=last)
    figures = made.figures
    typed = _cells(figures.values, made.rulebook) | _texts(figures.narrative)
    notes = _notes(made.beside, made.rulebook)
    return Draft(figures.agency, str(figures.year), made.rulebook.edition, typed, _texts(narrative_of(last)), notes)


def _of_register(file: Upload, agency: str, year: str, last: Report | None) -> Draft:
    """A draft with the figures that a register tells, last year's report beside it for what it carries over."""
    from generator.ledger.tables import Asked, tables

    if not (last or (agency and year)):
        raise UnnamedError(_WHOSE)
    asked = Asked(path=file.name, data=file.data, named=_in_words, every=True, last=last, texts=True)
    try:
        made = tables(agency or None, int(year) if year else None, asked)
    except NoRegisterError as error:
        raise NianbaoError(_NO_TABLE.format(path=file.name)) from error
    if not made.written:
        raise MistakenFileError(made.mistakes, file.name)
    return _counted(made, file.name, last)


def _counted(made: Tables, name: str, last: Report | None) -> Draft:
    figures, book = made.figures, made.rulebook
    return Draft(
        figures.agency, str(figures.year), book.edition, _cells(figures.values, book) | _texts(figures.narrative),
        _texts(narrative_of(last)) if last else {}, _notes(made.beside, book),
        register=name, told=made.notes, doubts=made.warnings,
    )  # fmt: skip


def _in_words(_: str, spot: Spot) -> Text:
    """The place of a cell for people who look for it in a spreadsheet."""
    if not spot.sheet:
        return _AT_LINE.format(row=spot.row, column=spot.column)
    return _AT.format(sheet=spot.sheet, row=spot.row, column=column_letters(spot.column))


def _of_figures(file: Upload) -> Draft:
    """A draft that goes on with a figures file. Raises FiguresError where it is none."""
    try:
        read = read_stated(file.data, file.name)
    except FiguresError as error:
        if error.rest is None:
            raise
        read = error.rest
    figures = read.figures
    typed = _cells(figures.values, read.rulebook) | _prose(figures.in_prose) | _texts(figures.narrative)
    return Draft(figures.agency, str(figures.year or ""), figures.edition, typed)


def _cells(values: dict[CellId, Decimal], book: Rulebook) -> dict[str, str]:
    keys = keys_of(book)
    return {cell_field(keys[cell]): f"{value:f}" for cell, value in values.items()}


def _prose(values: dict[ProseId, Decimal]) -> dict[str, str]:
    return {prose_field(figure): f"{value:f}" for figure, value in values.items()}


def _notes(beside: dict[CellId, str], book: Rulebook) -> dict[str, str]:
    keys = keys_of(book)
    return {cell_field(keys[cell]): said for cell, said in beside.items()}


def _texts(narrative: Narrative) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, texts in narrative.items():
        if isinstance(texts, dict):
            found |= {text_field(key, topic): text for topic, text in texts.items()}
        else:
            found[text_field(key)] = texts
    return found
