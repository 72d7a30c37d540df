"""Lists made from their whole, and then changed: what holds of every one of them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from nianbao.claims import Claims, find_breakdowns

NAMES = (
    "部门文件",
    "通知公告",
    "就业创业",
    "公共服务",
    "社会保障",
    "组织机构信息",
    "重点领域信息",
    "财政预决算",
    "人事任免",
)
VALUES = st.lists(st.integers(0, 3000), min_size=2, max_size=len(NAMES) - 1)
FORMS = (
    ("公开信息{}条，其中{}。", "、"), ("公开信息{}条。其中，{}。", "，"), ("公开信息{}条（{}）。", "、"),
    ("公开信息{}条，包括：{}。", "；"), ("公开信息{}条，分别为{}。", "、"),
)  # fmt: skip


def listed(form: tuple[str, str], whole: int, values: list[int], rest: int | None) -> str:
    parts = [f"{name}{value}条" for name, value in zip(NAMES, values, strict=False)]
    return form[0].format(whole, form[1].join([*parts, *([f"其他{rest}条"] if rest is not None else [])]))


@given(values=VALUES, rest=st.none() | st.integers(0, 500), form=st.sampled_from(FORMS))
def test_a_list_made_from_its_whole_is_never_accused(
    values: list[int], rest: int | None, form: tuple[str, str], book: Claims
) -> None:
    text = listed(form, sum(values) + (rest or 0), values, rest)
    assert not any(b.wrong for b in find_breakdowns(text, book, year=2024))


@given(values=VALUES, rest=st.integers(0, 500), off=st.sampled_from((-1, 1)), form=st.sampled_from(FORMS))
def test_a_full_list_changed_by_one_is_accused(
    values: list[int], rest: int, off: int, form: tuple[str, str], book: Claims
) -> None:
    whole = sum(values) + rest + off
    text = listed(form, max(whole, 0), values, rest if whole >= 0 else rest + 1)
    assert any(b.wrong for b in find_breakdowns(text, book, year=2024))


@given(values=VALUES, place=st.integers(0), more=st.integers(1, 5000), form=st.sampled_from(FORMS))
def test_a_part_that_brings_the_parts_above_their_whole_is_always_accused(
    values: list[int], place: int, more: int, form: tuple[str, str], book: Claims
) -> None:
    whole = sum(values)
    changed = [v + more * (n == place % len(values)) for n, v in enumerate(values)]
    assume(whole not in changed or sum(map(bool, changed)) < 3)  # all of it is so, and some are something else besides
    text = listed(form, whole, changed, None)
    assert any(b.wrong for b in find_breakdowns(text, book, year=2024))


@given(values=VALUES, place=st.integers(0), other=st.integers(1, 7), form=st.sampled_from(FORMS))
def test_parts_above_by_another_part_are_accused(
    values: list[int], place: int, other: int, form: tuple[str, str], book: Claims
) -> None:
    values = [v + 1 for v in values]
    more = values[(place + other) % len(values)]
    changed = [v + more * (n == place % len(values)) for n, v in enumerate(values)]
    assert any(b.wrong for b in find_breakdowns(listed(form, sum(values), changed, None), book, year=2024))
