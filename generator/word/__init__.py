"""The Word file: a report typeset as an official document."""

from generator.word.document import render_docx

__all__ = ["render_docx"]
