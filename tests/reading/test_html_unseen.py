"""Digits in a cell that no browser shows, or shows off the line, are none of its figure."""

from __future__ import annotations

import pytest

from nianbao.document import Document, Table
from nianbao.reading import read_bytes

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
        '<b style="font-size:0"><i style="font-size:14px">134</i></b>',
        '<span style="background-color:#fff">134</span>',
        '<div style="background:#036"><span style="color:#fff">134</span></div>', '<p style="left:-10px">134</p>',
    ],
)  # fmt: skip
def test_what_is_seen_stays(content: str) -> None:
    assert _read(content) == ("134", [])


@pytest.mark.parametrize("mark", ["<sub>1</sub>", "<sup>1</sup>", '<span style="vertical-align:sub">1</span>'])
def test_a_digit_off_the_line_is_a_mark(mark: str) -> None:
    assert _read(f"134{mark}") == ("134¹", [])


@pytest.mark.parametrize("control", ["<meter value=9>9</meter>", "<progress value=9 max=10>9</progress>"])
def test_what_stands_for_a_gauge_is_not_shown(control: str) -> None:
    assert _read(f"{control}134") == ("134", [])
