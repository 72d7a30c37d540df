"""The example of a province's own rulebook: one report passes it, another trips what it changes."""

from __future__ import annotations

from pathlib import Path

from linter import Settings, lint

EXAMPLE = Path(__file__).parents[2] / "examples" / "rulebook"


def _codes(report: str, rulebook: Path | None) -> list[tuple[str, str]]:
    result = lint(EXAMPLE / report, Settings(rulebook=str(rulebook) if rulebook else None))
    assert result.error is None
    return [(finding.code, finding.severity) for finding in result.findings]


def test_one_report_passes() -> None:
    assert _codes("passes.text", EXAMPLE / "qinglan.yaml") == []


def test_one_report_trips_what_the_province_changed() -> None:
    assert sorted(_codes("trips.text", EXAMPLE / "qinglan.yaml")) == [
        ("Q801", "error"),
        ("Q803", "warning"),
        ("S102", "error"),
        ("S108", "error"),
        ("T206", "error"),
        ("V301", "error"),
    ]


def test_the_official_rulebook_knows_nothing_of_it() -> None:
    assert [code for code, _ in _codes("passes.text", None)] == ["S108", "T207", "S106"]
