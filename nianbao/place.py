"""Where something stands in a file."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True, gc=False):
    """Where something stands. Pages and lines count from 1 and are None where the file has none."""

    page: int | None = None
    line: int | None = None
    # What finds the thing again in its file, in the words of the reader that made it, e.g. "p[12]".
    anchor: str = ""
    # The characters of its text that are meant, from and to; None for all of it.
    span: tuple[int, int] | None = None
    # Where else it stands: the other paragraphs of a heading that is broken over several.
    rest: tuple[Place, ...] = ()
    # The anchor of the cell or table that it is a part of, for what the document knows by that alone.
    within: str = ""

    def cut(self, start: int, end: int, line: int | None = None) -> Place:
        """The place of those characters of what stands here; `line` is the line that they begin in, if another one.

        Of what is broken over several things it cannot be told which of them they are in: the place is all of it.
        """
        first = self.span[0] if self.span else 0
        span = None if self.rest else (first + start, first + end)
        return Place(self.page, self.line if line is None else line, self.anchor, span, self.rest)

    def through(self, *others: Place) -> Place:
        """The place of what stands here and goes on there."""
        rest = (*self.rest, *(part for other in others for part in other.parts))
        return Place(self.page, self.line, self.anchor, self.span, rest)

    @property
    def parts(self) -> tuple[Place, ...]:
        """The place of each thing that it stands in."""
        return Place(self.page, self.line, self.anchor, self.span, within=self.within), *self.rest
