"""Figures of a register: they satisfy every equation, and the requests behind each add up to it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator import generate
from generator.ledger.tables import Asked, Tables, tables
from generator.ledger.trace import trace_bytes
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, mistakes_of, open_figures
from nianbao.figures.ledger import Period, count, read_register
from nianbao.figures.totals import complete
from nianbao.reading import read_bytes
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros
from tests.builders.ledgers import HEADS, KINDS, OUTCOMES, RESULTS, csv_file, registers, request, xlsx_file
from tests.builders.linting import lint_document

BOOK = load_rulebook()
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
COMPLETED = sorted(set(OUTCOMES.values()))


def made(path: Path, **asked: object) -> Tables:
    return tables("青岚县水务局", 2024, Asked(path=str(path), **asked))  # type: ignore[arg-type]  # the options by name


def counted(tmp_path: Path, *rows: tuple[object, ...], heads: tuple[object, ...] = HEADS) -> dict[tuple[str, str], int]:
    """What is not nought in the table of requests."""
    found = made(csv_file(tmp_path / "r.csv", *rows, heads=heads))
    assert found.mistakes == ()
    return {cell[1:]: int(value) for cell, value in found.figures.values.items() if value}


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(registers(), st.booleans())
def test_any_register_gives_tables_that_satisfy_every_equation(rows: list[tuple[object, ...]], workbook: bool) -> None:
    with TemporaryDirectory() as folder:
        write = xlsx_file if workbook else csv_file
        register = read_register(str(write(Path(folder, f"r.{'xlsx' if workbook else 'csv'}"), *rows)), BOOK)
    assert register.mistakes == ()
    found = count(register, BOOK, YEAR)
    whole = {**zeros(), **found.values}
    assert mistakes_of(of(whole, {}), BOOK) == ()
    assert {cell: len(requests) for cell, requests in found.trace.items()} == {
        c: v for c, v in found.values.items() if v
    }
    _agrees(rows, found.values)


def _agrees(rows: list[tuple[object, ...]], values: dict[tuple[str, str, str], Decimal]) -> None:
    """The same, counted another way: by what each row says."""
    expected: Counter[tuple[str, str, str]] = Counter()
    for _, received, kind, outcome, answered, _, *results in rows:
        assert isinstance(received, date)
        done = answered if isinstance(answered, date) else date.max
        if received > YEAR.end or (received < YEAR.start and done < YEAR.start):
            continue
        column = KINDS[str(kind)]
        expected["applications", "new" if received.year == 2024 else "carried_in", column] += 1
        row = OUTCOMES[str(outcome)] if done <= YEAR.end else "carried_out"
        expected["applications", row, column] += 1
        for group, result in zip(
            ("reconsideration", "litigation_direct", "litigation_after_review"), results, strict=True
        ):
            if result:
                expected["review", "cases", f"{group}.{RESULTS[str(result)]}"] += 1
    assert {cell: int(value) for cell, value in values.items() if value} == dict(expected)


@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_the_report_of_a_register_has_no_finding(rows: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder:
        values = made(csv_file(Path(folder, "r.csv"), *rows)).figures.values
    report = generate(of({**zeros(), **values}, {})).data
    findings = lint_document(read_bytes(report), BOOK).findings
    assert [f for f in findings if f.severity != "info"] == []


def test_every_outcome_of_the_norm_counts_in_its_row(tmp_path: Path) -> None:
    rows = [request(number, outcome=word) for number, word in enumerate(OUTCOMES)]
    found = counted(tmp_path, *rows)
    assert {row: found.get((row, "natural_person"), 0) for row in COMPLETED} == dict(Counter(OUTCOMES.values()))


def test_requests_of_last_year_are_carried_in_and_open_ones_out(tmp_path: Path) -> None:
    found = counted(
        tmp_path,
        request("1", "2023-12-20", "企业", "予以公开", "2024-01-08"),
        request("2", "2023-12-21", "企业", "", ""),
        request("3", "2024-12-30", "公民", "正在办理", "/"),
        request("4", "2024-12-20", "公民", "公开", "2025-01-06"),
        request("5", "2023-11-20", "公民", "公开", "2023-12-06"),
        request("6", "2025-01-02", "公民", "公开", "2025-01-06"),
    )
    assert found == {
        ("carried_in", "business"): 2, ("granted", "business"): 1, ("carried_out", "business"): 1,
        ("new", "natural_person"): 2, ("carried_out", "natural_person"): 2,
    }  # fmt: skip


def test_half_a_year_balances_as_well(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path / "r.csv",
        request("1", "2024-06-20", answered="2024-07-03"),
        request("2", "2024-08-01", answered="2024-08-03"),
    )
    first = made(path, end=date(2024, 6, 30)).figures
    second = made(path, start=date(2024, 7, 1)).figures
    rows = ("new", "carried_in", "granted", "carried_out")
    assert [int(first.values["applications", row, "natural_person"]) for row in rows] == [1, 0, 0, 1]
    assert [int(second.values["applications", row, "natural_person"]) for row in rows] == [1, 1, 2, 0]


@pytest.mark.parametrize(
    ("start", "end"), [(date(2023, 1, 1), None), (None, date(2025, 1, 1)), (date(2024, 5, 1), date(2024, 4, 1))]
)
def test_days_of_another_year_are_refused(tmp_path: Path, start: date | None, end: date | None) -> None:
    with pytest.raises(NianbaoError):
        made(csv_file(tmp_path / "r.csv", request()), start=start, end=end)


def test_reviews_count_in_the_year_of_their_decision(tmp_path: Path) -> None:
    heads = (*HEADS[:5], "复议申请日期", "复议结果", "复议决定日期")
    rows = [
        request("1", "2023-05-01", "自然人", "公开", "2023-05-08", "2023-12-01", "维持", "2024-02-01"),
        request("2", "2024-05-01", "自然人", "公开", "2024-05-08", "2024-12-01", "撤销", "2025-02-01"),
        request("3", "2024-05-01", "自然人", "公开", "2024-05-08", "2024-06-01", "", ""),
        request("4", "2024-05-01", "自然人", "公开", "2024-05-08", "2025-01-05", "维持", "2025-02-01"),
        request("5", "2024-05-01", "自然人", "公开", "2024-05-08", "", "终止", "2024-12-31"),
        request("6", "2023-05-01", "自然人", "公开", "2023-05-08", "", "维持", "2023-09-01"),
    ]
    found = {key[1]: value for key, value in counted(tmp_path, *rows, heads=heads).items() if key[0] == "cases"}
    assert found == {"reconsideration.upheld": 1, "reconsideration.pending": 2, "reconsideration.other": 1}


def test_reviews_without_the_days_that_settle_their_year_are_no_figure(tmp_path: Path) -> None:
    heads = (*HEADS[:5], "复议结果", "复议决定日期")
    path = csv_file(
        tmp_path / "r.csv",
        request("1", "2024-05-01", "自然人", "公开", "2024-05-08", "维持", "2025-02-01"),
        request("2", "2023-05-01", "自然人", "公开", "2023-05-08", "维持", ""),
        heads=heads,
    )
    assert [m.en.partition(": ")[0].removeprefix(str(path)) for m in made(path).mistakes] == [":2:6", ":3:6"]


def test_a_register_without_reviews_leaves_their_figures_blank(tmp_path: Path) -> None:
    found = made(csv_file(tmp_path / "r.csv", request(), heads=HEADS[:5]))
    assert {cell[0] for cell in found.figures.values} == {"applications"}
    assert any("复议" in note.zh and "未填" in note.zh for note in found.notes)


def _last(folder: Path, carried: int) -> Path:
    """Last year's report, which carries over that many requests of natural persons."""
    values = zeros()
    values["applications", "new", "natural_person"] = values["applications", "carried_out", "natural_person"] = Decimal(
        carried
    )
    whole = of(values, {})
    path = folder / "last.docx"
    path.write_bytes(generate(Figures(whole.edition, whole.agency, 2023, {}, whole.in_prose, values)).data)
    return path


def test_last_year_s_report_and_the_register_agree_on_what_is_carried_in(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "r.csv", request("1", "2023-12-20", answered="2024-01-08"), request("2"))
    assert made(path, last=_last(tmp_path, 1)).mistakes == ()
    differs = made(path, last=_last(tmp_path, 3))
    assert [m.en for m in differs.mistakes] == [
        f'{path}: column "自然人": last year\'s report carries over 3, the register has 1 open at the beginning (1)'
    ]
    assert not differs.written
    partial = made(path, last=_last(tmp_path, 3), partial=True)
    assert partial.written
    assert ("applications", "carried_in", "natural_person") not in partial.figures.values


def test_the_trace_adds_up_to_each_figure(tmp_path: Path) -> None:
    rows = [
        request(number, kind=kind, outcome=word)
        for number, (kind, word) in enumerate((k, o) for k in KINDS for o in OUTCOMES)
    ]
    found = made(csv_file(tmp_path / "r.csv", *rows))
    text = trace_bytes(Path("t.csv"), found.traced).decode("utf-8-sig")
    lines = [line for line in list(csv.reader(io.StringIO(text)))[1:] if line[0]]
    expected = {cell: int(value) for cell, value in complete(found.figures, BOOK).values.items() if value}
    assert {"completed", "total"} <= {name for cell in expected for name in cell}  # totals too
    assert Counter((table, row, column) for table, row, column, *_ in lines) == expected
    sheet = load_workbook(io.BytesIO(trace_bytes(Path("t.xlsx"), found.traced))).worksheets[0]
    cells: dict[tuple[str, str], list[str]] = {}
    for row, column, number, told in sheet.iter_rows(min_row=3, values_only=True):
        cells.setdefault((str(row), str(column)), []).extend(str(told).split("、"))
        assert len(str(told).split("、")) == int(str(number)) <= 100
    assert [(*labels, number) for labels, numbers in cells.items() for number in numbers] == [
        tuple(line[3:6]) for line in lines
    ]


def test_a_line_of_the_trace_holds_no_more_than_a_cell(tmp_path: Path) -> None:
    numbers = [f"{'长' * 12_000}{number}" for number in range(5)]
    found = made(csv_file(tmp_path / "r.csv", *(request(number) for number in numbers)))
    (sheet,) = load_workbook(io.BytesIO(trace_bytes(Path("t.xlsx"), found.traced))).worksheets
    lines = [row[3] for row in sheet.iter_rows(min_row=3, max_row=5, values_only=True)]
    assert [number for line in lines for number in str(line).split("、")] == numbers


def test_the_workbook_of_figures_has_the_numbers_behind_each(tmp_path: Path) -> None:
    rows = [request(f"2024-{number}") for number in range(250)]
    path = csv_file(tmp_path / "r.csv", *rows)
    out = tmp_path / "f.xlsx"
    whole = tables("青岚县水务局", 2024, Asked(path=str(path)), kind="xlsx")
    out.write_bytes(whole.data)
    assert open_figures(out, BOOK).figures.values == whole.figures.values
    sheet = load_workbook(out)["台账明细"]
    lines = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[0]]
    # New and granted, each by kind and in total, and all that were answered.
    assert [row[2] for row in lines] == [100, 100, 50] * 6
    assert [number for row in lines[:3] for number in str(row[3]).split("、")] == [str(row[0]) for row in rows]


def test_the_plainer_of_two_headings_is_read_and_the_other_told(tmp_path: Path) -> None:
    heads = (
        "序号",
        "登记编号",
        "申请日期",
        "收到日期",
        "申请人类型",
        "办理结果",
        "办结时间",
        "答复日期",
        "是否延期",
        "延期日期",
    )
    row = ("1", "2024-7", "不详", "2024-03-01", "自然人", "公开", "", "2024-03-08", "否", "")
    found = made(csv_file(tmp_path / "r.csv", row, heads=heads))
    assert found.mistakes == ()
    (request_found,) = found.traced.count.trace["applications", "granted", "natural_person"]
    assert (request_found.number, request_found.received) == ("2024-7", date(2024, 3, 1))
    told = [note.en for note in found.notes if "another column" in note.en]
    assert told == ["not read, since another column fits better: A (序号), C (申请日期), G (办结时间), J (延期日期)"]


def test_weak_headings_are_read_where_there_are_no_others(tmp_path: Path) -> None:
    heads = ("序号", "申请时间", "申请主体", "办理情况", "办结时间")
    assert counted(tmp_path, request(), heads=heads) == {("new", "natural_person"): 1, ("granted", "natural_person"): 1}


def test_a_text_that_a_system_keeps_from_being_a_number_is_read_without_its_formula(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    rows = (HEADS[:5], ('="0012"', '="2024-03-01"', "自然人", "公开", '="2024-03-04"'))
    path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    assert made(path).traced.count.trace["applications", "granted", "natural_person"][0].number == "0012"
