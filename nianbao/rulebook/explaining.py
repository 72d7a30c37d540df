"""Rules in words: one explained, as text or Markdown, and all listed."""

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

# The families of rules, by the letter that their codes begin with.
FAMILIES = {
    "S": Text("结构", "Structure"),
    "T": Text("表格", "Tables"),
    "V": Text("数值", "Values"),
    "A": Text("勾稽关系", "Arithmetic"),
    "C": Text("前后一致", "Consistency"),
    "D": Text("文件", "Document"),
    "F": Text("版式", "Typography"),
}
_OFF = Text("，默认不查，用 `--select {code}` 选用", ", only when selected (`--select {code}`)")
_MARKDOWN = Text(
    "{what}。*{severity}{off}*\n\n"
    "- 原因：{why}。\n- 依据：{basis}\n{counting}- 修改建议：{advice}。\n- 错误示例：{bad}\n- 正确示例：{good}\n",
    "{what}. *{severity}{off}*\n\n"
    "- Why: {why}.\n- Basis: {basis}\n{counting}- Fix: {advice}.\n- Wrong: {bad}\n- Right: {good}\n",
)
_COUNTING_MARKDOWN = Text("- 统计口径：{note}。\n", "- Counting: {note}.\n")


def explanation(rule: Rule, rulebook: Rulebook) -> Text:
    """What the rule looks for, why, on what basis, how figures are counted, what to do, a bad and a good example."""
    return _PAGE.format(
        code=rule.code,
        slug=rule.slug,
        severity=SEVERITIES[rule.severity],
        off=Text("", "") if rule.enabled else Text("，默认不查", ", only when selected"),
        what=rule.what,
        why=rule.why,
        basis=basis(rule, rulebook),
        counting=_COUNTING.format(note=rule.counting) if rule.counting else Text("", ""),
        advice=advice(rule),
        bad=rule.bad,
        good=rule.good,
    )


def in_markdown(rule: Rule, rulebook: Rulebook) -> Text:
    """The same as Markdown, without a heading."""
    return _MARKDOWN.format(
        what=_sentence(rule.what),
        severity=SEVERITIES[rule.severity],
        off=Text("", "") if rule.enabled else _OFF.format(code=rule.code),
        why=_sentence(rule.why),
        basis=basis(rule, rulebook),
        counting=_COUNTING_MARKDOWN.format(note=_sentence(rule.counting)) if rule.counting else Text("", ""),
        advice=_sentence(advice(rule)),
        bad=_sentence(rule.bad),
        good=_sentence(rule.good),
    )


def _sentence(text: Text) -> Text:
    """Its first letter large, nothing in it taken for markup."""
    zh, en = (t.replace("*", "\\*").replace("<", "&lt;").replace("_", "\\_") for t in (text.zh, text.en))
    return Text(zh, en[:1].upper() + en[1:])


def basis(rule: Rule, rulebook: Rulebook) -> str:
    """The document that the rule rests on, as it is cited."""
    return next((source.cite for source in rulebook.sources if source.id == rule.basis), rule.basis)


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
