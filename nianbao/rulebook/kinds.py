"""The closed list of what a rule can be: what each kind of check gives to its message and asks of its rule.

The checks themselves are in `linter.checks`; a test holds the two together. A new kind is an entry here, a function
there, a rule in the rulebook and its fixture in `tests/rules`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

# How `nianbao fix` mends it: what stands there becomes what is expected; its number does; it goes.
Fix: TypeAlias = Literal["wording", "number", "left-over"]


class Kind(Struct, frozen=True):
    """A kind of check.

    `arguments` are what its message may use, `words` the lists of words that its rule has to give, `objects` what of
    the format its rule has to name: a narrative `section`, a `figure` (a row); `limits` the numbers it has to give.
    `fix` is how what it finds can be mended, where a rule says that it may be; without one nobody but the author can.
    """

    arguments: frozenset[str]
    words: frozenset[str]
    objects: frozenset[str]
    limits: frozenset[str] = frozenset()
    fix: Fix | None = None


def _kind(
    *arguments: str,
    words: tuple[str, ...] = (),
    objects: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
    fix: Fix | None = None,
) -> Kind:
    return Kind(frozenset(arguments), frozenset(words), frozenset(objects), frozenset(limits), fix)


KINDS: dict[str, Kind] = {
    "missing-section": _kind("section"),
    "wrong-heading": _kind("stated", "official", fix="wording"),
    "heading-of-the-notice": _kind("stated", "official", fix="wording"),
    "wrong-heading-number": _kind("stated", "official", fix="number"),
    "section-out-of-order": _kind("section", "before"),
    "duplicate-section": _kind("section", "first"),
    "unexpected-heading": _kind("stated"),
    "empty-section": _kind("section"),
    "missing-topic": _kind("topic"),
    "wrong-title": _kind("stated", "lacks", "official", fix="wording"),
    "placeholder-text": _kind("stated", fix="left-over"),
    "long-overview": _kind("number", "most", objects=("section",), limits=("most",)),
    "broken-enumeration": _kind("what", "official", words=("instead",)),
    "doubled-words": _kind("stated", "quote", words=("fine", "single", "begins")),
    "announced-parts": _kind("number", "named", "missing", words=("parts", "lists", "open")),
    "other-agency": _kind("stated", "agency", "quote", words=("made", "joins", "asks", "asked", "general", "acts")),
    "missing-table": _kind("section", "table"),
    "wrong-column-header": _kind("stated", "official", fix="wording"),
    "missing-column": _kind("column"),
    "wrong-row-label": _kind("stated", "official", fix="wording"),
    "missing-row": _kind("row"),
    "unexpected-row": _kind("rows"),
    "unexpected-column": _kind("columns"),
    "out-of-order": _kind("what"),
    "repeated-table": _kind("table", "differing"),
    "misplaced-table": _kind("table", "inside", "section"),
    "blank-value": _kind("cells"),
    "not-a-number": _kind("cells", "stated"),
    "not-a-count": _kind("cells", "stated", "kind"),
    "equation": _kind("arithmetic", "hint"),
    "table-as-image": _kind("section", "table"),
    "superseded-table": _kind("table", "edition", "changes"),
    "missing-accountability": _kind(
        "missing",
        words=("assessment", "review", "liability"),
    ),
    "narrative-mismatch": _kind("figure", "quote", "stated", "table"),
    "breakdown-mismatch": _kind("quote", "arithmetic"),
    "year-mismatch": _kind(
        "quote",
        "what",
        words=(
            *("own", "did", "reported", "matter", "past", "coming", "elsewhere"),
            *("denied", "means", "sent", "opening", "present", "within", "still", "contrast", "whole"),
            *("overture", "whole_year", "lacking"),
            *("announce", "herewith", "published", "about", "report"),
            *("ahead", "in", "lead", "plan", "maybe_plan", "framed", "done", "plan_heading"),
        ),
    ),
    "period-mismatch": _kind(
        "quote",
        "period",
        words=("period", "short", "other"),
    ),
    "fee-not-reported": _kind(
        "what",
        words=("fee", "charge", "other_fees", "titles"),
        objects=("section",),
    ),
    "fee-notices-untold": _kind(
        *("quote", "figure", "number"),
        words=("fee", "charge", "other_fees", "titles", "notice"),
        objects=("section", "figure"),
    ),
    "rule-making-body": _kind(
        "agency",
        "cells",
        "stated",
        objects=("figure",),
    ),
    "all-zero": _kind(),
    "share-mismatch": _kind(
        *("quote", "arithmetic"),
        words=("requests", "counters", "whole", "others", "again", "rest"),
    ),
    "growth-mismatch": _kind(
        *("quote", "arithmetic"),
        words=("more", "less", "links", "from", "between", "year_on_year", "other_bases", "areas"),
    ),
    "copied-from-last-year": _kind(
        *("text", "share", "source"),
        words=("boilerplate",),
        objects=("section",),
        limits=("least", "least_topic", "alike", "least_beside", "alike_beside"),
    ),
    "unusual-change": _kind(
        "changes",
        limits=("factor", "least"),
    ),
    "tracked-changes": _kind("number", "quote"),
    "comments-left": _kind("number", "quote"),
    "hidden-text": _kind("number", "quote"),
    "personal-data": _kind(
        *("what", "stated"),
        words=("applicants", "telephones", "not_theirs", "family_names", "given_names", "behind_names"),
    ),
    "page-set-up": _kind("stated"),
    "title-typography": _kind("expected", "stated", "number", "quote"),
    "heading-typography": _kind("expected", "stated", "number", "quote"),
    "body-font": _kind("expected", "stated", "number", "quote"),
    "body-size": _kind("expected", "stated", "number", "quote"),
    "line-spacing": _kind("expected", "stated", "number", "quote"),
    "first-line-indent": _kind("expected", "stated", "number", "quote"),
    "page-number": _kind("expected", "stated"),
    "latin-font": _kind("expected", "stated", "number", "quote"),
    "table-typography": _kind("expected", "stated", "number", "quote"),
}
