"""A rulebook laid over another: what is changed is changed, and nothing else."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.rulebook.load import load_rulebook
from nianbao.rulebook.merge import merge
from nianbao.rulebook.model import Rulebook, leaf_columns, leaf_rows
from nianbao.yamltree import Mapping, parse_nodes, plain
from tests.builders.rulebooks.small import CLAIMS, extension, small, write

pytestmark = pytest.mark.usefixtures("few_kinds")


def _loaded(folder: Path, change: str) -> Rulebook:
    return load_rulebook(write(folder, ours=extension(change), base=small()))


def _rows(book: Rulebook) -> list[str]:
    return [leaf.id for leaf in leaf_rows(book.table("cases").blocks[0])]


def _with_rows(rows: str) -> str:
    return f"tables: [{{id: cases, blocks: [{{id: cases, rows: {rows}}}]}}]\n"


def test_an_empty_extension_changes_nothing(tmp_path: Path) -> None:
    assert _loaded(tmp_path, "") == load_rulebook(tmp_path / "base.yaml")


def test_a_mapping_merges_key_by_key(tmp_path: Path) -> None:
    book = _loaded(tmp_path, "name: {zh: 青岚市格式}\n")
    assert (book.name.zh, book.name.en) == ("青岚市格式", "Qinglan trial format")


def test_an_entry_is_changed_where_it_stands(tmp_path: Path) -> None:
    book = _loaded(tmp_path, "rules: [{code: A401, severity: warning, message: {en: sum}}]\n")
    base = load_rulebook(tmp_path / "base.yaml")
    assert [rule.code for rule in book.rules] == [rule.code for rule in base.rules]
    changed, before = book.rule("A401"), base.rule("A401")
    assert changed.message.en == "sum"
    assert msgspec.structs.replace(changed, severity=before.severity, message=before.message) == before


def test_a_rule_is_switched_off_and_stays_known(tmp_path: Path) -> None:
    book = _loaded(tmp_path, "rules: [{code: Z101, enabled: false}]\n")
    assert not book.rule("Z101").enabled


def test_a_list_of_words_is_replaced_or_added_to(tmp_path: Path) -> None:
    topics = "[{id: people, words+: [人事, 编制]}, {id: money, words: [预算]}]"
    book = _loaded(tmp_path, f"sections: [{{id: summary, topics: {topics}}}]\n")
    people, money = book.section("summary").topics
    assert people.words == ("人员", "编制", "人事")
    assert money.words == ("预算",)


def test_words_are_added_where_there_were_none(tmp_path: Path) -> None:
    book = _loaded(tmp_path, "sections: [{id: cases, known_as+: [办件]}]\n")
    assert book.section("cases").known_as == ("办件",)


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("", ["summary", "cases", "more"]),
        ("after: summary, ", ["summary", "more", "cases"]),
        ("before: summary, ", ["more", "summary", "cases"]),
    ],
)
def test_a_new_entry_stands_last_or_where_it_is_placed(tmp_path: Path, place: str, order: list[str]) -> None:
    new = f"{{id: more, {place}number: 三, heading: 其他, name: {{zh: 其他, en: more}}, content: narrative}}"
    book = _loaded(tmp_path, f"sections: [{new}]\n")
    assert [section.id for section in book.sections] == order


def test_an_entry_is_moved(tmp_path: Path) -> None:
    assert [s.id for s in _loaded(tmp_path, "sections: [{id: summary, after: cases}]\n").sections] == [
        "cases",
        "summary",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "[{id: refused.late, label: 逾期}]",
            ["received", "granted", "refused.secret", "refused.private", "refused.late", "pending"],
            id="into a group by its path",
        ),
        pytest.param(
            "[{id: refused.late, after: refused.secret, label: 逾期}]",
            ["received", "granted", "refused.secret", "refused.late", "refused.private", "pending"],
            id="behind a path",
        ),
        pytest.param(
            "[{id: refused, rows: [{id: late, before: secret, label: 逾期}]}]",
            ["received", "granted", "refused.late", "refused.secret", "refused.private", "pending"],
            id="nested",
        ),
        pytest.param(
            "[{id: partly, after: granted, label: 部分同意}]",
            ["received", "granted", "partly", "refused.secret", "refused.private", "pending"],
            id="inside a group without an id",
        ),
        pytest.param(
            "[{label: 办理结果, rows: [{id: other, label: 其他}]}]",
            ["received", "granted", "refused.secret", "refused.private", "other", "pending"],
            id="into a group named by its label",
        ),
        pytest.param(
            "[{id: refused.private, label: 隐私}]",
            ["received", "granted", "refused.secret", "refused.private", "pending"],
            id="changed, not added",
        ),
        pytest.param(
            "[{id: late, label: 逾期}]",
            ["received", "granted", "refused.secret", "refused.private", "pending", "late"],
            id="at the end",
        ),
    ],
)
def test_rows_are_named_by_their_path(tmp_path: Path, rows: str, expected: list[str]) -> None:
    assert _rows(_loaded(tmp_path, _with_rows(rows))) == expected


def test_outside_tables_a_dot_is_part_of_an_id() -> None:
    base = _node({"figures": [{"id": "a", "figures": []}, {"id": "a.b", "label": "x"}]})
    changed = merge(base, _node({"figures": [{"id": "a.b", "label": "y"}, {"id": "a.c"}]}))
    assert changed.mistakes == ()
    assert plain(changed.node) == {"figures": [{"id": "a", "figures": []}, {"id": "a.b", "label": "y"}, {"id": "a.c"}]}


def test_a_row_is_taken_out_of_its_group(tmp_path: Path) -> None:
    assert "refused.secret" not in _rows(_loaded(tmp_path, _with_rows("[{id: refused.secret, remove: true}]")))


def test_a_column_is_added_to_a_group_of_its_own_name(tmp_path: Path) -> None:
    columns = "[{group: remote, columns: [{id: fax, label: 传真}]}]"
    book = _loaded(tmp_path, f"tables: [{{id: cases, blocks: [{{id: cases, columns: {columns}}}]}}]\n")
    assert [leaf.id for leaf in leaf_columns(book.table("cases").blocks[0])] == [
        "paper",
        "online",
        "mail",
        "fax",
        "total",
    ]


def test_the_code_of_a_removed_rule_is_retired_for_good(tmp_path: Path) -> None:
    book = _loaded(tmp_path, "retired: [Z901]\nrules: [{code: Z101, remove: true}]\n")
    assert book.retired == ("Z900", "Z901", "Z101")


def test_words_before_and_after_a_number_are_no_places_in_a_list(tmp_path: Path) -> None:
    base = small() + "claims:\n" + indent(CLAIMS, "  ")
    ours = extension("claims: {approximate: {before: {约: about}, after: {多: above}}}\n")
    claims = load_rulebook(write(tmp_path, ours=ours, base=base)).claims
    assert claims is not None
    assert claims.approximate.before == {"近": "below", "约": "about"}
    assert claims.approximate.after == {"余": "above", "多": "above"}


def test_a_chain_is_laid_from_the_bottom_up(tmp_path: Path) -> None:
    middle = extension("source: 市\nname: {zh: 市}\n")
    path = write(tmp_path, ours="extends: middle.yaml\nname: {en: ours}\n", middle=middle, base=small())
    book = load_rulebook(path)
    assert (book.source, book.name.zh, book.name.en) == ("市", "市", "ours")


def test_files_are_found_beside_the_one_that_extends_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "province").mkdir()
    (tmp_path / "city").mkdir()
    write(tmp_path / "province", base=small())
    path = write(tmp_path / "city", ours="extends: ../province/base.yaml\n")
    monkeypatch.chdir(tmp_path / "province")
    assert load_rulebook(path).id == "qinglan"


_NAMES = st.sampled_from("abcd")
_PLAIN = st.lists(st.integers(0, 3), max_size=3)
_ENTRY = st.fixed_dictionaries({"id": _NAMES}, optional={"words": _PLAIN, "label": _NAMES})
_BOOK = st.dictionaries(
    st.sampled_from(["x", "y"]),
    st.one_of(_PLAIN, st.lists(_ENTRY, max_size=3, unique_by=lambda e: e["id"])),
    max_size=2,
)


def _node(value: object) -> Mapping:
    node = parse_nodes(msgspec.json.encode(value), "book.json").node
    assert isinstance(node, Mapping)
    return node


@settings(max_examples=60)
@given(_BOOK)
def test_laying_nothing_or_itself_over_a_rulebook_changes_nothing(book: dict[str, object]) -> None:
    node = _node(book)
    assert merge(node, _node({})).node == node
    assert plain(merge(node, node).node) == book


@settings(max_examples=60)
@given(_BOOK, _BOOK)
def test_laying_a_change_twice_is_laying_it_once(book: dict[str, object], change: dict[str, object]) -> None:
    once = merge(_node(book), _node(change))
    assert plain(merge(once.node, _node(change)).node) == plain(once.node)
