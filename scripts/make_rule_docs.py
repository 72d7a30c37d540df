"""Write docs/rules.md and docs/rules.zh-CN.md from the official rulebook; a test holds them together."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from nianbao.i18n import Language, Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.labels import advice
from nianbao.rulebook.model import Rule, Rulebook

DOCS = Path(__file__).parent.parent / "docs"
PAGES: Final[dict[str, Language]] = {"rules.md": "en", "rules.zh-CN.md": "zh"}
_HEAD = Text(
    "# 规则\n\n[English](rules.md)\n\n"
    "`nianbao rules` 列出这些规则，`nianbao explain A402` 在终端里解释其中一条。"
    "“错误”使检查不合格（退出状态 1），“警告”和“提示”不会；用 `--fail-on`、`--select`、`--ignore` "
    "和[自己的规则文件](rulebook.zh-CN.md)可以改。编号不会改作他用。\n",
    "# Rules\n\n[中文](rules.zh-CN.md)\n\n"
    "`nianbao rules` lists them, `nianbao explain A402` explains one at the terminal. Errors fail a run (exit "
    "status 1), warnings and information do not; `--fail-on`, `--select`, `--ignore` and "
    "[a rulebook of your own](rulebook.md) change that. A code is never reused.\n",
)
_FAMILIES = {
    "S": Text("S 结构", "S Structure"),
    "T": Text("T 表格", "T Tables"),
    "V": Text("V 数值", "V Values"),
    "A": Text("A 勾稽关系", "A Arithmetic"),
    "C": Text("C 前后一致", "C Consistency"),
    "D": Text("D 文件", "D Document"),
    "F": Text("F 版式", "F Typography"),
}
_SEVERITIES = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "information"),
}
_OFF = Text("，默认不查，用 `--select {code}` 选用", ", only when selected (`--select {code}`)")
_RULE = Text(
    "### {code} {slug}\n\n{what}。*{severity}{off}*\n\n"
    "- 原因：{why}。\n- 依据：{basis}\n{counting}- 修改建议：{advice}。\n- 错误示例：{bad}\n- 正确示例：{good}\n",
    "### {code} {slug}\n\n{what}. *{severity}{off}*\n\n"
    "- Why: {why}.\n- Basis: {basis}\n{counting}- Fix: {advice}.\n- Wrong: {bad}\n- Right: {good}\n",
)

_COUNTING = Text("- 统计口径：{note}。\n", "- Counting: {note}.\n")


def page(language: Language) -> str:
    """The page of all rules, family by family."""
    rulebook = load_rulebook()
    parts = [_HEAD.in_(language)]
    for family, rules in groupby(rulebook.rules, key=lambda rule: rule.code[0]):
        parts.append(f"## {_FAMILIES[family].in_(language)}\n")
        parts.extend(_entry(rule, rulebook).in_(language) for rule in rules)
    return "\n".join(parts)


def _entry(rule: Rule, rulebook: Rulebook) -> Text:
    return _RULE.format(
        code=rule.code,
        slug=rule.slug,
        what=_sentence(rule.what),
        severity=_SEVERITIES[rule.severity],
        off=Text("", "") if rule.enabled else _OFF.format(code=rule.code),
        why=_sentence(rule.why),
        basis=next(source.cite for source in rulebook.sources if source.id == rule.basis),
        counting=_COUNTING.format(note=_sentence(rule.counting)) if rule.counting else Text("", ""),
        advice=_sentence(advice(rule)),
        bad=_sentence(rule.bad),
        good=_sentence(rule.good),
    )


def _sentence(text: Text) -> Text:
    """Its first letter large, nothing in it taken for markup."""
    zh, en = (t.replace("*", "\\*").replace("<", "&lt;").replace("_", "\\_") for t in (text.zh, text.en))
    return Text(zh, en[:1].upper() + en[1:])


def main() -> None:
    """Write both pages."""
    for name, language in PAGES.items():
        (DOCS / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
