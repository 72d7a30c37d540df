"""Strategies for figures that a report can be made of: every equation of the official format holds.

Written from the format itself and not from the rulebook, so that one wrong fact cannot satisfy both.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from nianbao.figures import CellId, Figures, Narrative, ProseId

APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_service",
    "other_organization",
)
OUTCOMES = (
    "granted",
    "partly_granted",
    *(
        f"refused.{row}"
        for row in (
            "state_secret",
            "prohibited_by_law",
            "security_stability",
            "third_party",
            "internal_affairs",
            "process_information",
            "enforcement_file",
            "administrative_query",
        )
    ),
    *(f"unavailable.{row}" for row in ("not_held", "not_existing", "unclear")),
    *(f"not_processed.{row}" for row in ("petition", "duplicate", "published", "repeated", "confirmation")),
    *(f"otherwise.{row}" for row in ("not_supplemented", "unpaid", "other")),
)
CASES = ("reconsideration", "litigation_direct", "litigation_after_review")
RESULTS = ("upheld", "corrected", "other", "pending")

AGENCIES = ("青岚县水务局", "澄州市人民政府", "云溪省教育厅", "栖霞镇人民政府", "北辰区行政审批服务局")
counts = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 999_999)).map(Decimal)
amounts = st.one_of(st.just(Decimal(0)), st.decimals(0, 99_999, places=4))


@st.composite
def sound_values(draw: st.DrawFn) -> dict[CellId, Decimal]:
    """Every cell that has to be given, none of the totals; no 规章, which most agencies cannot make."""
    values: dict[CellId, Decimal] = {}
    for column in ("issued", "repealed", "in_force"):
        values["proactive", "regulations", column] = Decimal(0)
        values["proactive", "normative_documents", column] = draw(counts)
    for row in ("licensing", "penalties", "coercion"):
        values["proactive", row, "decisions"] = draw(counts)
    values["proactive", "fees", "amount"] = draw(amounts)
    for column in APPLICANTS:
        values.update(draw(_column(column)))
    for group in CASES:
        for result in RESULTS:
            values["review", "cases", f"{group}.{result}"] = draw(counts)
    return values


@st.composite
def _column(draw: st.DrawFn, column: str) -> dict[CellId, Decimal]:
    """One kind of applicant: what came in is what was completed and what is left."""
    outcomes = dict.fromkeys(OUTCOMES, Decimal(0))
    outcomes |= draw(st.dictionaries(st.sampled_from(OUTCOMES), counts, max_size=3))
    left = draw(counts)
    whole = sum(outcomes.values(), left)
    before = min(draw(counts), whole)
    rows = {**outcomes, "carried_out": left, "carried_in": before, "new": whole - before}
    return {("applications", row, column): value for row, value in rows.items()}


def zeros() -> dict[CellId, Decimal]:
    """Every cell that has to be given, as zero."""
    cells: list[CellId] = [
        *(("proactive", row, column) for row in ("regulations", "normative_documents")
          for column in ("issued", "repealed", "in_force")),
        *(("proactive", row, "decisions") for row in ("licensing", "penalties", "coercion")),
        ("proactive", "fees", "amount"),
        *(("applications", row, column) for row in ("new", "carried_in", *OUTCOMES, "carried_out")
          for column in APPLICANTS),
        *(("review", "cases", f"{group}.{result}") for group in CASES for result in RESULTS),
    ]  # fmt: skip
    return dict.fromkeys(cells, Decimal(0))


def fee(notices: int = 0, charged: str = "0", collected: str = "0") -> dict[ProseId, Decimal]:
    """Processing fees."""
    parts = {"notices": Decimal(notices), "charged": Decimal(charged), "collected": Decimal(collected)}
    return {("fee", part): value for part, value in parts.items()}


def of(values: dict[CellId, Decimal], narrative: Narrative | None = None, agency: str = AGENCIES[0]) -> Figures:
    """Figures of 2024 with no fees charged."""
    return Figures("2021", agency, 2024, narrative or {}, fee(), values)


fees = st.one_of(
    st.just(fee()),
    st.builds(
        fee,
        st.integers(1, 99),
        st.decimals(1, 9999, places=2).map(str),
        st.decimals(0, 9999, places=2).map(str),
    ),
)
sound_figures = st.builds(
    Figures, st.just("2021"), st.sampled_from(AGENCIES), st.integers(2021, 2035), st.just({}), fees, sound_values()
)
