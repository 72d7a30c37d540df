"""The rulebook's words made ready for reading: one table of words with what each can mean, one number pattern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct, field

from nianbao.claims.model import Claims, Figure

# Stand-ins for what is not a word, from the private use area, so that words and patterns can be matched around them.
NUMBER, LAST, THIS, NEXT, FAR, SPAN, NOISE = (chr(c) for c in range(0xE000, 0xE007))
YEARS = {"last": LAST, "this": THIS, "next": NEXT}
# The signs that end a phrase; 、 only joins.
STOPS = frozenset(",;:。!?-…")


class Entry(Struct):
    """What one word can mean: its roles, the subject that it names, the figures that it states (by subject)."""

    roles: set[str] = field(default_factory=set)
    subject: str = ""
    states: dict[str, Figure] = field(default_factory=dict)


class Lexicon(Struct, frozen=True):
    """All words by first character, the longest first, with their entries; subjects' and figures' own tables."""

    words: dict[str, tuple[tuple[str, Entry], ...]]
    bare: dict[str, Figure]
    unless: dict[str, frozenset[str]]

    def at(self, text: str, place: int) -> tuple[str, Entry] | None:
        """The longest word that begins at a place."""
        for word, entry in self.words.get(text[place], ()):
            if text.startswith(word, place):
                return word, entry
        return None


@lru_cache(maxsize=256)
def _spoken(word: str) -> str:
    for name, sign in YEARS.items():
        word = word.replace("{" + name + "}", sign)
    return word


class _Builder:
    """Collects entries word by word."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(self, words: Iterable[str], role: str) -> None:
        for word in words:
            self.entry(word).roles.add(role)

    def entry(self, word: str) -> Entry:
        return self.entries.setdefault(_spoken(word), Entry())

    def sorted(self) -> dict[str, tuple[tuple[str, Entry], ...]]:
        table: dict[str, list[tuple[str, Entry]]] = {}
        for item in sorted(self.entries.items(), key=lambda item: -len(item[0])):
            table.setdefault(item[0][0], []).append(item)
        return {first: tuple(items) for first, items in table.items()}


def build(book: Claims) -> Lexicon:
    """The lexicon of a rulebook."""
    builder = _Builder()
    for subject in book.subjects:
        for words, role in ((subject.nouns, "noun"), (subject.weak, "weak-noun")):
            for word in words:
                builder.entry(word).subject = subject.id
                builder.entry(word).roles.add(role)
        builder.add(subject.unless, "unless:" + subject.id)
    for figure in book.figures:
        for words, role in ((figure.words, "states"), (figure.strict, "strict"), (figure.weak, "weak")):
            for word in words:
                entry = builder.entry(word)
                entry.roles |= {"states", role}
                entry.states |= dict.fromkeys(figure.of, figure)
    for role, words in _word_lists(book).items():
        builder.add(words, role)
    return Lexicon(
        words=builder.sorted(),
        bare={subject: figure for figure in book.figures if figure.bare for subject in figure.of},
        unless={s.id: frozenset(s.unless) for s in book.subjects},
    )


def _word_lists(book: Claims) -> dict[str, tuple[str, ...]]:
    plain = ("other", "items", "classes", "parts", "wholes", "stages", "differences", "plans", "disclosure",
             "negations", "zeros", "fillers")  # fmt: skip
    bodies = ("own", "others", "everybody", "areas", "offices")
    lists = ("opening", "exhaustive", "distributive", "each", "open", "incomplete", "totals", "grouping", "further", "both",
             "actions")  # fmt: skip
    return {
        **{name: getattr(book, name) for name in plain},
        **{name: getattr(book.bodies, name) for name in bodies},
        **{name: getattr(book.lists, name) for name in lists},
        "times": book.other_times,
    }
