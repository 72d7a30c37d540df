"""Saved web pages: the report as the site shows it, without the site.

Sees paragraphs, headings, tables with their spans and pictures of the article, its title also where that
stands in the page's frame; charset by BOM, bytes, HTTP header and meta tag; Word's own HTML with the numbers it
writes out and the changes and comments it keeps. Of hidden text within the article a trace is left.

Does not see what scripts or other files would add (frames, pictures, style sheets): nothing is fetched. Bold
and centred text is text. Tables made of <div> are paragraphs.

`page.mhtml` takes the page out of a web archive, `page.charset` makes text of its bytes, `page.parse` a tree of the
text. `walk` goes over the tree once: `text.styles` says what an element is, `text.ink` gathers its paragraph,
`text.numbers` counts list items, `tables.draft` gathers a table and `tables.grid` places its cells; what it yields
are `text.pieces`. `page.article` finds the report among them, `page.title` its title outside of it, and
`page.refusals` says what a page without one is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nianbao.document import Block, Document, Place, Table, Trace
from nianbao.files.limits import DEFAULT, Limits
from nianbao.reading.html.page.article import find_article
from nianbao.reading.html.page.charset import decode
from nianbao.reading.html.page.parse import parse
from nianbao.reading.html.page.refusals import empty_page, refuse_json, refuse_shell
from nianbao.reading.html.page.title import title_of
from nianbao.reading.html.walk import walk
from nianbao.reading.sniff import is_mhtml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from nianbao.reading.html.text.pieces import Fragment, ParsedPage

# A page that shows less than this part of its text is unveiled by a script.
_UNVEILED = 10


def read_page(data: bytes, limits: Limits = DEFAULT) -> Document:
    """As `read_html`, for a page or a web archive around one."""
    if not is_mhtml(data):
        return read_html(data, limits)
    from nianbao.reading.html.page.mhtml import page_of

    page, charset = page_of(data, limits)
    return read_html(page, limits, charset=charset)


def read_html(data: bytes, limits: Limits = DEFAULT, *, charset: str | None = None) -> Document:
    """The article of a web page; `charset` is what the HTTP header named, if that is known.

    Lines are those of the file; anchors number the blocks of the article. Raises ReadError for what is no page
    with an article (JSON, a shell that scripts fill, a login or error page) and for one that passes `limits`.
    """
    text = decode(data, charset)
    refuse_json(text)
    root = parse(text, limits)
    if root is None:
        raise empty_page()
    page = _shown(root, limits)
    refuse_shell(root, page)
    before, article = find_article(page)
    title = title_of(root, before, article)
    first = [title] if title else []
    blocks = tuple(_anchored(n, block) for n, block in enumerate([*first, *(piece.block for piece in article)]))
    traces = tuple(trace for n, piece in enumerate(article, len(first)) for trace in _traces(piece, blocks[n]))
    return Document(blocks, "html", traces)


def _shown(root: Element, limits: Limits) -> ParsedPage:
    page = walk(root, limits)
    seen = sum(piece.chars for piece in page.pieces)
    return walk(root, limits, show_hidden=True) if page.hidden > seen * _UNVEILED else page


def _anchored(number: int, block: Block) -> Block:
    """The block with an anchor of its ordinal; a table's cells likewise."""
    anchor = f"block[{number}]"
    if not isinstance(block, Table):
        return replace(block, place=_at(block.place, anchor))
    cells = tuple(replace(cell, place=_at(cell.place, f"{anchor}/cell[{n}]")) for n, cell in enumerate(block.cells))
    return replace(block, cells=cells, place=_at(block.place, anchor))


def _traces(piece: Fragment, block: Block) -> Iterator[Trace]:
    """What is left in a block, at the cell that it is in, else at the block."""
    if not piece.traces:
        return
    before, after = (b.cells if isinstance(b, Table) else () for b in (piece.block, block))
    cells = {id(old.place): new.place for old, new in zip(before, after, strict=True)}
    for trace in piece.traces:
        yield replace(trace, place=cells.get(id(trace.place)) or _at(trace.place, block.place.anchor))


def _at(place: Place, anchor: str) -> Place:
    return replace(place, anchor=anchor)
