"""The command lint: thin, over the functions that do the work."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import Any

import click
from msgspec import structs

from linter.across import across
from linter.configuring import Resolver
from linter.configuring.resolving import KEYS
from linter.digest import Digest
from linter.findings import FailOn, FileResult, Told, WaiverProblem
from linter.output import COPIES, FORMATS, as_file, writer
from linter.output.style import Presentation
from linter.previous import read_previous
from linter.run import lint as lint_file
from linter.settings import AUTO, Settings
from linter.several import Task, lint_all
from nianbao.cli.command import Command, Option
from nianbao.cli.options import CONFIG, EDITION, FORCE, LIMIT, RULEBOOK
from nianbao.cli.speaking import fail, language
from nianbao.cli.terminal import terminal_width, wants_colour
from nianbao.files.inputs import STANDARD_INPUT, Input, Skipped, find_inputs
from nianbao.formats import CALLED, format_called
from nianbao.i18n import Text
from nianbao.many.pool import cores
from nianbao.rulebook import load_rulebook
from nianbao.status import Status

_EXCLUDED = Text("按 {pattern} 排除", "left out by {pattern}")
_NO_FILE = Text("{path} 是文件夹，请写明文件", "{path} is a folder; name a file")
_FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(
    "lint",
    cls=Command,
    text=Text(
        "检查年度报告：缺少的部分、不合规定的标题、填错的表格和不平的合计。\n\n"
        "PATH 为文件或文件夹，- 为标准输入。退出状态：0 无错误；1 有错误；2 有文件无法检查。",
        "Check annual reports: missing sections, wrong headings, tables filled in wrongly, sums that do not agree.\n\n"
        "PATH is a file or a folder, - standard input. Exit status: 0 no errors, 1 errors, 2 a file could not be"
        " checked.",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice((*FORMATS, *COPIES)), default="text", cls=Option,
              text=Text("输出格式；word 为加了批注的副本",
                        "how results are written; word is a copy with comments"))  # fmt: skip
@click.option("--output", "-o", type=click.Path(), metavar="FILE", cls=Option,
              text=Text("写入文件，不在屏幕显示；word 可以是文件夹",
                        "write to a file instead of the terminal; for word also a folder"))  # fmt: skip
@click.option("--select", multiple=True, metavar="RULES", cls=Option,
              text=Text("只检查这些规则：编号、名称或编号开头，用逗号分隔，如 A,S102",
                        "check these rules only: codes, slugs or beginnings of codes, as in A,S102"))  # fmt: skip
@click.option("--ignore", multiple=True, metavar="RULES", cls=Option,
              text=Text("不检查这些规则，写法同上", "leave these rules out, written likewise"))  # fmt: skip
@click.option("--fail-on", type=click.Choice(_FAIL_ON), default="error", cls=Option, show_default=True,
              text=Text("出现哪一级问题时以状态 1 退出",
                        "from which level on findings give exit status 1"))  # fmt: skip
@click.option("--previous", metavar="REPORT", cls=Option,
              text=Text("与上年报告核对：文件、文件夹，或 auto（本次检查的报告）",
                        "check against last year: a file, a folder, or auto (those of this call)"))  # fmt: skip
@click.option("--as", "kind", type=click.Choice(CALLED), cls=Option,
              text=Text("标准输入的格式", "the format of standard input"))  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, cls=Option,
              text=Text("只列发现的问题", "print findings only"))  # fmt: skip
@RULEBOOK
@EDITION
@CONFIG
@click.option("--exclude", multiple=True, metavar="GLOB", cls=Option,
              text=Text("不检查这些文件，如 drafts/**，可重复",
                        "leave these files out, as in drafts/**; repeatable"))  # fmt: skip
@click.option("--waivers", type=click.Path(), metavar="FILE", cls=Option,
              text=Text("豁免文件：哪些问题不计、理由和期限",
                        "which findings do not count, why and until when"))  # fmt: skip
@click.option("--baseline", type=click.Path(), metavar="FILE", cls=Option,
              text=Text("基线文件：其中已有的问题不计", "findings that this file lists do not count"))  # fmt: skip
@click.option("--update-baseline", is_flag=True, cls=Option,
              text=Text("从基线中删去已改正的；加 --force 连同新问题重新记录",
                        "drop what is mended from the baseline; with --force list what is new too"))  # fmt: skip
@click.option("--summary", is_flag=True, cls=Option,
              text=Text("只列各文件的结论和总数", "print verdicts and counts only"))  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", cls=Option,
              text=Text("同时使用的进程数，默认为处理器核数",
                        "how many processes work at once; by default as many as there are cores"))  # fmt: skip
@LIMIT
@FORCE
@click.pass_context
def lint(
    ctx: click.Context, /, paths: tuple[str, ...], form: str, output: str | None, force: bool, **given: Any
) -> None:
    """See `text`."""
    call = _call(ctx, list(find_inputs(paths)), given)
    with_copies = form in COPIES
    if output is not None and not with_copies:
        _guard(output, call, force=force)
    # Closed whatever happens, since processes may work on it.
    with closing(call.results(given["jobs"] or cores())) as results:
        run = _Run(chain(results, call.skipped), keep=given["update_baseline"])
        if with_copies:
            run.status = _copy(run, call, paths, output, given, force=force)
        elif output is None:
            _print(writer(form)(run, _presentation(given, output)))
        else:
            _write(output, as_file(form, writer(form)(run, _presentation(given, output))))
    if given["update_baseline"]:
        _update_baselines(call, run.files, force=force)
    ctx.exit(run.status)


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        click.echo(piece, nl=False)


def _copy(
    run: _Run, call: _Call, paths: tuple[str, ...], output: str | None, given: dict[str, Any], *, force: bool
) -> Status:
    """Write the copies with comments, and print the verdicts: what is wrong stands in the copies."""
    from nianbao.cli.copies import Copies, targets

    places = targets([item.path for item in call.inputs], paths, output)
    if len(places) == 1:
        for place in places.values():
            _guard(str(place), call, force=force)
    style = structs.replace(_presentation(given, None), summary=True)
    copies = Copies(places, call.read(), call.settings, style, force=force)
    _print(writer("text")(copies.written(run, call.standard_input), style))
    return max(run.status, copies.status)


class _Call:
    """The files of a call and what holds for each."""

    def __init__(self, inputs: list[Input], skipped: list[Skipped], settings: dict[str, Settings]) -> None:
        self.inputs, self.skipped, self.settings = inputs, skipped, settings
        self._typed: bytes | None = None

    def read(self) -> Iterator[str]:
        """Every file that the call reads."""
        from linter.previous import files_of

        yield from (item.path for item in self.inputs)
        for settings in dict.fromkeys(self.settings.values()):
            yield from map(str, files_of(settings))

    def results(self, jobs: int) -> Generator[Told, None, None]:
        """The results of the files as they come, made by so many processes, and what the files say together."""

        def content(path: str) -> bytes | None:
            return self.standard_input() if path == STANDARD_INPUT else None

        def again(path: str, previous: tuple[Digest, ...]) -> FileResult:
            return lint_file(path, self.settings[path], data=content(path), previous=previous)

        tasks = [Task(item.path, self.settings[item.path], content(item.path), item.error) for item in self.inputs]
        with closing(lint_all(tasks, jobs)) as results:
            yield from across(results, self.settings, again)

    def standard_input(self) -> bytes:
        """What was piped in, read once."""
        if self._typed is None:
            self._typed = sys.stdin.buffer.read(self.settings[STANDARD_INPUT].limits.file_bytes + 1)
        return self._typed


def _call(ctx: click.Context, found: list[Input | Skipped], given: dict[str, Any]) -> _Call:
    """What the line and the configuration files ask for.

    Whatever they name is read now: a mistake is told before the first report is opened.
    """
    inputs = [item for item in found if isinstance(item, Input)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    resolver = Resolver(_asked(ctx, given), _rest(given, alone=len(inputs) == 1), given["config"])
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
    return _Call(kept, skipped, settings)


def _asked(ctx: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """What the line itself says of the things that a configuration file can set."""
    asked = {name: given[name] for name in KEYS if name in given and given[name] not in (None, ())}
    if ctx.get_parameter_source("fail_on") is click.core.ParameterSource.DEFAULT:
        del asked["fail_on"]
    return asked | {name: _names(asked[name]) for name in ("select", "ignore") if name in asked}


def _rest(given: dict[str, Any], *, alone: bool) -> Settings:
    return Settings(
        edition=given["edition"],
        alone=alone,
        limits=given["limits"],
        kind=format_called(given["kind"]),
        language=language(),
    )


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


def _update_baselines(call: _Call, results: list[FileResult], *, force: bool) -> None:
    from pathlib import Path

    from linter.waiving import updated_baseline
    from nianbao.files.writing import write_atomically

    by_file: dict[str, list[FileResult]] = {}
    for result in results:
        if baseline := call.settings[result.path].baseline:
            by_file.setdefault(baseline, []).append(result)
    if not by_file:
        fail(Text("请用 --baseline 指定基线文件", "name the file with --baseline"))
    for path, own in by_file.items():
        write_atomically(Path(path), updated_baseline(path, own, grow=force))


class _Run:
    """The results on their way to the writer, and the gravest status among those that have passed."""

    def __init__(self, results: Iterable[Told], keep: bool) -> None:
        self._results, self._keep = results, keep
        self.status = Status.FINE
        self.files: list[FileResult] = []

    def __iter__(self) -> Iterator[Told]:
        for told in self._results:
            if isinstance(told, (FileResult, WaiverProblem)):
                self.status = max(self.status, told.status)
            if self._keep and isinstance(told, FileResult):
                self.files.append(told)
            yield told


def _presentation(given: dict[str, Any], output: str | None) -> Presentation:
    terminal = output is None and sys.stdout.isatty()
    width = (terminal_width() if terminal else None) or 80
    return Presentation(language(), width, terminal and wants_colour(), given["quiet"], given["summary"])


def _guard(output: str, call: _Call, *, force: bool) -> None:
    from nianbao.files.writing import guard

    if os.path.isdir(output):  # noqa: PTH112
        fail(_NO_FILE.format(path=output))
    guard(output, call.read(), force=force)


def _write(output: str, data: bytes) -> None:
    from pathlib import Path

    from nianbao.files.writing import write_atomically

    write_atomically(Path(output), data)
