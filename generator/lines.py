"""A document line by line, as people compare two of them: paragraphs, and tables row by row."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.document import Document, Paragraph, Table, rows_of


def lines_of(document: Document) -> Iterator[str]:
    """Each line that holds anything, and each row of a table with its cells told apart."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (line.strip() for line in block.text.splitlines() if line.strip())
        elif isinstance(block, Table):
            yield from (" | ".join(cell.text.strip() for cell in row) for row in rows_of(block))
