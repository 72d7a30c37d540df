"""`linter.fixing`: what is certain is mended and stays so, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from ruamel.yaml import YAML

from linter import Settings, lint
from linter.fixing import Fixed, FixError, fix, verifying
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.reading.docx import read_docx
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders import docx as build
from tests.builders.docx.parts import W, document_of, parts_of
from tests.builders.reports import BASE, as_docx, edited

FOLDER = Path(__file__).parents[2] / "rules"
FIXABLE = [rule.code for rule in load_rulebook().rules if rule.fixable]
CASES = [
    pytest.param(case, form, code, id=f"{code}-{form}-{case['name']}")
    for code in FIXABLE
    for case in YAML(typ="safe").load((FOLDER / f"{code}.yaml").read_text("utf-8"))["bad"]
    for form in case.get("formats", ("txt", "docx"))
]
HEADING = "五、存在的主要问题及改进情况"


def data_of(text: str, form: str) -> bytes:
    """The text as a file of that format."""
    return as_docx(text) if form == "docx" else text.encode()


def mended(text: str, form: str = "txt", settings: Settings | None = None) -> Fixed:
    """What mending the text as a file gives."""
    return fix(f"a.{form}", data_of(text, form), settings or Settings())


def pairs(fixed: Fixed) -> list[tuple[str, str]]:
    """What was mended."""
    return [(mend.before, mend.after) for mend in fixed.mends]


def figures(data: bytes) -> dict[str, dict[tuple[str, str], str]]:
    """Every figure as it stands."""
    report = recognise(read_bytes(data, name="a"))
    return {table.id: {cell: value.raw for cell, value in table.values.items()} for table in report.tables}


def said(data: bytes, form: str) -> object:
    """What a file says: of a text its very bytes."""
    return data if form == "txt" else read_docx(data)


@pytest.mark.parametrize(("case", "form", "code"), CASES)
def test_what_is_said_to_be_fixable_is_mended_once_and_for_all(case: dict[str, Any], form: str, code: str) -> None:
    data = data_of(edited(case["edits"]), form)
    before = lint(f"a.{form}", data=data)
    fixable = [finding.fingerprint for finding in before.findings if finding.fixable]
    fixed = fix(f"a.{form}", data, Settings())
    assert [mend.finding.fingerprint for mend in fixed.mends if not mend.form] == fixable
    after = lint(f"a.{form}", data=fixed.data)
    assert len(after.findings) == len(before.findings) - len(fixable)
    assert not any(finding.fixable for finding in after.findings)
    assert figures(fixed.data) == figures(data)
    again = fix(f"a.{form}", fixed.data, Settings())
    assert (again.mends, again.data) == ((), fixed.data)
    if code not in ("S109", "S110"):  # of titles and placeholders most are the author's to write
        assert fixable


def test_a_clean_report_keeps_its_bytes() -> None:
    for form in ("txt", "docx"):
        fixed = mended(BASE, form)
        assert (fixed.data, fixed.mends) == (data_of(BASE, form), ())


def test_the_words_of_the_notice_are_right_and_stay() -> None:
    text = edited([{"replace": "二、主动公开政府信息情况", "by": "三、行政机关主动公开政府信息情况"}])
    assert pairs(mended(text)) == [("三、行政机关主动公开政府信息情况", "二、行政机关主动公开政府信息情况")]


def test_forms_of_headings_labels_and_title_are_mended_and_are_no_findings() -> None:
    text = edited([
        {"replace": "青岚县水务局2024年政", "by": "青岚县水务局 ２０２４ 年政"},
        {"replace": "一、总体情况", "by": "一.总 体 情 况"},
        {"replace": "（一）予以公开", "by": "(一)予以公开"},
        {"replace": "3.危及“三安全一稳定”", "by": '3．危及"三安全一稳定"'},
        {"replace": "（二）部分公开（区分", "by": "(二) 部分公开 (区分"},
    ])  # fmt: skip
    for form in ("txt", "docx"):
        fixed = mended(text, form)
        assert said(fixed.data, form) == said(data_of(BASE, form), form)
        assert all(mend.form for mend in fixed.mends)
        assert lint(f"a.{form}", data=data_of(text, form)).findings == ()


def test_what_is_not_wanted_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = edited([{"replace": HEADING, "by": "五、存在的主要问题及改进措施"}])
    assert pairs(mended(text, settings=Settings(ignore=("S102",)))) == []
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("- {file: '*', rule: S102, reason: x, by: y, until: 2099-01-01}\n", "utf-8")
    assert pairs(mended(text, settings=Settings(waivers=str(waivers)))) == []


def test_a_rulebook_says_which_rules_are_mended(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "extends: 2021\nid: ours\nrules:\n- {code: S102, fixable: false}\n- {code: S112, fixable: true}\n", "utf-8"
    )
    text = edited([
        {"replace": HEADING, "by": "五、存在的主要问题及改进措施"},
        {"replace": "二、主动公开政府信息情况", "by": "二、行政机关主动公开政府信息情况"},
    ])  # fmt: skip
    fixed = mended(text, settings=Settings(rulebook=str(tmp_path / "ours.yaml")))
    assert pairs(fixed) == [("二、行政机关主动公开政府信息情况", "二、主动公开政府信息情况")]


# ---- left-over text of the form


@pytest.mark.parametrize("form", ["txt", "docx"])
@pytest.mark.parametrize(
    ("edit", "after"),
    [
        ({"replace": f"{HEADING}\n", "by": f"{HEADING}\n（文字描述）\n"}, BASE),
        ({"replace": "明确了各栏目的责任科室。", "by": "明确了各栏目的责任科室。（文字描述）"}, BASE),
        ({"replace": "政策解读的形式还", "by": "(文字描述，可分条)政策解读的形式还"}, BASE),
    ],
)
def test_what_the_form_prints_goes_where_something_is_written(form: str, edit: dict[str, str], after: str) -> None:
    assert said(mended(edited([edit]), form).data, form) == said(data_of(after, form), form)


@pytest.mark.parametrize(
    "edit",
    [
        {"replace": "本年度未收取政府信息公开信息处理费。", "by": "（文字描述）"},
        {"replace": "明确了各栏目的责任科室。", "by": "明确了（文字描述）的责任科室。"},
        {"replace": "明确了各栏目的责任科室。", "by": "明确了XX科室。（文字描述）"},
        {"replace": "明确了各栏目的责任科室。", "by": "明确了各栏目的责任科室【请核对】。"},
    ],
    ids=["nothing written", "within a sentence", "more to fill in", "to be checked"],
)
def test_what_the_author_has_to_fill_in_stays(edit: dict[str, str]) -> None:
    for form in ("txt", "docx"):
        assert mended(edited([edit]), form).mends == ()


# ---- what is not certain


@pytest.mark.parametrize(
    "edits",
    [
        [{"replace": "青岚县水务局2024年政府", "by": "2024年政府"}],
        [{"replace": "2024年政府信息公开工作年度报告\n", "by": "2024年政务公开工作年度报告\n"}],
        [{"replace": HEADING, "by": "五、下一步工作打算"}],
        # 1 yuan is none of 10,000: the figure below would say something else.
        [{"replace": "本年收费金额（单位：万元）", "by": "本年收费金额（单位：元）"}],
    ],
    ids=["no agency in the title", "a title of something else", "a heading of something else", "another unit"],
)
def test_what_may_mean_something_else_is_left_to_the_author(edits: list[dict[str, str]]) -> None:
    for form in ("txt", "docx"):
        assert mended(edited(edits), form).mends == ()


@pytest.mark.parametrize(
    "edit",
    [
        {"replace": "年度报告\n", "by": "年与报告\n"},
        {"replace": "本年收费金额（单位", "by": "本年收费金（单位"},
        {"replace": "第二十条第（六）项", "by": "第二十条第（九）项"},
        {"replace": "4.无正当理由大量反复申请", "by": "5.无正当理由大量反复申清"},
    ],
    ids=["a slip in the title", "a slip before the unit", "the number of a block", "number and words of a row"],
)
def test_what_its_place_makes_certain_is_mended(edit: dict[str, str]) -> None:
    for form in ("txt", "docx"):
        assert said(mended(edited([edit]), form).data, form) == said(data_of(BASE, form), form)


def test_marks_of_markdown_stay() -> None:
    text = edited([{"replace": HEADING, "by": "**五、存在的主要问题及改进措施**"}])
    assert mended(text).data.decode() == edited([{"replace": HEADING, "by": f"**{HEADING}**"}])
    assert mended(edited([{"replace": "一、总体情况", "by": "**一、总体情况**"}])).mends == ()


def test_it_does_not_matter_how_the_words_are_cut_into_runs() -> None:
    text = edited([
        {"replace": HEADING, "by": "五、 存在的主要问题及改进措施"},
        {"replace": "行政规范性文件", "by": "规范性文件"},
        {"replace": "（三）不予公开", "by": "(三)不与公开"},
    ])  # fmt: skip
    parts = parts_of(as_docx(text))
    document = etree.fromstring(parts["word/document.xml"])
    for run in list(document.iter(f"{W}r")):
        _cut(run)
    data = build.package({**parts, "word/document.xml": etree.tostring(document, encoding="UTF-8")})
    fixed = fix("a.docx", data, Settings())
    assert pairs(fixed) == pairs(mended(text, "docx"))
    assert read_docx(fixed.data) == read_docx(as_docx(BASE))
    # Each character that stays has the size that it had, and what takes its place has it too.
    other = {char for char, size in _sized(document_of(fixed.data)) if len(char) == 1 and size != str(ord(char))}
    assert other == set("情况（）予")


def _cut(run: etree._Element) -> None:
    """Make a run of each character, with a size of its own."""
    parent, text = run.getparent(), "".join(t.text or "" for t in run.iter(f"{W}t"))
    assert parent is not None
    at = list(parent).index(run)
    parent[at : at + 1] = [
        etree.fromstring(
            build.p(build.r(char, f'<w:sz w:val="{ord(char)}"/>')).replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">')
        )[0]
        for char in text
    ]


def _sized(root: etree._Element) -> Iterator[tuple[str, str | None]]:
    """Each run: its text and its size."""
    for run in root.iter(f"{W}r"):
        size = run.find(f"{W}rPr/{W}sz")
        yield "".join(t.text or "" for t in run.iter(f"{W}t")), None if size is None else size.get(f"{W}val")


def test_an_automatic_number_is_no_word_of_the_heading() -> None:
    numbering = build.abstract(0, build.level(0, "chineseCounting", "%1、", start=5)) + build.num(1, 0)
    parts = parts_of(as_docx(edited([{"replace": HEADING, "by": "存在的主要问题及改进措施"}])))
    document = parts["word/document.xml"].decode()
    heading = "<w:p><w:r><w:t xml:space='preserve'>存在的主要问题及改进措施"
    assert heading in document
    numbered = heading.replace("<w:p>", f"<w:p><w:pPr>{build.numbered(1)}</w:pPr>")

    def data(start: int) -> bytes:
        return build.package({
            **parts,
            "word/document.xml": document.replace(heading, numbered),
            "word/_rels/document.xml.rels": build.relationships({"numbering": "numbering.xml"}),
            "word/numbering.xml": build.part("numbering", numbering.replace('w:val="5"', f'w:val="{start}"')),
        })  # fmt: skip

    fixed = fix("a.docx", data(5), Settings())
    assert pairs(fixed) == [("五、存在的主要问题及改进措施", HEADING)]
    assert not fixed.result.findings
    # A wrong number that Word makes itself stands nowhere in the text.
    assert fix("a.docx", data(4), Settings()).mends == ()
    (finding,) = (f for f in lint("a.docx", data=data(4)).findings if f.code == "S102")
    assert not finding.fixable


# ---- the result is read again


@pytest.mark.parametrize(
    ("what", "why"), [("_figures", "表中数字有变动"), ("_texts", "文字有变"), ("_new_findings", "新的问题")]
)
def test_a_result_that_is_not_as_wanted_is_refused(what: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = edited([{"replace": HEADING, "by": "五、存在的主要问题及改进措施"}])
    again = count()
    answers = {"_new_findings": lambda *_: Text("有新的问题", "new ones")}
    monkeypatch.setattr(verifying, what, answers.get(what, lambda _: [next(again)]))
    with pytest.raises(FixError) as error:
        mended(text)
    assert why in error.value.message.zh


@pytest.mark.parametrize("name", ["a.html", "a.pdf"])
def test_pages_are_not_mended_and_it_is_said_what_is(name: str) -> None:
    lines = "</p><p>".join(BASE.split("一、总体情况")[0].splitlines())
    sections = "".join(f"<p>{s.title}</p><p>无</p>" for s in load_rulebook().sections)
    with pytest.raises(FixError) as error:
        fix(name, f"<html><body><p>{lines}</p>{sections}</body></html>".encode(), Settings())
    assert "请改正 Word 原稿" in error.value.message.zh
    assert error.value.by_format
