"""Write docs/rules.md and docs/rules.zh-CN.md from the official rulebook; a test holds them together."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final

from nianbao.i18n import Language, Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.explaining import FAMILIES, in_markdown
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
_RULE = "### {code} {slug}\n\n{text}"


def page(language: Language) -> str:
    """The page of all rules, family by family."""
    rulebook = load_rulebook()
    parts = [_HEAD.in_(language)]
    for family, rules in groupby(rulebook.rules, key=lambda rule: rule.code[0]):
        parts.append(f"## {family} {FAMILIES[family].in_(language)}\n")
        parts.extend(_entry(rule, rulebook, language) for rule in rules)
    return "\n".join(parts)


def _entry(rule: Rule, rulebook: Rulebook, language: Language) -> str:
    return _RULE.format(code=rule.code, slug=rule.slug, text=in_markdown(rule, rulebook).in_(language))


def main() -> None:
    """Write both pages."""
    for name, language in PAGES.items():
        (DOCS / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
