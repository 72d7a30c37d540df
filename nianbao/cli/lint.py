"""The command lint: thin, over the functions that do the work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import Any

import click
from msgspec import structs

from linter.findings import FailOn, FileResult, Roster, Told, WaiverProblem
from linter.output import NAMES, OutputFormat, as_file, format_named, writer
from linter.output.style import Presentation
from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.lint_call import Call, Line, call_of, update_baselines
from nianbao.cli.options import CONFIG, EDITION, FORCE, JOBS, LIMIT, RULEBOOK, SCHEDULER, SEND
from nianbao.cli.progress import Bar
from nianbao.cli.speaking import fail, language, say
from nianbao.cli.terminal import terminal_width, wants_colour
from nianbao.formats import CALLED
from nianbao.i18n import Text
from nianbao.status import Status

_NO_FILE = Text("{path} 是文件夹，请写明文件", "{path} is a folder; name a file")
_NO_OUTPUT = Text("--format {form} 请用 -o 写明写入的文件", "--format {form}: name the file to write with -o")
_INTERRUPTED = Text("已中断，结果只包括已检查的文件", "interrupted: only the files checked so far are listed")
_UPDATED = Text(
    "已写入 {path}：删去 {dropped} 个，新增 {added} 个，共 {listed} 个",
    "wrote {path}: {dropped} dropped, {added} added, {listed} listed",
)
_FAIL_ON: tuple[FailOn, ...] = ("error", "warning", "never")


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
@click.argument("paths", nargs=-1, required=True, type=FileName(), metavar="PATH...")
@click.option("--format", "form", type=click.Choice(NAMES), default="text", cls=Option,
              text=Text("输出格式；html 为对照原文的网页，word 为加了批注的副本",
                        "how results are written; html is a page with the report, word a commented copy"))  # fmt: skip
@click.option("--output", "-o", type=FileName(), metavar="FILE", cls=Option,
              text=Text("写入文件，不在屏幕显示；word 和 notice 可以是文件夹",
                        "write to a file instead of the terminal; for word and notice also a folder"))  # fmt: skip
@click.option("--select", multiple=True, metavar="RULES", cls=Option,
              text=Text("只检查这些规则：编号、名称或编号开头，用逗号分隔，如 A,S102",
                        "check only these rules: codes, names or beginnings of codes, such as A,S102"))  # fmt: skip
@click.option("--ignore", multiple=True, metavar="RULES", cls=Option,
              text=Text("不检查这些规则，写法同上", "do not check these rules (written as above)"))  # fmt: skip
@click.option("--fail-on", type=click.Choice(_FAIL_ON), cls=Option,
              text=Text("出现哪一级问题时以状态 1 退出，默认 error",
                        "the lowest level that gives exit status 1 (default: error)"))  # fmt: skip
@click.option("--previous", type=FileName(), metavar="REPORT", cls=Option,
              text=Text("与上年报告核对：文件、文件夹，或 auto（本次检查的报告）",
                        "compare with last year's report: a file, a folder, or auto (among the files"
                        " checked)"))  # fmt: skip
@click.option("--as", "kind", type=click.Choice(CALLED), cls=Option,
              text=Text("标准输入的格式", "the format of standard input"))  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, cls=Option,
              text=Text("只列发现的问题", "print findings only"))  # fmt: skip
@RULEBOOK
@EDITION
@CONFIG
@click.option("--exclude", multiple=True, metavar="GLOB", cls=Option,
              text=Text("不检查这些文件，如 drafts/**，可重复",
                        "leave out these files, such as drafts/**; repeatable"))  # fmt: skip
@click.option("--waivers", type=FileName(), metavar="FILE", cls=Option,
              text=Text("豁免文件：哪些问题不计、理由和期限",
                        "a waiver file: which findings do not count, why and until when"))  # fmt: skip
@click.option("--baseline", type=FileName(), metavar="FILE", cls=Option,
              text=Text("基线文件：其中已有的问题不计",
                        "a baseline file: the findings it lists do not count"))  # fmt: skip
@click.option("--update-baseline", is_flag=True, cls=Option,
              text=Text("从基线中删去已改正的；加 --force 连同新问题重新记录",
                        "drop fixed findings from the baseline; with --force also add new ones"))  # fmt: skip
@click.option("--roster", type=FileName(), metavar="FILE", cls=Option,
              text=Text("应报送单位的名单（.csv 或 .xlsx）：核对缺报、逾期、重复、年度和名称",
                        "a list of the agencies that have to report (.csv, .xlsx): finds missing, late and repeated"
                        " reports, wrong years and names"))  # fmt: skip
@click.option("--summary", is_flag=True, cls=Option,
              text=Text("只列各文件的结论和总数", "print verdicts and counts only"))  # fmt: skip
@click.option("--statistics", is_flag=True, cls=Option,
              text=Text("另列各规则、各文件的问题数", "also count findings by rule and by file"))  # fmt: skip
@click.option("--previous-run", type=FileName(), metavar="FILE.json", cls=Option,
              text=Text("与上次检查的 JSON 结果相比：已改正、未改正、新出现",
                        "compare with an earlier JSON result: fixed, not fixed, new"))  # fmt: skip
@click.option("--template", type=FileName(), metavar="DOCX", cls=Option,
              text=Text("整改通知（notice）的模板", "the template of the notices"))  # fmt: skip
@JOBS
@SCHEDULER
@SEND
@click.option("--no-cache", is_flag=True, cls=Option,
              text=Text("不使用、也不保存以前的检查结果",
                        "neither use nor keep earlier results"))  # fmt: skip
@click.option("--watch", is_flag=True, cls=Option,
              text=Text("每次保存后再检查一遍，直到按 Ctrl-C",
                        "check again after every save, until Ctrl-C"))  # fmt: skip
@LIMIT
@FORCE
@click.pass_context
def lint(ctx: click.Context, /, **given: Any) -> None:
    """See `text`."""
    line = Line(**given)
    if line.watch:
        from nianbao.cli.watching import watched

        watched(lambda: _once(line), line.paths)
    ctx.exit(_once(line))


def _once(line: Line) -> Status:
    call = call_of(line)
    form = format_named(line.form)
    style = _presentation(line, call)
    with_copies = form.makes == "copies"
    if form.makes == "file" and line.output is None:
        fail(_NO_OUTPUT.format(form=form.name))
    if line.output is not None and not with_copies:
        _guard(line.output, call, force=line.force)
    bar = Bar(len(call.inputs), wanted=not line.quiet)
    # Closed whatever happens, since processes may work on it.
    with closing(call.results(line.jobs, bar.watch)) as results, closing(bar):
        told = chain(_unsettled(results) if line.update_baseline else results, call.skipped)
        run = _Run(told, many=len(call.inputs) > 1, keep=line.update_baseline)
        if with_copies:
            run.status = _copy(run, call, line, style, bar)
        elif line.output is None:
            _print(writer(form.name)(run, style), form, bar)
        else:
            _write(line.output, as_file(form, run, style))
    if line.update_baseline and run.status != Status.INTERRUPTED:
        for path, update in update_baselines(call, run.files, force=line.force):
            said = _UPDATED.format(path=path, dropped=update.dropped, added=update.added, listed=update.listed)
            say(said, err=True)
    return run.status


def _unsettled(results: Iterable[Told]) -> Iterator[Told]:
    """What is told, without what the update of the baseline settles."""
    return (told for told in results if not (isinstance(told, WaiverProblem) and told.stale))


def _print(pieces: Iterable[str], form: OutputFormat, bar: Bar) -> None:
    for piece in pieces:
        bar.clear()
        click.echo(piece.encode("utf-8", "replace") if form.for_programs else piece, nl=False)


def _copy(run: _Run, call: Call, line: Line, style: Presentation, bar: Bar) -> Status:
    """Write a file for each report, and print the verdicts: what is wrong stands in the files."""
    from nianbao.cli.copies import Commented, Copies, letters, targets

    places = targets(format_named(line.form), [item.path for item in call.inputs], line.paths, line.output)
    if len(places) == 1:
        for place in places.values():
            _guard(str(place), call, force=line.force)
    style = structs.replace(style, summary=True)
    if line.form == "notice":
        make = letters(line.template, line.limits)
    else:
        make = Commented(places, call.settings, style, call.standard_input)
    copies = Copies(places, call.read(), make, force=line.force)
    _print(writer("text")(copies.written(run), style), format_named("text"), bar)
    return max(run.status, copies.status)


class _Run:
    """The results on their way to the writer, and the gravest status among those that have passed."""

    def __init__(self, results: Iterable[Told], *, many: bool, keep: bool) -> None:
        self._results, self._many, self._keep = results, many, keep
        self.status = Status.FINE
        self.files: list[FileResult] = []

    def __iter__(self) -> Iterator[Told]:
        for told in self._until_interrupted() if self._many else self._results:
            if isinstance(told, (FileResult, WaiverProblem, Roster)):
                self.status = max(self.status, told.status)
            if self._keep and isinstance(told, FileResult):
                self.files.append(told)
            yield told

    def _until_interrupted(self) -> Iterator[Told]:
        from nianbao.cli.interrupting import until_interrupted

        return until_interrupted(self._results, self._interrupted)

    def _interrupted(self) -> None:
        self.status = Status.INTERRUPTED
        say(_INTERRUPTED, err=True)


def _presentation(line: Line, call: Call) -> Presentation:
    """What is printed: results, or with copies of the reports what is said of them."""
    printed = line.output is None or format_named(line.form).makes == "copies"
    terminal = printed and sys.stdout.isatty()
    width = (terminal_width() if terminal else None) or 80
    return Presentation(
        language=language(),
        width=width,
        colour=terminal and wants_colour(),
        quiet=line.quiet,
        summary=line.summary,
        statistics=line.statistics,
        settings=call.settings,
    )


def _guard(output: str, call: Call, *, force: bool) -> None:
    from nianbao.files.writing import guard

    if os.path.isdir(output):  # noqa: PTH112
        fail(_NO_FILE.format(path=output))
    guard(output, call.read(), force=force)


def _write(output: str, data: bytes) -> None:
    from pathlib import Path

    from nianbao.files.writing import write_atomically

    write_atomically(Path(output), data)
