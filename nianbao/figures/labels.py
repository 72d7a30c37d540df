"""What people call the keys of a figures file: the official labels, by key."""

from __future__ import annotations

from nianbao.figures.layout import keys_of, slots
from nianbao.figures.places import Keys
from nianbao.figures.schema import PREAMBLE, SUMMARY, ZEROS
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.rulebook.labels import column_label, row_label
from nianbao.rulebook.model import Rulebook, Section, TableForm, leaf_columns, leaf_rows

_HEAD: dict[Keys, Text] = {
    ("edition",): Text("格式版本", "edition"),
    ("agency",): Text("机关名称", "agency"),
    ("year",): Text("报告年度", "year"),
    (ZEROS,): Text("其余空白填 0", "zeros for blanks"),
    ("narrative",): Text("文字", "texts"),
    ("narrative", PREAMBLE): Text("引言", "preamble"),
}
_OPENING = Text("开头", "opening")


@once_per()
def labels_of(rulebook: Rulebook) -> dict[Keys, Text]:
    """The name of each key, as messages give it; the columns of an equation go by table and column."""
    named = dict(_HEAD)
    for section in rulebook.sections:
        named |= _of_texts(section) if section.content == "narrative" else {}
    for group in rulebook.prose_figures:
        named[(group.id,)] = group.name
        named |= {(group.id, figure.id): _both(figure.label) for figure in group.figures}
    for form in rulebook.tables:
        named |= _of_table(form, rulebook)
    for slot in slots(rulebook):
        named[slot.keys] = _both(slot.label)
        # A row of a single figure is called by its own name.
        alone = len(slot.boxes) == 1
        for box in slot.boxes:
            named[keys_of(rulebook)[box.id]] = _both(slot.label if alone else f"{slot.label}·{box.label}")
    return named


def _of_texts(section: Section) -> dict[Keys, Text]:
    title = section.title
    above: Keys = ("narrative", section.id)
    named: dict[Keys, Text] = {above: _both(title)}
    if section.topics:
        named[(*above, SUMMARY)] = Text(f"{title}：{_OPENING.zh}", f"{title}: {_OPENING.en}")
    return named | {
        (*above, topic.id): Text(f"{title}：{topic.name.zh}", f"{title}: {topic.name.zh}") for topic in section.topics
    }


def _of_table(form: TableForm, rulebook: Rulebook) -> dict[Keys, Text]:
    """The table, its groups of rows, and its columns, by which sums down a column are named."""
    named: dict[Keys, Text] = {(form.id,): _both(rulebook.section(form.section).title)}
    for block in form.blocks:
        for column in leaf_columns(block):
            named.setdefault((form.id, column.id), _both(column_label(form, column.id)))
        for row in leaf_rows(block):
            path = row.id.split(".")
            for length in range(1, len(path)):
                group = ".".join(path[:length])
                named.setdefault((form.id, *path[:length]), _both(row_label(form, group)))
    return named


def _both(label: str) -> Text:
    """The words of the report are Chinese in either language."""
    return Text(label, label)
