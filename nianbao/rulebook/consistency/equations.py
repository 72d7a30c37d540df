"""Equations that can be read, name what their table has, and have a rule that tells of them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, unknown
from nianbao.rulebook.consistency.tables import table_forms
from nianbao.rulebook.equations import EquationError, Relation, instances, names_of, parse_equation
from nianbao.rulebook.model import Equation, TableForm, leaf_columns, leaf_rows
from nianbao.yamltree.tree import Mapping, TreeMistake, plain

_TABLE = Text("表格", "table")
_RULE = Text("规则", "rule")
_COMPUTES = Text(
    "不能由等式算出“{name}”；“computes”应是单独在“=”左边的一项，等式不含 previous.",
    'the equation cannot compute "{name}"; "computes" names the one term left of "=" in an equation without previous.',
)
_KIND = "equation"
_NAMES = {
    "row": Text("列或列组", "column or group of columns"),
    "column": Text("行或行组", "row or group of rows"),
    "group": Text("各组的列", "column of the groups"),
}
_NOWHERE = Text(
    "表格“{table}”没有一处同时有等式中的各项", 'nowhere does table "{table}" have all names of the equation together'
)
_OTHER_KIND = Text(
    "规则“{rule}”的 kind 是“{kind}”；应为 equation",
    'rule "{rule}" is of the kind "{kind}"; expected a rule of the kind equation',
)
_NO_EQUATION = Text(
    "规则“{rule}”没有等式；应有 rule 为 {rule} 的等式，或 enabled: false",
    'rule "{rule}" has no equation; expected one with rule: {rule}, or enabled: false',
)


def check(book: Mapping) -> Iterator[TreeMistake]:
    """Equations that cannot be held, and equation rules that nothing can break."""
    forms = table_forms(book)
    tables = [name.text for name in all_named(book, "tables", "id")]
    for entry in entries(book, "equations"):
        table = named(entry, "table")
        if table and table.text not in tables:
            yield unknown(table, _TABLE, tables)
        yield from _text(entry, forms.get(table.text) if table else None)
    yield from _rules(book)


def _text(entry: Mapping, form: TableForm | None) -> Iterator[TreeMistake]:
    text = named(entry, "is")
    if text is None:
        return
    try:
        relation = parse_equation(text.text)
    except EquationError as error:
        yield TreeMistake(text.at, error.message)
        return
    yield from _computes(entry, relation)
    if form is not None:
        yield from _held(entry, text, relation, form)


def _computes(entry: Mapping, relation: Relation) -> Iterator[TreeMistake]:
    """A term can be worked out where it stands alone and nothing is of the year before."""
    name = named(entry, "computes")
    alone = [(term.sign, term.name) for term in relation.left]
    across = any(term.previous for term in (*relation.left, *relation.right))
    if name and (across or alone != [(1, name.text)]):
        yield TreeMistake(name.at, _COMPUTES.format(name=name.text))


def _held(entry: Mapping, text: Named, relation: Relation, form: TableForm) -> Iterator[TreeMistake]:
    try:
        equation = msgspec.convert(plain(entry), Equation)
    except msgspec.ValidationError:
        return
    if instances(form, equation):
        return
    known = _known(form, equation)
    names = dict.fromkeys(term.name for term in (*relation.left, *relation.right))
    absent = [name for name in names if name not in known] if known else []
    for name in absent:
        yield unknown(Named(name, text.at), _NAMES[equation.each], known)
    if not absent:
        yield TreeMistake(text.at, _NOWHERE.format(table=form.id))


def _known(form: TableForm, equation: Equation) -> list[str]:
    """What an equation of this table may name; groups of columns by what stands inside them."""
    if equation.each == "column":
        return [name for block in form.blocks for name in names_of(leaf_rows(block))]
    if equation.each == "row":
        return [name for block in form.blocks for name in names_of(leaf_columns(block))]
    columns = (column.id.rpartition(".") for block in form.blocks for column in leaf_columns(block))
    return list(dict.fromkeys(name for group, _, name in columns if group))


def _rules(book: Mapping) -> Iterator[TreeMistake]:
    kinds = {code.text: named(rule, "kind") for rule in entries(book, "rules") if (code := named(rule, "code"))}
    held = all_named(book, "equations", "rule")
    for code in held:
        kind = kinds.get(code.text)
        if code.text not in kinds:
            yield unknown(code, _RULE, list(kinds))
        elif kind and kind.text != _KIND:
            yield TreeMistake(code.at, _OTHER_KIND.format(rule=code.text, kind=kind.text))
    for rule in entries(book, "rules"):
        yield from _without_equation(rule, {name.text for name in held})


def _without_equation(rule: Mapping, held: set[str]) -> Iterator[TreeMistake]:
    code, kind = named(rule, "code"), named(rule, "kind")
    enabled = rule.get("enabled")
    switched_off = enabled is not None and plain(enabled) is False
    if code and kind and kind.text == _KIND and code.text not in held and not switched_off:
        yield TreeMistake(code.at, _NO_EQUATION.format(rule=code.text))
