"""The names of places and the words that all forms of a comparison share."""

from __future__ import annotations

from linter.comparing.model import Comparison, Prose, Side
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.shown import visible
from nianbao.text import chinese_number

EQUAL = Text("内容相同", "the reports are the same")
COUNT = Text("共 {n} 处不同", "{n} differences")
ONE = Text("共 1 处不同", "1 difference")
HEADINGS = Text("标题", "Title and headings")
TABLE = Text("表 {name}", "Table {name}")
PROSE = Text("文字", "Prose")
OLD, NEW = Text("原", "old"), Text("现", "new")
ABSENT, BLANK = Text("（无）", "(none)"), Text("（空白）", "(blank)")
CELL = Text("行 · 列", "Row · column")
ONLY_IN = {
    "old": Text("现稿没有这张表", "the new report has no such table"),
    "new": Text("原稿没有这张表", "the old report has no such table"),
}
_PREAMBLE = Text("引言", "preamble")
_SECTION = Text("第{n}部分", "section {n}")


def counted(comparison: Comparison, style: Presentation) -> str:
    """How much differs, in a line."""
    if comparison.count < 2:
        return style.say(ONE if comparison.count else EQUAL)
    return style.say(COUNT, n=comparison.count)


def side(told: Side, style: Presentation) -> str:
    """Whose report it is, and of which year."""
    year = style.say(Text("{y}年", "{y}"), y=told.year) if told.year else ""
    return visible("  ".join(filter(None, (told.path, told.agency, year))))


def place(prose: Prose, book: Rulebook, style: Presentation) -> str:
    """Where a paragraph stands: its section by the number in the format, and its topic."""
    section = next((s for s in book.sections if s.id == prose.section), None)
    if section is None:
        return prose.section or style.say(_PREAMBLE)
    number = section.number if style.language == "zh" else chinese_number(section.number) or section.number
    topic = next((t.name for t in section.topics if t.id == prose.topic), None)
    quoted = style.say(Text("“{name}”", '"{name}"'), name=topic) if topic else ""
    return " ".join(filter(None, (style.say(_SECTION, n=number), quoted)))


def table_name(table: str, book: Rulebook, style: Presentation) -> str:
    """The table in words."""
    form = next((form for form in book.tables if form.id == table), None)
    return style.say(TABLE, name=form.name if form else table)


def stated(value: str | None, style: Presentation) -> str:
    """What stands there, as it stands; nothing is said to be nothing."""
    if value is None:
        return style.say(ABSENT)
    return visible(value.replace("\n", "")) if value.strip() else style.say(BLANK)
