"""The documentation tells the truth: commands print what it shows, and it names all there is."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import click
import pytest
from ruamel.yaml import YAML

from nianbao.cli import main
from nianbao.rulebook import load_rulebook
from scripts.make_examples import EXAMPLES, documents, parts
from scripts.make_rule_docs import DOCS, PAGES, page
from scripts.refresh_docs import ROOT, pages, refreshed

COMMANDS = main.list_commands(click.Context(main))
ALL_PAGES = {str(p.relative_to(ROOT)): p for p in pages()}
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_FENCE = re.compile(r"^```(sh|powershell|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


_CODE = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _text(name: str) -> str:
    return ALL_PAGES[name].read_text(encoding="utf-8")


def _commands_shown(text: str) -> list[str]:
    """The commands of the code blocks, without what they print and without remarks."""
    blocks = [(kind, block.splitlines()) for kind, block in _FENCE.findall(text)]
    lines = [line for kind, block in blocks for line in block if kind != "console" or line.startswith("$ ")]
    return [line.split("  #")[0].strip() for line in lines]


@pytest.mark.parametrize("name", ALL_PAGES)
def test_commands_print_what_the_page_shows(name: str) -> None:
    assert refreshed(ALL_PAGES[name]) == _text(name)


@pytest.mark.parametrize("name", ["docs/api.md", "docs/api.zh-CN.md"])
def test_code_prints_what_the_page_shows(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "\n".join(_CODE.findall(_text(name)))
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    page_of_code = doctest.DocTestParser().get_doctest(code, {}, name, name, 0)
    told: list[str] = []
    outcome = doctest.DocTestRunner(verbose=False).run(page_of_code, out=told.append)
    assert (outcome.failed, outcome.attempted) == (0, code.count("\n>>> ") + 1), "".join(told)


def test_every_picture_is_small_and_stands_in_both_languages() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [path.name for path in pictures if path.stat().st_size > 60_000] == []
    for chinese in (True, False):
        shown = [text for name in ALL_PAGES if name.endswith(".zh-CN.md") == chinese for text in [_text(name)]]
        assert [path.name for path in pictures if not any(f"pictures/{path.name})" in text for text in shown)] == []


@pytest.mark.parametrize("name", ALL_PAGES)
def test_links_lead_somewhere(name: str) -> None:
    folder = ALL_PAGES[name].parent
    assert [to for to in _LINK.findall(_text(name)) if "://" not in to and not (folder / to).exists()] == []


@pytest.mark.parametrize("name", [n for n in ALL_PAGES if n.endswith(".zh-CN.md")])
def test_both_languages_have_the_same_parts(name: str) -> None:
    chinese, english = _text(name), _text(name.replace(".zh-CN", ""))
    assert re.findall(r"^#+", chinese, re.MULTILINE) == re.findall(r"^#+", english, re.MULTILINE)
    if name.startswith(("README", "CONTRIBUTING", "docs/usage")):
        assert _commands_shown(chinese) == _commands_shown(english)


@pytest.mark.parametrize("index", ["docs/README.md", "docs/README.zh-CN.md"])
def test_the_index_leads_to_every_page(index: str) -> None:
    chinese = index.endswith(".zh-CN.md")
    there = {n for n in ALL_PAGES if n.startswith("docs/") and n.endswith(".zh-CN.md") == chinese} - {index}
    assert there <= {f"docs/{to}" for to in _LINK.findall(_text(index))}


def test_every_page_has_both_languages() -> None:
    alone = {"CHANGELOG.md"}
    english = {name for name in ALL_PAGES if not name.endswith(".zh-CN.md")} - alone
    assert {name.replace(".zh-CN", "") for name in ALL_PAGES if name.endswith(".zh-CN.md")} == english


@pytest.mark.parametrize("name", ["docs/usage.md", "docs/usage.zh-CN.md"])
def test_every_command_is_documented_with_its_options(name: str) -> None:
    shown = re.findall(r"^\$ nianbao (\w+) --help$", _text(name), re.MULTILINE)
    assert sorted(shown) == sorted(COMMANDS)


@pytest.mark.parametrize("name", PAGES)
def test_rule_pages_are_those_of_the_rulebook(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(PAGES[name])
    documented = re.findall(r"^### (\w+) ", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == [rule.code for rule in load_rulebook().rules]


@pytest.mark.parametrize("name", ["docs/usage.md", "docs/usage.zh-CN.md"])
def test_every_hook_is_documented(name: str) -> None:
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == set(re.findall(r"- id: ([\w-]+)", _text(name)))


def test_word_examples_are_made_from_their_figures() -> None:
    made = documents()
    assert {path.name for path in EXAMPLES.glob("*.docx")} == set(made)
    for name, document in made.items():
        assert parts((EXAMPLES / name).read_bytes()) == parts(document)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"])
def test_the_map_of_the_house_names_what_is_there(name: str) -> None:
    named = re.findall(r"`((?:nianbao|linter|generator|scripts|tests|docs|rules|templates)/[\w./-]*)`", _text(name))
    rooms = {f"nianbao/{path.parent.name}/" for path in (ROOT / "nianbao").glob("*/__init__.py")}
    assert rooms <= set(named)
    of_any_rule = {"tests/rules/CODE.yaml", "tests/rules/编号.yaml"}
    assert [path for path in named if path not in of_any_rule and not (ROOT / path).exists()] == []


def test_no_page_names_a_machine() -> None:
    for name in ALL_PAGES:
        assert not re.search(r"/work/|/root/|/home/\w|/tmp/", _text(name)), name
