"""The rulebook broken in every way: each mistake at its line and column, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from nianbao.errors import RulebookError
from nianbao.nodes import Mapping, parse_nodes
from nianbao.rulebook.consistency import claims, typography
from nianbao.rulebook.kinds import WORDS
from nianbao.rulebook.load import check_rulebook, load_rulebook
from tests.rulebook.small import extension, marked, patched, small, write

# What is changed -> into what, the mark standing where the mistake is expected; what is said in each language.
SHAPE = [
    ("unknown key", "heading: 概况", "⟦headng: 概况\n    heading: 概况", "是否指「heading」", 'did you mean "heading"'),
    ("missing key", "  - id: cases\n    number: 二", "  - ⟦id: cases", "「cases」缺少键：number", "expected number"),
    ("unknown top key", "retired: [Z900]", "⟦retird: [Z900]", "是否指「retired」", 'did you mean "retired"'),
    ("number for text", 'edition: "2024"', "edition: ⟦2024", "请加引号", "put it in quotes"),
    ("nothing for text", "source: 青岚府办〔2024〕1号", "⟦source:", "应为文字", "expected text"),
    ("text for list", "known_as: [总况]", "known_as: ⟦总况", "应为列表", "expected a list"),
    ("list for mapping", "name: {zh: 办件, en: cases}", "name: ⟦[办件]", "应为键值对", "expected a mapping"),
    ("text for truth", "words: [经费]}", "words: [经费], ⟦on: 1}", "未知的键「on」", 'unknown key "on"'),
    ("too few years", "years: [2024, null]", "years: ⟦[2024]", "至少要有 2 项", "expected 2 or more"),
    ("year as text", "years: [2024, null]", "years: [⟦今年, null]", "应为整数", "expected a whole number"),
    ("unknown content", "content: narrative", "content: ⟦prose", "可用：narrative、table", "one of narrative, table"),
    ("unknown each", "each: row", "each: ⟦rows", "是否指「row」", 'did you mean "row"'),
    ("one language", "name: {zh: 概况, en: summary}", "name: ⟦{zh: 概况}", "缺少键：en", "expected en"),
    ("empty word", "words: [经费]", "words: [⟦'']", "至少要有 1 个字", "a length of 1 or more"),
    ("section id form", "id: summary", "id: ⟦Summary", "小写字母", "lower-case letters"),
    ("row id with dash", "id: secret", "id: ⟦not-done", "小写字母、数字或 _", "digits or _"),
    ("row id with dot", "id: secret", "id: ⟦private.late", "小写字母", "lower-case letters"),
    ("code form", "code: Z101", "code: ⟦Z1O1", "如 A401", "such as A401"),
    ("slug form", "slug: about-equation", "slug: ⟦About_Equation", "如 row-total", "such as row-total"),
    ("retired form", "retired: [Z900]", "retired: [⟦z900]", "如 A401", "such as A401"),
    ("unknown severity", "severity: error, kind: equation", "severity: ⟦fatal, kind: equation", "可用：", "one of"),
    ("unknown kind", "kind: empty-section", "kind: ⟦empty-sections", "是否指「empty-section」", 'mean "empty-section"'),
    ("placing in a whole", "heading: 概况", "heading: 概况\n    ⟦after: cases", "未知的键「after」", '"after"'),
    ("not YAML", "number: 一\n    heading: 概况", "number: [一\n    heading⟦: 概况", "方括号", "its ]"),
    ("key twice", "number: 一", "number: 一\n    ⟦number: 三", "第一次在第 11 行", "first in line 11"),
]
SENSE = [
    (
        "section twice",
        "tables:",
        "  - {id: ⟦cases, number: 三, heading: 三, name: {zh: 三, en: c}, content: table}\ntables:",
        "第一次在第 19 行",
        "in line 19",
    ),
    ("topic twice", "id: money", "id: ⟦people", "「people」重复", '"people" stands twice'),
    (
        "source twice",
        "{id: law, cite: 青岚省信息公开办法}",
        "{id: law, cite: 甲}\n  - {id: ⟦law, cite: 乙}",
        "「law」重复",
        '"law" stands twice',
    ),
    ("equation twice", "id: balance", "id: ⟦row-total", "「row-total」重复", '"row-total" stands twice'),
    ("row twice", "id: private", "id: ⟦secret", "「refused.secret」重复", '"refused.secret" stands twice'),
    (
        "row twice, outside",
        "{id: pending, label: 未办完}",
        "{id: pending, label: 甲}\n          - {id: ⟦granted, label: 乙}",
        "「granted」重复",
        '"granted" stands',
    ),
    (
        "column twice",
        "{id: total, label: 合计}",
        "{id: total, label: 合计}\n          - {id: ⟦total, label: 共计}",
        "「total」重复",
        '"total" stands twice',
    ),
    ("group named as row", "id: mail", "id: ⟦remote", "「remote」重复", '"remote" stands twice'),
    ("slug twice", "slug: about-equation", "slug: ⟦about-empty-section", "重复", "stands twice"),
    ("number twice", "number: 二", "number: ⟦一", "「一」重复", '"一" stands twice'),
    ("retired twice", "[Z900]", "[Z900, ⟦Z900]", "「Z900」重复", '"Z900" stands twice'),
    ("retired in use", "code: Z101", "code: ⟦Z900", "「Z900」已停用", '"Z900" is retired'),
    ("heading twice", "heading: 办件情况", "heading: ⟦概 况", "第一次在第 12 行", "first in line 12"),
    ("heading known", "heading: 办件情况", "heading: ⟦总况", "「总况」重复", '"总况" stands twice'),
    ("label twice", "label: 涉及隐私", "label: ⟦属于 秘密", "「属于 秘密」重复", "stands twice"),
    ("label known", "label: 邮件", "label: ⟦网络", "「网络」重复", '"网络" stands twice'),
    ("row without id", "{id: secret, label: 属于秘密}", "{label: ⟦属于秘密}", "缺少 id", 'expected the key "id"'),
    (
        "empty group",
        "{id: secret, label: 属于秘密}",
        "{label: ⟦属于秘密, group: yes}",
        "没有下级",
        "the group is empty",
    ),
    ("unknown section", "section: cases", "section: ⟦case", "没有部分「case」（是否指「cases」？）", 'mean "cases"'),
    ("table in narrative", "section: cases", "section: ⟦summary", "content 是 table", "with the content table"),
    ("section, no table", "content: narrative", "content: ⟦table", "没有表格", "has no table"),
    ("unknown source", "kind: equation, basis: law", "kind: equation, basis: ⟦laws", "没有依据「laws」", "one of law"),
    ("title without year", '"{agency}{year}年公开报告"', "⟦'{agency}公开报告'", "标题缺少 {year}", "lacks {year}"),
    (
        "title with more",
        '"{agency}{year}年',
        '⟦"{agency}{year}年{quarter}',
        "「quarter」",
        'unknown argument "quarter"',
    ),
    ("title broken", '"{agency}{year}年', '⟦"{agency}{year年', "花括号不成对", "braces do not match"),
    ("years reversed", "[2024, null]", "⟦[2024, 2023]", "年份颠倒", "is later than"),
    ("equation broken", "is: total = paper + remote", "is: ⟦total = paper ++ remote", "无法理解", "cannot be read"),
    ("no equals sign", "is: total = paper + remote", "is: ⟦total", "有且只有一个", 'exactly one "="'),
    (
        "unknown column",
        "is: total = paper + remote",
        "is: ⟦total = papr + remote",
        "「papr」（是否指「paper」",
        '"paper"',
    ),
    ("unknown row", "is: received", "is: ⟦recieved", "没有行或行组「recieved」", "no row or group of rows"),
    ("row for column", "is: total = paper + remote", "is: ⟦total = granted", "没有列或列组", "no column or group"),
    ("no such group", "each: row, is: ", "each: group, is: ⟦", "没有一处同时有", "nowhere does table"),
    ("unknown table", "table: cases, each: row", "table: ⟦case, each: row", "没有表格「case」", 'no table "case"'),
    ("unknown rule", "pending, rule: A401", "pending, rule: ⟦A402", "没有规则「A402」", 'no rule "A402"'),
    ("rule of other kind", "pending, rule: A401", "pending, rule: ⟦Z101", "应为 equation", "kind equation"),
]
_MESSAGE = "kind: equation, basis: law, what: {zh: 说明, en: told}, message: {zh: 说明, en: told}"
RULES = [
    ("code twice", "code: Z104", "code: ⟦Z101", "规则代码「Z101」重复", 'code "Z101" stands twice'),
    (
        "argument, zh",
        _MESSAGE,
        _MESSAGE.replace("message: {zh: 说明", "message: {zh: ⟦'{hints}'"),
        "是否指「hint」",
        "hint",
    ),
    ("argument, en", _MESSAGE, _MESSAGE[:-5] + "⟦'{cells}'}", "没有参数「cells」", "expected one of arithmetic, hint"),
    ("conversion", _MESSAGE, _MESSAGE[:-5] + "⟦'{hint!r}'}", "没有参数「hint!r」", 'unknown argument "hint!r"'),
    ("attribute", _MESSAGE, _MESSAGE[:-5] + "⟦'{hint.zh}'}", "没有参数「hint.zh」", 'unknown argument "hint.zh"'),
    ("position", _MESSAGE, _MESSAGE[:-5] + "⟦'{}'}", "没有参数「」", 'unknown argument ""'),
    ("open brace", _MESSAGE, _MESSAGE[:-5] + "⟦'{hint'}", "花括号不成对", "braces do not match"),
    ("closing brace", _MESSAGE, _MESSAGE[:-5] + "⟦'hint}'}", "花括号不成对", "braces do not match"),
    ("pattern", "code: Z101", "patterns: [⟦'(a'], code: Z101", "正则表达式有误", "not a regular expression"),
    ("slow pattern", "code: Z101", "patterns: [⟦'(a+)+b'], code: Z101", "可能极慢", "can take forever"),
    ("slow branches", "code: Z101", "patterns: [⟦'(?:x|(?:a*b?)*)c'], code: Z101", "可能极慢", "can take forever"),
]
# A rulebook that extends the small one where it names no other, the mark where the mistake is expected.
EXTENDING = [
    ("no such file", "extends: ⟦bases.yaml", "文件不存在", "no such file"),
    ("no such edition", "extends: ⟦'1999'", "2021；也可以", "2021, or a path"),
    ("extends a folder", "extends: ⟦.", "无法读取", "cannot read"),
    ("extends itself", "extends: ⟦ours.yaml", "互相引用", "extend one another"),
    ("extends a list", "extends: ⟦[base.yaml]", "应为文字或整数", "expected text or a whole number"),
    ("unknown key", "⟦titel: {template: x}", "是否指「title」", 'did you mean "title"'),
    ("nothing named", "rules: [⟦{severity: info}]", "缺少键：code", "expected code"),
    ("unknown removed", "sections: [{id: ⟦case, remove: true}]", "是否指「cases」", "cases"),
    ("unknown after", "sections: [{id: cases, after: ⟦sumary}]", "「summary」", "summary"),
    ("after itself", "sections: [{id: cases, after: ⟦cases}]", "没有「cases」", "no"),
    ("after and before", "sections: [{id: cases, after: summary, ⟦before: summary}]", "只能用", "both"),
    ("set and added", "sections: [{id: summary, known_as: [甲], ⟦known_as+: [乙]}]", "只能", "both"),
    ("changed twice", "rules:\n  - {code: A401}\n  - ⟦{code: A401}", "第 3 行", "in line 3"),
    ("slug changed", "rules: [{code: A401, slug: ⟦sum}]", "名称不能改", "keeps its slug"),
    (
        "unknown group",
        "tables: [{id: cases, blocks: [{id: cases, rows: [{id: ⟦refuse.late, label: 迟}]}]}]",
        "是否指「refused」",
        'did you mean "refused"',
    ),
    ("half a rule", "rules: [⟦{code: A499, slug: half, kind: missing-row}]", "「A499」缺少键", '"A499" lacks the keys'),
    ("half a section", "sections: [⟦{id: more, number: 三}]", "heading、name、content", "heading"),
    ("rule removed, equations left", "equations: [{id: balance, rule: ⟦A999}]", "没有规则", "no rule"),
    ("list for entry", "sections: [⟦summary]", "应为键值对", "expected a mapping"),
    ("label of the base", "sections: [{id: cases, heading: ⟦概况}]", "base.yaml:12", "base.yaml:12"),
]

pytestmark = pytest.mark.usefixtures("few_kinds")


def _cases(table: Sequence[tuple[str, ...]]) -> list[object]:
    return [pytest.param(*case[1:], id=case[0]) for case in table]


def _said(path: Path) -> list[tuple[str, str]]:
    return [(mistake.text.zh, mistake.text.en) for mistake in check_rulebook(path)]


def test_the_small_rulebook_has_no_mistake(tmp_path: Path) -> None:
    assert check_rulebook(write(tmp_path, base=small())) == ()


@pytest.mark.parametrize(("old", "new", "zh", "en"), _cases([*SHAPE, *SENSE, *RULES]))
def test_a_mistake_is_told_at_its_place(tmp_path: Path, old: str, new: str, zh: str, en: str) -> None:
    text, place = marked(patched(old, new))
    path = write(tmp_path, base=text)
    ((told_zh, told_en),) = _said(path)
    assert told_zh.startswith(f"{path}:{place}: ")
    assert told_en.startswith(f"{path}:{place}: ")
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(("change", "zh", "en"), _cases(EXTENDING))
def test_a_mistake_of_an_extension_is_told_in_its_file(tmp_path: Path, change: str, zh: str, en: str) -> None:
    text, place = marked(change if "extends:" in change else extension(change))
    path = write(tmp_path, ours=text, base=small())
    ((told_zh, told_en),) = _said(path)
    assert told_zh.startswith(f"{path}:{place}: ")
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("{dates: [年], ⟦perod: [月]}", "是否指「period」", 'did you mean "period"'),
        ("⟦{dates: [年]}", "缺少词表：period", "expected period"),
    ],
)
def test_the_words_of_a_rule_are_those_of_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, zh: str, en: str
) -> None:
    monkeypatch.setitem(WORDS, "missing-row", frozenset({"dates", "period"}))
    text, place = marked(patched("code: Z103,", f"code: Z103, words: {words},"))
    told = [mistake for mistake in _said(write(tmp_path, base=text)) if f":{place}: " in mistake[0]]
    ((told_zh, told_en),) = told
    assert zh in told_zh
    assert en in told_en


_CLAIMS = """
claims:
  subjects: [{id: case, nouns: [办件]}, {id: secret, nouns: [秘密]}]
  figures:
    - {id: cases.received, of: [case], words: [收到]}
    - {id: cases.received.paper, of: [case]}
    - {id: "cases.refused.{of}", of: [secret]}
    - {id: cases.far, of: [case], sum_of: [cases.received.remote]}
    - {id: fee.charged, of: [case]}
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("received, of: [case]", "received, of: [⟦cases]", 'no subject "cases" (did you mean "case"?)'),
        ("cases.received,", "⟦cases.recieved,", 'no figure "cases.recieved" (did you mean "cases.received"?)'),
        ("cases.received.paper", "⟦cases.received.secret", 'no figure "cases.received.secret"'),
        ('id: "cases.refused.{of}"', "id: ⟦'cases.granted.{of}'", 'no figure "cases.granted.secret"'),
        ("cases.received.remote", "⟦cases.remotely", 'no figure "cases.remotely"'),
    ],
)
def test_claims_are_about_figures_that_the_tables_have(old: str, new: str, en: str) -> None:
    text, place = marked(small() + _CLAIMS.replace(old, new))
    (mistake,) = claims.check(_node(text), "x.yaml")
    assert mistake.text.en.startswith(f"x.yaml:{place}: there is {en}")


def test_claims_of_the_base_about_a_row_that_was_taken_out_are_no_mistake() -> None:
    text = small().replace("{id: received, label: 收到}", "{id: taken, label: 收件}") + _CLAIMS
    assert list(claims.check(_node(text), "ours.yaml")) == []


def test_claims_that_fit_the_tables_are_no_mistake() -> None:
    assert list(claims.check(_node(small() + _CLAIMS), "x.yaml")) == []


_TYPOGRAPHY = """
typography:
  latin: roman
  fonts: [{id: roman, write: 罗马体}, {id: song, write: 宋体}]
  styles:
    - {role: title, font: song}
    - {role: section, font: song}
    - {role: topic, font: song}
    - {role: body, font: song, fonts: [roman]}
    - {role: cell, font: song}
    - {role: page_number, font: song, latin: roman}
  page_number: — {page} —
  topic: （{number}）{name}
  topic_opening: '[（(]'
  caption: "{name}表"
  tables: [{table: cases}]
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("latin: roman\n", "latin: ⟦romans\n", 'there is no font "romans" (did you mean "roman"?)'),
        ("role: body, font: song", "role: body, font: ⟦hei", 'there is no font "hei"'),
        ("fonts: [roman]", "fonts: [⟦hei]", 'there is no font "hei"'),
        ("latin: roman}", "latin: ⟦hei}", 'there is no font "hei"'),
        ("role: cell", "role: ⟦body", 'style of the role "body" stands twice'),
        ("\n    - {role: title, font: song}\n    - {", "\n    ⟦- {", '"styles" lacks roles; expected title'),
        ("table: cases", "table: ⟦case", 'there is no table "case" (did you mean "cases"?)'),
        ("page_number: — {page} —", "page_number: ⟦— {pages} —", 'unknown argument "pages"'),
        ("caption: ", "caption: ⟦'{name'  # ", "the braces do not match"),
        ("topic_opening: '[（(]'", "topic_opening: ⟦'[（('", "not a regular expression"),
    ],
)
def test_typography_names_what_there_is(old: str, new: str, en: str) -> None:
    text, place = marked(small() + _TYPOGRAPHY.replace(old, new))
    mistake, *_ = typography.check(_node(text))
    assert mistake.text.en.startswith(f"x.yaml:{place}: {en}")


def test_typography_that_fits_is_no_mistake() -> None:
    assert list(typography.check(_node(small() + _TYPOGRAPHY))) == []


def _node(text: str) -> Mapping:
    node = parse_nodes(text.encode(), "x.yaml").node
    assert isinstance(node, Mapping)
    return node


def test_a_superseded_edition_is_one_that_there_is(tmp_path: Path) -> None:
    text, place = marked(patched("retired:", "supersedes: [⟦'2018']\nretired:"))
    ((_, en),) = _said(write(tmp_path, base=text))
    assert f':{place}: there is no edition "2018"' in en


def test_the_pattern_of_a_body_is_a_regular_expression(tmp_path: Path) -> None:
    text, place = marked(patched("retired:", "bodies: [{id: town, pattern: ⟦'*镇'}]\nretired:"))
    ((_, en),) = _said(write(tmp_path, base=text))
    assert f":{place}: not a regular expression" in en


def test_all_mistakes_are_told_at_once_in_reading_order(tmp_path: Path) -> None:
    text = patched("heading: 概况", "headng: 概况\n    heading: 概况")
    for old, new in (
        ("id: private", "id: secret"),
        ("is: total = paper + remote", "is: total = papr + remote"),
        ("{code: Z101,", "{code: Z101, message: {zh: 甲, en: '{x}'},"),
        ("{agency}{year}年", "{agency}"),
    ):
        text = text.replace(old, new, 1)
    text = text.replace("message: {zh: 说明, en: told}, ", "", 1)
    found = check_rulebook(write(tmp_path, base=text))
    assert [mistake.at.line for mistake in found] == [8, 12, 48, 51, 55]


def test_a_kind_of_check_that_no_rule_has_is_a_mistake_of_a_whole_rulebook_only(tmp_path: Path) -> None:
    lines = [line for line in small().splitlines(keepends=True) if "kind: empty-section," not in line]
    ((zh, en),) = _said(write(tmp_path, base="".join(lines)))
    assert "没有规则使用这些检查：empty-section" in zh
    assert "no rule uses these checks: empty-section" in en
    removing = extension("rules: [{code: Z103, remove: true}]")
    assert check_rulebook(write(tmp_path, ours=removing, base=small())) == ()


def test_an_equation_rule_needs_an_equation_unless_it_is_switched_off(tmp_path: Path) -> None:
    without = "equations: [{id: row-total, remove: true}, {id: balance, remove: true}]\n"
    path = write(tmp_path, ours=extension(without), base=small())
    ((zh, en),) = _said(path)
    assert "没有等式" in zh
    assert 'rule "A401" has no equation' in en
    write(tmp_path, ours=extension(without + "rules: [{code: A401, enabled: false}]"))
    assert check_rulebook(path) == ()


def test_mistakes_of_both_files_are_told_the_extending_one_first(tmp_path: Path) -> None:
    broken = small().replace("label: 涉及隐私", "label: 属于秘密")
    path = write(tmp_path, ours=extension("titel: 1\n"), base=broken)
    assert [mistake.at.file for mistake in check_rulebook(path)] == [str(path), str(tmp_path / "base.yaml")]


def test_rulebooks_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, a="extends: b.yaml\n", b="extends: c.yaml\n", c="extends: a.yaml\n")
    ((zh, en),) = _said(path)
    assert zh.startswith(f"{tmp_path / 'c.yaml'}:1:10: ")
    assert "extend one another" in en


def test_loading_raises_every_mistake_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path, base=small().replace("label: 涉及隐私", "label: 属于秘密").replace("words: [经费]", "words: 1")
    )
    with pytest.raises(RulebookError) as raised:
        load_rulebook(path)
    assert [m.en.split(": ")[0] for m in raised.value.mistakes] == [f"{path}:18:55", f"{path}:47:42"]
    assert raised.value.message.zh.count("\n") == 1


@pytest.mark.parametrize("path", ["nowhere.yaml", "."])
def test_a_missing_file_is_one_mistake(tmp_path: Path, path: str) -> None:
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path / path)
    assert len(raised.value.mistakes) == 1
    assert str(tmp_path / path) in raised.value.message.zh


def test_an_unknown_edition_names_the_known_ones() -> None:
    with pytest.raises(RulebookError) as raised:
        load_rulebook(edition="1984")
    assert "2021" in raised.value.message.zh
    assert "expected one of " in raised.value.message.en
