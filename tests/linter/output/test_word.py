"""`nianbao lint --format word`: a copy of the report with a comment at each finding."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from lxml import etree

from linter import Settings, lint
from linter.findings import FileResult
from linter.output.style import Presentation
from linter.output.word import commented
from nianbao.cli import main
from nianbao.files.limits import DEFAULT
from tests.builders.docx.parts import W, document_of, parts_of
from tests.builders.office import convert
from tests.builders.reports import BASE, as_docx, edited

ROOT = Path(__file__).parents[3]
WRONG = edited([
    {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"},
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip
THEIRS = '<w:comment w:id="0" w:author="王五"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>'
MARKED = {"replace": "<w:p>", "by": '<w:p><w:r><w:commentReference w:id="0"/></w:r>'}


def run(*args: str | Path, typed: bytes | None = None) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["lint", "--format", "word", *(str(a) for a in args)], input=typed)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report; the day is fixed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    (tmp_path / "a.docx").write_bytes(as_docx(WRONG))
    return tmp_path


def found(data: bytes, *select: str) -> Counter[tuple[str, str, str]]:
    """What linting says of the file."""
    result = lint("a.docx", Settings(select=select), data=data)
    assert result.error is None
    return Counter((f.code, f.fingerprint, f.message.zh) for f in result.findings)


def comments(data: bytes) -> list[tuple[str, list[str]]]:
    """The paragraph that each comment of ours is about, and the paragraphs of what it says."""
    part, root = etree.fromstring(parts_of(data)["word/comments.xml"]), document_of(data)
    told = []
    for comment in part.iterchildren(f"{W}comment"):
        if comment.get(f"{W}author") == "nianbao":
            number = comment.get(f"{W}id")
            (start,) = (m for m in root.iter(f"{W}commentRangeStart") if m.get(f"{W}id") == number)
            about = start.getparent()
            assert about is not None
            lines = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")]
            told.append(("".join(t.text or "" for t in about.iter(f"{W}t")), lines))
    return told


def test_a_comment_stands_at_each_finding(folder: Path) -> None:
    result = run("a.docx", "-o", "b.docx")
    assert result.exit_code == 1
    assert result.stdout.startswith("已写入 b.docx\n")
    assert "共检查 1 个文件：2 个错误，1 个警告" in result.stdout
    told = comments((folder / "b.docx").read_bytes())
    assert [about for about, _ in told] == ["", "5", "五、存在的主要问题及改进措施"]
    lines = [line for _, lines in told for line in lines]
    assert lines[0].startswith("警告 V301：")
    assert "错误 S102：标题“五、存在的主要问题及改进措施”与规定的“五、存在的主要问题及改进情况”不一致" in lines
    assert "修改建议：改为“五、存在的主要问题及改进情况”（可自动改正）" in lines
    assert sum(line.startswith("依据：") for line in lines) == 3


def test_comments_speak_the_language_of_the_call(folder: Path) -> None:
    result = run("a.docx", "-o", "b.docx", "--lang", "en")
    assert result.stdout.startswith("wrote b.docx\n")
    assert comments((folder / "b.docx").read_bytes())[-1][1][1].startswith("fix: ")


@pytest.mark.parametrize(
    ("edit", "about"),
    [
        ({"replace": "四、政府信息公开行政复议、行政诉讼情况\n", "by": ""}, "三、收到和处理政府信息公开申请情况"),
        ({"replace": "行政处罚\t27\t\t\n行政强制\t3\t\t\n", "by": "行政处罚\t27\t\t\n"}, "27"),
        ({"replace": "（五）监督保障", "by": "（五）其他"}, "一、总体情况"),
    ],
)
def test_what_is_missing_is_commented_before_its_place(edit: dict[str, str], about: str) -> None:
    text = edited([edit])
    copy = commented(as_docx(text), lint("a.docx", data=as_docx(text)), Presentation("zh"), DEFAULT)
    assert about in [paragraph for paragraph, _ in comments(copy)]


def test_linting_the_copy_finds_the_same_and_commenting_it_replaces(folder: Path) -> None:
    data = as_docx(WRONG, [MARKED], THEIRS)
    (folder / "a.docx").write_bytes(data)
    run("a.docx", "-o", "b.docx")
    once = (folder / "b.docx").read_bytes()
    assert found(once) == found(data)
    assert found(once, "F", "D") == found(data, "F", "D")
    assert [code for code, *_ in found(once, "D")] == ["D702"]
    run("b.docx", "-o", "c.docx")
    assert (folder / "c.docx").read_bytes() == once
    assert "请核对" in parts_of(once)["word/comments.xml"].decode()


def test_every_other_part_is_the_same_and_the_copy_is_known_as_ours(folder: Path) -> None:
    data = (ROOT / "examples" / "bad.docx").read_bytes()
    (folder / "a.docx").write_bytes(data)
    run("a.docx", "-o", "b.docx")
    copy = (folder / "b.docx").read_bytes()
    before, after = parts_of(data), parts_of(copy)
    changed = {name for name in after if after[name] != before.get(name)}
    added = {"word/comments.xml", "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert changed == added
    assert set(after) - set(before) == {"word/comments.xml"}
    assert copy.endswith(b"nianbao lint")
    read = [(c.author, c.initials, c.text.split("：")[0]) for c in Document(io.BytesIO(copy)).comments]
    assert read == [("nianbao", "nb", f"{severity}") for severity in ("警告 C501", "错误 A401、A402", "错误 S102")]


def test_a_report_without_findings_has_none(folder: Path) -> None:
    (folder / "a.docx").write_bytes(as_docx(BASE))
    assert run("a.docx", "-o", "b.docx").exit_code == 0
    assert (parts_of((folder / "b.docx").read_bytes())) == parts_of(as_docx(BASE))


def test_waived_findings_are_not_commented(folder: Path) -> None:
    (folder / "w.yaml").write_text("- {file: a.docx, rule: S102, reason: x, by: y, until: 2025-06-30}\n", "utf-8")
    run("a.docx", "-o", "b.docx", "--waivers", "w.yaml")
    assert len(comments((folder / "b.docx").read_bytes())) == 2


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set on Windows")
def test_the_time_of_a_comment_is_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("TZ", "CST-8")
    time.tzset()
    try:
        copy = commented(as_docx(WRONG), lint("a.docx", data=as_docx(WRONG)), Presentation("zh"), DEFAULT)
        stamps = [c.get(f"{W}date") for c in etree.fromstring(parts_of(copy)["word/comments.xml"])]
        told = time.mktime(time.strptime(stamps[0] or "", "%Y-%m-%dT%H:%M:%S"))
        assert abs(told - time.time()) < 1800
    finally:
        monkeypatch.undo()
        time.tzset()


# ---- several files, and what cannot be done


def test_several_reports_go_into_a_folder_as_they_lie(folder: Path) -> None:
    (folder / "in" / "镇").mkdir(parents=True)
    for name in ("in/a.docx", "in/镇/a.docx", "in/镇/b.docx"):
        (folder / name).write_bytes(as_docx(WRONG))
    (folder / "in" / "c.txt").write_text(WRONG, "utf-8")
    result = run("in", "-o", "out")
    assert result.exit_code == 2
    assert result.stderr == f"{Path('in', 'c.txt')}：只能给 Word 文件加批注；其他格式请用 --format html 对照原文\n"
    written = sorted(str(p.relative_to("out")) for p in Path("out").rglob("*.*"))
    assert written == [str(Path("a.docx")), str(Path("镇", "a.docx")), str(Path("镇", "b.docx"))]
    assert "共检查 4 个文件：0 个合格，4 个不合格；8 个错误，4 个警告" in result.stdout


def test_one_named_report_goes_into_a_folder_that_is_there(folder: Path) -> None:
    (folder / "out").mkdir()
    run("a.docx", "-o", "out")
    assert (folder / "out" / "a.docx").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["a.docx"], "--format word 请用 -o 写明写入的文件"),
        (["a.docx", "-o", "b.pdf"], "b.pdf：这份报告的批注副本应以 .docx 结尾"),
        (["a.docx", "-o", "a.docx", "--force"], "不能写入"),
        (["a.docx", "-o", "mine.docx"], "mine.docx 已存在"),
        (["a.docx", "mine.docx", "-o", "other.txt"], "other.txt 是文件"),
    ],
)
def test_what_cannot_be_written_is_one_line(folder: Path, args: list[str], said: str) -> None:
    before = dict.fromkeys(("mine.docx", "other.txt"), b"x")
    for name, content in before.items():
        (folder / name).write_bytes(content)
    original = (folder / "a.docx").read_bytes()
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert (folder / "a.docx").read_bytes() == original


def test_a_text_result_is_not_written_into_a_folder(folder: Path) -> None:
    result = CliRunner().invoke(main, ["lint", "a.docx", "-o", str(folder)])
    assert result.exit_code == 2
    assert "是文件夹，请写明文件" in result.stderr


def test_an_earlier_copy_is_replaced_and_an_input_never(folder: Path) -> None:
    assert run("a.docx", "-o", "b.docx").exit_code == 1
    assert run("a.docx", "-o", "b.docx").exit_code == 1
    result = run("a.docx", "b.docx", "-o", ".")
    assert result.exit_code == 2
    assert result.stderr.count("不能写入") == 2


def test_a_macro_file_keeps_its_ending(folder: Path) -> None:
    (folder / "a.docm").write_bytes(as_docx(WRONG))
    assert "应以 .docm 结尾" in run("a.docm", "-o", "b.docx").stderr
    assert run("a.docm", "-o", "b.docm").exit_code == 1


def test_standard_input_is_commented(folder: Path) -> None:
    assert run("-", "-o", "b.docx", typed=as_docx(WRONG)).exit_code == 1
    assert len(comments((folder / "b.docx").read_bytes())) == 3


def test_a_file_that_changes_meanwhile_is_not_commented(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def saved_meanwhile(*args: object, **named: object) -> FileResult:
        result = lint(*args, **named)  # type: ignore[arg-type]  # handed on as they came
        (folder / "a.docx").write_bytes(as_docx(BASE))
        os.utime("a.docx", (1, 1))
        return result

    monkeypatch.setattr("linter.several.checked", saved_meanwhile)
    result = run("a.docx", "-o", "b.docx")
    assert result.exit_code == 2
    assert result.stderr == "a.docx：检查期间文件有改动，请重新运行\n"
    assert not (folder / "b.docx").exists()


@pytest.mark.needs("libreoffice")
def test_an_old_word_file_becomes_a_new_one(folder: Path) -> None:
    (folder / "work").mkdir()
    data = (ROOT / "examples" / "bad.docx").read_bytes()
    (folder / "old.doc").write_bytes(convert(data, "docx", "doc:MS Word 97", folder / "work"))
    (folder / "out").mkdir()
    assert run("old.doc", "-o", "b.docx").exit_code == 1
    assert run("old.doc", "-o", "out").exit_code == 1
    told = comments((folder / "b.docx").read_bytes())
    assert [about for about, _ in told][1:] == ["8", "五、存在的主要问题及改进措施"]
    assert [line.split("：")[0] for _, (line, *_) in told] == ["警告 C501", "错误 A401、A402", "错误 S102"]
    assert comments((folder / "out" / "old.doc.docx").read_bytes()) == told


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def _shown(comment: etree._Element) -> str:
    """The words between a comment and the end of its range, which is none where they are all of a cell."""
    number, words = comment.get(f"{OFFICE}name"), comment.tail or ""
    for element in comment.itersiblings():
        if element.tag == f"{OFFICE}annotation-end" and element.get(f"{OFFICE}name") == number:
            return words
        words += "".join(map(str, element.itertext())) + (element.tail or "")
    return words


@pytest.mark.needs("libreoffice")
def test_libreoffice_shows_each_comment_at_its_cell_heading_or_words(folder: Path) -> None:
    (folder / "a.docx").write_bytes((ROOT / "examples" / "bad.docx").read_bytes())
    run("a.docx", "-o", "b.docx")
    (folder / "work").mkdir()
    odt = convert((folder / "b.docx").read_bytes(), "docx", "odt", folder / "work")
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    told = {}
    for comment in root.iter(f"{OFFICE}annotation"):
        holder = next(comment.iterancestors("{*}table-cell", "{*}text"))
        codes = "".join(map(str, comment.itertext())).split("：")[0].rpartition(" ")[2]
        told[codes] = (etree.QName(holder).localname, _shown(comment))
    assert told == {
        "C501": ("text", "本年新收政府信息公开申请18件"),
        "A401、A402": ("table-cell", "8"),
        "S102": ("text", "五、存在的主要问题及改进措施"),
    }
