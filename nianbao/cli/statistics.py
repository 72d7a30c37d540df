"""`nianbao statistics`: what many reports say together, as a page and a workbook."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, convert

from nianbao.cli.command import Command, Option
from nianbao.cli.lint_call import Call, Line, call_of
from nianbao.cli.options import CONFIG, FORCE, LIMIT, OUTPUT_FILE, RULEBOOK
from nianbao.cli.speaking import fail, language, say, say_written
from nianbao.errors import NianbaoError
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.shown import visible
from nianbao.status import Status
from nianbao.survey.statistics.measuring import Measures, measure

if TYPE_CHECKING:
    from nianbao.survey.statistics.sheets import Sheet

_NONE = Text("没有找到报告", "no report was found")
_UNREAD = Text("{path}：{reason}", "{path}: {reason}")
_ENDING = Text("{path}：应以 .html 或 .xlsx 结尾", "{path}: expected a name that ends in .html or .xlsx")
_MISSING = Text(
    "{path}：需要另行安装 pip install 'nianbao[data]'（缺少 {name}）",
    "{path}: this has to be installed besides: pip install 'nianbao[data]' ({name} is missing)",
)
_DONE = Text("{n} 份报告{unread}", "{n} reports{unread}")
_UNREAD_COUNT = Text("，其中 {n} 个文件无法读取", ", of which {n} files could not be read")


class _Asked(Struct, frozen=True, kw_only=True):
    """The options and arguments of the line."""

    paths: tuple[str, ...]
    output: str
    exclude: tuple[str, ...]
    jobs: int | None
    rulebook: str | None
    config: str | None
    limits: Limits
    force: bool

    def line(self) -> Line:
        """The same as a line of lint."""
        return Line(
            paths=self.paths,
            form="json",
            rulebook=self.rulebook,
            config=self.config,
            exclude=self.exclude,
            limits=self.limits,
        )

    def targets(self) -> tuple[Path, ...]:
        """The page and the workbook beside it, or the workbook alone."""
        path = Path(self.output)
        if path.suffix.lower() == ".xlsx":
            return (path,)
        if path.suffix.lower() not in (".html", ".htm"):
            fail(_ENDING.format(path=path))
        return (path, path.with_suffix(".xlsx"))


@click.command(
    "statistics",
    cls=Command,
    text=Text(
        "统计许多报告：合格与否、问题和涉及的机关、公开率等指标、与同类和上年相比、雷同的文字。\n\n"
        "输出一个网页（不联网，可打印），旁边另有 .xlsx 表格；也可以只输出 .xlsx。"
        "退出状态：0 全部读到；1 有文件无法读取。",
        "What many reports say together: verdicts, causes, rates, what stands out from peers and from the year before,"
        " copied text.\n\n"
        "The output is a page (no network, for paper as well) with an .xlsx beside it, or an .xlsx alone. Exit status:"
        " 0 all read, 1 some files could not be read.",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@OUTPUT_FILE
@click.option("--exclude", multiple=True, metavar="GLOB", cls=Option,
              text=Text("不读这些文件，如 drafts/**，可重复",
                        "leave these files out, as in drafts/**; repeatable"))  # fmt: skip
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", cls=Option,
              text=Text("同时使用的进程数，默认为处理器核数",
                        "how many processes work at once; by default as many as there are cores"))  # fmt: skip
@RULEBOOK
@CONFIG
@LIMIT
@FORCE
@click.pass_context
def statistics(ctx: click.Context, /, **given: object) -> None:
    """See `text`."""
    from nianbao.files.writing import guard

    asked = convert(given, _Asked)
    call = call_of(asked.line())
    for target in asked.targets():
        guard(target, call.read(), force=asked.force)
    if all(item.error for item in call.inputs):
        fail(next((item.error for item in call.inputs if item.error), _NONE))
    measures = _measures(call, asked.jobs)
    _write(measures, asked.targets())
    unread = [one for one in measures.reports if one.error]
    for one in unread:
        say(_UNREAD.format(path=visible(one.path), reason=one.error), err=True)
    told = _UNREAD_COUNT.format(n=len(unread)) if unread else Text("", "")
    say(_DONE.format(n=len(measures.reports), unread=told))
    ctx.exit(Status.FOUND if unread else Status.FINE)


def _measures(call: Call, jobs: int | None) -> Measures:
    own = next(iter(call.settings.values())).book()
    with closing(call.results(jobs)) as results:
        return Measures(tuple(measure(results, own)), own or load_rulebook())


def _write(measures: Measures, targets: tuple[Path, ...]) -> None:
    from nianbao.files.scratch import scratch_folder
    from nianbao.files.writing import write_atomically
    from nianbao.survey.statistics.sheets import sheets
    from nianbao.survey.statistics.workbook import write_workbook

    told = tuple(sheets(measures))
    for target in targets:
        if target.suffix.lower() != ".xlsx":
            write_atomically(target, _page(measures, told, target))
        else:
            with scratch_folder() as folder:
                write_workbook(folder / "book.xlsx", told, language())
                write_atomically(target, (folder / "book.xlsx").read_bytes())
        say_written(target)


def _page(measures: Measures, told: tuple[Sheet, ...], target: Path) -> bytes:
    try:
        from nianbao.survey.statistics.page import page_of
    except ModuleNotFoundError as error:
        raise NianbaoError(_MISSING.format(path=target, name=error.name)) from error
    return page_of(measures, told, language()).encode("utf-8", "replace")
