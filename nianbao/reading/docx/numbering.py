"""Automatic numbering (ECMA-376 part 1, 17.9): the number that Word prints before a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from nianbao.numerals import count
from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number, on
from nianbao.patterns import LazyPattern
from nianbao.reading.docx.styles.named import NamedStyle, Styles

_LEVELS = 9
_MAX_PATTERN = 40  # characters; Word's dialogue takes 31
_PLACEHOLDER = LazyPattern(r"%([1-9])")
BULLET = "•"


class Level(Struct, frozen=True):
    """How one level of a list is numbered."""

    number_format: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None  # restarts after this level (from 1) or a higher one; 0 never
    decimal: bool = False  # w:isLgl: every number of the pattern in decimal
    gap: str = " "
    style: str = ""  # the paragraph style linked with the level
    hidden: bool = False


class _List:
    """The counters of one w:abstractNum, shared by every w:num that points to it."""

    def __init__(self, levels: dict[int, Level]) -> None:
        self.levels = levels
        self.counts: dict[int, int] = {}

    def advance(self, level: int, levels: dict[int, Level]) -> None:
        """Count one paragraph of a level, which starts the levels below it anew."""
        self.counts[level] = self.counts.get(level, levels[level].start - 1) + 1
        for lower in [deeper for deeper in self.counts if deeper > level]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or level < restart:
                del self.counts[lower]


class _Instance(Struct, frozen=True):
    """A w:num: its list, its levels with the overrides made, and the starts it overrides."""

    list: _List
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        """`load` fetches the numbering part when the first numbered paragraph is met."""
        self._load, self._styles = load, styles
        self._definitions: _Definitions | None = None
        self._lists: dict[str, _List] = {}
        self._instances: dict[int, _Instance | None] = {}

    def label(self, number_id: int, level: int | None, style: NamedStyle) -> str:
        """Count a paragraph and give its number with the gap that follows it, "" where the list is unknown.

        `level` None means the level that is linked with the paragraph's style, or else the one that the style names.
        """
        if number_id not in self._instances:
            self._instances[number_id] = self._instance(number_id)
        instance = self._instances[number_id]
        if instance is None:
            return ""
        if level is None:
            linked = (i for i, one in instance.levels.items() if style.id and one.style == style.id)
            level = next(linked, style.number_level or 0)
        if level not in instance.levels:
            return ""
        if level in instance.starts:
            instance.list.counts[level] = instance.starts.pop(level) - 1
        instance.list.advance(level, instance.levels)
        return _label(instance.levels, instance.list.counts, level)

    def _instance(self, number_id: int) -> _Instance | None:
        if self._definitions is None:
            self._definitions = _Definitions(self._load(), self._styles)
        element = self._definitions.instances.get(number_id)
        abstract = self._definitions.abstract(element)
        if element is None or abstract is None:
            return None
        key = abstract.get(f"{n.W}abstractNumId") or ""
        if key not in self._lists:
            self._lists[key] = _List(_levels(abstract))
        levels, starts = dict(self._lists[key].levels), {}
        for override in element.iterchildren(f"{n.W}lvlOverride"):
            index = number(override, n.ILVL)
            if index is not None:
                levels.update(_levels(override))
                start = number(child(override, f"{n.W}startOverride"))
                starts.update({} if start is None else {index: start})
        return _Instance(self._lists[key], levels, starts)


class _Definitions:
    """The numbering part by id."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int | None, etree._Element] = {}
        self.instances: dict[int | None, etree._Element] = {}
        if root is not None:
            for element in root.iterchildren(f"{n.W}abstractNum"):
                self._abstract.setdefault(number(element, f"{n.W}abstractNumId"), element)
            for element in root.iterchildren(f"{n.W}num"):
                self.instances.setdefault(number(element, n.NUMID), element)

    def abstract(self, instance: etree._Element | None) -> etree._Element | None:
        """The w:abstractNum of a w:num, through the numbering style that it may stand for."""
        for _ in range(_LEVELS):  # a style may link to a list that links to a style
            found = self._abstract.get(number(child(instance, f"{n.W}abstractNumId")))
            link = child(found, f"{n.W}numStyleLink")
            if link is None:
                return found
            instance = self.instances.get(self._styles.get(link.get(n.VAL) or "").number_id)
        return None


def _levels(parent: etree._Element) -> dict[int, Level]:
    indexed = ((number(element, n.ILVL), element) for element in parent.iterchildren(f"{n.W}lvl"))
    return {i: _level(element) for i, element in indexed if i is not None and 0 <= i < _LEVELS}


def _level(element: etree._Element) -> Level:
    def value(tag: str) -> str:
        found = child(element, f"{n.W}{tag}")
        return "" if found is None else found.get(n.VAL) or ""

    # Word puts a format that older versions do not know into an alternative; the last one is the fallback.
    formats = [item.get(n.VAL) or "" for item in element.iter(f"{n.W}numFmt")]
    start = number(child(element, f"{n.W}start"))
    gap = value("suff") or "tab"
    return Level(
        formats[-1] if formats else "decimal",
        value("lvlText")[:_MAX_PATTERN],
        0 if start is None else start,
        number(child(element, f"{n.W}lvlRestart")),
        on(child(element, f"{n.W}isLgl")),
        {"nothing": "", "space": " "}.get(gap, "\t"),
        value("pStyle"),
        on(child(child(element, n.RPR), n.VANISH)),
    )


def _label(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.hidden:
        return ""

    def written(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index > level or index not in levels:
            return ""
        other = levels[index]
        return count(counts.get(index, other.start), "decimal" if own.decimal else other.number_format)

    bullet = own.number_format == "bullet"
    text = _bullet(own.pattern) if bullet else _PLACEHOLDER.sub(written, own.pattern)
    return text + _gap(text, own.gap) if text else ""


def _bullet(pattern: str) -> str:
    """A bullet; of a symbol font, whose characters lie in the private use area, only that there is one."""
    return BULLET if any("\ue000" <= char <= "\uf8ff" for char in pattern) else pattern


def _gap(label: str, gap: str) -> str:
    """What stands between number and text; the blank within a full-width mark takes the place of a tab."""
    if gap != "\t":
        return gap
    return " " if label[-1].isascii() or label == BULLET else ""
