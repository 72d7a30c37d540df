"""What writers for programs share: the rules of a call, and what is said beside the findings, each with its words."""

from __future__ import annotations

from linter.output.style import Presentation
from linter.settings import DEFAULTS
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.model import Rule

REMEDY = Text("修改建议：{mend}", "fix: {mend}")
UNREADABLE = Text("无法检查：{reason}", "not checked: {reason}")
NOT_CHECKED = Text("未检查 {rules}：{reason}", "{rules} not checked: {reason}")
SKIPPED = Text("未读取：{reason}", "not read: {reason}")


def rules_of(style: Presentation) -> list[tuple[Rule, Rulebook]]:
    """Every rule of the call's rulebooks with its rulebook, by code; official editions have the same rules."""
    found: dict[str, tuple[Rule, Rulebook]] = {}
    for settings in dict.fromkeys(style.settings.values()) or (DEFAULTS,):
        book = settings.book() or load_rulebook()
        for rule in book.rules:
            found.setdefault(rule.code, (rule, book))
    return [found[code] for code in sorted(found)]


def book_of(path: str, edition: str, style: Presentation) -> Rulebook:
    """The rulebook that the report at that path was checked by."""
    return style.settings.get(path, DEFAULTS).book() or load_rulebook(edition=edition)
