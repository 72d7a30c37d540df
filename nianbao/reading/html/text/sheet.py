"""The one thing that is taken from the style sheets of a page: classes of words that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nianbao.reading.html.text.styles import keeps_unseen, names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What frameworks call what only screen readers say; their style sheets are not in the page.
_KNOWN = names(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader a11y-hidden "
    "u-hidden-visually"
)
# Larger elements are hidden and shown by scripts; a few words in a line are not.
_INLINE = names("abbr b bdi code em font i label mark small span strong u")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Rules for paper, or for some screens, say nothing of the page.
_CONDITIONAL = re.compile(r"@[\w-]+[^{};]{0,500}\{(?:[^{}]{0,2000}\{[^{}]{0,5000}\})*[^{}]{0,2000}\}")
_RULE = re.compile(r"([^{}]{1,1000})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"(?:[a-z]{1,10})?\.([\w-]{1,100})", re.IGNORECASE)


class Sheet:
    """Which elements the classes of a page keep from being seen."""

    def __init__(self, root: Element) -> None:
        """Look through the page's own style sheets."""
        sheets = (style.text or "" for style in root.iter("style"))
        self._unseen = _KNOWN.union(*map(_unseen, sheets))

    def hides(self, element: Element) -> bool:
        """Whether an element is words in a line, of a class that is not seen."""
        written = element.get("class")
        if not written or element.tag not in _INLINE or len(element):
            return False
        return not self._unseen.isdisjoint(written.split())


def _unseen(sheet: str) -> set[str]:
    """The classes that a rule by itself keeps from being seen; one rule of several is enough."""
    said: dict[str, bool] = {}
    for rule in _RULE.finditer(_CONDITIONAL.sub("", _COMMENT.sub("", sheet))):
        unseen = keeps_unseen(rule[2])
        for selector in rule[1].split(","):
            if found := _CLASS.fullmatch(selector.strip()):
                said[found[1]] = said.get(found[1], False) or unseen
    return {name for name, unseen in said.items() if unseen}
