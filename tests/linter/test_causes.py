"""One wrong cell is one finding, and what is told of wrong cells is right: it satisfies every sum, with the fewest."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter import Finding, examine
from linter.digest import digest_of
from linter.suspects import smallest_changes
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook.equations import CellRef
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, edited, with_figures
from tests.builders.reports.sums import BOOK, CELLS, UNPAID, balanced, broken_by

APPLICATIONS = [cell for cell in CELLS if cell[0] == "applications" and cell[1] != UNPAID]
_NEW = "一、本年新收政府信息公开申请数量\t11\t2\t0\t0\t1\t0\t14"
_CARRIED_IN = "二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1"


def sums_of(text: str, **asked: Any) -> list[Finding]:
    """The findings of family A."""
    found = lint_document(read_bytes(text.encode()), BOOK, **asked).findings
    return [f for f in found if f.code.startswith("A")]


def told(finding: Finding) -> set[tuple[str, str, str]]:
    """Its suspects: row, column, value."""
    return {(s.row, s.column, s.value) for s in finding.suspects}


ONE = edited([{"replace": "2.重复申请\t0\t0", "by": "2.重复申请\t0\t5"}])
TWO = edited([
    {"replace": "2.重复申请\t0\t0", "by": "2.重复申请\t0\t5"},
    {"replace": "2.没有现成信息需要另行制作\t0", "by": "2.没有现成信息需要另行制作\t3"},
])  # fmt: skip


def test_one_wrong_cell_is_one_finding_at_the_cell_with_the_sums_that_it_breaks() -> None:
    (finding,) = sums_of(ONE)
    place = finding.location
    assert (finding.code, place.row, place.column) == ("A401", "not_processed.duplicate", "business")
    assert [(b.code, b.row, b.column) for b in finding.breaks] == [("A402", None, "business")]
    assert (finding.expected, finding.actual) == ("0", "5")
    assert told(finding) == {("not_processed.duplicate", "business", "0")}
    assert "现填 5，改为 0 后勾稽关系均成立" in finding.message.zh
    assert "商业企业5，其余为0，总计为 0" in finding.message.zh
    assert "it is 5, but with 0 all sums agree" in finding.message.en


def test_two_wrong_cells_are_two_findings_that_name_both() -> None:
    first, second = sums_of(TWO)
    cells = {("unavailable.not_existing", "natural_person", "0"), ("not_processed.duplicate", "business", "0")}
    assert told(first) == told(second) == cells
    assert [(f.location.row, f.location.column) for f in (first, second)] == [
        c[:2] for c in sorted(cells, reverse=True)
    ]
    assert all("并将" in f.message.zh for f in (first, second))


def test_where_several_sets_of_cells_would_do_each_sum_stays_a_finding() -> None:
    # One too few in two rows and columns: the other diagonal would explain it as well.
    text = edited([
        {"replace": "（一）予以公开\t5", "by": "（一）予以公开\t4"},
        {"replace": "4.保护第三方合法权益\t0\t1", "by": "4.保护第三方合法权益\t0\t0"},
    ])  # fmt: skip
    findings = sums_of(text)
    assert [f.code for f in findings].count("A401") == 2
    assert not any(f.suspects or f.breaks for f in findings)


@pytest.mark.parametrize("name", ["A401", "A402", "column-total", "A"])
def test_any_rule_that_a_finding_speaks_of_selects_it(name: str) -> None:
    (finding,) = sums_of(ONE, select=(name,))
    assert finding.code == "A401"


@pytest.mark.parametrize(("ignored", "left"), [("A401", ["A402"]), ("A402", ["A401"]), ("A", [])])
def test_a_rule_that_is_left_out_is_not_spoken_of(ignored: str, left: list[str]) -> None:
    findings = sums_of(ONE, ignore=(ignored,))
    assert [f.code for f in findings] == left
    assert not any(broken.code == ignored for f in findings for broken in f.breaks)


def test_a_rule_that_it_does_not_speak_of_neither_selects_it_nor_leaves_it_out() -> None:
    assert sums_of(ONE, select=("A403",)) == []
    assert len(sums_of(ONE, ignore=("A403", "A404"))) == 1


def test_the_gravest_rule_that_is_broken_says_how_grave_it_is() -> None:
    (finding,) = sums_of(ONE, severities=(("A401", "info"),))
    assert finding.severity == "error"
    (finding,) = sums_of(ONE, severities=(("A401", "info"), ("A402", "warning")))
    assert finding.severity == "warning"


def test_a_figure_that_is_no_count_is_told_by_itself_and_its_sums_are_not_judged() -> None:
    text = edited([{"replace": "2.重复申请\t0\t0", "by": "2.重复申请\t0\t-5"}])
    result = lint_document(read_bytes(text.encode()), BOOK)
    assert [f.code for f in result.findings] == ["V303"]


def test_the_groups_of_cases_are_explained_apart() -> None:
    text = edited([{"replace": "3\t1\t0\t0\t4\t1\t0\t0\t0\t1", "by": "3\t1\t0\t0\t0\t1\t0\t0\t0\t2"}])
    first, second = sums_of(text)
    assert told(first) == {("cases", "reconsideration.total", "4")}
    assert not second.suspects


def test_a_sound_report_has_none() -> None:
    assert sums_of(BASE) == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.integers(0, 10**6),
    st.lists(st.tuples(st.sampled_from(APPLICATIONS), st.integers(-99, 99)), min_size=1, max_size=3),
)
def test_what_is_told_of_wrong_cells_satisfies_every_sum_and_is_smallest(
    seed: int, wrong: list[tuple[tuple[str, str, str], int]]
) -> None:
    figures = balanced(seed)
    for cell, change in wrong:
        figures[cell] = max(0, figures[cell] + change)
    broken = broken_by(figures, "applications")
    found = sums_of(with_figures({c: str(v) for c, v in figures.items()}))
    assert bool(found) == bool(broken)
    assert len({f.suspects and frozenset(told(f)) for f in found}) <= 1
    for row, column, value in told(found[0]) if found else ():
        figures["applications", row, column] = int(value)
        assert int(value) >= 0
    if found and found[0].suspects:
        assert broken_by(figures, "applications") == set()
        assert len(found[0].suspects) <= len({cell for cell, _ in wrong})
        assert len(found) <= len(found[0].suspects)
    else:
        assert {(f.code, f.location.row, f.location.column) for f in found} == broken


# A table of two rows and columns with their totals, its figures from 0 to 4: small enough to try every change.
_ROWS = [((1, (r, "a")), (1, (r, "b")), (-1, (r, "t"))) for r in ("x", "y", "s")]
_COLUMNS = [((1, ("x", c)), (1, ("y", c)), (-1, ("s", c))) for c in ("a", "b", "t")]
_SUMS = [*_ROWS, *_COLUMNS]
_GRID: list[CellRef] = [(r, c) for r in ("x", "y", "s") for c in ("a", "b", "t")]


def _agree(figures: dict[CellRef, int]) -> bool:
    return all(sum(sign * figures[cell] for sign, cell in terms) == 0 for terms in _SUMS)


def _by_trying(figures: dict[CellRef, int], most: int) -> list[dict[CellRef, int]]:
    """Every smallest set of changed cells, by trying all values."""
    for size in range(1, 4):
        found = [
            dict(zip(cells, values, strict=True))
            for cells in combinations(_GRID, size)
            for values in product(range(most), repeat=size)
            if all(figures[c] != v for c, v in zip(cells, values, strict=True))
            and _agree({**figures, **dict(zip(cells, values, strict=True))})
        ]
        if found:
            return found
    return []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_the_search_finds_what_trying_everything_finds(seed: int) -> None:
    random = Random(seed)
    figures = dict.fromkeys(_GRID, 0)
    for cell in (("x", "a"), ("x", "b"), ("y", "a"), ("y", "b")):
        figures[cell] = random.randrange(3)
    for r in ("x", "y"):
        figures[r, "t"] = figures[r, "a"] + figures[r, "b"]
    for c in ("a", "b", "t"):
        figures["s", c] = figures["x", c] + figures["y", c]
    for cell in random.sample(_GRID, random.choice((1, 2))):
        figures[cell] = random.randrange(9)
    if _agree(figures):
        return
    effects: dict[CellRef, dict[int, Fraction]] = {}
    gaps: dict[int, Fraction] = {}
    for number, terms in enumerate(_SUMS):
        if gap := -sum(sign * figures[cell] for sign, cell in terms):
            gaps[number] = Fraction(gap)
        for sign, cell in terms:
            effects.setdefault(cell, {})[number] = Fraction(sign)
    found = smallest_changes(effects, gaps, lambda cell, change: 0 <= Decimal(figures[cell]) + int(change) < 17)
    tried = _by_trying(figures, 17)
    if len(found) == 1:
        assert [{c: figures[c] + int(v) for c, v in found[0].items()}] == tried
    elif found:
        assert len(tried) > 1


def _beside(last: str, text: str) -> list[Finding]:
    """The sums that do not agree where so many were carried out last year."""
    year = {"replace": "青岚县水务局2024年", "by": "青岚县水务局2023年"}
    before = digest_of(recognise(read_bytes(edited([year, {"replace": _OUT, "by": last}]).encode()), BOOK))
    found = examine(recognise(read_bytes(text.encode()), BOOK), previous=(before,)).findings
    return [f for f in found if f.code.startswith("A")]


_OUT = "四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2"
_LAST = "四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1"
_PAIR = edited([{"replace": _CARRIED_IN, "by": _CARRIED_IN.replace("\t1", "\t3")}])


def test_last_years_figure_tells_which_of_two_cells_are_wrong() -> None:
    assert not any(f.suspects for f in sums_of(_PAIR))
    found = _beside(_LAST, _PAIR)
    assert {(f.location.row, f.location.column, f.expected) for f in found} == {
        ("carried_in", "natural_person", "1"),
        ("carried_in", "total", "1"),
    }


def test_what_last_years_figure_agrees_with_is_not_suspected() -> None:
    wrong = edited([{"replace": _OUT, "by": _OUT.replace("\t2", "\t4")}])
    alone, beside = sums_of(wrong), _beside(_LAST, wrong)
    assert [f.suspects for f in alone] == [f.suspects for f in beside]
    carried_in = {"carried_in"}
    assert not any({s.row for s in f.suspects} & carried_in for f in beside)


def test_last_years_figure_that_fits_nothing_tells_nothing() -> None:
    other = _LAST.replace("\t1", "\t7")
    assert [(f.message, f.suspects) for f in _beside(other, _PAIR)] == [(f.message, f.suspects) for f in sums_of(_PAIR)]
