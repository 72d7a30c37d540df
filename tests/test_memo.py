"""What is made once for a thing: once for each, never for another, and not for ever."""

from __future__ import annotations

import gc
import weakref
from itertools import count

from nianbao.memo import once_per


class Thing:
    """Equal to every other of its kind."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing)

    __hash__ = None  # type: ignore[assignment]  # what cannot be hashed says it so


def _watched(thing: Thing) -> weakref.ref[Thing]:
    """What tells whether the thing is still kept."""
    return weakref.ref(thing)


def test_each_thing_has_its_own_though_they_are_equal() -> None:
    numbers = count(1)

    @once_per()
    def made(_: Thing) -> int:
        return next(numbers)

    first, second = Thing(), Thing()
    assert [made(first), made(second), made(first), made(second)] == [1, 2, 1, 2]


def test_a_thing_that_is_new_is_never_taken_for_one_that_is_gone() -> None:
    made = once_per(4)(_watched)
    for _ in range(200):
        thing = Thing()
        assert made(thing)() is thing


def test_no_more_is_kept_than_asked_for() -> None:
    made = once_per(3)(_watched)
    kept = [made(Thing()) for _ in range(10)]
    gc.collect()
    assert sum(ref() is not None for ref in kept) == 3
