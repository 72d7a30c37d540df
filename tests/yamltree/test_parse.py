"""YAML and JSON into nodes: values, places, and one clear mistake for whatever a file may hold."""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.yamltree import Mapping, Mark, Parsed, Scalar, Sequence, parse_nodes, plain, read_nodes
from nianbao.yamltree.parse import MAX_BYTES, MAX_DEPTH, MAX_NODES


def _value(text: str, file: str = "a.yaml") -> object:
    parsed = parse_nodes(text.encode(), file)
    assert parsed.mistakes == ()
    assert parsed.node is not None
    return plain(parsed.node)


def _mistake(data: bytes | str, file: str = "a.yaml") -> tuple[str, str, str]:
    ((at, what),) = [
        (m.at, m.what) for m in parse_nodes(data.encode() if isinstance(data, str) else data, file).mistakes
    ]
    assert at.file == file
    return f"{at.line}:{at.column}", what.zh, what.en


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0", 0),
        ("017", 17),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal("1e3")),
        ("1e999", "1e999"),
        ("9" * 41, "9" * 41),
        (".inf", ".inf"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("null", None),
        ("~", None),
        ("2024-01-31", "2024-01-31"),
        ("1_000", "1_000"),
        ("１２", "１２"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("|\n  甲\n  乙\n", "甲\n乙\n"),
        ("[1, [], {}]", [1, [], {}]),
        ("{a: 1, 'b': }", {"a": 1, "b": None}),
        ("2021: x", {"2021": "x"}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
        ("\ufeffa: 1", {"a": 1}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
    ],
)
def test_a_scalar_has_its_value_of_the_core_schema(text: str, value: object) -> None:
    read = _value(text)
    assert read == value
    assert type(read) is type(value)


def test_every_node_knows_its_place() -> None:
    node = parse_nodes("标题: 甲\n表:\n  - {行: 1}\n空:\n".encode(), "a.yaml").node
    assert isinstance(node, Mapping)
    assert node.entries["标题"].node == Scalar("甲", Mark("a.yaml", 1, 5))
    rows = node.get("表")
    assert isinstance(rows, Sequence)
    (row,) = rows.items
    assert isinstance(row, Mapping)
    assert (row.at.line, row.at.column) == (3, 5)
    assert row.entries["行"].at == Mark("a.yaml", 3, 6)
    assert node.get("空") == Scalar(None, Mark("a.yaml", 4, 1))


@pytest.mark.parametrize(
    ("text", "place", "zh", "en"),
    [
        ("", "1:1", "没有内容", "is empty"),
        ("# 只有注释\n", "1:1", "没有内容", "is empty"),
        ("a: b: c", "1:5", "不能出现“: ”", "cannot stand here"),
        ("a: 1\n\tb: 2", "2:1", "制表符", "a tab indents"),
        ("a: @b", "1:4", "不能以这个符号开头", "cannot begin with"),
        ("x: 1\na: [1, 2", "2:4", "没有闭合", "lacks a comma or its ]"),
        ("a: {b: 1", "1:4", "没有闭合", "lacks a comma or its }"),
        ("a:\n  'b", "2:3", "引号没有闭合", "never closed"),
        ('a: "\\q"', "1:6", "双引号内的 \\", "unknown \\ escape"),
        ("- a\nb: 1", "2:1", "缩进", "indentation"),
        ("a: 甲\x01", "1:5", "控制字符", "control character"),
        ("a: [", "1:5", "缺少内容", "is missing here"),
        ("%YAML 3.0\n---\na", "1:1", "版本应为 1.1 或 1.2", "expected %YAML 1.1"),
        ("%TAG ! x\n%TAG ! y\n---\na", "2:1", "YAML 语法错误", "not valid YAML"),
        ("a: 1\n---\nb: 2", "2:1", "只能有一个文档", "second document"),
        ("甲: 1\n甲: 2", "2:1", "第一次在第1行", "first in line 1"),
        ("? [a]\n: 1", "1:3", "键应为文字", "expected to be text"),
        ("a: *b", "1:4", "没有 &b", "without an anchor &b"),
        ("a: &a [*a]", "1:8", "没有 &a", "without an anchor &a"),
        ("a: !set {}", "1:4", "不用标签“!set”", 'tag "!set" is not used'),
        ("a: !!python/name:os.system x", "1:4", "不用标签", "is not used"),
    ],
)
def test_what_is_wrong_is_one_mistake_at_its_place(text: str, place: str, zh: str, en: str) -> None:
    found = _mistake(text)
    assert found[0] == place
    assert zh in found[1]
    assert en in found[2]


def test_repeated_keys_are_all_told_and_the_first_counts() -> None:
    parsed = parse_nodes(b"a: 1\na: 2\nb: {c: 1, c: 2}", "a.yaml")
    assert [str(m.at) for m in parsed.mistakes] == ["a.yaml:2:1", "a.yaml:3:11"]
    assert parsed.node is not None
    assert plain(parsed.node) == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_told(encoding: str) -> None:
    assert "UTF-8" in _mistake("标题: 甲".encode(encoding))[1]


def test_the_place_of_a_byte_that_is_no_utf8_is_told() -> None:
    assert _mistake("甲: 乙\n丙: ".encode() + b"\xff")[0] == "2:4"


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path, name: str) -> None:
    parsed = read_nodes(tmp_path / name, "named.yaml")
    assert parsed.node is None
    assert [str(m.at) for m in parsed.mistakes] == ["named.yaml:1:1"]


class TestJson:
    """JSON is YAML but for its tabs and its escapes."""

    def test_tabs_indent_and_places_hold(self) -> None:
        node = parse_nodes(b'{\n\t"a":\t1\n}', "a.json").node
        assert isinstance(node, Mapping)
        assert node.entries["a"].at == Mark("a.json", 2, 2)
        assert node.entries["a"].node == Scalar(1, Mark("a.json", 2, 7))

    def test_surrogate_pairs_are_one_character(self) -> None:
        assert _value('{"a": "\\ud83d\\ude00\\/\\u7532"}', "a.json") == {"a": "😀/甲"}

    def test_a_lone_surrogate_harms_nobody(self) -> None:
        assert _value('["\\ud83d"]', "a.json") == ["\ufffd"]

    @settings(max_examples=40, deadline=None)
    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(10**12), 10**12)
            | st.text(st.characters(codec="utf-8"), max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3),
            max_leaves=8,
        ),
        st.sampled_from([None, 1, "\t"]),
    )
    def test_it_is_read_as_json_reads_it(self, value: object, indent: int | str | None) -> None:
        assert _value(json.dumps(value, indent=indent), "a.json") == value


def _bomb() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def _tower() -> bytes:
    return "\n".join(["a0: &a0 []", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 500))]).encode()


@pytest.mark.parametrize(
    ("data", "en"),
    [
        pytest.param(_bomb(), f"more than {MAX_NODES} values", id="alias bomb"),
        pytest.param(_tower(), f"deeper than {MAX_DEPTH}", id="depth by aliases"),
        pytest.param(b"[" * 400, f"deeper than {MAX_DEPTH}", id="brackets"),
        pytest.param(b"{a: " * 400, f"deeper than {MAX_DEPTH}", id="braces"),
        pytest.param(b"- " * 400, f"deeper than {MAX_DEPTH}", id="dashes"),
        pytest.param(b"a" * (MAX_BYTES + 1), "larger than", id="too long"),
    ],
)
def test_a_file_made_to_hurt_is_refused(data: bytes, en: str) -> None:
    assert en in _mistake(data)[2]


@pytest.mark.parametrize(
    "alphabet", [bytes(range(256)), bytes(range(32, 127)), b"{}[]:,&*!|>-?#'\"\n a1", "甲：「\n ".encode()]
)
def test_a_megabyte_of_nonsense_is_refused(alphabet: bytes) -> None:
    nonsense = bytes(random.Random(2).choices(alphabet, k=1024 * 1024))
    assert parse_nodes(nonsense, "a.yaml").mistakes
    # A shorter one may by chance be a text, which no file of ours is.
    parsed = parse_nodes(nonsense[: MAX_BYTES // 64], "a.yaml")
    assert parsed.mistakes or isinstance(parsed.node, Scalar)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=60), st.text("a1:-[]{}&*!|>'\"#%@`,? \n\t甲\x00\ud7ff", max_size=60).map(str.encode))
)
def test_no_bytes_raise(data: bytes) -> None:
    parsed = parse_nodes(data, "a.yaml")
    assert isinstance(parsed, Parsed)
    assert parsed.node is not None or parsed.mistakes


@pytest.mark.parametrize("version", ["1.0", "1.3", "1.99", "1.111111111111111111111", "2.0", "0.9"])
def test_a_version_of_yaml_that_is_none_is_one_mistake(version: str) -> None:
    parsed = parse_nodes(f"%YAML {version}\n---\na: 1\n".encode(), "f.yaml")
    assert parsed.node is None
    assert [m.text.en for m in parsed.mistakes] == ["f.yaml:1:1: expected %YAML 1.1 or 1.2"]


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_version_of_yaml_that_is_one_changes_nothing(version: str) -> None:
    assert (
        parse_nodes(f"%YAML {version}\n---\na: yes\n".encode(), "f.yaml").node
        == parse_nodes(b"\n\na: yes\n", "f.yaml").node
    )


def test_a_character_that_there_is_not_is_one_mistake() -> None:
    (mistake,) = parse_nodes(b'a: "\\U99999999"', "f.yaml").mistakes
    assert "no character of this number" in mistake.text.en
