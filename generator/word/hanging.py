"""Punctuation that hangs over the end of a line, as LibreOffice reads it.

Where no style says anything of it LibreOffice lets punctuation hang, as Word does, and leaves every mark that hangs out
of a PDF. Where a style says that it may hang LibreOffice, which reads this one property the wrong way round
(writerfilter, DomainMapper: LN_CT_PPrBase_overflowPunct), lets none. To Word both are the same.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child

_HANGS: Final = f"{n.W}overflowPunct"
# What stands before it in the properties of a paragraph (ECMA-376 part 1, CT_PPrBase).
_BEFORE: Final = frozenset(
    f"{n.W}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
                 "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap")
)  # fmt: skip
# What stands behind the properties of paragraphs in a style (CT_Style).
_BEHIND: Final = frozenset(f"{n.W}{name}" for name in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))


def say_hanging(styles: etree._Element) -> bool:
    """Have the style that all paragraphs begin from say what it means by saying nothing; whether it was silent."""
    normal = next(filter(_is_default, styles.iterchildren(f"{n.W}style")), None)
    if normal is None:
        return False
    properties = child(normal, n.PPR)
    if properties is None:
        properties = etree.Element(n.PPR)
        behind = next((element for element in normal if element.tag in _BEHIND), None)
        normal.insert(len(normal) if behind is None else normal.index(behind), properties)
    if child(properties, _HANGS) is not None:
        return False
    at = sum(element.tag in _BEFORE for element in properties)
    properties.insert(at, etree.Element(_HANGS))
    return True


def _is_default(style: etree._Element) -> bool:
    return style.get(n.TYPE) == "paragraph" and (style.get(f"{n.W}default") or "0") in ("1", "true", "on")
