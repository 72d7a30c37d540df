"""What is worth a second look: told with its row, by which calendar, and counted all the same."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from generator.ledger.tables import Asked, Tables, tables
from nianbao.figures.ledger.dates import day_of
from nianbao.figures.ledger.terms import Calendar
from tests.builders.ledgers import HEADS, csv_file, request, xlsx_file

MIXED = "4: was granted in part: only that is counted, not the other outcomes beside it"
TERMS = (*HEADS[:6], "收到补正日期", "是否延期", "征求第三方意见日期", "收到第三方意见日期", "收费通知日期", "缴费日期")


def made(path: Path) -> Tables:
    found = tables("青岚县水务局", 2024, Asked(path=str(path)))
    assert found.mistakes == ()
    return found


def warned(tmp_path: Path, *row: object) -> list[str]:
    path = csv_file(tmp_path / "r.csv", row, heads=TERMS)
    return [line.en.removeprefix(f"{path}:2:") for line in made(path).warnings]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        # 2024-03-01 is a Friday; twenty working days later is 2024-03-29, forty is 2024-04-26 by the calendar.
        (request(answered="2024-03-29"), []),
        (request(answered="2024-04-01"), ["5: was answered on working day 21; the limit is 20"]),
        ((*request(answered="2024-04-01"), "", "", "是"), []),
        ((*request(answered="2024-04-01"), "", "", "2024-03-28"), []),
        ((*request(answered="2024-04-01"), "", "2024-03-04"), []),
        ((*request(answered="2024-04-01"), "", "", "", "2024-03-08", "2024-03-11"), []),
        ((*request(answered="2024-04-08"), "", "", "", "2024-03-08", "2024-03-11"),
         ["5: was answered on working day 24; the limit is 20"]),
        ((*request(answered="2024-06-01"), "", "", "", "2024-03-08"), []),
        ((*request(answered="2024-04-01"), "", "", "", "", "", "2024-03-05", "2024-03-06"), []),
        (request(received="2024-11-01", outcome="", answered=""),
         ["5: had no answer by 2024-12-31, after 42 working days; the limit is 20"]),
        (request(answered="2024-02-28"), ["5: was answered before it was received"]),
        (request(outcome="逾期不缴费"), ["4: was closed because the fee was not paid, but has no fee notice"]),
        ((*request(outcome="逾期不缴费"), "", "", "", "", "", "2024-03-02"), []),
        (request(outcome="部分公开；个人隐私"), [MIXED]),
        (request(outcome="部分公开（商业秘密）"), [MIXED]),
        (request(outcome="部分公开"), []),
        ((*request(), "是"), ["6: is marked as carried over, but was answered by the end of the period"]),
        ((*request(received="2024-12-30", outcome="", answered=""), "否"),
         ["6: is marked as not carried over, but has no outcome; it is counted as carried over"]),
        ((*request(received="2024-12-30", answered="2025-01-06"), "否"),
         ["6: is marked as not carried over, but was answered after 2024-12-31; it is counted as carried over"]),
    ],
)  # fmt: skip
def test_what_is_odd_is_told(tmp_path: Path, row: tuple[object, ...], said: list[str]) -> None:
    assert warned(tmp_path, *row) == said


def test_working_days_are_those_of_the_official_calendar_as_far_as_it_goes() -> None:
    holiday = Calendar(date(2024, 1, 1), date(2024, 12, 31))
    # Spring festival of 2024: off from 10 to 17 February, work on Sundays 4 and 18.
    assert holiday.between(date(2024, 2, 2), date(2024, 2, 18)) == 7
    assert "chinesecalendar" in holiday.told.en
    far = Calendar(date(2098, 1, 1), date(2099, 12, 31))
    assert far.between(date(2098, 1, 5), date(2098, 1, 12)) == 5
    assert "2098, 2099" in far.told.en


def test_without_the_calendar_monday_to_friday_count_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    week = Calendar(date(2024, 1, 1), date(2024, 12, 31))
    assert week.between(date(2024, 2, 2), date(2024, 2, 18)) == 10
    assert "Monday to Friday" in week.told.en


DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    "written",
    [
        45352, 45352.5, 20240301, "45352", "20240301", "2024-03-01", "2024-3-1", "2024/3/1", "2024.3.1", "2024.03.01",
        "2024年3月1日", " 2024 年 3 月 1 日 ", "２０２４．３．１", "二〇二四年三月一日",
        "2024-03-01 10:20:30", "2024-3-1 10:20",
        "2024-03-01T10:20:30Z", "2024年3月1日 星期五", "2024-3-1（周五）",
        "2024年03月01日10时20分", "2024/3/1 上午10:20", "2024年3月1号", "2024、3、1", "2024—3—1", "2024\\3\\1",
        "'2024-03-01", "1-Mar-2024", "Mar 1, 2024", "1 March 2024",
    ],
)  # fmt: skip
def test_days_are_read_in_every_form(written: str | float) -> None:
    assert day_of(written) == DAY


@pytest.mark.parametrize(
    "written",
    ["2024-02-30", "24.3.1", "3月1日", "2024年3月", "2024-3/1", "1/3/2024",
     "2024-3-110:20", "1-Mar-24", "Mar 32, 2024", "去年3月1日", "2024-3-1、2024-3-5", 1, -5, 1e12, "无", "1024-03-01"],
)  # fmt: skip
def test_what_is_no_day_is_none(written: str | float) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize("from_1904", [False, True])
def test_serial_days_count_from_the_workbook_s_own_first_day(tmp_path: Path, from_1904: bool) -> None:
    row = request(received=DAY, answered=date(2024, 3, 8))
    path = xlsx_file(tmp_path / "r.xlsx", row, from_1904=from_1904)
    found = made(path)
    (request_found,) = found.traced.count.trace["applications", "granted", "natural_person"]
    assert (request_found.received, request_found.answered) == (DAY, date(2024, 3, 8))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path / "r.csv", request(), encoding=encoding)
    assert made(path).figures.value("applications", "granted", "natural_person") == 1
