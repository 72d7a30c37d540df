"""The Word file: a report typeset as an official document, and the PDF that is printed from it."""

from generator.word.document import render_docx
from generator.word.pdf import to_pdf

__all__ = ["render_docx", "to_pdf"]
