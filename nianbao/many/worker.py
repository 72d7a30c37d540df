"""The process that works: takes things from a pipe and sends back what was made of each, until nobody asks."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NoReturn

READY = "ready"  # said before anything is done


def serve(pipe: Connection, work: Callable[[Any], Any], announced: bool = False, memory: int | None = None) -> None:
    """Answer each thing with its result or the error that it raised, in their order; `announced` by READY.

    With `memory` no more bytes can be had, where the system bounds that: MemoryError is what a thing meets then.
    """
    if memory is not None:
        _bound(memory)
    # Ctrl-C reaches every process of the terminal: the one that started this says what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # By SystemExit, so that programs which read a file for us end too.
    signal.signal(signal.SIGTERM, _exit)
    # As in nianbao.cli.run: reports leave next to no cycles.
    gc.set_threshold(100_000, 20, 100)
    with suppress(EOFError, OSError):  # whoever asked is gone
        if announced:
            pipe.send(READY)
        while True:
            pipe.send(_answer(work, pipe.recv()))


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > memory:
        # The soft bound alone: programs that are started have their own.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def _answer(work: Callable[[Any], Any], thing: Any) -> tuple[Any, Exception | None]:
    try:
        return work(thing), None
    except Exception as error:
        return None, error


def _exit(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)
