"""`--format notice`: the letter to an agency, by our template and by one that an office has changed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from linter import Settings, lint
from nianbao.cli import main
from nianbao.resources import resource
from scripts.make_notice_template import build
from tests.builders.docx.parts import parts_of
from tests.builders.reports import BASE, as_docx, edited

HEADING = {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}
TOTAL = {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"}
BLANK = {"replace": "行政强制\t3", "by": "行政强制\t"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report and a good one; the day is fixed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    (tmp_path / "a.docx").write_bytes(as_docx(edited([HEADING, BLANK])))
    (tmp_path / "b.txt").write_text(BASE.replace("青岚县水务局", "青岚县林业局"), "utf-8")
    return tmp_path


def run(*args: str | Path, form: str = "notice") -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["lint", "--format", form, *map(str, args)])


def text_of(path: Path | str) -> str:
    """The paragraphs of a letter, then the cells of its tables, a row a line."""
    document = Document(io.BytesIO(Path(path).read_bytes()))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *rows))


def template(*changes: tuple[str, str]) -> bytes:
    """Ours with paragraphs whose text is replaced."""
    document = Document(io.BytesIO(build()))
    cells = [c for table in document.tables for row in table.rows for cell in row.cells for c in cell.paragraphs]
    for paragraph in (*document.paragraphs, *cells):
        for old, new in changes:
            if old in paragraph.text:
                paragraph.text = paragraph.text.replace(old, new)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_the_letter_names_agency_findings_basis_and_remedy() -> None:
    result = run("a.docx", "-o", "n.docx")
    assert result.exit_code == 1
    assert "已写入 n.docx" in result.stdout
    text = text_of("n.docx")
    assert "关于青岚县水务局2024年\n政府信息公开工作年度报告的\n整改通知" in text
    assert "青岚县水务局：" in text
    assert "发现须改正的问题 1 个、须核对的问题 1 个，详见附件1" in text
    assert "2025年6月15日" in text
    line = next(line for line in text.splitlines() if "第五部分 |" in line)
    assert line.startswith("2 | 第五部分 | 须改正 | 标题“五、存在的主要问题及改进措施”")
    assert line.endswith("| 改为“五、存在的主要问题及改进情况”")
    assert "国办公开办函〔2021〕30号" in line
    assert "{{" not in text
    assert "与上次" not in text


def test_the_reply_form_has_a_row_for_each_finding() -> None:
    run("a.docx", "-o", "n.docx")
    _, reply = Document("n.docx").tables
    assert [row.cells[0].text for row in reply.rows] == ["序号", "1", "2"]
    assert reply.rows[2].cells[1].text.startswith("第五部分：标题")
    assert reply.rows[2].cells[2].text == ""


def test_of_several_reports_those_with_findings_get_one(folder: Path) -> None:
    (folder / "内").mkdir()
    (folder / "内" / "c.txt").write_text(edited([TOTAL]).replace("青岚县水务局", "青岚县文旅局"), "utf-8")
    assert run(".", "-o", "letters").exit_code == 1
    assert sorted(str(p.relative_to("letters")) for p in Path("letters").rglob("*.docx")) == [
        "a-整改通知.docx", "内/c.txt-整改通知.docx",
    ]  # fmt: skip
    assert "青岚县文旅局" in text_of("letters/内/c.txt-整改通知.docx")


def test_information_and_waived_findings_are_no_matter_for_a_letter(folder: Path) -> None:
    (folder / "w.yaml").write_text(
        "- {file: a.docx, rule: S102, reason: 沿用, until: 2999-01-01}\n"
        "- {file: a.docx, rule: V301, reason: 沿用, until: 2999-01-01}\n",
        "utf-8",
    )
    assert run("a.docx", "--waivers", "w.yaml", "-o", "n.docx").exit_code == 0
    assert not Path("n.docx").exists()


def test_a_second_letter_says_what_became_of_the_first(folder: Path) -> None:
    run("a.docx", "-o", "last.json", form="json")
    (folder / "a.docx").write_bytes(as_docx(edited([HEADING, TOTAL])))
    run("a.docx", "--previous-run", "last.json", "-o", "n.docx")
    text = text_of("n.docx")
    assert "上次检查指出的问题，已改正 1 个，未改正 1 个；本次新发现 1 个。" in text
    assert "上次指出、已经改正的问题：1. " in text
    assert "改进情况”不一致（上次已指出，尚未改正） |" in text
    assert text.count("（本次新发现） |") == 2  # in the list and in the reply


def test_a_second_letter_counts_what_it_lists(folder: Path) -> None:
    run("a.docx", "-o", "last.json", form="json")
    (folder / "nianbao.toml").write_text('[severity]\nS102 = "info"\n', "utf-8")
    (folder / "a.docx").write_bytes(as_docx(edited([HEADING, TOTAL])))
    run("a.docx", "--previous-run", "last.json", "-o", "n.docx")
    assert "已改正 1 个，未改正 0 个；本次新发现 1 个。" in text_of("n.docx")


def test_the_same_result_gives_the_same_letter() -> None:
    run("a.docx", "-o", "n.docx")
    before = Path("n.docx").read_bytes()
    run("a.docx", "-o", "n.docx")
    assert Path("n.docx").read_bytes() == before


def test_the_letter_is_in_chinese_whatever_is_spoken() -> None:
    run("a.docx", "--lang", "en", "-o", "n.docx")
    assert "修改建议" in text_of("n.docx")
    assert "改为“五、存在的主要问题及改进情况”" in text_of("n.docx")


def test_another_docx_is_not_replaced(folder: Path) -> None:
    (folder / "own.docx").write_bytes(as_docx(BASE))
    assert run("a.docx", "-o", "own.docx").exit_code == 2
    assert run("a.docx", "-o", "a.docx").exit_code == 2
    assert "请用 -o 写明" in run("a.docx").stderr
    assert "应以 .docx 结尾" in run("b.txt", "-o", "n.txt").stderr


# Templates ------------------------------------------------------------------------------------------------------------


def test_ours_is_what_the_script_makes() -> None:
    shipped = parts_of(resource("templates/notice.docx").read_bytes())
    assert shipped.keys() == parts_of(build()).keys()
    assert shipped["word/document.xml"] == parts_of(build())["word/document.xml"]


def test_an_office_rewords_and_restyles(folder: Path) -> None:
    (folder / "t.docx").write_bytes(template(("（单位名称）", "云溪县政务公开办"), ("{{位置}}", "")))
    assert run("a.docx", "--template", "t.docx", "-o", "n.docx").exit_code == 1
    assert "云溪县政务公开办" in text_of("n.docx")
    assert "第五部分 |" not in text_of("n.docx")


def test_names_that_word_cuts_into_runs_are_known(folder: Path) -> None:
    document = Document(io.BytesIO(build()))
    paragraph = next(p for p in document.paragraphs if p.text == "{{机关}}：")
    paragraph.runs[0].text = "{{机"
    paragraph.add_run("关}").bold = True
    paragraph.add_run("}：请收")
    document.save(str(folder / "t.docx"))
    run("a.docx", "--template", "t.docx", "-o", "n.docx")
    assert "青岚县水务局：请收" in text_of("n.docx")


def test_what_a_report_says_is_no_name(folder: Path) -> None:
    (folder / "a.docx").write_bytes(as_docx(BASE.replace("五、存在的主要问题及改进情况", "五、存在的主要问题{{日期}}")))
    assert any("{{日期}}" in f.message.zh for f in lint("a.docx", Settings()).findings)
    run("a.docx", "-o", "n.docx")
    assert "五、存在的主要问题{{日期}}" in text_of("n.docx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no Word file", "不是 Word 文件（.docx），不能用作整改通知的模板"),
        (template(("{{机关}}", "{{单位}}")), "模板中有不认识的字段 单位"),
        (template(("{{", ""), ("}}", "")), "模板中没有用于列出问题的表格行（应含 {{问题}}）"),
    ],
)
def test_a_template_that_cannot_be_used_is_one_line(folder: Path, data: bytes, said: str) -> None:
    (folder / "t.docx").write_bytes(data)
    result = run("a.docx", "--template", "t.docx", "-o", "n.docx")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr
    assert not Path("n.docx").exists()


def test_the_template_is_there_to_be_changed() -> None:
    assert CliRunner().invoke(main, ["new", "--notice", "-o", "t.docx"]).exit_code == 0
    assert Path("t.docx").read_bytes() == resource("templates/notice.docx").read_bytes()
    assert CliRunner().invoke(main, ["new", "--notice", "-o", "t.txt"]).exit_code == 2
    assert CliRunner().invoke(main, ["new", "--notice", "-o", "t.docx"]).exit_code == 2  # somebody may have changed it


def test_a_template_is_not_written_over(folder: Path) -> None:
    (folder / "t.docx").write_bytes(build())
    assert run("a.docx", "--template", "t.docx", "-o", "t.docx", "--force").exit_code == 2
