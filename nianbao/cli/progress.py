"""How far a call with many files is, on the terminal, with the time that is left."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO, TypeVar

from nianbao.cli.speaking import language
from nianbao.i18n import Text

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
_CHECKING = Text("检查", "checking")
_LEFT = Text("剩余", "left")
# What is done sooner needs no bar, and not what draws one.
PATIENCE = 0.5
_BETWEEN = 0.1  # seconds between two drawings


class Bar:
    """Drawn on standard error where that is a terminal, away from what is printed meanwhile; gone at the end."""

    def __init__(self, total: int, *, wanted: bool, stream: TextIO | None = None) -> None:
        self._total, self._stream = total, stream or sys.stderr
        self._wanted = wanted and total > 1 and self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._done = 0
        self._next = time.monotonic() + PATIENCE
        self._drawn: Progress | None = None
        self._shown = False

    def watch(self, results: Iterable[T]) -> Iterator[T]:
        """The results, counted as they come."""
        for result in results:
            self._done += 1
            if self._wanted and time.monotonic() >= self._next:
                self._draw()
            yield result

    def close(self) -> None:
        """Leave nothing of it on the terminal."""
        self.clear()

    def clear(self) -> None:
        """Make room for what is printed; the bar comes back with one of the next results."""
        if self._drawn and self._shown:
            self._drawn.stop()
            self._shown = False

    def _draw(self) -> None:
        self._drawn = self._drawn or _progress(self._total, self._stream)
        if not self._shown:
            self._drawn.start()
            self._shown = True
        (task,) = self._drawn.task_ids
        self._drawn.update(task, completed=self._done, refresh=True)
        self._next = time.monotonic() + _BETWEEN


def _progress(total: int, stream: TextIO) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    left = TextColumn(_LEFT.in_(language()), style="dim")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left, TimeRemainingColumn())
    drawn = Progress(
        *columns,
        console=Console(file=stream),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        speed_estimate_period=60,
    )
    drawn.add_task(_CHECKING.in_(language()), total=total)
    return drawn
