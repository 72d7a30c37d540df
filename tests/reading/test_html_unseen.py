"""Digits in a cell that no browser shows, or shows off the line, are none of its figure."""

from __future__ import annotations

import pytest

from nianbao.document import Document, Table
from nianbao.reading import read_bytes
from nianbao.text import parse_number

_CELL = "<table><tr><td{attributes}>行政许可</td><td>{content}</td></tr><tr><td>甲</td><td>乙</td></tr></table>"


def _read(content: str, attributes: str = "") -> tuple[str, list[str]]:
    document: Document = read_bytes(
        f"<html><body>{_CELL.format(content=content, attributes=attributes)}</body></html>".encode()
    )
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table.cells[1].text, [trace.text for trace in document.traces if trace.kind == "hidden-text"]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0", "opacity: 0.0;", "font-size:0", "font-size:0px;color:red", "position:absolute;left:-9999px",
        "font-size: 1px",
        "text-indent:-500px", "color:#fff", "color: white", "color:rgb(255, 255, 255)", "color:transparent",
    ],
)  # fmt: skip
def test_what_is_not_seen_is_told(style: str) -> None:
    assert _read(f'<span style="{style}">9</span>134') == ("134", ["9"])


def test_the_white_font_of_older_pages() -> None:
    assert _read('<font color="#FFFFFF">9</font>134') == ("134", ["9"])


@pytest.mark.parametrize(
    "content",
    [
        '<span style="opacity:0.9">134</span>', '<span style="font-size:0.9em">134</span>',
        '<span style="font-size:10px">134</span>', '<b style="font-size:0"><i style="font-size:14px">134</i></b>',
        '<span style="background-color:#fff">134</span>',
        '<div style="background:#036"><span style="color:#fff">134</span></div>', '<p style="left:-10px">134</p>',
    ],
)  # fmt: skip
def test_what_is_seen_stays(content: str) -> None:
    assert _read(content) == ("134", [])


@pytest.mark.parametrize("mark", ["<sub>1</sub>", "<sup>1</sup>", '<span style="vertical-align:sub">1</span>'])
def test_a_digit_off_the_line_is_a_mark(mark: str) -> None:
    assert _read(f"134{mark}") == ("134¹", [])


def test_a_digit_that_leads_to_a_note_is_a_mark() -> None:
    assert _read("134<a href='#n1'>1</a>") == ("134¹", [])
    assert _read("<a href='#n1'>134</a>") == ("134", [])


def test_a_power_in_a_formula_is_no_part_of_its_number() -> None:
    assert _read("<math><msup><mn>134</mn><mn>1</mn></msup></math>") == ("134¹", [])


@pytest.mark.parametrize("control", ["<meter value=9>9</meter>", "<progress value=9 max=10>9</progress>"])
def test_what_stands_for_a_gauge_is_not_shown(control: str) -> None:
    assert _read(f"{control}134") == ("134", [])


def _styled(rules: str, content: str) -> tuple[str, list[str]]:
    return _read(f"<style>{rules}</style>{content}")


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "a screen-reader-text"])
def test_what_only_screen_readers_say_is_no_part_of_a_figure(name: str) -> None:
    assert _read(f'<span class="{name}">9</span>134') == ("134", ["9"])
    assert _read(f'<span class="{name}">本年</span>134') == ("134", [])


@pytest.mark.parametrize(
    "rule",
    [
        ".x{display:none}", "a, span.x { opacity: 0; }", "/* .x */ .x{position:absolute;clip:rect(0 0 0 0)}",
        ".x{clip: rect(1px, 1px, 1px, 1px)}", ".x{clip-path:inset(50%)}", ".x{left:-9999px}", ".x{a:b}.x{font-size:0}",
    ],
)  # fmt: skip
def test_a_rule_of_the_page_hides_words_of_a_class(rule: str) -> None:
    assert _styled(rule, '<span class="y x">9</span>134') == ("134", ["9"])


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.x{display:none}}", ".x:hover{display:none}", ".x .z{display:none}", ".x{opacity:0.9}",
        "/* .x{display:none} */", ".x{clip:rect(0 200px 20px 0)}", ".x{clip: auto; overflow: hidden}",
        "div{display:none}", ".x{left:-9999px", "@media print{" * 50,
    ],
)  # fmt: skip
def test_a_rule_for_something_else_hides_nothing(rule: str) -> None:
    assert _styled(rule, '<span class="x">134</span>') == ("134", [])


def test_a_class_hides_no_container() -> None:
    assert _styled(".x{display:none}", '<div class="x">134</div>') == ("134", [])


@pytest.mark.parametrize(
    "control",
    [
        "<select><option value=1>1</select>", '<input value="1">', "<textarea>1</textarea>",
    ],
)  # fmt: skip
def test_what_a_field_holds_is_no_part_of_the_figure_beside_it(control: str) -> None:
    assert _read(f"{control}134") == ("1\n134", [])
    assert _read(f"134{control}") == ("134\n1", [])
    assert _read(control) == ("1", [])


@pytest.mark.parametrize(
    "content",
    [
        "<bdo dir=rtl>431</bdo>", "\u202e431\u202c",
        '<span style="unicode-bidi:bidi-override;direction:rtl">431</span>',
        '<p style="direction: rtl; unicode-bidi: isolate-override">431</p>',
    ],
)  # fmt: skip
def test_digits_turned_from_right_to_left_are_no_figure(content: str) -> None:
    text, _ = _read(content)
    assert "431" in text
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "content",
    [
        '3<span style="float:right">4</span>1', '<b style="color:red; float: left">1</b>34',
        '<p>13<span style="FLOAT:right"><b>4</b></span> </p>',
    ],
)  # fmt: skip
def test_a_digit_that_floats_away_from_the_others_leaves_no_figure(content: str) -> None:
    text, _ = _read(content)
    assert parse_number(text) is None


@pytest.mark.parametrize("content", ['<span style="float:right">134</span>', ' <b style="float:left"><i>134</i></b>\n'])
def test_a_figure_that_floats_whole_is_one(content: str) -> None:
    assert _read(content) == ("134", [])


@pytest.mark.parametrize("content", ['<bdo dir="ltr">134</bdo>', '<span dir="rtl">134</span>'])
def test_digits_within_a_line_from_right_to_left_are_one(content: str) -> None:
    assert _read(content) == ("134", [])
