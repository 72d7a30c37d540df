"""What a table, a row or a column is called is the rulebook's: no id of it stands where figures are read and judged."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nianbao.claims.model import Bodies, Claims, Lists
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.kinds import KINDS
from nianbao.rulebook.model import leaf_columns, leaf_rows
from nianbao.rulebook.schema import whole_schema

ROOT = Path(__file__).parents[1]
FOLDERS = ("nianbao/claims", "nianbao/figures", "linter/checks", "generator")


def _ids() -> set[str]:
    """Every id of a table, a row, a column or a group of them, whole and by each part of its path."""
    ids = set()
    for edition in EDITIONS:
        for form in load_rulebook(edition=edition).tables:
            leaves = [leaf for block in form.blocks for leaf in (*leaf_rows(block), *leaf_columns(block))]
            groups = [group for leaf in leaves for group in leaf.groups]
            ids |= {form.id, *(leaf.id for leaf in leaves), *(part for leaf in leaves for part in leaf.id.split("."))}
            ids |= {name for group in groups for name in (group.id, group.group) if name}
    return ids


def _own() -> set[str]:
    """Words that are the program's for something else: kinds of values, names of lists of words."""
    lists = {name for model in (Claims, Bodies, Lists) for name in model.__struct_fields__}
    return _choices(whole_schema()) | lists | {name for kind in KINDS.values() for name in kind.words}


def _choices(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        found = {choice for choice in schema.get("enum", ()) if isinstance(choice, str)}
        return found.union(*map(_choices, schema.values()))
    return set().union(*map(_choices, schema)) if isinstance(schema, list) else set()


def _texts(source: str) -> Iterator[str]:
    """The string constants of a module, its docstrings left out."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    exported = {
        name.value
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]
        for name in ast.walk(node.value)
        if isinstance(name, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in exported:
            continue  # the name of a function
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _spelled(source: str) -> set[str]:
    ids = _ids() - _own()
    return {
        text for text in _texts(source) if text in ids or (text.partition(".")[0] in ids and "." in text.strip("."))
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_spells_an_id(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))
    assert modules
    found = {str(path.relative_to(ROOT)): _spelled(path.read_text("utf-8")) for path in modules}
    assert {path: ids for path, ids in found.items() if ids} == {}


def test_an_id_would_be_found() -> None:
    source = '"""applications.new"""\nNEW = "applications.new"\nTOTAL = "total"\nKIND = "amount"\n'
    assert _spelled(source) == {"applications.new", "total"}
