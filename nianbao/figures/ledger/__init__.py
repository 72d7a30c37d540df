"""The tables of requests and of reviews from the register of requests that an office keeps.

register = read_register("台账.xlsx", rulebook)         # every row, every mistake at its cell
counted = count(register, rulebook, Period(start, end))  # figures, each with its requests
"""

from nianbao.figures.ledger.counting import Count, Period, Trace, count, with_totals
from nianbao.figures.ledger.model import Register, Remark, Request, Spot
from nianbao.figures.ledger.reading import read_register

__all__ = ["Count", "Period", "Register", "Remark", "Request", "Spot", "Trace", "count", "read_register", "with_totals"]
