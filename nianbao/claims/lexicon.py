"""The rulebook's words made ready for reading: one table of words with what each can mean, one number pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import add

from msgspec import Struct

from nianbao.claims.model import ClaimFigure, Claims, Lists, Roles, Subject, roles_of
from nianbao.patterns import LazyPattern

# Stand-ins for what is not a word, from the private use area, so that words and patterns can be matched around them.
SIGNS = NUMBER, LAST, THIS, NEXT, FAR, SPAN, NOISE = tuple(map(chr, range(0xE000, 0xE007)))
YEARS = {"last": LAST, "this": THIS, "next": NEXT}
_PLACEHOLDER = LazyPattern(r"\{\w+\}")
# Those of the lists of parts that hold no words, but sets of them or what names begin with.
_NO_WORDS = frozenset(("sets", "crossing", "besides"))
# The signs that end a phrase; 、 only joins.
STOPS = frozenset(",;:。!?-…")
# What joins words side by side.
JOINING = frozenset(("、", "和", "及", "与", "以及", "或", "或者", "也"))


class Entry(Struct, frozen=True):
    """What one word can mean: its roles, the subject that it names, the figures that it states (by subject)."""

    roles: frozenset[str] = frozenset()
    subject: str = ""
    states: dict[str, ClaimFigure] = {}
    heads: frozenset[str] = frozenset()  # words that may stand behind it and belong to it

    def and_(self, other: Entry) -> Entry:
        """The entry of a word that can mean this and the other."""
        states = self.states | other.states
        return Entry(self.roles | other.roles, other.subject or self.subject, states, self.heads | other.heads)


class Lexicon(Struct, frozen=True):
    """The words with their entries, those of several characters by their first two; subjects' bare figures."""

    entries: dict[str, Entry]
    pairs: dict[str, list[str]]
    bare: dict[str, ClaimFigure]
    # The words that tell of a subject by themselves, by their first two characters, or by the one that they are.
    telling: dict[str, list[str]]
    roles: Roles
    # How many 元 the unit of a figure has.
    money: dict[str, int]
    # What the words of a figure may mean as well.
    also: dict[str, tuple[str, ...]]
    # Words of one character state a figure only by themselves right before a number: 收18件，结17件.
    terse: dict[str, Entry]
    # What is short beside its like: the bare figure of its like, and what it then means.
    short: dict[str, tuple[ClaimFigure, Entry]]

    def speaks(self, text: str) -> bool:
        """Whether a text names a subject of the rulebook, or one of its figures by more than a weak word."""
        beginnings = self.telling.keys() & {*text, *map(add, text, text[1:])}
        return any(word in text for beginning in beginnings for word in self.telling[beginning])


def _spoken(words: Sequence[str]) -> Sequence[str]:
    """The words with signs for the years in them, which few lists have."""
    if "{" in "".join(words):
        for name, sign in YEARS.items():
            words = [word.replace("{" + name + "}", sign) for word in words]
    return words


class _Entries(dict[str, Entry]):
    """Collects entries list by list. Nearly all words have one meaning: they share the entry of their list."""

    def add(self, words: Sequence[str], entry: Entry) -> None:
        new = dict.fromkeys(_spoken(words), entry)
        both: dict[int, Entry] = {}  # made once for all words that had the same entry
        for word in new.keys() & self.keys():
            before = self[word]
            new[word] = both.get(id(before)) or both.setdefault(id(before), before.and_(entry))
        self.update(new)

    def add_subject(self, subject: Subject) -> None:
        heads = frozenset(subject.heads)
        for words, role in ((subject.nouns, "noun"), (subject.weak, "weak-noun")):
            roles = frozenset((role, "request") if subject.role == "requests" else (role,))
            self.add(words, Entry(roles, subject.id, heads=heads))
        self.add(subject.short, Entry(frozenset(("short",))))
        self.add(subject.unless, Entry(frozenset(("unless:" + subject.id,))))
        self.add(subject.heads, Entry())

    def add_figure(self, figure: ClaimFigure) -> None:
        states = dict.fromkeys(figure.of, figure)
        kinds = (("states", figure.words), ("strict", figure.strict), ("weak", figure.weak), ("none", figure.none))
        heads = frozenset(_spoken(figure.heads))
        for role, words in kinds:
            roles = frozenset((role,) if role == "none" else ("states", role))
            own = heads if role != "weak" else frozenset[str]()  # 公开 + 信息 is what is published
            self.add([w for w in words if len(w) > 1], Entry(roles, states=states, heads=own))
        self.add(figure.part_beside, Entry(frozenset(("beside",))))
        self.add([*heads.difference(SIGNS)], Entry())


def build(book: Claims) -> Lexicon:
    """The lexicon of a rulebook."""
    entries = _Entries()
    for subject in book.subjects:
        entries.add_subject(subject)
    for figure in book.figures:
        entries.add_figure(figure)
    for role, words in _word_lists(book).items():
        entries.add(words, Entry(frozenset((role,))))
    bare = {subject: figure for figure in book.figures if figure.bare for subject in figure.of}
    money = {figure.named(s): figure.money for figure in book.figures if figure.money for s in figure.of}
    also = {figure.named(s): figure.also for figure in book.figures if figure.also for s in figure.of}
    short = {
        word: (bare[s.id], Entry(frozenset(("noun",)), s.id, heads=frozenset(s.heads)))
        for s in book.subjects
        if s.id in bare
        for word in s.short
    }
    return Lexicon(entries, _pairs(entries), bare, _telling(book), roles_of(book), money, also, _terse(book), short)


def _pairs(words: Iterable[str]) -> dict[str, list[str]]:
    """The words of several characters by their first two, the longer ones last: of two ways to cut theirs is taken."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) > 1:
            pairs[word[:2]].append(word)
    for alike in pairs.values():
        if len(alike) > 1:
            alike.sort(key=len)
    return pairs


def _terse(book: Claims) -> dict[str, Entry]:
    """What the words of one character mean where they stand by themselves before a number."""
    terse: dict[str, Entry] = {}
    for figure in book.figures:
        entry = Entry(frozenset(("states", "words")), states=dict.fromkeys(figure.of, figure))
        terse.update((word, entry) for word in figure.words if len(word) == 1)
    return terse


def _telling(book: Claims) -> dict[str, list[str]]:
    """The words that tell of a subject by themselves, by their beginnings."""
    words = {w for s in book.subjects for w in (*s.nouns, *s.weak)} | {*book.lists.applicants}
    for figure in book.figures:
        if figure.names_subject or figure.group == "outcome":
            # Of 结转至{next}继续办理 the longest piece.
            words.update(max(_PLACEHOLDER.split(w), key=len) if "{" in w else w for w in figure.words)
    telling: dict[str, list[str]] = defaultdict(list)
    for word in words - {""}:
        telling[word[:2]].append(word)
    return telling


def _word_lists(book: Claims) -> dict[str, tuple[str, ...]]:
    """The plain lists by the role that they give their words."""
    plain = "other items classes parts wholes stages differences plans disclosure negations zeros fillers"
    plain += " compounds elsewhere causes reasons copulas links classing arrivals spanning"
    bodies = "own others everybody areas offices"
    return {
        **{name: getattr(book, name) for name in plain.split()},
        **{name: getattr(book.bodies, name) for name in bodies.split()},
        **{name: getattr(book.lists, name) for name in Lists.__struct_fields__ if name not in _NO_WORDS},
        "set": tuple(word for one in book.lists.sets for words in one.kinds.values() for word in words),
        "times": book.other_times,
        "negations": (*book.negations, *book.not_one),
        "not_one": book.not_one,
    }
