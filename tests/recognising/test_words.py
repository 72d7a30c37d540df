"""A damaged label is never taken for another one, and hostile ones cost no more than many."""

from __future__ import annotations

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from nianbao.recognising.words import bare, label_key, nearest, pair
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.model import leaf_columns, leaf_rows
from nianbao.text import distance

FORMS = load_rulebook().tables
LISTS = [
    [label_key(leaf.label) for block in form.blocks for leaf in leaves(block) if leaf.label]
    for form in FORMS
    for leaves in (leaf_rows, leaf_columns)
]
CHARACTERS = st.sampled_from("公开信息申请不予处理其他第三方情况重复新的一二")
EDITS = st.lists(st.tuples(st.sampled_from(("add", "drop", "change")), st.integers(0, 99), CHARACTERS), max_size=4)


def _damaged(label: str, edits: list[tuple[str, int, str]]) -> str:
    for kind, at, char in edits:
        place = at % (len(label) + 1)
        keep = label[place:] if kind == "add" else label[place + 1 :]
        label = label[:place] + ("" if kind == "drop" else char) + keep
    return label


@seed(1)
@settings(max_examples=150, deadline=None, derandomize=False, database=None)
@given(st.sampled_from([labels for labels in LISTS if labels]), st.integers(0, 99), EDITS)
def test_a_label_damaged_within_the_radius_is_itself_or_nothing(
    labels: list[str], which: int, edits: list[tuple[str, int, str]]
) -> None:
    index = which % len(labels)
    own = bare(labels[index])
    stated = _damaged(own, edits)
    others = [distance(own, bare(label)) for label in labels if bare(label) != own]
    if 2 * distance(stated, own) < min(others, default=0):
        found = nearest(stated, labels)
        assert found is None or bare(labels[found]) == own


@seed(2)
@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.tuples(st.integers(0, 25), EDITS), max_size=30))
def test_each_label_is_given_once_and_exact_ones_to_themselves(
    rows: list[tuple[int, list[tuple[str, int, str]]]],
) -> None:
    official = max(LISTS, key=len)
    stated = [_damaged(official[which % len(official)], edits) for which, edits in rows]
    found = [index for index in pair(stated, [[label] for label in official]) if index is not None]
    assert len(found) == len(set(found))
    alone = [
        (s, official[i]) for s, i in zip(stated, pair(stated, [[x] for x in official]), strict=True) if i is not None
    ]
    assert all(own == s or s not in official for s, own in alone)


def test_a_label_cut_short_is_itself_and_one_that_begins_two_is_none() -> None:
    official = ["1.申请人逾期不补正、不再处理", "2.申请人逾期不缴费、不再处理", "3.其他"]
    assert nearest("1.申请人逾期不补正", official) == 0
    assert nearest("申请人逾期", official) is None


def test_rows_that_changed_places_are_themselves() -> None:
    assert pair(["b", "a", "c"], [["a"], ["b"], ["c"]]) == [1, 0, 2]


def test_very_many_and_very_long_labels_are_bounded() -> None:
    """No timed assertion: quadratic work over these would never end."""
    official = [[label] for label in max(LISTS, key=len)]
    assert not any(pair([f"其他情形{n}" for n in range(200_000)], official)[1000:])
    assert nearest("公开" * 1_000_000, [words[0] for words in official]) is None
    assert pair(["公" * 100_000] * 1000, official) == [None] * 1000


@given(st.text("政府信息ab", max_size=80), st.text("政府信息ab", max_size=80))
def test_distance_is_the_one_of_the_textbook(left: str, right: str) -> None:
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    assert distance(left, right) == row[-1]
