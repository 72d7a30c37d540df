"""Files of figures: one module a format, each takes the reports as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from msgspec import Struct

from nianbao.errors import NianbaoError
from nianbao.extras import MissingError
from nianbao.i18n import Language, Text
from nianbao.shown import visible, writable
from nianbao.survey.columns import DIGITS, FIGURES, REPORTS, SCALE
from nianbao.survey.facts import Surveyed

_FORMATS = {".csv": "csv", ".parquet": "parquet", ".xlsx": "xlsx", ".duckdb": "duckdb"}
_ENDING = Text("{path}：不支持这种文件名；应以 {names} 结尾", "{path}: unknown ending; expected one of {names}")

Write = Callable[["Output", Iterable[Surveyed]], None]


class Output(Struct, frozen=True):
    """Where to write, in which language the words that are no ids are, and what is said of the whole."""

    path: Path
    language: Language = "zh"
    chinese: bool = False  # headers and labels in Chinese, for people
    about: tuple[tuple[str, str], ...] = ()

    @property
    def beside(self) -> Path:
        """The table of reports, for formats that hold one table a file: figures.reports.csv beside figures.csv."""
        return self.path.with_name(f"{self.path.stem}.reports{self.path.suffix}")


def targets(output: Output) -> tuple[Path, ...]:
    """Every file that is written."""
    return (output.path, output.beside) if format_of(output.path) in ("csv", "parquet") else (output.path,)


def format_of(path: Path) -> str:
    """The format that a name asks for. Raises NianbaoError for any other ending."""
    found = _FORMATS.get(path.suffix.lower())
    if found is None:
        raise NianbaoError(_ENDING.format(path=path, names=", ".join(_FORMATS)))
    return found


def writer_of(path: Path) -> Write:
    """What writes a file of that name. Raises NianbaoError where the library for it is not installed."""
    try:
        write: Write = import_module(f"nianbao.survey.writing.{format_of(path)}_file").write
    except ModuleNotFoundError as error:
        raise MissingError(visible(str(path)), "data", error) from error
    return write


def rows_of(told: Surveyed) -> Iterator[tuple[Any, ...]]:
    """The rows of a report's figures, in the order of FIGURES."""
    about = (told.agency, told.year, told.edition, writable(told.path), told.hash)
    for fact in told.facts:
        exact = fact.value is None or _fits(fact.value)
        value, state = (fact.value, fact.state) if exact else (None, "not-a-number")
        yield *about, fact.table, fact.row, fact.column, value, fact.raw, state, fact.page, fact.line


def _fits(value: Any) -> bool:
    """Whether the number can be kept exactly, in every format alike; `raw` tells one that cannot."""
    _, digits, exponent = value.as_tuple()
    return bool(value.is_finite()) and exponent >= -SCALE and len(digits) + exponent <= DIGITS - SCALE


def report_of(told: Surveyed, language: Language) -> tuple[Any, ...]:
    """The row of a report, in the order of REPORTS."""
    error = told.error.in_(language) if told.error else None
    return (
        writable(told.path), told.hash, told.agency, told.year, told.edition, told.body,
        told.verdict, told.errors, told.warnings, told.infos, error,
    )  # fmt: skip


assert len(FIGURES) == 13
assert len(REPORTS) == 11
