"""The blocks of one container while they are read, with paragraphs joined that the reader sees as one."""

from __future__ import annotations

from nianbao.document import Block, Paragraph


class Flow:
    """The blocks of a body, a cell or a text box, and what waits for the next paragraph."""

    __slots__ = ("_carried", "blocks")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._carried: Paragraph | None = None

    def carry(self, paragraph: Paragraph) -> None:
        """Keep a paragraph whose mark is deleted or hidden: it runs on into the next one."""
        self._carried = paragraph if self._carried is None else _joined(self._carried, paragraph)

    def add(self, paragraph: Paragraph) -> None:
        """Take a paragraph with a mark."""
        if self._carried is not None:
            paragraph, self._carried = _joined(self._carried, paragraph), None
        self.blocks.append(paragraph)

    def end(self) -> None:
        """No paragraph follows: what waits for one stands by itself."""
        if self._carried is not None:
            self.blocks.append(self._carried)
            self._carried = None


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    """One paragraph of two; a number and a level of the first one lead."""
    own = second.text[len(second.number) :]
    level = first.level or second.level
    if first.number:
        return Paragraph(first.text + own, first.place.through(second.place), level, first.number)
    return Paragraph(second.number + first.text + own, second.place.through(first.place), level, second.number)
