"""Beginning a year: a figures file to fill in, and a Word template to restyle."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.blank import blank_bytes, blank_figures
from generator.extracting import report_in
from generator.files import Kind
from generator.settings import OFFICIAL, Settings
from nianbao.errors import NianbaoError
from nianbao.figures import CellId, Figures
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook import edition_of, load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.model import Rulebook

_NO_AGENCY: Final = Text("请用 --agency 写明机关名称", "name the agency with --agency")
_NO_YEAR: Final = Text("请用 --year 写明报告年度", "name the report year with --year")
_NO_TITLE: Final = Text("上年报告中没有认出标题；{what}", "no title was recognised in last year's report; {what}")
_NOT_YEAR: Final = Text("--year 应为 {first} 年及以后，而不是 {year}", "--year is {year}; expected {first} or later")
_NO_TYPOGRAPHY: Final = Text("规则文件没有规定版式（typography）", "the rulebook has no typography part")


class Begun(Struct, frozen=True):
    """A figures file to fill in, and the figures that stand in it already.

    `beside` says what last year's report tells of cells.
    """

    data: bytes
    figures: Figures
    rulebook: Rulebook
    beside: dict[CellId, str] = {}

    def __repr__(self) -> str:
        return f"Begun(<{len(self.data)} bytes>, {self.figures!r})"


def new(
    agency: str | None = None,
    year: int | None = None,
    settings: Settings = OFFICIAL,
    *,
    last: str | Path | Report | None = None,
    kind: Kind = "yaml",
) -> Begun:
    """A figures file to fill in; with last year's report what carries over from it, and its texts as a start.

    The agency and the year may be left out where last year's report states them; those that are given count. Raises
    NianbaoError where one of them is told nowhere, where the year has no format or is not the one after the report's,
    and with the path for a report that cannot be read. A `kind` other than yaml and xlsx has no room for blanks.
    """
    before = last if last is None or isinstance(last, Report) else report_in(last, settings)
    name, of = whose(agency, year, before)
    rulebook = rulebook_for(of, settings)
    blank = blank_figures(name, of, rulebook, before)
    return Begun(blank_bytes(blank, rulebook, kind), blank.figures, rulebook, blank.beside)


def rulebook_for(year: int, settings: Settings) -> Rulebook:
    """The rulebook for reports of a year. Raises NianbaoError for a year before its first."""
    rulebook = settings.rulebook or edition_of(year)
    if year < rulebook.years[0]:
        raise NianbaoError(_NOT_YEAR.format(first=_first_year(settings.rulebook), year=year))
    return rulebook


def new_template(settings: Settings = OFFICIAL) -> bytes:
    """The Word template of the rulebook as a .docx to restyle. Raises NianbaoError where it has no typography."""
    from generator.word.building import build_template

    typography = (settings.rulebook or load_rulebook()).typography
    if typography is None:
        raise NianbaoError(_NO_TYPOGRAPHY)
    return build_template(typography)


def whose(agency: str | None, year: int | None, last: Report | None) -> tuple[str, int]:
    """The agency and the year as given, else those of last year's report and the year behind it.

    Raises NianbaoError where one of them is told nowhere.
    """
    name = (agency or (last.agency if last else None) or "").strip()
    year = year or (last.year + 1 if last and last.year else None)
    if name and year is not None:
        return name, year
    what = _NO_YEAR if name else _NO_AGENCY
    raise NianbaoError(_NO_TITLE.format(what=what) if last else what)


def _first_year(own: Rulebook | None) -> int:
    """The first year that can be reported, by the oldest official edition where no rulebook is given."""
    return (own or load_rulebook(edition=min(EDITIONS))).years[0]
