"""`nianbao fix` as people and hooks use it: where it writes, what it says, and the exit status."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from linter import lint
from linter.fixing import Fixed, fix
from nianbao.cli import fix_call, main
from nianbao.text import display_width
from tests.builders.reports import BASE, as_docx, edited

WRONG = edited([
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政规范性文件", "by": "规范性文件"},
])  # fmt: skip


def run(*args: str | Path) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["fix", *map(str, args)])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report in two formats and a clean one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    (tmp_path / "a.docx").write_bytes(as_docx(WRONG))
    (tmp_path / "a.txt").write_bytes(WRONG.replace("\n", "\r\n").encode("gbk"))
    (tmp_path / "good.txt").write_text(BASE, "utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file by its name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("args", [[], ["--diff"], ["--diff", "--in-place"]])
def test_a_diff_shows_what_would_change_and_writes_nothing(folder: Path, args: list[str]) -> None:
    before = contents(folder)
    result = run("a.txt", *args)
    assert result.exit_code == 1
    assert result.stdout == (
        "--- a.txt\n+++ a.txt（改正后）\n"
        "@@ T205  第二部分 表 行“行政规范性文件”（第16行） @@\n-规范性文件\n+行政规范性文件\n"
        "@@ S102  第五部分（第64行） @@\n-五、存在的主要问题及改进措施\n+五、存在的主要问题及改进情况\n"
    )
    assert bool(result.stderr) == (not args)
    assert contents(folder) == before
    clean = run("good.txt", *args)
    assert (clean.exit_code, clean.stdout) == (0, "good.txt：没有可以自动改正的问题\n")


def test_in_place_keeps_every_backup(folder: Path) -> None:
    old = (folder / "a.docx").read_bytes()
    (folder / "a.docx.bak").write_bytes(b"mine")
    result = run("a.docx", "a.txt", "--in-place")
    assert result.exit_code == 0
    assert result.stdout == (
        "a.docx：已改正 2 处，写入 a.docx，原件存为 a.docx.bak2\na.txt：已改正 2 处，写入 a.txt，原件存为 a.txt.bak\n"
    )
    now = contents(folder)
    assert (now["a.docx.bak"], now["a.docx.bak2"]) == (b"mine", old)
    assert now["a.txt"] == BASE.replace("\n", "\r\n").encode("gbk")
    assert lint("a.docx").findings == ()
    again = run("a.docx", "a.txt", "good.txt", "--in-place")
    assert again.exit_code == 0
    assert contents(folder) == now


def test_no_backup_on_request(folder: Path) -> None:
    run("a.txt", "--in-place", "--no-backup")
    assert not (folder / "a.txt.bak").exists()


def test_one_report_goes_into_a_file_and_the_old_one_stays(folder: Path) -> None:
    before = contents(folder)
    result = run("a.docx", "-o", "b.docx", "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, "a.docx: 2 places fixed, wrote b.docx\n")
    assert lint("b.docx").findings == ()
    assert {name: data for name, data in contents(folder).items() if name != "b.docx"} == before
    assert run("a.docx", "-o", "b.docx").exit_code == 2
    assert run("a.docx", "-o", "b.docx", "--force").exit_code == 0


def test_several_reports_go_into_a_folder_as_they_lie(folder: Path) -> None:
    (folder / "in" / "镇").mkdir(parents=True)
    (folder / "in" / "a.docx").write_bytes(as_docx(WRONG))
    (folder / "in" / "镇" / "a.txt").write_text(WRONG, "utf-8")
    (folder / "in" / "镇" / "good.txt").write_text(BASE, "utf-8")
    (folder / "in" / "page.html").write_text("<p>" + "</p><p>".join(BASE.splitlines()) + "</p>", "utf-8")
    result = run("in", "-o", "out")
    assert result.exit_code == 0
    assert "网页和 PDF 不能直接改正" in result.stderr
    assert sorted(contents(folder / "out")) == ["a.docx", str(Path("镇", "a.txt")), str(Path("镇", "good.txt"))]
    assert contents(folder / "out")[str(Path("镇", "a.txt"))].decode() == BASE


def test_what_was_shown_is_said_not_to_be_written_beside_a_file_that_fails() -> None:
    result = run("a.txt", "missing.docx")
    assert result.exit_code == 2
    assert result.stdout.startswith("--- a.txt")
    assert result.stderr.endswith("以上尚未写入；加 --in-place 改原文件，或加 -o 写到新文件\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["a.docx", "-o", "b.docx", "--in-place"], "-o 和 --in-place 只能用一个"),
        (["-"], "请写明文件"),
        (["a.docx", "-o", "b.txt"], "b.txt：改正后的文件应仍以 .docx 结尾"),
        (["a.docx", "a.txt", "-o", "good.txt"], "good.txt 是文件"),
        (["a.docx", "-o", "a.docx", "--force"], "不能写入"),
        (["missing.docx", "--in-place"], "文件不存在"),
        (["notice.txt", "--in-place"], "notice.txt："),
        (["page.html", "--in-place"], "网页和 PDF 不能直接改正；请改正 Word 原稿，再重新发布"),
        (["a.txt", "--track", "-o", "b.txt"], "只有 Word 文件能以修订方式改正"),
    ],
)
def test_what_cannot_be_done_is_one_line(folder: Path, args: list[str], said: str) -> None:
    (folder / "notice.txt").write_text("定于3月5日召开会议。", "utf-8")
    (folder / "page.html").write_text("<p>" + "</p><p>".join(BASE.splitlines()) + "</p>", "utf-8")
    before = contents(folder)
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert contents(folder) == before


def test_what_lies_in_an_archive_is_fixed_into_a_folder_only(folder: Path) -> None:
    with ZipFile("a.zip", "w") as archive:
        archive.write("a.txt", "towns/a.txt")
    before = contents(folder)
    result = run("a.zip", "--in-place")
    assert (result.exit_code, contents(folder)) == (2, before)
    assert result.stderr == "a.zip/towns/a.txt：在压缩包内，不能直接改；请解压后再改，或用 -o 写到文件夹\n"
    assert run("a.zip", "-o", "out").exit_code == 0
    assert (folder / "out/a.txt").read_bytes() == BASE.replace("\n", "\r\n").encode("gbk")


def test_every_message_fits_a_terminal(folder: Path) -> None:
    (folder / "page.html").write_text("<p>" + "</p><p>".join(BASE.splitlines()) + "</p>", "utf-8")
    for language in ("zh", "en"):
        for args in (["page.html"], ["missing.docx"], ["a.txt", "--track"], ["a.txt", "good.txt"]):
            said = run("--lang", language, *args).output
            assert max(map(display_width, said.splitlines())) <= 80


def test_one_that_cannot_be_mended_leaves_the_others(folder: Path) -> None:
    result = run("missing.docx", "a.txt", "--in-place")
    assert result.exit_code == 2
    assert (folder / "a.txt").read_bytes() == BASE.replace("\n", "\r\n").encode("gbk")


def test_a_bug_in_one_leaves_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: str, *args: Any, **kwargs: Any) -> Fixed:
        if path == "a.docx":
            raise KeyError(path)
        return fix(path, *args, **kwargs)

    monkeypatch.setattr(fix_call, "fix", broken)
    before = (folder / "a.docx").read_bytes()
    result = run("a.docx", "a.txt", "--in-place")
    assert result.exit_code == 2
    assert "a.docx：内容异常，未能改正（KeyError）" in result.stderr
    assert (folder / "a.docx").read_bytes() == before
    assert (folder / "a.txt.bak").exists()


def test_settings_of_the_folder_hold(folder: Path) -> None:
    (folder / "nianbao.toml").write_text('ignore = ["T205"]\nexclude = ["a.docx"]\n', "utf-8")
    result = run("a.docx", "a.txt", "--diff")
    assert "@@ S102" in result.stdout
    assert "T205" not in result.stdout
    assert "a.docx" not in result.stdout


def test_a_copy_with_comments_is_mended_and_is_a_report_from_then_on(folder: Path) -> None:
    CliRunner().invoke(main, ["lint", "a.docx", "--format", "word", "-o", "b.docx"])
    assert (folder / "b.docx").read_bytes().endswith(b"nianbao lint")
    assert run("b.docx", "--in-place").exit_code == 0
    assert not (folder / "b.docx").read_bytes().endswith(b"nianbao lint")
    assert lint("b.docx").findings == ()
