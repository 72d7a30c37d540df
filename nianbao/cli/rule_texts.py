"""Rules in words: one explained, all listed."""

from __future__ import annotations

from nianbao.i18n import LANGUAGES, Language, Text
from nianbao.rulebook.labels import SEVERITIES, advice
from nianbao.rulebook.model import Rule, Rulebook
from nianbao.text import display_width
from nianbao.wrapping import wrap

_PAGE = Text(
    "{code} {slug}（{severity}{off}）\n{what}。\n\n"
    "原因：{why}。\n依据：{basis}\n{counting}修改建议：{advice}。\n错误示例：{bad}\n正确示例：{good}",
    "{code} {slug} ({severity}{off})\n{what}.\n\n"
    "why: {why}.\nbasis: {basis}\n{counting}fix: {advice}.\nwrong: {bad}\nright: {good}",
)


_COUNTING = Text("统计口径：{note}。\n", "counting: {note}.\n")


def explanation(rule: Rule, rulebook: Rulebook) -> Text:
    """What the rule looks for, why, on what basis, how figures are counted, what to do, a bad and a good example."""
    return _PAGE.format(
        code=rule.code,
        slug=rule.slug,
        severity=SEVERITIES[rule.severity],
        off=Text("", "") if rule.enabled else Text("，默认不查", ", only when selected"),
        what=rule.what,
        why=rule.why,
        basis=next(s.cite for s in rulebook.sources if s.id == rule.basis),
        counting=_COUNTING.format(note=rule.counting) if rule.counting else Text("", ""),
        advice=advice(rule),
        bad=rule.bad,
        good=rule.good,
    )


def rule_list(rulebook: Rulebook, width: int | None = None) -> Text:
    """Every rule on a line: code, slug, severity, what; within a width, on as many lines as it takes."""
    widest = max(len(rule.slug) for rule in rulebook.rules)
    texts = ("\n".join(_line(rule, widest, language, width) for rule in rulebook.rules) for language in LANGUAGES)
    return Text(*texts)


def _line(rule: Rule, widest: int, language: Language, width: int | None) -> str:
    severity = SEVERITIES[rule.severity].in_(language)
    padded = severity + " " * (7 - display_width(severity))
    off = "" if rule.enabled else Text("（默认不查）", " (only when selected)").in_(language)
    start = f"{rule.code}  {rule.slug:<{widest}}  {padded}  "
    line = f"{start}{rule.what.in_(language)}{off}"
    return "\n".join(wrap(line, width, " " * display_width(start))) if width else line
