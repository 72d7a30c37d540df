"""`nianbao statistics`: what many reports say together, as a page and a workbook."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import convert

from nianbao.cli.command import Command
from nianbao.cli.lint_call import Call
from nianbao.cli.speaking import fail, language, say, say_written
from nianbao.cli.surveying import Asked, refuse_none, say_unread, survey_options
from nianbao.extras import MissingError
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.shown import visible
from nianbao.status import Status
from nianbao.survey.statistics.measuring import Measures, measure

if TYPE_CHECKING:
    from nianbao.survey.statistics.sheets import Sheet

_NONE = Text("没有找到报告", "no report was found")
_ENDING = Text("{path}：应以 .html 或 .xlsx 结尾", "{path}: expected a name that ends in .html or .xlsx")
_DONE = Text("{n} 份报告{unread}", "{n} reports{unread}")
_UNREAD_COUNT = Text("，其中 {n} 个文件无法读取", ", of which {n} files could not be read")


def _targets(output: str) -> tuple[Path, ...]:
    """The page and the workbook beside it, or the workbook alone."""
    path = Path(output)
    if path.suffix.lower() == ".xlsx":
        return (path,)
    if path.suffix.lower() not in (".html", ".htm"):
        fail(_ENDING.format(path=path))
    return (path, path.with_suffix(".xlsx"))


@click.command(
    "statistics",
    cls=Command,
    text=Text(
        "统计多份报告：合格与否、问题和涉及的机关、公开率等指标、与同类和上年相比、雷同的文字。\n\n"
        "输出一个网页（不联网，可打印），旁边另有 .xlsx 表格；也可以只输出 .xlsx。"
        "退出状态：0 全部读到；1 有文件无法读取。",
        "Statistics of many reports: verdicts, findings and the agencies concerned, rates, outliers among peers and"
        " against the year before, copied text.\n\n"
        "The output is a web page (self-contained, printable) with an .xlsx beside it, or an .xlsx alone. Exit status:"
        " 0 all read, 1 some files could not be read.",
    ),
)
@survey_options()
@click.pass_context
def statistics(ctx: click.Context, /, **given: object) -> None:
    """See `text`."""
    from nianbao.files.writing import guard

    asked = convert(given, Asked)
    call, targets = asked.call(), _targets(asked.output)
    for target in targets:
        guard(target, call.read(), force=asked.force)
    refuse_none(call, _NONE)
    measures = _measures(call, asked.jobs)
    _write(measures, targets)
    unread = [one for one in measures.reports if one.error]
    for one in unread:
        if one.error:
            say_unread(one.path, one.error)
    told = _UNREAD_COUNT.format(n=len(unread)) if unread else Text("", "")
    say(_DONE.format(n=len(measures.reports), unread=told))
    ctx.exit(Status.FOUND if unread else Status.FINE)


def _measures(call: Call, jobs: int | None) -> Measures:
    own = next(iter(call.settings.values())).book()
    with closing(call.results(jobs)) as results:
        return Measures(tuple(measure(results, own)), own or load_rulebook())


def _write(measures: Measures, targets: tuple[Path, ...]) -> None:
    from nianbao.files.writing import write_atomically
    from nianbao.survey.statistics.sheets import sheets
    from nianbao.survey.statistics.workbook import workbook_of

    told = tuple(sheets(measures))
    for target in targets:
        alone = target.suffix.lower() == ".xlsx"
        write_atomically(target, workbook_of(told, language()) if alone else _page(measures, told, target))
        say_written(target)


def _page(measures: Measures, told: tuple[Sheet, ...], target: Path) -> bytes:
    try:
        from nianbao.survey.statistics.page import page_of
    except ModuleNotFoundError as error:
        raise MissingError(visible(str(target)), "data", error) from error
    return page_of(measures, told, language()).encode("utf-8", "replace")
