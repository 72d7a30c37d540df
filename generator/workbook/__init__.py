"""The workbook: an .xlsx that a clerk fills in, laid out as the official tables. `nianbao.figures` reads it."""

from generator.workbook.write import write_workbook

__all__ = ["write_workbook"]
