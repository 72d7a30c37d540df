"""Reads a sentence from left to right and says what each of its numbers, and each 未收到 or 无, states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from nianbao.claims.clauses import Item, Token
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.match import (
    ELSE,
    Stated,
    Words,
    conjoined,
    figures_of,
    in_another_time,
    is_pure,
    read_words,
)
from nianbao.claims.model import Claims, Figure
from nianbao.claims.numbers import Number
from nianbao.claims.scope import Scope

NOUGHT = Number(Decimal(0), Decimal(0), Decimal(0), "", money=False)


class Stating(Struct):
    """One statement: figures, the number, and what the sentence has to confirm or take back."""

    figures: tuple[str, ...]  # more than one is their sum
    number: Number
    start: int  # in the canon
    end: int
    item: Item | None = None
    strict: bool = False
    weak: bool = False  # only beside another figure of the same subject
    group: str = ""
    within: str = ""
    child: bool = False  # one of the parts of another number
    partial: bool = False  # known to be a part of the figure only
    subject: str = ""


class Frame(Struct):
    """Where the reading stands in a sentence or in a bracket."""

    scope: Scope
    subject: str = ""  # what the text speaks of
    named: str = ""  # the subject of the rulebook that it spoke of last
    states: tuple[Token, ...] = ()  # the last words that stated something, for 、 to continue
    parent: Stating | None = None  # the whole whose parts are listed
    host: bool = False  # in a bracket: everything is about the parent
    list_mark: int = 0  # the mark between its parts
    parts: int = 0
    last: Stating | None = None  # what the number before stated, be it nothing
    doubtful_list: bool = False


class SentenceReader:
    """Reads the items of one sentence into `found`."""

    def __init__(self, book: Claims, lexicon: Lexicon, section: str, agency: str, topic: str, disclosure: bool) -> None:
        self.book = book
        self.lexicon = lexicon
        self.section = section
        self.agency = agency
        self.topic = topic
        self.disclosure = disclosure
        self.found: list[Stating] = []
        self.pending: list[tuple[Stating, tuple[Token, ...]]] = []

    def read(self, items: list[Item], frame: Frame) -> None:
        """Reads one frame's items and, after each, the brackets that belong to it."""
        skip = 0
        for n, item in enumerate(items):
            self._clauses(item, frame)
            if skip:
                skip -= 1
                frame.scope.read(item.lead)
                continue
            if item.number is not None:
                self._note_disclosure(item.lead)
                frame.scope.read(item.lead)
                series = _series(items, n)
                if series:
                    self._series(item, series, frame)
                    skip = len(series) - 1
                else:
                    self._item(item, frame)
            for bracket in item.brackets:
                self._bracket(bracket, frame, own=item.number is not None)

    def _bracket(self, items: list[Item], frame: Frame, *, own: bool) -> None:
        parent = frame.last if own else None
        subject = (parent.subject if parent else "") or frame.subject
        inner = Frame(scope=frame.scope.copy(), subject=subject, states=frame.states, parent=parent, host=own)
        inner.last = parent
        self.read(items, inner)

    # -- clauses without a number ------------------------------------------------------------------------

    def _clauses(self, item: Item, frame: Frame) -> None:
        previous: list[Token] = []
        for clause in item.before:
            self._note_disclosure(clause)
            frame.scope.read(clause)
            if any(w.is_("negations") or w.is_("zeros") for w in clause):
                self._nothing(clause, previous, frame)
            else:
                self._mention(clause, frame)
            previous = clause or previous

    def _note_disclosure(self, clause: Iterable[Token]) -> None:
        self.disclosure = self.disclosure or any(
            w.is_("disclosure") or (w.entry is not None and w.entry.subject in ("application",)) for w in clause
        )

    def _mention(self, clause: list[Token], frame: Frame) -> None:
        """A clause that only speaks of something: what follows without a noun is about that."""
        for word in clause:
            if word.is_("noun"):
                assert word.entry is not None
                frame.subject = word.entry.subject
            elif word.is_("other") or word.is_("both"):
                frame.subject = ELSE

    def _nothing(self, clause: list[Token], previous: list[Token], frame: Frame) -> None:
        """A clause that denies: 未收到…, 无…和…, …均未发生, ……情况：无."""
        marks = [n for n, w in enumerate(clause) if w.is_("negations") or w.is_("zeros")]
        if len(marks) > 1 or frame.scope.foreign or self.section == "problems":
            return
        before, after = clause[: marks[0]], clause[marks[0] + 1 :]
        said = after
        if not any(w.is_("noun") or w.is_("weak-noun") or w.is_("states") for w in after):
            if not is_pure(after) or any(w.entry and not w.is_("fillers") for w in after):
                return
            said = before if any(w.is_("noun") or w.is_("states") for w in before) else previous
        words = read_words(said, self.lexicon)
        if words.doubtful or words.part or _unknown_length(said) > 8 or _ends_unknown(said):
            return
        place = clause[marks[0]]
        for figure, subject in self._denied(words, said, before, frame):
            self.found.append(
                Stating(
                    (figure.named(subject),),
                    NOUGHT,
                    clause[0].start,
                    clause[-1].end if clause else place.end,
                    subject=subject,
                )
            )

    def _denied(
        self, words: Words, said: list[Token], before: list[Token], frame: Frame
    ) -> Iterator[tuple[Figure, str]]:
        named = [w.entry.subject for w in said if w.entry and (w.is_("noun") or w.is_("weak-noun"))]
        subjects = list(dict.fromkeys(named))
        if words.subject == ELSE:
            return
        receives = any(w.entry and "application" in w.entry.states and not w.is_("weak") for w in words.states)
        if len(subjects) > 1 and "application" in subjects and not receives and not _listed_first(said):
            subjects.remove("application")
        if not subjects:
            subjects = [self._implied(words.states, frame)]
        for subject in subjects:
            if subject == "processing_fee" and words.weak and len(subjects) == 1 and not self._fees_spoken_of(frame):
                continue
            stated, _ = figures_of(words, subject)
            stated = tuple(f for f in stated if not f.within)
            if len(stated) > 1 and subject not in ("normative_documents", "regulations"):
                stated = tuple(f for f in stated if f.names_subject) or stated[:1]
            bare = self.lexicon.bare.get(subject)
            for figure in stated or ((bare,) if bare and subject in named else ()):
                yield figure, subject

    def _fees_spoken_of(self, frame: Frame) -> bool:
        return (
            self.section == "other" or "application" in (frame.subject, self.topic) or frame.subject == "processing_fee"
        )

    def _implied(self, states: tuple[Token, ...], frame: Frame) -> str:
        """The subject of words that name none: what the text speaks of, or the only one that the words can mean."""
        for word in states:
            assert word.entry is not None
            resumed = word.entry.states.get(frame.named)
            if resumed is not None and resumed.resumes:
                return frame.named
            own = [s for s, f in word.entry.states.items() if f.names_subject and word.text not in f.weak]
            if own and frame.subject != ELSE:
                return own[0]
        return frame.subject or self.topic

    # -- numbers -----------------------------------------------------------------------------------------

    def _item(self, item: Item, frame: Frame) -> None:
        assert item.number is not None
        self._enter_list(item, frame)
        stating = self._stating(item, frame)
        frame.last = stating
        self.found.append(stating)

    def _enter_list(self, item: Item, frame: Frame) -> None:
        """Keeps track of whose parts are being listed."""
        gap = list(item.gap)
        opens = any(w.is_("opening") for w in gap) or any(w.is_("grouping") for w in gap)
        if frame.host:
            return
        if opens and frame.last is not None and not any(w.is_("distributive") and not w.is_("opening") for w in gap):
            if not (frame.parent and any(w.is_("grouping") for w in gap)):
                frame.parent = frame.last
            frame.parts, frame.list_mark = 1, 0
        elif frame.parent is not None:
            frame.parts += 1
            if frame.parts == 2:
                frame.list_mark = item.mark
            if (frame.parts > 2 and item.mark > frame.list_mark) or any(w.is_("further") for w in item.lead[:1]):
                frame.parent = None

    def _stating(self, item: Item, frame: Frame) -> Stating:
        assert item.number is not None
        lead, tail = read_words(item.lead, self.lexicon), read_words(item.tail, self.lexicon)
        start = item.lead[0].start if item.lead else item.place
        end = item.tail[-1].end if item.tail and not (lead.states or lead.subject) else item.place + 1
        stating = Stating((), item.number, start, end, item=item, child=frame.parent is not None)
        if any(w.is_("both") for w in item.lead):
            frame.subject = ELSE
        subject, explicit = self._subject(item, lead, tail, frame)
        stating.subject = subject
        if (explicit or not frame.subject) and (frame.parent is None or frame.host):
            frame.subject = subject
            frame.named = subject if subject != ELSE else frame.named
        if subject in ("", ELSE):
            self._pend(stating, lead, item, frame)
            return stating
        if subject == "total":
            return stating
        stated, weak = self._stated(item, subject, explicit, lead, tail, frame)
        if not stated or not self._counts(item, stated):
            return stating
        stating.weak, stating.group, stating.within = weak, stated[0].group, stated[0].within
        stating.strict = any(w.text in stated[0].strict for w in (*lead.states, *tail.states))
        stating.partial = lead.part or tail.part
        doubtful = lead.doubtful or tail.doubtful or self._unless(item, subject)
        doubtful = doubtful or (item.mark == 1 and frame.doubtful_list and not lead.states)
        frame.doubtful_list = doubtful
        frame.states = tuple(w for w in lead.states if w.entry and subject in w.entry.states) or (
            frame.states if item.mark == 1 else ()
        )
        if doubtful or frame.scope.foreign or in_another_time(item.tail):
            return stating
        if self._barred_part(stating, stated, lead, frame):
            return stating
        stating.figures = tuple(f.named(subject) for f in stated)
        if len(lead.subjects) > 1 and explicit:
            self._several(stating, stated[0], lead.subjects, item)
        self._resolve(subject)
        return stating

    def _several(self, stating: Stating, figure: Figure, subjects: tuple[str, ...], item: Item) -> None:
        """One number behind several nouns: each has it where the text says so or it is nought; else it is unclear."""
        stating.figures = ()
        if not stating.number.value or any(w.is_("each") for w in item.lead):
            for subject in subjects:
                if subject in figure.of or subject in self.lexicon.bare:
                    own = figure if subject in figure.of else self.lexicon.bare[subject]
                    self.found.append(
                        Stating((own.named(subject),), stating.number, stating.start, stating.end, subject=subject)
                    )
        elif set(subjects) == {"reconsideration", "litigation"} and any(w.is_("totals") for w in item.lead):
            stating.figures = tuple(self.lexicon.bare[s].named(s) for s in subjects)

    def _subject(self, item: Item, lead: Words, tail: Words, frame: Frame) -> tuple[str, bool]:
        """The subject of a number and whether it is named beside it."""
        side = lead if lead.subject or lead.states or not item.tail else tail
        words = item.lead if side is lead else item.tail
        if not lead.subject and lead.states and tail.subject:
            side, words = tail, item.tail
        if side.subject == ELSE:
            return ELSE, True
        if side.subject:
            if side.weak and not self._weak_noun_holds(side, words, lead, frame):
                return ELSE, True
            if side.gap or _unknown_beside(words, self.book.bodies.names):
                return ELSE, True
            return side.subject, True
        if lead.unknown or (not lead.states and tail.unknown):
            return (
                (frame.subject, False)
                if frame.parent is not None and False
                else (ELSE, frame.parent is None and not lead.part)
            )
        if lead.doubtful:
            return ELSE, any(w.is_("other") for w in item.lead)
        states = lead.states or tail.states
        subject = self._implied(states, frame)
        if subject and not states:
            return subject, False
        return subject, False

    def _weak_noun_holds(self, side: Words, words: list[Token], lead: Words, frame: Frame) -> bool:
        subject = side.subject
        place = max(n for n, w in enumerate(words) if w.entry and w.entry.subject == subject)
        if any(not w.known for w in words[:place][-1:]):
            return False
        if subject == "processing_fee":
            return self._fees_spoken_of(frame)
        if subject in ("reconsideration", "litigation"):
            return self.disclosure or frame.subject in ("reconsideration", "litigation")
        if place and words[place - 1].is_("noun"):
            return False
        stated = any(w.entry and subject in w.entry.states for w in (*side.states, *lead.states))
        return stated or subject in (frame.subject, self.topic)

    def _stated(
        self, item: Item, subject: str, explicit: bool, lead: Words, tail: Words, frame: Frame
    ) -> tuple[Stated, bool]:
        """The figures that the words beside a number state, and whether weakly."""
        for words, tokens in ((lead, item.lead), (tail, item.tail)):
            stated, weak = figures_of(words, subject)
            if stated:
                return self._settle(stated, tokens, words.states), weak
        if lead.states and not explicit:
            return (), False
        if item.mark == 1 and frame.states and explicit:
            found = [f for w in frame.states if w.entry for s, f in w.entry.states.items() if s == subject]
            if found:
                return (found[0],), False
        bare = self.lexicon.bare.get(subject)
        other = [w for w in lead.states if not w.is_("fillers")]
        return ((bare,) if bare and explicit and not other else ()), False

    def _settle(self, stated: Stated, tokens: list[Token], states: tuple[Token, ...]) -> Stated:
        """One number with several figures: a part of the new ones, a row of a group, a pair; else nothing."""
        if len(stated) == 1:
            return stated
        within = [f for f in stated if f.within]
        if within:
            strong = any(w.text in f.words for w in states for f in within)
            return (
                (within[-1],)
                if len(within) == len(stated)
                else ()
                if strong
                else tuple(f for f in stated if not f.within)[:1]
            )
        if all(f.group == "outcome" for f in stated) and any(
            stated[-1].id.startswith(f.id + ".") or f.id.startswith(stated[-1].id + ".") for f in stated[:-1]
        ):
            return (stated[-1],)
        groups = {f.group for f in stated}
        relevant = tuple(w for w in states if w.entry and any(f in stated for f in w.entry.states.values()))
        if conjoined(tokens, relevant) and (len(groups) == 1 or groups == {"", "each"}):
            return stated
        return ()

    def _counts(self, item: Item, stated: Stated) -> bool:
        number = item.number
        assert number is not None
        figure = stated[0]
        if (figure.money is not None) != number.money:
            return figure.money is not None and number.value == 0 and not number.unit
        return number.money or number.unit == "" or number.unit in (figure.counted_in or self.book.counters)

    def _unless(self, item: Item, subject: str) -> bool:
        role = "unless:" + subject
        words = [*item.lead, *item.tail]
        if subject in ("reconsideration", "litigation"):
            reviewing = any(self.agency.endswith(name) for name in self.book.bodies.reviewing)
            if reviewing and not self.disclosure:
                return True
            if self.disclosure:
                return False
        return any(w.is_(role) for w in words)

    def _barred_part(self, stating: Stating, stated: Stated, lead: Words, frame: Frame) -> bool:
        """Whether the number is a part of what its words name, and so not the figure itself."""
        parent = frame.parent
        figure = stated[0]
        if figure.within:
            inside = (parent is not None and figure.within in parent.figures) or (
                parent is None and frame.last is not None and figure.within in frame.last.figures
            )
            sibling = (
                parent is None
                and frame.last is not None
                and frame.last.within == figure.within
                and bool(frame.last.figures)
            )
            return not (inside or sibling)
        if stating.partial:
            return True
        if parent is None:
            return False
        if parent.subject == ELSE and stating.subject == "application":
            return True
        if figure.id == "applications.new":
            return not stating.strict
        if figure.id == "applications.completed":
            return figure.id in parent.figures or not lead.states
        return False

    def _pend(self, stating: Stating, lead: Words, item: Item, frame: Frame) -> None:
        """A number whose noun is still to come: 新制发12件、废止9件，现行有效行政规范性文件64件."""
        states = lead.states or read_words(item.tail, self.lexicon).states
        if (
            stating.subject == ""
            and states
            and not lead.unknown
            and is_pure(item.tail)
            and not lead.doubtful
            and not lead.part
            and not frame.scope.foreign
        ):
            self.pending.append((stating, states))

    def close(self) -> None:
        """Numbers that name nothing are about applications where the sentence lists their official outcomes."""
        outcomes = {
            f.id
            for _, words in self.pending
            for w in words
            if w.entry
            for f in w.entry.states.values()
            if f.group == "outcome" and w.text not in f.weak
        }
        if len(outcomes) < 2:
            return
        for stating, words in self.pending:
            figures = [w.entry.states["application"] for w in words if w.entry and "application" in w.entry.states]
            if len(figures) == 1 or (figures and figures[-1].id.startswith(figures[0].id)):
                figure = figures[-1]
                if figure.group in ("outcome", "each") and stating.item and self._counts(stating.item, (figure,)):
                    stating.figures, stating.subject, stating.group = (figure.id,), "application", figure.group

    def _resolve(self, subject: str) -> None:
        for stating, states in self.pending:
            figures = [w.entry.states[subject] for w in states if w.entry and subject in w.entry.states]
            if figures and "{of}" in figures[0].id and stating.item and self._counts(stating.item, (figures[0],)):
                stating.figures, stating.subject = (figures[0].named(subject),), subject
        self.pending.clear()

    # -- A、B分别为1件、2件 --------------------------------------------------------------------------------

    def _series(self, item: Item, series: list[Item], frame: Frame) -> None:
        words = read_words(item.lead, self.lexicon)
        heads = self._heads(item.lead, words, frame)
        sound = len(heads) == len(series) and not (words.doubtful or words.part or words.unknown or frame.scope.foreign)
        for n, member in enumerate(series):
            assert member.number is not None
            stating = Stating((), member.number, member.place, member.place + 1, item=member, child=True)
            if sound and self._counts(member, (heads[n][0],)):
                figure, subject = heads[n]
                stating.figures, stating.subject = (figure.named(subject),), subject
                stating.within, stating.start = figure.within, item.lead[0].start
            self.found.append(stating)
            frame.last = stating

    def _heads(self, lead: list[Token], words: Words, frame: Frame) -> list[tuple[Figure, str]]:
        subject = words.subject or self._implied(words.states, frame)
        if len(words.subjects) > 1:
            bare = [(self.lexicon.bare.get(s), s) for s in words.subjects]
            shared = [
                (next((w.entry.states[s] for w in words.states if w.entry and s in w.entry.states), f), s)
                for f, s in bare
            ]
            return [(f, s) for f, s in shared if f is not None]
        stated, _ = figures_of(words, subject)
        return [(f, subject) for f in stated]


def _series(items: list[Item], n: int) -> list[Item]:
    """The numbers that share one lead: A、B分别为1件、2件和3件."""
    if not any(w.is_("distributive") for w in items[n].lead):
        return []
    series = [items[n]]
    for item in items[n + 1 :]:
        if (
            item.number is None
            or item.mark > 2
            or not all(w.is_("fillers") or w.text == "、" for w in item.lead)
            or any(item.before)
        ):
            break
        series.append(item)
    return series if len(series) > 1 else []


def _unknown_length(words: list[Token]) -> int:
    """The characters between the verb and the last noun that the lexicon does not have."""
    return sum(len(w.text) for w in words if not w.known)


def _ends_unknown(words: list[Token]) -> bool:
    for word in reversed(words):
        if not word.known:
            return True
        if word.is_("noun") or word.is_("weak-noun") or word.is_("states"):
            return False
    return False


def _listed_first(words: list[Token]) -> bool:
    """Whether the first noun is only joined to the next, not its cause: 无申请及行政复议."""
    nouns = [n for n, w in enumerate(words) if w.is_("noun")]
    if len(nouns) < 2:
        return False
    return all(w.text in ("、", "和", "及", "与", "以及", "或", "或者", "也") for w in words[nouns[0] + 1 : nouns[1]])


def _unknown_beside(words: list[Token], names: tuple[str, ...]) -> bool:
    """Whether unknown characters stand right before the noun, unless they are the name of a body."""
    place = max((n for n, w in enumerate(words) if w.is_("noun") or w.is_("weak-noun")), default=0)
    if place == 0 or words[place - 1].known:
        return False
    return not words[place - 1].text.endswith(names)
