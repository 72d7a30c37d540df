"""Another kind of report, invented: its own sections and tables, no claims, no fees, no sentences of ours."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from nianbao.rulebook import load_rulebook

RULEBOOK = """\
id: enforcement-review
edition: first
years: [2020, null]
name: {zh: 行政执法年报, en: Annual report on enforcement}
source: 青岚法办〔2020〕3号
sources:
  - {id: order, cite: 青岚法办〔2020〕3号}
title: {template: "{agency}{year}年行政执法年报", words: [[行政执法, 年报]]}
sections:
  - {id: staff, number: 一, heading: 执法队伍, name: {zh: 执法队伍, en: staff}, content: narrative}
  - {id: visits, number: 二, heading: 检查与处理, name: {zh: 检查与处理, en: visits}, content: table}
  - {id: plans, number: 三, heading: 下一步安排, name: {zh: 下一步安排, en: plans}, content: narrative}
tables:
  - id: visits
    section: visits
    name: {zh: 检查与处理, en: visits}
    blocks:
      - id: visits
        corner: 领域
        columns:
          - {id: planned, label: 计划检查}
          - {id: chance, label: 随机检查}
          - {id: both, label: 检查合计, total: true}
          - {id: fined, label: 罚款（元）, value: amount}
          - {id: open, label: 年末未结}
        rows:
          - {id: food, label: 食品}
          - {id: water, label: 饮用水}
          - {id: everything, label: 全部领域}
equations:
  - {id: across, table: visits, each: row, is: both = planned + chance, computes: both, rule: E101}
  - {id: down, table: visits, each: column, is: everything = food + water, computes: everything, rule: E102}
rules:
"""
# An equation with last year's report, put where the rules begin.
ACROSS = """\
  - {id: over, table: visits, each: row, is: open = previous.open, rule: E107}
rules:
  - {code: E107, slug: open-cases, severity: error, kind: equation, basis: order,
     message: {zh: '{arithmetic}', en: '{arithmetic}'}, what: {zh: 说明, en: told}, why: {zh: 说明, en: told},
     mend: {zh: 说明, en: told}, bad: {zh: 说明, en: told}, good: {zh: 说明, en: told}}
"""
_RULES = (
    ("E101", "equation", "{arithmetic}{hint}"),
    ("E102", "equation", "{arithmetic}{hint}"),
    ("E103", "missing-section", "{section}"),
    ("E104", "missing-row", "{row}"),
    ("E105", "blank-value", "{cells}"),
    ("E106", "wrong-title", "{stated}: {official}"),
)
RULEBOOK += "".join(
    f"  - {{code: {code}, slug: {kind}-{code.lower()}, severity: error, kind: {kind}, basis: order, "
    f"message: {{zh: '{message}', en: '{message}'}}, "
    + ", ".join(f"{key}: {{zh: 说明, en: told}}" for key in ("what", "why", "mend", "bad", "good"))
    + "}\n"
    for code, kind, message in _RULES
)


def _typography() -> str:
    """How official documents are typeset, without the widths of the official tables."""
    typography = load_rulebook().typography
    assert typography is not None
    return msgspec.json.encode(replace(typography, tables=())).decode()


RULEBOOK += f"typography: {_typography()}\n"

REPORT = """\
青岚县市场监管局2024年行政执法年报
一、执法队伍
现有执法人员十六名，全年培训两次。收到申请3件，未收取任何费用。
二、检查与处理
领域\t计划检查\t随机检查\t检查合计\t罚款（元）\t年末未结
食品\t12\t5\t17\t3000.50\t1
饮用水\t4\t2\t6\t0\t0
全部领域\t16\t7\t23\t3000.50\t1
三、下一步安排
增加夜间检查。
"""

FIGURES = """\
agency: 青岚县市场监管局
year: 2024
narrative:
  staff: "现有执法人员十六名，检查{{ visits.everything.both }}次。"
  plans: 增加夜间检查。
visits:
  food: {planned: 12, chance: 5, fined: 3000.50, open: 1}
  water: {planned: 4, chance: 2, fined: 0, open: 0}
"""
