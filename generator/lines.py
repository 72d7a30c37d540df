"""A document line by line, as people compare two of them: paragraphs, and tables row by row.

What a report of ours said when it was written is kept in its file as a short digest of each line, no word of it: four
letters for each paragraph and each row of a table.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from nianbao.document import Document, Paragraph, Table, rows_of

_SIZE: Final = 4  # letters of a digest


def lines_of(document: Document) -> Iterator[str]:
    """Each line that holds anything, and each row of a table with its cells told apart."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (line.strip() for line in block.text.splitlines() if line.strip())
        elif isinstance(block, Table):
            yield from (" | ".join(cell.text.strip() for cell in row) for row in rows_of(block))


def digest(line: str) -> str:
    """Of a line, its white space aside."""
    return urlsafe_b64encode(sha256("".join(line.split()).encode("utf-8", "surrogatepass")).digest()).decode()[:_SIZE]


def record(lines: Iterable[str]) -> str:
    """The digests of the lines as a file keeps them."""
    return "".join(map(digest, lines))


def digests_in(kept: str) -> list[str]:
    """The digests in what a file kept."""
    return [kept[at : at + _SIZE] for at in range(0, len(kept), _SIZE)]
