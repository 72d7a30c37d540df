"""Styles as far as they decide what is shown: outline level, numbering, hidden and struck text, contents."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number
from nianbao.patterns import LazyPattern
from nianbao.reading.docx.styles.ground import is_painted
from nianbao.reading.docx.styles.lineage import Lineage, value
from nianbao.reading.docx.styles.marks import NOTHING, TAKING, Marks, looks_away, marks_of

_HEADING = LazyPattern(r"heading ([1-9])")
_CONTENTS = LazyPattern(r"toc ([1-9]|heading)")


class NamedStyle(Struct, frozen=True):
    """What a style and those it is based on say; None where they say nothing."""

    id: str = ""
    outline: int | None = None  # as stored: 0 to 8 are levels, 9 is body text
    number_id: int | None = None
    number_level: int | None = None
    marks: Marks = NOTHING
    contents: bool = False  # a style of a table of contents
    painted: bool = False  # has a ground of its own, in some part of what is of this style

    @property
    def hides(self) -> bool:
        """Whether text of this style is hidden where nothing nearer says otherwise."""
        return bool(self.marks.hidden)


PLAIN = NamedStyle()


class Styles:
    """Styles by id, resolved when they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        """Index the styles part; None stands for a package without one."""
        self._lineage = Lineage(root)
        self._own: dict[str, NamedStyle] = {}
        self._resolved: dict[str, NamedStyle] = {}
        self.may_hide = root is not None and (next(root.iter(*TAKING), None) is not None or looks_away(root))
        self.default = PLAIN if self._lineage.default is None else self.get(self._lineage.default)
        defaults = child(root, f"{n.W}docDefaults")
        self.defaults = marks_of(child(child(defaults, f"{n.W}rPrDefault"), n.RPR))

    def get(self, name: str) -> NamedStyle:
        """The style of that id; a plain one where it is not defined."""
        style = self._resolved.get(name)
        if style is None:
            style = self._resolved[name] = self._resolve(name)
        return style

    def says_nothing(self, name: str | None) -> bool:
        """Whether a paragraph that names this style is read as one that names none."""
        style = self.get(name or "")
        return style.number_id is None and replace(style, id=self.default.id) == self.default

    def _resolve(self, name: str) -> NamedStyle:
        style = NamedStyle(id=name)
        for ancestor, element in self._lineage.line(name):
            if ancestor not in self._own:
                self._own[ancestor] = _own(element)
            style = _inherit(style, self._own[ancestor])
        return style


def _inherit(style: NamedStyle, base: NamedStyle) -> NamedStyle:
    def first(a: int | None, b: int | None) -> int | None:
        return b if a is None else a

    return NamedStyle(
        style.id,
        first(style.outline, base.outline),
        first(style.number_id, base.number_id),
        first(style.number_level, base.number_level),
        style.marks.over(base.marks),
        style.contents or base.contents,
        style.painted or base.painted,
    )


def _own(element: etree._Element) -> NamedStyle:
    paragraph = child(element, n.PPR)
    numbering = child(paragraph, n.NUMPR)
    title = value(element, "name").lower()
    heading = _HEADING.fullmatch(title)
    outline = number(child(paragraph, n.OUTLINELVL))
    return NamedStyle(
        outline=int(heading[1]) - 1 if outline is None and heading else outline,
        number_id=number(child(numbering, n.NUMID)),
        number_level=number(child(numbering, n.ILVL)),
        marks=marks_of(child(element, n.RPR)),
        contents=_CONTENTS.fullmatch(title) is not None,
        painted=is_painted(element),
    )
