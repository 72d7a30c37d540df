"""Plain text: a blank line between paragraphs, tables with their cells told apart by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.outline import OutlineText, TablePart, outline
from nianbao.figures import Figures, Narrative
from nianbao.rulebook.model import Rulebook


def render_txt(figures: Figures, narrative: Narrative, rulebook: Rulebook, *, draft: bool = False) -> str:
    """The report as plain text that ends in a line break; a draft says so in its first line."""
    mark = [rulebook.typography.draft] if draft and rulebook.typography else []
    blocks = (
        item.text if isinstance(item, OutlineText) else "\n".join(_rows(item))
        for item in outline(figures, narrative, rulebook)
    )
    return "\n\n".join((*mark, *blocks)) + "\n"


def _rows(figuring: TablePart) -> Iterator[str]:
    """A line for each row of the grid; what a merge covers is an empty cell."""
    lines = [[""] * figuring.grid.width for _ in range(figuring.grid.height)]
    for cell in figuring.grid.cells:
        stated = figuring.texts.get((cell.row, cell.column), "") if cell.kind == "value" else cell.text
        lines[cell.row][cell.column] = stated
    return ("\t".join(line) for line in lines)
