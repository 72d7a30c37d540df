"""Each file of a call by itself, whatever is done with it: in as many processes as are wanted, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from linter import converting
from linter.tasks import MEMORY, Task, seconds_for
from nianbao.many import FEW
from nianbao.many.here import nothing, one_by_one

if TYPE_CHECKING:
    from nianbao.many.here import Lost

R = TypeVar("R")


def each(
    work: Callable[[Task], R],
    tasks: Sequence[Task],
    jobs: int | None,
    *,
    lost: Callable[[Task, Lost], R],
    known: Callable[[Task], R | None] = nothing,
) -> Generator[R, None, None]:
    """`work` of each task, in their order, as it comes; `lost` of one that takes its process down, or too long.

    Without a number of jobs there are as many as cores. What is `known` without work is taken instead. `work` must be
    a function at the top of a module, which another process can import. What LibreOffice has to convert it converts
    together, before its turn comes.
    """
    jobs = jobs or _jobs_for(tasks)
    slow = [number for number, task in enumerate(tasks) if converting.is_converted(task)]
    if len(slow) < 2:
        yield from _run(work, tasks, jobs, seconds=seconds_for, lost=lost, known=known)
        return
    with converting.a_store() as store:
        stages = converting.staged(tasks, slow, jobs, store, known)
        bounds = {
            "seconds": converting.seconds,
            "lost": partial(converting.lost, lost),
            "known": partial(converting.known, known),
        }
        with closing(_run(partial(converting.done, work), stages, jobs, **bounds)) as results:
            yield from (result for result in results if not isinstance(result, converting.Converted))


def _jobs_for(tasks: Sequence[Task]) -> int:
    if len(tasks) < FEW:  # what a single file does not need is not imported
        return 1
    from nianbao.many.pool import cores

    return cores()


def _run(work: Any, things: Sequence[Any], jobs: int, **bounds: Any) -> Generator[Any, None, None]:
    if jobs == 1 or len(things) < FEW:
        yield from one_by_one(work, things, memory=MEMORY, **bounds)
        return
    from nianbao.many.pool import in_order

    with closing(in_order(work, things, jobs=jobs, memory=MEMORY, **bounds)) as results:
        yield from results
