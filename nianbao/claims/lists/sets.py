"""Sets of kinds that the rulebook knows: what falls in all of its kinds is listed in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from nianbao.claims.clauses import Token
from nianbao.claims.model import Claims
from nianbao.memo import once_per

# (set, kind): channels and online.
Kinds: TypeAlias = frozenset[tuple[str, str]]


class KnownSets(Struct, frozen=True):
    """The rulebook's sets: what each word or figure names, and which kinds together are all of a set."""

    words: dict[str, frozenset[tuple[str, str]]]
    figures: dict[str, tuple[str, str]]
    full: tuple[Kinds, ...]
    # The sets that divide a number only where words open the list, or where its name has one of these words.
    opened: dict[str, tuple[str, ...]]

    def kinds(self, name: Iterable[Token]) -> Kinds:
        """The kinds that words name."""
        return frozenset(kind for word in name for kind in self._named(word))

    def _named(self, word: Token) -> set[tuple[str, str]]:
        found = {*self.words.get(word.text, ()), *self.words.get(word.text.removesuffix("的"), ())}
        for figure in word.entry.states.values() if word.entry else ():
            # A row of a group counts for its group (applications.refused.state_secret); 其他 may be any rest.
            for figure_id in (figure.id, figure.id.rpartition(".")[0])[: 1 if figure.within else 2]:
                if figure_id in self.figures:
                    found.add(self.figures[figure_id])
        return found

    def unopened(self, shared: Iterable[str], whole: Iterable[Token]) -> bool:
        """Whether kinds of one of the sets divide a number without a word that opens the list."""
        named = {word.text for word in whole}
        return any(one not in self.opened or not named.isdisjoint(self.opened[one]) for one in shared)

    def exhausted(self, kinds: Kinds) -> bool:
        """Whether kinds are all of a set."""
        return any(full <= kinds for full in self.full)


@once_per(8)
def known_sets(book: Claims) -> KnownSets:
    """The sets of a rulebook."""
    words: dict[str, frozenset[tuple[str, str]]] = {}
    figures, full = {}, []
    for one in book.lists.sets:
        for kind, names in one.kinds.items():
            words.update((name, words.get(name, frozenset()) | {(one.id, kind)}) for name in names)
        figures.update({figure: (one.id, figure) for figure in one.figures})
        full += [frozenset((one.id, kind) for kind in kinds) for kinds in one.full]
    opened = {one.id: one.divides for one in book.lists.sets if one.opened or one.divides}
    return KnownSets(words, figures, tuple(full), opened)
