"""The rulebook's words made ready for reading: one table of words with what each can mean, one number pattern."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from nianbao.claims.model import ClaimFigure, Claims, Lists, Roles, Subject, roles_of
from nianbao.patterns import LazyPattern

# Stand-ins for what is not a word, from the private use area, so that words and patterns can be matched around them.
SIGNS = NUMBER, LAST, THIS, NEXT, FAR, SPAN, NOISE = tuple(map(chr, range(0xE000, 0xE007)))
YEARS = {"last": LAST, "this": THIS, "next": NEXT}
_PLACEHOLDER = LazyPattern(r"\{\w+\}")
# The signs that end a phrase; 、 only joins.
STOPS = frozenset(",;:。!?-…")


class Entry(Struct):
    """What one word can mean: its roles, the subject that it names, the figures that it states (by subject)."""

    roles: set[str] = field(default_factory=set)
    subject: str = ""
    states: dict[str, ClaimFigure] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)  # words that may stand behind it and belong to it


class Lexicon(Struct, frozen=True):
    """The words of one character and the others by their first two, each with its entry; subjects' bare figures."""

    singles: dict[str, tuple[str, Entry]]
    pairs: dict[str, list[tuple[str, Entry]]]
    bare: dict[str, ClaimFigure]
    # Without one of these a sentence speaks of no subject by itself.
    cores: tuple[str, ...]
    roles: Roles
    # How many 元 the unit of a figure has.
    money: dict[str, int]
    # What the words of a figure may mean as well.
    also: dict[str, tuple[str, ...]]


def _spoken(word: str) -> str:
    if "{" in word:
        for name, sign in YEARS.items():
            word = word.replace("{" + name + "}", sign)
    return word


class _Entries(dict[str, Entry]):
    """Collects entries word by word."""

    def __missing__(self, word: str) -> Entry:
        entry = self[word] = Entry()
        return entry

    def add(self, words: Iterable[str], role: str) -> None:
        for word in words:
            self[_spoken(word)].roles.add(role)

    def add_subject(self, subject: Subject) -> None:
        for words, role in ((subject.nouns, "noun"), (subject.weak, "weak-noun")):
            for word in words:
                entry = self[_spoken(word)]
                entry.roles.update((role, "request") if subject.role == "requests" else (role,))
                entry.subject = subject.id
                entry.heads.update(subject.heads)
        self.add(subject.unless, "unless:" + subject.id)
        self._know(subject.heads)

    def add_figure(self, figure: ClaimFigure) -> None:
        states = dict.fromkeys(figure.of, figure)
        kinds = (("states", figure.words), ("strict", figure.strict), ("weak", figure.weak), ("none", figure.none))
        for role, words in kinds:
            for word in words:
                entry = self[_spoken(word)]
                entry.roles.update((role,) if role == "none" else ("states", role))
                entry.states.update(states)
                entry.heads.update(map(_spoken, figure.heads))
        self.add(figure.part_beside, "beside")
        self._know(map(_spoken, figure.heads))

    def _know(self, words: Iterable[str]) -> None:
        for word in words:
            if word not in SIGNS:
                self.setdefault(word, Entry())


def build(book: Claims) -> Lexicon:
    """The lexicon of a rulebook."""
    entries = _Entries()
    for subject in book.subjects:
        entries.add_subject(subject)
    for figure in book.figures:
        entries.add_figure(figure)
    for role, words in _word_lists(book).items():
        entries.add(words, role)
    singles: dict[str, tuple[str, Entry]] = {}
    pairs: dict[str, list[tuple[str, Entry]]] = {}
    for item in entries.items():
        if len(item[0]) == 1:
            singles[item[0]] = item
        else:
            pairs.setdefault(item[0][:2], []).append(item)
    for longer in pairs.values():
        if len(longer) > 1:
            longer.sort(key=lambda item: len(item[0]))  # of two ways to cut the one with the longer word first
    bare = {subject: figure for figure in book.figures if figure.bare for subject in figure.of}
    money = {figure.named(s): figure.money for figure in book.figures if figure.money for s in figure.of}
    also = {figure.named(s): figure.also for figure in book.figures if figure.also for s in figure.of}
    return Lexicon(singles, pairs, bare, _cores(book), roles_of(book), money, also)


def _cores(book: Claims) -> tuple[str, ...]:
    """The shortest words that tell of a subject by themselves; every other one contains one of them."""
    words = {w for s in book.subjects for w in (*s.nouns, *s.weak)} | {*book.lists.applicants}
    for figure in book.figures:
        if figure.names_subject or figure.group == "outcome":
            # Of 结转至{next}继续办理 the longest piece.
            words.update(max(_PLACEHOLDER.split(w), key=len) if "{" in w else w for w in figure.words)
    cores: list[str] = []
    for word in sorted(words - {""}, key=len):
        if not any(map(word.__contains__, cores)):
            cores.append(word)
    return tuple(cores)


def _word_lists(book: Claims) -> dict[str, tuple[str, ...]]:
    """The plain lists by the role that they give their words."""
    plain = "other items classes parts wholes stages differences plans disclosure negations zeros fillers"
    plain += " compounds elsewhere causes reasons copulas links"
    bodies = "own others everybody areas offices"
    return {
        **{name: getattr(book, name) for name in plain.split()},
        **{name: getattr(book.bodies, name) for name in bodies.split()},
        **{name: getattr(book.lists, name) for name in Lists.__struct_fields__ if name != "sets"},
        "set": tuple(word for one in book.lists.sets for words in one.kinds.values() for word in words),
        "times": book.other_times,
    }
