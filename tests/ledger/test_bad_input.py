"""Registers that cannot be counted: everything is told at once with sheet, row and column, nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from nianbao.cli import main
from nianbao.figures import open_figures
from nianbao.figures.ledger.personal import is_personal
from tests.builders.ledgers import HEADS, csv_file, request, xlsx_file


def run(path: Path, *options: object) -> Result:
    out = path.parent / "out.yaml"
    given = ["ledger", str(path), "--agency", "青岚县水务局", "--year", "2024", "-o", str(out), *map(str, options)]
    return CliRunner().invoke(main, [*given, "--lang", "en"])


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        (request(received="2024-02-30"), "B2", "is not a date: '2024-02-30'"),
        (request(received="3月1日"), "B2", "is not a date"),
        (request(received="24.3.1"), "B2", "is not a date"),
        (request(answered="待定"), "E2", "is not a date"),
        (request(outcome="答复了"), "D2", "is not a known outcome: '答复了'"),
        (request(outcome="不予公开"), "D2", 'says only "不予公开"'),
        (request(outcome="予以公开；不存在"), "D2", "several outcomes"),
        (request(kind="外星人"), "C2", "not a known kind of applicant"),
        (request(kind=""), "C2", '"申请人类型" is not filled in'),
        (request(number=""), "A2", '"登记编号" is not filled in'),
        (request(received=""), "B2", '"收到日期" is not filled in'),
        (request(outcome=""), "D2", "its outcome is missing"),
        (request(answered=""), "E2", "the day of the answer is missing"),
        ((*request(), "也许"), "F2", 'expected "是" (yes) or "否" (no)'),
        (request(answered="=B2+7"), "E2", "is a formula without a usable result"),
        (request(number="#REF!"), "A2", "is a formula without a usable result"),
        ((*request(), "", "赢了"), "G2", "is not a known result"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_bad_cell_is_told_with_its_place_and_nothing_is_written(
    tmp_path: Path, row: tuple[object, ...], cell: str, said: str, ending: str
) -> None:
    write = csv_file if ending == "csv" else xlsx_file
    path = write(tmp_path / f"r.{ending}", row)
    result = run(path)
    place = f"{path}:台账!{cell}: " if ending == "xlsx" else f"{path}:2:{ord(cell[0]) - 64}: "
    assert result.exit_code == 2
    assert "1 mistake, nothing was written" in result.stderr
    assert any(line.startswith(place) and said in line for line in result.stderr.splitlines()), result.stderr
    assert not (tmp_path / "out.yaml").exists()


def test_all_mistakes_come_at_once_and_partial_leaves_their_rows_out(tmp_path: Path) -> None:
    path = xlsx_file(
        tmp_path / "r.xlsx", request("1"), request("2", "无日期"), request("3", outcome="x"), request("3"), request("4")
    )
    result = run(path)
    told = [line for line in result.stderr.splitlines() if line.startswith(f"{path}:")]
    assert [line.split(": ")[0].rpartition("!")[2] for line in told] == ["B3", "A4", "D4", "A5"]
    assert "4 mistakes, nothing was written" in result.stderr
    partial = run(path, "--partial")
    assert partial.exit_code == 1
    assert [line for line in partial.stderr.splitlines() if line.startswith(f"{path}:")] == told
    figures = open_figures(tmp_path / "out.yaml").figures
    assert figures.value("applications", "new", "natural_person") == 2


def test_the_same_mistake_of_many_rows_is_one_line(tmp_path: Path) -> None:
    result = run(csv_file(tmp_path / "r.csv", *(request(number, outcome="x") for number in range(30))))
    assert "(and 29 more: D3, D4," in result.stderr
    assert "1 mistake, nothing" in result.stderr


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_the_trace_has_every_cell_that_the_lines_leave_out(tmp_path: Path, name: str) -> None:
    """Causes with their own days each, warned of and left out: a line a cause, and every row in the trace."""
    late = [request(f"1-{n}", "2024-01-03", answered=date(2024, 2, 20) + timedelta(n)) for n in range(40)]
    wrong = [request(f"2-{n}", kind="") for n in range(30)]
    path = xlsx_file(tmp_path / "r.xlsx", *late, *wrong)
    result = run(path, "--partial", "--trace", tmp_path / name)
    told = [line for line in result.stderr.splitlines() if line.startswith(f"{path}:")]
    assert [line.count("more: ") for line in told] == [1, 1]
    assert "(and 39 more: E3, E4," in told[0]
    assert f"only the first are shown; {tmp_path / name} has them all" in result.stderr
    if name.endswith("xlsx"):
        rows = load_workbook(tmp_path / name)["核对明细"].iter_rows(min_row=3, values_only=True)
        cells = [cell for row in rows for cell in str(row[4]).split("、")]
    else:
        lines = (tmp_path / name).read_text("utf-8-sig").splitlines()
        cells = [line.split(",")[4].partition("：")[0] for line in lines if line.startswith(",,,")]
    assert cells == [f"E{row}" for row in range(2, 42)] + [f"C{row}" for row in range(42, 72)]


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ((*HEADS[:5], "答复时间"), '"答复时间" is the same as column E'),
        (
            ("登记编号", "申请日期", "申请人类型", "办理结果", "答复日期", "登记日期"),
            '"登记日期" is the same as column B',
        ),
        (("登记编号", "收到日期", "申请人类型", "办理结果"), 'the column "答复日期" is missing'),
        (("登记编号", "收到的日期", "申请人类型", "办理结果", "答复日期"), 'is it column B, "收到的日期"?'),
    ],
)
def test_doubled_and_missing_headings_are_told(tmp_path: Path, heads: tuple[str, ...], said: str) -> None:
    for result in (run(csv_file(tmp_path / "r.csv", request(), heads=heads)), run(tmp_path / "r.csv", "--partial")):
        assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize(
    ("merge", "said"),
    [("D1:E1", "!D1: the headings have merged cells D1:E1"), ("B2:B3", "!B2: has merged cells B2:B3")],
)
def test_merged_cells_are_told(tmp_path: Path, merge: str, said: str) -> None:
    result = run(xlsx_file(tmp_path / "r.xlsx", request("1"), request("2"), merge=merge))
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_the_nearest_known_outcome_is_looked_for_no_more_often_than_anybody_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nianbao.figures.ledger.entries._MOST_NEAREST", 2)
    rows = [request(number, outcome=f"部分公天{number}") for number in range(4)]
    told = run(csv_file(tmp_path / "r.csv", *rows)).stderr
    assert [line.count("部分公开") for line in told.splitlines() if "部分公天" in line] == [2, 2, 1, 1]


@pytest.mark.parametrize("merge", ["", "A4:E4"])
def test_totals_and_notes_below_the_table_are_no_requests_and_are_told(tmp_path: Path, merge: str) -> None:
    rows = (("合计", "", "2", ""), ("注：2 月的由教育局填写",), ("", "", "总计：2 件"))
    result = run(xlsx_file(tmp_path / "r.xlsx", request("1"), request("2"), *rows, merge=merge))
    assert result.exit_code == 0, result.output
    assert "rows that are not requests (totals, notes) were not counted: A4, A5, A6" in result.stderr
    assert "new 2, carried in 0" in result.stderr
    # One that was received on a day is a request, whatever its number.
    wrong = run(csv_file(tmp_path / "w.csv", request("注：1")), "--force")
    assert (wrong.exit_code, "new 1, carried in 0" in wrong.stderr) == (0, True)


def test_a_title_above_the_headings_may_be_merged(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "r.xlsx", HEADS, request(), heads=("青岚县水务局依申请公开台账",), merge="A1:I1")
    assert run(path).exit_code == 0


def test_a_workbook_that_is_no_register_is_one_line(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["单位", "人数"])
    book.save(tmp_path / "r.xlsx")
    result = run(tmp_path / "r.xlsx")
    assert result.exit_code == 2
    assert "this is not a request register" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("r.csv", b"\xff\xfe\xff"),
        ("r.csv", b"\0\1\2"),
        ("r.xlsx", b"PK\3\4 no archive"),
        ("r.xlsx", b"a,b"),
        ("r.xls", b"x"),
        ("r.csv", b""),
    ],
)
def test_what_is_no_table_at_all_is_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(tmp_path / name)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.stderr


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.figures.ledger.reading.MOST_ROWS", 3)
    result = run(csv_file(tmp_path / "r.csv", *(request(number) for number in range(5))))
    assert (result.exit_code, "more than 3 rows" in result.stderr) == (2, True)


def test_a_sheet_with_a_document_type_or_damage_is_refused(tmp_path: Path) -> None:
    from tests.builders.hostile.workbooks import edited, with_parts

    part = "xl/worksheets/sheet1.xml"
    whole = xlsx_file(tmp_path / "w.xlsx", request()).read_bytes()
    for old, new in ((b"<sheetData>", b"<!DOCTYPE x><sheetData>"), (b"</sheetData>", b""), (b'r="A2"', b'r="2A"')):
        (tmp_path / "r.xlsx").write_bytes(with_parts(whole, edited(part, old, new)))
        result = run(tmp_path / "r.xlsx")
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1), result.stderr


def test_columns_about_persons_never_reach_an_output(tmp_path: Path) -> None:
    heads = (*HEADS[:5], "申请人姓名", "联系电话", "通信地址", "备注", "申请人")
    secrets = ("王小明", "13912345678", "青岚县临江路7号", "勿外传", "李大山")
    rows = (
        request("1", "", "自然人", "x", "", *secrets),
        request("2", "2024-03-01", "自然人", "公开", "2024-03-02", *secrets),
    )
    path = xlsx_file(tmp_path / "r.xlsx", *rows, heads=heads)
    result = run(path, "--partial", "--trace", tmp_path / "t.csv")
    skipped = [line for line in result.stderr.splitlines() if "columns with personal data" in line]
    assert skipped == [
        'sheet "台账": columns with personal data are skipped and not read: F (申请人姓名), G (联系电话), H (通信地址),'
        " J (申请人)"
    ]
    everything = result.output + (tmp_path / "out.yaml").read_text("utf-8") + (tmp_path / "t.csv").read_text("utf-8")
    assert not any(secret in everything for secret in secrets)


def test_a_name_in_the_column_of_kinds_is_not_quoted(tmp_path: Path) -> None:
    result = run(csv_file(tmp_path / "r.csv", request(kind="王小明"), request("2", outcome="电话13912345678")))
    assert result.exit_code == 2
    assert "王小明" not in result.output
    assert "13912345678" not in result.output


PERSONAL = (
    "11010519491231002X",
    "110105194912310021",
    "13912345678",
    "+86 13912345678",
    "a.wang@example.com",
    "010-66012345",
)


@pytest.mark.parametrize("secret", PERSONAL)
def test_what_tells_a_person_reaches_no_output_under_a_harmless_heading(tmp_path: Path, secret: str) -> None:
    """As the number of a request, which counts and is told by its cell; as a day, an outcome, a result, a heading."""
    rows = (
        request(secret),
        request("2", secret),
        request("3", answered=secret),
        request("4", outcome=secret),
        request("5", kind=secret),
    )
    path = xlsx_file(tmp_path / "r.xlsx", *(("", *row) for row in rows), heads=(f"附注{secret}", *HEADS[:5]))
    for trace in ("t.csv", "t.xlsx"):
        result = run(path, "--partial", "--force", "--trace", tmp_path / trace)
        assert secret not in result.output
        assert "their cells are named instead: B2" in result.stderr
    assert "new 1," in result.stderr
    counted, left_out = load_workbook(tmp_path / "t.xlsx").worksheets
    assert {row[3] for row in counted.iter_rows(min_row=3, values_only=True)} == {"B2"}
    told = str([[*row] for row in left_out.iter_rows(values_only=True)])
    assert all(cell in told for cell in ("C3", "F4", "E5", "D6"))
    written = (tmp_path / "out.yaml").read_text("utf-8") + (tmp_path / "t.csv").read_text("utf-8-sig") + told
    assert secret not in written


@pytest.mark.parametrize("number", ["370102202403150012", "2024-0001", "0001-20240001", "20240300012"])
def test_numbers_of_requests_tell_nobody(number: str) -> None:
    """Area, day and a count have the form of an identity number, but that of no grown-up."""
    assert not is_personal(number)


def test_sheets_that_share_their_rows_are_counted_once(tmp_path: Path) -> None:
    from tests.builders.hostile.workbooks import edited, with_parts

    whole = xlsx_file(tmp_path / "w.xlsx", request()).read_bytes()
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    shared = b'<sheet xmlns:r="%s" name="x" sheetId="9" r:id="rId1"/></sheets>' % relations
    (tmp_path / "r.xlsx").write_bytes(with_parts(whole, edited("xl/workbook.xml", b"</sheets>", shared)))
    result = run(tmp_path / "r.xlsx")
    assert (result.exit_code, "new 1," in result.output.lower()) == (0, True), result.output
