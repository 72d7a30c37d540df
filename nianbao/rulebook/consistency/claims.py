"""Claims about figures that the tables have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, texts, unknown
from nianbao.rulebook.consistency.tables import table_forms
from nianbao.rulebook.equations import names_of
from nianbao.rulebook.model import TableForm, leaf_columns, leaf_rows
from nianbao.yamltree.tree import Mapping, TreeMistake

_SUBJECT = Text("对象", "subject")
_FIGURE = Text("数字", "figure")


def check(book: Mapping, files: Collection[str]) -> Iterator[TreeMistake]:
    """Figures of unknown subjects, and figures that there are not, as far as the files themselves tell of them.

    What they inherit may speak of rows that they took out: nothing is claimed of them then.
    """
    claims = book.get("claims")
    subjects = [name.text for name in all_named(claims, "subjects", "id")]
    in_tables = {name for form in table_forms(book).values() for name in figure_names(form)}
    known = sorted(in_tables.union(prose_names(book)))
    for figure in entries(claims, "figures"):
        for subject in texts(figure, "of"):
            if subject.text not in subjects:
                yield unknown(subject, _SUBJECT, subjects)
        for name in _names(figure):
            if name.at.file in files and name.text not in known:
                yield unknown(name, _FIGURE, known)


def _names(figure: Mapping) -> tuple[Named, ...]:
    """The figures that an entry speaks of: its parts where it is a sum, itself for each subject where not.

    Those that it may mean as well are sums too, if of one: each part of each is one.
    """
    also = tuple(Named(part, name.at) for name in texts(figure, "also") for part in name.text.split("+"))
    if "sum_of" in figure.entries:
        return (*texts(figure, "sum_of"), *also)
    own = named(figure, "id")
    if own is None or "{of}" not in own.text:
        return (own, *also) if own else also
    return (*(Named(own.text.replace("{of}", subject.text), own.at) for subject in texts(figure, "of")), *also)


def prose_names(book: Mapping) -> Iterator[str]:
    """Every name of a figure that prose alone tells."""
    for group in entries(book, "prose_figures"):
        if above := named(group, "id"):
            yield from (f"{above.text}.{name.text}" for name in all_named(group, "figures", "id"))


def figure_names(form: TableForm) -> Iterator[str]:
    """Every name of a figure of a table: a row, a column, or a row and a column, groups included."""
    for block in form.blocks:
        rows, columns = names_of(leaf_rows(block)), names_of(leaf_columns(block))
        for row in rows:
            yield f"{form.id}.{row}"
            yield from (f"{form.id}.{row}.{column}" for column in columns)
        yield from (f"{form.id}.{column}" for column in columns)
