"""A report is written in the browser: begun, filled in, checked, had; what was typed survives the program."""

from __future__ import annotations

import io
import os
import re
import stat
from pathlib import Path

import openpyxl
import pytest

from generator import Settings as Making
from generator import new
from nianbao.figures import open_figures
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.web.checking import Upload
from nianbao.web.drafting import begun, blanks, book_of, cell_field, inputs, stated, still_open
from nianbao.web.drafts import Draft, Drafts
from nianbao.web.tables import form_tables
from tests.builders.browser import EXAMPLES, Client, address_of, form, served

LAST = (EXAMPLES / "good-2023.docx").read_bytes()
FIGURES = (EXAMPLES / "figures-2024.yaml").read_bytes()


@pytest.fixture
def whole() -> Draft:
    """A draft in which nothing is open."""
    return begun("", "", Upload("figures.yaml", FIGURES))


def test_figures_that_go_on_from_a_file_are_those_of_the_file(whole: Draft) -> None:
    read, wrong = stated(whole)
    assert wrong == []
    assert read.figures.values.items() <= open_figures(EXAMPLES / "figures-2024.yaml").figures.values.items()
    assert still_open(whole) == []


def test_a_draft_from_last_year_is_what_new_makes() -> None:
    draft = begun("", "", Upload("last.docx", LAST))
    made = new(last=recognise(read_bytes(LAST, name="last.docx")), settings=Making()).figures
    assert (draft.agency, draft.year) == (made.agency, str(made.year))
    assert stated(draft)[0].figures.values == made.values
    assert draft.last["t:preamble"]
    assert "【请核对" in draft.typed["t:preamble"]


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


def _fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input id="(c:[\w.]+)" name="[^"]+" value="([^"]*)"', page))


def test_a_report_is_begun_filled_in_and_had(client: Client) -> None:
    place = client.send("/drafts", ("last", "last.docx", LAST)).headers["location"]
    page = client.ask(place).text
    assert _fields(page)["c:applications.carried_in.natural_person"] == "2"
    assert client.ask(f"{place}/report/docx").status == 409
    figures = client.send("/drafts", ("last", "figures.yaml", FIGURES)).headers["location"]
    report = client.ask(f"{figures}/report/docx")
    assert report.status == 200
    assert (
        "没有发现" in client.found(("files", "report.docx", report.body))
        or "合格" in client.ask(f"{figures}/check").text
    )
    book = openpyxl.load_workbook(io.BytesIO(client.ask(f"{figures}/report/xlsx").body))
    assert len(book.sheetnames) > 3
    assert client.ask(f"{figures}/report/exe").status == 404


def test_the_rest_is_set_to_zero_and_back(client: Client) -> None:
    place = client.send("/drafts", ("agency", "", "某局".encode()), ("year", "", b"2024")).headers["location"]
    client.send(place, ("c:applications.new.business", "", b"4"), ("do", "", b"zero"))
    fields = _fields(client.ask(place).text)
    assert fields["c:applications.new.business"] == "4"
    assert {value for field, value in fields.items() if field != "c:applications.new.business"} == {"0"}
    client.send(place, ("do", "", b"undo"))
    assert set(_fields(client.ask(place).text).values()) == {"", "4"}


def test_a_script_is_told_what_is_still_open(client: Client) -> None:
    place = client.send("/drafts", ("agency", "", "某局".encode()), ("year", "", b"2024")).headers["location"]
    body, kind = form(("c:applications.new.business", "", "四".encode()))
    answer = client.ask(place, "POST", body, Content_Type=kind, Origin=client.origin, Accept="application/json")
    assert '"broken":1' in answer.text


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
    answer = client.send("/drafts", ("last", "x.docx", b"nothing"))
    assert answer.status == 400
    assert "mistake" in answer.text


def test_nothing_to_begin_with_is_a_blank_form() -> None:
    assert cell_field(("a", "b")) == "c:a.b"
    assert len(still_open(Draft())) > 100
