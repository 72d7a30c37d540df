"""In how many ways a regular expression can begin to match one text: what a backtracking search may have to try.

The expression becomes a position automaton (Glushkov) whose edges count the ways from one position to the next, so
that (a*)* and (a|a)* are told from a*. Texts are then grown character by character, always by the one that leaves
most ways open. A sound expression has a handful of ways, two repeats of the same characters in a row as many as the
text has characters; (a|aa)+ doubles them with each.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

from msgspec import Struct

_LENGTH = 150  # of the texts that are tried
_MOST = 8_000  # three repeats of the same characters in a row have 11,000 ways at that length
# A repeat is written out as often as it may match, up to as many positions; beyond that it is taken for unbounded.
_WRITTEN_OUT = 64
_MOST_POSITIONS = 4_000
_SAMPLES = "0aZ_甲 \n！" + "\xb7"
_TEXTS = 12  # that are grown side by side
_FEW = 2
_CHARACTERS = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_BRANCHES = ("BRANCH", "GROUPREF_EXISTS")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

Fits = Callable[[str], bool]
Ways = dict[int, int]  # by position


class _Fragment(Struct, frozen=True):
    """A piece of the expression: the ways to begin it, to end it, and to match nothing."""

    first: Ways
    last: Ways
    empty: int


_NOTHING = _Fragment({}, {}, 1)


class TooLargeError(Exception):
    """The expression has more positions than are looked at."""


def parsed(pattern: str) -> Any:  # the parser of re is typed nowhere
    """The tree that `re` makes of a pattern. Raises re.error."""
    return import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse").parse(pattern)


def is_explosive(tree: Any) -> bool:
    """Whether some text can be begun in more ways than a search could try. Raises TooLargeError."""
    repeats = list(_repeats(tree))
    if len(repeats) <= _FEW and all(_is_single(body) or most == 1 for most, body in repeats):
        return False  # as many ways as a text has characters, squared at the most: nearly all expressions
    automaton = _Automaton(tree)
    return automaton.explodes() or any(is_explosive(ahead) for ahead in automaton.looked_at)


def _repeats(items: Any) -> Iterator[tuple[int, Any]]:
    """How often each repeat may match at the most, and its body; those inside of others as well."""
    for operation, argument in items:
        kind = str(operation)
        if kind in _REPEATS:
            yield argument[1], argument[2]
            yield from _repeats(argument[2])
        elif kind in _BRANCHES:
            for branch in _branches(argument):
                yield from _repeats(branch)
        elif kind in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
            yield from _repeats(argument[-1])
        elif kind == "ATOMIC_GROUP":
            yield from _repeats(argument)


def _branches(argument: Any) -> list[Any]:
    """What an alternative has to choose from, (?(1)a|b) too: the second may not be there."""
    return [branch or () for branch in argument[-2:]] if len(argument) == 3 else list(argument[1])


def _is_single(body: Any) -> bool:
    return len(body) == 1 and str(body[0][0]) in _CHARACTERS


class _Automaton:
    def __init__(self, tree: Any) -> None:
        self._fits: list[Fits] = []
        self._next: list[Ways] = []
        self._chars = dict.fromkeys(_SAMPLES)
        self._any_case = False
        self._groups: dict[int | None, Any] = {}  # by the numbers that references have
        self.looked_at: list[Any] = []  # what stands ahead or behind, matched by itself
        self._sequence(tree)

    def explodes(self) -> bool:
        """Grow texts from every position at once; of those that lead to the same positions the one with most ways."""
        holding = {frozenset(n for n, fits in enumerate(self._fits) if fits(char)) for char in self._chars}
        texts: list[Ways] = [dict.fromkeys(held, 1) for held in holding if held]
        for _ in range(_LENGTH if texts else 0):
            texts = self._longer(texts, holding)
            if any(sum(ways.values()) > _MOST for ways in texts):
                return True
        return False

    def _longer(self, texts: list[Ways], holding: Iterable[frozenset[int]]) -> list[Ways]:
        grown: dict[frozenset[int], Ways] = {}
        for ways in texts:
            after = self._after(ways)
            for held in holding:
                kept = {position: count for position, count in after.items() if position in held}
                live = frozenset(kept)
                if live and sum(kept.values()) > sum(grown.get(live, {}).values()):
                    grown[live] = kept
        return sorted(grown.values(), key=lambda kept: sum(kept.values()), reverse=True)[:_TEXTS]

    def _after(self, ways: Ways) -> Ways:
        after: Ways = {}
        for position, count in ways.items():
            for following, more in self._next[position].items():
                after[following] = after.get(following, 0) + count * more
        return after

    def _sequence(self, items: Any) -> _Fragment:
        whole = _NOTHING
        for operation, argument in items:
            whole = self._joined(whole, self._item(str(operation), argument))
        return whole

    def _joined(self, left: _Fragment, right: _Fragment) -> _Fragment:
        self._link(left.last, right.first)
        return _Fragment(
            _added(left.first, right.first, left.empty),
            _added(right.last, left.last, right.empty),
            left.empty * right.empty,
        )

    def _link(self, last: Ways, first: Ways) -> None:
        for position, count in last.items():
            following = self._next[position]
            for begun, more in first.items():
                following[begun] = following.get(begun, 0) + count * more

    def _item(self, operation: str, argument: Any) -> _Fragment:
        if operation in _REPEATS:
            return self._repeated(*argument)
        if operation == "SUBPATTERN":
            return self._group(*argument)
        if operation in ("ATOMIC_GROUP", "GROUPREF"):  # a reference matches again what its group can match
            return self._sequence(argument if operation == "ATOMIC_GROUP" else self._groups.get(argument, ()))
        if operation in _BRANCHES:
            return _either([self._sequence(branch) for branch in _branches(argument)])
        if operation in _CHARACTERS:
            return self._position(_fitting(operation, argument, self._chars, self._any_case))
        if operation in ("ASSERT", "ASSERT_NOT"):
            self.looked_at.append(argument[1])
        return _NOTHING  # a place in the text

    def _group(self, number: int | None, set_flags: int, cleared: int, body: Any) -> _Fragment:
        before = self._any_case
        self._any_case = bool((before or set_flags & re.IGNORECASE) and not cleared & re.IGNORECASE)
        fragment = self._sequence(body)
        self._any_case = before
        self._groups[number] = body
        return fragment

    def _position(self, fits: Fits) -> _Fragment:
        if len(self._fits) >= _MOST_POSITIONS:
            raise TooLargeError
        self._fits.append(fits)
        self._next.append({})
        at = {len(self._fits) - 1: 1}
        return _Fragment(at, at, 0)

    def _repeated(self, least: int, most: int, body: Any) -> _Fragment:
        if not most:
            return _NOTHING
        before = len(self._fits)
        one = last = self._sequence(body)
        room = _WRITTEN_OUT // max(len(self._fits) - before, 1)
        whole = one
        for _ in range(min(least, room) - 1):
            last = self._sequence(body)
            whole = self._joined(whole, last)
        if most > max(room, 1):
            self._link(last.last, last.first)
            return whole if least else _Fragment(one.first, one.last, 1)
        if least:
            return self._joined(whole, self._up_to(most - least, body))
        return self._once_or_more(one, self._up_to(most - 1, body))

    def _up_to(self, times: int, body: Any) -> _Fragment:
        """One within the other, (a(a(a)?)?)?, as a search goes: a repeat that matches nothing is its last."""
        tail = _NOTHING
        for _ in range(times):
            tail = self._once_or_more(self._sequence(body), tail)
        return tail

    def _once_or_more(self, one: _Fragment, more: _Fragment) -> _Fragment:
        """(one more)?, where `one` matches something."""
        both = self._joined(_Fragment(one.first, one.last, 0), more)
        return _Fragment(both.first, both.last, 1)


def _either(branches: list[_Fragment]) -> _Fragment:
    whole = _Fragment({}, {}, 0)
    for branch in branches:
        whole = _Fragment(
            _added(whole.first, branch.first, 1), _added(whole.last, branch.last, 1), whole.empty + branch.empty
        )
    return whole


def _added(ways: Ways, others: Ways, times: int) -> Ways:
    whole = dict(ways)
    for position, count in others.items() if times else ():
        whole[position] = whole.get(position, 0) + count * times
    return whole


def _fitting(operation: str, argument: Any, chars: dict[str, None], any_case: bool) -> Fits:
    """Whether a character fits; the characters that tell it from others go to `chars`."""
    if operation == "ANY":
        return lambda char: True
    items = argument if operation == "IN" else [(operation.removeprefix("NOT_"), argument)]
    negated = operation == "NOT_LITERAL" or any(str(kind) == "NEGATE" for kind, _ in items)
    tests = [test for kind, value in items for test in _tests(str(kind), value, chars)]

    def fits(char: str) -> bool:
        cases = (char, char.swapcase()) if any_case else (char,)
        return any(test(c) for test in tests for c in cases) != negated

    return fits


def _tests(kind: str, value: Any, chars: dict[str, None]) -> Iterator[Fits]:
    if kind == "LITERAL":
        chars[chr(value)] = None
        yield chr(value).__eq__
    elif kind == "RANGE":
        low, high = chr(value[0]), chr(value[1])
        chars.update(dict.fromkeys((low, high)))
        yield lambda char: low <= char <= high
    elif kind == "CATEGORY":
        yield _category(str(value).removeprefix("CATEGORY_"))


def _category(name: str) -> Fits:
    mark = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[name.removeprefix("NOT_")]
    found, wanted = re.compile(mark).match, not name.startswith("NOT_")
    return lambda char: bool(found(char)) == wanted
