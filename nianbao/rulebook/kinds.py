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
    "unexpected-row": frozenset({"stated"}),
    "unexpected-column": frozenset({"stated"}),
    "blank-value": frozenset({"cells"}),
    "not-a-number": frozenset({"cells", "stated"}),
    "not-a-count": frozenset({"cells", "stated", "kind"}),
    "equation": frozenset({"arithmetic", "hint"}),
}
