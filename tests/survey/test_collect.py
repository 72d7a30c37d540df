"""Every figure of every report in one table, the same in each format; what is none keeps its text and says why."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from nianbao import read, recognise
from nianbao.cli import main
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.model import leaf_columns, leaf_rows
from nianbao.survey import Fact, Surveyed, collect
from nianbao.survey.columns import FIGURES, REPORTS
from nianbao.survey.facts import facts_of
from nianbao.survey.writing import Output, rows_of, xlsx_file
from tests.builders.reports import BASE, as_docx, edited

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMATS = ("csv", "parquet", "xlsx", "duckdb")


def _collect(output: Path, *arguments: str) -> Result:
    paths = [argument for argument in arguments if not argument.startswith("-")] or [str(EXAMPLES)]
    options = [argument for argument in arguments if argument.startswith("-")]
    return CliRunner().invoke(main, ["collect", *paths, "-o", str(output), "-j1", "--lang=en", *options])


def _read(path: Path, table: str) -> list[tuple[Any, ...]]:
    """The rows of a table of ours, in one form for all formats."""
    one = path if table == "figures" else path.with_name(f"{path.stem}.reports{path.suffix}")
    rows: list[tuple[Any, ...]]
    if path.suffix == ".csv":
        rows = [tuple(row) for row in csv.reader(one.read_text("utf-8").splitlines())][1:]
    elif path.suffix == ".parquet":
        rows = [tuple(row.values()) for row in pq.read_table(one).to_pylist()]
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as base:
            rows = base.execute(f"SELECT * FROM {table}").fetchall()
    else:
        wide = len(FIGURES if table == "figures" else REPORTS)
        sheet = openpyxl.load_workbook(path)[table]
        rows = [row[:wide] for row in sheet.iter_rows(min_row=2, values_only=True)]
    return [tuple(map(_plain, row)) for row in rows]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def test_every_format_holds_the_same(tmp_path: Path) -> None:
    tables = []
    for ending in FORMATS:
        path = tmp_path / f"f.{ending}"
        assert _collect(path).exit_code == 0
        tables.append((_read(path, "figures"), _read(path, "reports")))
    assert all(table == tables[0] for table in tables)
    figures, reports = tables[0]
    assert len(reports) == 5
    assert len(figures) == 5 * _size()


def _size() -> int:
    book = load_rulebook()
    cells = sum(len(leaf_rows(b)) * len(leaf_columns(b)) for form in book.tables for b in form.blocks)
    return cells + sum(len(group.figures) for group in book.prose_figures)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_the_same_reports_give_the_same_bytes(tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"a.{ending}", tmp_path / "b" / f"a.{ending}"
    other.parent.mkdir()
    assert (_collect(one).exit_code, _collect(other, "-j2").exit_code) == (0, 0)
    for first in tmp_path.glob(f"*.{ending}"):
        assert first.read_bytes() == (other.parent / first.name).read_bytes()


def test_figures_are_those_of_the_report_with_the_files_hash() -> None:
    path = EXAMPLES / "good-2024.docx"
    (told,) = collect([str(path)])
    report = recognise(read(path))
    stated = {(f.table, f.row, f.column): f.value for f in told.facts if f.column}
    for table in report.tables:
        for (row, column), value in table.values.items():
            assert stated[table.id, row, column] == value.number
    assert told.hash == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (told.agency, told.year, told.verdict, told.body) == ("云溪县农业农村局", 2024, "passed", "department")


_STATES = {
    "blank": ("行政处罚\t1", "行政处罚\t"),
    "not-a-number": ("行政处罚\t1", "行政处罚\t无"),
    "absent": ("行政处罚\t1\n", ""),
    "number": ("行政处罚\t1", "行政处罚\t1"),
}


@pytest.mark.parametrize("state", _STATES)
def test_what_is_no_number_says_why(state: str) -> None:
    line = next(line for line in BASE.splitlines() if line.startswith("行政处罚"))
    old, new = (part.replace("行政处罚\t1", line) for part in _STATES[state])
    if state in ("blank", "not-a-number"):
        new = "行政处罚\t" + ("无" if state == "not-a-number" else "")
    text = BASE.replace(old, new)
    from nianbao.reading import read_bytes

    facts = list(facts_of(recognise(read_bytes(as_docx(text), name="a.docx"))))
    (fact,) = (f for f in facts if f.row == "penalties")
    assert fact.state == state
    assert (fact.value is None) == (state != "number")
    assert fact.raw == ("无" if state == "not-a-number" else fact.raw)
    others = Counter(f.state for f in facts if f.row != "penalties" and f.column)
    assert set(others) == {"number"}


def test_an_unreadable_report_is_a_row_with_its_error(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "good.docx").write_bytes((EXAMPLES / "good-2024.docx").read_bytes())
    output = tmp_path / "f.csv"
    result = _collect(output, str(tmp_path))
    assert result.exit_code == 1
    rows = _read(output, "reports")
    assert [(Path(row[0]).name, row[6], bool(row[-1])) for row in rows] == [
        ("broken.docx", "unreadable", True),
        ("good.docx", "passed", False),
    ]
    assert {Path(row[3]).name for row in _read(output, "figures")} == {"good.docx"}


def test_where_no_report_could_be_read_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    assert _collect(tmp_path / "f.csv", str(tmp_path / "broken.docx")).exit_code == 2
    assert list(tmp_path.glob("f*")) == []


def test_nothing_that_exists_is_written_over(tmp_path: Path) -> None:
    for ending in FORMATS:
        path = tmp_path / f"f.{ending}"
        path.write_text("mine", "utf-8")
        assert _collect(path).exit_code == 2
        assert path.read_text("utf-8") == "mine"
        assert _collect(path, "--force").exit_code == 0
    (tmp_path / "g.reports.csv").write_text("mine", "utf-8")
    assert _collect(tmp_path / "g.csv").exit_code == 2
    assert not (tmp_path / "g.csv").exists()


def test_a_report_is_never_the_output(tmp_path: Path) -> None:
    report = tmp_path / "good.xlsx"
    report.write_bytes((EXAMPLES / "good-2024.docx").read_bytes())
    assert _collect(report, str(report), "--force").exit_code == 2


@pytest.mark.parametrize("name", ["f.txt", "f", "f.json"])
def test_another_ending_is_one_line(tmp_path: Path, name: str) -> None:
    result = _collect(tmp_path / name)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert ".parquet" in result.output


def test_a_folder_without_reports_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert _collect(tmp_path / "f.csv", str(tmp_path / "empty")).exit_code == 2


def _told(**given: Any) -> Surveyed:
    return Surveyed("a.docx", facts=(Fact("applications", "new", "total", **given),))


def test_no_text_is_computed_by_a_spreadsheet(tmp_path: Path) -> None:
    from nianbao.survey.writing import csv_file

    told = _told(value=None, raw='=HYPERLINK("http://evil")', state="not-a-number")
    csv_file.write(Output(tmp_path / "f.csv"), [told])
    assert "\"'=HYPERLINK" in (tmp_path / "f.csv").read_text("utf-8")
    xlsx_file.write(Output(tmp_path / "f.xlsx", "en"), [told])
    cell = openpyxl.load_workbook(tmp_path / "f.xlsx")["figures"]["J2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil")')


def test_more_rows_than_a_workbook_holds_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.ooxml.spreadsheet.MOST_ROWS", 100)
    result = _collect(tmp_path / "f.xlsx")
    assert result.exit_code == 2
    assert ".parquet" in result.output
    assert not (tmp_path / "f.xlsx").exists()


@pytest.mark.parametrize(
    ("number", "kept"), [("0.000001", True), ("1E+31", True), ("0.0000001", False), ("1E+33", False)]
)
def test_a_number_is_exact_or_its_text_tells_it(number: str, kept: bool) -> None:
    (row,) = rows_of(_told(value=Decimal(number), raw=number, state="number"))
    assert (row[8] is not None, row[10]) == ((True, "number") if kept else (False, "not-a-number"))


def test_headers_are_chinese_where_asked_for(tmp_path: Path) -> None:
    assert _collect(tmp_path / "f.csv", "--chinese-headers").exit_code == 0
    data = (tmp_path / "f.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    head, first, *_ = csv.reader(data.decode("utf-8-sig").splitlines())
    assert head[0] == "机关"
    assert dict(zip(head, first, strict=True))["行名"] == "规章"


def test_metadata_names_the_rulebook_and_the_labels(tmp_path: Path) -> None:
    assert _collect(tmp_path / "f.parquet").exit_code == 0
    metadata = pq.read_schema(tmp_path / "f.parquet").metadata
    assert metadata[b"rulebook"].startswith(b"zfxxgk 2021")
    assert "行政处罚".encode() in metadata[b"labels"]
    assert edited([]) == BASE
