"""`nianbao collect`: the figures of many reports as one long table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from msgspec import convert

from nianbao.cli.command import Command, Option
from nianbao.cli.lint_call import Call
from nianbao.cli.speaking import fail, language, say, say_written
from nianbao.cli.surveying import Asked, refuse_none, say_unread, survey_options, surveyed
from nianbao.i18n import Text
from nianbao.status import Status
from nianbao.survey.facts import Surveyed
from nianbao.version import VERSION

_NONE = Text("没有找到报告", "no report was found")
_DONE = Text("{reports} 份报告，{figures} 个数字{unread}", "{reports} reports, {figures} figures{unread}")
_UNREAD_COUNT = Text(
    "；{n} 个文件无法读取，只在报告表中列出原因",
    "; not read, and listed among the reports with the reason: {n}",
)


class _Asked(Asked, frozen=True, kw_only=True):
    chinese_headers: bool


@click.command(
    "collect",
    cls=Command,
    text=Text(
        "将多份报告的数字汇成一张长表，每行一个数字：机关、年份、表、行、列、数值、原文、状态。\n\n"
        "输出为 .csv、.parquet（另有一张报告表）、.xlsx 或 .duckdb。\n\n"
        "退出状态：0 全部读到；1 有文件无法读取；2 没有一份能读取，不写入。",
        "Put the figures of many reports into one long table, one row per figure: agency, year, table, row, column,"
        " value, raw text, state.\n\n"
        "The output is .csv or .parquet (with a second file for the reports), .xlsx or .duckdb. Exit status: 0 all"
        " read, 1 some files could not be read, 2 none could, and nothing is written.",
    ),
)
@survey_options(
    click.option("--chinese-headers", is_flag=True, cls=Option,
                 text=Text("用中文表头（.csv 另加 BOM 和表、行、列的名称）",
                           "headers in Chinese; .csv also with a byte order mark and the labels"))
)  # fmt: skip
@click.pass_context
def collect(ctx: click.Context, /, **given: object) -> None:
    """See `text`."""
    from nianbao.files.scratch import scratch_folder
    from nianbao.files.writing import guard, write_atomically
    from nianbao.survey.writing import Output, targets, writer_of

    asked = convert(given, _Asked)
    call = asked.call()
    wanted = Output(Path(asked.output), language(), asked.chinese_headers)
    write = writer_of(wanted.path)
    for target in targets(wanted):
        guard(target, call.read(), force=asked.force)
    refuse_none(call, _NONE)
    counts = _Counts()
    with scratch_folder() as folder:
        made = Output(folder / wanted.path.name, language(), asked.chinese_headers, tuple(_about(call)))
        write(made, counts.through(surveyed(call, call.inputs, asked.jobs)))
        if not counts.reports:
            fail(_NONE)
        for source, target in zip(targets(made), targets(wanted), strict=True):
            with source.open("rb") as file:
                write_atomically(target, file)
            say_written(target)
    counts.tell()
    ctx.exit(Status.FOUND if counts.unread else Status.FINE)


def _about(call: Call) -> Iterator[tuple[str, str]]:
    from nianbao.rulebook import load_rulebook

    yield "nianbao", VERSION
    book = next(iter(call.settings.values())).book() or load_rulebook()
    yield "rulebook", f"{book.id} {book.edition}"


class _Counts:
    """What has passed, for the line at the end."""

    def __init__(self) -> None:
        self.reports = self.figures = self.unread = 0

    def through(self, reports: Iterable[Surveyed]) -> Iterator[Surveyed]:
        """The reports themselves; what could not be read is told at once."""
        for report in reports:
            if report.error:
                self.unread += 1
                say_unread(report.path, report.error)
            else:
                self.reports += 1
                self.figures += sum(fact.value is not None for fact in report.facts)
            yield report

    def tell(self) -> None:
        """The line at the end."""
        unread = _UNREAD_COUNT.format(n=self.unread) if self.unread else Text("", "")
        say(_DONE.format(reports=self.reports, figures=self.figures, unread=unread))
