"""The rulebook broken in every way: each mistake at its line and column, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from nianbao.errors import RulebookError
from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.load import check_rulebook, load_rulebook
from tests.builders.rulebooks.breakages import EXTENDING, RULES, SENSE, SHAPE
from tests.builders.rulebooks.small import CLAIMS, extension, marked, patched, small, write

pytestmark = pytest.mark.usefixtures("few_kinds")


def _cases(table: Sequence[tuple[str, ...]]) -> list[object]:
    return [pytest.param(*case[1:], id=case[0]) for case in table]


def _said(path: Path) -> list[tuple[str, str]]:
    return [(mistake.text.zh, mistake.text.en) for mistake in check_rulebook(path)]


def test_the_small_rulebook_has_no_mistake(tmp_path: Path) -> None:
    assert check_rulebook(write(tmp_path, base=small())) == ()


@pytest.mark.parametrize(("old", "new", "zh", "en"), _cases([*SHAPE, *SENSE, *RULES]))
def test_a_mistake_is_told_at_its_place(tmp_path: Path, old: str, new: str, zh: str, en: str) -> None:
    text, place = marked(patched(old, new))
    path = write(tmp_path, base=text)
    ((told_zh, told_en),) = _said(path)
    assert told_zh.startswith(f"{path}:{place}: ")
    assert told_en.startswith(f"{path}:{place}: ")
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(("change", "zh", "en"), _cases(EXTENDING))
def test_a_mistake_of_an_extension_is_told_in_its_file(tmp_path: Path, change: str, zh: str, en: str) -> None:
    text, place = marked(change if "extends:" in change else extension(change))
    path = write(tmp_path, ours=text, base=small())
    ((told_zh, told_en),) = _said(path)
    assert told_zh.startswith(f"{path}:{place}: ")
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("{dates: [年], ⟦perod: [月]}", "是否指“period”", 'did you mean "period"'),
        ("⟦{dates: [年]}", "缺少词表：period", "expected period"),
    ],
)
def test_the_words_of_a_rule_are_those_of_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, zh: str, en: str
) -> None:
    monkeypatch.setitem(KINDS, "missing-row", replace(KINDS["missing-row"], words=frozenset({"dates", "period"})))
    text, place = marked(patched("code: Z103,", f"code: Z103, words: {words},"))
    told = [mistake for mistake in _said(write(tmp_path, base=text)) if f":{place}: " in mistake[0]]
    ((told_zh, told_en),) = told
    assert zh in told_zh
    assert en in told_en


@pytest.mark.parametrize(
    ("keys", "zh", "en"),
    [
        ("section: ⟦sumary, figure: cases.refused.secret", "是否指“summary”", 'did you mean "summary"'),
        ("section: ⟦cases, figure: cases.granted", "没有文字部分“cases”", 'no narrative section "cases"'),
        ("section: summary, figure: ⟦cases.refused.secrets", "“cases.refused.secret”", '"cases.refused.secret"'),
        ("section: summary", "缺少键：figure", "expected figure"),
    ],
)
def test_a_rule_names_the_section_and_the_figure_that_its_kind_looks_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, zh: str, en: str
) -> None:
    monkeypatch.setitem(KINDS, "missing-row", replace(KINDS["missing-row"], objects=frozenset({"section", "figure"})))
    mark = "" if "⟦" in keys else "⟦"
    text, place = marked(patched("{code: Z103,", f"{mark}{{code: Z103, {keys},"))
    told = [mistake for mistake in _said(write(tmp_path, base=text)) if f":{place}: " in mistake[0]]
    ((told_zh, told_en),) = told
    assert zh in told_zh
    assert en in told_en


def test_a_rule_whose_kind_looks_at_no_figure_names_none(tmp_path: Path) -> None:
    text, place = marked(patched("code: Z103,", "code: Z103, figure: ⟦cases.granted,"))
    ((zh, en),) = _said(write(tmp_path, base=text))
    assert zh.startswith(f"{write(tmp_path, base=text)}:{place}: ")
    assert 'there is no key "figure"' in en


def test_a_superseded_edition_is_one_that_there_is(tmp_path: Path) -> None:
    text, place = marked(patched("retired:", "supersedes: [⟦'2018']\nretired:"))
    ((_, en),) = _said(write(tmp_path, base=text))
    assert f':{place}: there is no edition "2018"' in en


def test_the_pattern_of_a_body_is_a_regular_expression(tmp_path: Path) -> None:
    text, place = marked(patched("retired:", "bodies: [{id: town, pattern: ⟦'*镇'}]\nretired:"))
    ((_, en),) = _said(write(tmp_path, base=text))
    assert f":{place}: not a regular expression" in en


def test_all_mistakes_are_told_at_once_in_reading_order(tmp_path: Path) -> None:
    text = patched("heading: 概况", "headng: 概况\n    heading: 概况")
    for old, new in (
        ("id: private", "id: secret"),
        ("is: total = paper + remote", "is: total = papr + remote"),
        ("{code: Z101,", "{code: Z101, message: {zh: 甲, en: '{x}'},"),
        ("{agency}{year}年", "{agency}"),
    ):
        text = text.replace(old, new, 1)
    text = text.replace("message: {zh: 说明, en: told}, ", "", 1)
    found = check_rulebook(write(tmp_path, base=text))
    assert [mistake.at.line for mistake in found] == [8, 12, 48, 51, 55]


@pytest.mark.parametrize(
    ("equation", "name"),
    [
        ("total = paper + remote, computes: ⟦paper", "paper"),
        ("total - mail = paper + online, computes: ⟦total", "total"),
        ("-total = -paper - remote, computes: ⟦total", "total"),
        ("total = previous.paper + remote, computes: ⟦total", "total"),
    ],
)
def test_an_equation_computes_the_one_term_on_its_left(tmp_path: Path, equation: str, name: str) -> None:
    text, place = marked(patched("total = paper + remote, computes: total", equation))
    path = write(tmp_path, base=text)
    ((_, en),) = _said(path)
    assert en.startswith(f'{path}:{place}: the equation cannot compute "{name}"')


def test_a_mistake_in_the_file_that_holds_the_claims_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    text, place = marked(CLAIMS.replace("cases.received", "⟦cases.recieved"))
    part = write(tmp_path / "parts", claims=text)
    ((_, en),) = _said(write(tmp_path, base=small() + "claims: parts/claims.yaml\n"))
    assert en.startswith(f'{part}:{place}: there is no figure "cases.recieved"')


def test_a_file_for_the_claims_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    text, place = marked(small() + "claims: ⟦parts/claims.yaml\n")
    path = write(tmp_path, base=text)
    ((_, en),) = _said(path)
    assert en.startswith(f'{path}:{place}: cannot read "parts/claims.yaml" (no such file)')


@pytest.mark.parametrize(
    ("group", "en"),
    [
        ("{id: ⟦cases, name: {zh: 费, en: fee}, figures: []}", '"cases" appears twice'),
        ("{id: fee, name: {zh: 费, en: fee}, figures: [{id: due, label: 应收, zero_with: ⟦told}]}", 'no figure "told"'),
    ],
)
def test_figures_of_no_table_are_told_apart_from_tables(tmp_path: Path, group: str, en: str) -> None:
    text, place = marked(patched("retired:", f"prose_figures: [{group}]\nretired:"))
    path = write(tmp_path, base=text)
    ((_, told),) = _said(path)
    assert told.startswith(f"{path}:{place}: ")
    assert en in told


def test_the_folder_of_sentences_is_one_that_there_is(tmp_path: Path) -> None:
    text, place = marked(patched("retired:", "sentences: ⟦naratives\nretired:"))
    path = write(tmp_path, base=text)
    ((_, en),) = _said(path)
    assert en.startswith(f'{path}:{place}: there is no folder of templates "naratives" (did you mean "narrative"?)')


def test_a_row_has_one_total(tmp_path: Path) -> None:
    one = patched("{id: total, label: 合计}", "{id: total, label: 合计, total: true}")
    assert check_rulebook(write(tmp_path, base=one)) == ()
    text, place = marked(
        one.replace("{id: paper, label: 书面}", "{id: paper, label: 书面, total: true}").replace(
            "label: 合计, total: true", "label: 合计, total: ⟦true"
        )
    )
    path = write(tmp_path, base=text)
    ((_, en),) = _said(path)
    assert en.startswith(f"{path}:{place}: a second total of the row")


def test_no_rulebook_needs_a_rule_of_each_kind(tmp_path: Path) -> None:
    lines = [line for line in small().splitlines(keepends=True) if "kind: empty-section," not in line]
    assert check_rulebook(write(tmp_path, base="".join(lines))) == ()


def test_an_equation_rule_needs_an_equation_unless_it_is_switched_off(tmp_path: Path) -> None:
    without = "equations: [{id: row-total, remove: true}, {id: balance, remove: true}]\n"
    path = write(tmp_path, ours=extension(without), base=small())
    ((zh, en),) = _said(path)
    assert "没有等式" in zh
    assert 'rule "A401" has no equation' in en
    write(tmp_path, ours=extension(without + "rules: [{code: A401, enabled: false}]"))
    assert check_rulebook(path) == ()


def test_mistakes_of_both_files_are_told_the_extending_one_first(tmp_path: Path) -> None:
    broken = small().replace("label: 涉及隐私", "label: 属于秘密")
    path = write(tmp_path, ours=extension("titel: 1\n"), base=broken)
    assert [mistake.at.file for mistake in check_rulebook(path)] == [str(path), str(tmp_path / "base.yaml")]


def test_rulebooks_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, a="extends: b.yaml\n", b="extends: c.yaml\n", c="extends: a.yaml\n")
    ((zh, en),) = _said(path)
    assert zh.startswith(f"{tmp_path / 'c.yaml'}:1:10: ")
    assert "extend one another" in en


def test_loading_raises_every_mistake_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path, base=small().replace("label: 涉及隐私", "label: 属于秘密").replace("words: [经费]", "words: 1")
    )
    with pytest.raises(RulebookError) as raised:
        load_rulebook(path)
    assert [m.en.split(": ")[0] for m in raised.value.mistakes] == [f"{path}:18:55", f"{path}:47:42"]
    assert raised.value.message.zh.count("\n") == 1


@pytest.mark.parametrize("path", ["nowhere.yaml", "."])
def test_a_missing_file_is_one_mistake(tmp_path: Path, path: str) -> None:
    with pytest.raises(RulebookError) as raised:
        load_rulebook(tmp_path / path)
    assert len(raised.value.mistakes) == 1
    assert str(tmp_path / path) in raised.value.message.zh


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    write(tmp_path, base="# " + "x" * (3 * 1024 * 1024))
    ((_, en),) = _said(write(tmp_path, ours=extension("")))
    assert en == f"{tmp_path / 'base.yaml'}:1:1: the file is larger than 512 KiB"


def test_an_unknown_edition_names_the_known_ones() -> None:
    with pytest.raises(RulebookError) as raised:
        load_rulebook(edition="1984")
    assert "2021" in raised.value.message.zh
    assert "expected one of " in raised.value.message.en
