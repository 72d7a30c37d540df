"""Totals and lists of their parts: where a list ends, and what may be said of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.claims import Breakdown, Claims, find_breakdowns


def judged(text: str, book: Claims) -> list[Breakdown]:
    return [b for b in find_breakdowns(text, book, year=2024) if b.verdict != "open"]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息96条，其中文件30条、公告25条、动态40条。",
        "公开信息96条，包括：文件30条，公告25条，动态40条。",
        "公开信息96条：一是文件30条；二是公告25条；三是动态40条。",
        "公开信息96条（文件30条、公告25条、动态40条）。",
        "公开信息96条，含文件30条、公告25条、动态40条。",
        "公开信息96条，通过网站、微信、微博分别公开30条、25条、40条。",
        "公开信息96条。其中，文件30条，公告25条，动态40条。",
        "公开文件30条、公告25条、动态40条，合计96条。",
        "公开信息96条，其中文件30条，占31%；公告25条，占26%；动态40条，占42%。",
        "公开信息九十六条，其中文件三十条、公告二十五条、动态四十条。",
    ],
)
def test_a_wrong_sum_is_seen_in_any_wording(text: str, book: Claims) -> None:
    (found,) = judged(text, book)
    assert found.total.value == 96
    assert [p.value for p in found.parts] == [30, 25, 40]
    assert found.wrong


def test_places_are_those_of_the_text(book: Claims) -> None:
    text = "全年公开信息 9 6 条，其中文件30条、公告25条、动态４０条。"
    (found,) = judged(text, book)
    assert text[found.total.start : found.total.end] == "9 6 条"
    assert [text[p.start : p.end] for p in found.parts] == ["30条", "25条", "４０条"]
    assert text[found.start : found.end] == found.quote


@pytest.mark.parametrize(
    "text",
    [
        "公开信息96条，其中文件30条、公告25条、动态40条等。",
        "公开信息96条，主要包括文件30条、公告25条、动态40条。",
        "公开信息90余条，其中文件30条、公告25条、动态40条。",
        "公开信息96条，其中文件近30条、公告25条、动态40条。",
        "公开信息96条，其中重点信息30条。",
        "公开信息960条，其中文件30条、公告25条。",
        "公开信息1.2万条，其中文件0.8万条、公告0.5万条。",
        "办结9件（含上年结转6件，另有2件结转下年度）。",
        "收到申请50件，办结48件，其中网上申请30件、信函申请20件。",
        "收到申请21件，比上年（34件）减少13件，其中网上20件、信函1件。",
    ],
)
def test_open_and_unclear_lists_are_let_alone(text: str, book: Claims) -> None:
    assert [b for b in judged(text, book) if b.wrong] == []


def test_two_breakdowns_of_one_total_are_two(book: Claims) -> None:
    found = judged("收到9件申请，按申请主体分，自然人8件、企业1件；按申请方式分，邮寄5件、网络4件。", book)
    assert [[p.value for p in b.parts] for b in found] == [[8, 1], [5, 4]]
    assert all(not b.wrong for b in found)


def test_a_list_in_a_list_is_its_own(book: Claims) -> None:
    text = "发布信息231条，其中网站140条（文件99条、公告40条），微信91条。"
    outer, inner = sorted(judged(text, book), key=lambda b: -b.total.value)
    assert not outer.wrong
    assert (inner.total.value, inner.verdict) == (Decimal(140), "below")


def test_what_follows_the_list_is_no_part(book: Claims) -> None:
    (found,) = judged("公开信息90条，其中动态50条、文件20条、其他20条，回复留言30条。", book)
    assert found.verdict == "equal"


WRONG = [
    "公开信息120条，其中文件40条、公告50条、会议10条，其他30条。",
    "公开信息200条，其中就业类80条、公共服务类60条、社会保障类70条。",
    "公开信息150条，其中动态90条，文件50条，组织机构信息20条。",
    "公开信息200条。（其中文件80条、教育60条、环保80条）",
    "公开信息115条，其中公告30条、预算2条、文件10条、其他33条、教育35条、监管5条、财政5条。",
    "收到申请13件，其中线上12件、线下0件，驳回7件，均已办结。",
    "收到申请62件，其中上年结转5件、本年新收67件。",
    "收到申请18件，分别为网上申请10件、信函申请5件、当面申请1件。",
    "收到申请18件，其中网上、信函、当面申请分别为10件、5件、1件。",
    "收到申请124件，公民申请114件，法人和其他组织申请11件；本年办结121件。",
    "收到申请30件，办结28件，其中予以公开20件，不予公开9件。",
    "答复申请36件，其中予以公开20件，部分公开5件，不予公开2件，无法提供6件，不予处理1件，其他处理1件。",
    "收到申请15件，其中2件为重复申请，其余12件均已答复。",
    "行政诉讼6件，其中未经复议直接起诉4件、复议后起诉1件。",
    "公开信息90条，其中动态50条、文件20条、其他10条，回复留言30条。",
    "一是网站公开90条；二是公众号公开60条；三是公示栏公开20条，三项合计180条。",
    "网站公开40条、公众号推送60条、公示栏张贴20条，合计公开130条，其中财政信息15条。",
    "制发公文70件，其中主动公开20件，依申请公开30件，不予公开30件。",
    "收到申请31件，均已办结，办理结果为予以公开17件、部分公开3件、不予公开7件、无法提供5件。",
    "公开信息106条，其中通知32条、动态48条、财政信息16条；公众号推送28篇，阅读1.6万余次。",
    "发布政策问答33篇，文字11篇，长图19篇，动漫3篇，其他形式2篇。",
    "无法提供17件，其中本机关不掌握相关政府信息12件，没有现成信息需要另行制作3件，补正后申请内容仍不明确1件。",
    "按办理情况统计，本年办结的41件申请中，予以公开22件，部分公开6件，不予公开4件，无法提供5件，其他处理2件。",
    "收到申请47件，其中自然人申请40件，法人申请7件；从渠道看，线上36件，线下9件。",
    "制定规范性文件11件，其中新制定8件、修改后重新公布4件。",
    "收到政府信息公开申请44件。按渠道划分，网络申请30件、信函申请9件、当面申请6件。",
    "收到公开申请52件，较上年增加4件。从申请主体看，自然人46件，法人5件；从渠道看，线上40件，线下12件。",
    "公开的264条信息中，公示公告90条、工作动态120条、财政信息55条。",
    "全年共发布信息860条，公众号520条，微博200条，短视频150条。",
    "收到申请41件（自然人38件，其中县外居民12件；商业企业4件），均已办结。",
    "公开信息630条，其中本局撰写的410条，转载上级部门的240条。",
    "热线转办件520件，办结511件，其余12件正在办理。",
    "征集公众意见46条，采纳25条，部分采纳11条，未采纳12条。",
]
RIGHT = [
    "按办理情况统计，本年办结的41件申请中，予以公开22件，部分公开6件，不予公开4件，无法提供5件，其他处理4件。",
    "收到申请47件，其中自然人申请40件，法人申请7件；从渠道看，线上38件，线下9件。",
    "收到申请47件，其中自然人申请40件，法人申请7件；从渠道看，线上38件。",
    "制定规范性文件11件，其中新制定7件、修改后重新公布4件。",
    "全年公开信息410条，其中网站公开300条，微信公开190条，部分信息在两处同步发布。",
    "全年公开信息410条，其中网站300条、微信190条，两者有重复。",
    "公开信息120条，其中文件40条、公告50条、会议10条，其他20条。",
    "公开信息120条，其中文件40条、公告50条、会议10条。",
    "公开信息96条，其中文件40条、公告45条、会议10条，其余为图片。",
    "公开信息100条，其中网站60条，公众号30条，回复群众诉求10件。",
    "公开信息100条，其中动态60条、公告40条，公开财政信息20条。",
    "公开信息276条，其中：动态216条，更新目录50条，报送信息100余条。",
    "公开信息100条，其中重点信息60条；政策解读50条。",
    "公开信息100条，其中网站60条，动态40条、公告20条，微信40条。",
    "公布图片40条、其他素材（包括视频、音频）34条、问答12条。",
    "公布规章14件（含新制定5件、修改4件）。",
    "收到申请12件，其中线上12件、线下0件，驳回7件，均已办结。",
    "收到申请40件，其中网上20件，邮寄20件，自然人30件，法人10件。",
    "收到申请124件（含上年结转5件），公民申请108件，法人和其他组织申请11件。",
    "收到申请18件，其中网上、信函申请分别为10件、5件。",
    "收到申请20件，行政复议、行政诉讼分别为2件、1件。",
    "收到申请30件，办结28件，其中予以公开20件，不予公开8件。",
    "答复申请36件，其中予以公开20件，部分公开5件。",
    "公布文件31件，其中图解24件次、文字解读18件次，部分文件采用多种形式。",
    "网站公开754条，新媒体公开2808条，其他方式公开54条。其中，微信1205条、微博12984条。",
    "公开信息100条，回复留言20条，共发布微博115条。",
    "公开文件30件，其中规范性文件10件，其他文件20件，废止文件5件。",
    "网站发布信息33条，微信21条，微博19条，其他平台20条。",
    "召开会议20次，培训8次、检查9次、调研30次。",
    "共答复30件：属于主动公开告知获取途径的12件，同意公开的8件，不予公开的4件，其他处理的6件。",
    "全年行政复议33件、行政诉讼15件，较上年分别减少30件、14件。",
    "收到申请21件，为近四年最少（2021年至2023年分别为30件、26件、28件）。",
    "新收申请914件，上年结转40件，共办结910件。",
    "全镇20个村中，公开党务20件、公开村务20件、公开财务18件。",
    "收到公开申请52件，较上年增加4件。从申请主体看，自然人47件，法人5件；从渠道看，线上40件，线下12件。",
    "从申请主体看，自然人47件，商业企业1件；从渠道看，线上36件，线下12件。",
    "答复建议提案20件。从申请渠道看，网络申请28件，信函申请13件。",
    "公开的264条信息中，发布在网站的260条，转发到公众号的90条。",
    "全年共公开信息300条，回复留言120条，解读政策45条，转载信息160条。",
    "发布信息860条，公众号520条，微博200条，短视频150条。",
    "收到申请42件（自然人38件，其中县外居民12件；商业企业4件），均已办结。",
    "公开信息630条，其中本局撰写的390条，转载上级部门的240条。",
    "热线转办件520件，办结508件，其余12件正在办理。",
    "热线转办件520件，较上年增加40件，其余情况12件。",
    "征集公众意见48条，采纳25条，部分采纳11条，未采纳12条。",
    "征集公众意见48条，采纳25条，回复12条。",
]


@pytest.mark.parametrize("text", WRONG)
def test_parts_that_cannot_be_those_of_the_whole_are_seen(text: str, book: Claims) -> None:
    assert any(b.wrong for b in find_breakdowns(text, book, year=2024))


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_or_leaves_parts_out_is_let_alone(text: str, book: Claims) -> None:
    assert not any(b.wrong for b in find_breakdowns(text, book, year=2024))


NAMES = (
    "部门文件",
    "通知公告",
    "就业创业",
    "公共服务",
    "社会保障",
    "组织机构信息",
    "重点领域信息",
    "财政预决算",
    "人事任免",
)
VALUES = st.lists(st.integers(0, 3000), min_size=2, max_size=len(NAMES) - 1)
FORMS = (
    ("公开信息{}条，其中{}。", "、"), ("公开信息{}条。其中，{}。", "，"), ("公开信息{}条（{}）。", "、"),
    ("公开信息{}条，包括：{}。", "；"), ("公开信息{}条，分别为{}。", "、"),
)  # fmt: skip


def listed(form: tuple[str, str], whole: int, values: list[int], rest: int | None) -> str:
    parts = [f"{name}{value}条" for name, value in zip(NAMES, values, strict=False)]
    return form[0].format(whole, form[1].join([*parts, *([f"其他{rest}条"] if rest is not None else [])]))


@given(values=VALUES, rest=st.none() | st.integers(0, 500), form=st.sampled_from(FORMS))
def test_a_list_made_from_its_whole_is_never_accused(
    values: list[int], rest: int | None, form: tuple[str, str], book: Claims
) -> None:
    text = listed(form, sum(values) + (rest or 0), values, rest)
    assert not any(b.wrong for b in find_breakdowns(text, book, year=2024))


@given(values=VALUES, rest=st.integers(0, 500), off=st.sampled_from((-1, 1)), form=st.sampled_from(FORMS))
def test_a_full_list_changed_by_one_is_accused(
    values: list[int], rest: int, off: int, form: tuple[str, str], book: Claims
) -> None:
    whole = sum(values) + rest + off
    text = listed(form, max(whole, 0), values, rest if whole >= 0 else rest + 1)
    assert any(b.wrong for b in find_breakdowns(text, book, year=2024))


@given(values=VALUES, less=st.integers(1, 5000), form=st.sampled_from(FORMS))
def test_parts_above_their_whole_are_always_accused(
    values: list[int], less: int, form: tuple[str, str], book: Claims
) -> None:
    if less > sum(values):
        values = [*values[:-1], values[-1] + less]
    text = listed(form, sum(values) - less, values, None)
    assert any(b.wrong for b in find_breakdowns(text, book, year=2024))
