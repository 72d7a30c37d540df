"""What a line of `nianbao lint` asks for: its files, and what holds for each by the line and by configuration files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from linter.across import Beside, across
from linter.configuring import Resolver
from linter.configuring.resolving import KEYS
from linter.findings import FailOn, FileResult, Told
from linter.output import format_named
from linter.previous import read_previous
from linter.settings import AUTO, Settings, stamp
from linter.several import lint_all
from linter.tasks import Task
from nianbao.cli.speaking import fail, language
from nianbao.files.inputs import STANDARD_INPUT, Input, Skipped, find_inputs
from nianbao.files.limits import DEFAULT, Limits
from nianbao.formats import format_called
from nianbao.i18n import Text
from nianbao.many import FEW
from nianbao.many.lazily import Lazily
from nianbao.rulebook import Rulebook, load_rulebook

if TYPE_CHECKING:
    from pathlib import Path

    from linter.clustering import Cluster
    from linter.waiving.baseline import Update
    from nianbao.many.roster import Roster

_EXCLUDED = Text("按 {pattern} 排除", "left out by {pattern}")
_NO_SCHEDULER = Text("--send 要与 --scheduler 同用", "--send goes with --scheduler")
_NO_BASELINE = Text("请用 --baseline 指定基线文件", "name the file with --baseline")
_BASELINE_MISSING = Text(
    "基线文件 {path} 不存在；第一次请加 --update-baseline 生成",
    "there is no baseline {path}; create it with --update-baseline",
)


# What passes results on as they are.
Watch: TypeAlias = Callable[[Iterable[FileResult]], Iterator[FileResult]]


class Line(Struct, frozen=True, kw_only=True):
    """The options and arguments of the line, as they are declared; None and () are not given."""

    paths: tuple[str, ...]
    form: str
    output: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    previous: str | None = None
    kind: str | None = None
    quiet: bool = False
    rulebook: str | None = None
    edition: str | None = None
    config: str | None = None
    exclude: tuple[str, ...] = ()
    waivers: str | None = None
    baseline: str | None = None
    update_baseline: bool = False
    summary: bool = False
    statistics: bool = False
    previous_run: str | None = None
    template: str | None = None
    jobs: int | None = None
    scheduler: str | None = None
    send: bool = False
    limits: Limits = DEFAULT
    force: bool = False
    no_cache: bool = False
    roster: str | None = None
    watch: bool = False

    def asked(self) -> dict[str, Any]:
        """What it says itself of the things that a configuration file can set, by their keys."""
        values = {name: getattr(self, name, None) for name in KEYS}
        asked = {name: value for name, value in values.items() if value not in (None, ())}
        return asked | {name: _names(asked[name]) for name in ("select", "ignore") if name in asked}

    def rest(self, *, alone: bool) -> Settings:
        """What it alone can set."""
        return Settings(
            edition=self.edition,
            alone=alone,
            limits=self.limits,
            kind=format_called(self.kind),
            language=language(),
            cached=not self.no_cache,
            transcript=format_named(self.form).shows_report,
        )


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


class Call:
    """The files of a call and what holds for each."""

    def __init__(
        self,
        inputs: list[Input],
        skipped: list[Skipped],
        settings: dict[str, Settings],
        *,
        configurations: Iterable[str] = (),
        previous_run: str | None = None,
        roster: Roster | None = None,
        template: str | None = None,
        scheduler: str | None = None,
        send: bool = False,
    ) -> None:
        self.scheduler, self.send = scheduler, send
        self._configurations = tuple(configurations)
        self.inputs, self.skipped, self.settings = inputs, skipped, settings
        self.previous_run, self.roster, self.template = previous_run, roster, template
        self._typed: bytes | None = None

    def read(self) -> Iterator[str]:
        """Every file that the call reads."""
        from linter.previous import files_of
        from nianbao.files.archives import archive_of

        yield from dict.fromkeys(archive_of(item.path) or item.path for item in self.inputs)
        for settings in dict.fromkeys(self.settings.values()):
            yield from map(str, files_of(settings))
        yield from self._configurations
        others = (self.previous_run, self.template, self.roster.path if self.roster else None)
        yield from (path for path in others if path is not None)

    def results(self, jobs: int | None, watch: Watch = iter) -> Generator[Told, None, None]:
        """The results of the files as they come, and what they say together; jobs as for `lint_all`.

        `watch` sees each file's as soon as it is done, which may be long before it is told.
        """

        def content(path: str) -> bytes | None:
            return self.standard_input() if path == STANDARD_INPUT else None

        def again(files: Sequence[Beside]) -> Generator[FileResult, None, None]:
            def task(number: int) -> Task:
                path, previous = files[number]
                return Task(path, self.settings[path], content(path), previous=previous)

            return lint_all(Lazily(len(files), task), jobs, kept=len(self.inputs) >= FEW)

        tasks = [Task(item.path, self.settings[item.path], content(item.path), item.error) for item in self.inputs]
        with (
            closing(self._linted(tasks, jobs)) as results,
            closing(across(watch(results), self.settings, again)) as both,
        ):
            told = self._since(both)
            yield from self._beside(told, self.roster) if self.roster else told

    def _linted(self, tasks: list[Task], jobs: int | None) -> Generator[FileResult, None, None]:
        cluster = self.cluster
        if cluster is None:
            return lint_all(tasks, jobs)
        from linter.clustering import lint_on

        return lint_on(cluster, tasks)

    @property
    def cluster(self) -> Cluster | None:
        """Where the work is done, None for this machine."""
        if self.scheduler is None:
            return None
        from linter.clustering import Cluster

        return Cluster(self.scheduler, self.send)

    def _since(self, told: Iterable[Told]) -> Iterable[Told]:
        if self.previous_run is None:
            return told
        from linter.since import read_earlier, since

        return since(told, read_earlier(self.previous_run), self.settings)

    def _beside(self, told: Iterable[Told], roster: Roster) -> Iterator[Told]:
        from linter.rostering import beside

        strict = any(own.fail_on == "warning" for own in self.settings.values())
        return beside(told, roster, _a_book(self.settings), "warning" if strict else "error")

    def standard_input(self) -> bytes:
        """What was piped in, read once."""
        if self._typed is None:
            self._typed = sys.stdin.buffer.read(self.settings[STANDARD_INPUT].limits.file_bytes + 1)
        return self._typed


def call_of(line: Line) -> Call:
    """What the line and the configuration files ask for.

    Whatever they name is read now: a mistake is told before the first report is opened.
    """
    found = list(find_inputs(line.paths, line.limits))
    inputs = [item for item in found if isinstance(item, Input)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    resolver = Resolver(line.asked(), line.rest(alone=len(inputs) == 1), line.config)
    settings: dict[str, Settings] = {}
    kept: list[Input] = []
    for item in inputs:
        holds = resolver.of(os.curdir if item.path == STANDARD_INPUT else item.path)
        if pattern := item.path != STANDARD_INPUT and holds.excluded(item.path):
            skipped.append(Skipped(item.path, _EXCLUDED.format(pattern=pattern)))
        else:
            settings[item.path] = holds.settings
            kept.append(item)
    for own in dict.fromkeys(settings.values()):
        _read_what_it_names(own)
        if own.baseline and not line.update_baseline and stamp(own.baseline) is None:
            fail(_BASELINE_MISSING.format(path=own.baseline))
    if line.update_baseline and not any(own.baseline for own in settings.values()):
        fail(_NO_BASELINE)
    if line.previous_run is not None:
        from linter.since import read_earlier

        read_earlier(line.previous_run)
    roster = _roster(line, settings) if line.roster else None
    if line.send and line.scheduler is None:
        fail(_NO_SCHEDULER)
    return Call(
        kept,
        skipped,
        settings,
        configurations=resolver.read(),
        previous_run=line.previous_run,
        roster=roster,
        template=line.template,
        scheduler=line.scheduler,
        send=line.send,
    )


def _roster(line: Line, settings: dict[str, Settings]) -> Roster:
    from nianbao.many.roster import read_roster

    return read_roster(line.roster or "", _a_book(settings), line.limits)


def _a_book(settings: dict[str, Settings]) -> Rulebook:
    """The rulebook whose words a list of agencies is in: the first of one's own among those of the files."""
    own = next((one for one in settings.values() if one.rulebook), None)
    return (own.book() if own else None) or load_rulebook()


def _read_what_it_names(settings: Settings) -> None:
    if unknown := settings.unknown(settings.book() or load_rulebook()):
        fail(Text("没有这条规则：{names}", "no such rule: {names}").format(names=", ".join(unknown)))
    if settings.previous not in (None, AUTO):
        read_previous(settings)
    if settings.waivers or settings.baseline:
        from linter.waiving import read_baseline, read_waivers

        if settings.waivers:
            read_waivers(settings.waivers)
        if settings.baseline:
            read_baseline(settings.baseline)


def update_baselines(call: Call, results: list[FileResult], *, force: bool) -> Iterator[tuple[Path, Update]]:
    """Write each baseline of the call anew: without what is mended, with `force` with what is new besides."""
    from pathlib import Path

    from linter.waiving import updated_baseline
    from nianbao.files.writing import write_atomically

    by_file: dict[str, list[FileResult]] = {}
    for result in results:
        if baseline := call.settings[result.path].baseline:
            by_file.setdefault(baseline, []).append(result)
    for path, own in by_file.items():
        update = updated_baseline(path, own, grow=force)
        write_atomically(Path(path), update.data)
        yield Path(path), update
