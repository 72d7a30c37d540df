"""How numbers are written, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from nianbao.claims import Claim

Find = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("17", 17),
        ("１７", 17),
        ("1,286", 1286),
        ("1，286", 1286),
        ("１，２８６", 1286),
        ("1 2 8 6", 1286),
        ("1\n7", 17),
        ("十七", 17),
        ("一千二百八十六", 1286),
        ("两", 2),
        ("零", 0),
        ("1.2万", 12000),
    ],
)
def test_reads_every_way_to_write_a_count(written: str, value: int, claims: Find) -> None:
    assert [c.value for c in claims(f"共收到政府信息公开申请{written}件。")] == [value]


@pytest.mark.parametrize(
    ("written", "agree", "differ"),
    [
        ("120余件", (120, 129), (119, 130)),
        ("四十余件", (40, 49), (39, 50)),
        ("近200件", (180, 200), (201, 100)),
        ("约300件", (270, 330), (200, 400)),
        ("超过500件", (500, 599), (499, 600)),
        ("5.2万余件", (52_000, 52_999), (51_999, 53_000)),
        ("5.2万件", (51_500, 52_500), (50_000, 54_000)),
        ("12件左右", (11, 13), (8, 16)),
    ],
)
def test_an_approximate_number_agrees_with_what_it_can_mean(
    written: str, agree: tuple[int, ...], differ: tuple[int, ...], claims: Find
) -> None:
    (claim,) = claims(f"共收到政府信息公开申请{written}。")
    assert claim.approximate
    assert all(claim.agrees(Decimal(v)) for v in agree)
    assert not any(claim.agrees(Decimal(v)) for v in differ)


def test_an_exact_number_agrees_only_with_itself(claims: Find) -> None:
    (claim,) = claims("共收到政府信息公开申请12件。")
    assert not claim.approximate
    assert claim.agrees(Decimal(12))
    assert not claim.agrees(Decimal(13))


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开答复率100%。",
        "按照国办公开办函〔2021〕30号办理政府信息公开申请。",
        "依据《条例》第二十条办理政府信息公开申请。",
        "政府信息公开申请在20个工作日内答复。",
        "受理政府信息公开申请的电话：0371-66001234。",
        "收到政府信息公开申请11至30件的，按件收费。",
        "政府信息公开申请受理点3处。",
        "高效办成政府信息公开申请一件事。",
        "政府信息公开申请与政务公开一起推进。",
    ],
)
def test_other_numbers_are_no_counts(text: str, claims: Find) -> None:
    assert claims(text) == []


def test_amounts_become_the_unit_of_their_figure(stated: Callable[..., dict[str, str]]) -> None:
    assert stated("收取信息处理费0.26万元。", section="other") == {"fee.collected": "2600"}
    assert stated("行政事业性收费35000元。") == {"proactive.fees.amount": "3.5"}


def test_a_count_is_no_amount(claims: Find) -> None:
    assert claims("收到政府信息公开申请12元。") == []
    assert claims("收取信息处理费3件。", section="other") == []
