"""What the walk over a page yields: blocks with what tells the report among them from the page's furniture."""

from __future__ import annotations

from msgspec import Struct

from nianbao.document import Block, Paragraph, Table, Trace


class Fragment(Struct, frozen=True, gc=False):
    """One block of the page and how it stands there."""

    block: Block
    owner: int  # the number of the container (see ParsedPage) it stands in
    chars: int  # of its text
    linked: int  # how many of them are links
    control: bool = False  # it holds a button, a field or a script's link
    titled: bool = False  # its element, or the one around it, is called a title by the page's author
    traces: tuple[Trace, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph's text, "" for a table or a picture."""
        return self.block.text if isinstance(self.block, Paragraph) else ""

    @property
    def is_links(self) -> bool:
        """Whether most of it is links, as in menus and lists of related pages."""
        return self.linked * 2 > self.chars

    @property
    def is_table(self) -> bool:
        """Whether it is a table of data that is not made of links."""
        return isinstance(self.block, Table) and not self.is_links


class Container(Struct, gc=False):
    """A block element that is open: its number, its heading level, whether it is called a title, and its line."""

    number: int
    level: int | None
    titled: bool
    line: int | None


class ParsedPage(Struct):
    """The pieces of a page in reading order and the tree of block elements that holds them.

    Containers are numbered in document order, so that each stands behind its parent; 0 is the root.
    """

    pieces: list[Fragment]
    parents: list[int]
    frames: list[bool]  # by container: nav, aside, footer or something within one
    parts: list[bool]  # by container: a paragraph, a list or a row, which is a part of an article and not one
    hidden: int = 0  # characters that no reader sees
