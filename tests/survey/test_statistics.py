"""What many reports say together: exact rates, nothing where there is none, a page that everybody can read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from msgspec import structs
from playwright.sync_api import Browser

from nianbao.cli import main
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.load import check_rulebook
from nianbao.rulebook.rates import Share, rates_of, share_of
from nianbao.survey.statistics.measuring import Measured, Measures
from nianbao.survey.statistics.rates import from_last_year, from_peers, rounded, spread_of, totals
from tests.builders.chromium import chromium, opened, violations
from tests.builders.reports.county import put

BOOK = load_rulebook()
RATE = "disclosed-of-completed"


def _run(folder: Path, output: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["statistics", str(folder), "-o", str(output), "-j1", *options])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of ten agencies, one handed in twice, one broken file."""
    folder = tmp_path_factory.mktemp("county") / "reports"
    for at, name in enumerate("教民财农水住交文卫应"):
        for year in ("2023", "2024"):
            put(folder / year, f"青岚县{name}政局", 2 * at + (year == "2024"), year=year)
    put(folder, "青岚县教政局", 99, name="again.txt")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    return folder


def _report(agency: str, share: Share | None, year: int = 2024) -> Measured:
    return Measured(f"{agency}{year}.docx", agency, year, "department", "passed", None, {}, {RATE: share})


def _of(value: int, over: int = 100) -> Share:
    return Share(Decimal(value), Decimal(over))


def test_a_rate_is_the_quotient_of_sums_and_none_without_cases() -> None:
    reports = (
        _report("甲局", _of(1, 2)),
        _report("乙局", _of(0, 0)),
        _report("丙局", _of(30, 40)),
        _report("丁局", None),
    )
    (told,) = (total for total in totals(Measures(reports, BOOK)) if total.rate.metric.id == RATE)
    assert (told.of, told.over) == (Decimal(31), Decimal(42))
    assert (told.counted, told.unknown, told.empty) == (3, 1, 1)
    assert told.spread is not None
    assert told.spread.values == (Fraction(3, 4),)  # of those with enough cases
    nothing = next(totals(Measures((_report("乙局", _of(0, 0)),), BOOK)))
    assert (nothing.over, nothing.spread) == (Decimal(0), None)


def test_a_roll_up_is_never_added_to_the_reports_that_are_in_it() -> None:
    """By level; and what a county does itself is no second report beside its roll-up."""
    county = Measured("c.docx", "青岚县人民政府", 2024, "county", "passed", None, {}, {RATE: _of(9)}, scope="rollup")
    city = structs.replace(county, path="d.docx", agency="澄州市人民政府", body="city", shares={RATE: _of(20)})
    own = structs.replace(county, path="e.docx", scope="own", shares={RATE: _of(2)})
    reports = (_report("甲局", _of(3)), _report("乙局", _of(4)), own, county, city)
    told = {one.group: (one.of, one.counted) for one in totals(Measures(reports, BOOK)) if one.rate.metric.id == RATE}
    assert told == {None: (Decimal(9), 3), "city": (Decimal(20), 1), "county": (Decimal(9), 1)}


def test_roll_ups_are_told_from_own_reports_by_what_they_say_and_by_name(tmp_path: Path) -> None:
    put(tmp_path / "r", "青岚县水务局", 1)
    put(tmp_path / "r", "青岚县人民政府", 2)
    put(tmp_path / "r", "石桥县人民政府", 3, preamble="本报告仅反映本机关工作情况，不含各部门、各乡镇。")
    put(tmp_path / "r", "柳溪镇人民政府", 4, preamble="本报告由各部门、各村汇总编制。")
    _run(tmp_path / "r", tmp_path / "a.xlsx", "--lang=zh")
    rows = openpyxl.load_workbook(tmp_path / "a.xlsx")["各机关"].iter_rows(min_row=2, values_only=True)
    assert {row[0]: row[2] for row in rows if row[1]} == {
        "青岚县水务局": "各机关本身", "青岚县人民政府": "汇总报告·县级政府",
        "石桥县人民政府": "各机关本身", "柳溪镇人民政府": "汇总报告·其他",
    }  # fmt: skip


def test_agencies_with_two_reports_of_a_year_do_not_count() -> None:
    reports = (_report("甲局", _of(1)), _report("甲局", _of(9)), _report("乙局", _of(5)))
    told = next(totals(Measures(reports, BOOK)))
    assert (told.of, told.counted) == (Decimal(5), 1)


@pytest.mark.parametrize(
    ("value", "told"), [((1, 3), "33.3"), ((2, 3), "66.7"), ((1, 2000), "0.1"), ((-1, 2000), "-0.1"), ((1, 1), "100.0")]
)
def test_half_is_rounded_up(value: tuple[int, int], told: str) -> None:
    assert str(rounded(Fraction(*value), rates_of(BOOK)[0].metric)) == told


def test_quartiles_are_exact() -> None:
    spread = spread_of([Fraction(n) for n in (4, 1, 3, 2)])
    assert spread is not None
    assert (spread.low, spread.middle, spread.high) == (Fraction(7, 4), Fraction(5, 2), Fraction(13, 4))


def test_what_is_far_from_its_peers_stands_out_and_few_tell_nothing() -> None:
    reports = [_report(f"{name}局", _of(40 + at)) for at, name in enumerate("甲乙丙丁戊己庚")]
    assert list(from_peers(Measures((*reports, _report("辛局", _of(43))), BOOK))) == []
    (found,) = from_peers(Measures((*reports, _report("辛局", _of(99))), BOOK))
    assert (found.report.agency, found.value, found.peers) == ("辛局", Fraction(99, 100), 8)
    assert list(from_peers(Measures((*reports[1:], _report("辛局", _of(99))), BOOK))) == []


def test_a_change_far_from_the_others_stands_out() -> None:
    names = "甲乙丙丁戊己庚辛"
    before = [_report(f"{name}局", _of(50), 2023) for name in names]
    now = [_report(f"{name}局", _of(50 + at)) for at, name in enumerate(names[:-1])]
    (found,) = from_last_year(Measures((*before, *now, _report("辛局", _of(5))), BOOK))
    assert (found.report.agency, found.before, found.value) == ("辛局", Fraction(1, 2), Fraction(1, 20))


def test_a_blank_figure_is_no_rate() -> None:
    rate = next(rate for rate in rates_of(BOOK) if rate.metric.id == RATE)
    figures = {cell: Decimal(3) for _, cell in (*rate.of, *rate.over)}
    assert share_of(rate, figures.get) == Share(Decimal(6), Decimal(3))
    figures.pop(rate.of[0][1])
    assert share_of(rate, figures.get) is None


def test_every_rate_has_a_name_of_its_own_and_figures_of_both_editions() -> None:
    for edition in ("2019", "2021"):
        book = load_rulebook(edition=edition)
        assert book.metrics is not None
        assert len(rates_of(book)) == len(book.metrics.rates)
        assert len({(m.name, m.per) for m in book.metrics.rates}) == len(book.metrics.rates)


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{id: a, name: 甲, per: 乙, of: applications.nowhere, over: applications.new}", "applications.nowhere"),
        ("{id: a, name: {zh: 公开率, en: disclosed}, per: {zh: 占办结, en: of completed}, of: applications.new, "
         "over: applications.new}", "one denominator"),
    ],
)  # fmt: skip
def test_a_wrong_rate_is_told_with_its_place(tmp_path: Path, entry: str, what: str) -> None:
    entry = entry.replace("name: 甲, per: 乙", "name: {zh: 甲, en: a}, per: {zh: 乙, en: b}")
    path = tmp_path / "own.yaml"
    path.write_text(f'extends: "2021"\nmetrics:\n  rates:\n    - {entry}\n', "utf-8")
    (mistake,) = check_rulebook(path)
    assert what in mistake.text.en
    assert mistake.at.line == 4


def test_the_page_and_the_workbook_are_the_same_bytes_each_time(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b" / "a.html"
    second.parent.mkdir()
    result = _run(folder, first, "--lang=zh")
    assert result.exit_code == 1  # a file could not be read
    _run(folder, second, "--lang=zh")
    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".xlsx").read_bytes() == second.with_suffix(".xlsx").read_bytes()
    assert _run(folder, first).exit_code == 1  # what is ours is replaced


def test_text_of_plots_is_text_in_fonts_of_the_reader(folder: Path, tmp_path: Path) -> None:
    _run(folder, tmp_path / "a.html", "--lang=zh")
    page = (tmp_path / "a.html").read_text("utf-8")
    assert ">公开率（占办结）</text>" in page
    assert "DejaVu" not in page
    assert page.count("<svg ") == 3


def test_rates_of_one_name_are_told_apart_in_the_workbook(folder: Path, tmp_path: Path) -> None:
    _run(folder, tmp_path / "a.xlsx", "--lang=zh")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    head = [cell.value for cell in book["各机关"][1]]
    assert {"结转率（占应办）", "结转率（占新收）"} <= set(head)
    assert len(head) == len(set(head))
    assert not (tmp_path / "a.html").exists()
    notes = [str(row[0]) for row in book["指标"].iter_rows(values_only=True) if row[0]]
    assert any("共 1 个" in note for note in notes)


def test_what_is_not_ours_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("mine", "utf-8")
    assert _run(folder, tmp_path / "a.html").exit_code == 2
    assert _run(folder, tmp_path / "a.txt").exit_code == 2
    (tmp_path / "empty").mkdir()
    assert _run(tmp_path / "empty", tmp_path / "b.html").exit_code == 2


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once."""
    with chromium() as started:
        yield started


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_is_for_everybody(folder: Path, tmp_path: Path, browser: Browser, language: str) -> None:
    """On a screen in the dark and on a phone."""
    width, scheme = {"zh": (1280, "dark"), "en": (360, "light")}[language]
    _run(folder, tmp_path / "a.html", f"--lang={language}")
    page = opened(browser, tmp_path / "a.html", width=width, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
