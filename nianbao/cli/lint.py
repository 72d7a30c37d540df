"""The command lint: thin, over the functions that do the work."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import click

from linter.across import across
from linter.digest import Digest
from linter.findings import FailOn, FileResult, Told
from linter.output import FORMATS, as_file, writer
from linter.output.style import Presentation
from linter.previous import read_previous
from linter.run import lint as lint_file
from linter.settings import AUTO, Settings
from nianbao.cli.command import Command, Option
from nianbao.cli.options import EDITION, FORCE, LIMIT, RULEBOOK
from nianbao.cli.speaking import fail, language
from nianbao.cli.terminal import terminal_width, wants_colour
from nianbao.files.inputs import STANDARD_INPUT, Input, Skipped, find_inputs
from nianbao.formats import CALLED, format_called
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.status import Status

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
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", cls=Option,
              text=Text("输出格式", "how results are written"))  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False), metavar="FILE", cls=Option,
              text=Text("写入文件，不在屏幕显示", "write to a file instead of the terminal"))  # fmt: skip
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
@LIMIT
@FORCE
@click.pass_context
def lint(
    ctx: click.Context, /, paths: tuple[str, ...], form: str, output: str | None, force: bool, **given: Any
) -> None:
    """See `text`."""
    found = list(find_inputs(paths))
    inputs = [item for item in found if isinstance(item, Input)]
    settings = _settings(given, alone=len(inputs) == 1)
    if output is not None:
        _guard(output, inputs, settings, force=force)
    run = _Run(chain(_results(inputs, settings), (item for item in found if isinstance(item, Skipped))))
    pieces = writer(form)(run, _presentation(given["quiet"], output))
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
    else:
        _write(output, as_file(form, pieces))
    ctx.exit(run.status)


def _settings(given: dict[str, Any], *, alone: bool) -> Settings:
    """What the line asks for. Whatever it names is read now: a mistake is told before the first report is opened."""
    settings = Settings(
        rulebook=given["rulebook"],
        edition=given["edition"],
        select=_names(given["select"]),
        ignore=_names(given["ignore"]),
        previous=given["previous"],
        alone=alone,
        limits=given["limits"],
        kind=format_called(given["kind"]),
        language=language(),
        fail_on=given["fail_on"],
    )
    if unknown := settings.unknown(settings.book() or load_rulebook()):
        fail(Text("没有这条规则：{names}", "no such rule: {names}").format(names=", ".join(unknown)))
    if settings.previous not in (None, AUTO):
        read_previous(settings)
    return settings


def _results(inputs: list[Input], settings: Settings) -> Iterator[Told]:
    """The results of the files as they come, and what the files say together."""
    stdin = _standard_input(settings) if any(item.path == STANDARD_INPUT for item in inputs) else None

    def again(path: str, previous: tuple[Digest, ...] | None) -> FileResult:
        return lint_file(path, settings, data=stdin if path == STANDARD_INPUT else None, previous=previous)

    results = (
        FileResult(item.path, error=item.error, fail_on=settings.fail_on) if item.error else again(item.path, None)
        for item in inputs
    )
    return across(results, settings, again)


def _standard_input(settings: Settings) -> bytes:
    return sys.stdin.buffer.read(settings.limits.file_bytes + 1)


class _Run:
    """The results on their way to the writer, and the gravest status among those that have passed."""

    def __init__(self, results: Iterable[Told]) -> None:
        self._results = results
        self.status = Status.FINE

    def __iter__(self) -> Iterator[Told]:
        for told in self._results:
            if isinstance(told, FileResult):
                self.status = max(self.status, told.status)
            yield told


def _presentation(quiet: bool, output: str | None) -> Presentation:
    terminal = output is None and sys.stdout.isatty()
    width = (terminal_width() if terminal else None) or 80
    return Presentation(language(), width, terminal and wants_colour(), quiet)


def _guard(output: str, inputs: list[Input], settings: Settings, *, force: bool) -> None:
    from linter.previous import files_of
    from nianbao.files.writing import guard

    guard(output, chain((item.path for item in inputs), files_of(settings)), force=force)


def _write(output: str, data: bytes) -> None:
    from pathlib import Path

    from nianbao.files.writing import write_atomically

    write_atomically(Path(output), data)
