"""How the reports stand against the list of agencies that owe one, for people."""

from __future__ import annotations

from collections.abc import Iterator

from linter.findings import Roster, RosterProblem
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.shown import visible

_HEAD = Text(
    "名单 {path}：{agencies} 个单位，已报送{year}报告 {filed} 个",
    "roster {path}: {filed} of {agencies} agencies filed a report{year}",
)
_YEAR = Text(" {year} 年度", " for {year}")
_ROW = Text("第{row}行 {agency}：{what}", "row {row} {agency}: {what}")
_UNLISTED = Text("不在名单上的报告：{paths}", "reports of agencies not on the roster: {paths}")
_UNNAMED = Text("无法判断是哪个单位的文件：{paths}", "files that do not name their agency: {paths}")


def roster_lines(told: Roster, style: Presentation) -> Iterator[str]:
    """A line for the whole, one for each problem, and what is on no list; quiet leaves out all but problems."""
    if not style.quiet:
        year = style.say(_YEAR, year=told.year) if told.year is not None else ""
        yield style.say(_HEAD, path=visible(told.path), agencies=told.agencies, filed=told.filed, year=year)
    yield from ("  " + problem_line(problem, style) for problem in told.problems)
    if not style.quiet:
        for said, paths in ((_UNLISTED, told.unlisted), (_UNNAMED, told.unnamed)):
            if paths:
                yield "  " + style.say(said, paths=style.listed([visible(path) for path in paths]))


def problem_line(problem: RosterProblem, style: Presentation) -> str:
    """A problem in one line: row, agency, what is amiss, the files."""
    what = visible(style.say(problem.message))
    files = style.listed([visible(path) for path in problem.paths])
    named = style.say(Text("（{files}）", " ({files})"), files=files) if files else ""
    return style.say(_ROW, row=problem.row, agency=visible(problem.agency), what=what) + named
