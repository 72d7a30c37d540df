"""Precision and recall of the claims engine on a file of sentences, for each kind of claim.

    python bench/claims_score.py SENTENCES.yaml [--verbose]

A sentence's `expect` are the claims that must be found, `may` those that are tolerated; approximate numbers are never
compared and so count as nothing here. C502 is scored on `breakdown`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from nianbao.claims import Claims, find_breakdowns, find_claims
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.bodies import area_of

KINDS = (
    ("received", ("applications.new",)),
    ("carried over", ("applications.carried_in", "applications.carried_out")),
    ("completed", ("applications.completed",)),
    ("outcomes", ("applications.",)),
    ("review", ("review.",)),
    ("documents", ("proactive.normative_documents", "proactive.regulations")),
    ("decisions", ("proactive.",)),
    ("processing fees", ("fee.",)),
)


def load_claims() -> Claims:
    """The claims of the official rulebook."""
    claims = load_rulebook().claims
    assert claims is not None
    return claims


def kind_of(figure: str, value: Decimal) -> str:
    """The kind under which a claim is counted."""
    if figure == "applications.new" and value == 0:
        return "none received"
    return next(name for name, starts in KINDS if figure.startswith(starts))


class Score:
    """Counts of hits, misses and alarms by kind; `wrong` are lines that say what went wrong."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.misses: Counter[str] = Counter()
        self.alarms: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, case: dict[str, Any], book: Claims) -> None:
        """Scores one sentence."""
        agency = case.get("agency")
        area = area_of(agency, load_rulebook())
        claims = find_claims(
            case["text"], book, section=case["section"], agency=agency, area=area, year=case.get("year", 2024)
        )
        found = {(c.figure, c.value) for c in claims if not c.approximate}
        expected = {(e["figure"], Decimal(str(e["value"]))) for e in case.get("expect") or ()}
        allowed = expected | {(e["figure"], Decimal(str(e["value"]))) for e in case.get("may") or ()}
        trap = "traps" if not expected else ""
        for figure, value in expected:
            hit = (figure, value) in found
            (self.hits if hit else self.misses)[kind_of(figure, value)] += 1
            if not hit:
                self.wrong.append(f"{case['id']} missed {figure} {value}: {case['text']}")
        for figure, value in found - allowed:
            self.alarms[trap or kind_of(figure, value)] += 1
            self.wrong.append(f"{case['id']} alarm {figure} {value}: {case['text']}")
        self._add_breakdown(case, book)

    def _add_breakdown(self, case: dict[str, Any], book: Claims) -> None:
        alarm = any(b.wrong for b in find_breakdowns(case["text"], book))
        wrong = bool(case.get("breakdown")) and not case["breakdown"]["consistent"]
        if wrong:
            (self.hits if alarm else self.misses)["breakdowns"] += 1
        elif alarm:
            self.alarms["breakdowns"] += 1
        if wrong != alarm:
            self.wrong.append(f"{case['id']} breakdown {'missed' if wrong else 'alarm'}: {case['text']}")

    def rows(self) -> list[tuple[str, int, int, int]]:
        """(kind, hits, misses, alarms), the sum of all claims last."""
        kinds = ["received", "none received", *(k for k, _ in KINDS[1:]), "traps"]
        rows = [(k, self.hits[k], self.misses[k], self.alarms[k]) for k in kinds]
        hits, misses, alarms = (sum(numbers) for numbers in zip(*(row[1:] for row in rows), strict=True))
        sums = (self.hits["breakdowns"], self.misses["breakdowns"], self.alarms["breakdowns"])
        return [*rows, ("all claims", hits, misses, alarms), ("breakdowns", *sums)]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--verbose", action="store_true", help="say which sentences went wrong")
    options = parser.parse_args()
    book, score = load_claims(), Score()
    for case in YAML(typ="safe").load(options.sentences.read_text(encoding="utf8")):
        score.add(case, book)
    print("| kind of claim | found | missed | false alarms | precision | recall | F1 |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for kind, hits, misses, alarms in score.rows():
        f1 = _share(2 * hits, 2 * hits + misses + alarms)
        shares = (_share(hits, hits + alarms), _share(hits, hits + misses), f1)
        print("|", " | ".join(map(str, (kind, hits, misses, alarms, *shares))), "|")
    if options.verbose:
        print(*sorted(score.wrong), sep="\n")


if __name__ == "__main__":
    main()
