"""The files of one call on a cluster: by paths that the workers see, or with what stands in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from linter.findings import FileResult
from linter.run import waived
from linter.settings import AUTO, Settings
from linter.several import checked_task, lost_task
from linter.tasks import Task
from nianbao.errors import NianbaoError
from nianbao.files.loading import load
from nianbao.many.cluster import in_order

if TYPE_CHECKING:
    from nianbao.many.here import Lost

R = TypeVar("R")


class Cluster(Struct, frozen=True):
    """A Dask scheduler whose workers do the work; with `send` they are sent the files, which they need not see."""

    address: str
    send: bool = False


def lint_on(cluster: Cluster, tasks: Sequence[Task]) -> Generator[FileResult, None, None]:
    """The result of each file, in their order, as it comes. Raises NianbaoError for a cluster that does not answer."""
    with closing(on_cluster(cluster, tasks, checked_task, lost_task)) as results:
        for task, result in zip(tasks, results, strict=True):
            yield waived(replace(result, path=task.path, fail_on=task.settings.fail_on), task.settings)


def on_cluster(
    cluster: Cluster, tasks: Sequence[Task], work: Callable[[Task], R], lost: Callable[[Task, Lost], R]
) -> Generator[R, None, None]:
    """`work` of each file where the workers are, in their order, as it comes; files that are sent are read in turn.

    Whatever names a file names it by its absolute path there. Raises NianbaoError as `nianbao.many.cluster.in_order`.
    """
    elsewhere = (_for_elsewhere(task, cluster) for task in tasks)
    return in_order(work, elsewhere, address=cluster.address, lost=lost)


def _for_elsewhere(task: Task, cluster: Cluster) -> Task:
    """The task for a worker, which stands in another folder: by absolute paths, or with the content of the file."""
    settings = _by_absolute_paths(task.settings)
    if task.data is not None or task.error is not None:
        return replace(task, settings=settings)
    if not cluster.send:
        return replace(task, path=_absolute(task.path), settings=settings)
    try:
        return replace(task, data=load(task.path, settings.limits), settings=settings)
    except NianbaoError as error:
        return replace(task, error=error.message, settings=settings)


def _by_absolute_paths(settings: Settings) -> Settings:
    rulebook = settings.rulebook and _absolute(settings.rulebook)
    previous = settings.previous if settings.previous in (None, AUTO) else _absolute(settings.previous or "")
    return replace(settings, rulebook=rulebook, previous=previous, cached=False)


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path would change a name of blanks
