"""The rulebooks that are shipped are free of mistakes and found however the program was installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from nianbao.resources import resource
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.load import check_rulebook, load_rulebook
from tests.builders.rulebooks.small import write

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_an_official_rulebook_has_no_mistake(edition: str) -> None:
    assert [m.text.en for m in check_rulebook(resource(EDITIONS[edition]))] == []
    assert load_rulebook(edition=edition).edition == edition


def test_the_newest_edition_is_the_one_that_nobody_named() -> None:
    assert load_rulebook() is load_rulebook(edition="2021")


def test_an_official_edition_is_extended_by_its_number(tmp_path: Path) -> None:
    base = load_rulebook(edition="2021")
    for written in ("2021", "'2021'"):
        book = load_rulebook(write(tmp_path, ours=f"extends: {written}\nid: ours\n"))
        assert book == msgspec.structs.replace(base, id="ours")


def test_a_style_of_the_official_typography_is_named_by_its_role(tmp_path: Path) -> None:
    change = "extends: 2021\ntypography: {lines: 20, styles: [{role: body, size: 15}]}\n"
    typography = load_rulebook(write(tmp_path, ours=change)).typography
    assert typography is not None
    assert (typography.style("body").size, typography.style("title").size, typography.lines) == (15, 22, 20)


_FIND = """
import site, sys
{way}
import nianbao
from nianbao.resources import resource
from nianbao.rulebook import load_rulebook
print(nianbao.__file__, load_rulebook().edition, *(resource(name).exists() for name in {names}))
"""
_NAMES = (*EDITIONS.values(), "templates")


def _found(way: str, folder: Path) -> str:
    """What a fresh interpreter outside the checkout prints after it was told where the program is."""
    code = _FIND.format(way=way, names=_NAMES)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return run.stdout


def _expected(root: Path) -> str:
    return " ".join((str(root / "nianbao" / "__init__.py"), "2021", *("True" for _ in _NAMES))) + "\n"


def test_a_checkout_finds_its_files(tmp_path: Path) -> None:
    assert _found(f"sys.path.insert(0, {str(ROOT)!r})", tmp_path) == _expected(ROOT)


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installation_finds_its_files(tmp_path: Path, kind: str) -> None:
    build = f"from hatchling.build import build_{kind} as build; print(build({str(tmp_path)!r}))"
    run = subprocess.run(
        [sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    site = tmp_path / "site"
    with zipfile.ZipFile(tmp_path / run.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    way, root = {
        "wheel": (f"sys.path.insert(0, {str(site)!r})", site),
        "editable": (f"site.addsitedir({str(site)!r})", ROOT),
    }[kind]
    assert _found(way, tmp_path) == _expected(root)
    assert (root / "nianbao" / "schemas" / "rulebook.schema.json").is_file()
