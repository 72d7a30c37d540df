"""Setting words of a paragraph apart: its runs are cut where the words begin and end, and say what they said."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from nianbao.ooxml import names as n
from nianbao.reading.docx.rewriting.letters import Letter, Reader, said

_COVERED = "*"  # what stands for a character that is not told


def set_apart(
    paragraph: etree._Element, words: str, span: tuple[int, int] | None = None
) -> tuple[etree._Element, etree._Element] | None:
    """The children of the paragraph with which the words begin and end; None where they are not found, or are all.

    `span` tells which ones are meant where they stand there more than once. What is not cut (insertions, controls)
    is taken in as a whole.
    """
    name = etree.QName(paragraph)
    letters = Reader(name.namespace or "", inserted=True).of(paragraph) if name.localname == "p" else []
    found = _found(said(letters), words, span)
    if found is None:
        return None
    own, (start, end) = letters[found[0] : found[1]], found
    if len(said(letters).strip()) <= end - start or any(letter.text is None for letter in (own[0], own[-1])):
        return None
    _cut(paragraph, letters, end - 1, behind=True)
    _cut(paragraph, letters, start, behind=False)
    return _child(paragraph, own[0]), _child(paragraph, own[-1])


def _found(shown: str, words: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    if not words.strip():
        return None
    if span is not None and _says(shown[span[0] : span[1]], words):
        return span
    at = shown.find(words)
    return (at, at + len(words)) if shown.count(words) == 1 else None


def _says(stated: str, words: str) -> bool:
    return len(stated) == len(words) and all(b in (a, _COVERED) for a, b in zip(stated, words, strict=True))


def _child(paragraph: etree._Element, letter: Letter) -> etree._Element:
    """The child of the paragraph that the letter stands in."""
    assert letter.text is not None
    element = letter.text
    while (parent := element.getparent()) is not None and parent is not paragraph:
        element = parent
    return element


def _cut(paragraph: etree._Element, letters: Sequence[Letter], at: int, *, behind: bool) -> None:
    """Cut the run in front of a letter, or behind it: what stands before goes into a run of its own."""
    text = letters[at].text
    run = text.getparent() if text is not None else None
    if text is None or run is None or run.getparent() is not paragraph:
        return
    same = [letter for letter in letters if letter.text is text]
    offset = same.index(letters[at]) + behind
    properties = run.find(run.tag + "Pr")
    own = [child for child in run if child is not properties]
    place = own.index(text)
    before, after = own[:place], own[place + 1 :]
    if (not before and offset == 0) or (not after and offset == len(same)):
        return
    piece = etree.Element(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
    if properties is not None:
        piece.append(deepcopy(properties))
    piece.extend(before)
    if offset == len(same):
        piece.append(text)
    elif offset:
        first = etree.SubElement(piece, text.tag)
        _say(first, same[:offset])
        _say(text, same[offset:])
    run.addprevious(piece)


def _say(text: etree._Element, letters: Sequence[Letter]) -> None:
    text.text = said(letters)
    if text.text != text.text.strip():
        text.set(n.SPACE, "preserve")
    for letter in letters:
        letter.text = text
