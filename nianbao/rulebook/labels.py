"""Rows, columns, cells and severities by the names that people know."""

from __future__ import annotations

from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.rulebook.model import Column, Leaf, Row, Rule, Severity, TableForm, leaf_columns, leaf_rows

SEVERITIES: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}


def row_label(form: TableForm, row_id: str) -> str:
    """The official label of a row or of a group of rows; "" for the row of a table without row labels."""
    return _labels(form).rows.get(row_id, row_id)


def column_label(form: TableForm, column_id: str) -> str:
    """The official header of a column with the group it needs to be told apart, as in 行政复议·总计."""
    return _labels(form).columns.get(column_id, column_id)


def column_header(form: TableForm, column_id: str) -> str:
    """What stands at the head of a column by itself, whatever group it is in."""
    return _labels(form).headers.get(column_id, column_id)


def row_name(form: TableForm, row_id: str) -> str:
    """What sums call a row: a name of its own where its label is long."""
    return _labels(form).names.get(row_id) or row_label(form, row_id)


def cell_name(form: TableForm, row_id: str | None, column_id: str | None) -> Text:
    """行“…”列“…”; a part that is None, or that the table has no name for, is left out."""
    row = row_label(form, row_id) if row_id else ""
    column = column_label(form, column_id) if column_id else ""
    zh = (f"行“{row}”" if row else "") + (f"列“{column}”" if column else "")
    en = ", ".join(filter(None, (f'row "{row}"' if row else "", f'column "{column}"' if column else "")))
    return Text(zh, en)


class _Labels:
    def __init__(self, form: TableForm) -> None:
        self.rows: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for block in form.blocks:
            for row in leaf_rows(block):
                self._add(self.rows, row)
                self.names[row.id] = getattr(row.item, "name", "")
            for column in leaf_columns(block):
                self._add(self.columns, column)
                self.headers[column.id] = column.label
                if column.groups and column.groups[-1].id:
                    self.columns[column.id] = f"{column.groups[-1].label}·{column.label}"
                for group in column.groups:
                    if group.group:
                        self._add_sum(group, column)

    @staticmethod
    def _add(labels: dict[str, str], leaf: Leaf) -> None:
        path = ""
        for group in leaf.groups:
            path = ".".join(filter(None, (path, group.id or "")))
            if group.id:
                labels.setdefault(path, group.label)
            if group.group:
                labels.setdefault(group.group, group.label)
        labels[leaf.id] = leaf.label

    def _add_sum(self, group: Row | Column, column: Leaf) -> None:
        """A sum over a group that no column has: 行政诉讼·总计 over those of 未经复议直接起诉 and 复议后起诉."""
        _, dot, name = column.id.rpartition(".")
        if dot:
            self.columns.setdefault(f"{group.group}.{name}", f"{group.label}·{column.label}")


@once_per()
def _labels(form: TableForm) -> _Labels:
    return _Labels(form)


def advice(rule: Rule) -> Text:
    """What to do; a remedy whose blanks only a finding fills in is given in general, or with its blanks as such."""
    return rule.advice or Text(_blanks(rule.mend.zh), _blanks(rule.mend.en))


def _blanks(text: str) -> str:
    import re

    return re.sub(r"\{(\w+)\}", "…", text)
