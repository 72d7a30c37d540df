"""Last year's report from files: the one named, or those of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from linter.last_year import Previous, among, slim
from nianbao.errors import NianbaoError, ReadError
from nianbao.files.inputs import Input, find_inputs
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.reading import read
from nianbao.recognising import recognise
from nianbao.report import Report
from nianbao.rulebook import Rulebook

AUTO = "auto"
_OTHER_YEAR = Text(
    "--previous 给的是 {stated} 年的报告，不是 {year} 年的上一年",
    "--previous names the report of {stated}, which is not the year before {year}",
)
_UNREADABLE = Text("上年的报告「{path}」：{reason}", 'last year\'s report "{path}": {reason}')


def from_path(path: str, rulebook: Rulebook | None, limits: Limits, *, alone: bool) -> Previous:
    """Last year's report from a file, or from a folder by agency and year.

    For a report that is checked `alone` a file is last year's whatever its agency is called; of several reports it is
    that of the one agency that it names.

    Raises ReadError for a file that is no report; those of a folder that cannot be read are passed over.
    """
    if Path(path).is_dir():
        return among(_readable(path, rulebook, limits))
    report = _named(path, rulebook, limits)
    if not alone:
        return among([report])

    def given(present: Report) -> Report:
        if None not in (present.year, report.year) and present.year != (report.year or 0) + 1:
            raise NianbaoError(_OTHER_YEAR.format(stated=report.year, year=present.year))
        return report

    return given


def _named(path: str, rulebook: Rulebook | None, limits: Limits) -> Report:
    """The report of a file. A mistake tells its name, since it is not among the files that are checked."""
    try:
        return slim(recognise(read(path, limits=limits), rulebook))
    except NianbaoError as error:
        raise ReadError(_UNREADABLE.format(path=path, reason=error.message)) from error


def _readable(folder: str, rulebook: Rulebook | None, limits: Limits) -> Iterable[Report]:
    for item in find_inputs([folder]):
        if not isinstance(item, Input):
            continue
        if item.error:
            raise ReadError(_UNREADABLE.format(path=item.path, reason=item.error))
        try:
            yield slim(recognise(read(item.path, limits=limits), rulebook))
        except NianbaoError:
            continue
