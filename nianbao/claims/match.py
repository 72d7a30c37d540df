"""What a number states: the subject and the figure, read from the words around it. When in doubt, nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from nianbao.claims.clauses import Token
from nianbao.claims.lexicon import FAR, JOINING, LAST, NEXT, SPAN
from nianbao.claims.model import ClaimFigure

# Subjects that are none of the rulebook's: something else was named, or something that the lexicon does not know.
ELSE = "?"
UNTOLD = "??"
Stated: TypeAlias = tuple[ClaimFigure, ...]

_OTHERS = ("differences", "negations", "both", "other")
_DOUBTS = ("stages", *_OTHERS)
_COUPLING = frozenset(("并", "且", "并且"))
_TIMES = frozenset((LAST, NEXT, FAR, SPAN))


class Words(Struct):
    """What the words on one side of a number say."""

    subject: str = ""  # named there; ELSE where another thing is
    subjects: tuple[str, ...] = ()  # all that are named side by side, in order
    states: tuple[Token, ...] = ()  # words that state a figure
    doubtful: bool = False  # a word there makes the number something else
    of_other_matter: bool = False  # … because it came of other business than disclosure
    part: bool = False  # … or a part of something
    unknown: bool = False  # characters that the lexicon does not have
    weak: bool = False  # the subject's noun is a weak one
    of_items: bool = False  # what is named is 文件, 信息 and the like, of which the text may have said more
    gap: bool = False  # unknown characters between the words that matter


def read_words(words: Iterable[Token]) -> Words:
    """Reads the words on one side of a number; the last thing named there is the subject (Chinese is head-final)."""
    words = list(words)
    found = Words()
    nouns: list[tuple[int, Token]] = []
    cause = _cause(words)
    found.doubtful = found.of_other_matter = _of_another_matter(words[:cause])
    reason = _reason(words)
    joined = _joined_parts(words)
    for n, word in enumerate(words):
        if word.entry is None:
            found.unknown = found.unknown or not (word.known or n in reason)
            continue
        roles = word.entry.roles
        if "noun" in roles or "weak-noun" in roles:
            nouns.append((n, word))
        elif "states" in roles:
            found.states += (word,) if n >= cause else ()
        elif ("items" in roles or "classes" in roles) and not (n and names_subject(words[n - 1])):
            nouns.append((n, word))
        announced = any(map(_is_outcome, words[n + 1 : n + 3]))  # 告知申请人不予公开5件
        doubts = () if n in reason else _OTHERS if n < cause or announced or _one_of_many_steps(words, n) else _DOUBTS
        found.doubtful = found.doubtful or ("arrivals" not in roles and any(role in roles for role in doubts))
        whole = n in joined or _of_disclosure(words[n + 1 :]) or _why(words, n)
        part = ("parts" in roles and not whole) or _only_a_kind(roles)
        found.part = found.part or part
    if any(w.is_("wholes") for w in words):
        found.part = False
    if nouns:
        _read_nouns(found, words, nouns)
    return found


def _one_of_many_steps(words: list[Token], n: int) -> bool:
    """Whether a stage is joined to what states a figure before it: 接收、登记、转办申请36件."""
    while n > 1 and joins(words[n - 1]):
        n -= 2
        if words[n].is_("states"):
            return True
    return False


def _is_outcome(word: Token) -> bool:
    return word.entry is not None and any(f.group == "outcome" for f in word.entry.states.values())


def _only_a_kind(roles: frozenset[str]) -> bool:
    """Whether a word is nothing but a kind of a known set: 行政处罚普通程序3件 are not all penalties."""
    return len(roles) == 1 and "set" in roles


def _read_nouns(found: Words, words: list[Token], nouns: list[tuple[int, Token]]) -> None:
    place, head = nouns[-1]
    entry = head.entry
    assert entry is not None
    found.subject = entry.subject or ELSE
    found.of_items = "items" in entry.roles and not entry.subject
    found.weak = "weak-noun" in entry.roles and "noun" not in entry.roles
    first = next((n for n, w in enumerate(words) if w in found.states), place)
    found.gap = any(not w.known for w in words[min(first, place) : max(first, place)])
    if any(not w.known for w in words[place + 1 :]):
        found.subject = ELSE
    found.subjects = _side_by_side(words, nouns)


def _cause(words: list[Token]) -> int:
    """How many words tell what something came of: those up to 引发, 被申请, 提起, which no 、 joins to others."""
    causes = (n for n, w in enumerate(words) if w.is_("causes") and not (n and joins(words[n - 1])))
    return max(causes, default=-1) + 1


def _of_another_matter(cause: list[Token]) -> bool:
    """Whether what something came of is other business than disclosure: 因行政处罚引发的行政复议."""
    if any(w.is_("disclosure") or w.is_("request") for w in cause):
        return False
    return any(w.is_("noun") or w.is_("other") or w.is_("elsewhere") for w in cause)


def _reason(words: list[Token]) -> range:
    """The places of the words that only say why: those of 因补正 in 因补正结转至下年."""
    begin = next((n for n, w in enumerate(words) if w.is_("reasons")), None)
    if begin is None:
        return range(0)
    return range(begin, next((n for n in range(len(words) - 1, begin, -1) if names_subject(words[n])), begin))


def _joined_parts(words: list[Token]) -> set[int]:
    """The places of channels listed side by side, which are all of them: 当面递交和邮寄的申请."""
    places = [n for n, w in enumerate(words) if w.is_("parts")]
    joined: set[int] = set()
    for before, after in pairwise(places):
        between = words[before + 1 : after]
        if any(map(joins, between)) and all(joins(w) or w.is_("fillers") for w in between):
            joined.update((before, after))
    return joined if len(joined) == len(places) else set()


def _why(words: list[Token], n: int) -> bool:
    """Whether a word only says why an outcome was so: 因涉及过程性信息不予公开."""
    return n > 0 and words[n - 1].is_("reasons") and any(map(_is_outcome, words[n + 1 : n + 2]))


def _of_disclosure(words: list[Token]) -> bool:
    """Whether words behind 涉及, 针对, 有关 say that they take in all there is: the agency's disclosure."""
    for word in words:
        if word.is_("disclosure"):
            return not word.is_("noun")
        if not (word.is_("own") or word.is_("fillers")):
            return False
    return False


def _side_by_side(words: list[Token], nouns: list[tuple[int, Token]]) -> tuple[str, ...]:
    """The subjects of the last nouns that only conjunctions and empty words part."""
    subjects = [nouns[-1][1].entry.subject] if nouns[-1][1].entry else []
    for (before, noun), (after, _) in zip(nouns[-2::-1], nouns[:0:-1], strict=False):
        between = words[before + 1 : after]
        # 申请行政复议: the one is what is done with the other, not beside it.
        joined = any(map(joins, between)) or not (between or noun.is_("request"))
        if not joined or noun.entry is None or any(not w.is_("fillers") for w in between if w.entry):
            break
        subjects.insert(0, noun.entry.subject)
    return tuple(dict.fromkeys(s for s in subjects if s))


def names_subject(word: Token) -> bool:
    """Whether a word states a figure and says of what thing: 上年结转."""
    return word.entry is not None and any(f.names_subject for f in word.entry.states.values())


def figures_named(words: Words, subject: str) -> tuple[Stated, bool]:
    """The figures of a subject that the words state together, and whether every word for them is a weak one.

    One number with two figures is both where they can be one count (收到并办结), and their sum, as one pair,
    where they exclude each other (予以公开及部分公开); anything else is nothing.
    """
    stated: list[ClaimFigure] = []
    weak = True
    for word in words.states:
        assert word.entry is not None
        figure = word.entry.states.get(subject)
        if figure is not None and figure not in stated:
            stated.append(figure)
        if figure is not None and word.text not in figure.weak:
            weak = False
    return tuple(stated), weak


def conjoined(lead: list[Token], states: tuple[Token, ...], subject: str) -> bool:
    """Whether only conjunctions, empty words and their subject stand between the words that state figures."""
    first, last = states[0].start, states[-1].end
    between = (w for w in lead if first <= w.start and w.end <= last and w not in states)
    return all(w.text == "、" or w.is_("fillers") or (w.entry and w.entry.subject == subject) for w in between)


def in_another_time(words: Iterable[Token]) -> bool:
    """Whether the words name another year or a date."""
    return any(w.text in _TIMES for w in words)


def is_pure(words: Iterable[Token]) -> bool:
    """Whether the lexicon knows every word."""
    return all(w.known for w in words)


def couples(word: Token) -> bool:
    """Whether a word joins two things that were done: 答复并公开; or only joins."""
    return joins(word) or word.text in _COUPLING


def joins(word: Token) -> bool:
    """Whether a word only joins: 、 和 及."""
    return word.text in JOINING
