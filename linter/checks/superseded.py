"""T209: tables of an older edition, with what to change in them."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.rulebook.model import Leaf, Rule, TableBlock, TableForm, leaf_columns, leaf_rows

# So many changes are spelt out; beyond them their number is told.
_TOLD = 3
_GONE = Text("“{block}”已取消", '"{block}" was dropped')
_COLUMNS = Text("“{block}”的列应为“{labels}”", 'the columns of "{block}" are "{labels}"')
_ROWS = Text("“{group}”之下缺少“{first}”等 {number} 行", '"{group}" lacks {number} rows, such as "{first}"')
_ROW = Text("“{group}”之下缺少“{first}”", '"{group}" lacks the row "{first}"')
_NO_ROW = Text("“{first}”一行已取消", 'the row "{first}" was dropped')
_MORE = Text("；共有 {number} 处不同", "; {number} differences in all")


@check("superseded-table")
def superseded_table(case: Case, rule: Rule) -> Iterator[Defect]:
    """Tables read by the form of an older edition, with what to change; their rows and columns are no findings."""
    for table in case.report.tables:
        if table.superseded is not None:
            present = case.report.rulebook.table(table.id)
            values = {"table": present.name, "edition": table.superseded, "changes": _changes(table.form, present)}
            yield Defect(at(table.place, present.section, None, table=table.id), values)


def _changes(old: TableForm, new: TableForm) -> Text:
    blocks = {block.id: block for block in new.blocks}
    changes = [c for block in old.blocks for c in _block_changes(block, blocks.get(block.id), new)]
    told = changes[:_TOLD]
    more = _MORE.format(number=len(changes)) if len(changes) > _TOLD else Text("", "")
    return Text("；".join(c.zh for c in told) + more.zh, "; ".join(c.en for c in told) + more.en)


def _block_changes(old: TableBlock, new: TableBlock | None, form: TableForm) -> Iterator[Text]:
    if new is None:
        yield _GONE.format(block=old.label)
        return
    columns = [column.label for column in leaf_columns(new)]
    if columns != [column.label for column in leaf_columns(old)]:
        yield _COLUMNS.format(block=new.label or form.name, labels="、".join(columns))
    yield from _missing_rows(old, new)
    here = {row.id for row in leaf_rows(new)} | {group.id for row in leaf_rows(new) for group in row.groups}
    yield from (_NO_ROW.format(first=row.label) for row in leaf_rows(old) if row.id not in here)


def _missing_rows(old: TableBlock, new: TableBlock) -> Iterator[Text]:
    """The rows that the old block lacks, group by group."""
    there = {row.id for row in leaf_rows(old)}
    groups: dict[str, list[Leaf]] = {}
    for row in leaf_rows(new):
        if row.id not in there:
            groups.setdefault(row.groups[-1].label if row.groups else new.label, []).append(row)
    for group, rows in groups.items():
        told = _ROWS if len(rows) > 1 else _ROW
        yield told.format(group=group, first=rows[0].label, number=len(rows))
