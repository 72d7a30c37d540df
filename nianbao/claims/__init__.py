"""Numbers in prose: what a report's text claims about the figures of its tables, and whether its lists add up."""

from nianbao.claims.breakdown import find_breakdowns
from nianbao.claims.find import find_claims
from nianbao.claims.model import Breakdown, Claim, Claims, Part, figure_value

__all__ = ["Breakdown", "Claim", "Claims", "Part", "figure_value", "find_breakdowns", "find_claims"]
