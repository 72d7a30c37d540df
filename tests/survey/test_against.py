"""A sum held against the report of the agency above: where they differ, and what explains it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result

from tests.builders.reports.county import added, put, report
from tests.builders.rollups import COUNTY, WHOLE, rolled_up, roster_of, sums_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    return tmp_path / "reports"


def _against(folder: Path, change: int, preamble: str = "") -> Result:
    parts = [put(folder, "青岚县水务局", 1), put(folder, "青岚县教育局", 2)]
    figures = added(*parts)
    figures["proactive", "licensing", "decisions"] += change
    path = folder / "county.txt"
    path.write_text(report(COUNTY, figures, preamble=preamble), "utf-8")
    return rolled_up(folder, f"--against={path}")


def test_a_report_that_agrees_says_so(folder: Path) -> None:
    result = _against(folder, 0, WHOLE)
    assert "agree with the sums" in result.output
    assert result.exit_code == 0


def test_a_difference_is_an_error_where_the_report_calls_itself_a_roll_up(folder: Path) -> None:
    result = _against(folder, 5, WHOLE)
    assert result.exit_code == 1
    assert "error: 行政许可·本年处理决定数量" in result.output
    assert "a difference of +5" in result.output
    assert "the reports below do not explain it" in result.output
    assert sums_of(folder)["proactive", "licensing", "decisions"] > 0


def test_and_none_where_it_does_not(folder: Path) -> None:
    result = _against(folder, 5)
    assert "differs: 行政许可" in result.output
    assert "error:" not in result.output
    assert result.exit_code == 0


def test_a_report_left_out_a_child(folder: Path) -> None:
    first, second = put(folder, "青岚县水务局", 5), put(folder, "青岚县教育局", 6)
    path = folder / "county.txt"
    path.write_text(report(COUNTY, first, preamble=WHOLE), "utf-8")
    result = rolled_up(folder, f"--against={path}")
    told = [cell for cell in first if second[cell]]
    assert result.output.count('of "青岚县教育局": that report may have been left out') == len(told)


def test_a_missing_child_and_a_changed_version_explain_a_difference(folder: Path) -> None:
    one = put(folder, "青岚县水务局", 1)
    put(folder, "青岚县水务局", 2, name="again.txt")
    path = folder / "county.txt"
    path.write_text(report(COUNTY, one, preamble=WHOLE), "utf-8")
    roster = roster_of(folder, f"青岚县水务局,部门,{COUNTY}", f"青岚县教育局,部门,{COUNTY}")
    result = rolled_up(folder, f"--against={path}", roster)
    assert 'the reports of "青岚县教育局" are missing' in result.output
    assert "with that one it agrees" in result.output
