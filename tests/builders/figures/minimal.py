"""A figures file that says all it has to and no more, and a rulebook that asks for one row more."""

from __future__ import annotations

from msgspec.structs import replace

from nianbao.rulebook import Rulebook
from nianbao.rulebook.model import Row

MINIMAL = """\
edition: "2021"
agency: 青岚县水务局
year: 2024
fee: {notices: 0, charged: 0, collected: 0}
proactive:
  regulations: {issued: 0, repealed: 0, in_force: 0}
  normative_documents: {issued: 2, repealed: 4, in_force: 5}
  licensing: {decisions: 178}
  penalties: {}
  coercion: {}
  fees: {amount: 12.3400}
applications:
  new: {natural_person: 3, business: 1}
  carried_in: {}
  granted: {natural_person: 2}
  partly_granted: {}
  refused:
    {state_secret: {}, prohibited_by_law: {}, security_stability: {}, third_party: {}, internal_affairs: {},
     process_information: {}, enforcement_file: {}, administrative_query: {}}
  unavailable: {not_held: {business: 1}, not_existing: {}, unclear: {}}
  not_processed: {petition: {}, duplicate: {}, published: {}, repeated: {}, confirmation: {}}
  otherwise: {not_supplemented: {}, unpaid: {}, other: {}}
  carried_out: {natural_person: 1}
review:
  reconsideration: {upheld: 10, corrected: 1, other: 0, pending: 0}
  litigation_direct: {}
  litigation_after_review: {}
"""


def with_row(rulebook: Rulebook) -> Rulebook:
    """The official rulebook with one more row in the first block of the first table."""
    form, *others = rulebook.tables
    block, *blocks = form.blocks
    longer = replace(block, rows=(*block.rows, Row(id="plans", label="规划")))
    return replace(rulebook, tables=(replace(form, blocks=(longer, *blocks)), *others))
