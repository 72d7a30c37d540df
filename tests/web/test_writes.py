"""A report is written in the browser: begun, filled in, checked, had; what was typed survives the program."""

from __future__ import annotations

import io
import json
import os
import re
import stat
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs

from linter import lint
from nianbao.figures import read_stated
from nianbao.web.beginning import begun
from nianbao.web.drafting import blanks, book_of, inputs, stated, still_open
from nianbao.web.drafts import Draft, Drafts
from nianbao.web.tables import form_tables
from nianbao.web.uploads import Upload
from tests.builders.browser import EXAMPLES, Client, address_of, fields_of, form, served

LAST = (EXAMPLES / "good-2023.docx").read_bytes()
REGISTER = Upload("register-2024.csv", (EXAMPLES / "register-2024.csv").read_bytes())
FIGURES = (EXAMPLES / "figures-2024.yaml").read_bytes()


@pytest.fixture
def whole() -> Draft:
    """A draft in which nothing is open."""
    return begun("", "", (Upload("figures.yaml", FIGURES),))


def test_blank_is_not_zero_and_every_figure_is_asked_for() -> None:
    draft = Draft("云溪县农业农村局", "2024")
    assert {one.field for one in still_open(draft) if one.missing} == set(blanks(draft))
    assert len(blanks(draft)) == len(list(inputs(book_of(draft)))) + 3
    some = Draft("局", "2024", typed={"c:applications.new.business": "0"})
    assert "c:applications.new.business" not in blanks(some)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12", True),
        ("１２", True),
        (" 3 ", True),
        ("1,234", False),
        ("无", False),
        ("1e5", False),
        ("/", False),
        ("0.5.1", False),
    ],
)
def test_only_a_number_is_one(typed: str, kept: bool) -> None:
    draft = Draft("局", "2024", typed={"c:applications.new.business": typed})
    read, wrong = stated(draft)
    assert (("applications", "new", "business") in read.figures.values) == kept
    assert [one.field for one in wrong] == ([] if kept else ["c:applications.new.business"])


def test_a_broken_sum_is_open_with_its_arithmetic(whole: Draft) -> None:
    draft = Draft(whole.agency, whole.year, whole.edition, whole.typed | {"c:applications.new.business": "77"})
    found = still_open(draft)
    assert any("77" in one.what.zh or "＝" in one.what.zh for one in found)


def test_every_field_of_the_tables_stands_in_the_form_once(whole: Draft) -> None:
    fields = [cell.field for table in form_tables(whole) for row in table.rows for cell in row if cell.field]
    assert len(fields) == len(set(fields))
    totals = {cell.field for table in form_tables(whole) for row in table.rows for cell in row if cell.total}
    assert set(fields) - totals == {field for field, _ in inputs(book_of(whole))}
    assert all(cell.value for table in form_tables(whole) for row in table.rows for cell in row if cell.total)


def test_drafts_are_kept_for_their_user_alone(tmp_path: Path, whole: Draft) -> None:
    drafts = Drafts(tmp_path / "drafts")
    name = drafts.add(whole)
    found = drafts.find(name)
    assert found
    assert found.typed == whole.typed
    assert [kept for kept, _ in drafts.list()] == [name]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "drafts").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "drafts" / f"{name}.json").stat().st_mode) == 0o600
    drafts.delete(name)
    assert drafts.list() == []


@pytest.mark.parametrize("name", ["", "../x", "x" * 16, "0" * 15, "0123456789abcde/", "0123456789ABCDEF"])
def test_a_name_that_is_none_leads_nowhere(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.json").write_text("{}", "utf-8")
    assert Drafts(tmp_path / "drafts").find(name) is None


def test_a_damaged_draft_is_left_out(tmp_path: Path, whole: Draft) -> None:
    drafts = Drafts(tmp_path)
    good = drafts.add(whole)
    (tmp_path / f"{'0' * 16}.json").write_bytes(b'{"agency": 3}')
    assert [name for name, _ in drafts.list()] == [good]


def test_a_report_is_begun_filled_in_and_had(client: Client) -> None:
    place = client.send("/drafts", ("last", "last.docx", LAST)).headers["location"]
    page = client.ask(place).text
    assert fields_of(page)["c:applications.carried_in.natural_person"] == "2"
    assert re.search("没有下载：.*还有 163 处未填", client.ask(f"{place}/report/docx").text)
    figures = client.send("/drafts", ("last", "figures.yaml", FIGURES)).headers["location"]
    report = client.ask(f"{figures}/report/docx")
    assert report.status == 200
    assert (
        "没有发现" in client.found(("files", "report.docx", report.body))
        or "合格" in client.ask(f"{figures}/check").text
    )
    book = openpyxl.load_workbook(io.BytesIO(client.ask(f"{figures}/report/xlsx").body))
    assert len(book.sheetnames) > 3
    assert read_stated(client.ask(f"{figures}/report/yaml").body, "f.yaml").figures.agency == "云溪县农业农村局"
    made = client.ask(f"{figures}/report/html")
    assert lint("report.html", data=made.body).findings == ()
    assert client.ask(f"{figures}/report/exe").status == 404


@pytest.mark.needs("libreoffice")
def test_a_report_is_had_as_pdf(client: Client) -> None:
    figures = client.send("/drafts", ("last", "figures.yaml", FIGURES)).headers["location"]
    answer = client.ask(f"{figures}/report/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body.startswith(b"%PDF-")


def test_the_rest_is_set_to_zero_and_back(client: Client) -> None:
    place = client.send("/drafts", ("agency", "", "某局".encode()), ("year", "", b"2024")).headers["location"]
    client.send(place, ("c:applications.new.business", "", b"4"), ("do", "", b"zero"))
    fields = fields_of(client.ask(place).text)
    assert fields["c:applications.new.business"] == "4"
    assert {value for field, value in fields.items() if field != "c:applications.new.business"} == {"0"}
    client.send(place, ("do", "", b"undo"))
    assert set(fields_of(client.ask(place).text).values()) == {"", "4"}


def test_a_script_is_told_what_is_still_open(client: Client) -> None:
    place = client.send("/drafts", ("agency", "", "某局".encode()), ("year", "", b"2024")).headers["location"]
    body, kind = form(("c:applications.new.business", "", "四".encode()))
    answer = client.ask(place, "POST", body, Content_Type=kind, Origin=client.origin, Accept="application/json")
    told = json.loads(answer.body)
    assert told["state"].endswith(" 处未填 · 1 处有误")
    assert '<a href="#c:applications.new.business">' in told["still_open"]
    assert told["next"] in told["still_open"]


def test_a_broken_sum_is_marked_at_its_table_without_scripts(whole: Draft) -> None:
    draft = structs.replace(whole, typed=whole.typed | {"c:applications.new.business": "77"})
    found = still_open(draft)
    table = form_tables(draft, found)[1]
    assert [one.field for one in table.broken] == [one.field for one in found] == ["c:applications.new.business"]
    assert [cell.field for row in table.rows for cell in row if cell.wrong] == ["c:applications.new.business"]


def test_what_is_said_of_a_whole_row_is_said_once() -> None:
    draft = begun("", "", (Upload("last.docx", LAST),))
    notes = [cell.note for row in form_tables(draft)[1].rows for cell in row if cell.note]
    assert notes == ["由上年（2023年）报告的“四、结转下年度继续办理”转来"]
    assert len([note for row in form_tables(draft)[0].rows for cell in row if (note := cell.note)]) == 2


def test_what_was_typed_survives_the_program(environment: dict[str, str], tmp_path: Path) -> None:
    own = environment | {"NIANBAO_DATA_DIR": str(tmp_path)}
    with served(own) as process:
        client = Client(address_of(process))
        client.enter()
        place = client.send("/drafts", ("agency", "", "<b>局".encode()), ("year", "", b"2024")).headers["location"]
        client.send(place, ("t:preamble", "", "写到一半\n第二行".encode()))
        process.kill()
    with served(own) as process:
        client = Client(address_of(process))
        client.enter()
        assert place in client.ask("/").text
        page = client.ask(place).text
        assert "写到一半\n第二行</textarea>" in page
        assert "<b>局" not in page
        client.send(f"{place}/delete")
        assert place not in client.ask("/").text
        process.terminate()


def test_last_years_report_that_is_none_is_one_line(client: Client) -> None:
    answer = client.send("/drafts", ("last", "x.docx", b"nothing"), ("agency", "", "某<局>".encode()))
    assert 'role="alert"' in answer.text
    assert 'value="某&lt;局&gt;"' in answer.text
