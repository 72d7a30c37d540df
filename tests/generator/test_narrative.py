"""The narrative: texts with figures, and what no text can do."""

from __future__ import annotations

import re
import tracemalloc
from decimal import Decimal

import pytest
from msgspec.structs import replace

from generator.narrative import render_narrative, write_prose
from generator.narrative.names import names_of, quotable
from nianbao.figures import Figures, FiguresError, read_stated
from nianbao.figures.layout import keys_of, slots
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from tests.builders.figures.minimal import MINIMAL
from tests.builders.figures.sound import fee, of, zeros

RULEBOOK = load_rulebook()
COUNT = ("applications", "new", "natural_person")


def figures(text: str, **values: int) -> Figures:
    """Figures with a preamble, and numbers of new applications, by applicant."""
    given = zeros() | {("applications", "new", column): Decimal(n) for column, n in values.items()}
    return of(given, {"preamble": text})


def rendered(text: str, **values: int) -> object:
    return render_narrative(figures(text, **values), RULEBOOK)["preamble"]


def refused(text: str) -> str:
    with pytest.raises(FiguresError) as caught:
        render_narrative(figures(text, natural_person=3), RULEBOOK)
    (mistake,) = caught.value.mistakes
    return mistake.text.en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("没有模板", "没有模板"),
        ("{{ agency }}{{ year }}年，上年{{ year - 1 }}年", "青岚县水务局2024年，上年2023年"),
        ("{{ applications.new.total|jian }}", "123456件"),
        ("{{ applications.new.total|tiao }}", "123456条"),
        ("{{ applications.new.total|counted('宗') }}", "123456宗"),
        ("{{ applications.new.total|thousands }}件", "123,456件"),
        ("{{ applications.new.total|wan }}件", "12.35万件"),
        ("{{ applications.new.total|wan(1) }}件", "12.3万件"),
        ("{{ 9999|wan }}件", "9999件"),
        ("{{ 15000|wanyuan }}", "1.5万元"),
        ("{{ 3|percent(8) }}", "37.5%"),
        ("{{ 2|percent(3, 0) }}", "67%"),
        ("{{ 2.5|round }}", "3"),
        ("{{ applications.new.organizations }}", "0"),
        ("{{ applications.refused.total }}和{{ review.litigation.total }}", "0和0"),
        ("{% if applications.new.total > 1 %}多件{% else %}一件{% endif %}", "多件"),
        ("{% set n = applications.new.total %}{{ n + 1 }}", "123457"),
        ("{# 不印出 #}正文", "正文"),
        ("{{ '{{' }}原样{{ '}}' }}", "{{原样}}"),
    ],
)
def test_texts_use_figures(text: str, expected: str) -> None:
    assert rendered(text, natural_person=123456) == expected


def test_amounts_print_as_they_were_given() -> None:
    given = of(
        {**zeros(), ("proactive", "fees", "amount"): Decimal("12.3400")},
        {"preamble": "{{ proactive.fees.amount }}万元"},
    )
    assert render_narrative(given, RULEBOOK)["preamble"] == "12.3400万元"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a\n{{ applications.neww.total }}",
            'line 2: "applications.neww" is undefined, did you mean "applications.new"?',
        ),
        ("{{ aplications }}", 'line 1: "aplications" is undefined, did you mean "applications"?'),
        ("{{ year.total }}", 'line 1: "year" is a single value and has no "total"'),
        ("{{ applications.new }}", "line 1: this names several figures"),
        ("a\n\n{% if %}", "line 3: template syntax error"),
        ("{{ year", "line 1: template syntax error"),
        ("{{ year|upper }}", 'line 1: there is no filter "upper"; expected one of abs, '),
        ("x\n{{ 1 / 0 }}", "line 2: division by zero"),
        ("x\n{{ 1|percent(0) }}", "line 2: a percentage of 0"),
        ("{{ agency|jian }}", 'line 1: "青岚县水务局" is not a number'),
        ("x\n{{ ''.__class__ }}", "line 2: .__class__ cannot be used"),
        ("{{ applications['n' ~ 'o'].total }}", "line 1: refers to something that does not exist"),
        ("{{ government }}", 'line 1: "False" is not text'),
        ("{{ [1, 2] }}", "line 1: ( … , … ) cannot be used"),
        ("{{ " + "9" * 5000 + " }}", "line 1: the number is too large or too small"),
        ("{% autoescape false %}{% endautoescape %}", "line 1: "),
        ("{% if false %}{{ nothing }}{% endif %}", 'line 1: "nothing" is undefined'),
    ],
)
def test_mistakes_name_the_key_and_the_line(text: str, expected: str) -> None:
    line = refused(text)
    assert line.startswith("青岚县水务局: narrative.preamble: ")
    assert expected in line


@pytest.mark.parametrize("text", ["{{ year", "{% if %}", "{{ 'a' < 1 }}", "{{ year|wan(x=1) }}", "{{ agency.x.y }}"])
def test_mistakes_are_told_in_chinese_without_words_of_the_library(text: str) -> None:
    with pytest.raises(FiguresError) as refusal:
        render_narrative(of(zeros(), {"preamble": text}), RULEBOOK)
    told = refusal.value.message.zh.split("：", 1)[1]
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", told)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10**9 }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ 'x'|center(999999999) }}",
        "{{ 'x'|counted('x' * 999999999) }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ range(999999999)|list }}",
        "{% set a = 'xxxxxxxxxx' %}{% set a = a ~ a %}{{ a }}",
        "{% set a %}x{% endset %}",
        "{{ '(' * 9 }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "1+" * 60000 + "1 }}",
        "{{ agency.__class__ }}",
        "{{ agency['__class__'] }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ applications.__class__ }}",
        "{{ applications.items() }}",
        "{{ self.__init__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum() }}",
        "{{ agency|attr('__class__') }}",
        "{{ agency.format(1) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ {'a': 1} }}",
        "{{ 99999999999999999999 * 99999999999999999999 }}",
    ],
)
def test_nothing_is_run_looked_up_or_blown_up(text: str) -> None:
    assert "narrative.preamble: line 1:" in refused(text)


def test_the_line_is_that_of_the_user_s_file() -> None:
    text = MINIMAL.replace(
        "proactive:\n",
        "narrative:\n  overview:\n    summary: |-\n      一\n      {{ x }}\n  problems: '{{ y }}'\nproactive:\n",
        1,
    )
    stated = read_stated(text.encode(), "f.yaml", RULEBOOK)
    told = [mistake.text.en for mistake in write_prose(stated.figures, RULEBOOK, stated.place).mistakes]
    assert told == [
        'f.yaml:9: narrative.overview.summary: line 2: "x" is undefined',
        'f.yaml:10:13: narrative.problems: line 1: "y" is undefined',
    ]


def test_what_was_marked_for_review_has_to_be_looked_at() -> None:
    assert "【请核对：' is still there" in refused("一\n收到【请核对：3】件")


def test_a_name_with_a_blank_in_it_is_the_same_body() -> None:
    spaced = of(zeros(), agency="青岚县 人民政府")
    assert names_of(spaced, RULEBOOK)["government"] is True


DOUBLING = "\n".join(
    f"{{% set a{n} = ({below}, {below}) %}}" for n in range(60) for below in ([f"a{n - 1}"] if n else ["1"])
)
SQUARED = "\n".join(f"{{% set a{n + 1} = a{n} * a{n} %}}" for n in range(12))


@pytest.mark.parametrize(
    "text",
    [
        f"{DOUBLING}\n{{{{ a59 }}}}",
        f"{DOUBLING}\n{{{{ a59|jian }}}}",
        DOUBLING.replace("(", "[").replace(")", "]") + "{{ a59 }}",
        "{{ ((1, 1), (1, 1)) }}",
        "{% if (1, (1, 2)) %}x{% endif %}",
        "{% if 1 in ((1, 1), 1) %}x{% endif %}",
        "{% set a = 1, 2 %}{{ a }}",
        f"{{% set a0 = 1e-300 %}}\n{SQUARED}\n" + "{{ a12 }}" * 5_000,
        f"{{% set a0 = 1e-20 %}}\n{SQUARED}\n{{{{ a12 }}}}",
        f"{{% set a0 = 1e20 %}}\n{SQUARED}\n{{{{ a12 }}}}",
        "{{ 1e-300 }}",
        "{{ 1e999 }}",
        "{{ 1e999|round(2) }}",
        "{{ -1e999|abs }}",
        "{{ (1e999 - 1e999)|percent(2) }}",
        "{{ (1e29 * 10)|wan }}",
        "{{ " + "9" * 40 + " }}",
        "{{ 3|percent(1e-31) }}",
    ],
)
def test_no_list_and_no_number_grows(text: str) -> None:
    tracemalloc.start()
    assert refused(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_figure_may_be_one_of_several() -> None:
    text = "{% if year in (2024, 2025) and year not in [1] and year is in([2024]) %}{{ 1 / 3 }}{% endif %}"
    assert rendered(text) == "0.3333333333333333333333333333"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_figure_goes_by_its_label_as_by_its_key(edition: str) -> None:
    book = load_rulebook(edition=edition)
    cells = {box.id: Decimal(at) for at, box in enumerate(box for slot in slots(book) for box in slot.boxes)}
    figures = Figures(edition, "甲", 2021, {}, fee(7, "8", "9"), cells)
    quoted = quotable(book)
    pairs = "\n".join(f"{{{{ {name} }}}}={{{{ {'.'.join(keys)} }}}}" for name, keys in quoted.items())
    text = write_prose(replace(figures, narrative={"problems": pairs}), book).texts["problems"]
    assert isinstance(text, str)
    said = [line.split("=") for line in text.splitlines()]
    assert len(said) == len(quoted)
    assert [(left, right) for left, right in said if left != right] == []
    assert {keys for keys in quoted.values() if len(keys) > 1} >= set(keys_of(book).values())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 新收.总计|jian }}", "4件"),
        ("{{ 本年新收政府信息公开申请数量.自然人 }}", "1"),
        ("{{ 不予公开.总计 }}，{{ 本年度办理结果.总计 }}，{{ 上年结转.法人或其他组织 }}", "0，0，0"),
        ("{{ 行政许可 }}，{{ 行政规范性文件.现行有效件数 }}", "0，0"),
        ("{{ 行政复议.总计 + 行政诉讼.总计 }}，{{ 未经复议直接起诉.结果维持 }}", "0，0"),
        ("{% if 发出收费通知 == 0 %}{{ 报告年度 }}年未收费{% endif %}", "2024年未收费"),
    ],
)
def test_texts_quote_figures_in_chinese(text: str, said: str) -> None:
    values = zeros()
    values["applications", "new", "natural_person"] = Decimal(1)
    values["applications", "new", "business"] = Decimal(3)
    assert render_narrative(of(values, {"problems": text}), RULEBOOK)["problems"] == said


def test_a_misspelt_chinese_name_is_answered_with_the_nearest() -> None:
    assert '"新收.总记" is undefined, did you mean "新收.总计"?' in refused("{{ 新收.总记 }}")
