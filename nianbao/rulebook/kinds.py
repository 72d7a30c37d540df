"""The closed list of what a rule can be: each kind of check and the arguments its message may use.

The checks themselves are in `linter.checks`; a test holds the two lists together.
"""

from __future__ import annotations

KINDS: dict[str, frozenset[str]] = {
    "missing-section": frozenset({"section"}),
    "wrong-heading": frozenset({"stated", "official"}),
    "wrong-heading-number": frozenset({"stated", "official"}),
    "section-out-of-order": frozenset({"section", "before"}),
    "duplicate-section": frozenset({"section"}),
    "unexpected-heading": frozenset({"stated"}),
    "empty-section": frozenset({"section"}),
    "missing-topic": frozenset({"topic"}),
    "wrong-title": frozenset({"stated", "official"}),
    "placeholder-text": frozenset({"stated"}),
    "missing-table": frozenset({"section", "table"}),
    "wrong-column-header": frozenset({"stated", "official"}),
    "missing-column": frozenset({"column"}),
    "wrong-row-label": frozenset({"stated", "official"}),
    "missing-row": frozenset({"row"}),
    "unexpected-row": frozenset({"rows"}),
    "unexpected-column": frozenset({"columns"}),
    "blank-value": frozenset({"cells"}),
    "not-a-number": frozenset({"cells", "stated"}),
    "not-a-count": frozenset({"cells", "stated", "kind"}),
    "equation": frozenset({"arithmetic", "hint"}),
    "table-as-image": frozenset({"section", "table"}),
    "superseded-table": frozenset({"table", "edition", "changes"}),
    "missing-accountability": frozenset({"missing"}),
    "narrative-mismatch": frozenset({"figure", "quote", "stated", "table"}),
    "breakdown-mismatch": frozenset({"quote", "arithmetic"}),
    "year-mismatch": frozenset({"quote", "what"}),
    "period-mismatch": frozenset({"quote", "period"}),
    "fee-not-reported": frozenset({"what"}),
    "rule-making-body": frozenset({"agency", "cells", "stated"}),
    "all-zero": frozenset(),
    "tracked-changes": frozenset({"number", "quote"}),
    "comments-left": frozenset({"number", "quote"}),
    "hidden-text": frozenset({"number", "quote"}),
    "personal-data": frozenset({"stated"}),
    "page-set-up": frozenset({"stated"}),
    "title-typography": frozenset({"expected", "stated", "number", "quote"}),
    "heading-typography": frozenset({"expected", "stated", "number", "quote"}),
    "body-font": frozenset({"expected", "stated", "number", "quote"}),
    "body-size": frozenset({"expected", "stated", "number", "quote"}),
    "line-spacing": frozenset({"expected", "stated", "number", "quote"}),
    "first-line-indent": frozenset({"expected", "stated", "number", "quote"}),
    "page-number": frozenset({"expected", "stated"}),
    "latin-font": frozenset({"expected", "stated", "number", "quote"}),
    "table-typography": frozenset({"expected", "stated", "number", "quote"}),
}

# The lists of words that the kinds which read prose need of their rule.
WORDS: dict[str, frozenset[str]] = {
    "missing-accountability": frozenset({"assessment", "review", "liability"}),
    "year-mismatch": frozenset(
        {"own", "did", "reported", "matter", "past", "coming", "present", "elsewhere"}
        | {"announce", "herewith", "published", "about", "report"}
        | {"ahead", "in", "lead", "plan", "maybe_plan", "framed", "done", "plan_heading"}
    ),
    "period-mismatch": frozenset({"period", "short", "other"}),
    "fee-not-reported": frozenset({"fee", "charge", "not_charged", "other_fees", "titles", "notice"}),
}

# What of the format a kind looks at: the narrative section and the row of figures that its rule has to name.
OBJECTS: dict[str, frozenset[str]] = {
    "fee-not-reported": frozenset({"section", "figure"}),
    "rule-making-body": frozenset({"figure"}),
}
