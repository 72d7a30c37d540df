"""From what was typed to figures, and what is still open: the fields of the form are the keys of a figures file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from generator.narrative import write_prose
from nianbao.figures import Figures, FiguresError, Narrative, ProseId, Stated
from nianbao.figures.labels import labels_of
from nianbao.figures.layout import keys_of, slots
from nianbao.figures.mistakes import mistakes_of
from nianbao.figures.model import CellId, FigureMistake
from nianbao.figures.places import FigurePlace, Keys
from nianbao.figures.schema import PREAMBLE, SUMMARY
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook, edition_of, load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.web.drafts import Draft

_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,6})?")
_NO_NUMBER = Text(
    "“{typed}”不是数字；请只填数字，没有的填 0", '"{typed}" is not a number; enter only a number, 0 where there is none'
)
_NO_AGENCY, _NO_YEAR = Text("请填写机关名称", "name the agency"), Text("请填写报告年度", "give the year of the report")
_MISSING = Text("未填写；没有的填 0", "not given; 0 where there was nothing")


class Open(Struct, frozen=True):
    """One thing that is still open: the field to go to, what people call it, what is wrong."""

    field: str
    label: Text
    what: Text
    missing: bool = False


def cell_field(keys: Keys) -> str:
    """The field of a figure, by its keys in a figures file."""
    return f"c:{'.'.join(keys)}"


def prose_field(figure: ProseId) -> str:
    """The field of a figure that prose alone tells."""
    return f"p:{'.'.join(figure)}"


def text_field(*keys: str) -> str:
    """The field of a text: of a section, or of one of its topics."""
    return f"t:{'.'.join(keys)}"


def book_of(draft: Draft) -> Rulebook:
    """The rulebook of the draft's year."""
    if draft.year.isdigit() and len(draft.year) == 4:
        return edition_of(int(draft.year))
    return load_rulebook(edition=draft.edition) if draft.edition in EDITIONS else load_rulebook()


def inputs(book: Rulebook) -> Iterator[tuple[str, CellId]]:
    """The fields of figures that have to be given, with their cells."""
    keys = keys_of(book)
    for slot in slots(book):
        yield from ((cell_field(keys[box.id]), box.id) for box in slot.inputs)


def blanks(draft: Draft) -> list[str]:
    """The fields of figures in which nothing stands; those of prose among them."""
    book = book_of(draft)
    fields = [field for field, _ in inputs(book)]
    fields += [prose_field((group.id, figure.id)) for group in book.prose_figures for figure in group.figures]
    return [field for field in fields if not draft.typed.get(field, "").strip()]


def stated(draft: Draft) -> tuple[Stated, list[Open]]:
    """The figures of the draft, and what of it is none."""
    book, wrong = book_of(draft), list[Open]()
    labels = labels_of(book)

    def number(field: str, keys: Keys) -> Decimal | None:
        typed = unicodedata.normalize("NFKC", draft.typed.get(field, "")).strip()
        if not typed:
            return None
        if not _NUMBER.fullmatch(typed):
            wrong.append(Open(field, labels.get(keys, Text("", "")), _NO_NUMBER.format(typed=typed)))
            return None
        return Decimal(typed)

    keys = keys_of(book)
    values = {cell: n for field, cell in inputs(book) if (n := number(field, keys[cell])) is not None}
    prose = {
        (group.id, figure.id): n
        for group in book.prose_figures
        for figure in group.figures
        if (n := number(prose_field((group.id, figure.id)), (group.id, figure.id))) is not None
    }
    year = int(draft.year) if draft.year.isdigit() and len(draft.year) == 4 else 0
    figures = Figures(book.edition, draft.agency.strip(), year, _narrative(draft, book), prose, values)
    return Stated(figures, book, {(): FigurePlace(draft.agency)}), wrong


def _narrative(draft: Draft, book: Rulebook) -> Narrative:
    found: Narrative = {}
    if text := draft.typed.get(text_field(PREAMBLE), "").strip():
        found[PREAMBLE] = text
    for section in book.sections:
        if section.content != "narrative":
            continue
        names = [topic.id for topic in section.topics] + ([SUMMARY] if section.topics else [])
        topics = {name: t for name in names if (t := draft.typed.get(text_field(section.id, name), "").strip())}
        if topics:
            found[section.id] = topics
        elif whole := draft.typed.get(text_field(section.id), "").strip():
            found[section.id] = whole
    return found


def still_open(draft: Draft) -> list[Open]:
    """Everything that keeps the draft from being a report, in the order of the form."""
    read, wrong = stated(draft)
    found = [] if draft.agency.strip() else [Open("agency", Text("机关名称", "agency"), _NO_AGENCY, missing=True)]
    if not read.figures.year:
        found.append(Open("year", Text("报告年度", "year"), _NO_YEAR, missing=True))
    labels = labels_of(read.rulebook)
    keys = dict(_keys(read.rulebook))
    found += [Open(field, labels.get(keys[field], Text("", "")), _MISSING, missing=True) for field in blanks(draft)]
    broken = [m for m in mistakes_of(read.figures, read.rulebook) if m.kind != "missing"]
    texts = () if found or wrong else _of_texts(read)
    return [*found, *wrong, *(_broken(mistake, keys, read.rulebook) for mistake in (*broken, *texts))]


def _keys(book: Rulebook) -> Iterator[tuple[str, Keys]]:
    yield from ((cell_field(keys), keys) for keys in keys_of(book).values())
    for group in book.prose_figures:
        yield from ((prose_field((group.id, figure.id)), (group.id, figure.id)) for figure in group.figures)


def _of_texts(read: Stated) -> tuple[FigureMistake, ...]:
    try:
        return write_prose(read.figures, read.rulebook, read.place).mistakes
    except FiguresError as error:
        return error.mistakes


def _broken(mistake: FigureMistake, keys: dict[str, Keys], book: Rulebook) -> Open:
    label = mistake.label if mistake.label.zh else labels_of(book).get(mistake.keys, mistake.label)
    if mistake.keys[:1] == ("narrative",):
        return Open(text_field(*mistake.keys[1:]), label, mistake.what)
    return Open(_field_of(mistake.keys, keys), label, mistake.what)


def _field_of(keys: Keys, fields: dict[str, Keys]) -> str:
    """The first field below the keys; a sum down a column goes by the table and the column alone."""
    table, column = keys[:1], keys[1:]
    below = (field for field, own in fields.items() if own[: len(keys)] == keys)
    in_column = (f for f, own in fields.items() if column and own[:1] == table and own[-len(column) :] == column)
    return next(below, next(in_column, ""))
