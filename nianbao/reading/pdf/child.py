"""The process that PDF files are read in: started once for many, made anew after some of them and after any trouble."""

from __future__ import annotations

import atexit
import os
import struct
import subprocess
import threading
from collections import deque
from contextlib import suppress

from nianbao import children

LENGTH = struct.Struct(">Q")  # of what follows, a task or an answer
# What a file leaves in the library lasts no longer than so many others.
_MOST_FILES = 50


class ChildError(Exception):
    """There is no answer: the child died, or took too `late` and was ended."""

    def __init__(self, late: bool) -> None:
        super().__init__(late)
        self.late = late


def ask(task: bytes, seconds: int, *, anew: bool = False) -> Child:
    """The child that has done the task, with its `answer`; whoever is content gives it back by `keep`.

    What one could not do that had read other files, or any where it is to be begun `anew`, a new one does. Raises
    ChildError. Safe for threads, each of which has a child of its own.
    """
    used = None if anew else _idle_child()
    if used is not None:
        try:
            return used.ask(task, seconds)
        except ChildError as error:
            if error.late:
                raise
    return Child().ask(task, seconds)


_idle: deque[Child] = deque()


def _idle_child() -> Child | None:
    """One that waits; those of a process that this one was forked from are not ours."""
    with suppress(IndexError):
        while True:
            child = _idle.pop()
            if child.owner == os.getpid():
                return child
    return None


class Child:
    """A process, and the answer to the last task."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            children.command(children.PDF), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.owner = os.getpid()
        self.answer = b""
        self._files = 0

    @property
    def is_new(self) -> bool:
        """Whether it has read one file at most."""
        return self._files <= 1

    def ask(self, task: bytes, seconds: int) -> Child:
        """Have the task done. Raises ChildError; whatever is raised, nothing of the child is left then."""
        late = threading.Event()
        timer = threading.Timer(seconds, self._give_up, (late,))
        timer.daemon = True
        timer.start()
        try:
            self._files += 1
            self.answer = self._answer_to(task)
        except (OSError, EOFError):
            self.end()
            raise ChildError(late.is_set()) from None
        except BaseException:
            self.end()
            raise
        finally:
            timer.cancel()
        return self

    def _give_up(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _answer_to(self, task: bytes) -> bytes:
        """Raises OSError or EOFError where the process is gone."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(LENGTH.pack(len(task)) + task)
        self._process.stdin.flush()
        head = self._process.stdout.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise EOFError
        (length,) = LENGTH.unpack(head)
        answer = self._process.stdout.read(length)
        if len(answer) < length:
            raise EOFError
        return answer

    def keep(self) -> None:
        """Let it wait for the next task, unless it has done enough of them."""
        if self._files < _MOST_FILES:
            _idle.append(self)
        else:
            self.end()

    def end(self) -> None:
        """Let nothing of it be left."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent goes nowhere
                if stream:
                    stream.close()


@atexit.register
def end_all() -> None:
    """End the children that wait."""
    while child := _idle_child():
        child.end()
