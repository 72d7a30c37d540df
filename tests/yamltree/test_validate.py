"""A tree against a schema: each violation at its own key or value, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from nianbao.yamltree import parse_nodes, validate

_WORD = {"type": "string", "pattern": "^[a-z]+$", "x-expected": {"zh": "小写字母", "en": "lower-case letters"}}


def _told(text: str, **properties: Any) -> list[tuple[str, str, str]]:
    node = parse_nodes(text.encode(), "f.yaml").node
    assert node is not None
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return [(f"{m.at.line}:{m.at.column}", m.what.zh, m.what.en) for m in validate(node, schema)]


@pytest.mark.parametrize(
    ("text", "schema", "place", "zh", "en"),
    [
        ("a: x", {"type": "integer"}, "1:4", "“a”应为整数，而不是“x”", '"a" is "x"; expected a whole number'),
        ("a: 1.5", {"type": "integer"}, "1:4", "而不是“1.5”", '"a" is 1.5; expected a whole number'),
        ("a: true", {"type": "integer"}, "1:4", "而不是“true”", '"a" is true; expected a whole number'),
        ("a: 1", {"type": "string"}, "1:4", "请加引号", "put it in quotes"),
        ("a:", {"type": "string"}, "1:1", "而不是空", '"a" is nothing; expected text'),
        ("a: []", {"type": "object"}, "1:4", "而不是列表", '"a" is a list; expected a mapping'),
        ("a: {}", {"type": ["string", "null"]}, "1:4", "应为文字或空", "expected text or nothing"),
        ("a: eror", {"enum": ["error", "info"]}, "1:4", "是否指“error”", 'did you mean "error"'),
        ("a: 2", {"const": 1}, "1:4", "可用：1", "expected one of 1"),
        ("a: X", _WORD, "1:4", "应为小写字母", "expected lower-case letters"),
        ("a: X", {"pattern": "^a$"}, "1:4", "符合 ^a$ 的文字", "text that matches ^a$"),
        ("a: ''", {"minLength": 1}, "1:4", "至少要有 1 个字", "a length of 1 or more"),
        ("a: abc", {"maxLength": 2}, "1:4", "最多 2 个字", "a length of 2 at most"),
        ("a: [1]", {"minItems": 2}, "1:4", "至少要有 2 项", "expected 2 or more"),
        ("a: [1]", {"maxItems": 0}, "1:4", "最多 0 项", "expected 0 at most"),
        ("a: [1, 1]", {"uniqueItems": True}, "1:4", "有重复的项", "expected each once"),
        ("a: -1.5", {"minimum": 0}, "1:4", "不能小于 0，现为“-1.5”", '"a" is -1.5; expected 0 or more'),
        ("a: 5", {"maximum": 4}, "1:4", "不能大于 4", "expected 4 at most"),
        ("a: 0", {"exclusiveMinimum": 0}, "1:4", "应大于 0", "expected more than 0"),
        ("a: 4", {"exclusiveMaximum": 4}, "1:4", "应小于 4", "expected less than 4"),
        ("a: {c: 1}", {"required": ["b", "d"]}, "1:4", "“a”缺少键：b、d", "expected b, d"),
        ("a: {id: x}", {"required": ["b"]}, "1:4", "“x”缺少键：b", '"x" lacks the keys'),
        ("a: {tota: 1}", {"propertyNames": {"enum": ["total"]}}, "1:5", "是否指“total”", 'unknown key "tota"'),
        ("a: {X: 1}", {"propertyNames": _WORD}, "1:5", "应为小写字母", "expected lower-case letters"),
        ("a: [1, x]", {"items": {"type": "integer"}}, "1:8", "“a[2]”", '"a[2]" is "x"'),
        ("a: 3", {"multipleOf": 2}, "1:4", "不合要求（multipleOf）", "(multipleOf)"),
    ],
)
def test_a_violation_is_told(text: str, schema: Any, place: str, zh: str, en: str) -> None:
    ((at, told_zh, told_en),) = _told(text, a=schema)
    assert at == place
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(
    ("text", "place", "en"),
    [
        ("a: [1]", "1:4", '"a" is a list; expected text or a mapping of keys'),
        ("a: {zn: 1}", "1:4", '"a" lacks the keys it needs; expected zh'),
        ("a: {zh: 1}", "1:9", '"zh" is 1; expected text (put it in quotes)'),
    ],
)
def test_of_several_forms_the_nearest_is_expected(text: str, place: str, en: str) -> None:
    forms = [{"type": "string"}, {"type": "object", "required": ["zh"], "properties": {"zh": {"type": "string"}}}]
    assert [(at, told) for at, _, told in _told(text, a={"anyOf": forms})] == [(place, en)]


def test_an_unknown_key_names_the_nearest_and_all() -> None:
    ((place, zh, en),) = _told("lable: x", label={}, id={})
    assert (place, zh, en) == (
        "1:1",
        "未知的键“lable”（是否指“label”？）；可用：label、id",
        'unknown key "lable" (did you mean "label"?); expected one of label, id',
    )


def test_of_many_keys_the_nearest_are_named() -> None:
    ((_, _, en),) = _told("key_17x: 1", **{f"key_{n}": {} for n in range(40)})
    assert 'did you mean "key_17"' in en
    assert "(40 in all)" in en
    assert en.count(",") < 12


def test_keys_may_match_a_pattern() -> None:
    node = parse_nodes(b"x-a: 1\nb: 1", "f.yaml").node
    assert node is not None
    schema = {"patternProperties": {"^x-": True}, "additionalProperties": False}
    assert [str(m.at) for m in validate(node, schema)] == ["f.yaml:2:1"]


def test_everything_is_told_at_once_in_reading_order() -> None:
    told = _told("c: x\nd: 1\na: []\n", a={"type": "string"}, b={}, c={"type": "integer"})
    assert [place for place, _, _ in told] == ["1:4", "2:1", "3:4"]


def test_the_root_and_long_values_are_shown_shortly() -> None:
    ((place, zh, en),) = _told("[]")
    assert (place, zh, en) == ("1:1", "文件应为键值对，而不是列表", "the file is a list; expected a mapping of keys")
    ((_, _, en),) = _told(f"a: {'x' * 300}", a={"type": "integer"})
    assert len(en) < 100
