"""Many reports, each read by itself, in as many processes as are wanted; in the order of the paths, as they come."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import closing

from linter.settings import DEFAULTS, Settings
from linter.several import WHY, Task, seconds_for
from nianbao.many.pool import Lost, cores, in_order
from nianbao.survey.facts import Surveyed, survey


def collect(
    paths: Iterable[str], settings: Settings | Mapping[str, Settings] = DEFAULTS, jobs: int | None = None
) -> Generator[Surveyed, None, None]:
    """What each file says, in their order; without a number of jobs there are as many processes as cores.

    `settings` are those of all files, or of each by its path. Memory does not grow with the number of files.
    """
    tasks = [Task(path, settings if isinstance(settings, Settings) else settings[path]) for path in paths]
    with closing(in_order(_surveyed, tasks, jobs=jobs or cores(), seconds=seconds_for, lost=_lost)) as results:
        yield from results


def _surveyed(task: Task) -> Surveyed:
    return Surveyed(task.path, error=task.error) if task.error else survey(task.path, task.settings)


def _lost(task: Task, why: Lost) -> Surveyed:
    return Surveyed(task.path, error=WHY[why])
