"""Ctrl-C in the middle of many files: what is done becomes a whole result."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def until_interrupted(results: Iterable[T], told: Callable[[], object]) -> Iterator[T]:
    """The results up to Ctrl-C, of which `told` is called.

    The work on the next one is stopped at once; what is being written is written to its end, and a second Ctrl-C ends
    that too. Where Ctrl-C is none of ours, in another thread or in the background, it does what it did.
    """
    asked = waiting = False

    def hear(_: int, __: object) -> None:
        nonlocal asked
        if waiting or asked:
            raise KeyboardInterrupt
        asked = True

    try:
        ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler and bool(
            signal.signal(signal.SIGINT, hear)
        )
    except ValueError:
        ours = False
    ahead = iter(results)
    try:
        while not asked:
            waiting = True
            try:
                result = next(ahead)
            except StopIteration:
                return
            finally:
                waiting = False
            yield result
        told()
    except KeyboardInterrupt:
        told()
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
