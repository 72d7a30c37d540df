"""The workbook as a figures file: where each figure stands in it, and reading it. It is written by the generator."""
