"""`nianbao extract`: a report's figures, and what could not be read."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from generator import Settings, generate
from generator.narrative import render_narrative
from nianbao.cli.extract import extract
from nianbao.document import Document, Paragraph, Table
from nianbao.figures import Figures, complete, open_figures
from nianbao.figures.extract import figures_from_report
from nianbao.figures.layout import slots
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, sound_figures, zeros
from tests.builders.reports import edited

RULEBOOK = load_rulebook()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(extract, ["--lang", "en", *map(str, arguments)])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    values = {**zeros(), ("proactive", "fees", "amount"): Decimal("12.3400")}
    path = tmp_path / "report.docx"
    path.write_bytes(generate(of(values)).data)
    return path


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sound_figures)
def test_a_generated_report_gives_back_its_figures_and_texts(figures: Figures) -> None:
    document = read_bytes(generate(figures).data)
    taken, notes = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    assert notes == ()
    assert taken.values == complete(figures, RULEBOOK).values
    assert (taken.agency, taken.year) == (figures.agency, figures.year)
    assert taken.narrative == render_narrative(figures, RULEBOOK)


@pytest.mark.parametrize("name", ["f.yaml", "f.json", "f.xlsx"])
def test_every_kind_of_file_can_be_generated_from(report: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert run(report, "-o", out).exit_code == 0
    stated = open_figures(out, RULEBOOK)
    assert stated.mistakes() == ()
    assert str(stated.figures.value("proactive", "fees", "amount")) == "12.3400"
    assert generate(stated).data == report.read_bytes()


def test_csv_has_a_line_for_each_figure(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.csv"
    assert run(report, "-o", out).exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == 10 + 25 * 7 + 15
    assert table[9] == {
        "agency": "青岚县水务局", "year": "2024", "table": "proactive", "row": "fees", "column": "amount",
        "value": "12.3400",
    }  # fmt: skip


def damaged(changes: dict[tuple[str, int], str], figures: Figures) -> Document:
    """A report as read, with other texts in figure cells: by the row's label and the number of the figure in it."""
    document = read_bytes(generate(figures).data)
    return replace(document, blocks=tuple(_damaged(b, changes) if isinstance(b, Table) else b for b in document.blocks))


def _damaged(table: Table, changes: dict[tuple[str, int], str]) -> Table:
    cells = list(table.cells)
    for (label, number), text in changes.items():
        row = next((cell.row for cell in cells if cell.text == label), None)
        figures = [i for i, cell in enumerate(cells) if cell.row == row and (cell.text.isdigit() or cell.text == "")]
        if figures:
            cells[figures[number]] = replace(cells[figures[number]], text=text)
    return replace(table, cells=tuple(cells))


def test_totals_are_taken_as_stated_right_or_wrong() -> None:
    document = damaged({("一、本年新收政府信息公开申请数量", 6): "9"}, of(zeros()))
    taken, notes = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    assert taken.value("applications", "new", "total") == 9
    assert notes == ()


def test_what_is_no_number_is_said_and_nothing_is_put_in_its_place(tmp_path: Path) -> None:
    document = damaged({("行政许可", 0): "/", ("规章", 1): "", ("四、结转下年度继续办理", 0): "无"}, of(zeros()))
    taken, notes = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    assert ("proactive", "licensing", "decisions") not in taken.values
    assert [note.en for note in notes] == [
        'proactive disclosure: "规章·本年废止件数" is blank',
        'proactive disclosure: "行政许可·本年处理决定数量" holds "/", which is not a number',
        'applications: "四、结转下年度继续办理·自然人" holds "无", which is not a number',
    ]


def test_an_unread_cell_is_null_in_the_file_and_asked_for(tmp_path: Path) -> None:
    from nianbao.figures import dump_figures

    document = damaged({("规章", 1): ""}, of(zeros()))
    taken, _ = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    tree = json.loads(dump_figures(taken, RULEBOOK, "json"))
    assert tree["proactive"]["regulations"] == {"issued": 0, "repealed": None, "in_force": 0}


def test_a_report_without_tables_gives_none(tmp_path: Path) -> None:
    document = Document(
        (Paragraph("青岚县水务局2024年政府信息公开工作年度报告"), Paragraph("一、总体情况"), Paragraph("无。")), "plain"
    )
    taken, notes = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    assert taken == Figures("2021", "青岚县水务局", 2024, {"overview": {"summary": "无。"}}, {}, {})
    assert notes[0].en == 'the table "proactive disclosure" was not found'


def test_text_that_looks_like_a_template_stays_text() -> None:
    given = of(zeros(), {"problems": "花括号{{ '{{' }} year }}不是模板。"})
    document = read_bytes(generate(given).data)
    taken, _ = figures_from_report(recognise(document, RULEBOOK), RULEBOOK)
    whole = replace(taken, in_prose=given.in_prose)
    assert render_narrative(whole, RULEBOOK)["problems"] == "花括号{{ year }}不是模板。"


def test_notes_go_to_standard_error(report: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("二、主动公开政府信息情况\n无。\n三、收到和处理政府信息公开申请情况\n无。\n", "utf-8")
    result = run(empty, "-o", tmp_path / "f.yaml")
    assert result.exit_code == 0
    assert "no title was recognised" in result.stderr
    assert result.stdout == f"wrote {tmp_path / 'f.yaml'}\n"


def test_a_file_that_is_no_report_ends_in_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "none.docx", "-o", tmp_path / "f.yaml")
    assert result.exit_code == 2
    assert "none.docx: there is no such file" in result.stderr


def test_a_report_of_an_older_edition_gives_figures_of_that_edition(tmp_path: Path) -> None:
    old = load_rulebook(edition="2019")
    whole = {box.id: Decimal(0) for slot in slots(old) for box in slot.inputs}
    given = Figures("2019", "青岚县水务局", 2020, {"problems": "无。", "other": "未收取信息处理费。"}, {}, whole)
    report = tmp_path / "2020.docx"
    report.write_bytes(generate(given, Settings(draft=True)).data)
    assert run(report, "-o", tmp_path / "2020.yaml").exit_code == 0
    assert open_figures(tmp_path / "2020.yaml").rulebook is old
    figures = open_figures(tmp_path / "2020.yaml", old).figures
    assert figures.edition == "2019"
    assert figures.values == complete(given, old).values


def test_nothing_is_made_of_what_is_no_report(tmp_path: Path) -> None:
    notice, out = tmp_path / "notice.txt", tmp_path / "f.yaml"
    notice.write_text("关于放假的通知\n一、时间\n5月1日至3日。\n", "utf-8")
    result = run(notice, "-o", out)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "not an annual report" in result.stderr


def test_figures_of_an_older_table_are_taken_where_the_present_one_has_them(tmp_path: Path) -> None:
    old = "第二十条第（五）项\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t71\t-3\t134\n"
    new = "第二十条第（五）项\t\t\t\n信息内容\t本年处理决定数量\t\t\n行政许可\t134\t\t\n"
    path, out = tmp_path / "report.txt", tmp_path / "f.json"
    path.write_text(edited([{"replace": new, "by": old}]), "utf-8")
    result = run(path, "-o", out)
    assert json.loads(out.read_text("utf-8"))["proactive"]["licensing"] == {"decisions": 134}
    assert "is a table of the 2019 edition: figures that the 2021 edition does not have were not taken" in result.stderr
