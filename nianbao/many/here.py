"""Work on things one by one in this process, each within bounds of time and memory where the system can set them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# Why there is no result: a process ended in the middle of it, or the work took too long and was ended.
Lost: TypeAlias = Literal["died", "late"]


class _LateError(BaseException):
    """The time is over; no `except Exception` on the way takes it for a fault of the thing."""


def nothing(_: object) -> None:
    """Nothing is known before."""


def one_by_one(
    work: Callable[[T], R],
    things: Iterable[T],
    *,
    seconds: Callable[[T], float],
    lost: Callable[[T, Lost], R],
    known: Callable[[T], R | None] = nothing,
    memory: int | None = None,
) -> Iterator[R]:
    """`work` of each thing, `lost` of one that takes longer than its `seconds`; what is `known` is not worked on.

    With `memory` the process gets no more bytes: MemoryError is what a thing meets then. The bounds need a system with
    SIGALRM and resource limits (not Windows), and hold in the main thread alone, where Python hears signals.
    """
    for thing in things:
        found = known(thing)
        yield _done(work, thing, seconds, lost, memory) if found is None else found


def _done(
    work: Callable[[T], R],
    thing: T,
    seconds: Callable[[T], float],
    lost: Callable[[T, Lost], R],
    memory: int | None,
) -> R:
    try:
        with _within(seconds(thing)), _at_most(memory):
            return work(thing)
    except _LateError:
        return lost(thing, "late")


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raises _LateError when the time is over."""
    if not _hears_alarms():
        yield
        return
    before = signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _hears_alarms() -> bool:
    """Whether this thread hears them, and no one else waits for one."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def _late(_: int, __: object) -> None:
    raise _LateError


@contextmanager
def _at_most(memory: int | None) -> Iterator[None]:
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_DATA)
    if memory is None or resource.RLIM_INFINITY != before[0] <= memory:
        yield
        return
    resource.setrlimit(
        resource.RLIMIT_DATA, (memory if before[1] == resource.RLIM_INFINITY else min(memory, before[1]), before[1])
    )
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
