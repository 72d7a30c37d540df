"""The command lint: thin, over the functions that do the work."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from linter.findings import FailOn, FileResult, exit_status
from linter.output import FORMATS, writer
from linter.output.style import Presentation
from linter.previous import AUTO, from_path
from linter.run import Selection, lint_one, lint_together
from nianbao.cli.command import Command, Option
from nianbao.cli.options import EDITION, LIMIT, RULEBOOK, rulebook_of
from nianbao.cli.speaking import fail, language
from nianbao.cli.terminal import terminal_width, wants_colour
from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.files.inputs import STANDARD_INPUT, Input, find_inputs
from nianbao.files.limits import Limits
from nianbao.formats import CALLED, Format, format_called
from nianbao.i18n import Text
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook import Rulebook, load_rulebook

_FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


class _Options(Struct, frozen=True):
    """What the line asks for, whatever the files."""

    rulebook: Rulebook | None  # None: the official one of each report's year
    selection: Selection
    limits: Limits
    kind: Format | None
    previous: str | None


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command(
    "lint",
    cls=Command,
    text=Text(
        "检查年度报告：缺少的部分、不合规定的标题、填错的表格和对不上的合计。\n\n"
        "PATH 为文件或文件夹，- 为标准输入。退出状态：0 没有错误，1 有，2 有文件无法检查。",
        "Check annual reports: missing sections, wrong headings, tables filled in wrongly, sums that do not agree.\n\n"
        "PATH is a file or a folder, - standard input. Exit status: 0 no errors, 1 errors, 2 a file could not be"
        " checked.",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", cls=Option,
              text=Text("输出格式", "how results are written"))  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False), metavar="FILE", cls=Option,
              text=Text("写入文件而不是屏幕", "write to a file instead of the terminal"))  # fmt: skip
@click.option("--select", multiple=True, metavar="RULES", cls=Option,
              text=Text("只查这些规则：编号、名称或编号开头，逗号分隔，如 A,S102",
                        "check these rules only: codes, slugs or beginnings of codes, as in A,S102"))  # fmt: skip
@click.option("--ignore", multiple=True, metavar="RULES", cls=Option,
              text=Text("不查这些规则，写法同上", "leave these rules out, written likewise"))  # fmt: skip
@click.option("--fail-on", type=click.Choice(_FAIL_ON), default="error", cls=Option, show_default=True,
              text=Text("发现哪一级即以状态 1 退出", "from which level on findings give exit status 1"))  # fmt: skip
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
@click.pass_context
def lint(ctx: click.Context, /, paths: tuple[str, ...], form: str, output: str | None, **given: Any) -> None:
    """See `text`."""
    options = _options(given)
    seen: list[FileResult] = []
    results = _watched(_results(paths, options), seen)
    style = _style(options.rulebook or load_rulebook(), given["quiet"], output)
    _write(writer(form)(results, style), output, seen)
    ctx.exit(exit_status(seen, given["fail_on"]))


def _options(given: dict[str, Any]) -> _Options:
    rulebook = rulebook_of(given["rulebook"], given["edition"])
    selection = Selection(_names(given["select"]), _names(given["ignore"]))
    if unknown := selection.unknown(rulebook or load_rulebook()):
        fail(Text("没有这条规则：{names}", "no such rule: {names}").format(names=", ".join(unknown)))
    return _Options(rulebook, selection, given["limits"], format_called(given["kind"]), given["previous"])


def _results(paths: Iterable[str], options: _Options) -> Iterable[FileResult]:
    """A result for each file, as it is asked for; last year's report is read before the first."""
    items = [item for item in find_inputs(paths) if isinstance(item, Input)]
    inputs = (_Input(item, options) for item in items)
    named, alone = options.previous, len(items) == 1
    if named == AUTO:
        return lint_together(inputs, options.selection)
    previous = from_path(named, options.rulebook, options.limits, alone=alone) if named else None
    return (lint_one(one, options.selection, previous) for one in inputs)


class _Input:
    """One file of the line: its name, and its report once it is asked for."""

    def __init__(self, item: Input, options: _Options) -> None:
        self.item, self.options = item, options
        self.path = item.path

    def report(self) -> Report:
        """The report. Raises NianbaoError for what is none."""
        if self.item.error:
            raise ReadError(self.item.error)
        return recognise(self._read(), self.options.rulebook)

    def _read(self) -> Document:
        from nianbao.reading import read, read_bytes

        if self.path != STANDARD_INPUT:
            return read(self.path, limits=self.options.limits)
        data = sys.stdin.buffer.read(self.options.limits.file_bytes + 1)
        return read_bytes(data, limits=self.options.limits, kind=self.options.kind)


def _watched(results: Iterable[FileResult], seen: list[FileResult]) -> Iterator[FileResult]:
    """The results on their way to the writer; of each no more is kept than its name and the exit status need."""
    order = {"error": 0, "warning": 1, "info": 2}
    for result in results:
        worst = min(result.findings, key=lambda f: order[f.severity], default=None)
        seen.append(FileResult(result.path, error=result.error, findings=(worst,) if worst else ()))
        yield result


def _style(rulebook: Rulebook, quiet: bool, output: str | None) -> Presentation:
    terminal = output is None and sys.stdout.isatty()
    width = (terminal_width() if terminal else None) or 80
    return Presentation(language(), rulebook, width, terminal and wants_colour(), quiet)


_INPUT = Text("{path} 是要检查的文件，不能写入", "{path} is a file to check and is not written over")


def _write(pieces: Iterable[str], output: str | None, seen: list[FileResult]) -> None:
    if output is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    from nianbao.files.writing import write_atomically

    written = "".join(pieces).encode("utf-8", "replace")
    # Only now is it known which files the folders of the line held.
    if any(Path(r.path).resolve() == Path(output).resolve() for r in seen if r.path != STANDARD_INPUT):
        fail(_INPUT.format(path=output))
    write_atomically(Path(output), written)
