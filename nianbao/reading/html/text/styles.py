"""What an element's tag and attributes say of how it is shown: hidden, a block, a heading, a numbered item."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nianbao.document import TraceKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def names(listed: str) -> frozenset[str]:
    """Tag names from a line of them."""
    return frozenset(listed.split())


BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul xmp listing"
)
# Never shown as text, or shown as a control that is no part of the article.
UNSHOWN = names(
    "applet area audio base button canvas col colgroup datalist embed frame frameset head iframe input link map "
    "meta meter noembed noframes noscript object optgroup option param progress rp rt rtc script select source style "
    "svg template textarea title track video xml"
)
_WRITTEN = frozenset({"text", "number"})
CONTROLS = frozenset({"button", "input", "select", "textarea"})
FRAMES = frozenset({"nav", "aside", "footer"})
PARTS = names("p h1 h2 h3 h4 h5 h6 ol ul li menu dir dl dt dd blockquote caption table thead tbody tfoot tr")
HEADINGS = {f"h{n}": n for n in range(1, 7)}

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
# What hides a text by itself; around others it is often undone within, or by a script.
_UNSEEN = re.compile(
    r"(?:^|[;\s])(?:opacity\s*:\s*0*\.?0+%?|font-size\s*:\s*(?:0+(?:\.0+)?(?:p[xt]|r?em|%)?|(?:0*1)?(?:\.\d+)?p[xt])|(?:left|top|text-indent)\s*:\s*-\d{3,}px)"
    r"\s*(?:;|!|$)",
    re.IGNORECASE,
)
_CLIPPED = re.compile(
    r"clip\s*:\s*rect\((?:[\s,]*[01]?(?:\.\d+)?(?:px)?\b){4}\s*\)|clip-path\s*:\s*inset\(\s*(?:50|100)%", re.IGNORECASE
)
_OVERRIDE = re.compile(r"unicode-bidi\s*:\s*(?:isolate-|bidi-)override", re.IGNORECASE)
_TO_LEFT = re.compile(r"(?:^|[;\s])direction\s*:\s*rtl", re.IGNORECASE)
_FLOATING = re.compile(r"(?:^|[;\s])float\s*:\s*(?:left|right)\b", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\)|transparent)\s*(?:;|!|$)",
    re.IGNORECASE,
)
_WHITES = frozenset({"white", "#fff", "#ffffff"})
# Text that was taken away: by a tracked change, or struck out by hand.
STRUCK = frozenset({"del", "s", "strike"})
_OFF_THE_LINE = frozenset({"sup", "sub"})
# The parts of a formula behind the first stand above, below or under it.
_FORMULA_PARTS = names("mi mn mrow mtext")
_FORMULAS = names("mfrac mover mroot msub msubsup msup munder")
_RAISED = re.compile(r"vertical-align\s*:\s*su(?:per|b)\b", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
# Parts of Word's own HTML that stand outside the text: notes and comments.
_WORD_ASIDE = re.compile(r"mso-element\s*:\s*(?:footnote-list|endnote-list|header|footer|field-begin)", re.IGNORECASE)
_WORD_COMMENT = re.compile(r"mso-element\s*:\s*comment-list", re.IGNORECASE)
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_MARKS = frozenset({"a", "span"})
_MARK_CLASSES = frozenset({"msocommentreference", "msocomanchor"})
# What people set side by side with others of their kind, or on lines of their own, by its style alone.
_FLOWING = names("div p section h1 h2 h3 h4 h5 h6")
_INLINES = names("b em font i label span strong u")
_INLINE = re.compile(r"(?:^|[;\s])display\s*:\s*inline\s*(?:;|!|$)", re.IGNORECASE)
_BLOCK = re.compile(r"(?:^|[;\s])display\s*:\s*block\s*(?:;|!|$)", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])\b", re.IGNORECASE)
_SIZE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*(\d{1,5})\s*px", re.IGNORECASE)
# A picture of a table is larger than this many pixels; file-type icons and bullets are not.
_ICON = 64
# A style attribute longer than this is no style.
_STYLE = 4096


class Style(NamedTuple):
    """What the inline style of an element says of it."""

    hidden: bool = False
    unseen: bool = False  # not seen, where it holds nothing but text
    white: bool = False
    struck: bool = False
    raised: bool = False
    clipped: bool = False  # to nothing, for screen readers to say
    turned: bool = False  # from right to left, digits too
    floating: bool = False  # to a side of what it stands in, before what precedes it or behind what follows
    inline: bool = False  # on a line with others of its kind
    block: bool = False  # on a line of its own
    aside: bool = False  # a part of a Word page that is not its text: notes, headers, field instructions
    comments: bool = False  # the reviewers' comments of a Word page
    number: bool = False  # the number of a list item in a Word page, which Word writes out
    outline: int | None = None  # Word's outline level


_NO_STYLE = Style()


def style_of(element: Element) -> Style:
    """What the element's inline style says."""
    written = element.get("style")
    return _said(written[:_STYLE]) if written else _NO_STYLE


@lru_cache(maxsize=512)
def _said(style: str) -> Style:
    """The meaning of a style: a page has thousands of elements and some dozens of styles."""
    outline = _OUTLINE.search(style)
    return Style(
        hidden=bool(_HIDDEN.search(style)),
        unseen=bool(_UNSEEN.search(style)),
        white=bool(_WHITE.search(style)),
        struck=bool(_LINE_THROUGH.search(style)),
        raised=bool(_RAISED.search(style)),
        clipped=bool(_CLIPPED.search(style)),
        turned=bool(_OVERRIDE.search(style) and _TO_LEFT.search(style)),
        floating=bool(_FLOATING.search(style)),
        inline=bool(_INLINE.search(style)),
        block=bool(_BLOCK.search(style)),
        aside=bool(_WORD_ASIDE.search(style)),
        comments=bool(_WORD_COMMENT.search(style)),
        number=bool(_WORD_NUMBER.search(style)),
        outline=int(outline[1]) if outline else None,
    )


def keeps_unseen(declarations: str) -> bool:
    """Whether the declarations of a rule keep what is inline and holds text alone from being seen."""
    said = _said(declarations[:_STYLE])
    return said.hidden or said.unseen or said.clipped


def entry_of(element: Element) -> str:
    """What a field for text has been filled in with or is chosen in a list, "" for any other control."""
    if element.tag == "textarea":
        return text_of(element)
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return text_of(chosen[-1]) if chosen else ""
    written = element.tag == "input" and (element.get("type") or "text").lower() in _WRITTEN
    return (element.get("value") or "") if written else ""


def is_hidden(element: Element, style: Style | None = None) -> bool:
    """Whether the element's own attributes keep it from being shown; `style` is its own, if that is known."""
    style = style or style_of(element)
    if element.get("hidden") is not None or style.hidden:
        return True
    if (style is _NO_STYLE and element.tag != "font") or len(element):
        return False
    return style.unseen or style.clipped or ((style.white or _is_white(element)) and _is_unseen_figure(element))


def _is_white(element: Element) -> bool:
    return element.tag == "font" and (element.get("color") or "").lower() in _WHITES


def _is_unseen_figure(element: Element) -> bool:
    """Whether white digits stand on nothing that the page itself paints; white words are a header on a dark ground."""
    if not (element.text or "").strip().isdigit():
        return False
    around = (element, *element.iterancestors())
    return not any(one.get("bgcolor") or "background" in (one.get("style") or "")[:_STYLE] for one in around)


def is_block(element: Element) -> bool:
    """Whether the element begins a line of its own, as its tag says or as its style has it instead."""
    tag = element.tag
    if tag in BLOCKS:
        return tag not in _FLOWING or not style_of(element).inline
    return tag in _INLINES and style_of(element).block


def is_comment_mark(element: Element) -> bool:
    """Whether it is the mark in the text that a reviewer's comment hangs on ([甲1])."""
    return element.tag in _MARKS and element.get("class", "").lower() in _MARK_CLASSES


def kind_of_deletion(element: Element) -> TraceKind:
    """A tracked change, or text that somebody struck out by hand."""
    return "tracked-change" if element.tag == "del" else "hidden-text"


def is_insertion(element: Element) -> bool:
    """Whether it is text that a tracked change of Word put in."""
    return element.tag == "ins" and ("cite" in element.attrib or "datetime" in element.attrib)


def is_raised(element: Element) -> bool:
    """Whether it is set above or below the line: a digit in it is the mark of a note, and none of the figure before."""
    if element.tag in _FORMULA_PARTS:
        around = element.getparent()
        return around is not None and around.tag in _FORMULAS and element.getprevious() is not None
    return element.tag in _OFF_THE_LINE or style_of(element).raised


def is_note_link(element: Element) -> bool:
    """Whether a link is a digit that touches the one before it and leads to a place of the page: a note's mark."""
    if not (element.get("href") or "").startswith("#") or not text_of(element).isdigit():
        return False
    before, around = element.getprevious(), element.getparent()
    text = before.tail if before is not None else around.text if around is not None else None
    return bool(text) and str(text)[-1].isdigit()


def is_turned(element: Element) -> bool:
    """Whether its characters, digits too, are seen in another order than they stand in: what holds them is no figure.

    They are set from right to left whatever they are, or float to a side of the digits around them.
    """
    if element.tag == "bdo" and (element.get("dir") or "").lower() == "rtl":
        return True
    style = style_of(element)
    return style.turned or (style.floating and _is_part_of_figure(element))


def _is_part_of_figure(element: Element) -> bool:
    around = next((one for one in element.iterancestors() if is_block(one)), element)
    part, whole = text_of(element), text_of(around).replace(" ", "")
    return whole.isdigit() and 0 < len(part) < len(whole)


def level_of(element: Element) -> int | None:
    """The heading level that the tag or Word's outline level gives."""
    return style_of(element).outline or HEADINGS.get(str(element.tag))


def is_titled(element: Element) -> bool:
    """Whether the author's name for the element says title (in English or in pinyin)."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return len(names) < 200 and ("title" in names or "biaoti" in names)


def text_of(element: Element) -> str:
    """All text within, shown or not, on one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def is_icon(element: Element) -> bool:
    """Whether a picture is too small, by its own word, to show a table."""
    sizes = [element.get("width", ""), element.get("height", ""), *_SIZE.findall((element.get("style") or "")[:_STYLE])]
    numbers = [int(size[:5]) for size in (s.strip().removesuffix("px") for s in sizes) if size[:5].isdecimal()]
    return any(number <= _ICON for number in numbers)
