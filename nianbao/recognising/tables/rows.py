"""Row labels that are recognised but are not the official wording, those of groups included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from nianbao.recognising.tables.forms import BlockForm
from nianbao.recognising.tables.lines import TableLine
from nianbao.recognising.words import bare, label_key, likeness, numeral
from nianbao.report import FoundLabel
from nianbao.rulebook.model import Row

_GROUP_LIKE = 0.5
# A line, which row of its block it is, and what stands in front of the row's own label.
_Lead: TypeAlias = tuple[TableLine, int, str]


def wrong_labels(block: BlockForm, rows: Sequence[tuple[TableLine, int]], gridded: bool) -> Iterator[FoundLabel]:
    """The labels of the rows (line, index in the block) that differ from the form.

    What stands before a row's own label belongs to the groups that begin there; a group's label may be spread over
    the rows of its group, in whatever order these stand, or repeated in each. Without a grid a group's label that is
    not there at all is lost in extraction and no finding.
    """
    leads: list[_Lead] = []
    indices = sorted(index for _, index in rows)
    for (line, index), place in zip(rows, indices, strict=True):
        lead, wrong = _own(block, line, index, block.row_words[place][0])
        leads.append((line, index, lead))
        if wrong:
            yield wrong
    # Rows may have changed places with the groups' labels or without.
    in_place = [(line, index, lead) for (line, _, lead), index in zip(leads, indices, strict=True)]
    by_label = sorted(leads, key=lambda lead: lead[1])
    yield from min((list(_of_groups(block, order, gridded)) for order in (in_place, by_label)), key=len)


def _of_groups(block: BlockForm, leads: Sequence[_Lead], gridded: bool) -> Iterator[FoundLabel]:
    for start, (_, index, _) in enumerate(leads):
        if block.opening[index]:
            end = next((i for i in range(start + 1, len(leads)) if block.opening[leads[i][1]]), len(leads))
            yield from _groups(block, block.opening[index], leads[start:end], leads, gridded)


def _own(block: BlockForm, line: TableLine, index: int, in_place: str) -> tuple[str, FoundLabel | None]:
    """What stands before the row's own label, and the label if it is wrong.

    `in_place` is the key of the form's label for where the row stands: rows that have changed places may have kept
    the numbers of their places.
    """
    leaf = block.rows[index]
    words = block.row_words[index]
    for word in words[: 1 + len(leaf.item.accept)]:
        if line.label.endswith(word):
            return line.label[: len(line.label) - len(word)], None
    last = line.keys[line.labels - 1] if line.labels else ""
    if last in block.group_keys:
        return line.label, FoundLabel("", leaf.label, leaf.id, line.cells[0].place)
    lead = line.label[: len(line.label) - len(last)]
    # A number that is not there was set by Word and lost in extraction; one that is there must be right.
    if last and bare(last) == bare(words[0]) and numeral(last) in (None, numeral(words[0]), numeral(in_place)):
        return lead, None
    place = line.cells[max(line.labels - 1, 0)].place
    stated = line.cells[line.labels - 1].text if line.labels else ""
    return lead, FoundLabel(stated, leaf.label, leaf.id, place)


def _groups(
    block: BlockForm,
    opening: Sequence[tuple[Row, str | None]],
    leads: Sequence[_Lead],
    every: Sequence[_Lead],
    gridded: bool,
) -> Iterator[FoundLabel]:
    """The labels of groups that begin together and are not as in the form; `leads` are their first rows."""
    line = next((line for line, _, lead in leads if lead), leads[0][0])
    stated = "".join(dict.fromkeys(lead for _, _, lead in leads if lead))
    rest = stated
    for group, _ in opening:
        rest = rest.replace(label_key(group.label), "", 1)
    for group, path in opening:
        key = label_key(group.label)
        if key in stated or bare(key) in stated or any(key in lead for _, i, lead in every if _within(block, i, group)):
            continue
        if bare(key) in _over_parts(block, group, every):
            continue
        if gridded or rest in block.group_keys or (rest and likeness(rest, key) >= _GROUP_LIKE):
            yield FoundLabel(_text_of(line, rest), group.label, path, line.cells[0].place)


def _over_parts(block: BlockForm, group: Row, every: Sequence[_Lead]) -> str:
    """What stands before the first row of the group in each part of the table: a page may cut through the label."""
    parts: dict[int, str] = {}
    for line, index, lead in every:
        if _within(block, index, group):
            parts.setdefault(line.piece, lead)
    return "".join(parts.values())


def _within(block: BlockForm, index: int, group: Row) -> bool:
    return any(own is group for own in block.rows[index].groups)


def _text_of(line: TableLine, key: str) -> str:
    """The label cell as it stands whose key that is."""
    return next((c.text for c, k in zip(line.cells, line.keys, strict=True) if k and k == key), key)
