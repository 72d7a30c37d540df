"""Packed or not, it is a dictionary that keeps what came first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nianbao.many.firsts import Firsts

NUMBERS = st.integers(0, 2**32 - 1)


@given(st.lists(st.tuples(st.integers(0, 60) | NUMBERS, NUMBERS), max_size=120), st.integers(1, 20))
def test_the_first_number_of_each_key_is_kept(put: list[tuple[int, int]], full: int) -> None:
    firsts, plain = Firsts(full), dict[int, int]()
    for key, number in put:
        firsts.put(key, number)
        plain.setdefault(key, number)
    assert {key: firsts.get(key) for key in (*plain, 61)} == {**plain, 61: plain.get(61)}
