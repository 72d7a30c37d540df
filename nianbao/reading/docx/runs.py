"""Inline content: the text of a paragraph as its reader sees it, with the boxes and pictures in it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from nianbao.document import Block, Paragraph, Picture, Place
from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, on
from nianbao.reading.docx.controls import content_of, set_apart
from nianbao.reading.docx.fields import Fields, makes_contents
from nianbao.reading.docx.styles.ground import is_off_line, line_of, stands_on_paint
from nianbao.reading.docx.styles.marks import combined, marks_of
from nianbao.reading.docx.styles.named import PLAIN, NamedStyle, Styles
from nianbao.reading.docx.symbols import symbol
from nianbao.reading.docx.tables.nesting import Nesting
from nianbao.text import POP_DIRECTION, RIGHT_TO_LEFT, raised

# The namespaces of extensions that Word and WPS know begin so.
_KNOWN = (
    "http://schemas.microsoft.com/",
    "http://schemas.openxmlformats.org/",
    "http://www.wps.cn/",
    "urn:schemas-microsoft-com:",
)
_BLANKS = " \t\r\n"


class RunLine:
    """A paragraph while it is read: shown and hidden text, and the blocks of boxes and pictures around it."""

    __slots__ = ("after", "before", "hidden", "place", "shift", "shown", "style", "text")

    def __init__(self, place: Place, style: NamedStyle) -> None:
        self.place = place
        self.style = style
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.text = self.shown  # where the next piece goes
        self.shift: int | None = None  # of its line, where that was asked for
        self.before: list[Block] = []
        self.after: list[Block] = []

    def add(self, blocks: list[Block]) -> None:
        """Take the blocks of a box or picture, which go before the paragraph where they precede its text."""
        if self.text is self.shown:
            (self.after if self.shown else self.before).extend(blocks)


class Runs:
    """Reads inline content into the current line."""

    def __init__(
        self,
        styles: Styles,
        nesting: Nesting,
        fields: Fields,
        read_box: Callable[[etree._Element], list[Block]],
    ) -> None:
        """`read_box` reads the blocks of a text box."""
        self.fields = fields
        self.line = RunLine(Place(), PLAIN)
        self.may_hide = True  # set False where nothing in the document is hidden, struck out or raised
        self.table = PLAIN  # the style of the table around
        self._styles, self._nesting, self._read_box = styles, nesting, read_box

    def read(self, parent: etree._Element) -> None:
        """Read the inline children of a paragraph or a run."""
        for element in parent:
            handler = _HANDLERS.get(element.tag)
            if handler is not None:
                handler(self, element)

    def wrapped(self, element: etree._Element) -> None:
        """Read what an element wraps that is nothing itself: a link, an insertion, a control's content."""
        self._nesting.enter()
        self.read(element)
        self._nesting.leave()

    def run(self, run: etree._Element) -> None:
        """Read a w:r; text that is hidden or struck out goes to the side."""
        line = self.line
        outer = line.text
        if not self.may_hide:
            self.read(run)
            return
        styles = self._styles_of(properties := child(run, n.RPR))
        marks = combined(marks_of(properties), tuple(style.marks for style in styles), self._styles.defaults)
        gone = marks.hidden or marks.struck or marks.struck_twice or marks.tiny
        if gone or (marks.white and _is_unseen_figure(run, styles)):
            line.text = line.hidden
        begun = len(line.text)
        self.read(run)
        if marks.raised or (marks.shift and self._is_off_line(run, marks.shift)):
            # a digit is the mark of a note, and none of the figure before it
            line.text[begun:] = map(raised, line.text[begun:])
        line.text = outer

    def _is_off_line(self, run: etree._Element, shift: int) -> bool:
        if self.line.shift is None:
            self.line.shift = line_of(run)
        return is_off_line(shift, self.line.shift)

    def _styles_of(self, properties: etree._Element | None) -> tuple[NamedStyle, ...]:
        style = child(properties, n.RSTYLE)
        character = PLAIN if style is None else self._styles.get(style.get(n.VAL) or "")
        return (character, self.line.style, self.table)

    def put(self, text: str) -> None:
        """Add text to the line unless a field keeps it silent."""
        if not self.fields.silent:
            self.line.text.append(text)

    def text(self, element: etree._Element) -> None:
        """Read a w:t."""
        if not self.fields.silent and (text := shown_text(element)):
            self.line.text.append(text)

    def content_control(self, element: etree._Element) -> None:
        """Read a run-level w:sdt."""
        content = content_of(element)
        if content is None:
            return
        begun = len(self.line.text)
        self.wrapped(content)
        if on(child(child(element, n.SDTPR), n.SHOWINGPLCHDR)):
            set_apart(self.line.text, begun, element)

    def field_character(self, element: etree._Element) -> None:
        """Begin, separate or end a field."""
        self.fields.change(element.get(n.FLDCHARTYPE) or "")

    def simple_field(self, element: etree._Element) -> None:
        """Read the result of a w:fldSimple."""
        if not makes_contents(element.get(n.INSTR) or ""):
            self.wrapped(element)

    def ruby(self, element: etree._Element) -> None:
        """Read the base text of a w:ruby; the phonetic guide above it is no part of the sentence."""
        base = child(element, n.RUBYBASE)
        if base is not None:
            self.wrapped(base)

    def alternate(self, element: etree._Element) -> None:
        """Read one branch of an mc:AlternateContent."""
        branch = branch_of(element)
        if branch is not None:
            self.wrapped(branch)

    def math(self, element: etree._Element) -> None:
        """Read the text of a formula, what stands above or below the line in it as raised."""
        for part in element.iter(n.MATHTEXT):
            text = part.text or ""
            self.put(raised(text) if next(part.iterancestors(*n.MATHASIDE), None) is not None else text)

    def graphic(self, element: etree._Element, title: str = "") -> None:
        """Read a w:drawing, w:pict or w:object: text boxes, pictures and WordArt at any depth of groups."""
        if self.fields.silent:
            return
        self._nesting.enter()
        for part in element:
            tag = part.tag
            title = _title(part) or title
            if tag == n.TXBXCONTENT:
                self.line.add(self._read_box(part))
            elif tag in _PICTURES:
                self.line.add([Picture(title, self.line.place)])
            elif tag == n.TEXTPATH:
                self.line.add([Paragraph(part.get("string") or "", self.line.place)])
            elif tag == n.ALTERNATE:
                branch = branch_of(part)
                self.graphic(part if branch is None else branch, title)
            else:
                self.graphic(part, title)
        self._nesting.leave()


def shown_text(element: etree._Element) -> str:
    """The text of a w:t; blanks at its ends count only where xml:space says so."""
    text = element.text
    if not text:
        return ""
    if (text[0] in _BLANKS or text[-1] in _BLANKS) and element.get(n.SPACE) != "preserve":
        return text.strip(_BLANKS)
    return text


def _is_unseen_figure(run: etree._Element, styles: tuple[NamedStyle, ...]) -> bool:
    """Whether a white run has no words, which are a header on a dark ground, and stands on none that is painted."""
    text = "".join(part.text or "" for part in run.iterchildren(n.T))
    words = any(char.isalpha() for char in text)
    return not (words or any(style.painted for style in styles) or stands_on_paint(run))


def branch_of(alternate: etree._Element) -> etree._Element | None:
    """The one branch of an mc:AlternateContent: the first known choice that shows anything, else the fallback."""
    for choice in alternate.iterchildren(n.CHOICE):
        if (
            _is_known(choice)
            and next(choice.iter(n.T, n.BLIP, n.IMAGEDATA, n.TEXTPATH, n.CHART, n.DIAGRAM, n.SYM), None) is not None
        ):
            return choice
    return child(alternate, n.FALLBACK)


def _is_known(choice: etree._Element) -> bool:
    """Whether Word or WPS know every extension that the choice requires."""
    required = (choice.get("Requires") or "").split()
    return all((choice.nsmap.get(prefix) or "").startswith(_KNOWN) for prefix in required)


def _title(part: etree._Element) -> str:
    if part.tag == n.DOCPR:
        return part.get("descr") or part.get("title") or ""
    return part.get("alt") or "" if part.tag == n.SHAPE else ""


_PICTURES = frozenset((n.BLIP, n.IMAGEDATA, n.CHART, n.DIAGRAM))
_SHOWN = (n.T, n.SYM, n.TEXTPATH, *_PICTURES)

_Handler = Callable[[Runs, etree._Element], None]


def _constant(text: str) -> _Handler:
    return lambda runs, _: runs.put(text)


def _symbol(runs: Runs, element: etree._Element) -> None:
    runs.put(symbol(element.get(f"{n.W}font") or "", element.get(f"{n.W}char") or ""))


def _turned(runs: Runs, element: etree._Element) -> None:
    """Read a w:bdo, which turns even digits where it is from right to left."""
    turns = (element.get(n.VAL) or "").lower() == "rtl"
    runs.put(RIGHT_TO_LEFT * turns)
    runs.wrapped(element)
    runs.put(POP_DIRECTION * turns)


def _link(runs: Runs, element: etree._Element) -> None:
    """Read a link; a digit that touches the one before it and leads to a place in the document is a note's mark."""
    text = runs.line.text
    begun = len(text)
    runs.wrapped(element)
    if element.get(f"{n.W}anchor") and begun and text[begun - 1][-1:].isdigit() and "".join(text[begun:]).isdigit():
        text[begun:] = map(raised, text[begun:])


def _instruction(runs: Runs, element: etree._Element) -> None:
    runs.fields.instruct(element.text or "")


_HANDLERS: dict[str, _Handler] = {
    n.R: Runs.run,
    n.T: Runs.text,
    n.TAB: _constant("\t"),
    n.PTAB: _constant("\t"),
    n.BR: _constant("\n"),
    n.CR: _constant("\n"),
    n.NOBREAKHYPHEN: _constant("-"),
    n.SYM: _symbol,
    n.RUBY: Runs.ruby,
    n.FLDCHAR: Runs.field_character,
    n.INSTRTEXT: _instruction,
    n.FLDSIMPLE: Runs.simple_field,
    n.SDT: Runs.content_control,
    n.ALTERNATE: Runs.alternate,
    n.OMATH: Runs.math,
    n.OMATHPARA: Runs.math,
    n.DRAWING: Runs.graphic,
    n.PICT: Runs.graphic,
    n.OBJECT: Runs.graphic,
    n.BDO: _turned,
    n.HYPERLINK: _link,
    **dict.fromkeys((n.SMARTTAG, n.CUSTOMXML, n.DIR, n.INS, n.MOVETO), Runs.wrapped),
}
# What makes a paragraph more than its runs of text.
COMPOSING = tuple(_HANDLERS.keys() - {n.R, n.T})
