"""`nianbao diff`: two reports are equal, or it says in which figures, headings and paragraphs they differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from linter.comparing import Comparison, compare
from linter.comparing.aligning import aligned, aligned_texts, words_of
from linter.comparing.writing import FORMATS
from nianbao.cli import main
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from tests.builders.chromium import chromium, opened, violations
from tests.builders.reports import BASE, as_docx, edited
from tests.builders.reports.html import as_html

ROOT = Path(__file__).parents[2]
WRITERS: dict[str, Callable[[str], bytes]] = {"docx": as_docx, "txt": str.encode, "html": as_html}


def compared(old: str | bytes, new: str | bytes) -> Comparison:
    """Differences between two reports, texts or files."""
    left, right = (recognise(read_bytes(one.encode() if isinstance(one, str) else one)) for one in (old, new))
    return compare(left, right)


def run(*args: str | Path) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["diff", *(str(a) for a in args)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with two reports that differ."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(as_docx(BASE))
    (tmp_path / "b.txt").write_text(edited([{"replace": "行政强制\t3", "by": "行政强制\t4"}]), "utf-8")
    return tmp_path


# ---- what is the same


@pytest.mark.parametrize("old", WRITERS)
@pytest.mark.parametrize("new", WRITERS)
def test_one_report_in_two_formats_is_equal(old: str, new: str) -> None:
    assert compared(WRITERS[old](BASE), WRITERS[new](BASE)).count == 0


@pytest.mark.parametrize(
    ("old", "by"),
    [
        ("（一）主动公开", "(一) 主动公开"),
        ("行政许可\t134", "行政 许可\t１３４"),
        ("18.65", "18.650"),
        ("“三安全一稳定”", '"三安全一稳定"'),
    ],
)
def test_forms_of_one_thing_are_equal(old: str, by: str) -> None:
    assert compared(BASE, edited([{"replace": old, "by": by}])).count == 0


def test_the_examples_are_equal_to_themselves() -> None:
    data = (ROOT / "examples" / "bad.docx").read_bytes()
    assert compared(data, data).count == 0


# ---- what is not


def test_a_figure_is_told_at_its_row_and_column() -> None:
    told = compared(BASE, edited([{"replace": "行政强制\t3", "by": "行政强制\t4"}]))
    (figure,) = told.figures
    assert (figure.table, figure.row, figure.column) == ("proactive", "coercion", "decisions")
    assert (figure.old, figure.new) == ("3", "4")
    assert figure.label == "行政强制 · 本年处理决定数量"
    assert told.count == 1


@pytest.mark.parametrize("by", ["行政强制\t", "行政强制\t/"])
def test_a_blank_or_a_dash_is_no_zero(by: str) -> None:
    zero = edited([{"replace": "行政强制\t3", "by": "行政强制\t0"}])
    told = compared(zero, edited([{"replace": "行政强制\t3", "by": by}]))
    assert [(f.old, f.new) for f in told.figures] == [("0", by.split("\t")[1])]


def test_a_row_that_is_gone_is_told_by_its_figures() -> None:
    told = compared(
        as_docx(BASE), as_docx(edited([{"replace": "行政处罚\t27\t\t\n行政强制\t3\t\t\n", "by": "行政处罚\t27\t\t\n"}]))
    )
    assert [(f.row, f.old, f.new) for f in told.figures] == [("coercion", "3", None)]


def test_a_reworded_label_and_a_row_of_its_own_are_told() -> None:
    told = compared(BASE, edited([{"replace": "行政事业性收费\t", "by": "行政事业收费\t"}]))
    assert [(x.label, x.old, x.new) for x in told.labels] == [("行政事业性收费", "行政事业性收费", "行政事业收费")]
    more = compared(BASE, edited([{"after": "行政强制", "add": "行政检查\t7\t\t"}]))
    assert [(x.old, x.new) for x in more.labels] == [(None, "行政检查")]


def test_a_table_that_is_gone_is_one_difference() -> None:
    start, end = BASE.index("行政复议\t"), BASE.index("\n五、")
    told = compared(BASE, BASE[:start] + BASE[end:])
    assert [(t.table, t.only_in) for t in told.tables] == [("review", "old")]
    assert told.figures == ()


def test_headings_are_told_reworded_gone_and_new() -> None:
    reworded = compared(
        BASE, edited([{"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"}])
    )
    assert [(h.section, h.old, h.new) for h in reworded.headings] == [
        ("problems", "五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施")
    ]
    assert reworded.count == 1
    more = compared(BASE, BASE + "七、附件\n见附页。\n")
    assert [(h.section, h.old, h.new) for h in more.headings] == [(None, None, "七、附件")]
    assert [(p.section, p.old, p.new) for p in more.prose] == [("other", None, "见附页。")]


def test_prose_is_aligned_within_its_topic_and_marked_word_by_word() -> None:
    told = compared(BASE, edited([{"replace": "检查失效链接", "by": "每月检查失效链接12次"}]))
    (prose,) = told.prose
    assert (prose.section, prose.topic) == ("overview", "platform")
    assert [(w.in_, w.text) for w in prose.words] == [
        ("both", "（四）政府信息公开平台建设。维护网站专栏，"),
        ("new", "每月"),
        ("both", "检查失效链接"),
        ("new", "12次"),
        ("both", "。"),
    ]


def test_a_new_paragraph_leaves_the_others_alone() -> None:
    told = compared(BASE, edited([{"after": "（三）政府信息管理", "add": "全年清理过期信息。"}]))
    assert [(p.topic, p.old, p.new) for p in told.prose] == [("management", None, "全年清理过期信息。")]


def test_a_table_of_ones_own_is_compared_as_text() -> None:
    own = "<table border=1><tr><td>培训</td><td>{}</td></tr><tr><td>会议</td><td>2</td></tr></table>"
    pages = [
        as_html(BASE).replace("（二）依申请公开".encode(), (own.format(n) + "<p>（二）依申请公开").encode())
        for n in (3, 4)
    ]
    assert [(p.old, p.new) for p in compared(*pages).prose] == [("培训  3", "培训  4")]


def test_another_edition_is_compared_by_what_both_have(tmp_path: Path) -> None:
    older = (ROOT / "tests" / "linter" / "report-2020.txt").read_text("utf-8")
    told = compared(older, BASE)
    assert {t.edition for t in (told.old, told.new)} == {"2019", "2021"}
    assert any(f.old is None for f in told.figures)
    assert any(f.new is None for f in told.figures)


# ---- aligning

_TEXTS = st.lists(st.sampled_from(["公开12件", "公开13件", "受理申请", "受理申请三件", "无", ""]), max_size=8)


@given(_TEXTS, _TEXTS)
def test_everything_stands_in_the_alignment_once_and_in_order(old: list[str], new: list[str]) -> None:
    for pairs in (aligned(old, new), aligned_texts(old, new)):
        assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
        assert [j for _, j in pairs if j is not None] == list(range(len(new)))
    assert all(i is not None and j is not None for i, j in aligned_texts(old, old))


@given(st.text("公开12件,年。 a", max_size=30), st.text("公开12件,年。 a", max_size=30))
def test_both_texts_can_be_read_from_the_words(old: str, new: str) -> None:
    words = words_of(old, new)
    assert "".join(w.text for w in words if w.in_ != "old") == new
    if all(w.in_ != "both" for w in words):
        assert "".join(w.text for w in words if w.in_ == "old") == old


def test_a_number_changes_as_a_whole() -> None:
    assert [w.text for w in words_of("办结118件", "办结108件")] == ["办结", "118", "108", "件"]


@pytest.mark.parametrize("count", [40, 3000])
def test_very_many_changes_are_gone_through_side_by_side(count: int) -> None:
    old, new = [f"第{n}项工作" for n in range(count)], [f"第{n}项任务已完成" for n in range(count)]
    assert len(aligned_texts(old, new)) >= count


# ---- the command


def test_the_text_says_where_and_how_much(folder: Path) -> None:
    result = run("a.docx", "b.txt")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "原  a.docx  青岚县水务局  2024年",
        "现  b.txt  青岚县水务局  2024年",
        "",
        "表 主动公开政府信息情况",
        "  行政强制 · 本年处理决定数量：3 → 4",
        "共 1 处不同",
    ]
    english = run("a.docx", "b.txt", "--lang", "en")
    assert english.stdout.endswith("3 → 4\n1 difference\n")
    assert run("a.docx", "a.docx").stdout.endswith("\n内容相同\n")
    assert run("a.docx", "a.docx").exit_code == 0


def test_the_json_is_as_its_schema_says(folder: Path) -> None:
    result = run("a.docx", "b.txt", "--format", "json")
    schema = json.loads((ROOT / "nianbao" / "schemas" / "diff.schema.json").read_text("utf-8"))
    told = json.loads(result.stdout)
    jsonschema.validate(told, schema)
    assert told["version"] == 1
    place = {"table": "proactive", "row": "coercion", "column": "decisions"}
    assert told["figures"] == [{**place, "label": "行政强制 · 本年处理决定数量", "old": "3", "new": "4"}]


def test_what_cannot_be_compared_is_one_line_and_status_2(folder: Path) -> None:
    (folder / "c.txt").write_text("不是报告。", "utf-8")
    for line, said in (("a.docx missing.txt", "missing.txt：文件不存在"), ("c.txt a.docx", "c.txt：")):
        result = run(*line.split())
        assert result.exit_code == 2
        assert said in result.stderr
        assert result.stderr.count("\n") == 1


def test_figures_stand_for_the_report_that_they_give(folder: Path) -> None:
    report, figures = ROOT / "examples" / "good-2024.docx", ROOT / "examples" / "figures-2024.yaml"
    assert run(report, figures).exit_code == 0
    text = figures.read_text("utf-8")
    (folder / "c.yaml").write_text(text.replace("decisions: 214", "decisions: 215"), "utf-8")
    told = run(report, "c.yaml", "--format", "json")
    assert [(f["old"], f["new"]) for f in json.loads(told.stdout)["figures"]] == [("214", "215")]
    (folder / "c.yaml").write_text(text.replace("  licensing: {decisions: 214}\n", ""), "utf-8")
    refused = run(report, "c.yaml", "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.endswith("c.yaml: 1 mistake; it cannot be compared until it is fixed\n")


@pytest.mark.parametrize("form", FORMATS)
def test_an_earlier_result_is_replaced_and_an_input_never(folder: Path, form: str) -> None:
    assert run("a.docx", "b.txt", "--format", form, "-o", "out").exit_code == 1
    assert run("a.docx", "b.txt", "--format", form, "-o", "out").exit_code == 1
    before = (folder / "b.txt").read_bytes()
    assert run("a.docx", "b.txt", "--format", form, "-o", "b.txt", "--force").exit_code == 2
    (folder / "mine").write_text("x", "utf-8")
    assert run("a.docx", "b.txt", "--format", form, "-o", "mine").exit_code == 2
    assert (folder / "b.txt").read_bytes() == before


def test_text_of_a_report_stays_text_on_the_page(folder: Path) -> None:
    hostile = "<script>alert(1)</script>\u202e"
    (folder / "b.txt").write_text(edited([{"replace": "检查失效链接", "by": hostile}]), "utf-8")
    out = run("a.docx", "b.txt", "--format", "html").stdout
    page = html.fromstring(out)
    assert page.findall(".//script") == []
    assert [ins.text for ins in page.findall(".//ins")] == ["<script>alert(1)</script>\\u202e"]
    assert [gone.text for gone in page.findall(".//del")] == ["检查失效链接"]
    assert out == run("a.docx", "b.txt", "--format", "html").stdout


@pytest.mark.needs("chromium")
def test_people_with_any_sight_can_read_the_page(folder: Path) -> None:
    run(ROOT / "examples" / "good-2023.docx", ROOT / "examples" / "bad.docx", "--format", "html", "-o", "a.html")
    with chromium() as browser:
        for page in (
            opened(browser, folder / "a.html"),
            opened(browser, folder / "a.html", width=390, color_scheme="dark"),
        ):
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")
