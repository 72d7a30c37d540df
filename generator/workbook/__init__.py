"""The workbook: an .xlsx that a clerk fills in, laid out as the official tables.

data = write_workbook(None, rulebook)           # a blank
stated = read_workbook(data, "figures.xlsx", rulebook)
"""
