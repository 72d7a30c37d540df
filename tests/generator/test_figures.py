"""Figures files: what they hold, what is refused and how it is told."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from nianbao.errors import ReadError
from nianbao.figures import (
    FigurePlace,
    Figures,
    FiguresError,
    FiguresFormat,
    complete,
    dump_figures,
    figures_schema,
    mistakes_of,
    open_figures,
    read_stated,
)
from nianbao.rulebook import load_rulebook
from tests.builders.figures.minimal import MINIMAL, with_row
from tests.builders.figures.sound import fee, of, sound_figures, sound_values, zeros

RULEBOOK = load_rulebook()


def lines(text: str) -> list[str]:
    """What is told of a figures file, refused or merely incomplete, one line each."""
    try:
        stated = read_stated(text.encode(), "f.yaml", RULEBOOK)
    except FiguresError as error:
        return [mistake.text.en for mistake in error.mistakes]
    return [mistake.text.en for mistake in stated.mistakes()]


def changed(old: str, new: str) -> str:
    assert old in MINIMAL
    return MINIMAL.replace(old, new)


def test_a_whole_file_is_free_of_mistakes_and_its_totals_are_computed(tmp_path: Path) -> None:
    path = tmp_path / "figures.yaml"
    path.write_text(MINIMAL, "utf-8")
    figures = complete(open_figures(path, RULEBOOK).figures, RULEBOOK)
    assert lines(MINIMAL) == []
    assert figures.value("applications", "new", "total") == 4
    assert figures.value("applications", "completed", "business") == 1
    assert figures.value("applications", "completed", "total") == 3
    assert figures.value("review", "cases", "reconsideration.total") == 11


def test_a_column_left_out_of_a_given_row_is_zero() -> None:
    stated = read_stated(MINIMAL.encode(), "f.yaml", RULEBOOK).figures
    assert stated.value("applications", "carried_in", "research") == 0
    assert stated.value("review", "cases", "litigation_direct.pending") == 0


def test_a_row_left_out_was_not_given_and_is_asked_for() -> None:
    (line,) = lines(changed("  carried_out: {natural_person: 1}\n", ""))
    assert line.startswith("f.yaml:12:1: 四、结转下年度继续办理 (applications.carried_out): not given; expected")


def test_null_in_a_row_is_not_zero() -> None:
    text = changed("licensing: {decisions: 178}", "licensing: {decisions: }")
    text = text.replace("new: {natural_person: 3, business: 1}", "new: {natural_person: 3, business: }")
    assert [line.split(" not given")[0] for line in lines(text)] == [
        "f.yaml:8:3: 行政许可 (proactive.licensing):",
        "f.yaml:13:28: 一、本年新收政府信息公开申请数量·商业企业 (applications.new.business):",
    ]


def test_a_group_that_is_wholly_left_out_is_told_once_with_its_rows() -> None:
    text = changed("  otherwise: {not_supplemented: {}, unpaid: {}, other: {}}\n", "")
    (line,) = lines(text)
    assert (
        line
        == "f.yaml:12:1: （六）其他处理 (applications.otherwise): not given; expected not_supplemented, unpaid, other"
    )


def test_a_stated_total_that_disagrees_is_refused_with_both_numbers() -> None:
    (line,) = lines(changed("new: {natural_person: 3, business: 1}", "new: {natural_person: 3, business: 1, total: 5}"))
    assert line == (
        "f.yaml:13:48: 一、本年新收政府信息公开申请数量·总计 (applications.new.total): "
        "the stated total 5 disagrees with its parts; "
        "expected 4 (3 + 1 + 0 + 0 + 0 + 0 = 4)"
    )


def test_a_stated_total_that_agrees_is_kept() -> None:
    text = changed("new: {natural_person: 3, business: 1}", "new: {natural_person: 3, business: 1, total: 4}")
    assert lines(text) == []


def test_a_broken_equation_is_refused_with_the_arithmetic_once() -> None:
    (line,) = lines(changed("carried_out: {natural_person: 1}", "carried_out: {natural_person: 2}"))
    assert line == (
        "f.yaml:13:25: 自然人 (applications.natural_person): new 3 + carried_in 0 = 3, "
        "but completed 2 + carried_out 2 = 4; expected both to be equal"
    )


def test_everything_wrong_is_told_at_once_with_the_nearest_key() -> None:
    text = (
        MINIMAL.replace("carried_in:", "carried_inn:")
        .replace("licensing: {decisions: 178}", "licensing: {decisions: 1.5}")
        .replace("penalties: {}", "penalties: {decisions: -1}")
        .replace("year: 2024", "year: 2019")
        .replace("upheld: 10", "upheld: ten")
        .replace("  coercion: {}\n", "")
    )
    told = "\n".join(lines(text))
    for expected in (
        'f.yaml:3:7: year: "year" is 2019; expected 2021 or more',
        'f.yaml:8:26: 行政许可 (proactive.licensing.decisions): "decisions" is 1.5; expected a whole number or nothing',
        'f.yaml:9:26: 行政处罚 (proactive.penalties.decisions): "decisions" is -1; expected 0 or more',
        'f.yaml:13:3: unknown key "carried_inn" (did you mean "carried_in"?)',
        'f.yaml:24:29: 行政复议·结果维持 (review.reconsideration.upheld): "upheld" is "ten"; expected a whole number',
        "f.yaml:5:1: 行政强制 (proactive.coercion): not given",
    ):
        assert expected in told
    assert len(lines(text)) == 6  # the misspelt row is not asked for as well


def test_a_missing_head_is_told() -> None:
    assert lines("proactive: {}\n")[0] == "f.yaml:1:1: the file lacks the keys it needs; expected agency, year"


@pytest.mark.parametrize("text", ["", "- 1\n", "a: [\n", "agency: 甲\nagency: 乙\nyear: 2024\n", "\x00"])
def test_what_is_no_figures_file_is_refused_with_its_place(text: str) -> None:
    assert all(line.startswith("f.yaml:") for line in lines(text))
    assert lines(text)


def test_numbers_are_exact_and_keep_their_decimals() -> None:
    figures = read_stated(MINIMAL.encode(), "f.yaml", RULEBOOK).figures
    assert str(figures.value("proactive", "fees", "amount")) == "12.3400"
    (line,) = lines(changed("12.3400", "0.1234567890123456"))
    assert line == 'f.yaml:11:18: 行政事业性收费 (proactive.fees.amount): "amount" has 16 digits; expected 15 at most'


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        open_figures(tmp_path / "none.yaml", RULEBOOK)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40) | st.sampled_from(
    [
        "a\nb",
        " leading",
        "tab\there",
        "# no comment",
        "a: b",
        "'",
        '"',
        "\\",
        "- x\n- y",
        "\u2028",
        "\n\n",
        "{{ x }}",
        "👍",
        "|-",
    ]
)


@settings(max_examples=15, deadline=None)
@given(sound_figures, texts, texts)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_writing_and_loading_loses_nothing(form: FiguresFormat, figures: Figures, first: str, second: str) -> None:
    narrative = {"preamble": first, "overview": {"summary": second}, "other": second + first}
    given = replace(figures, narrative=narrative)
    loaded = read_stated(dump_figures(given, RULEBOOK, form), f"f.{form}", RULEBOOK).figures
    kept = {key: text for key, text in narrative.items() if isinstance(text, str) and text.strip()}
    assert loaded.values == given.values
    assert {key: text for key, text in loaded.narrative.items() if isinstance(text, str)} == kept
    assert dump_figures(loaded, RULEBOOK) == dump_figures(loaded, RULEBOOK)
    assert (loaded.agency, loaded.year, loaded.in_prose) == (given.agency, given.year, given.in_prose)


@settings(max_examples=10, deadline=None)
@given(sound_values())
def test_completed_figures_are_stated_figures(values: dict[tuple[str, str, str], Decimal]) -> None:
    whole = complete(of(values), RULEBOOK)
    assert mistakes_of(whole, RULEBOOK) == ()
    assert complete(whole, RULEBOOK) == whole
    assert read_stated(dump_figures(whole, RULEBOOK), "f.yaml", RULEBOOK).figures == whole


def test_what_was_not_given_stays_not_given_on_its_way_through_a_file() -> None:
    values = zeros()
    del values["applications", "new", "business"]
    del values["proactive", "licensing", "decisions"]
    given = replace(of(values), in_prose={})
    assert read_stated(dump_figures(given, RULEBOOK), "f.yaml", RULEBOOK).figures == given


def test_csv_is_tidy() -> None:
    figures = of(
        {("review", "cases", "reconsideration.upheld"): Decimal(2), ("proactive", "fees", "amount"): Decimal("1.50")}
    )
    table = list(csv.DictReader(io.StringIO(dump_figures(figures, RULEBOOK, "csv").decode())))
    head = {"agency": "青岚县水务局", "year": "2024"}
    assert table == [
        {**head, "table": "proactive", "row": "fees", "column": "amount", "value": "1.50"},
        {**head, "table": "review", "row": "cases", "column": "reconsideration.upheld", "value": "2"},
    ]


def test_yaml_carries_the_official_labels_as_comments() -> None:
    text = dump_figures(of(zeros()), RULEBOOK).decode()
    assert "  carried_out: {natural_person: 0, " in text
    assert "# 四、结转下年度继续办理" in text


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_the_published_schema_is_the_rulebook_s(edition: str) -> None:
    published = Path(__file__).parents[2] / "nianbao" / "schemas" / f"figures-{edition}.schema.json"
    assert json.loads(published.read_text("utf-8")) == figures_schema(load_rulebook(edition=edition))


def test_a_name_that_cannot_be_one_is_told_in_words() -> None:
    assert lines(changed("agency: 青岚县水务局", 'agency: "  "'))[0].endswith(
        '"agency" cannot be "  "; expected a name in one line'
    )


def test_the_schema_is_a_schema_and_takes_a_whole_file() -> None:
    from jsonschema import Draft202012Validator

    schema = figures_schema(RULEBOOK)
    Draft202012Validator.check_schema(schema)
    whole = json.loads(dump_figures(complete(of(zeros()), RULEBOOK), RULEBOOK, "json"))
    assert Draft202012Validator(schema).is_valid(whole)
    whole["applications"]["new"]["natural_person"] = -1
    assert not Draft202012Validator(schema).is_valid(whole)


def test_another_rulebook_gives_another_file() -> None:
    other = with_row(RULEBOOK)
    text = MINIMAL.replace("  licensing:", "  plans: {issued: 7}\n  licensing:")
    assert read_stated(text.encode(), "f.yaml", other).figures.value("proactive", "plans", "issued") == 7
    assert [m.keys for m in read_stated(MINIMAL.encode(), "f.yaml", other).mistakes()] == [("proactive", "plans")]
    assert lines(text)[0].startswith('f.yaml:8:3: unknown key "plans"')


def test_a_fee_given_in_part_is_zero_in_the_rest() -> None:
    text = changed("fee: {notices: 0, charged: 0, collected: 0}", "fee: {notices: 2, charged: 20.50}")
    assert read_stated(text.encode(), "f.yaml", RULEBOOK).figures.in_prose == fee(2, "20.50")


def test_a_file_that_holds_no_keys_is_told_once() -> None:
    assert lines("- a\n") == ["f.yaml:1:1: the file is a list; expected a mapping of keys"]


@pytest.mark.parametrize("name", ["f.yaml", "C:\\填报\\f.yaml"])
def test_a_place_is_the_line_of_a_key_or_of_its_text(name: str) -> None:
    stated = read_stated(f"{MINIMAL}narrative:\n  problems: |-\n    一\n    二\n".encode(), name, RULEBOOK)
    begin = MINIMAL.count("\n") + 3
    assert stated.place(("narrative", "problems"), 2) == FigurePlace(name, begin + 1)
    assert str(stated.place(("narrative", "problems"), 2)) == f"{name}:{begin + 1}"
    assert stated.place(("narrative", "other")) == FigurePlace(name, begin - 2, 1)
    assert str(stated.place(("absent",))) == f"{name}:1:1"
