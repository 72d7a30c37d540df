"""The formula of a rate in the words of the tables."""

from __future__ import annotations

from nianbao.i18n import Text
from nianbao.rulebook.equations import Term, names_of, parse_equation
from nianbao.rulebook.labels import column_label, row_name
from nianbao.rulebook.metrics import Metric
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows


def formula(metric: Metric, rulebook: Rulebook) -> Text:
    """As in （予以公开 + 部分公开）÷ 总计; in English by the ids of the rulebook."""
    relation = parse_equation(f"{metric.of} = {metric.over}")
    of, over = (_side(side, rulebook) for side in (relation.left, relation.right))
    return Text(f"{of} ÷ {over}", f"({' '.join(metric.of.split())}) / ({' '.join(metric.over.split())})")


def _side(terms: tuple[Term, ...], rulebook: Rulebook) -> str:
    words = [("－" if term.sign < 0 else "＋") + _word(term.name, rulebook) for term in terms]
    joined = "".join(words).removeprefix("＋")
    return f"（{joined}）" if len(words) > 1 else joined


def _word(name: str, rulebook: Rulebook) -> str:
    table, _, rest = name.partition(".")
    form = next((form for form in rulebook.tables if form.id == table), None)
    return _in_table(form, rest) if form else name


def _in_table(form: TableForm, name: str) -> str:
    rows = {row for block in form.blocks for row in names_of(leaf_rows(block))}
    columns = {column for block in form.blocks for column in names_of(leaf_columns(block))}
    if name in rows:
        return row_name(form, name)
    parts = name.split(".")
    for at in range(1, len(parts)):
        row, column = ".".join(parts[:at]), ".".join(parts[at:])
        if row in rows and column in columns:
            return f"{row_name(form, row)}·{column_label(form, column)}"
    return column_label(form, name)
