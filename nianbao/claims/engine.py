"""A rulebook's claims made ready for reading, once; texts cut into sentences and items, each once."""

from __future__ import annotations

from functools import cached_property, lru_cache

from msgspec import Struct

from nianbao.claims.clauses import Item, items
from nianbao.claims.lexicon import Lexicon, build
from nianbao.claims.model import Claims
from nianbao.claims.numbers import COUNTING, Canon, NumberPattern, canonical, pattern
from nianbao.claims.sentences import Sentence, sentences
from nianbao.memo import once_per


class Passage(Struct, frozen=True):
    """A sentence with its items; without a number and without a word that denies it has none."""

    sentence: Sentence
    canon: Canon
    items: list[Item]
    speaks: bool  # as `Lexicon.speaks`


class Engine:
    """A rulebook's claims made ready."""

    def __init__(self, book: Claims) -> None:
        self.book = book

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words; made when the first sentence with a number comes."""
        return build(self.book)

    @cached_property
    def pattern(self) -> NumberPattern:
        """The numbers; likewise."""
        return pattern(self.book)

    @cached_property
    def hints(self) -> frozenset[str]:
        """Characters of which a sentence with a claim or a part holds at least one."""
        denying = (word[0] for word in (*self.book.negations, *self.book.not_one, *self.book.zeros))
        return frozenset((*"0123456789", *COUNTING, *denying))

    @lru_cache(maxsize=8)  # noqa: B019 - engines live as long as their rulebook, and are few
    def passages(self, text: str, year: int | None) -> tuple[Passage, ...]:
        """The sentences of a text, those read that can hold a claim or a part."""
        return tuple(self._passage(sentence, year) for sentence in sentences(text))

    def _passage(self, sentence: Sentence, year: int | None) -> Passage:
        text = sentence.text
        if self.hints.isdisjoint(text):
            return Passage(sentence, Canon("", [], []), [], speaks=False)
        if self.pattern.counts.search(self.pattern.alphabet.put(text)) or (
            not self.pattern.denials.isdisjoint(text) and self.lexicon.speaks(text)
        ):
            canon = canonical(text, self.pattern, year)
            found = items(canon, self.lexicon)
            return Passage(sentence, canon, found, self.lexicon.speaks(text))
        return Passage(sentence, Canon("", [], []), [], speaks=False)


@once_per(8)
def engine(book: Claims) -> Engine:
    """The engine of a rulebook, built at its first use."""
    return Engine(book)
