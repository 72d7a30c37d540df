"""Work in this process is bounded as in others: what takes too long or too much is given up, and the rest is done."""

from __future__ import annotations

import signal
import threading
import time

import pytest

from nianbao.many.here import Lost, one_by_one

pytestmark = pytest.mark.needs("posix")


def slow(thing: int) -> int:
    """Some things take for ever, in a way that takes every error for one of the thing."""
    try:
        while thing < 0:
            time.sleep(0.01)
    except Exception:
        return 0
    return thing


def lost(thing: int, why: Lost) -> int:
    """What stands for a result."""
    assert why == "late"
    return thing * 100


def test_what_takes_too_long_is_lost_alone() -> None:
    found = one_by_one(slow, [1, -1, 2, -2], seconds=lambda thing: 0.1 if thing < 0 else 60, lost=lost)
    assert list(found) == [1, -100, 2, -200]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_the_alarm_of_another_and_of_another_thread_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        assert list(one_by_one(slow, [1], seconds=lambda _: 60, lost=lambda thing, _: thing)) == [1]
        assert signal.getsignal(signal.SIGALRM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGALRM, before)
    found: list[int] = []
    thread = threading.Thread(
        target=lambda: found.extend(one_by_one(slow, [1], seconds=lambda _: 60, lost=lambda thing, _: thing))
    )
    thread.start()
    thread.join()
    assert found == [1]


def greedy(size: int) -> int:
    """Takes so many bytes."""
    return len(bytearray(size))


def test_memory_is_bounded_for_the_work_alone() -> None:
    mib = 1024 * 1024
    found = one_by_one(greedy, [mib, 4096 * mib], seconds=lambda _: 60, lost=lambda thing, _: thing, memory=2048 * mib)
    assert next(found) == mib
    with pytest.raises(MemoryError):
        next(found)
    assert greedy(mib) == mib
