"""TOML as trees: every key where it stands, what is wrong at its place."""

from __future__ import annotations

import pytest

from nianbao.yamltree import Mapping, Node, Sequence, plain
from nianbao.yamltree.toml import parse_toml

TEXT = """\
select = ["A", "S"]   # a comment
"fail-on" = 'error'
[severity]
V301 = "error"

[[files]]
path = "towns/**"
  [files.severity]
  S101 = "info"
[[files]]
path = "b"
severity.S102 = "info"
"""


def _parsed(text: str) -> Node:
    parsed = parse_toml(text.encode(), "n.toml")
    assert parsed.node is not None
    assert parsed.mistakes == ()
    return parsed.node


def _places(node: Node, at: str = "") -> dict[str, str]:
    if isinstance(node, Sequence):
        return {k: v for n, item in enumerate(node.items) for k, v in _places(item, f"{at}[{n}]").items()}
    if not isinstance(node, Mapping):
        return {}
    own = {f"{at}.{key}": f"{entry.at.line}:{entry.at.column}" for key, entry in node.entries.items()}
    return own | {k: v for key, e in node.entries.items() for k, v in _places(e.node, f"{at}.{key}").items()}


def test_keys_stand_where_they_are_written() -> None:
    assert _places(_parsed(TEXT)) == {
        ".select": "1:1",
        ".fail-on": "2:1",
        ".severity": "3:2",
        ".severity.V301": "4:1",
        ".files": "6:3",
        ".files[0].path": "7:1",
        ".files[0].severity": "8:4",
        ".files[0].severity.S101": "9:3",
        ".files[1].path": "11:1",
        ".files[1].severity": "12:1",
        ".files[1].severity.S102": "12:1",
    }


def test_values_are_those_of_the_language() -> None:
    assert plain(_parsed('a = [1, 2.50, true, "x"]\nb = """\nc = 1\n"""\n'))["b"] == "c = 1\n"


def test_a_broken_file_is_told_at_its_place() -> None:
    (mistake,) = parse_toml(b"a = 1\nb = \n", "n.toml").mistakes
    assert str(mistake.at) == "n.toml:2:5"
    (mistake,) = parse_toml(b"a = 1\nb = [\n", "n.toml").mistakes
    assert mistake.at.line == 2
    assert "Invalid" not in mistake.what.zh


def test_bytes_that_are_no_text_and_dates_without_quotes_are_told() -> None:
    assert parse_toml(b"\xff", "n.toml").mistakes[0].at.line == 1
    (mistake,) = parse_toml(b"x = 1\nuntil = 2025-06-30\n", "n.toml").mistakes
    assert (mistake.at.line, "引号" in mistake.what.zh) == (2, True)


def test_depth_costs_no_traceback() -> None:
    assert parse_toml(b"a = " + b"[" * 100_000, "n.toml").mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a" + ".a" * 300 + " = 1", "deeper than 60 levels"),
        ("[" + ".".join(["x"] * 300) + "]", "deeper than 60 levels"),
        ("a = {" + "b." * 300 + "c = 1}", "deeper than 60 levels"),
        ("a = " + "9" * 9000, "not valid TOML"),
        ("# " + "x" * 600_000, "larger than 512 KiB"),
    ],
    ids=["key", "table", "inline", "number", "size"],
)
def test_what_would_take_too_long_is_refused(text: str, said: str) -> None:
    (mistake,) = parse_toml(text.encode(), "n.toml").mistakes
    assert said in mistake.what.en


def test_many_names_of_files_on_a_line_are_not_deep() -> None:
    assert not parse_toml(f"exclude = {[f'a{n}.docx' for n in range(300)]}".encode(), "n.toml").mistakes
