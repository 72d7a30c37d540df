"""Changing words in a Word file: their runs keep their format, and all other parts their bytes.

`letters` finds each character in the runs, `revisions` writes changes that the author still can accept or reject.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from nianbao.document import Place
from nianbao.files.limits import Limits
from nianbao.files.marks import ARCHIVE
from nianbao.ooxml import names as n
from nianbao.ooxml.editing import Editing
from nianbao.reading.docx.rewriting.letters import Letter, Reader, by_text, said
from nianbao.reading.docx.rewriting.revisions import Revisions
from nianbao.rewriting import Edit


class WordStretch:
    """Words in a paragraph or cell, by their letters."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters

    def can(self, edits: Sequence[Edit]) -> bool:
        """As `nianbao.rewriting.Stretch` has it."""
        return all(self._can(edit) for edit in edits)

    def _can(self, edit: Edit) -> bool:
        if edit.start == edit.end:
            return self._beside(edit.start) is not None
        return all(letter.text is not None for letter in self._letters[edit.start : edit.end])

    def _beside(self, at: int) -> int | None:
        """The letter in whose run what comes in at a place is written: the one before it where that is free."""
        around = (at - 1, at)
        return next((i for i in around if 0 <= i < len(self._letters) and self._letters[i].text is not None), None)

    def change(self, edits: Sequence[Edit]) -> None:
        """As `nianbao.rewriting.Stretch` has it."""
        for edit in edits:
            for letter in self._letters[edit.start : edit.end]:
                letter.gone = True
            at = edit.start if edit.end > edit.start else self._beside(edit.start)
            if at is None or not edit.text:
                continue
            letter = self._letters[at]
            if at < edit.start:
                letter.after += edit.text
            else:
                letter.before += edit.text


class WordRewriter:
    """A Word file open to be changed, its changes `tracked` from that time on or made for good."""

    def __init__(self, data: bytes, limits: Limits, tracked: datetime | None) -> None:
        """Raises ReadError as `Editing` does."""
        self._editing = Editing(data, limits)
        self._tracked = tracked
        self._reader = Reader(self._editing.namespace, inserted=tracked is None)
        self._known: dict[str, tuple[etree._Element, list[Letter]]] = {}
        self._removed: list[etree._Element] = []

    def find(self, place: Place, text: str, *, whole: bool) -> WordStretch | None:
        """As `nianbao.rewriting.Rewriter` has it."""
        letters = self._letters(place)
        shown = said(letters)
        if shown.count(text) == 1:
            start = shown.index(text)
            outside = shown[:start] + shown[start + len(text) :]
            return None if whole and outside.strip() else WordStretch(letters[start : start + len(text)])
        # What Word numbers by itself is no letter of the paragraph.
        own = shown.strip()
        if not own or shown.count(own) != 1 or not text.strip().endswith(own):
            return None
        begin, lead = shown.index(own), text.rindex(own)
        behind = len(text) - lead - len(own)
        typed = letters[begin : begin + len(own)]
        return WordStretch([*map(Letter, text[:lead]), *typed, *map(Letter, text[len(text) - behind :])])

    def remove(self, place: Place, text: str) -> bool:
        """As `nianbao.rewriting.Rewriter` has it."""
        letters = self._letters(place)
        if said(letters).strip() != text.strip() or any(letter.text is None for letter in letters):
            return False
        element, _ = self._known[place.anchor]
        for letter in letters:
            letter.gone = True
        if self._may_go(element):
            self._removed.append(element)
        return True

    def _may_go(self, element: etree._Element) -> bool:
        """Whether the paragraph itself can go and not only what it says.

        One that others refer to (bookmarks, comments, sections) stays, and so does one that parts two tables.
        """
        w, parent, following = f"{{{self._editing.namespace}}}", element.getparent(), element.getnext()
        inside = parent is not None and parent.tag == f"{w}body"
        before_another = following is not None and following.tag == f"{w}p"
        ends_section = element.find(f"{w}pPr/{w}sectPr") is not None
        return inside and before_another and not ends_section and _holds_words_alone(element, w)

    def _letters(self, place: Place) -> list[Letter]:
        if place.rest or not place.anchor:
            return []
        if place.anchor not in self._known:
            element = self._editing.find(place.anchor)
            if element is None:
                return []
            self._known[place.anchor] = element, self._reader.of(element)
        return self._known[place.anchor][1]

    def save(self) -> bytes:
        """As `nianbao.rewriting.Rewriter` has it; the mark of a copy of ours goes, since a person goes on with it."""
        revisions = Revisions(self._editing, self._tracked) if self._tracked else None
        for _, letters in self._known.values():
            for text, own in by_text(letters).items():
                if revisions:
                    revisions.revise(text, own)
                else:
                    _write(text, own)
        for element in self._removed:
            if revisions:
                revisions.remove(element)
            elif (parent := element.getparent()) is not None:
                parent.remove(element)
        return self._editing.save(comment=b"" if self._editing.comment == ARCHIVE else None)


def _holds_words_alone(paragraph: etree._Element, w: str) -> bool:
    """Whether there is nothing in it but runs of text."""
    runs = [child for child in paragraph if child.tag not in (f"{w}pPr", f"{w}proofErr")]
    return all(run.tag == f"{w}r" and all(item.tag in (f"{w}rPr", f"{w}t") for item in run) for run in runs)


def _write(text: etree._Element, letters: Sequence[Letter]) -> None:
    """Put into a w:t what its letters say now; a run that holds nothing else goes with its last one."""
    content = "".join(letter.before + ("" if letter.gone else letter.char) + letter.after for letter in letters)
    run = text.getparent()
    if content or run is None:
        text.text = content
        if content != content.strip():
            text.set(n.SPACE, "preserve")
        return
    run.remove(text)
    above = run.getparent()
    if above is not None and all(child.tag.endswith("}rPr") for child in run):
        above.remove(run)
