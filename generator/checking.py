"""What a linter says of a report before it is written, told by the keys of the figures file that it comes from.

The generator knows no linter: whoever calls it hands one over as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from generator.marks import NOT_YET, REVIEW_OPEN
from nianbao.document import Document
from nianbao.figures import FigureMistake, Keys, Narrative, Stated
from nianbao.figures.layout import keys_of
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise

_WHAT = Text("{message}（{code}）。修改建议：{mend}", "{message} ({code}); {mend}")


class Objection(Struct, frozen=True, kw_only=True):
    """A finding: ids of the rulebook, None where it is about none, the text that stands there, and what to say."""

    code: str
    refused: bool  # nothing with it is written
    message: Text
    mend: Text
    section: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    text: str | None = None


Examine: TypeAlias = Callable[[Document, Rulebook, Path], tuple[Objection, ...]]
"""What is said of a report that is to stand under that name."""


def located(objection: Objection, stated: Stated, texts: Narrative) -> FigureMistake:
    """The finding at the figure or text that it comes from, as near as can be told."""
    keys, line = _keys(objection, stated, texts)
    what = _WHAT.format(message=objection.message, code=objection.code, mend=objection.mend)
    return FigureMistake("report", keys, stated.place(keys, line), what)


def said_already(objection: Objection, keys: Keys, mistakes: Iterable[FigureMistake]) -> bool:
    """Whether the mistakes of the figures say what the finding says of the report that they give.

    Of a table figures are asked for, added up and compared by the same equations; of a text they say that it is
    missing, and what in it is still to be done.
    """
    if objection.table:
        return any(mistake.keys and _one_below_other(mistake.keys, keys) for mistake in mistakes)
    if any(mark in (objection.text or "") for mark in (REVIEW_OPEN, NOT_YET)):
        return True
    return any(mistake.kind == "missing" and mistake.keys == keys for mistake in mistakes)


def _one_below_other(left: Keys, right: Keys) -> bool:
    return all(a == b for a, b in zip(left, right, strict=False))


def _keys(objection: Objection, stated: Stated, texts: Narrative) -> tuple[Keys, int]:
    if objection.table:
        return _cell(objection, stated.rulebook), 1
    sought = normalise(objection.text or "")
    for keys, text in _texts(texts):
        if sought and (objection.section in (keys[1], None)) and sought in normalise(text):
            before = normalise(text).index(sought)
            return keys, next(n for n, end in enumerate(_ends(text), 1) if before < end)
    if objection.section is None:
        return (), 1
    narrative = any(s.id == objection.section and s.content == "narrative" for s in stated.rulebook.sections)
    return ("narrative", objection.section) if narrative else (), 1


def _cell(objection: Objection, rulebook: Rulebook) -> Keys:
    """The key of the cell, of the row, or of the table where it is about a column."""
    assert objection.table
    if objection.row is None:
        return (objection.table,)
    cell = (objection.table, objection.row, objection.column or "")
    return keys_of(rulebook).get(cell, (objection.table, *objection.row.split(".")))


def _texts(texts: Narrative) -> Iterator[tuple[Keys, str]]:
    for key, value in texts.items():
        if isinstance(value, str):
            yield ("narrative", key), value
        else:
            yield from ((("narrative", key, below), text) for below, text in value.items())


def _ends(text: str) -> Iterator[int]:
    """Where each line ends in the text as it is compared."""
    at = 0
    for line in text.splitlines():
        at += len(normalise(line))
        yield at
