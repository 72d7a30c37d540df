"""The files of one call, each linted by itself, in as many processes as are wanted."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec import Struct

from linter.digest import Digest
from linter.findings import FileResult
from linter.run import checked, lint, waived
from linter.settings import Settings
from nianbao.files.limits import MIB
from nianbao.i18n import Text
from nianbao.many import FEW

if TYPE_CHECKING:
    from nianbao.many.pool import Lost

WHY: dict[Lost, Text] = {
    "died": Text("处理进程意外终止", "the process that was reading it ended unexpectedly"),
    "late": Text(
        "处理时间过长，已中止；确需检查的，请用 --limit seconds=更大的数 调高",
        "it took too long and was given up; if you trust the file, raise the limit: --limit seconds=NUMBER",
    ),
}
# Bytes that a process may take; the largest that the limits of reading let through take some hundred MiB.
_MEMORY = 2048 * MIB
# Seconds beyond those of the programs that read a file for us: what we do with it takes a few at most.
_MARGIN = 15


class Task(Struct, frozen=True):
    """A file of the call, or what keeps it from being read; `data` is its content where that is at hand already."""

    path: str
    settings: Settings
    data: bytes | None = None
    error: Text | None = None


def lint_all(tasks: Sequence[Task], jobs: int | None = None) -> Generator[FileResult, None, None]:
    """The result of each file, in their order, as it comes. A file that ends its process has an `error`.

    Without a number of jobs there are as many as cores.
    """
    if len(tasks) < FEW:  # what a single file does not need is not imported
        yield from (waived(checked_task(task), task.settings) for task in tasks)
        return
    from nianbao.many.pool import cores, in_order

    jobs = jobs or cores()
    with closing(
        in_order(_result, tasks, jobs=jobs, seconds=seconds_for, lost=lost_task, known=_known, memory=_MEMORY)
    ) as results:
        for task, result in zip(tasks, results, strict=True):
            yield waived(result, task.settings)


def lint_beside(task: Task, previous: tuple[Digest, ...], *, kept: bool) -> FileResult:
    """The result of a file beside last year's reports, from the cache where it is of many and `kept` there."""
    if not (kept and _is_kept(task)):
        return lint(task.path, task.settings, data=task.data, previous=previous)
    from linter.remembering import recalled, remembered

    result = recalled(task.path, task.settings, previous) or remembered(task.path, task.settings, previous)
    return waived(result, task.settings)


def checked_task(task: Task) -> FileResult:
    """The result of one file, with no finding waived yet."""
    if task.error:
        return FileResult(task.path, error=task.error, fail_on=task.settings.fail_on)
    return checked(task.path, task.settings, data=task.data)


def _result(task: Task) -> FileResult:
    """As `checked_task`, and kept for the next run where that is wanted."""
    if not _is_kept(task):
        return checked_task(task)
    from linter.remembering import remembered

    return remembered(task.path, task.settings)


def _known(task: Task) -> FileResult | None:
    """What was kept of the file by an earlier run."""
    if not _is_kept(task):
        return None
    from linter.remembering import recalled

    return recalled(task.path, task.settings)


def _is_kept(task: Task) -> bool:
    return task.settings.cached and task.error is None and task.data is None


def seconds_for(task: Task) -> float:
    """How long a file may take before it is given up."""
    return task.settings.limits.seconds + task.settings.limits.pdf_seconds + _MARGIN


def lost_task(task: Task, why: Lost) -> FileResult:
    """What is said of a file that took its process down."""
    return FileResult(task.path, error=WHY[why], fail_on=task.settings.fail_on)
