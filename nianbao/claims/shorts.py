"""Nouns that are short beside their like: 行政许可、处罚、强制; 许可、处罚决定."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from nianbao.claims.lexicon import JOINING, NUMBER, Lexicon

if TYPE_CHECKING:
    from nianbao.claims.clauses import Token

_MARKS = frozenset((NUMBER, ","))


def spell_out(words: list[Token], lexicon: Lexicon) -> None:
    """Makes a short noun what it stands for, where only numbers and words that join part it from its like.

    By itself it says nothing: 卫生许可 is no 行政许可, and nobody knows what 处罚 is.
    """
    places = [n for n, word in enumerate(words) if word.is_("short")]
    if not places:
        return
    like: object = None  # what the nouns of the chain have in common
    waiting: list[int] = []  # short nouns before the first whole one of their chain
    for n, word in enumerate(words):
        if word.is_("short"):
            figure, entry = lexicon.short[word.text]
            if figure is like:
                words[n] = replace(word, entry=entry)
            else:
                waiting.append(n)
        elif word.is_("noun") and word.entry and lexicon.bare.get(word.entry.subject):
            like = lexicon.bare[word.entry.subject]
            for place in waiting:
                figure, entry = lexicon.short[words[place].text]
                if figure is like:
                    words[place] = replace(words[place], entry=entry)
            waiting = []
        elif word.text not in JOINING:
            waiting = []
            like = like if _goes_on(word) else None
    for n in places:
        if words[n].is_("short"):
            words[n] = replace(words[n], entry=None)


def _goes_on(word: Token) -> bool:
    """Whether what follows may still be one of the same kind: 行政许可120件，处罚15件."""
    return word.text in _MARKS or word.is_("fillers") or word.is_("states")
