"""`nianbao rollup`: the sum of many reports as a figures file."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import convert

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.lint_call import Call
from nianbao.cli.options import written
from nianbao.cli.speaking import fail, say, say_written
from nianbao.cli.surveying import Asked, survey_options, surveyed
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.load import edition_of
from nianbao.shown import visible
from nianbao.status import Status
from nianbao.survey.facts import Surveyed, survey
from nianbao.survey.rolling import telling
from nianbao.survey.rolling.against import differences
from nianbao.survey.rolling.filed import Filed, filed_of
from nianbao.survey.rolling.planning import Plan, Wanted, plan
from nianbao.survey.rolling.summing import Sums, add_up
from nianbao.survey.rolling.trace import write_trace

_NONE = Text("没有可以汇总的报告", "there are no reports to add up")
_AGAINST = Text("--against {path}：{reason}", "--against {path}: {reason}")
_NO_TOP = Text(
    "没有写明汇总机关，agency 留空；请填写，或用 --agency 写明",
    "the agency of the roll-up is not known and was left empty; fill it in, or name it with --agency",
)
_DONE = Text("{counted} 个机关，{figures} 个数字{blank}", "{counted} agencies, {figures} figures{blank}")
_BLANK = Text("，{n} 个留空", ", {n} left blank")
_SAME = Text("{path} 的数字与汇总相同", "the figures of {path} agree with the sums")


class _Asked(Asked, frozen=True, kw_only=True):
    against: str | None
    roster: str | None
    agency: str | None
    trace: str | None

    def traced(self) -> Path:
        """Where the trace goes."""
        return Path(self.trace) if self.trace else Path(self.output).with_suffix(".trace.csv")


@click.command(
    "rollup",
    cls=Command,
    text=Text(
        "将多份报告的数字逐级相加，写成汇总报告的数据文件（.yaml、.json、.xlsx 或 .csv），"
        "并写明每个数字来自哪些报告。\n\n"
        "垂直管理系统不计入，同一数字不计两次；有机关缺少某个数字的，该数字留空并说明。\n\n"
        "退出状态：0 完整；1 不完整（有缺少、重复或无法读取的报告，有数字留空，"
        "或与自称汇总的报告不符）；2 无法汇总。",
        "Add up the figures of many reports level by level, as a figures file (.yaml, .json, .xlsx or .csv) with a"
        " trace of which reports each figure comes from.\n\n"
        "Vertical systems are left out and nothing is counted twice; a figure that any agency lacks is left blank"
        " and reported.\n\n"
        "Exit status: 0 complete; 1 partial (missing, repeated or unreadable reports, blank figures, or differences"
        " from a report that calls itself a roll-up); 2 not possible.",
    ),
)
@survey_options(
    click.option("--against", type=FileName(), metavar="REPORT", cls=Option,
                 text=Text("与这份报告逐个数字比较，并说明差异在哪里",
                           "compare this report figure by figure and explain the differences")),
    click.option("--roster", type=FileName(), metavar="FILE", cls=Option,
                 text=Text("应报送报告的单位名单（.csv 或 .xlsx），含上级单位",
                           "the agencies that have to report and whom they report to, .csv or .xlsx")),
    click.option("--agency", metavar="NAME", cls=Option, callback=written,
                 text=Text("汇总机关的名称，如 青岚县人民政府", "the agency of the roll-up")),
    click.option("--trace", type=FileName(), metavar="FILE", cls=Option,
                 text=Text("每个数字的来源写入哪个文件，默认在输出旁（.trace.csv）",
                           "where to write the sources of each figure (default: beside the output, .trace.csv)")),
)  # fmt: skip
@click.pass_context
def rollup(ctx: click.Context, /, **given: object) -> None:
    """See `text`."""
    from generator.files import kind_of
    from nianbao.files.writing import guard

    asked = convert(given, _Asked)
    call = asked.call(asked.roster)
    kind_of(Path(asked.output))
    besides = (asked.against,) if asked.against else ()
    for target in (Path(asked.output), asked.traced()):
        guard(target, (*call.read(), *besides), force=asked.force)
    own = next(iter(call.settings.values())).book() if call.settings else None
    parent = _parent(asked, call, own)
    filed, unread = _read(asked, call, own)
    if not filed:
        fail(next((one.error for one in unread if one.error), _NONE))
    book = own or _book(filed, parent)
    top = asked.agency or (parent.agency if parent else None)
    planned = plan(filed, unread, Wanted(book, call.roster, top, parent.year if parent else None))
    sums = add_up(planned, book)
    found = _tell(planned, sums, book, asked.against, parent)
    _write(asked, planned, sums, book)
    blank = sum(one.value is None for one in sums.sums)
    say(_DONE.format(counted=len(sums.children), figures=len(sums.sums) - blank,
                     blank=_BLANK.format(n=blank) if blank else Text("", "")))  # fmt: skip
    # What prose alone tells is told by few: without a sum it is said, and asked for when the report is written.
    lacks = any(one.lacking and one.cell[2] for one in sums.sums)
    ctx.exit(Status.FOUND if found or planned.problems or lacks else Status.FINE)


def _book(filed: list[Filed], parent: Filed | None) -> Rulebook:
    """The official rulebook of the year that is added up."""
    from nianbao.survey.rolling.planning import most_common

    year = parent.year if parent else most_common(one.year for one in filed)
    return edition_of(year) if year else load_rulebook()


def _kept(told: Surveyed, own: Rulebook | None) -> Filed:
    return filed_of(told, own or load_rulebook(edition=told.edition))


def _parent(asked: _Asked, call: Call, own: Rulebook | None) -> Filed | None:
    """The report that the sum is held against. Ends the command where it cannot be read."""
    if asked.against is None:
        return None
    from linter.settings import Settings

    settings = next(iter(call.settings.values()), Settings())
    told = survey(asked.against, settings)
    if told.error:
        fail(_AGAINST.format(path=visible(asked.against), reason=told.error))
    return _kept(told, own)


def _read(asked: _Asked, call: Call, own: Rulebook | None) -> tuple[list[Filed], list[Surveyed]]:
    """What was read of each report but the one that the sum is held against, and what could not be read."""
    inputs = [item for item in call.inputs if not (asked.against and _same(item.path, asked.against))]
    filed: list[Filed] = []
    unread: list[Surveyed] = []
    for told in surveyed(call, inputs, asked.jobs):
        if told.error:
            unread.append(told)
        else:
            filed.append(_kept(told, own))
    return filed, unread


def _same(path: str, other: str) -> bool:
    try:
        return Path(path).samefile(other)
    except OSError:  # inside an archive
        return path == other


def _tell(planned: Plan, sums: Sums, book: Rulebook, against: str | None, parent: Filed | None) -> bool:
    """Say what there is to say; whether it differs from a report that calls itself a roll-up."""
    for line in (*telling.partial(planned), *telling.rest(planned, sums, book)):
        say(line, err=True)
    if not planned.top:
        say(_NO_TOP, err=True)
    if parent is None:
        return False
    found = differences(parent, sums, planned, book)
    strict = parent.said == "rollup"
    for line in telling.compared(found, visible(against or ""), book, strict=strict):
        say(line)
    if not found:
        say(_SAME.format(path=visible(against or "")))
    return strict and bool(found)


def _write(asked: _Asked, planned: Plan, sums: Sums, book: Rulebook) -> None:
    from generator.files import figures_bytes, kind_of
    from nianbao.figures.dump import dump_yaml
    from nianbao.files.scratch import scratch_folder
    from nianbao.files.writing import write_atomically

    path, figures = Path(asked.output), sums.figures(planned, book)
    kind = kind_of(path)
    if kind == "yaml":
        data = dump_yaml(figures, book, notes=telling.notes(planned, sums, book))
    else:
        data = figures_bytes(figures, book, kind)
    write_atomically(path, data)
    say_written(path)
    with scratch_folder() as folder:
        write_trace(folder / "trace.csv", sums, book)
        with (folder / "trace.csv").open("rb") as file:
            write_atomically(asked.traced(), file)
    say_written(asked.traced())
