"""The files of one call, each linted by itself, in as many processes as are wanted."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from linter.each import each
from linter.findings import FileResult
from linter.run import checked, waived
from linter.tasks import WHY, Task
from nianbao.many import FEW

if TYPE_CHECKING:
    from nianbao.many.here import Lost


def lint_all(
    tasks: Sequence[Task], jobs: int | None = None, *, kept: bool | None = None
) -> Generator[FileResult, None, None]:
    """The result of each file, in their order, as it comes. A file that ends its process has an `error`.

    Without a number of jobs there are as many as cores. Results are `kept` for the next run where the settings let
    them, by default those of many files.
    """
    if len(tasks) >= FEW if kept is None else kept:
        results = each(_result, tasks, jobs, lost=lost_task, known=_known)
    else:
        results = each(checked_task, tasks, jobs, lost=lost_task)
    with closing(results):
        for task, result in zip(tasks, results, strict=True):
            yield waived(result, task.settings)


def checked_task(task: Task) -> FileResult:
    """The result of one file, with no finding waived yet."""
    if task.error:
        return FileResult(task.path, error=task.error, fail_on=task.settings.fail_on)
    return checked(task.path, task.settings, data=task.data, previous=task.previous)


def _result(task: Task) -> FileResult:
    """As `checked_task`, and kept for the next run where that is wanted."""
    if not task.is_kept:
        return checked_task(task)
    from linter.remembering import remembered

    return remembered(task.path, task.settings, task.previous)


def _known(task: Task) -> FileResult | None:
    """What was kept of the file by an earlier run."""
    if not task.is_kept:
        return None
    from linter.remembering import recalled

    return recalled(task.path, task.settings, task.previous)


def lost_task(task: Task, why: Lost) -> FileResult:
    """What is said of a file that took its process down."""
    return FileResult(task.path, error=WHY[why], fail_on=task.settings.fail_on)
