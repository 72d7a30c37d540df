"""Damaged and hostile pages: a reading or one line, never another exception."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.errors import ReadError
from nianbao.reading.html import read_html
from tests.builders.html.sites import SITES

_SCRAPS = st.sampled_from(
    ["<table>", "</table>", "<td rowspan=0>", "<tr>", "</td>", "<p>", "</div>", "<ol start=9>", "<li>", "<br>", "甲。",
     "<a href=x>", "</a>", "<!--", "-->", "<![if x]>", "<![endif]>", "&nbsp;", "&#0;", "<pre>\n", "</pre>", "<h2>",
     "<i hidden>", "</i>", "<del cite=x>", "<img>", "<nav>", "<thead>", "<ins cite=y>", "<input>", "<svg><p>", "<b:c>",
     "<span style='mso-list:Ignore'>", "<table><tr><td>1<td>2</table>", "<script>", "</script>", "\x00\x1b", "<p a='"],
)  # fmt: skip


def survives(data: bytes) -> None:
    try:
        read_html(data)
    except ReadError as error:
        assert "\n" not in error.message.zh + error.message.en  # noqa: PT017 - reading it is as good


@given(st.lists(_SCRAPS, max_size=40))
def test_any_nesting_is_read_or_refused(scraps: list[str]) -> None:
    survives("".join(scraps).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    survives(data)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)
def test_damaged_pages_are_read_or_refused(site: Callable[[], bytes]) -> None:
    page = bytearray(site())
    chance = random.Random(7)
    survives(bytes(page[: len(page) // 2]))
    for _ in range(3):
        damaged = bytearray(page)
        for _ in range(60):
            damaged[chance.randrange(len(page))] = chance.randrange(256)
        survives(bytes(damaged))


@pytest.mark.parametrize(
    "unit", ["甲", "<", "&", "&#x", "<p a=", "<!--", "<![if ", "。", "：", "一、", " ", "\n", "-", "a_"]
)
def test_runs_of_one_thing_are_read_in_linear_time(unit: str) -> None:
    survives(f"<title>{unit * 50_000}</title><p>{unit * 50_000}".encode())
