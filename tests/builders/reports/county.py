"""Reports of many agencies with figures that satisfy every equation, as files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.builders.reports import BASE, with_figures
from tests.builders.reports.sums import balanced

OWN, YEAR = "青岚县水务局", "2024"
TITLE = f"{OWN}{YEAR}年政府信息公开工作年度报告"
Cells = Mapping[tuple[str, str, str], int]


def report(agency: str, figures: Cells, *, year: str = YEAR, preamble: str = "") -> str:
    """The text of a report of an agency with these figures, in the order of the rulebook."""
    text = with_figures({cell: str(value) for cell, value in figures.items()})
    text = text.replace(TITLE, f"{TITLE}\n{preamble}" if preamble else TITLE)
    return text.replace(OWN, agency).replace(YEAR, year)


def put(folder: Path, agency: str, seed: int, *, name: str = "", year: str = YEAR, preamble: str = "") -> Cells:
    """A report of an agency in the folder, with figures drawn by the seed; what they are."""
    figures = balanced(seed)
    path = folder / (name or f"{agency}.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report(agency, figures, year=year, preamble=preamble), "utf-8")
    return figures


def added(*figures: Cells) -> dict[tuple[str, str, str], int]:
    """The figures of several reports, added up."""
    return {cell: sum(one[cell] for one in figures) for cell in figures[0]}


assert TITLE in BASE
