"""From a report to a figures file: what it states, right or wrong, and nothing for what could not be read."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from generator.files import Kind, figures_bytes
from generator.settings import OFFICIAL, Settings
from nianbao.errors import naming
from nianbao.figures import Figures
from nianbao.figures.extract import figures_from_report
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.model import Rulebook


class Extracted(Struct, frozen=True):
    """The figures of a report and the file that holds them; `notes` say what could not be read."""

    data: bytes
    figures: Figures
    rulebook: Rulebook
    notes: tuple[Text, ...]

    def __repr__(self) -> str:
        figures = self.figures
        return (
            f"Extracted(<{len(self.data)} bytes>, {figures.agency!r}, {figures.year}, "
            f"<{len(figures.values)} figures>, <{len(self.notes)} notes>)"
        )


def extract(report: str | Path | Report, settings: Settings = OFFICIAL, *, kind: Kind = "yaml") -> Extracted:
    """The figures that a report states, as a figures file of that kind.

    `report` is a file of any format that is read, or what was recognised in one. Raises ReadError with the path for
    what cannot be read and what is no report.
    """
    stated = report if isinstance(report, Report) else report_in(report, settings)
    figures, notes = figures_from_report(stated, stated.rulebook)
    return Extracted(figures_bytes(figures, stated.rulebook, kind), figures, stated.rulebook, notes)


def report_in(path: str | Path, settings: Settings) -> Report:
    """The report in a file, as `lint` sees it. Raises ReadError with the path for what is none."""
    from nianbao.reading import read
    from nianbao.recognising import recognise

    with naming(path):
        return recognise(read(path, limits=settings.limits), settings.rulebook)
