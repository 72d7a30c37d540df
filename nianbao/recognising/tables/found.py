"""Finding the statutory tables: which table of the document is which, or part of which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from nianbao.document import Block, Paragraph, Table
from nianbao.recognising.tables.cut_rows import side_by_side
from nianbao.recognising.tables.forms import Form, Forms
from nianbao.recognising.tables.layouts import read_table
from nianbao.recognising.tables.lines import KeyedTable, is_figure, keyed
from nianbao.recognising.tables.repeats import apart
from nianbao.recognising.words import label_key
from nianbao.report import FoundSection, FoundTable
from nianbao.text import normalise

if TYPE_CHECKING:
    from nianbao.recognising.tables.set_with_blanks import Loose

# A label of an official table has 40 characters at most.
_LONGEST_LABEL = 90


class Tables:
    """The tables of a document, looked through once to be read by any number of forms."""

    def __init__(self, blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], forms: Forms) -> None:
        self.blocks, self.sections = blocks, sections
        self.keyed = [keyed(block, at) for at, block in enumerate(blocks) if isinstance(block, Table)]
        self.pieces = _pieces(self.keyed, forms)
        self.inside = {id(block): section.id for section in sections for block in section.blocks}

    def read(self, form: Form) -> FoundTable | None:
        """The table that has the form's id, read by that form, with its copies; None where nothing of it is there.

        Of several the one counts that stands in its section, else the first.
        """
        if pieces := self.pieces.get(form.table.id):
            found = [t for own in apart(pieces, form) if (t := self._gridded(own, form))]
            table = next((t for t in found if t.inside == form.table.section), found[0] if found else None)
            copies = tuple(t for t in found if t is not table and 2 * len(t.rows) >= form.size)
            return msgspec.structs.replace(table, copies=copies) if table and copies else table
        return self._loose(form)

    def _gridded(self, pieces: list[KeyedTable], form: Form) -> FoundTable | None:
        table = read_table(form, side_by_side(pieces, form))
        return table and msgspec.structs.replace(table, inside=self._section_at(pieces[0].block))

    def _loose(self, form: Form) -> FoundTable | None:
        loose = _loose(self.blocks, self.sections, form)
        table = read_table(form, [keyed(loose.table, loose.blocks[0], tabbed=False)]) if loose else None
        if loose is None or table is None:
            return None
        return msgspec.structs.replace(
            table,
            inside=self._section_at(loose.blocks[0]),
            paragraphs=tuple(dict.fromkeys(loose.blocks)),
            disordered=loose.disordered,
        )

    def _section_at(self, block: int) -> str | None:
        return self.inside.get(id(self.blocks[block]))

    def words(self) -> frozenset[str]:
        """The key of every cell, and of every word of the paragraphs, in which a table may be set loosely."""
        cells = (key for table in self.keyed for _, keys in table.rows for key in keys)
        loose = (label_key(w) for b in self.blocks if isinstance(b, Paragraph) for w in b.text.split())
        return frozenset((*cells, *loose))


def find_tables(blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], forms: Forms) -> tuple[FoundTable, ...]:
    """Every statutory table that is there, in the order of the rulebook."""
    tables = Tables(blocks, sections, forms)
    return tuple(table for form in forms.tables if (table := tables.read(form)))


def _pieces(tables: Iterable[KeyedTable], forms: Forms) -> dict[str, list[KeyedTable]]:
    """The tables that are a statutory one or part of one, by its id; nothing but paragraphs may part the parts."""
    pieces: dict[str, list[KeyedTable]] = {}
    last: int | None = None
    for table in tables:
        which = _which(table, forms)
        if which is None and _only_figures(table):
            which = last
        if which is not None:
            pieces.setdefault(forms.tables[which].table.id, []).append(table)
        last = which
    return pieces


def _only_figures(table: KeyedTable) -> bool:
    """Whether it may be the lower part of a table cut below its header."""
    return len(table.table.cells) > 1 and all(is_figure(key) for _, keys in table.rows for key in keys)


def _which(table: KeyedTable, forms: Forms) -> int | None:
    """The form that most of the table's words belong to; words that two forms share tell nothing."""
    keys = {key for _, row in table.rows for key in row if key and len(key) < _LONGEST_LABEL}
    telling = keys & forms.telling
    scores = [len(telling & form.vocabulary) for form in forms.tables]
    if not any(scores):
        joined = [k for k in keys if len(k) > 6 and forms.is_table_text(k)]
        scores = [sum(k in form.print for k in joined) for form in forms.tables]
    best = max(scores, default=0)
    return scores.index(best) if best >= 1 else None


def _loose(blocks: tuple[Block, ...], sections: tuple[FoundSection, ...], form: Form) -> Loose | None:
    """The table of that form set loosely in its section, else the whole of it in another section."""
    from nianbao.recognising.tables.set_with_blanks import loose_table

    where = list(enumerate(blocks))
    own = next((s for s in sections if s.id == form.table.section), None)
    if own is None:
        return loose_table(where, form)
    for section in (own, *(s for s in sections if s is not own)):
        start = section.heading.block + 1
        inside = where[start : start + len(section.blocks)]
        if (section is own or _prints(inside, form)) and (loose := loose_table(inside, form)):
            return loose
    return None


def _prints(blocks: list[tuple[int, Block]], form: Form) -> bool:
    """Whether most of what the form prints stands there."""
    text = normalise("".join(block.text for _, block in blocks if isinstance(block, Paragraph)))
    return 2 * sum(word in text for word in form.vocabulary) > len(form.vocabulary)
