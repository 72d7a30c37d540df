"""What each format writes of one thing, file by file: golden/FORMAT/THING.txt.

After a change that is wanted, `python -m scripts.make_golden` writes them anew; look at what git shows.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from linter.output import FORMATS, writer
from linter.output.style import Presentation
from tests.builders.results import THINGS

GOLDEN = Path(__file__).parent / "golden"
# Those that are made for every thing here; what people read of one thing is in tests/golden.
TOLD = [one.name for one in FORMATS if one.makes == "text" and one.name not in ("text", "json", "html")]


def written(form: str, thing: str) -> str:
    """What the format makes of it, without SARIF's rules and their numbers, which each new rule moves."""
    text = "".join(writer(form)(THINGS[thing], Presentation("zh")))
    return re.sub(r',"ruleIndex":\d+', "", text.partition("\n")[2]) if form == "sarif" else text


@pytest.fixture(autouse=True)
def _no_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("form", TOLD)
def test_is_as_its_golden_files(form: str) -> None:
    there = {path.stem: path.read_bytes().decode() for path in (GOLDEN / form).glob("*.txt")}
    assert {thing: written(form, thing) for thing in THINGS} == there


def write_all() -> None:
    """Write them all."""
    for form in TOLD:
        (GOLDEN / form).mkdir(parents=True, exist_ok=True)
        for thing in THINGS:
            (GOLDEN / form / f"{thing}.txt").write_text(written(form, thing), encoding="utf-8", newline="\n")
