"""Many reports, each read by itself, in as many processes as are wanted; in the order of the paths, as they come."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linter.each import each
from linter.settings import DEFAULTS, Settings
from linter.tasks import WHY, Task
from nianbao.many.here import Lost
from nianbao.survey.facts import Surveyed, survey

if TYPE_CHECKING:
    from linter.clustering import Cluster


def collect(
    paths: Iterable[str],
    settings: Settings | Mapping[str, Settings] = DEFAULTS,
    jobs: int | None = None,
    cluster: Cluster | None = None,
) -> Generator[Surveyed, None, None]:
    """What each file says, in their order; without a number of jobs there are as many processes as cores.

    `settings` are those of all files, or of each by its path. Memory does not grow with the number of files. On a
    `cluster` its workers do the work; raises NianbaoError where it does not answer.
    """
    tasks = [Task(path, settings if isinstance(settings, Settings) else settings[path]) for path in paths]
    with closing(_results(tasks, jobs, cluster)) as results:
        for task, told in zip(tasks, results, strict=True):
            yield told if told.path == task.path else replace(told, path=task.path)


def _results(tasks: list[Task], jobs: int | None, cluster: Cluster | None) -> Generator[Surveyed, None, None]:
    if cluster is None:
        return each(_surveyed, tasks, jobs, lost=_lost)
    from linter.clustering import on_cluster

    return on_cluster(cluster, tasks, _surveyed, _lost)


def _surveyed(task: Task) -> Surveyed:
    return Surveyed(task.path, error=task.error) if task.error else survey(task.path, task.settings, task.data)


def _lost(task: Task, why: Lost) -> Surveyed:
    return Surveyed(task.path, error=WHY[why])
