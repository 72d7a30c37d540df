"""A rulebook's claims made ready for reading, once."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.claims.lexicon import Lexicon, build
from nianbao.claims.model import Claims
from nianbao.claims.numbers import Pattern, pattern


class Engine(NamedTuple):
    """A rulebook's claims made ready."""

    book: Claims
    lexicon: Lexicon
    pattern: Pattern
    titles: frozenset[str]


_ENGINES: dict[int, Engine] = {}


def engine(book: Claims) -> Engine:
    """The engine of a rulebook, built once as long as the rulebook lives."""
    found = _ENGINES.get(id(book))
    if found is None or found.book is not book:
        titles = frozenset(w for s in book.subjects for w in s.nouns)
        found = _ENGINES[id(book)] = Engine(book, build(book), pattern(book), titles)
        while len(_ENGINES) > 8:
            del _ENGINES[next(iter(_ENGINES))]
    return found
