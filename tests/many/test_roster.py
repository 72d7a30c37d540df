"""Lists of agencies as offices keep them, and every mistake of one with its row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from nianbao.errors import MistakenFileError, NianbaoError
from nianbao.many.roster import Filer, Roster, due, read_roster
from nianbao.rulebook import load_rulebook

_ROWS = (
    ("序号", "单位名称", "曾用名", "类别", "上级单位", "收到日期"),
    ("1", "青岚县财政局", "", "部门", "青岚县人民政府", "2025-01-20"),
    ("2", "青岚县数据局", "青岚县大数据局、青岚县信息中心", "直属机构", "", "2025年2月3日"),
    ("3", "青岚县人民政府", "", "县（市、区）", "", "2025/2/20"),
    ("", "", "", "", "", ""),
    ("4", "云溪市海关", "", "垂管单位", "", ""),
)
_FILERS = (
    Filer("青岚县财政局", 2, (), "department", "青岚县人民政府", date(2025, 1, 20)),
    Filer("青岚县数据局", 3, ("青岚县大数据局", "青岚县信息中心"), "department", None, date(2025, 2, 3)),
    Filer("青岚县人民政府", 4, (), "county", None, date(2025, 2, 20)),
    Filer("云溪市海关", 6, (), "vertical"),
)


def read(path: Path, content: bytes) -> Roster:
    """The list of a file with that content."""
    path.write_bytes(content)
    return read_roster(str(path), load_rulebook())


def text(rows: Sequence[Sequence[str]], mark: str = ",") -> str:
    return "".join(mark.join(row) + "\r\n" for row in rows)


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.create_sheet("说明").append(["其他内容"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_of_any_encoding_and_mark(encoding: str, mark: str, tmp_path: Path) -> None:
    assert read(tmp_path / "名单.csv", text(_ROWS, mark).encode(encoding)).filers == _FILERS


def test_a_workbook_with_a_title_above_and_real_dates(tmp_path: Path) -> None:
    rows: list[list[object]] = [["青岚县2024年度报告报送情况"]]
    rows += [[*row] for row in _ROWS]
    rows[2][5] = datetime(2025, 1, 20)
    filers = read(tmp_path / "名单.xlsx", workbook(rows)).filers
    assert [filer.row for filer in filers] == [3, 4, 5, 7]
    assert [(f.name, f.aliases, f.kind, f.parent, f.received) for f in filers] == [
        (f.name, f.aliases, f.kind, f.parent, f.received) for f in _FILERS
    ]


def test_headings_in_english_and_names_alone(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", b"Agency,Kind\nA,town\n").filers == (Filer("A", 2, (), "department"),)
    assert read(tmp_path / "b.csv", "单位\n甲局\n".encode()).filers == (Filer("甲局", 2),)


def test_an_agency_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    roster = read(tmp_path / "名单.csv", text(_ROWS).encode())
    assert [roster.of(name) for name in ("青岚县数据局", "青岚县 信息中心")] == [_FILERS[1]] * 2
    assert roster.of("别处", "云溪市海关") == _FILERS[3]
    assert roster.of("别处") is None


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("部门", (1, 31)),
        ("政府办公室", (1, 31)),
        ("县级", (2, 20)),
        ("设区的市", (3, 10)),
        ("省级", (3, 31)),
        ("垂管", (3, 31)),
    ],
)
def test_each_kind_has_its_day(kind: str, day: tuple[int, int], tmp_path: Path) -> None:
    (filer,) = read(tmp_path / "名单.csv", f"单位,类别\n甲,{kind}\n".encode()).filers
    assert due(filer, 2024, load_rulebook()) == date(2025, *day)
    assert due(Filer("甲", 2), 2024, load_rulebook()) is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("单位名称", "联系人", "电话")], ["第1行：没有“联系人”这一列", "第1行：没有“电话”这一列"]),
        ([("单位名称", "机关名称")], ["第1行：“机关名称”与“单位名称”是同一列"]),
        ([("联系人",), ("甲",)], ["没有单位名称一列；表头应有：单位名称"]),
        ([("单位",), ("甲",), ("乙",), ("甲 ",)], ["第4行：“甲”已在第2行"]),
        ([("单位", "别名"), ("甲", "丙"), ("乙", "丁、丙")], ["第3行：“丙”已在第2行"]),
        ([("单位", "类别"), ("甲", "部门"), ("", "部门")], ["第3行：未填写单位名称"]),
        ([("单位", "类别"), ("甲", "公司")], ["第2行：没有“公司”这一类；可用：部门"]),
        (
            [("单位", "收到日期"), ("甲", "2025-02-30"), ("乙", "已报")],
            ["第2行：“2025-02-30”不是日期", "第3行：“已报”"],
        ),
        ([("单位",)], ["名单上没有单位"]),
        ([], ["没有单位名称一列"]),
    ],
)
def test_every_mistake_is_told_with_its_row(rows: list[tuple[str, ...]], said: list[str], tmp_path: Path) -> None:
    with pytest.raises(MistakenFileError) as raised:
        read(tmp_path / "名单.csv", text(rows).encode())
    assert len(raised.value.mistakes) == len(said)
    assert all(words in mistake.zh for words, mistake in zip(said, raised.value.mistakes, strict=True))


@pytest.mark.parametrize("content", [b"\xff\xff\xff", b"PK\x03\x04broken"])
def test_what_is_no_table_is_one_line(content: bytes, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        with pytest.raises(NianbaoError):
            read(tmp_path / name, content)


def test_mistakes_without_end_are_counted(tmp_path: Path) -> None:
    with pytest.raises(MistakenFileError) as raised:
        read(tmp_path / "r.csv", text([["单位名称", *(f"x{n}" for n in range(500))]]).encode())
    lines = raised.value.message.en.splitlines()
    assert (len(raised.value.mistakes), len(lines)) == (500, 201)
    assert lines[-1].startswith("500 in all")
