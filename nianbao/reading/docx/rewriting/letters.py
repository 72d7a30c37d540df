"""Which character of a paragraph's text stands where in its runs: the way of `nianbao.reading.docx.runs` back.

The elements keep the namespaces that the file is written in. What is shown and cannot be changed one character at a
time (automatic numbers, results of fields, links, controls, breaks, symbols) has letters that are closed. Where more
decides what is shown than is looked at here, the letters say something else than the reader, and are of no use: who
asks for words finds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.reading.docx.symbols import symbol
from nianbao.text import raised

_BLANKS = " \t\r\n"
_OFF = ("0", "false", "off", "none")
_HIDING = ("vanish", "strike", "dstrike")
_CONSTANTS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_THROUGH = ("smartTag", "customXml")
_INSERTED = ("ins", "moveTo")
_CLOSED = ("hyperlink", "dir", "bdo", "fldSimple", "rubyBase")
_LOCKS = ("contentLocked", "sdtContentLocked")


class Letter:
    """A character that is shown, the w:t that it stands in, and what becomes of it."""

    __slots__ = ("after", "before", "char", "gone", "text")

    def __init__(self, char: str, text: etree._Element | None = None) -> None:
        """`text` is None where the character cannot be changed."""
        self.char, self.text = char, text
        self.before = self.after = ""
        self.gone = False

    @property
    def touched(self) -> bool:
        """Whether anything changes here."""
        return self.gone or bool(self.before or self.after)


class Reader:
    """Reads the letters of paragraphs and cells of one part."""

    def __init__(self, namespace: str, *, inserted: bool) -> None:
        """`inserted` tells whether what an editor has inserted and nobody has accepted may be changed."""
        self._w = f"{{{namespace}}}"
        self._inserted = inserted
        self._fields: list[bool] = []  # the open fields, whether each is in its result

    def of(self, element: etree._Element) -> list[Letter]:
        """The letters of a paragraph or a cell; none where it is closed as a whole, or holds what is not read here."""
        if self._is_closed(element):
            return []
        name = self._name(element)
        paragraphs = [element] if name == "p" else list(self._paragraphs(element)) if name == "tc" else []
        letters: list[Letter] = []
        for index, paragraph in enumerate(paragraphs):
            letters += [Letter("\n")] if index else []
            self._fields.clear()
            letters += self._inline(paragraph, free=True)
        return letters

    def _name(self, element: etree._Element) -> str:
        """The name in the main namespace, empty for anything else."""
        tag = element.tag
        return tag[len(self._w) :] if isinstance(tag, str) and tag.startswith(self._w) else ""

    def _is_closed(self, element: etree._Element) -> bool:
        """Whether a content control around it is locked or bound to data, or it is one of several alternatives."""
        for above in element.iterancestors():
            if above.tag == n.ALTERNATE:
                return True
            properties = above.find(f"{self._w}sdtPr") if self._name(above) == "sdt" else None
            if properties is not None and self._is_locked(properties):
                return True
        return False

    def _is_locked(self, properties: etree._Element) -> bool:
        lock = properties.find(f"{self._w}lock")
        bound = properties.find(f"{self._w}dataBinding") is not None
        return bound or (lock is not None and lock.get(f"{self._w}val") in _LOCKS)

    def _paragraphs(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            name = self._name(child)
            if name == "p":
                yield child
            elif name in _THROUGH:
                yield from self._paragraphs(child)

    def _inline(self, parent: etree._Element, *, free: bool) -> Iterator[Letter]:
        for child in parent:
            name = self._name(child)
            if name == "r":
                yield from self._run(child, free=free)
            elif name in _THROUGH:
                yield from self._inline(child, free=free)
            elif name in _INSERTED:
                yield from self._inline(child, free=free and self._inserted)
            elif name in _CLOSED:
                yield from self._inline(child, free=False)
            elif name == "sdt":
                for content in child.iterchildren(f"{self._w}sdtContent"):
                    yield from self._inline(content, free=False)

    def _run(self, run: etree._Element, *, free: bool) -> Iterator[Letter]:
        properties = run.find(f"{self._w}rPr")
        if properties is not None and any(self._is_on(properties, name) for name in _HIDING):
            return
        high = properties is not None and self._is_raised(properties)
        for child in run:
            name = self._name(child)
            if name == "fldChar":
                self._field(child.get(f"{self._w}fldCharType"))
            elif name == "ruby":
                yield from self._inline(child, free=False)
            elif not all(self._fields):
                continue
            elif name == "t":
                yield from self._text(child, free=free and not high and not self._fields, high=high)
            elif name in _CONSTANTS:
                yield Letter(_CONSTANTS[name])
            elif name == "sym":
                shown = symbol(child.get(f"{self._w}font") or "", child.get(f"{self._w}char") or "")
                yield from map(Letter, shown)

    def _is_on(self, properties: etree._Element, name: str) -> bool:
        item = properties.find(self._w + name)
        return item is not None and (item.get(f"{self._w}val") or "1").lower() not in _OFF

    def _is_raised(self, properties: etree._Element) -> bool:
        item = properties.find(f"{self._w}vertAlign")
        return item is not None and item.get(f"{self._w}val") == "superscript"

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, element: etree._Element, *, free: bool, high: bool) -> Iterator[Letter]:
        text = element.text or ""
        if element.get(n.SPACE) != "preserve":
            text = text.strip(_BLANKS)
        for char in raised(text) if high else text:
            yield Letter(char, element if free else None)


def said(letters: Iterable[Letter]) -> str:
    """The text of the letters."""
    return "".join(letter.char for letter in letters)


def by_text(letters: Sequence[Letter]) -> dict[etree._Element, list[Letter]]:
    """The letters of each w:t in which anything changes."""
    texts: dict[etree._Element, list[Letter]] = {}
    for letter in letters:
        if letter.text is not None:
            texts.setdefault(letter.text, []).append(letter)
    return {text: own for text, own in texts.items() if any(letter.touched for letter in own)}
