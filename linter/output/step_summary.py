"""The summary of a step on GitHub: verdicts, every finding, what was not checked, as Markdown of a bounded size."""

from __future__ import annotations

from collections.abc import Iterable

from linter.findings import FileResult, Told
from linter.output.closing import Closing, short_verdict
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.rulebook.labels import SEVERITIES
from nianbao.shown import visible

_MOST_BYTES = 900_000  # GitHub refuses a summary over 1 MiB
_VERDICTS = (
    Text("结论", "verdict"), Text("错误", "errors"), Text("警告", "warnings"), Text("年份", "year"),
    Text("机关", "agency"), Text("文件", "file"),
)  # fmt: skip
_FINDINGS = (
    Text("文件", "file"), Text("级别", "level"), Text("规则", "rule"), Text("位置", "place"),
    Text("问题", "finding"), Text("修改建议", "fix"),
)  # fmt: skip
_LEFT_OUT = Text("另有 {n} 条未列出：摘要的大小有限。", "{n} more are left out: the size of a summary is limited.")
_WAIVED = Text("（已豁免）", " (waived)")


class StepSummary:
    """Takes in what is told, and keeps of it what fits."""

    def __init__(self, style: Presentation) -> None:
        self.style = style
        self._closing = Closing(style)
        self._verdicts = _Table(tuple(map(style.say, _VERDICTS)))
        self._findings = _Table(tuple(map(style.say, _FINDINGS)))

    def add(self, told: Told) -> None:
        """Takes in a result, or what concerns the whole call."""
        self._closing.add(told)
        if isinstance(told, FileResult):
            self._add_file(told)

    def _add_file(self, result: FileResult) -> None:
        say = self.style.say
        counts = ("", "") if result.error else (str(result.count("error")), str(result.count("warning")))
        self._verdicts.add((
            short_verdict(result, self.style), *counts, str(result.year or ""), result.agency or "", result.path
        ))  # fmt: skip
        if result.error:
            self._findings.add((result.path, say(SEVERITIES["error"]), "", "", say(result.error), ""))
        for finding in result.findings:
            level = say(SEVERITIES[finding.severity]) + (say(_WAIVED) if finding.waived else "")
            place, rule = self.style.place(finding), f"{finding.code} {finding.rule}"
            self._findings.add((result.path, level, rule, place, say(finding.message), say(finding.mend)))

    def text(self) -> str:
        """The whole as Markdown."""
        counts = _escaped(self._closing.counts())
        notes = "".join(f"- {_escaped(note)}\n" for note in (*self._closing.notes(), *self._closing.amiss()))
        tables = (self._verdicts.text(self.style), self._findings.text(self.style))
        return "\n".join(part for part in ("### nianbao\n", f"{counts}\n", *tables, notes) if part) + "\n"


class _Table:
    """Rows as long as there is room: half of it for each of the two tables."""

    def __init__(self, head: tuple[str, ...]) -> None:
        self._lines = [_row(head), _row(["---"] * len(head))]
        self._room = _MOST_BYTES // 2
        self._left_out = 0

    def add(self, cells: Iterable[str]) -> None:
        line = _row(map(_escaped, cells))
        self._room -= len(line.encode("utf-8", "replace"))
        if self._room < 0:
            self._left_out += 1
        else:
            self._lines.append(line)

    def text(self, style: Presentation) -> str:
        if len(self._lines) == 2:
            return ""
        more = f"\n{style.say(_LEFT_OUT, n=self._left_out)}\n" if self._left_out else ""
        return "".join(self._lines) + more


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _escaped(text: str) -> str:
    """Text of a report as text: no markup, link, mention or cell of its own."""
    plain = visible(text)
    return "".join(f"&#{ord(char)};" if char in "&<>|`*_[]~#\\" else char for char in plain)
