"""What a document part holds, found by a few scans in C: the walk looks only where there is something.

Most paragraphs and cells of a report have pages of formatting and none of the properties that decide what is
shown. Collecting the few beforehand, by their owner, costs a fraction of asking each paragraph and cell. Styles that
say nothing of it, as those of cells, are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice

from lxml import etree

from nianbao.document import Place
from nianbao.files.limits import Limits, exceeded
from nianbao.ooxml import names as n
from nianbao.ooxml.anchors import anchors
from nianbao.reading.docx.runs import COMPOSING, shown_text
from nianbao.reading.docx.styles.marks import looks_away
from nianbao.reading.docx.styles.named import Styles

_PROPERTIES = (
    n.NUMPR, n.OUTLINELVL,
    n.GRIDSPAN, n.VMERGE, n.HMERGE, n.CELLMERGE, n.CELLDEL, n.GRIDBEFORE, n.HIDDEN,
    n.DEL, n.MOVEFROM, n.VANISH, n.STRIKE, n.DSTRIKE, n.VERTALIGN,
)  # fmt: skip
# Of runs, whose own business they are: what is struck out or raised.
_OF_RUNS = frozenset((n.STRIKE, n.DSTRIKE, n.VERTALIGN))
_TAKING = _OF_RUNS | {n.VANISH}
_CONTAINERS = frozenset((n.PPR, n.TCPR, n.TRPR))
_NONE: tuple[etree._Element, ...] = ()


class Survey:
    """The anchors of a document part and the properties that decide what is shown."""

    def __init__(self, root: etree._Element, styles: Styles, limits: Limits) -> None:
        """Scan the part. Raises ReadError where it has more cells than the limits allow."""
        if next(islice(root.iter(n.TC), limits.cells, None), None) is not None:
            raise exceeded("cells", limits)
        self._root = root
        self._anchors = anchors(root)
        self._properties: dict[etree._Element, list[etree._Element]] = {}
        self.hides = False
        self._note_styles(root, cache(styles.says_nothing))
        self._note(root)
        self.hides = self.hides or looks_away(root)

    def _note_styles(self, root: etree._Element, says_nothing: Callable[[str | None], bool]) -> None:
        for item in root.iter(n.PSTYLE):
            if not says_nothing(item.get(n.VAL)):
                self._keep(item, item.getparent())

    def _note(self, root: etree._Element) -> None:
        for item in root.iter(*_PROPERTIES):
            tag = item.tag
            if tag in _TAKING:
                self.hides = True
            if tag in _OF_RUNS:
                continue
            holder = item.getparent()
            if holder is not None and holder.tag == n.RPR:
                holder = holder.getparent()  # a paragraph's mark
            self._keep(item, holder)

    def _keep(self, item: etree._Element, holder: etree._Element | None) -> None:
        if holder is not None and holder.tag in _CONTAINERS:
            owner = holder.getparent()
            if owner in self._anchors:  # and not a record of properties before a tracked change
                self._properties.setdefault(owner, []).append(item)

    def properties(self, element: etree._Element) -> Sequence[etree._Element]:
        """What an element has of the properties that decide what is shown, in document order.

        Of a paragraph a style that says something, numbering, outline level and what deletes or hides its mark; of a
        cell spans, merges and deletion; of a row offset, hiding and deletion.
        """
        return self._properties.get(element, _NONE)

    def plain_texts(self, may_hide: bool) -> PlainTexts:
        """The texts of paragraphs of plain runs; `may_hide` where a style may hide some of them."""
        return PlainTexts(self._root, may_hide)

    def place(self, element: etree._Element) -> Place:
        """The place of a paragraph, cell, table or row."""
        return Place(anchor=self._anchors[element])

    def place_within(self, element: etree._Element) -> Place:
        """The place of something, with the cell, or of a row the table, that it is a part of."""
        holder = next(element.iterancestors(n.TBL if element.tag == n.TR else n.TC), None)
        return Place(anchor=self._anchors[element], within="" if holder is None else self._anchors[holder])


class PlainTexts:
    """The texts of the paragraphs that hold runs of plain text and nothing else, as nearly all do."""

    def __init__(self, root: etree._Element, may_hide: bool) -> None:
        """Scan the part; where runs `may_hide`, whatever has one is to be read run by run."""
        composing = (*COMPOSING, n.R) if may_hide else COMPOSING
        self._composed = {_paragraph_of(item) for item in root.iter(*composing) if not _is_setting(item)}
        self._pieces: dict[etree._Element | None, list[str]] = {}
        for item in root.iter(n.T):
            run = item.getparent()
            paragraph = None if run is None or run.tag != n.R else run.getparent()
            if paragraph is None or paragraph.tag != n.P:
                self._composed.add(_paragraph_of(item))
            else:
                self._pieces.setdefault(paragraph, []).append(shown_text(item))

    def of(self, paragraph: etree._Element) -> str | None:
        """The text, None for a paragraph that is to be read piece by piece."""
        return None if paragraph in self._composed else "".join(self._pieces.get(paragraph, ()))


def _paragraph_of(item: etree._Element) -> etree._Element | None:
    return next(item.iterancestors(n.P), None)


def _is_setting(item: etree._Element) -> bool:
    """Whether it is a tab stop, which has the name of the tab itself."""
    return item.tag == n.TAB and (parent := item.getparent()) is not None and parent.tag != n.R
