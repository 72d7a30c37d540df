"""How output looks: its language, width and colours, and the words for places."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from linter.findings import Finding, Location
from linter.settings import Settings
from nianbao.i18n import Language, Text
from nianbao.text import chinese_number

_COLOURS = {"red": "31", "yellow": "33", "cyan": "36", "green": "32", "bold": "1", "dim": "2"}

# Why a finding does not count that stood there when the baseline was made.
BASELINE = Text("已列入基线 {path}", "listed in the baseline {path}")

FIXABLE = Text("（可自动改正）", " (can be fixed)")

DOUBLED = Text("{agency} {year} 年的报告有 {n} 份：{paths}", "{n} files are reports of {agency} for {year}: {paths}")


class Presentation(Struct, frozen=True):
    """What a writer needs to know about the reader."""

    language: Language
    width: int = 80
    colour: bool = False
    quiet: bool = False
    summary: bool = False  # verdicts and counts alone
    statistics: bool = False  # how often each rule was broken, besides
    # What holds for each file, by its path: for writers that tell of rules and tables beyond the findings.
    settings: Mapping[str, Settings] = {}

    def say(self, text: Text, **values: object) -> str:
        """A message in the reader's language."""
        return text.format(**values).in_(self.language) if values else text.in_(self.language)

    def listed(self, things: list[str]) -> str:
        """Things side by side, as the language lists them."""
        return self.say(Text("、", ", ")).join(things)

    def paint(self, text: str, *colours: str) -> str:
        """The text in colours where they are wanted."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(_COLOURS[c] for c in colours)}m{text}\x1b[0m"

    def place(self, finding: Finding) -> str:
        """A place in words: 第三部分 表 行“…”列“…”, page and line."""
        location = finding.location
        table = f"{self.say(Text('表', 'table'))} {self.say(finding.cell)}".rstrip() if location.table else ""
        inside = self._position(location)
        spot = self.say(finding.spot)
        section = self._section(finding)
        if not section and not table and not spot:
            return inside or self.say(Text("全文", "whole report"))
        if inside:
            inside = self.say(Text("（{inside}）", "({inside})"), inside=inside)
        place = " ".join(filter(None, (section, spot, table, inside)))
        return place.replace(" （", "（")

    def _section(self, finding: Finding) -> str:
        number = finding.part or finding.location.section
        if number is None:
            return ""
        return self.say(Text(f"第{number}部分", f"section {chinese_number(number) or number}"))

    def _position(self, location: Location) -> str:
        page = self.say(Text("第{page}页", "page {page}"), page=location.page) if location.page else ""
        line = self.say(Text("第{line}行", "line {line}"), line=location.line) if location.line else ""
        return " ".join(filter(None, (page, line)))
