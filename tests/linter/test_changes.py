"""A sound report changed in one thing at a time: the kinds of change are a table, what is due stands beside each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from nianbao.errors import ReadError
from nianbao.reading import read_bytes
from tests.builders.linting import lint_document
from tests.builders.reports.changes import FORMS, KINDS

TABLE = YAML(typ="safe").load((Path(__file__).parent / "changes.yaml").read_text("utf-8"))
# Of a hundred changed reports so many may be judged wrongly.
MOST_WRONG = 2


def wrong(due: dict[str, Any], data: bytes) -> str:
    """What is wrong with the judgement of a changed report, "" where nothing is."""
    try:
        codes = [finding.code for finding in lint_document(read_bytes(data)).findings]
    except ReadError as error:
        return f"refused: {error.message.en}"
    must, times = due.get("must"), due.get("times", 1)
    if must and codes.count(must) != times:
        return f"{codes.count(must)} x {must}: {codes}"
    others = {code for code in codes if code != must} - set(due.get("may", ()))
    return f"false alarm {sorted(others)}" if others else ""


def judged(due: dict[str, Any]) -> tuple[int, list[str]]:
    """How many reports a kind makes, and what is wrong with those that are judged wrongly."""
    forms = {name: write for name, write in FORMS.items() if name in due.get("forms", FORMS)}
    told = [
        (f"{form} {name}: ", wrong(due, write(blocks)))
        for name, blocks in KINDS[due["kind"]]()
        for form, write in forms.items()
    ]
    return len(told), [name + why for name, why in told if why]


@pytest.mark.parametrize("due", TABLE, ids=[due["kind"] for due in TABLE])
def test_one_change_is_told_and_nothing_else(due: dict[str, Any]) -> None:
    made, faults = judged(due)
    assert made
    assert len(faults) * 100 <= MOST_WRONG * made, "\n".join(faults)


def test_the_table_has_every_kind() -> None:
    assert {due["kind"] for due in TABLE} == set(KINDS)
