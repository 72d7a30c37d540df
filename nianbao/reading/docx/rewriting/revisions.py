"""Changes of ours that the author accepts or rejects: tracked insertions and deletions (ECMA-376-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from itertools import count

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.ooxml.editing import Editing
from nianbao.reading.docx.rewriting.letters import Letter

_DELETED, _INSERTED, _KEPT = "del", "ins", ""


class Revisions:
    """Writes changes as revisions of one author at one time, each with an id that nothing else in the document has."""

    def __init__(self, editing: Editing, when: datetime) -> None:
        """`when` is the time on the clock of this place, as Word writes it."""
        self._w, self._when = f"{{{editing.namespace}}}", when
        root = editing.part(editing.document)
        taken = {value for element in root.iter() if (value := element.get(f"{self._w}id"))}
        self._free = (number for number in map(str, count(1)) if number not in taken)

    def revise(self, text: etree._Element, letters: Sequence[Letter]) -> None:
        """Part the run of a w:t at what goes and what comes; every piece keeps the format of the run."""
        run = text.getparent()
        parent = run.getparent() if run is not None else None
        if run is None or parent is None:
            return
        at = list(run).index(text)
        own = [child for child in run if child.tag != f"{self._w}rPr"]
        first = [child for child in own if list(run).index(child) < at]
        rest = [child for child in own if list(run).index(child) > at]
        pieces = [self._run(run, first)] if first else []
        pieces += [self._piece(run, kind, said) for kind, said in _segments(letters)]
        place = list(parent).index(run)
        for offset, piece in enumerate(pieces):
            parent.insert(place + offset, piece)
        # The run itself goes on with what stands behind: other texts of it are still to be revised.
        run.remove(text)
        if not rest:
            parent.remove(run)

    def remove(self, paragraph: etree._Element) -> None:
        """Mark the end of a paragraph as deleted, whose words are deleted already."""
        properties = paragraph.find(f"{self._w}pPr")
        if properties is None:
            properties = etree.Element(f"{self._w}pPr")
            paragraph.insert(0, properties)
        mark = properties.find(f"{self._w}rPr")
        if mark is None:
            mark = etree.Element(f"{self._w}rPr")
            behind = (f"{self._w}sectPr", f"{self._w}pPrChange")
            at = next((i for i, child in enumerate(properties) if child.tag in behind), len(properties))
            properties.insert(at, mark)
        mark.insert(0, self._revision(_DELETED))

    def _piece(self, run: etree._Element, kind: str, said: str) -> etree._Element:
        text = etree.Element(f"{self._w}{'delText' if kind == _DELETED else 't'}")
        text.text = said
        if said != said.strip():
            text.set(n.SPACE, "preserve")
        piece = self._run(run, [text])
        if kind == _KEPT:
            return piece
        revision = self._revision(kind)
        revision.append(piece)
        return revision

    def _run(self, run: etree._Element, content: Sequence[etree._Element]) -> etree._Element:
        """A run with the format of another."""
        piece = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
        properties = run.find(f"{self._w}rPr")
        if properties is not None:
            piece.append(deepcopy(properties))
        piece.extend(content)
        return piece

    def _revision(self, kind: str) -> etree._Element:
        return etree.Element(f"{self._w}{kind}", {
            f"{self._w}id": next(self._free), f"{self._w}author": n.COMMENT_AUTHOR,
            f"{self._w}date": self._when.strftime("%Y-%m-%dT%H:%M:%S"),
        })  # fmt: skip


def _segments(letters: Sequence[Letter]) -> Iterator[tuple[str, str]]:
    """What stays, goes and comes, in order; of words that are exchanged what goes stands first."""
    kind, said = _KEPT, ""
    waiting = ""  # what comes in place of letters that go one after another
    for letter in letters:
        if not letter.gone and waiting:
            yield from ((kind, said), (_INSERTED, waiting))
            kind, said, waiting = _KEPT, "", ""
        for now, part in _parts(letter):
            if now == _INSERTED and letter.gone:
                waiting += part
            elif now == kind:
                said += part
            else:
                if said:
                    yield kind, said
                kind, said = now, part
    if said:
        yield kind, said
    if waiting:
        yield _INSERTED, waiting


def _parts(letter: Letter) -> Iterator[tuple[str, str]]:
    if letter.before:
        yield _INSERTED, letter.before
    yield (_DELETED if letter.gone else _KEPT), letter.char
    if letter.after:
        yield _INSERTED, letter.after
