"""D704: what tells who applied: identity numbers, mobile numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from linter.checks.comparing import any_of
from linter.checks.matching import as_stated
from linter.checks.registry import Case, check
from linter.checks.sentences import texts
from linter.checks.structure import at
from linter.findings import Defect
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.patterns import LazyPattern, compiled
from nianbao.rulebook.model import Rule
from nianbao.text import normalise

_IDENTITY = LazyPattern(
    r"(?<![\dA-Za-z])([1-9]\d{5})((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3}[\dXx])(?![\dA-Za-z])"
)
_MOBILE = LazyPattern(r"(?<![\dA-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![\dA-Za-z])")
_MOBILE_LENGTH = 11
_LONG_NUMBER = LazyPattern(rf"\d{{{_MOBILE_LENGTH}}}")  # which both are
# So many characters hold a name and what the number is: 申请人李某（男，手机号码.
_BESIDE = 20
_IDENTITY_NUMBER, _MOBILE_NUMBER, _NAME = (
    Text("居民身份证号码", "identity number"),
    Text("申请人的手机号码", "an applicant's mobile number"),
    Text("申请人的姓名", "an applicant's name"),
)
# What it is, how it is shown, and where it stands in the normal form of a text.
_Found: TypeAlias = tuple[Text, str, tuple[int, int]]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@check("personal-data")
def personal_data(case: Case, rule: Rule) -> Iterator[Defect]:
    """Identity numbers whose check digit is right (GB 11643), and mobile numbers and names of applicants.

    They are shown with the middle covered, even here, and of names the family name alone.
    """
    shortest = min((len(word) for word in rule.words["applicants"]), default=0)
    for section, text, place in texts(case.report):
        if len(text) < min(shortest, _MOBILE_LENGTH):
            continue  # most cells, which hold a figure
        plain = normalise(text)
        found = list(_numbers(plain, rule)) if _LONG_NUMBER.search(plain) else []
        found += _names(plain, rule)
        for what, stated, span in found:
            there = place.cut(*as_stated(text, span))
            yield Defect(at(there, section, stated), {"what": what, "stated": stated}, None, stated)


def _numbers(plain: str, rule: Rule) -> Iterator[_Found]:
    for match in _IDENTITY.finditer(plain):
        if _check_digit(match[0]):
            yield _IDENTITY_NUMBER, f"{match[1]}********{match[3]}", match.span()
    yield from _mobiles(plain, rule)


def _names(plain: str, rule: Rule) -> Iterator[_Found]:
    """The names that stand right behind 申请人, covered; 李某 and what may be another word are none.

    A name is a family name with one or two characters of given names, all of them common ones, up to a mark or to
    what an applicant does.
    """
    if any(map(plain.__contains__, rule.words["applicants"])):
        for match in _name_pattern(rule).finditer(plain):
            yield _NAME, f"{match['family']}{'*' * len(match['given'])}", (match.start("family"), match.end("given"))


@once_per(8)
def _name_pattern(rule: Rule) -> re.Pattern[str]:
    applicants, family, behind = (any_of(tuple(rule.words[k])) for k in ("applicants", "family_names", "behind_names"))
    given = re.escape("".join(rule.words["given_names"]))
    return compiled(
        rf"(?:{applicants})(?:姓名)?(?:为|是|系|叫|名叫)?[:\"]?(?P<family>{family})(?P<given>[{given}]{{1,2}})\"?(?=[,。;:、()/]|$|{behind})"
    )


def _mobiles(plain: str, rule: Rule) -> Iterator[_Found]:
    """The mobile numbers that are told as an applicant's; those that applicants may call are the agency's."""
    for match in _MOBILE.finditer(plain):
        before = plain[max(0, match.start() - _BESIDE) : match.start()]
        whom = max((before.rfind(word) + len(word) for word in rule.words["applicants"] if word in before), default=-1)
        between = before[whom:] if whom >= 0 else ""
        told = any(word in between for word in rule.words["telephones"])
        if told and not any(word in between for word in rule.words["not_theirs"]):
            yield _MOBILE_NUMBER, f"{match[1]}****{match[2]}", match.span()


def _check_digit(number: str) -> bool:
    total = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()
