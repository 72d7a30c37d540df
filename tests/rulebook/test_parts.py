"""Mistakes of the parts that a small rulebook does without: claims in prose, typography."""

from __future__ import annotations

import pytest

from nianbao.rulebook.consistency import claims, ledger, typography
from nianbao.yamltree import Mapping, parse_nodes
from tests.builders.rulebooks.small import marked, small

pytestmark = pytest.mark.usefixtures("few_kinds")

_CLAIMS = """
claims:
  subjects: [{id: case, nouns: [办件]}, {id: secret, nouns: [秘密]}]
  figures:
    - {id: cases.received, of: [case], words: [收到]}
    - {id: cases.received.paper, of: [case]}
    - {id: "cases.refused.{of}", of: [secret]}
    - {id: cases.far, of: [case], sum_of: [cases.received.remote]}
    - {id: fee.charged, of: [case]}
prose_figures:
  - {id: fee, name: {zh: 费用, en: fees}, figures: [{id: charged, label: 应收}]}
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("received, of: [case]", "received, of: [⟦cases]", 'no subject "cases" (did you mean "case"?)'),
        ("cases.received,", "⟦cases.recieved,", 'no figure "cases.recieved" (did you mean "cases.received"?)'),
        ("cases.received.paper", "⟦cases.received.secret", 'no figure "cases.received.secret"'),
        ('id: "cases.refused.{of}"', "id: ⟦'cases.granted.{of}'", 'no figure "cases.granted.secret"'),
        ("{id: fee.charged", "{id: ⟦fee.charge", 'no figure "fee.charge" (did you mean "fee.charged"?)'),
        ("cases.received.remote", "⟦cases.remotely", 'no figure "cases.remotely"'),
    ],
)
def test_claims_are_about_figures_that_the_tables_have(old: str, new: str, en: str) -> None:
    text, place = marked(small() + _CLAIMS.replace(old, new))
    (mistake,) = claims.check(_node(text), ("x.yaml",))
    assert mistake.text.en.startswith(f"x.yaml:{place}: there is {en}")


def test_claims_of_the_base_about_a_row_that_was_taken_out_are_no_mistake() -> None:
    text = small().replace("{id: received, label: 收到}", "{id: taken, label: 收件}") + _CLAIMS
    assert list(claims.check(_node(text), ("ours.yaml",))) == []


def test_claims_that_fit_the_tables_are_no_mistake() -> None:
    assert list(claims.check(_node(small() + _CLAIMS), ("x.yaml",))) == []


_TYPOGRAPHY = """
typography:
  latin: roman
  fonts: [{id: roman, write: 罗马体}, {id: song, write: 宋体}]
  styles:
    - {role: title, font: song}
    - {role: section, font: song}
    - {role: topic, font: song}
    - {role: body, font: song, fonts: [roman]}
    - {role: cell, font: song}
    - {role: page_number, font: song, latin: roman}
  page_number: — {page} —
  topic: （{number}）{name}
  topic_opening: '[（(]'
  caption: "{name}表"
  tables: [{table: cases}]
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("latin: roman\n", "latin: ⟦romans\n", 'there is no font "romans" (did you mean "roman"?)'),
        ("role: body, font: song", "role: body, font: ⟦hei", 'there is no font "hei"'),
        ("fonts: [roman]", "fonts: [⟦hei]", 'there is no font "hei"'),
        ("latin: roman}", "latin: ⟦hei}", 'there is no font "hei"'),
        ("role: cell", "role: ⟦body", 'style of the role "body" appears twice'),
        ("\n    - {role: title, font: song}\n    - {", "\n    ⟦- {", '"styles" lacks roles; expected title'),
        ("table: cases", "table: ⟦case", 'there is no table "case" (did you mean "cases"?)'),
        ("page_number: — {page} —", "page_number: ⟦— {pages} —", 'unknown argument "pages"'),
        ("caption: ", "caption: ⟦'{name'  # ", "the braces do not match"),
        ("topic_opening: '[（(]'", "topic_opening: ⟦'[（('", "not a regular expression"),
    ],
)
def test_typography_names_what_there_is(old: str, new: str, en: str) -> None:
    text, place = marked(small() + _TYPOGRAPHY.replace(old, new))
    mistake, *_ = typography.check(_node(text))
    assert mistake.text.en.startswith(f"x.yaml:{place}: {en}")


def test_typography_that_fits_is_no_mistake() -> None:
    assert list(typography.check(_node(small() + _TYPOGRAPHY))) == []


def _node(text: str) -> Mapping:
    node = parse_nodes(text.encode(), "x.yaml").node
    assert isinstance(node, Mapping)
    return node


_LEDGER = """
ledger:
  requests: cases
  received: received
  open: received
  left: received
  partial: refused.late
  unpaid: refused.late
  review: cases
  pending: paper
  term: 20
  extension: 20
  columns: [{id: number, role: number, label: 编号}]
  applicants: [{id: paper}]
  outcomes: [{id: refused.secret}]
  results: [{id: paper}]
"""


@pytest.mark.parametrize(
    ("old", "new", "en"),
    [
        ("requests: cases", "requests: ⟦case", 'no table "case" (did you mean "cases"?)'),
        ("open: received", "open: ⟦recieved", 'no row "recieved" (did you mean "received"?)'),
        ("outcomes: [{id: refused.secret", "outcomes: [{id: ⟦denied.secret", 'no row "denied.secret"'),
        ("applicants: [{id: paper", "applicants: [{id: ⟦papers", 'no column "papers" (did you mean "paper"?)'),
        ("pending: paper", "pending: ⟦post", 'no column "post"'),
        ("label: 编号}", "label: 编号, of: ⟦cases}", 'no column "cases"'),
    ],
)
def test_a_register_counts_in_rows_and_columns_that_the_tables_have(old: str, new: str, en: str) -> None:
    assert old in _LEDGER
    text, place = marked(small() + _LEDGER.replace(old, new))
    mistake, *_ = ledger.check(_node(text), ("x.yaml",))
    assert mistake.text.en.startswith(f"x.yaml:{place}: there is {en}")


def test_a_register_of_the_base_may_name_a_row_that_was_taken_out() -> None:
    assert list(ledger.check(_node(small() + _LEDGER), ("x.yaml",))) == []
    text = small().replace("{id: received, label: 收到}", "{id: taken, label: 收件}") + _LEDGER
    assert list(ledger.check(_node(text), ("ours.yaml",))) == []
