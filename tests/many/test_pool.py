"""The pool: everything once, in order, whatever happens to a process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing import active_children
from typing import overload

import pytest

from nianbao.many import FEW
from nianbao.many.here import Lost
from nianbao.many.pool import in_order

DYING, HANGING, WRONG = 1000, 2000, 3000


def work(thing: int) -> tuple[int, int]:
    """The thing and the process that had it; some things take that down, keep it, or are wrong."""
    if thing == DYING:
        os._exit(9)
    if thing == HANGING:
        time.sleep(600)
    if thing == WRONG:
        msg = "wrong"
        raise ValueError(msg)
    if thing % 5 == 0:
        time.sleep(0.02)
    return thing, os.getpid()


def slow_first(thing: int) -> int:
    """The first takes longer than all others."""
    if thing == 0:
        time.sleep(1)
    return thing


def lost(thing: int, why: Lost) -> tuple[int, Lost]:
    """What stands for a result."""
    return thing, why


def soon(thing: int) -> float:
    """Only what hangs is not waited for."""
    return 1 if thing == HANGING else 600


def forever(_: object) -> float:
    """No bound."""
    return 600


def done(things: Sequence[int], jobs: int = 2) -> list[tuple[int, int | Lost]]:
    """What comes of all things."""
    return list(in_order(work, things, jobs=jobs, seconds=soon, lost=lost))


def test_results_are_in_order_and_from_several_processes() -> None:
    results = done(range(200))
    assert [thing for thing, _ in results] == list(range(200))
    assert len({process for _, process in results}) == 2
    assert active_children() == []


@pytest.mark.parametrize(("number", "jobs"), [(FEW - 1, 4), (100, 1), (0, 2)])
def test_few_things_and_one_job_start_no_process(number: int, jobs: int) -> None:
    assert {process for _, process in done(range(number), jobs)} <= {os.getpid()}


@pytest.mark.parametrize(("bad", "why"), [(DYING, "died"), (HANGING, "late")])
@pytest.mark.parametrize("place", [0, 7, 19])
def test_only_the_thing_that_a_process_was_at_is_lost(bad: int, why: Lost, place: int) -> None:
    things = [*range(place), bad, *range(place, 19)]
    results = done(things)
    assert [thing for thing, _ in results] == things
    assert [result for result in results if isinstance(result[1], str)] == [(bad, why)]


def test_every_process_may_die() -> None:
    assert done([DYING] * 10) == [(DYING, "died")] * 10


def test_an_error_is_raised_in_its_turn_and_nothing_is_left() -> None:
    results = in_order(work, [*range(9), WRONG, *range(9)], jobs=2, seconds=soon, lost=lost)
    assert [next(results)[0] for _ in range(9)] == list(range(9))
    with pytest.raises(ValueError, match="wrong"):
        next(results)
    assert active_children() == []


def test_closing_ends_what_is_at_work_at_once() -> None:
    results = in_order(work, [1, *[HANGING] * 10], jobs=2, seconds=forever, lost=lost)
    assert next(results)[0] == 1
    results.close()
    assert active_children() == []


_FROM_STANDARD_INPUT = """
from nianbao.many.pool import in_order
print(sum(in_order(abs, range(-20, 0), jobs=2, seconds=lambda _: 600, lost=lambda *_: None)))
"""


def test_where_no_process_can_be_started_the_work_is_done_in_this_one() -> None:
    # What stands on standard input is no program that another process could run.
    done = subprocess.run(
        (sys.executable, "-"), input=_FROM_STANDARD_INPUT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stdout == "210\n"


def test_what_is_known_is_not_worked_on() -> None:
    known = {thing: (thing, -1) for thing in range(200) if thing % 3}
    results = list(in_order(work, range(200), jobs=2, seconds=soon, lost=lost, known=known.get))
    assert [thing for thing, _ in results] == list(range(200))
    assert all((process == -1) == (thing in known) for thing, process in results)


def test_where_all_is_known_no_process_is_started() -> None:
    assert list(in_order(work, range(200), jobs=2, seconds=soon, lost=lost, known=lambda n: (n, 0)))[-1] == (199, 0)
    assert active_children() == []


def greedy(size: int) -> int:
    """Takes so many bytes."""
    return len(bytearray(size))


@pytest.mark.needs("linux")
def test_a_process_takes_no_more_memory_than_it_may() -> None:
    mib = 1024 * 1024
    sizes = [mib] * 9
    bounded = {"jobs": 2, "seconds": forever, "lost": lambda *_: None, "memory": 256 * mib}
    assert list(in_order(greedy, sizes, **bounded)) == sizes  # type: ignore[arg-type]  # of several types
    with pytest.raises(MemoryError):
        list(in_order(greedy, [*sizes, 1024 * mib], **bounded))  # type: ignore[arg-type]  # as above


class Watched(Sequence[int]):
    """The numbers of a range, and how far it was read."""

    def __init__(self, number: int) -> None:
        self.number, self.read = number, 0

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice) or at >= self.number:
            raise IndexError
        self.read = max(self.read, at + 1)
        return at

    def __len__(self) -> int:
        return self.number


def test_what_takes_long_holds_up_the_others_beyond_a_window() -> None:
    things = Watched(5000)
    results = in_order(slow_first, things, jobs=2, seconds=forever, lost=lambda thing, _: thing)
    assert next(results) == 0
    assert 2 < things.read < 200
    assert list(results) == list(range(1, 5000))
