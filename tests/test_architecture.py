"""The house keeps its plan: one-way imports, no wording of the format in code, small functions and files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

import pytest

from nianbao.rulebook import load_rulebook
from nianbao.rulebook.model import Rulebook, leaf_columns, leaf_rows
from nianbao.text import normalise

ROOT = Path(__file__).parents[1]
PACKAGES = ("nianbao", "linter", "generator")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
# The house: each room imports only from rooms on floors below its own, and from itself.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("nianbao.patterns",),
    ("nianbao.shown",),
    (
        "nianbao.children", "nianbao.clock", "nianbao.collecting", "nianbao.formats", "nianbao.i18n", "nianbao.memo",
        "nianbao.numerals",
        "nianbao.resources", "nianbao.status", "nianbao.text",
        "nianbao.typesetting", "nianbao.version",
    ),
    ("nianbao.place",),
    ("nianbao.rewriting",),
    ("nianbao.document", "nianbao.errors", "nianbao.wrapping"),
    ("nianbao.extras",),
    ("nianbao.claims", "nianbao.files", "nianbao.yamltree"),
    ("nianbao.compiling", "nianbao.ooxml", "nianbao.rulebook"),
    ("nianbao.many", "nianbao.reading", "nianbao.report"),
    ("nianbao.recognising", "nianbao.scope"),
    ("nianbao.figures",),
    ("linter", "generator"),
    ("nianbao.survey",),
    ("nianbao.web",),
    ("nianbao.cli",),
    ("nianbao.frozen",),
)  # fmt: skip
# The public names of the package are looked up as strings when they are used.
FACADES = {"nianbao"}


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _room(module: str) -> str | None:
    """The name in FLOORS that the module stands under, None for one that is not ours."""
    return next((r for floor in FLOORS for r in floor if module == r or module.startswith(f"{r}.")), None)


def _below(room: str) -> set[str]:
    own = next(number for number, floor in enumerate(FLOORS) if room in floor)
    return {room, *(r for floor in FLOORS[:own] for r in floor)}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    if _module(path) in FACADES:
        return
    room = _room(_module(path))
    assert room, "a module that stands on no floor: add it to FLOORS"
    used = {found for name in _imports(_tree(path)) if (found := _room(name))}
    assert used <= _below(room)


def _without_types(tree: ast.Module) -> ast.Module:
    """The module as it runs: what it imports for its types alone is left out."""
    running = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))]
    return ast.Module(running, [])


def _modules(tree: ast.Module, known: Set[str]) -> Iterator[str]:
    """What it imports: `from package import name` means the module of that name, where it is known."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_no_module_needs_one_that_needs_it() -> None:
    """Neither at once nor when a function is called; a package stands for no more than its own `__init__`."""
    trees = {_module(path): _without_types(_tree(path)) for path in FILES}
    left = {
        name: {used for used in _modules(tree, trees.keys()) if used in trees and used != name}
        for name, tree in trees.items()
    }
    while free := [name for name, used in left.items() if not used & left.keys()]:
        for name in free:
            del left[name]
    assert left == {}


@pytest.mark.parametrize("path", sorted((ROOT / "linter" / "checks").rglob("*.py")), ids=lambda p: p.name)
def test_checks_touch_no_file_and_no_markup(path: Path) -> None:
    used = set(_imports(_tree(path)))
    assert not {name for name in used if name.startswith(("nianbao.reading", "nianbao.ooxml", "nianbao.files", "lxml"))}


def _wordings(book: Rulebook) -> set[str]:
    """Headings and labels long enough to mean the format and nothing else."""
    labels = [s.heading for s in book.sections]
    for form in book.tables:
        for block in form.blocks:
            leaves = (*leaf_rows(block), *leaf_columns(block))
            labels += [block.label, block.corner, *(x.label for leaf in leaves for x in (leaf, *leaf.groups))]
    return {plain for label in labels if len(plain := normalise(label)) >= 5}


def _strings(tree: ast.AST) -> Iterator[str]:
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.fixture(scope="module")
def words() -> set[str]:
    """The headings and labels of both editions."""
    return _wordings(load_rulebook()) | _wordings(load_rulebook(edition="2019"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_wording_of_the_format_stands_in_code(path: Path, words: set[str]) -> None:
    literals = [normalise(text) for text in _strings(_tree(path))]
    assert [(word, text) for text in literals for word in words if word in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [n for n in ast.walk(_tree(path)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert [(f.name, f.end_lineno) for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 60] == []
    assert text.count("\n") <= 300


def test_nothing_else_is_importable_at_the_top_level() -> None:
    modules = {p.parent.name for p in ROOT.glob("*/__init__.py")} | {p.stem for p in ROOT.glob("*.py")}
    assert modules - {"tests", "scripts", "bench"} == set(PACKAGES)


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_what_tests_share_stands_in_builders(path: Path) -> None:
    shared = {name for name in _imports(_tree(path)) if name.startswith("tests")}
    assert {name for name in shared if name != "tests.builders" and not name.startswith("tests.builders.")} == set()


def test_whatever_types_are_not_checked_has_its_reason() -> None:
    ours = [path for folder in (*PACKAGES, "tests", "scripts", "bench") for path in (ROOT / folder).rglob("*.py")]
    ignored = re.compile(r"# type: ignore(?!\[[\w-]+\]  # \w)")
    lines = [(path.name, line.strip()) for path in ours for line in path.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if ignored.search(line) and "re.compile" not in line] == []
