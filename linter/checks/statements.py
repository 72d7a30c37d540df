"""What a report has to say, and what it says that cannot be: C508, C509, S111, D704."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.registry import Case, check
from linter.checks.sentences import paragraphs, texts
from linter.checks.structure import at
from linter.checks.values import possible_number
from linter.findings import Defect, Location
from nianbao.i18n import Text
from nianbao.patterns import LazyPattern
from nianbao.rulebook.bodies import body_of, is_government
from nianbao.rulebook.labels import cell_name
from nianbao.rulebook.model import Rule, leaf_columns, leaf_rows
from nianbao.text import normalise


@check("missing-accountability")
def missing_accountability(case: Case, rule: Rule) -> Iterator[Defect]:
    """A government's report without assessment, public review or accountability (Article 50, item 4)."""
    if not is_government(case.report.agency, case.report.rulebook) or not case.report.sections:
        return
    prose = "".join(normalise(p.text) for _, p in paragraphs(case.report))
    names = {
        "assessment": Text("工作考核", "assessment"),
        "review": Text("社会评议", "public review"),
        "liability": Text("责任追究结果", "accountability"),
    }
    lacking = [name for key, name in names.items() if not any(w in prose for w in rule.words[key])]
    if lacking:
        missing = Text("、".join(n.zh for n in lacking), ", ".join(n.en for n in lacking))
        first = case.report.sections[0]
        yield Defect(at(first.heading.place, first.id), {"missing": missing})


@check("rule-making-body")
def rule_making_body(case: Case, rule: Rule) -> Iterator[Defect]:
    """规章 of a body that its name shows to have no power to make them: one finding, at its first such figure."""
    body = body_of(case.report.agency, case.report.rulebook)
    if body is None or body.makes_rules is not False:
        return
    table_id, _, row_id = (rule.figure or "").partition(".")
    table = case.report.table(table_id)
    cells = [c for c in table.values.items() if c[0][0] == row_id and possible_number(table, c[0])] if table else []
    for (row, column), value in cells[:1]:
        assert table is not None
        name = cell_name(table.form, row, column)
        values = {"agency": case.report.agency, "cells": name, "stated": value.raw.strip()}
        location = at(value.place, table.form.section, value.raw, table=table.id, row=row, column=column)
        yield Defect(location, values, "0", value.raw.strip())


@check("all-zero")
def all_zero(case: Case, rule: Rule) -> Iterator[Defect]:
    """All tables there, every cell read, and every one of them nought."""
    report = case.report
    cells = [v.number for table in report.tables for v in table.values.values()]
    due = sum(
        len(leaf_rows(block)) * len(leaf_columns(block)) for form in report.rulebook.tables for block in form.blocks
    )
    if len(cells) == due and all(number == 0 for number in cells):
        yield Defect(Location())


_IDENTITY = LazyPattern(
    r"(?<![\dA-Za-z])([1-9]\d{5})((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3}[\dXx])(?![\dA-Za-z])"
)
_MOBILE = LazyPattern(r"(?<![\dA-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![\dA-Za-z])")
_MOBILE_LENGTH = 11
# So many characters hold a name and what the number is: 申请人李某（男，手机号码.
_BESIDE = 20
_IDENTITY_NUMBER, _MOBILE_NUMBER = (
    Text("居民身份证号码", "identity number"),
    Text("申请人的手机号码", "an applicant's mobile number"),
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@check("personal-data")
def personal_data(case: Case, rule: Rule) -> Iterator[Defect]:
    """Identity numbers whose check digit is right (GB 11643), and mobile numbers of applicants.

    They are shown with the middle covered, even here.
    """
    for section, text, place in texts(case.report):
        if len(text) < _MOBILE_LENGTH:
            continue
        plain = normalise(text)
        numbers = [f"{m[1]}********{m[3]}" for m in _IDENTITY.finditer(plain) if _check_digit(m[0])]
        found = [(_IDENTITY_NUMBER, n) for n in numbers] + [(_MOBILE_NUMBER, n) for n in _mobiles(plain, rule)]
        for what, stated in found:
            yield Defect(at(place, section, stated), {"what": what, "stated": stated}, None, stated)


def _mobiles(plain: str, rule: Rule) -> Iterator[str]:
    """The mobile numbers that are told as an applicant's; those that applicants may call are the agency's."""
    for match in _MOBILE.finditer(plain):
        before = plain[max(0, match.start() - _BESIDE) : match.start()]
        whom = max((before.rfind(word) + len(word) for word in rule.words["applicants"] if word in before), default=-1)
        between = before[whom:] if whom >= 0 else ""
        told = any(word in between for word in rule.words["telephones"])
        if told and not any(word in between for word in rule.words["not_theirs"]):
            yield f"{match[1]}****{match[2]}"


def _check_digit(number: str) -> bool:
    total = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()
