"""The workbook: an .xlsx that a clerk fills in, laid out as the official tables.

data = write_workbook(None, rulebook)           # a blank
stated = read_workbook(data, "figures.xlsx", rulebook)
"""

from generator.workbook.read import read_workbook, stated_edition
from generator.workbook.write import write_workbook

__all__ = ["read_workbook", "stated_edition", "write_workbook"]
