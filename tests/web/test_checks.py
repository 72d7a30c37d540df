"""Files are checked as the command checks them, whatever they are, and their text stays text."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest

from linter import lint
from nianbao.files.limits import DEFAULT
from nianbao.web import gathering
from nianbao.web.gathering import unpacked
from nianbao.web.uploads import Upload
from tests.builders.browser import EXAMPLES, Client

BAD, GOOD = (EXAMPLES / "bad.docx").read_bytes(), (EXAMPLES / "good-2024.docx").read_bytes()
LAST = (EXAMPLES / "good-2023.docx").read_bytes()


def _codes(page: str) -> list[str]:
    return re.findall(r'<span class="quiet">(\w\d+)', page)


def test_a_report_is_found_to_be_what_the_command_says(client: Client) -> None:
    page = client.found(("files", "bad.docx", BAD))
    assert sorted(_codes(page)) == sorted(f.code for f in lint(EXAMPLES / "bad.docx").findings)
    assert "不合格：2 个错误，1 个警告" in page
    assert "云溪县农业农村局" in page


def test_a_sound_report_passes(client: Client) -> None:
    page = client.found(("files", "good.docx", GOOD))
    assert "合格" in page
    assert _codes(page) == []


def test_last_years_report_is_compared_when_it_is_given_and_when_it_is_added(client: Client) -> None:
    assert "C506" not in _codes(client.found(("files", "bad.docx", BAD)))
    assert "C506" in _codes(client.found(("files", "bad.docx", BAD), ("previous", "last.docx", LAST)))
    place = client.send("/check", ("files", "bad.docx", BAD)).headers["location"]
    again = client.send(f"{place}/0/previous", ("previous", "last.docx", LAST))
    assert "C506" in _codes(client.ask(again.headers["location"]).text)


def test_last_years_report_that_is_none_is_said(client: Client) -> None:
    page = client.found(("files", "bad.docx", BAD), ("previous", "last.docx", b"x"))
    assert "last.docx" in page
    assert "C506" not in _codes(page)


def test_many_files_are_compared_with_one_another(client: Client) -> None:
    place = client.send(
        "/check", ("files", "b/bad.docx", BAD), ("files", "a/last.docx", LAST), ("files", "c.docx", b"nothing")
    ).headers["location"]
    page = client.ask(place).text
    assert "3 个文件：1 个合格，1 个不合格，1 个无法检查" in page
    assert page.index("a/last.docx") < page.index("b/bad.docx") < page.index("c.docx")
    assert "C506" in _codes(client.ask(f"{place}/1").text)
    assert client.ask(f"{place}/3").status == 404


def test_two_reports_of_one_agency_and_year_are_said(client: Client) -> None:
    page = client.found(("files", "a.docx", GOOD), ("files", "b.docx", BAD))
    assert "的报告有 2 份：a.docx、b.docx" in page


def test_text_is_pasted(client: Client) -> None:
    page = client.found(("text", "", (EXAMPLES / "bad.txt").read_bytes()))
    assert sorted(_codes(page)) == sorted(f.code for f in lint(EXAMPLES / "bad.txt").findings)


def test_nothing_chosen_is_said(client: Client) -> None:
    answer = client.send("/check", ("text", "", b" "))
    assert "未选择文件" in answer.text


def _packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_an_archive_is_opened_like_a_folder(client: Client) -> None:
    inner = {"乡镇/bad.docx": BAD, "../last.docx": LAST, "note.xlsx": b"x", "x.zip": b"PK"}
    place = client.send("/check", ("files", "县.zip", _packed(**inner))).headers["location"]
    page = client.ask(place).text
    assert "2 个文件：1 个合格，1 个不合格" in page
    assert "县.zip/乡镇/bad.docx" in page
    assert "县.zip/last.docx" in page
    assert "县.zip/note.xlsx：电子表格，不是报告" in page
    assert "C506" in client.ask(f"{place}/1").text
    alone = client.found(("files", "a.zip", _packed(**{"bad.docx": BAD})))
    assert sorted(_codes(alone)) == sorted(f.code for f in lint(EXAMPLES / "bad.docx").findings)


def test_an_archive_that_cannot_be_opened_is_told_beside_the_rest(client: Client) -> None:
    place = client.send("/check", ("files", "a.docx", BAD), ("files", "cut.zip", b"PK\3\4..")).headers["location"]
    page = client.ask(place).text
    assert "1 个无法检查" in page
    assert "压缩包" in page
    assert client.ask(f"{place}/1").status == 200


def test_nothing_of_an_archive_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    inner = {"a/../../bad.docx": BAD, "/etc/passwd.txt": b"x", "C:\\x.txt": b"x"}
    found = unpacked(Upload("a.zip", _packed(**inner)), DEFAULT)
    assert [file.name for file in found.files] == ["a.zip/a/bad.docx", "a.zip/etc/passwd.txt", "a.zip/x.txt"]
    assert list(tmp_path.iterdir()) == []


def test_an_archive_holds_no_more_than_an_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_FILES", 2)
    monkeypatch.setattr(gathering, "MOST_BYTES", 1000)
    for inner in (dict.fromkeys(("a.txt", "b.txt", "c.txt"), b"x"), {"a.txt": b"x" * 1001}):
        found = unpacked(Upload("a.zip", _packed(**inner)), DEFAULT)
        assert (found.files, [one.name for one in found.closed]) == ((), ["a.zip"])
        assert "请拆分为多个压缩包" in found.closed[0].why.zh
        assert "--limit" not in found.closed[0].why.zh


def test_of_a_folder_reports_are_read_and_of_several_files_no_backups(client: Client) -> None:
    page = client.found(("files", "县/bad.docx", BAD), ("files", "县/x.jpg", b"x"), ("files", "a.docx.bak2", BAD))
    assert "1 个文件：0 个合格，1 个不合格" in page
    assert "县/x.jpg" in page
    assert "a.docx.bak2：备份文件，未检查" in page
    assert "0 个文件" in client.found(("files", "县/x.jpg", b"x"), ("files", "县/y.xlsx", b"x"))
    assert "不合格" in client.found(("files", "bad.docx.bak", BAD))


def test_what_editors_keep_beside_files_is_no_file(client: Client) -> None:
    page = client.found(
        ("files", "folder/~$bad.docx", b"x"), ("files", "folder/.DS_Store", b"x"), ("files", "a.docx", BAD)
    )
    assert "不合格" in page
    assert "DS_Store" not in page


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.docx", "a&b<i>.docx", "\u202egpj.docx", "年报\x1b[31m.docx", "x" * 3000]
)
def test_names_and_texts_stay_text(client: Client, name: str) -> None:
    text = (EXAMPLES / "bad.txt").read_text("utf-8").replace("澄泽县文化和旅游局", "<img src=x onerror=alert(1)>局")
    for page in (client.found(("files", name.replace('"', ""), BAD)), client.found(("files", "a.txt", text.encode()))):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\x1b" not in page
        assert "\u202e" not in page


def _hostile() -> dict[str, bytes]:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 200_000_000)
    return {
        "empty.docx": b"", "cut.docx": BAD[: len(BAD) // 2], "bomb.docx": bomb.getvalue(),
        "noise.pdf": b"%PDF-1.7 \0\xff", "deep.html": b"<div>" * 100_000, "zeros.docx": bytes(1_000_000),
        "list.txt": "、".join(map(str, range(50_000))).encode(),
    }  # fmt: skip


def test_hostile_files_are_told_and_leave_the_page_answering(client: Client) -> None:
    hostile = _hostile()
    place = client.send("/check", *(("files", name, data) for name, data in hostile.items())).headers["location"]
    page = client.ask(place).text
    assert f"{len(hostile)} 个无法检查" in page
    assert "过大或过于复杂" in page
    assert "--limit" not in page
    assert client.ask("/").status == 200


def test_fifty_at_once_are_all_answered(client: Client) -> None:
    with ThreadPoolExecutor(50) as threads:
        pages = list(threads.map(lambda n: client.found(("files", f"{n}.docx", BAD)), range(50)))
    assert all("不合格：2 个错误，1 个警告" in page and f"{n}.docx" in page for n, page in enumerate(pages))


def test_a_copy_with_comments_is_had(client: Client) -> None:
    place = client.send("/check", ("files", "我的报告.docx", BAD)).headers["location"]
    answer = client.ask(f"{place}/0/comments")
    assert answer.headers["content-disposition"].endswith(
        "%E6%88%91%E7%9A%84%E6%8A%A5%E5%91%8A-%E6%89%B9%E6%B3%A8.docx"
    )
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    text = client.send("/check", ("files", "a.txt", (EXAMPLES / "bad.txt").read_bytes())).headers["location"]
    assert "未完成" in client.ask(f"{text}/0/comments").text


def test_a_mended_copy_is_had_when_its_changes_were_seen(client: Client) -> None:
    place = client.send("/check", ("files", "bad.docx", BAD)).headers["location"]
    assert f"{place}/0/fixes" in client.ask(place).text
    page = client.ask(f"{place}/0/fixes").text
    assert "<del>五、存在的主要问题及改进措施</del>" in page
    assert "<ins>五、存在的主要问题及改进情况</ins>" in page
    mended = client.ask(f"{place}/0/fixed")
    assert mended.headers["content-disposition"].endswith("bad-%E4%BF%AE%E6%AD%A3.docx")
    assert "S102" not in _codes(client.found(("files", "mended.docx", mended.body)))
    sound = client.send("/check", ("files", "good.docx", GOOD)).headers["location"]
    assert "/fixes" not in client.ask(sound).text


def test_the_list_of_many_is_a_workbook(client: Client) -> None:
    place = client.send("/check", ("files", "a.docx", BAD), ("files", "b.docx", GOOD)).headers["location"]
    assert f"{place}/list" in client.ask(place).text
    book = openpyxl.load_workbook(io.BytesIO(client.ask(f"{place}/list").body), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert any("a.docx" in map(str, row) for row in rows)
    book.close()


def test_both_languages_and_the_last_one_chosen(client: Client) -> None:
    place = client.send("/check", ("files", "bad.docx", BAD)).headers["location"]
    english = client.ask(f"{place}?lang=en")
    assert "failed: 2 errors, 1 warning" in english.text
    chosen = english.headers["set-cookie"].split(";")[0]
    assert "Fix these first" in client.ask(place, cookie=f"{client.cookie}; {chosen}").text
    assert "应当改正" in client.ask(place).text


def test_rules_are_explained_and_found(client: Client) -> None:
    assert "（七）总计" in client.ask("/rules/A402").text
    assert client.ask("/rules/column-total").status == 200
    assert client.ask("/rules/nope").status == 404
    found = client.ask("/rules?q=a402%20column").text
    assert re.findall(r'<dt><a href="/rules/(\w+)"', found) == ["A402"]
    assert "&lt;script&gt;" in client.ask("/rules?q=%3Cscript%3E").text
