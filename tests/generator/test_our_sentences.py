"""Sentences of our own for what a figures file does not tell: from the figures, and only where nothing was written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from generator.narrative import render_narrative, write_prose
from nianbao.figures import FiguresError
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import fee, of, zeros

RULEBOOK = load_rulebook()


def default(key: str, *, agency: str = "青岚县水务局", charged: str = "0", **cells: int) -> str:
    """Our own text of a topic or section, for figures given as table__row__column."""
    values = zeros()
    for cell, number in cells.items():
        table, row, column = cell.split("__")
        values[table, row, column] = Decimal(number)
    given = replace(of(values, agency=agency), in_prose=fee(1 if charged != "0" else 0, charged))
    texts = render_narrative(given, RULEBOOK)
    below = texts["overview"]
    assert isinstance(below, dict)
    text = texts.get(key) or below[key]
    assert isinstance(text, str)
    return text


def test_nothing_received_is_said_once() -> None:
    assert default("on_request") == (
        "本年未收到政府信息公开申请，没有上年结转的政府信息公开申请。\n本年没有因政府信息公开引起的行政复议和行政诉讼。"
    )


def test_applications_are_told_by_their_numbers() -> None:
    text = default(
        "on_request",
        applications__new__business=2,
        applications__carried_in__business=1,
        applications__granted__business=1,
        applications__carried_out__business=2,
        review__cases__litigation_direct=0,
    )
    assert "新收政府信息公开申请2件，上年结转政府信息公开申请1件" in text
    assert "办结政府信息公开申请1件，结转下年度继续办理2件" in text


@pytest.mark.parametrize(
    ("agency", "said"), [("青岚县水务局", False), ("青岚县人民政府", True), ("澄州市人民政府办公室", False)]
)
def test_a_government_speaks_of_accountability(agency: str, said: bool) -> None:
    assert ("社会评议" in default("supervision", agency=agency)) is said


def test_fees_are_told_as_they_are() -> None:
    assert default("other").startswith("本年未发出收费通知，未收取政府信息公开信息处理费。")
    text = default("other", charged="20.50")
    assert "发出收费通知1件，应收信息处理费20.50元，实际收取信息处理费0元" in text


def test_a_fee_that_was_not_given_is_asked_for_unless_the_text_tells_it() -> None:
    unknown = replace(of(zeros()), in_prose={})
    with pytest.raises(FiguresError) as caught:
        render_narrative(unknown, RULEBOOK)
    assert caught.value.mistakes[0].text.en.startswith("青岚县水务局: fee.notices: not given")
    assert render_narrative(replace(unknown, narrative={"other": "未收取信息处理费。"}), RULEBOOK)


def test_the_texts_that_are_ours_are_named() -> None:
    prose = write_prose(of(zeros(), {"problems": "问题。", "overview": {"platform": "平台。"}}), RULEBOOK)
    assert ("narrative", "problems") not in prose.defaults
    assert ("narrative", "overview", "platform") not in prose.defaults
    assert ("narrative", "overview", "management") in prose.defaults


def test_our_sentences_fit_the_official_rulebook_and_other_rulebooks_ask_for_theirs() -> None:
    assert write_prose(of(zeros()), RULEBOOK).mistakes == ()
    form, *others = RULEBOOK.tables
    fewer = replace(RULEBOOK, tables=(replace(form, blocks=form.blocks[1:]), *others))
    told = [mistake.text.en for mistake in write_prose(of(zeros()), fewer).mistakes]
    assert told == ["青岚县水务局: narrative.overview.proactive: not given; expected a text"]


def test_our_opening_is_not_put_beside_the_user_s() -> None:
    texts = render_narrative(of(zeros(), {"overview": {"summary": "总的情况。"}}), RULEBOOK)
    assert "preamble" not in texts
    texts = render_narrative(of(zeros(), {"preamble": "引言。"}), RULEBOOK)
    assert isinstance(texts["overview"], dict)
    assert "summary" not in texts["overview"]
