"""One pass over the tree of a page, in document order, without recursion: what a reader sees, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from nianbao.document import Picture, Place, Table
from nianbao.files.limits import Limits, exceeded
from nianbao.reading.html.tables.draft import Draft
from nianbao.reading.html.tables.grid import BODY, FOOT, HEAD, RawCell, span
from nianbao.reading.html.text import styles
from nianbao.reading.html.text.ink import Ink
from nianbao.reading.html.text.links import Links
from nianbao.reading.html.text.numbers import Counter
from nianbao.reading.html.text.pieces import Container, Fragment, ParsedPage
from nianbao.reading.html.text.unshown import Unshown
from nianbao.text import POP_DIRECTION, RIGHT_TO_LEFT, raised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARTS = {"thead": HEAD, "tbody": BODY, "tfoot": FOOT}
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_PRE = frozenset({"pre", "listing", "xmp"})
# A table in a table is at least four elements deep (table, tbody, tr, td).
_TABLE_DEPTH = 4


def walk(root: Element, limits: Limits, *, show_hidden: bool = False) -> ParsedPage:
    """The pieces of the page; `show_hidden` reads hidden containers, but not what is hidden in them: scripts unveil.

    Raises ReadError when depth or cells pass the limits.
    """
    from lxml import etree

    walker = _Walker(limits, Unshown(root, show_hidden=show_hidden))
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            walker.end(element)
            if element.tail and element is not root:
                walker.write(element.tail, element)
        elif walker.skips(element):
            walker.skipped = True
            events.skip_subtree()
        else:
            walker.start(element)
            if element.text:
                walker.write(element.text, element)
    walker.flush()
    walker.settle_traces()
    walker.page.hidden = walker.unshown.hidden
    return walker.page


class _Walker:
    def __init__(self, limits: Limits, unshown: Unshown) -> None:
        self.limits, self.unshown = limits, unshown
        self.page = ParsedPage([], [0], [False], [False])
        self.skipped = False
        self.cells = self.pre = self.raised = 0
        self.links = Links()
        self.numbers: list[Element] = []  # open elements that hold an item's number
        self.turned: list[Element] = []  # open elements that are set from right to left
        self.ink = Ink()
        self.targets: list[list[Fragment]] = [self.page.pieces]
        self.containers = [Container(0, None, False, None)]
        self.drafts: list[Draft] = []
        self.lists: list[Counter] = []

    # What is not shown

    def skips(self, element: Element) -> bool:
        """Whether the element is not shown; what matters about it is noted."""
        tag = element.tag
        if tag in styles.UNSHOWN:
            if tag in styles.CONTROLS and element.get("type") != "hidden":
                self._control(element)
            return True
        return self.unshown.skips(element)

    def _control(self, element: Element) -> None:
        """Note a control; what a field in a table has been filled in with is shown, and read."""
        if self.drafts and (filled := styles.entry_of(element)):
            self.ink.add_apart(filled, _line(element))
        self.ink.mark_control()

    # Elements

    def start(self, element: Element) -> None:
        """An element that is shown begins."""
        tag = str(element.tag)
        if styles.is_block(element):
            self._begin_block(element, tag)
        elif tag == "br":
            self.ink.break_line()
        elif tag == "img" or tag.endswith(":imagedata"):
            self._picture(element)
        elif tag == "a":
            self._begin_link(element)
        elif styles.is_raised(element):
            self.raised += 1
        elif styles.is_insertion(element):
            self.unshown.note("tracked-change", element)
        elif styles.style_of(element).number:
            self.numbers.append(element)
        if element.keys() and styles.is_turned(element):
            self.turned.append(element)
            self.write(RIGHT_TO_LEFT, element)

    def end(self, element: Element) -> None:
        """An element ends; nothing is to be done for one that was skipped."""
        if self.skipped:
            self.skipped = False
            return
        if self.turned and self.turned[-1] is element:
            self.turned.pop()
            self.write(POP_DIRECTION, element)
        tag = str(element.tag)
        if styles.is_block(element):
            self._end_block(tag)
        elif tag == "a":
            self.links.end(element)
            self.raised -= styles.is_note_link(element)
        elif self.raised and styles.is_raised(element):
            self.raised -= 1
        elif self.numbers and self.numbers[-1] is element:
            self.numbers.pop()

    def write(self, text: str, element: Element) -> None:
        """Text in or behind an element."""
        text = raised(text) if self.raised else text
        self.ink.add(text, _line(element), pre=self.pre > 0, linked=bool(self.links))
        if self.numbers:
            self.ink.number += text.strip()

    def _picture(self, element: Element) -> None:
        if not styles.is_icon(element):
            self.ink.add_picture(Picture((element.get("alt") or "").strip(), Place(line=_line(element))))

    def _begin_link(self, element: Element) -> None:
        address = (element.get("href") or "").strip().lower()
        self.links.begin(element)
        self.raised += styles.is_note_link(element)
        if address.startswith("javascript:") or element.get("onclick"):
            self.ink.mark_control()

    # Blocks

    def _begin_block(self, element: Element, tag: str) -> None:
        if self.ink.is_used:
            self.flush()
        self.links.at_block(tag)
        self._push_container(element, tag)
        self.pre += tag in _PRE
        if tag in _LISTS:
            self.lists.append(Counter(element))
        elif tag == "li" and self.lists:
            self._number(self.lists[-1].number(element))
        elif tag == "table":
            self._begin_table(element)
        elif self.drafts:
            self._begin_table_part(element, tag)

    def _end_block(self, tag: str) -> None:
        if tag == "li" and self.ink.is_number_only():
            self.ink = Ink()
        if self.ink.is_used:
            self.flush()
        self.pre -= tag in _PRE
        if tag in _LISTS:
            self.lists.pop()
        elif tag == "table":
            self._end_table()
        elif self.drafts:
            self._end_table_part(tag)
        self.containers.pop()

    def _push_container(self, element: Element, tag: str) -> None:
        if len(self.containers) > self.limits.depth:
            raise exceeded("depth", self.limits)
        around = self.containers[-1]
        plain = not element.keys()  # most are: asking for each attribute would cost as much as the rest
        number = len(self.page.parents)
        self.page.parents.append(around.number)
        self.page.frames.append(tag in styles.FRAMES or self.page.frames[around.number])
        self.page.parts.append(tag in styles.PARTS)
        titled = not plain and styles.is_titled(element)
        own = styles.HEADINGS.get(tag) if plain else styles.level_of(element)
        level = own or (around.level if tag not in _CELLS else None)
        self.containers.append(Container(number, level, titled, _line(element)))

    def _number(self, number: str) -> None:
        if number:
            self.ink.number = number
            self.ink.waits = True
            self.ink.add(number, None)

    def flush(self) -> None:
        """End the paragraph that is being written; blank ones are not kept."""
        ink, around = self.ink, self.containers[-1]
        if ink.is_number_only():
            return  # an item's number waits for the block that holds its text
        self.ink = Ink()
        if ink.is_blank:
            return
        paragraphs = ink.paragraphs(around.level)
        total = sum([len(paragraph.text) for paragraph in paragraphs])
        titled = around.titled or (len(self.containers) > 1 and self.containers[-2].titled)
        for paragraph in paragraphs:
            size = len(paragraph.text)
            share = min(size, ink.linked * size // total)
            self._emit(Fragment(paragraph, around.number, size, share, ink.control, titled))
        for picture in ink.pictures:
            self._emit(Fragment(picture, around.number, 0, 0))

    def _emit(self, piece: Fragment) -> None:
        self.targets[-1].append(piece)
        if self.unshown.traces:
            self.settle_traces()

    def settle_traces(self) -> None:
        """Hang the traces found since the last piece on the newest one."""
        target = next((pieces for pieces in reversed(self.targets) if pieces), None)
        if target and (traces := self.unshown.traces):
            target[-1] = replace(target[-1], traces=(*target[-1].traces, *traces))
            self.unshown.traces = []

    # Tables

    def _begin_table(self, element: Element) -> None:
        if len(self.drafts) * _TABLE_DEPTH > self.limits.depth:
            raise exceeded("depth", self.limits)
        draft = Draft(Place(line=_line(element)))
        self.drafts.append(draft)
        self.targets.append(draft.loose)

    def _begin_table_part(self, element: Element, tag: str) -> None:
        draft = self.drafts[-1]
        if tag in _PARTS:
            draft.begin_part(_PARTS[tag])
        elif tag == "tr":
            draft.begin_row(flat=(element.get("height") or "").strip() == "0")
        elif tag in _CELLS:
            self._count_cell()
            rows, columns = span(element.get("rowspan"), rows=True), span(element.get("colspan"), rows=False)
            self.targets.append(draft.begin_cell(RawCell(rows, columns, place=Place(line=_line(element)))))

    def _count_cell(self) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise exceeded("cells", self.limits)

    def _end_table_part(self, tag: str) -> None:
        if tag in _PARTS:
            self.drafts[-1].begin_part(BODY)
        elif tag in _CELLS:
            self.targets.pop()

    def _end_table(self) -> None:
        """Hand on a table of data as one piece, with the tables within it behind it; of others the content."""
        draft, around = self.drafts.pop(), self.containers[-1]
        self.targets.pop()
        inner = draft.pieces()
        if draft.is_layout():
            self.targets[-1].extend(inner)
            return
        cells = [piece for piece in inner[len(draft.loose) :] if not isinstance(piece.block, Table)]
        traces = tuple(draft.traces())
        chars, linked = sum(p.chars for p in cells), sum(p.linked for p in cells)
        self.targets[-1].extend(draft.loose)
        if cells:
            control = any(p.control for p in cells)
            self._emit(Fragment(draft.table(self.limits), around.number, chars, linked, control, traces=traces))
        self.targets[-1].extend(piece for piece in inner[len(draft.loose) :] if isinstance(piece.block, Table))


def _line(element: Element) -> int | None:
    return cast("int | None", element.sourceline)
