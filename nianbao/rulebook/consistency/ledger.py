"""A register whose cases count in rows and columns that the tables have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, named, repeated, unknown
from nianbao.rulebook.consistency.tables import table_forms
from nianbao.rulebook.equations import names_of
from nianbao.rulebook.model import TableForm, leaf_columns, leaf_rows
from nianbao.yamltree.tree import Mapping, TreeMistake

_TABLE = Text("表", "table")
_ROW = Text("行", "row")
_COLUMN = Text("列", "column")
_ID = Text("id", "id")


def check(book: Mapping, files: Collection[str]) -> Iterator[TreeMistake]:
    """Tables, rows and columns that there are not, as far as the files themselves name them, and columns told twice.

    What they inherit may name a row that they took out: no request counts in it then.
    """
    return (mistake for mistake in _mistakes(book) if mistake.at.file in files)


def _mistakes(book: Mapping) -> Iterator[TreeMistake]:
    ledger = book.get("ledger")
    if not isinstance(ledger, Mapping):
        return
    forms = table_forms(book)
    for key in ("requests", "review"):
        name = named(ledger, key)
        if name and name.text not in forms:
            yield unknown(name, _TABLE, [*forms])
    yield from repeated(all_named(ledger, "columns", "id"), _ID)
    if (requests := _form(ledger, "requests", forms)) is not None:
        yield from _requests(ledger, requests)
    if (review := _form(ledger, "review", forms)) is not None:
        yield from _reviews(ledger, review)


def _form(ledger: Mapping, key: str, forms: dict[str, TableForm]) -> TableForm | None:
    name = named(ledger, key)
    return forms.get(name.text) if name else None


def _requests(ledger: Mapping, form: TableForm) -> Iterator[TreeMistake]:
    rows = [name for block in form.blocks for name in names_of(leaf_rows(block))]
    columns = [name for block in form.blocks for name in names_of(leaf_columns(block))]
    alone = [named(ledger, key) for key in ("received", "open", "left", "partial", "unpaid")]
    for name in (*filter(None, alone), *all_named(ledger, "outcomes", "id")):
        if not _is_there(name, rows):
            yield unknown(name, _ROW, rows)
    for name in all_named(ledger, "applicants", "id"):
        if name.text not in columns:
            yield unknown(name, _COLUMN, columns)


def _is_there(name: Named, rows: list[str]) -> bool:
    """Whether a row, or the row of a group above it, is there: an edition may do without the rows of a group."""
    path = name.text.split(".")
    return any(".".join(path[:length]) in rows for length in range(1, len(path) + 1))


def _reviews(ledger: Mapping, form: TableForm) -> Iterator[TreeMistake]:
    leaves = [leaf.id for block in form.blocks for leaf in leaf_columns(block)]
    groups = [*dict.fromkeys(leaf.rpartition(".")[0] for leaf in leaves)]
    results = [*dict.fromkeys(leaf.rpartition(".")[2] for leaf in leaves)]
    for name in all_named(ledger, "columns", "of"):
        if name.text not in groups:
            yield unknown(name, _COLUMN, groups)
    for found in (named(ledger, "pending"), *all_named(ledger, "results", "id")):
        if found and found.text not in results:
            yield unknown(found, _COLUMN, results)
