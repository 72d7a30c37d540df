"""`nianbao new`: a blank, and one begun from last year's report."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from generator import Settings, generate
from nianbao.cli.new import new
from nianbao.figures import Figures, Narrative, open_figures
from nianbao.resources import resource
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros

RULEBOOK = load_rulebook()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(new, ["--lang", "en", *map(str, arguments)])


@pytest.fixture
def last(tmp_path: Path) -> Path:
    """Last year's report (2024): two carried out, five documents in force."""
    values = zeros()
    values["applications", "new", "business"] = values["applications", "carried_out", "business"] = Decimal(2)
    values["proactive", "normative_documents", "in_force"] = Decimal(5)
    narrative: Narrative = {
        "problems": "2024年公开信息36条，占12.5%；按照国办公开办函〔2021〕30号和国令第711号第二十条，有2个问题。\n"
        "1.信息少。",
        "other": "本年未收取信息处理费。",
    }
    path = tmp_path / "last.docx"
    path.write_bytes(generate(of(values, narrative)).data)
    return path


def begun(path: Path) -> Figures:
    return open_figures(path, RULEBOOK).figures


def test_a_blank_file_has_chinese_comments_and_asks_for_every_row(tmp_path: Path) -> None:
    out = tmp_path / "figures.yaml"
    result = run("--agency", "青岚县水务局", "--year", 2025, "-o", out)
    assert (result.exit_code, result.stdout) == (0, f"wrote {out}\n")
    text = out.read_text("utf-8")
    assert "  normative_documents: {issued: , repealed: , in_force: }  # 行政规范性文件\n" in text
    assert "没有的填 0" in text
    stated = open_figures(out, RULEBOOK)
    assert stated.figures == Figures("2021", "青岚县水务局", 2025, {}, {}, {})
    assert len(stated.mistakes()) == 6 + 24 + 3


def test_a_blank_workbook_holds_the_agency_and_the_year(tmp_path: Path) -> None:
    out = tmp_path / "figures.xlsx"
    assert run("--agency", "青岚县水务局", "--year", 2025, "-o", out).exit_code == 0
    assert begun(out) == Figures("2021", "青岚县水务局", 2025, {}, {}, {})


@pytest.mark.parametrize("name", ["figures.yaml", "figures.xlsx"])
def test_what_carries_over_is_filled_in_column_by_column(last: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert run("--from", last, "-o", out).exit_code == 0
    figures = begun(out)
    assert (figures.agency, figures.year) == ("青岚县水务局", 2025)
    assert figures.value("applications", "carried_in", "business") == 2
    assert figures.value("applications", "carried_in", "research") == 0
    assert {row for _, row, _ in figures.values} == {"carried_in"}


def test_last_year_s_documents_in_force_stand_beside_this_year_s(last: Path, tmp_path: Path) -> None:
    run("--from", last, "-o", tmp_path / "f.yaml")
    assert "  # 上年（2024年）现行有效件数：5\n  normative_documents:" in (tmp_path / "f.yaml").read_text("utf-8")
    run("--from", last, "-o", tmp_path / "f.xlsx")
    sheet = load_workbook(io.BytesIO((tmp_path / "f.xlsx").read_bytes()))["二、主动公开政府信息情况"]
    assert sheet["F6"].value == "上年（2024年）现行有效件数：5"


def test_last_year_s_texts_are_a_start_with_numbers_to_review(last: Path, tmp_path: Path) -> None:
    run("--from", last, "-o", tmp_path / "f.yaml")
    assert begun(tmp_path / "f.yaml").narrative["problems"] == (
        "【请核对：2024年】公开信息【请核对：36】条，占【请核对：12.5%】；"
        "按照国办公开办函〔2021〕30号和国令第711号第二十条，有【请核对：2】个问题。\n1.信息少。"
    )


def test_the_agency_of_the_line_goes_before_that_of_the_report(last: Path, tmp_path: Path) -> None:
    run("--from", last, "--agency", "青岚县水利局", "-o", tmp_path / "f.yaml")
    assert begun(tmp_path / "f.yaml").agency == "青岚县水利局"


def refused(result: Result) -> str:
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_report_of_another_year_is_refused(last: Path, tmp_path: Path) -> None:
    line = refused(run("--from", last, "--year", 2027, "-o", tmp_path / "f.yaml"))
    assert "should be for 2026, but this one is for 2024" in line


def test_a_file_that_exists_is_written_over_by_force_alone(tmp_path: Path) -> None:
    out = tmp_path / "f.yaml"
    out.write_text("mine", "utf-8")
    assert "exists; overwrite it with --force" in refused(run("--agency", "甲局", "--year", 2025, "-o", out))
    assert out.read_text("utf-8") == "mine"
    assert run("--agency", "甲局", "--year", 2025, "-o", out, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--year", "2025", "-o", "f.yaml"), "name the agency with --agency"),
        (("--agency", "甲局", "-o", "f.yaml"), "name the report year with --year"),
        (("--agency", "甲局", "--year", "1999", "-o", "f.yaml"), "--year is 1999; expected 2019 or later"),
        (("--agency", "甲局", "--year", "2025", "-o", "f.txt"), "f.txt: unknown ending; expected one of .yaml"),
        (("--from", "nothing.docx", "-o", "f.yaml"), "nothing.docx: there is no such file"),
        (("--agency", "甲局", "--year", "2025", "-o", "no/such/f.yaml"), "cannot be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_ends_in_one_line(
    arguments: tuple[str, ...], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = refused(run(*arguments))
    assert expected in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("ending", ["yaml", "xlsx"])
def test_a_year_of_the_older_edition_is_begun_in_that_edition(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"figures.{ending}"
    assert run("--agency", "青岚县水务局", "--year", 2020, "-o", out).exit_code == 0
    stated = open_figures(out)
    assert (stated.rulebook.edition, stated.figures.year) == ("2019", 2020)
    result = run("--agency", "青岚县水务局", "--year", 2018, "-o", out, "--force")
    assert (result.exit_code, "expected 2019 or later" in result.stderr) == (2, True)


def test_the_word_template_is_written_to_be_restyled(tmp_path: Path) -> None:
    out = tmp_path / "ours.docx"
    assert run("--template", "-o", out).stdout == f"wrote {out}\n"
    assert out.read_bytes() == resource("templates/report.docx").read_bytes()
    assert generate(of(zeros()), Settings(template=out.read_bytes())).data == generate(of(zeros())).data
    assert "exists" in run("--template", "-o", out).stderr
    assert "expected .docx" in run("--template", "-o", tmp_path / "ours.yaml").stderr


def test_the_word_template_follows_a_rulebook(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text('extends: "2021"\nid: ours\ntypography:\n  page: {top: 40}\n', "utf-8")
    out = tmp_path / "ours.docx"
    result = run("--template", "--rulebook", tmp_path / "ours.yaml", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert out.read_bytes() != resource("templates/report.docx").read_bytes()


def test_why_a_file_cannot_be_written_is_told_in_chinese(tmp_path: Path) -> None:
    out = tmp_path / "no" / "f.yaml"
    result = CliRunner().invoke(new, ["--lang", "zh", "--agency", "甲局", "--year", "2025", "-o", str(out)])
    assert f"{out}：无法写入（没有这个文件夹）" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "联系电话：0379-65921234，传真（0379）65921235，邮编：471000，邮箱a1b2@163.com。",
        "地址：青岚县开元大道228号政和路3号楼201室；网址：http://www.qinglan.gov.cn/2023/a.html。",
        "电话（0379）65921234、13812345678，客服400-123-4567。",
        "接受12345政务服务便民热线监督，办公地点在建设路18号3楼。",
        "电话65921234/65921235、65921236转802；联系人：张三 65921237；咨询电话：+86-379-65921238（转12）。",
        "邮政编码（471000），热线：12345、12315，QQ群：123456789，微信号gk2024，上午8:30至12:00。",
    ],
)
def test_where_the_agency_is_found_bears_no_mark(text: str, tmp_path: Path) -> None:
    path = tmp_path / "last.docx"
    path.write_bytes(generate(of(zeros(), {"problems": text, "other": "未收取信息处理费。"})).data)
    run("--from", path, "-o", tmp_path / "f.yaml")
    assert begun(tmp_path / "f.yaml").narrative["problems"] == text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("本年未收取信息处理费。收费按规定执行。", "【请核对：本年未收取信息处理费】。【请核对：收费按规定执行】。"),
        ("收费情况：无。行政事业性收费另行公布。", "【请核对：收费情况：无】。行政事业性收费另行公布。"),
        # Figures stay figures, whatever they look like.
        (
            "访问量为3456789，2024-2025年点击5678901次；电话0379-65921234，2023年答复2400余条。",
            "访问量为【请核对：3456789】，【请核对：2024】-【请核对：2025年】点击【请核对：5678901】次；"
            "电话0379-65921234，【请核对：2023年】答复【请核对：2400】余条。",
        ),
        ("建成站点5座；信息处理费按标准收取。", "建成站点【请核对：5】座；【请核对：信息处理费按标准收取】。"),
    ],
)
def test_a_sentence_of_last_year_s_fees_is_to_be_reviewed(text: str, marked: str, tmp_path: Path) -> None:
    path = tmp_path / "last.docx"
    path.write_bytes(generate(of(zeros(), {"other": text})).data)
    run("--from", path, "-o", tmp_path / "f.xlsx")
    assert begun(tmp_path / "f.xlsx").narrative["other"] == marked
