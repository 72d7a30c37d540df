"""The row of headings of a register: which columns it has, which are about persons, which nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from msgspec import Struct

from nianbao.figures.ledger.model import Remark, Spot
from nianbao.figures.ledger.personal import is_personal
from nianbao.figures.ledger.sources import Values
from nianbao.i18n import Text
from nianbao.ooxml.cellrefs import column_letters, parse_range
from nianbao.rulebook.registers import RegisterColumn, RegisterFormat
from nianbao.text import normalise

NEEDED: Final = ("number", "received", "applicant", "outcome", "answered")
_LEAST: Final = 3  # known headings that tell a register from other lists
_LONGEST: Final = 20
_MISSING = Text("缺少“{label}”一列{near}", 'the column "{label}" is missing{near}')
_NEAR = Text("；是否指 {column} 列的“{heading}”", '; is it column {column}, "{heading}"?')
_TWICE = Text("“{heading}”与 {first} 列是同一项，只能有一列", '"{heading}" is the same as column {first}; expected one')
_MERGED = Text(
    "标题行有合并单元格 {area}；请取消合并，每列一个标题",
    "the headings have merged cells {area}; expected one heading per column",
)
_PRIVATE = Text(
    "{sheet}跳过含有个人信息的列，其内容未读取：{names}",
    "{sheet}columns with personal data are skipped and not read: {names}",
)
_UNKNOWN = Text("{sheet}没有认出、未读取的列：{names}", "{sheet}unknown columns, not read: {names}")
_BESIDE = Text("{sheet}另有更明确的列，未读取：{names}", "{sheet}not read, since another column fits better: {names}")
_NAMED = Text("{column}（{heading}）", "{column} ({heading})")
_MAYBE = Text("{column}（{heading}，最接近“{known}”）", '{column} ({heading}, nearest to "{known}")')
_SHEET = Text("工作表“{sheet}”", 'sheet "{sheet}": ')


class Headings(Struct, frozen=True):
    """The headings of a sheet: the columns that are read, and what is wrong with them."""

    row: int
    columns: dict[int, RegisterColumn]
    mistakes: tuple[Remark, ...]
    notes: tuple[Text, ...]

    @property
    def places(self) -> dict[str, int]:
        """Where the column of each id stands."""
        return {column.id: at for at, column in self.columns.items()}


def headings_in(sheet: str, row: int, values: Values, register: RegisterFormat) -> Headings | None:
    """The headings in a row, None where it is no row of headings."""
    words = {**_words(register, weak=True), **(strong := _words(register))}
    stated = {at: " ".join(str(value).split()) for at, value in sorted(values.items())}
    known = {at: words[plain] for at, text in stated.items() if (plain := _key(text)) in words}
    if len({column.id for column in known.values()}) < _LEAST:
        return None
    sure = {at for at in known if _key(stated[at]) in strong}
    told = {known[at].id for at in sure}
    beside = {at: stated[at] for at, column in known.items() if at not in sure and column.id in told}
    columns: dict[int, RegisterColumn] = {}
    mistakes: list[Remark] = []
    first: dict[str, int] = {}
    for at, column in known.items():
        if at in beside:
            continue
        if column.id in first:
            what = _TWICE.format(heading=stated[at][:_LONGEST], first=column_letters(first[column.id]))
            mistakes.append(Remark(Spot(sheet, row, at), what))
        else:
            first[column.id] = at
            columns[at] = column
    others = {at: text for at, text in stated.items() if at not in known}
    private = {
        at: "…" if is_personal(text) else text
        for at, text in others.items()
        if is_personal(text) or any(_key(word) in _key(text) for word in register.private)
    }
    unknown = {at: text for at, text in others.items() if at not in private}
    mistakes += _missing(sheet, row, first, unknown, register)
    notes = (
        *_told(sheet, _PRIVATE, private, {}),
        *_told(sheet, _BESIDE, beside, {}),
        *_told(sheet, _UNKNOWN, unknown, words),
    )
    return Headings(row, columns, tuple(mistakes), notes)


def merged(sheet: str, headings: Headings, areas: Iterable[str]) -> Iterator[Remark]:
    """Cells that are merged in the row of headings."""
    for area in areas:
        try:
            top, left, bottom, _ = parse_range(area)
        except ValueError:
            continue
        if top <= headings.row <= bottom:
            yield Remark(Spot(sheet, top, left), _MERGED.format(area=area))


def _words(register: RegisterFormat, *, weak: bool = False) -> dict[str, RegisterColumn]:
    """The columns by what may stand at their heads: the weak headings, or the others."""
    return {
        _key(word): column
        for column in register.columns
        for word in (column.weak if weak else (column.label, *column.words))
    }


def _key(text: str) -> str:
    """A heading as it is compared: without what stands in brackets behind it."""
    plain = normalise(text).lower().rstrip(":")
    head, bracket, _ = plain.partition("(")
    return head if bracket and head else plain


def _missing(
    sheet: str, row: int, first: dict[str, int], unknown: dict[int, str], register: RegisterFormat
) -> Iterator[Remark]:
    for column in register.columns:
        if column.role not in NEEDED or column.id in first:
            continue
        words = [_key(word) for word in (column.label, *column.words, *column.weak)]
        near = next((at for at, text in unknown.items() if get_close_matches(_key(text), words, 1, 0.5)), None)
        hint = _NEAR.format(column=column_letters(near), heading=unknown[near][:_LONGEST]) if near else Text("", "")
        yield Remark(Spot(sheet, row, near or 1), _MISSING.format(label=column.label, near=hint))


def _told(sheet: str, what: Text, found: dict[int, str], words: dict[str, RegisterColumn]) -> Iterator[Text]:
    if not found:
        return
    names = [_name(column_letters(at), text[:_LONGEST], words) for at, text in found.items()]
    joined = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    yield what.format(sheet=_SHEET.format(sheet=sheet) if sheet else Text("", ""), names=joined)


def _name(column: str, heading: str, words: dict[str, RegisterColumn]) -> Text:
    near = get_close_matches(_key(heading), words, n=1, cutoff=0.6)
    if near:
        return _MAYBE.format(column=column, heading=heading, known=words[near[0]].label)
    return _NAMED.format(column=column, heading=heading)
