"""Regular expressions of a rulebook: none that a text can bring to a halt, none that fails beside others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import RulebookError
from nianbao.patterns import search_piecewise
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.consistency.runs import is_explosive, parsed

EXPLOSIVE = (
    "(a+)+b",
    "(a|aa)+b",
    "(a|b|ab)*c",
    "(?:公开|指南|公开指南)*目录",
    "(?:a{1,99}){1,99}b",
    "(a?){40}a{40}b",
    "a?" * 30 + "a" * 30,
    "(a?b?){30}c",
    "a*a*a*a*b",
    "(ab)*(ab)*(ab)*(ab)*c",
    ".*.*.*.*x",
    r"(\d{1,4}、?)*件",
    r"(\w+\s?)*。",
    "(.*)*x",
    "(.*a){20}",
    "x(?=(a+)+b)",
    "x(?!(a|aa)*b)",
    "(?i:(a|A.|Aa)*)b",
    "(甲|[^丙])+丁",
    "(a{2,3})+b",
    "(a+?)+?b",
    "(?:(?:a{0,30}){0,30}){3}",
    "(a)?(?(1)b|(c+)+d)",
    "(a)?(?(1)(b|bb)*d)",
    r"(a*)\1*b",
    r"(甲+)(\1)*乙",
)
SOUND = (
    "X{2,}",
    r"\d{4}年\d{1,2}月",
    r"\(文字描述[^()]*\)",
    "(?:甲|乙)+",
    "(?:甲乙|丙丁|甲丁)*",
    r"\d+(?:\.\d+)?%",
    r"\d+\.?\d*%",
    r"(?:\d+、)*\d+",
    "a*b*c*d*",
    "[甲乙]{2,30}",
    "(?:ab){2,50}",
    "a{40}",
    ".{0,200}甲.{0,200}",
    r"(?<![A-Za-z])[Xx]{2,}",
    "(?:[A-Z]+[a-z]+)*",
    "(?:(?:甲|乙)?丙)*丁",
    r"(甲|乙)\1",
    r"(\()?\d+(?(1)\)|件)",
    r"(甲+)(?=\1乙)",
)


@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_what_can_match_one_text_in_too_many_ways_is_told(pattern: str) -> None:
    assert is_explosive(parsed(pattern))


@pytest.mark.parametrize("pattern", SOUND)
def test_what_a_rulebook_needs_is_left_alone(pattern: str) -> None:
    assert not is_explosive(parsed(pattern))


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_official_expressions_are_sound(edition: str) -> None:
    book = load_rulebook(edition=edition)
    patterns = [*(p for rule in book.rules for p in rule.patterns), *(body.pattern for body in book.bodies)]
    assert len(patterns) > 20
    assert [p for p in patterns if is_explosive(parsed(p))] == []


def mistakes_in(folder: Path, pattern: str) -> str:
    file = folder / "r.yaml"
    file.write_text(f"extends: '2021'\nrules:\n  - {{code: S110, patterns: ['{pattern}']}}\n", "utf-8")
    with pytest.raises(RulebookError) as refusal:
        load_rulebook(file)
    (mistake,) = refusal.value.mistakes
    return mistake.en


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(?i)xx", "sets an option for the whole ((?i)); expected it for a group"),
        ("(?im)xx", "sets an option for the whole ((?im))"),
        ("(?P<year>x)", "names a group or refers to one"),
        (r"(x)y\1", "names a group or refers to one"),
        (r"((x)|y(?(2)z|w))", "names a group or refers to one"),
        ("(a|aa)+b", "can take forever"),
        ("(", "not a regular expression"),
        ("x" * 5_000 + "(?:ab)+", "too large"),
    ],
)
def test_an_expression_that_does_not_stand_beside_others_is_refused(pattern: str, said: str, tmp_path: Path) -> None:
    assert said in mistakes_in(tmp_path, pattern)


@pytest.mark.parametrize("pattern", ["(?i:xx)", "(x)y", "(?:x)"])
def test_options_and_groups_of_its_own_are_fine(pattern: str, tmp_path: Path) -> None:
    file = tmp_path / "r.yaml"
    file.write_text(f"extends: '2021'\nrules:\n  - {{code: S110, patterns: ['{pattern}', 'z']}}\n", "utf-8")
    rule = load_rulebook(file).rule("S110")
    assert rule.patterns == (pattern, "z")
    assert re.compile("|".join(f"(?:{p})" for p in rule.patterns))


@given(
    st.text(st.sampled_from("ab1"), max_size=30),
    st.integers(0, 2_600),
    st.sampled_from(["a+b", "^b", "b$", "(?<=a)b", "a{3}", r"\d+(?=b)"]),
)
def test_a_long_text_is_searched_piece_by_piece_with_the_same_outcome(text: str, before: int, pattern: str) -> None:
    long = "x" * before + text + "x" * (2_600 - before)
    for whole in (text, long, "x" * before + text):
        found, expected = search_piecewise(re.compile(pattern), whole), re.search(pattern, whole)
        assert (found and found.span()) == (expected and expected.span())
