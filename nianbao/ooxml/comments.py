"""Comments of ours in a Word file: written beside those of others, and taken out again.

The document marks what a comment is about with a range and a reference, and the part "comments" says it (ECMA-376-1,
17.13.4). A range of ours is within one paragraph of the text, all of it or some children: Word cannot comment what is
in a text box, and ranges that run from cell to cell are read differently by every program. Threads, which Microsoft
added in parts of their own, are neither made nor changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.archive import word_type
from nianbao.ooxml.editing import Editing
from nianbao.ooxml.markup import legal

KIND = "comments"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
# Where Microsoft says which paragraph of a comment answers which.
_THREADS = "commentsExtended"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SIZE = "18"  # half points: the text of a report's paragraphs is too large for a margin


class Comments:
    """The comments of an open package; ours of an earlier call are taken out."""

    def __init__(self, editing: Editing, when: datetime) -> None:
        """`when` is the time on the clock of this place, as Word writes it. Raises ReadError for damaged parts."""
        self._editing, self._when = editing, when
        self._w = f"{{{editing.namespace}}}"
        self._root = editing.part(editing.document)
        self._remove()
        taken = self._ids()
        self._free = (number for number in map(str, count()) if number not in taken)

    def add(
        self,
        element: etree._Element | None,
        lines: Sequence[str],
        between: tuple[etree._Element, etree._Element] | None = None,
    ) -> None:
        """Say something of a paragraph, cell, row or table, at its first words; of the whole document for None.

        Of a paragraph `between` may name the first and last of its children that are meant. What the document cannot
        show beside it (a text box) is said at the paragraph that holds it.
        """
        paragraph = self._paragraph(element)
        if paragraph is None:
            return
        number = next(self._free)
        start, end = (etree.Element(f"{self._w}{name}", {f"{self._w}id": number}) for name in _MARKS[:2])
        run = etree.Element(f"{self._w}r")
        etree.SubElement(run, f"{self._w}commentReference", {f"{self._w}id": number})
        if between is not None and all(child.getparent() is paragraph for child in between):
            between[0].addprevious(start)
            at = self._behind(paragraph, between[1])
        else:
            paragraph.insert(self._first(paragraph), start)
            at = len(paragraph)
        paragraph[at:at] = [end, run]
        self._write(number, lines)

    def _paragraph(self, element: etree._Element | None) -> etree._Element | None:
        inside = self._root if element is None else element
        if inside.tag == f"{self._w}tc":
            candidates = [p for p in inside.iter(f"{self._w}p") if next(p.iterancestors(inside.tag)) is inside]
        else:
            candidates = list(inside.iter(f"{self._w}p"))
        shown = (p for p in candidates if any((t.text or "").strip() for t in p.iter(f"{self._w}t")))
        found = next(shown, candidates[0] if candidates else None)
        if found is None:  # a cell without a paragraph, which is none to Word
            return None if element is None else self._paragraph(None)
        boxes = list(found.iterancestors(f"{self._w}txbxContent"))
        return next(boxes[-1].iterancestors(f"{self._w}p"), None) if boxes else found

    def _first(self, paragraph: etree._Element) -> int:
        """Behind the properties, which come first, and the ranges that begin here already."""
        ahead = (f"{self._w}pPr", f"{self._w}{_MARKS[0]}")
        return next((at for at, child in enumerate(paragraph) if child.tag not in ahead), len(paragraph))

    def _behind(self, paragraph: etree._Element, last: etree._Element) -> int:
        """Behind a child and the ends of the ranges that end with it."""
        at = paragraph.index(last) + 1
        while at < len(paragraph) and self._ends(paragraph[at]):
            at += 1
        return at

    def _ends(self, child: etree._Element) -> bool:
        return child.tag == f"{self._w}{_MARKS[1]}" or child.find(f"{self._w}{_MARKS[2]}") is not None

    def _write(self, number: str, lines: Sequence[str]) -> None:
        w, part = self._w, self._part()
        said = etree.SubElement(part, f"{w}comment", {
            f"{w}id": number, f"{w}author": n.COMMENT_AUTHOR,
            f"{w}date": self._when.strftime("%Y-%m-%dT%H:%M:%S"), f"{w}initials": n.COMMENT_INITIALS,
        })  # fmt: skip
        for at, line in enumerate(lines):
            paragraph = etree.SubElement(said, f"{w}p")
            properties = etree.SubElement(paragraph, f"{w}pPr")
            # Against the indent and the line spacing of the report, which the margin would have else.
            spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
            etree.SubElement(properties, f"{w}spacing", {f"{w}{key}": value for key, value in spacing.items()})
            indent = {"left": "0", "firstLineChars": "0", "firstLine": "0"}
            etree.SubElement(properties, f"{w}ind", {f"{w}{key}": value for key, value in indent.items()})
            etree.SubElement(properties, f"{w}jc", {f"{w}val": "left"})
            if at == 0:
                etree.SubElement(self._run(paragraph), f"{w}annotationRef")
            text = etree.SubElement(self._run(paragraph), f"{w}t", {n.SPACE: "preserve"})
            text.text = legal(line)

    def _run(self, paragraph: etree._Element) -> etree._Element:
        run = etree.SubElement(paragraph, f"{self._w}r")
        properties = etree.SubElement(run, f"{self._w}rPr")
        for name in ("sz", "szCs"):
            etree.SubElement(properties, f"{self._w}{name}", {f"{self._w}val": _SIZE})
        return run

    def _part(self) -> etree._Element:
        name = self._editing.related(KIND)
        if name is None:
            empty = f'<w:comments xmlns:w="{self._editing.namespace}"/>'
            self._editing.add(KIND, word_type(KIND), empty.encode())
            name = self._editing.related(KIND)
        return self._editing.part(name or "")

    def _ids(self) -> set[str]:
        """Every id of a comment, a range or a reference, also of those that have lost the others."""
        used = {mark.get(f"{self._w}id") or "" for mark in self._marks()}
        return used | {said.get(f"{self._w}id") or "" for said in self._said()}

    def _marks(self) -> Iterator[etree._Element]:
        return self._root.iter(*(f"{self._w}{name}" for name in _MARKS))

    def _said(self) -> list[etree._Element]:
        name = self._editing.related(KIND)
        return list(self._editing.part(name).iterchildren(f"{self._w}comment")) if name else []

    def _remove(self) -> None:
        """Take out what an earlier call wrote; what somebody has answered belongs to a thread of theirs."""
        answered = self._answered()
        ours = [one for one in self._said() if self._is_ours(one) and not answered.intersection(_paragraph_ids(one))]
        kept = {one.get(f"{self._w}id") for one in self._said() if one not in ours}
        ids = {one.get(f"{self._w}id") for one in ours} - kept
        for mark in [mark for mark in self._marks() if mark.get(f"{self._w}id") in ids]:
            _take_out(mark, self._w)
        for one in ours:
            parent = one.getparent()
            if parent is not None and one.get(f"{self._w}id") in ids:
                parent.remove(one)

    def _is_ours(self, comment: etree._Element) -> bool:
        return comment.get(f"{self._w}author") == n.COMMENT_AUTHOR

    def _answered(self) -> set[str]:
        name = self._editing.related(_THREADS)
        entries: Iterable[etree._Element] = self._editing.part(name).iterchildren(f"{_W15}commentEx") if name else ()
        return {entry.get(f"{_W15}paraIdParent") or "" for entry in entries} - {""}


def _paragraph_ids(comment: etree._Element) -> set[str]:
    return {paragraph.get(f"{_W14}paraId") or "" for paragraph in comment.iter()} - {""}


def _take_out(mark: etree._Element, w: str) -> None:
    """The mark, and the run that holds nothing else."""
    parent = mark.getparent()
    if parent is None:
        return
    parent.remove(mark)
    above = parent.getparent()
    if parent.tag == f"{w}r" and above is not None and all(child.tag == f"{w}rPr" for child in parent):
        above.remove(parent)
