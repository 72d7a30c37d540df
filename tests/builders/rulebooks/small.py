"""A small whole rulebook of an invented province, and ways to break it at a marked place."""

from __future__ import annotations

from pathlib import Path

from nianbao.rulebook.kinds import KINDS

# Put in front of the word that a mistake is expected at; taken out before the file is written.
MARK = "⟦"


# What prose may claim of its figures, but for the words that have no part in what is tested with it.
CLAIMS = """\
subjects: [{id: case, nouns: [办件]}]
figures: [{id: cases.received, of: [case], words: [收到]}]
counters: []
units: []
measures: []
numeral_counters: []
not_numerals: []
other: []
items: []
classes: []
parts: []
wholes: []
stages: []
differences: []
other_times: []
plans: []
disclosure: []
negations: []
not_one: []
zeros: []
fillers: []
money: {元: 1}
scales: {万: 10000}
approximate: {before: {近: below}, after: {余: above}}
years: {this: [], last: [], next: [], carried: [], carried_to: []}
bodies: {own: [], others: [], everybody: [], areas: [],
  offices: [], names: [], levels: [], reviewing: []}
lists: {opening: [], exhaustive: [], distributive: [], each: [], open: [],
  incomplete: [], totals: [], grouping: [], further: [], both: [], actions: []}
"""


def small() -> str:
    """The rulebook's text: two sections, one table, one equation, and a rule of every kind."""
    return _FORM + "rules:\n" + "".join(_rule(number, kind) for number, kind in enumerate(sorted(KINDS), 101))


def extension(text: str) -> str:
    """A rulebook that extends the small one."""
    return "extends: base.yaml\n" + text


def patched(old: str, new: str) -> str:
    """The small rulebook with one place changed. Fails where that place does not occur exactly once."""
    text = small()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def marked(text: str) -> tuple[str, str]:
    """The text without its mark, and the mark's `LINE:COLUMN`."""
    before, found, after = text.partition(MARK)
    assert found, "no mark"
    assert MARK not in after, "two marks"
    return before + after, f"{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"


def write(folder: Path, **texts: str) -> Path:
    """Write `NAME.yaml` for each text; the path of the first."""
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
    return folder / f"{next(iter(texts))}.yaml"


def _rule(number: int, kind: str) -> str:
    code = "A401" if kind == "equation" else f"Z{number}"
    slug = f"about-{kind}"
    told = ", ".join(f"{key}: {{zh: 说明, en: told}}" for key in ("what", "message", "why", "mend", "bad", "good"))
    return f"  - {{code: {code}, slug: {slug}, severity: error, kind: {kind}, basis: law, {told}}}\n"


_FORM = """\
id: qinglan
edition: "2024"
years: [2024, null]
name: {zh: 青岚省试行格式, en: Qinglan trial format}
source: 青岚府办〔2024〕1号
sources:
  - {id: law, cite: 青岚省信息公开办法}
title: {template: "{agency}{year}年公开报告", words: [[公开, 报告]]}
sections:
  - id: summary
    number: 一
    heading: 概况
    name: {zh: 概况, en: summary}
    content: narrative
    known_as: [总况]
    topics:
      - {id: people, name: {zh: 人员, en: people}, words: [人员, 编制]}
      - {id: money, name: {zh: 经费, en: money}, words: [经费]}
  - id: cases
    number: 二
    heading: 办件情况
    name: {zh: 办件情况, en: cases}
    content: table
tables:
  - id: cases
    section: cases
    name: {zh: 办件, en: cases}
    blocks:
      - id: cases
        columns:
          - {id: paper, label: 书面}
          - label: 网上申请
            group: remote
            columns:
              - {id: online, label: 网上, known_as: [网络]}
              - {id: mail, label: 邮件}
          - {id: total, label: 合计}
        rows:
          - {id: received, label: 收到}
          - label: 办理结果
            rows:
              - {id: granted, label: 同意}
              - id: refused
                label: 不同意
                rows:
                  - {id: secret, label: 属于秘密}
                  - {id: private, label: 涉及隐私}
          - {id: pending, label: 未办完}
equations:
  - {id: row-total, table: cases, each: row, is: total = paper + remote, computes: total, rule: A401}
  - {id: balance, table: cases, each: column, is: received = granted + refused + pending, rule: A401}
retired: [Z900]
"""
