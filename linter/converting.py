"""Old office files of a call, converted together before their turn comes: LibreOffice takes longer to start than that.

Among the files of the call stand batches of those that will come: whoever works on a batch has it converted into a
folder of the call. A file that is not there when its turn comes, since the run of its batch did not come to its end or
is still at it, is converted by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from linter.tasks import Task, seconds_for
from nianbao.formats import Format, format_named, format_of_ending
from nianbao.many.lazily import Lazily

if TYPE_CHECKING:
    from pathlib import Path

    from nianbao.files.limits import Limits
    from nianbao.many.here import Lost

R = TypeVar("R")
# Files of a run: as many as it converts in a few seconds, so that results come as they are made.
TOGETHER = 24


class Batch(Struct, frozen=True):
    """Files to convert in one run; those of which everything is known already are not among them."""

    tasks: tuple[Task, ...]
    store: str  # the folder where what becomes of them is kept


Stage: TypeAlias = "Task | Batch"


def is_converted(task: Task) -> bool:
    """Whether LibreOffice converts the file before it is read, as far as its name tells."""
    told = format_of_ending(task.path)
    return told is not None and told.libreoffice and task.data is None and task.error is None


def batches(numbers: Sequence[int], jobs: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """These numbers in batches, so many at once as there are jobs."""
    size = max(2, min(TOGETHER, -(-len(numbers) // jobs)))
    cut = [tuple(numbers[start : start + size]) for start in range(0, len(numbers), size)]
    yield from (tuple(cut[start : start + jobs]) for start in range(0, len(cut), jobs))


def staged(
    tasks: Sequence[Task], numbers: Sequence[int], jobs: int, store: Path, known: Callable[[Task], object]
) -> Sequence[Stage]:
    """The files of the call in their order, and before the first of a batch the batch; each made when asked for.

    `numbers` are those of the tasks that have to be converted.
    """
    before = {at_once[0][0]: at_once for at_once in batches(numbers, jobs)}
    order: list[int | tuple[int, ...]] = []
    for number in range(len(tasks)):
        order += (*before.get(number, ()), number)

    @lru_cache(maxsize=jobs * 2)  # it is asked for more than once
    def batch(entry: tuple[int, ...]) -> Batch:
        wanted = (task for task in map(tasks.__getitem__, entry) if known(task) is None)
        return Batch(tuple(wanted), str(store))

    def stage(at: int) -> Stage:
        entry = order[at]
        if not isinstance(entry, int):
            return batch(entry)
        task = tasks[entry]
        return replace(task, store=str(store)) if is_converted(task) else task

    return Lazily(len(order), stage)


class Converted(Struct, frozen=True):
    """What stands for a result of a batch: its files tell theirs."""


def done(work: Callable[[Task], R], stage: Stage) -> R | Converted:
    """The work of a task, with what was converted of it before; or a batch converted."""
    if isinstance(stage, Batch):
        convert(stage)
        return Converted()
    if stage.store is None:
        return work(stage)
    from pathlib import Path

    from nianbao.reading.office import converted_in

    with converted_in(Path(stage.store)):
        return work(stage)


def lost(told: Callable[[Task, Lost], R], stage: Stage, why: Lost) -> R | Converted:
    """What is told of a task that was lost; the files of a lost batch are converted one by one."""
    return Converted() if isinstance(stage, Batch) else told(stage, why)


def known(before: Callable[[Task], R | None], stage: Stage) -> R | Converted | None:
    """What is known without work: a task's result, or that nothing of a batch has to be converted."""
    if isinstance(stage, Batch):
        return None if stage.tasks else Converted()
    return before(stage)


def seconds(stage: Stage) -> float:
    """How long a file, or a batch, may take before it is given up: a run for many has the time of one."""
    if isinstance(stage, Task):
        return seconds_for(stage)
    return seconds_for(stage.tasks[0]) if stage.tasks else 0


def convert(batch: Batch) -> None:
    """Convert the files of a batch. What one is refused for is said when it is read."""
    from pathlib import Path

    from nianbao.reading.office import convert_together

    if batch.tasks:
        limits = batch.tasks[0].settings.limits
        convert_together(_contents(batch.tasks, limits), Path(batch.store), limits)


def _contents(tasks: Sequence[Task], limits: Limits) -> Iterator[tuple[bytes, Format]]:
    from nianbao.files.loading import load
    from nianbao.reading.sniff import sniff

    for task in tasks:
        try:
            data = load(task.path, limits)
            kind = sniff(data, os.path.basename(task.path), limits)  # noqa: PTH119
        except Exception:  # reading it says so, and guards itself
            continue
        if format_named(kind).libreoffice:
            yield data, kind


@contextmanager
def a_store() -> Iterator[Path]:
    """A folder for what is converted, gone at the end however that comes."""
    from nianbao.files.libreoffice import tidy_ending
    from nianbao.files.scratch import scratch_folder

    with tidy_ending(), scratch_folder() as store:
        yield store
