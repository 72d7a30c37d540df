"""Work on many things in several processes, with the results in the order of the things.

The processes are started afresh (spawn), as every system can, and hold two things each, so that none waits for the
next. At most a window of results is kept for those that take longer: memory does not grow with their number. One that
dies, or takes too long and is ended, costs the thing that it was at; another takes its place.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from typing import Any, Generic, TypeAlias, TypeVar

from nianbao.many import FEW
from nianbao.many.here import Lost, nothing, one_by_one
from nianbao.many.worker import READY, serve

T = TypeVar("T")
R = TypeVar("R")
# A result or the error that was raised instead, or why there is neither.
Answer: TypeAlias = tuple[Any, Exception | None] | Lost

_HELD = 2
_WINDOW = 32  # for each process
_LONGEST = 3600.0  # seconds that systems can wait at once
_PATIENCE = 0.5  # seconds that a process has to end by itself


def cores() -> int:
    """How many processes can work at once."""
    system: str = sys.platform
    if system == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[T], R],
    things: Sequence[T],
    *,
    jobs: int,
    seconds: Callable[[T], float],
    lost: Callable[[T, Lost], R],
    known: Callable[[T], R | None] = nothing,
    memory: int | None = None,
) -> Generator[R, None, None]:
    """`work` of each thing, in their order, as it comes; `lost` of one that took its process down or `seconds` of it.

    What is `known` of a thing without work is taken instead. Few things, any with one job, and all where no process
    can be started, are done in this process (`nianbao.many.here`). `work` and the things must be picklable. An
    error that `work` raises is raised here, in the turn of its thing; MemoryError is one, where a process would take
    more than `memory` bytes. Closing the iterator ends all processes.
    """
    if jobs == 1 or len(things) < FEW:
        yield from one_by_one(work, things, seconds=seconds, lost=lost, known=known, memory=memory)
        return
    team: _Team[T, R] = _Team(work, things, min(jobs, len(things)), seconds, known, memory=memory)
    told = 0
    try:
        for answer in team.answers():
            yield lost(things[told], answer) if isinstance(answer, str) else _result(answer)
            told += 1
    except _NoProcessError:
        left = (things[number] for number in range(told, len(things)))
        yield from one_by_one(work, left, seconds=seconds, lost=lost, memory=memory)
    finally:
        team.end()


class _NoProcessError(Exception):
    """A process could not even be started: whoever calls this is no program that another process could run."""


def _result(answer: tuple[Any, Exception | None]) -> Any:
    result, error = answer
    if error is not None:
        raise error
    return result


class _Worker(Generic[T]):
    """A process, our end of the pipe to it, and the numbers of the things that it has; it is at the first."""

    def __init__(self, work: Callable[[T], Any], memory: int | None) -> None:
        from multiprocessing import get_context

        spawning = get_context("spawn")
        self.pipe, theirs = spawning.Pipe()
        self.process = spawning.Process(target=serve, args=(theirs, work, True, memory), daemon=True)
        with _deaf():
            self.process.start()
        theirs.close()
        self.has: deque[int] = deque()
        self.until = inf
        self.ready = False  # whether it has said so

    def end(self, by: float) -> None:
        """Let nothing of it be left, at once when the time has come."""
        self.process.join(max(0.0, by - time.monotonic()))
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C is heard later: a process that just starts would print where it was."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Team(Generic[T, R]):
    def __init__(
        self,
        work: Callable[[T], R],
        things: Sequence[T],
        jobs: int,
        seconds: Callable[[T], float],
        known: Callable[[T], R | None],
        *,
        memory: int | None,
    ) -> None:
        self._work, self._things, self._jobs, self._seconds, self._known = work, things, jobs, seconds, known
        self._memory = memory
        self._workers: list[_Worker[T]] = []
        self._begun = 0  # how many things were given out, or known
        self._returned: deque[int] = deque()  # what one that died still had

    def answers(self) -> Iterator[Answer]:
        """The answer to each thing, in their order. Raises _NoProcessError."""
        kept: dict[int, Answer] = {}
        for turn in range(len(self._things)):
            while turn not in kept:
                kept.update(self.feed(turn))
                if turn not in kept:
                    kept.update(self.results())
            kept.update(self.feed(turn))
            yield kept.pop(turn)

    def feed(self, turn: int) -> Iterator[tuple[int, Answer]]:
        """Give every process something to do, up to a window beyond whose turn it is; what is known by the way."""
        for held in range(_HELD):
            for place in range(self._jobs):
                if place < len(self._workers) and len(self._workers[place].has) > held:
                    continue
                number = yield from self._next(turn)
                if number is None:
                    return
                if place == len(self._workers):
                    self._workers.append(_Worker(self._work, self._memory))
                self._give(self._workers[place], number)

    def _next(self, turn: int) -> Generator[tuple[int, Answer], None, int | None]:
        """The number of the next thing that somebody has to work on, None where none is to be begun now."""
        if self._returned:
            return self._returned.popleft()
        while self._begun < len(self._things) and self._begun - turn < self._jobs * _WINDOW:
            self._begun += 1
            found = self._known(self._things[self._begun - 1])
            if found is None:
                return self._begun - 1
            yield self._begun - 1, (found, None)
        return None

    def _give(self, worker: _Worker[T], number: int) -> None:
        worker.has.append(number)
        if len(worker.has) == 1:
            self._begin(worker)
        with suppress(OSError):  # it is gone, which shows when its results are asked for
            worker.pipe.send(self._things[number])

    def _begin(self, worker: _Worker[T]) -> None:
        """It is at the first of what it has from now on."""
        seconds = self._seconds(self._things[worker.has[0]]) if worker.has and worker.ready else inf
        worker.until = time.monotonic() + seconds

    def results(self) -> Iterator[tuple[int, Answer]]:
        """What has come by now, with its number; waits until there is something, or a process is late."""
        from multiprocessing.connection import wait

        first = min(worker.until for worker in self._workers) - time.monotonic()
        ready = wait([worker.pipe for worker in self._workers], min(max(0.0, first), _LONGEST))
        for worker in tuple(self._workers):
            if worker.pipe in ready:
                yield from self._received(worker)
            elif worker.until <= time.monotonic():
                yield from self._dropped(worker, "late")

    def _received(self, worker: _Worker[T]) -> Iterator[tuple[int, Answer]]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._dropped(worker, "died")
            return
        if answer == READY:
            worker.ready = True
            self._begin(worker)
            return
        number = worker.has.popleft()
        self._begin(worker)
        yield number, answer

    def _dropped(self, worker: _Worker[T], why: Lost) -> Iterator[tuple[int, Answer]]:
        """The thing that it was at is lost; what it had besides is given to another."""
        self._workers.remove(worker)
        worker.process.terminate()
        worker.end(time.monotonic() + _PATIENCE)
        if not worker.ready:
            raise _NoProcessError
        if worker.has:
            yield worker.has.popleft(), why
        self._returned.extend(worker.has)

    def end(self) -> None:
        """End all processes, together within the time that one has."""
        for worker in self._workers:
            worker.process.terminate()
        by = time.monotonic() + _PATIENCE
        for worker in self._workers:
            worker.end(by)
