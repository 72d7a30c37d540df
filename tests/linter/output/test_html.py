"""`nianbao lint --format html`: each report beside what was found in it, on one page that needs nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from linter import lint
from linter.findings import FileResult
from linter.output.html import report_html
from linter.output.style import Presentation
from nianbao.cli import main
from tests.builders.checked_pages import WRONG, linted, marked, parsed, put_files, run, shown
from tests.builders.reports import BASE, as_docx, edited
from tests.builders.reports.html import as_html

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'{{ 7 * 7 }}\u202e"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command runs, with a wrong report and a right one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    put_files(tmp_path)
    return tmp_path


# ---- one report


@pytest.mark.parametrize("write", [as_docx, str.encode, as_html], ids=["docx", "txt", "html"])
def test_findings_stand_in_the_order_of_repair_and_at_their_place(write: Callable[[str], bytes]) -> None:
    page = shown(write(WRONG))
    codes = [text.split("，")[0] for text in page.xpath("//li/details//span/text()")]
    assert codes == ["A404", "S102", "V301"]
    assert marked(page) == {1: "5", 2: "五、存在的主要问题及改进措施", 3: ""}
    groups = [h.text for h in page.xpath("//div[contains(@class, 'list')]/h3")]
    assert groups == ["应当改正", "请核对", "未检查的规则"]


@pytest.mark.parametrize(
    ("said", "words"),
    [("公开的的情况如下。", "的的"), ("全年公开信息 ＸＸ 条。", "ＸＸ"), ("答复申请人王建国", "王建国")],
)
def test_words_are_marked_apart_from_their_paragraph(said: str, words: str) -> None:
    page = shown(as_docx(edited([{"replace": "（二）依申请公开", "by": f"（二）依申请公开。{said}"}])))
    assert words in page.xpath("//mark/text()")


@pytest.mark.parametrize(
    ("edit", "before"),
    [
        ({"replace": "四、政府信息公开行政复议、行政诉讼情况\n", "by": ""}, "三、收到和处理政府信息公开申请情况"),
        ({"replace": "行政处罚\t27\t\t\n行政强制\t3\t\t\n", "by": "行政处罚\t27\t\t\n"}, "行政处罚"),
    ],
)
def test_what_is_missing_is_shown_behind_what_stands_before_it(edit: dict[str, str], before: str) -> None:
    page = shown(as_docx(edited([edit])))
    places = [a.getparent().getparent() for a in page.xpath("//a[contains(@class, 'after')]")]
    assert before in [re.sub(r"^\d+", "", place.text_content()) for place in places]
    assert all(not place.xpath("mark") for place in places)


_CELL = "<w:r><w:t xml:space='preserve'>行政许可</w:t></w:r>"
_ROW = f"<w:tr><w:tc><w:tcPr></w:tcPr><w:p>{_CELL}"
_BY = 'w:id="1" w:author="甲"'


@pytest.mark.parametrize(
    ("replace", "by", "at"),
    [
        (_CELL, f"<w:ins {_BY}>{_CELL}</w:ins>", "行政许可"),
        (_CELL, f"{_CELL}<w:del {_BY}><w:r><w:delText>处罚</w:delText></w:r></w:del>", "行政许可"),
        (_CELL, f"{_CELL}<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部数字 12</w:t></w:r>", "行政许可"),
        (_ROW, _ROW.replace("<w:tr>", f"<w:tr><w:trPr><w:ins {_BY}/></w:trPr>"), "主动公开政府信息情况"),
    ],
    ids=["inserted", "deleted", "hidden", "row"],
)
def test_what_editing_left_in_a_table_is_marked_there(replace: str, by: str, at: str) -> None:
    page = shown(as_docx(BASE, [{"replace": replace, "by": by}]))
    (link,) = page.xpath("//a[@id='r1-p1']")
    about = link.getparent().getparent()
    said = about.get("aria-label") if about.tag == "div" else about.text_content().removeprefix("1")
    assert (said, len(page.xpath("//a[@href='#r1-p1']"))) == (at, 1)


@pytest.mark.parametrize("left", ["<span style='display:none'>内部数字12</span>", "<del>处罚12</del>"])
@pytest.mark.parametrize("at", ["行政许可", "通过县政府网站发布工作动态"])
def test_what_is_left_in_a_page_of_one_line_is_marked_there(left: str, at: str) -> None:
    (link,) = shown(as_html(BASE).replace(at.encode(), (at + left).encode(), 1)).xpath("//a[@id='r1-p1']")
    assert at in link.getparent().getparent().text_content()


def test_a_habit_is_marked_at_each_of_its_cells() -> None:
    text = BASE
    for old, new in (("行政处罚\t27", "行政处罚\t"), ("行政强制\t3", "行政强制\t")):
        text = text.replace(old, new)
    page = shown(as_docx(text))
    assert len(page.xpath("//td[@class='warning']//a")) == 2
    assert len(page.xpath("//td//a[@id='r1-p1']")) == 1
    assert "共 2 处" in page.xpath("//li[@id='r1-f1']")[0].text_content()


def test_a_label_on_a_line_of_its_own_is_marked_and_not_its_figures() -> None:
    lines = WRONG.replace("行政规范性文件\t", "规范性文件\t").replace("\t", "\n")
    assert {"规范性文件"} <= set(marked(shown(lines.encode())).values())


def test_figures_of_a_text_stand_below_one_another() -> None:
    (table, *_) = [t for t in shown(WRONG.encode()).xpath("//table") if "自然人" in t.text_content()]
    widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.xpath("tr")}
    assert len(widths) == 1


def test_merged_cells_and_headers_stand_as_on_paper() -> None:
    (table, *_) = [t for t in shown(as_docx(WRONG)).xpath("//table") if "自然人" in t.text_content()]
    header = table.xpath(".//th[text()='法人或其他组织']")[0]
    assert (header.get("colspan"), header.get("scope")) == ("5", "col")
    assert table.xpath(".//th[text()='三、本年度办理结果']")[0].get("rowspan") == "22"
    assert len(table.xpath(".//tr")[-1].xpath("td")) == 7


def test_every_link_leads_somewhere_and_no_name_stands_twice() -> None:
    page = shown(as_docx(WRONG))
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.xpath("//@href")} <= {*names, "index"}
    assert [f"#r1-p{n}" in page.xpath("//@href") and f"#r1-f{n}" in page.xpath("//@href") for n in (1, 2, 3)]


def test_text_of_a_report_stays_text(folder: Path) -> None:
    text = edited([{"replace": "（二）依申请公开", "by": f"（二）依申请公开{HOSTILE}"}]).replace(
        "五、存在", f"五、{HOSTILE}存在"
    )
    (folder / "a&<b>.txt").write_text(text, "utf-8")
    out = run("a&<b>.txt").stdout
    page = parsed(out)
    assert page.xpath("//script") == []
    assert page.xpath("//img") == []
    assert "<script>alert(1)</script>" in page.text_content()
    assert "{{ 7 * 7 }}" in page.text_content()
    assert "\u202e" not in out
    assert "a&<b>.txt" in page.text_content()


def test_nothing_comes_from_elsewhere_and_equal_input_gives_equal_pages() -> None:
    once = run("a.docx", "b.txt").stdout
    assert run("a.docx", "b.txt").stdout == once
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\bsrc=", once)


@pytest.mark.parametrize(("language", "said"), [("zh", "修改建议"), ("en", "Fix these first")])
def test_the_page_speaks_one_language(language: str, said: str) -> None:
    page = shown(as_docx(WRONG), language)
    assert said in page.text_content()
    for foreign in page.xpath("//div[@class='paper'] | //summary/following-sibling::p"):
        foreign.drop_tree()
    if language == "zh":
        assert re.findall(r"[a-z]{3,}", page.text_content()) == []
    else:
        own = re.sub(r'"[^"]*"|\([^)]*\)', "", page.text_content())
        assert "修改" not in own


def test_an_unreadable_file_and_a_clean_one_say_so(folder: Path) -> None:
    (folder / "c.docx").write_bytes(b"PK\x03\x04")
    assert run("c.docx").exit_code == 2
    assert "无法检查" in run("c.docx").stdout
    assert "没有发现问题" in report_html(linted(as_docx(BASE)), Presentation("zh"))


def test_a_result_without_its_transcript_shows_the_findings_alone() -> None:
    page = parsed(report_html(lint("a", data=as_docx(WRONG)), Presentation("zh")))
    assert page.xpath("//div[@class='paper']") == []
    assert len(page.xpath("//ol/li")) == 3


def test_a_result_is_kept_with_its_transcript() -> None:
    result = linted(as_docx(WRONG))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(result), type=FileResult) == result


def test_what_became_of_an_earlier_run_is_told(folder: Path) -> None:
    assert CliRunner().invoke(main, ["lint", "a.docx", "--format", "json", "-o", "old.json"]).exit_code == 1
    text = WRONG.replace("改进措施", "改进情况").replace("行政处罚\t27", "行政处罚\t若干")
    (folder / "a.docx").write_bytes(as_docx(text))
    page = parsed(run("a.docx", "--previous-run", "old.json").stdout)
    assert page.xpath("//ul[@class='since']/li/text()") == [
        "与上次相比：已改正 1 个，未改正 2 个，新出现 1 个",
        "已改正 S102：标题“五、存在的主要问题及改进措施”与规定的“五、存在的主要问题及改进情况”不一致",
    ]
    (new,) = page.xpath("//li[.//strong[@class='new']]")
    assert "若干" in new.text_content()
    index = parsed(run("a.docx", "b.txt", "--previous-run", "old.json").stdout)
    assert "新出现 1 个" in index.xpath("//div[@class='notes']//li/text()")[0]


def test_who_has_not_filed_stands_in_front(folder: Path) -> None:
    (folder / "roster.csv").write_text("单位名称\n青岚县水务局\n青岚县林业局\n", "utf-8")
    notes = parsed(run("a.docx", "--roster", "roster.csv").stdout).xpath("//div[@class='notes']//li/text()")
    assert any("青岚县林业局：未报送" in note for note in notes)


def test_waived_findings_are_told_apart_with_their_reasons(folder: Path) -> None:
    (folder / "w.yaml").write_text("- {file: a.docx, rule: S102, reason: 沿用, by: y, until: 2025-06-30}\n", "utf-8")
    page = parsed(run("a.docx", "--waivers", "w.yaml").stdout)
    assert len(page.xpath("//ol/li")) == 2
    assert "沿用" in page.xpath("//details[@class='waived']")[0].text_content()


# ---- several reports, and the file


def test_several_reports_have_an_index_in_front() -> None:
    result = run("a.docx", "b.txt")
    page = parsed(result.stdout)
    rows = [[cell.text_content() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr")]
    assert [row[0] for row in rows] == ["不合格", "合格"]
    assert page.xpath("//tbody/tr/td/a/@href") == ["#r1", "#r2"]
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.xpath("//@href")} <= set(names)
    assert len(page.xpath("//h1")) == 1


def test_a_summary_is_the_index_alone_and_quiet_leaves_out_clean_reports() -> None:
    summary = parsed(run("a.docx", "b.txt", "--summary").stdout)
    assert (summary.xpath("//article"), len(summary.xpath("//tbody/tr")), summary.xpath("//a")) == ([], 2, [])
    quiet = parsed(run("a.docx", "b.txt", "--quiet").stdout)
    assert quiet.xpath("//article/@id") == ["r1"]
    assert "未检查的规则" not in quiet.text_content()


def test_an_earlier_page_is_replaced_and_another_never(folder: Path) -> None:
    assert run("a.docx", "-o", "a.html").exit_code == 1
    assert run("a.docx", "-o", "a.html").exit_code == 1
    (folder / "b.html").write_bytes(as_html(BASE))
    assert run("a.docx", "-o", "b.html").exit_code == 2
