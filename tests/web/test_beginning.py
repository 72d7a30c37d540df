"""How a draft begins in the browser: from last year's report, a register, figures of ours, or nothing."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from generator import Settings as Making
from generator import new
from generator.ledger.tables import Asked, tables
from nianbao.errors import MistakenFileError, NianbaoError
from nianbao.figures import Figures, open_figures
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.web.beginning import begun
from nianbao.web.drafting import cell_field, stated, still_open
from nianbao.web.drafts import Draft
from nianbao.web.uploads import Upload
from tests.builders.browser import EXAMPLES, Client, fields_of
from tests.builders.ledgers import csv_file, request

LAST = (EXAMPLES / "good-2023.docx").read_bytes()
REGISTER = Upload("register-2024.csv", (EXAMPLES / "register-2024.csv").read_bytes())
FIGURES = (EXAMPLES / "figures-2024.yaml").read_bytes()


def test_figures_that_go_on_from_a_file_are_those_of_the_file() -> None:
    whole = begun("", "", (Upload("figures.yaml", FIGURES),))
    read, wrong = stated(whole)
    assert wrong == []
    assert read.figures.values.items() <= open_figures(EXAMPLES / "figures-2024.yaml").figures.values.items()
    assert still_open(whole) == []


def test_a_draft_from_last_year_is_what_new_makes() -> None:
    draft = begun("", "", (Upload("last.docx", LAST),))
    made = new(last=recognise(read_bytes(LAST, name="last.docx")), settings=Making()).figures
    assert (draft.agency, draft.year) == (made.agency, str(made.year))
    assert stated(draft)[0].figures.values == made.values
    assert draft.last["t:preamble"]
    assert "【请核对" in draft.typed["t:preamble"]


def _counted(last: Path | None = None) -> Figures:
    asked = Asked(path=str(EXAMPLES / "register-2024.csv"), last=last)
    return tables("云溪县农业农村局", 2024, asked).figures


def test_a_draft_from_a_register_is_what_the_command_counts() -> None:
    draft = begun("云溪县农业农村局", "２０２４年", (REGISTER,))
    assert stated(draft)[0].figures.values == _counted().values
    assert any("申请人姓名" in told.zh for told in draft.told)
    assert [doubt.zh for doubt in draft.doubts] == ["第16行第7列：第24个工作日才答复，期限为 20 个工作日"]
    both = begun("", "", (REGISTER, Upload("last.docx", LAST)))
    assert (both.agency, both.year) == ("云溪县农业农村局", "2024")
    assert stated(both)[0].figures.values == _counted(last=EXAMPLES / "good-2023.docx").values
    assert both.last
    assert both.notes


def test_a_register_with_mistakes_begins_nothing_and_tells_each_at_its_cell() -> None:
    wrong = REGISTER.data.decode().replace("2024-02-06", "2024-13-06").encode()
    with pytest.raises(MistakenFileError) as told:
        begun("局", "2024", (Upload("台账.csv", wrong),))
    assert [one.zh.partition("：")[0] for one in told.value.mistakes] == ["第5行第7列"]
    book = openpyxl.Workbook()
    for row in csv.reader(wrong.decode("utf-8-sig").splitlines()):
        book.worksheets[0].append(row)
    book.worksheets[0].title = "依申请"
    book.save(made := io.BytesIO())
    with pytest.raises(MistakenFileError) as told:
        begun("局", "2024", (Upload("台账.xlsx", made.getvalue()),))
    assert told.value.mistakes[0].zh.startswith("工作表“依申请”第5行 G 列：")
    assert told.value.mistakes[0].en.startswith('sheet "依申请", row 5, column G: ')


def test_the_page_lists_every_cell_of_a_mistake_since_it_has_no_trace(tmp_path: Path) -> None:
    rows = [request(str(number), outcome="x") for number in range(30)]
    file = Upload("r.csv", csv_file(tmp_path / "r.csv", *rows).read_bytes())
    with pytest.raises(MistakenFileError) as told:
        begun("局", "2024", (file,))
    (line,) = told.value.mistakes
    assert "29 处：D3、" in line.zh
    assert line.zh.endswith("、D31）")


@pytest.mark.parametrize(
    ("year", "files", "said"),
    [
        ("2024", [("a.csv", b"a,b\n1,2\n")], "既不是填写过的数据表，也不是台账"),
        ("2024", [("a.xls", b"x")], "另存为 .xlsx"),
        ("", [("r.csv", None)], "没有机关名称和报告年度，请填写"),
        ("24", [], "四位数字"),
        ("2007", [], "2019 年及以后"),
        ("2024", [("r.csv", None), ("s.csv", None)], "选了两份台账（r.csv、s.csv）"),
        ("2024", [("r.csv", None), ("f.yaml", FIGURES)], "单独选择"),
    ],
)
def test_what_cannot_begin_says_what_to_do(year: str, files: list[tuple[str, bytes | None]], said: str) -> None:
    given = tuple(Upload(name, REGISTER.data if data is None else data) for name, data in files)
    with pytest.raises(NianbaoError) as told:
        begun("局" if year else "", year, given)
    assert said in told.value.named.zh
    assert "--" not in told.value.named.zh


def test_a_register_is_begun_from_on_the_page(client: Client) -> None:
    files = (("last", "台账.csv", REGISTER.data), ("last", "last.docx", LAST))
    page = client.ask(client.send("/drafts", *files).headers["location"]).text
    assert fields_of(page)["c:applications.new.natural_person"] == "13"
    assert "由台账“台账.csv”计入的数字" in page
    assert "期限为 20 个工作日" in page
    asked = client.send("/drafts", files[0]).text
    assert "已选：台账.csv" in asked
    waiting = re.search(r'name="waiting" value="([\w-]+)"', asked)
    assert waiting
    given = (("waiting", "", waiting[1].encode()), ("agency", "", "局".encode()), ("year", "", b"2024"))
    place = client.send("/drafts", *given).headers["location"]
    assert fields_of(client.ask(place).text)["c:applications.new.natural_person"] == "13"
    wrong = REGISTER.data.replace(b"2024-02-06", b"2024-13-06")
    answer = client.send("/drafts", ("last", "<b>.csv", wrong), *files[1:])
    assert "台账有 1 处错误" in answer.text
    assert "&lt;b&gt;.csv" in answer.text


def test_nothing_to_begin_with_is_a_blank_form() -> None:
    assert cell_field(("a", "b")) == "c:a.b"
    assert len(still_open(Draft())) > 100
