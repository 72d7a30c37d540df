"""How often each rule was broken and in how many files, and how many findings each file has."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from linter.findings import FileResult, Finding
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.text import display_width

_BY_RULE = (Text("规则", "rule"), Text("问题", "findings"), Text("文件", "files"))
_BY_FILE = (Text("文件", "file"), Text("错误", "errors"), Text("警告", "warnings"), Text("提示", "infos"))


class RuleCount(Struct):
    """A rule that was broken: findings that count, and files that have one."""

    code: str
    rule: str
    findings: int = 0
    files: int = 0


class FileCount(Struct, frozen=True):
    """A file and its findings that count by severity."""

    path: str
    errors: int
    warnings: int
    infos: int


class Statistics:
    """Counts results as they come. Waived findings do not count."""

    def __init__(self) -> None:
        self._rules: dict[str, RuleCount] = {}
        self._files: list[FileCount] = []

    def add(self, result: FileResult) -> None:
        """Takes in the findings of a file."""
        counting = [finding for finding in result.findings if finding.waived is None]
        for finding in counting:
            self._rule(finding).findings += 1
        for finding in {f.code: f for f in counting}.values():
            self._rule(finding).files += 1
        if not result.error:
            counts = (sum(f.severity == severity for f in counting) for severity in ("error", "warning", "info"))
            self._files.append(FileCount(result.path, *counts))

    def _rule(self, finding: Finding) -> RuleCount:
        return self._rules.setdefault(finding.code, RuleCount(finding.code, finding.rule))

    def rules(self) -> list[RuleCount]:
        """The rules that were broken, the one in most files first."""
        return sorted(self._rules.values(), key=lambda one: (-one.files, -one.findings, one.code))

    def files(self) -> list[FileCount]:
        """The files, the one with most errors first, then in the order in which they came."""
        return sorted(self._files, key=lambda one: (-one.errors, -one.warnings, -one.infos))

    def lines(self, style: Presentation) -> Iterator[str]:
        """Both tables as text, each with an empty line behind it; none where nothing was found."""
        rules = [(f"{one.code} {one.rule}", one.findings, one.files) for one in self.rules()]
        files = [(visible(one.path), one.errors, one.warnings, one.infos) for one in self.files()]
        if rules:
            yield from _table([style.say(text) for text in _BY_RULE], rules)
            yield from _table([style.say(text) for text in _BY_FILE], [row for row in files if any(row[1:])])


def _table(head: list[str], rows: list[tuple[str, int, int]] | list[tuple[str, int, int, int]]) -> Iterator[str]:
    """Numbers first, since names are of any length."""
    lines = [head, *([str(cell) for cell in row] for row in rows)]
    widths = [max(display_width(line[column]) for line in lines) for column in range(1, len(head))]
    for name, *numbers in lines:
        padded = (" " * (width - display_width(cell)) + cell for cell, width in zip(numbers, widths, strict=True))
        yield "  ".join((*padded, name)) + "\n"
    yield "\n"
