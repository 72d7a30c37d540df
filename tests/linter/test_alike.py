"""C513 among the files of a call: what stands in another agency's report, which came before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from linter.passages import Passage
from linter.shingles import shingles
from nianbao.cli import main
from nianbao.document import Place
from tests.builders.reports import BASE

OWN = "政策解读的形式还比较单一，栏目更新不够及时。本年增加了图解，明确了各栏目的责任科室。"
PROBLEMS = (
    "公开的内容与群众对水价、停水和水质的关切还有差距，答复文书说理不够充分，基层站所不熟悉公开流程。"
    "今后将梳理群众反复询问的事项，编成问答公布；由法制机构逐件审核答复文书；安排站所人员到局机关跟班学习，"
    "学完以后独立办理一件申请，由带教人员逐条点评，合格的发给上岗证。"
)
MANAGEMENT = "落实先审查后公开的程序，信息发布实行登记。"
COPIED = (
    "公文拟制时同步确定公开属性，办公室逐件复核理由，属性不当的退回承办科室重新提出意见。网站内容由专人逐页巡查，"
    "发现错别字、失效附件和过期联系方式的，当日通知栏目责任人更正并留存截图。失效文件及时加注标识，"
    "涉及群众切身利益的文件在标注前征求法制机构意见，做到件件有据可查。"
)


def report(agency: str, *edits: tuple[str, str], year: int = 2024) -> str:
    text = BASE.replace("青岚县水务局", agency).replace("2024", str(year))
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


def lint(folder: Path, texts: dict[str, str], *args: str) -> dict[str, list[dict[str, Any]]]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    said = CliRunner().invoke(main, ["lint", "--select", "C513", "--format", "json", *args, str(folder)]).stdout
    return {Path(f["path"]).stem: f["findings"] for f in json.loads(said)["files"]}


def test_problems_copied_from_another_agency_are_told_at_the_later_report(tmp_path: Path) -> None:
    edit = (OWN, PROBLEMS)
    copy = (OWN, PROBLEMS.replace("水价", "运价"))
    found = lint(tmp_path, {"a": report("青岚县水务局", edit), "b": report("青岚县交通运输局", copy)})
    assert found["a"] == []
    (finding,) = found["b"]
    assert (finding["code"], finding["location"]["section"], finding["severity"]) == ("C513", "problems", "warning")
    assert "“青岚县水务局”的报告" in finding["message"]
    assert finding["location"]["line"] == BASE.split("\n").index(OWN) + 1


def test_a_copied_topic_is_told_with_its_fingerprint(tmp_path: Path) -> None:
    texts = {
        name: report(agency, (MANAGEMENT, COPIED)) for name, agency in (("a", "青岚县水务局"), ("b", "望川镇人民政府"))
    }
    (finding,) = lint(tmp_path, texts)["b"]
    assert finding["fingerprint"] == "C513:overview::::management:1"
    assert finding["actual"] == "100%"


def test_an_agency_does_not_copy_from_itself(tmp_path: Path) -> None:
    texts = {str(year): report("青岚县水务局", (OWN, PROBLEMS), year=year) for year in (2023, 2024)}
    assert lint(tmp_path, texts) == {"2023": [], "2024": []}


def test_what_last_years_report_says_goes_before(tmp_path: Path) -> None:
    texts = {
        "a": report("青岚县水务局", (OWN, PROBLEMS), year=2023),
        "b": report("青岚县交通运输局", (OWN, PROBLEMS), year=2023),
        "c": report("青岚县交通运输局", (OWN, PROBLEMS)),
    }
    found = lint(tmp_path, texts, "--previous", "auto")
    assert [len(found[name]) for name in "abc"] == [0, 1, 1]
    assert "上年报告" in found["c"][0]["message"]


def test_short_and_different_passages_are_let_alone(tmp_path: Path) -> None:
    other = (
        PROBLEMS[:40]
        + "县内客运班线调整后的时刻没有及时公布，乘客意见分散在几个平台。拟把时刻表集中到一个栏目，调整前公布三天。"
    )
    texts = {
        "a": report("青岚县水务局", (OWN, PROBLEMS)),
        "b": report("青岚县交通运输局", (OWN, other)),
        "c": report("青岚县民政局"),
        "d": report("青岚县财政局"),
    }
    assert lint(tmp_path, texts) == {name: [] for name in "abcd"}


def test_a_waiver_and_ignoring_hold_for_it_too(tmp_path: Path) -> None:
    texts = {name: report(agency, (OWN, PROBLEMS)) for name, agency in (("a", "青岚县水务局"), ("b", "青岚县民政局"))}
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text("- {file: 'b.txt', rule: C513, reason: 经核对, until: 2999-12-31}\n", "utf-8")
    (finding,) = lint(tmp_path, texts, "--waivers", str(waivers))["b"]
    assert finding["waived"]["reason"] == "经核对"
    assert lint(tmp_path, texts, "--ignore", "C513")["b"] == []


@given(st.text("水价停供质检测公布答复申请", min_size=30, max_size=200), st.text("年月日。，；1234567890", max_size=30))
def test_a_passage_stands_whole_in_a_text_that_holds_it(text: str, around: str) -> None:
    own = Passage("problems", "", shingles(text, ()), "", Place())
    other = Passage("problems", "", shingles(around + text + around, ()), "", Place())
    assert own.share_in(other) == 100
