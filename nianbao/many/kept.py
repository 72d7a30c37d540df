"""Processes kept ready for work that comes one by one: each may fail alone, and another takes its place."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from nianbao.many.here import Lost

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

R = TypeVar("R")
_PATIENCE = 0.5  # seconds that a process has to end by itself


class LostError(Exception):
    """The process died, or took too long and was ended; `why` says which."""

    def __init__(self, why: Lost) -> None:
        super().__init__(why)
        self.why = why


def call(thing: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
    """What a process does: call the function with the arguments."""
    function, arguments = thing
    return function(*arguments)


class Kept:
    """So many processes, started now; whoever comes when all are busy waits. Safe for threads."""

    def __init__(self, jobs: int, prepare: Callable[[], object]) -> None:
        """`prepare` is what each does first, such as to import what it will need."""
        self._prepare = prepare
        self._idle: queue.SimpleQueue[_Process | Literal["closed"]] = queue.SimpleQueue()
        self._all: set[_Process] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(jobs):
            self._add()

    def _add(self) -> None:
        with self._lock:
            if not self._closed:
                process = _Process(self._prepare)
                self._all.add(process)
                self._idle.put(process)

    def do(self, seconds: float, function: Callable[..., R], *arguments: Any) -> R:
        """The result of a function at the top of a module, or what it raises. Raises LostError."""
        process = self._idle.get()
        if process == "closed":
            self._idle.put("closed")
            raise LostError("died")
        try:
            answer = process.answer(seconds, function, arguments)
        except LostError:
            with self._lock:
                self._all.discard(process)
            process.end()
            self._add()
            raise
        self._idle.put(process)
        result: R
        result, error = answer
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        """End all of them, whatever they do."""
        with self._lock:
            self._closed = True
            processes, self._all = self._all, set()
        self._idle.put("closed")
        for process in processes:
            process.end()


class _Process:
    def __init__(self, prepare: Callable[[], object]) -> None:
        from multiprocessing import get_context

        from nianbao.many.worker import serve

        spawning = get_context("spawn")
        self._pipe: Connection
        self._pipe, theirs = spawning.Pipe()
        self._process: SpawnProcess = spawning.Process(target=serve, args=(theirs, call), daemon=True)
        self._process.start()
        theirs.close()
        with suppress(OSError):
            self._pipe.send((prepare, ()))
        self._prepared = False

    def answer(self, seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        try:
            if not self._prepared:
                self._received(seconds)
                self._prepared = True
            self._pipe.send((function, arguments))
            return self._received(seconds)
        except (EOFError, OSError):
            raise LostError("died") from None

    def _received(self, seconds: float) -> Any:
        if not self._pipe.poll(seconds):
            raise LostError("late")
        return self._pipe.recv()

    def end(self) -> None:
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        with suppress(OSError):
            self._pipe.close()
