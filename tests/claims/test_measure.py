"""The engine on whole sets of sentences with answers: our own, and the project's measure where it is at hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from ruamel.yaml import YAML

from nianbao.claims import Claims

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).parent / "sentences.yaml"
MEASURE = ROOT.parent / "shared" / "samples" / "claims.yaml"


def _scores() -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_score", ROOT / "bench" / "claims_score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", [OWN, pytest.param(MEASURE, marks=pytest.mark.needs("shared"))], ids=lambda p: p.name)
def test_prose_is_understood(path: Path, book: Claims) -> None:
    score = _scores().Score()
    for case in YAML(typ="safe").load(path.read_text(encoding="utf8")):
        score.add(case, book)
    rows = {row[0]: row[1:] for row in score.rows()}
    hits, misses, alarms = rows["all claims"]
    assert 2 * hits >= 0.97 * (2 * hits + misses + alarms), score.wrong
    assert alarms <= misses or alarms == 0, score.wrong
    assert rows["breakdowns"][1:] == (0, 0), score.wrong
