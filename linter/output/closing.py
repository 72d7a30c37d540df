"""What stands behind the findings: the verdict of each file, what concerns the whole call, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from linter.findings import Doubled, FileResult, Roster, Told, WaiverProblem
from linter.output.called import NOT_CHECKED
from linter.output.style import DOUBLED, Presentation
from nianbao.files.inputs import Skipped
from nianbao.i18n import Text
from nianbao.many.spill import Spill
from nianbao.shown import visible
from nianbao.text import display_width
from nianbao.wrapping import wrap

if TYPE_CHECKING:
    from linter.output.statistics import Statistics

State: TypeAlias = Literal["passed", "warned", "failed", "unreadable"]

_NAMED = 10  # of the files that were not read, or not checked by every rule
_FIXES = 3  # of the files in the line that mends them
_VERDICTS = {True: Text("不合格", "failed"), False: Text("合格（有警告，请核对）", "passed with warnings")}
_PASSED = Text("合格", "passed")
_TOTALS = ("files", "passed", "failed", "unreadable", "errors", "warnings", "waived", "fixed", "left", "new")
_SINCE = Text(
    "与上次相比：已改正 {fixed} 个，未改正 {left} 个，新出现 {new} 个",
    "since the earlier run: {fixed} fixed, {left} not fixed, {new} new",
)
_NOT_CHECKED = Text(
    "{n} 个文件未检查 {rules}（{reason}）：{paths}", "{rules} not checked in {files} ({reason}): {paths}"
)
_NOT_COMPARED = Text(
    "未与上年报告核对（{rules}）：请用 --previous 指定上年报告所在的文件夹；上年报告也在本次检查之列的，写 auto",
    "not compared with last year ({rules}): give the folder of last year's reports with --previous, or auto if they"
    " are among these files",
)
_SKIPPED = Text("{n} 个文件未读取（{reason}）：{paths}", "{files} not read ({reason}): {paths}")
_UNREAD = Text("无法检查", "not checked")


class Row(Struct, frozen=True):
    """One file in the table of verdicts."""

    path: str
    cells: tuple[str, str, str, str]  # agency, year, errors, warnings
    verdict: str
    state: State


def _row_of(result: FileResult, style: Presentation) -> Row:
    counts = ("", "") if result.error else (str(result.count("error")), str(result.count("warning")))
    cells = (visible(result.agency or ""), str(result.year or ""), *counts)
    return Row(visible(result.path), cells, short_verdict(result, style), state(result))


def _statistics() -> Statistics:
    from linter.output.statistics import Statistics

    return Statistics()


class Closing:
    """Counts what was told, and says it at the end."""

    def __init__(self, style: Presentation) -> None:
        self.style = style
        self.rows: Spill[Row] = Spill(Row)  # thousands wait for the end
        self.skipped: dict[str, list[str]] = {}  # by the reason
        self.not_checked: dict[tuple[str, str], list[str]] = {}  # by rules and reason
        self.not_compared: set[str] = set()  # rules that look at last year's reports, where none were named
        self.doubled: list[str] = []
        self.waivers: list[str] = []
        self.statistics = _statistics() if style.statistics else None
        self.totals = dict.fromkeys(_TOTALS, 0)
        self.compared = False  # with an earlier run
        self.fixable: dict[str, int] = {}  # how many findings of a file can be fixed
        self.roster: Roster | None = None

    def add(self, told: Told) -> None:
        """Takes in a result, or what concerns the whole call."""
        if isinstance(told, Skipped):
            self.skipped.setdefault(self.style.say(told.reason), []).append(told.path)
        elif isinstance(told, Doubled):
            self.doubled.append(_doubled(told, self.style))
        elif isinstance(told, Roster):
            self.roster = told
        elif isinstance(told, WaiverProblem):
            place = visible(f"{told.path}:{told.line}" if told.line else told.path)
            self.waivers.append(f"{place}: {visible(self.style.say(told.what))}")
        else:
            self._add_file(told)

    def _add_file(self, result: FileResult) -> None:
        self.rows.append(_row_of(result, self.style))
        if self.statistics:
            self.statistics.add(result)
        if result.since:
            self.compared = True
            for name in ("fixed", "left", "new"):
                self.totals[name] += len(getattr(result.since, name))
        for missed in result.not_checked:
            rules = self.style.listed(list(missed.rules))
            if missed.cause == "not-given":
                self.not_compared.add(rules)
            else:
                self.not_checked.setdefault((rules, self.style.say(missed.reason)), []).append(result.path)
        self.totals["files"] += 1
        self.totals[result.verdict] += 1
        self.totals["errors"] += result.count("error")
        self.totals["warnings"] += result.count("warning")
        self.totals["waived"] += result.waived
        if number := sum(finding.fixable and finding.waived is None for finding in result.findings):
            self.fixable[result.path] = number

    def lines(self) -> Iterator[str]:
        """The table of verdicts where there are several files, what concerns the call, the counts."""
        if len(self.rows) > 1 or self.style.summary:
            yield from table(self.rows, self.style)
            yield "\n"
        if self.statistics:
            yield from self.statistics.lines(self.style)
        if self.compared:
            yield from lines(since(self.totals, self.style), "", self.style)
        for said in (*self.notes(), self.counts()):
            yield from lines(said, "", self.style)
        if self.fixable:
            yield from lines(_to_fix(self.fixable, self.style), "", self.style)

    def notes(self) -> Iterator[str]:
        """What a reader has to know beside the findings: doubled reports, what was not checked or not read, and why."""
        yield from self.doubled
        for (rules, reason), paths in self.not_checked.items():
            text = NOT_CHECKED if len(self.rows) == 1 else _NOT_CHECKED
            files = _counted(len(paths), "file", self.style)
            named = _some(paths, self.style)
            yield self.style.say(text, rules=rules, reason=reason, n=len(paths), files=files, paths=named)
        # Whoever checks one report and names none of last year does not wait for the comparison.
        for rules in sorted(self.not_compared) if len(self.rows) > 1 else ():
            yield self.style.say(_NOT_COMPARED, rules=rules)
        for reason, paths in self.skipped.items():
            files = _counted(len(paths), "file", self.style)
            named = _some(paths, self.style)
            yield self.style.say(_SKIPPED, reason=reason, n=len(paths), files=files, paths=named)

    def counts(self) -> str:
        """Files by verdict and findings by severity, in a line."""
        return _counts(self.totals, self.style)

    def amiss(self) -> Iterator[str]:
        """What is wrong with waivers and baselines, and who of the roster has not filed as due."""
        yield from self.waivers
        if self.roster:
            from linter.output.filing import roster_lines

            yield from roster_lines(self.roster, self.style)

    def problems(self) -> Iterator[str]:
        """What is amiss beside the reports, in lines that fit."""
        for said in self.amiss():
            text = said.lstrip()
            indent = said[: len(said) - len(text)]
            yield from lines(text, indent, self.style, hanging=indent)


def table(rows: Iterable[Row], style: Presentation) -> Iterator[str]:
    """A line for each file: verdict, errors, warnings, year, agency and path."""
    head = tuple(map(style.say, _HEAD))
    widths = [display_width(cell) for cell in head[:-1]]
    agencies = 0
    for row in rows:
        widths = [max(width, display_width(cell)) for width, cell in zip(widths, _lead(row), strict=True)]
        agencies = max(agencies, display_width(row.cells[0]))
    agencies = min(agencies, _WIDEST)
    yield style.paint(_row(head[:-1], widths, head[-1]).rstrip(), "dim") + "\n"
    for row in rows:
        below = " " * (sum(widths) + 2 * len(widths))
        named = row.cells[0] + " " * (agencies - display_width(row.cells[0]))
        line = _row(_lead(row), widths, f"{named}  {row.path}" if agencies else row.path)
        yield from (f"{part}\n" for part in wrap(line, style.width, below))


def _lead(row: Row) -> tuple[str, ...]:
    return row.verdict, row.cells[2], row.cells[3], row.cells[1]


_HEAD = (
    Text("结论", "verdict"),
    Text("错误", "errors"),
    Text("警告", "warnings"),
    Text("年份", "year"),
    Text("机关和文件", "agency and file"),
)
_WIDEST = 32  # an agency's name in the table, in columns


def _row(cells: tuple[str, ...], widths: list[int], last: str) -> str:
    verdict_cell, *numbers = (
        cell + " " * (width - display_width(cell)) if n == 0 else " " * (width - display_width(cell)) + cell
        for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((verdict_cell, *numbers, last))


def short_verdict(result: FileResult, style: Presentation) -> str:
    """Passed, failed or not checked."""
    if result.error:
        return style.say(_UNREAD)
    return style.say(_PASSED if result.verdict == "passed" else _VERDICTS[True])


def _doubled(told: Doubled, style: Presentation) -> str:
    paths = style.listed([visible(path) for path in told.paths])
    return style.say(DOUBLED, agency=visible(told.agency), year=told.year, n=len(told.paths), paths=paths)


def _some(paths: list[str], style: Presentation) -> str:
    """The first of them by name."""
    more = style.say(Text(" 等", " …")) if len(paths) > _NAMED else ""
    return style.listed([visible(path) for path in paths[:_NAMED]]) + more


def state(result: FileResult) -> State:
    """The verdict, and apart from it whether a report that passed has warnings."""
    if result.verdict != "passed":
        return result.verdict
    return "warned" if result.count("error") or result.count("warning") else "passed"


def since(counts: Mapping[str, int], style: Presentation) -> str:
    """How many findings of an earlier run are fixed and not fixed, and how many are new."""
    return style.say(_SINCE, fixed=counts["fixed"], left=counts["left"], new=counts["new"])


def verdict(result: FileResult, style: Presentation) -> str:
    """The verdict of a file in words, with the counts of what stands against it."""
    errors, warnings, infos = (result.count(s) for s in ("error", "warning", "info"))
    waived = style.say(Text("，{n} 个已豁免", ", {n} waived"), n=result.waived) if result.waived else ""
    if not errors and not warnings:
        good = style.paint(style.say(_PASSED), "green")
        note = style.say(Text("，另有 {n} 条提示", ", {n} for information"), n=infos) if infos else ""
        return good + note + waived
    said = style.say(
        Text("{verdict}：{errors} 个错误，{warnings} 个警告", "{verdict}: {errors}, {warnings}"),
        verdict=style.paint(style.say(_VERDICTS[bool(errors)]), "red" if errors else "yellow"),
        errors=_counted(errors, "error", style),
        warnings=_counted(warnings, "warning", style),
    )
    return said + waived


def _to_fix(fixable: dict[str, int], style: Presentation) -> str:
    """What `nianbao fix` can do, as the line that does it."""
    paths = [visible(path) for path in fixable]
    text = Text(
        "其中 {n} 个可以自动改正：nianbao fix {paths}{more}",
        "{n} of these can be fixed automatically: nianbao fix {paths}{more}",
    )
    more = " …" if len(paths) > _FIXES else ""
    return style.say(text, n=sum(fixable.values()), paths=" ".join(paths[:_FIXES]), more=more)


def _counted(number: int, noun: str, style: Presentation) -> str:
    return str(number) if style.language == "zh" else f"{number} {noun}{'s' * (number != 1)}"


def _counts(totals: dict[str, int], style: Presentation) -> str:
    errors, warnings = (_counted(totals[f"{noun}s"], noun, style) for noun in ("error", "warning"))
    if totals["files"] == 1:
        text = Text("共检查 1 个文件：{errors} 个错误，{warnings} 个警告", "1 file checked: {errors}, {warnings}")
        line = style.say(text, errors=errors, warnings=warnings)
        unread = Text("，{n} 个无法检查", ", {n} not checked")
        line += style.say(unread, n=totals["unreadable"]) if totals["unreadable"] else ""
    else:
        text = Text(
            "共检查 {files} 个文件：{passed} 个合格，{failed} 个不合格{unread}；{errors} 个错误，{warnings} 个警告",
            "{files} files checked: {passed} passed, {failed} failed{unread}; {errors}, {warnings}",
        )
        unread = Text("，{n} 个无法检查", ", {n} not checked")
        unread_said = style.say(unread, n=totals["unreadable"]) if totals["unreadable"] else ""
        told = {name: totals[name] for name in ("files", "passed", "failed")}
        line = style.say(text, **told, unread=unread_said, errors=errors, warnings=warnings)
    return line + (style.say(Text("，{n} 个已豁免", ", {n} waived"), n=totals["waived"]) if totals["waived"] else "")


def lines(text: str, indent: str, style: Presentation, hanging: str = "") -> Iterator[str]:
    """The text in lines that fit, each with its end."""
    below = indent + " " * display_width(hanging)
    for line in wrap(indent + text, style.width, below):
        yield line + "\n"
