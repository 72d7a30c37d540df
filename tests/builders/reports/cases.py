"""The cases of `tests/rules`: the reports that their edits make, and what the linter says of them."""

from __future__ import annotations

from typing import Any

from linter import Finding, Settings, examine
from linter.digest import digest_of
from nianbao.document import Document
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook import load_rulebook
from tests.builders.reports import as_docx, edited
from tests.builders.reports.typeset import typeset


def read_as(form: str, case: dict[str, Any], edits: str = "edits") -> Document:
    """The report of a case, read as a text or a Word file."""
    text = edited(case[edits])
    word = form == "docx"
    data = as_docx(text, case.get("markup", ()), case.get("comments", "")) if word else text.encode()
    return read_bytes(typeset(data, case["typeset"]) if "typeset" in case else data)


def findings_of(case: dict[str, Any], form: str) -> tuple[Finding, ...]:
    """All findings of a case, against last year's report where it has one; where it is typeset of all rules."""
    previous = (digest_of(recognise(read_as("txt", case, "previous"))),) if "previous" in case else ()
    every = Settings(select=tuple({rule.code for rule in load_rulebook().rules}) if "typeset" in case else ())
    return examine(recognise(read_as(form, case)), every, previous=previous).findings
