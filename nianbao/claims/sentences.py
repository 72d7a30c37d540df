"""Sentences of a text as the engine reads them: half width, one sign for each mark, without blanks and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from nianbao.claims.lexicon import SIGNS
from nianbao.numerals import NUMERAL
from nianbao.patterns import LazyPattern

# Longer texts and sentences are no report's; the bounds keep hostile ones from costing time.
MAX_TEXT = 100_000
MAX_SENTENCE = 4_000
MAX_SENTENCES = 2_000

_LEVEL = {
    **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("〔【［", "["), **dict.fromkeys("〕】］", "]"),
    **dict.fromkeys("《〈", "<"), **dict.fromkeys("》〉", ">"),
    **dict.fromkeys("“”‘’「」『』\"'＂＇", " "), **dict.fromkeys("—–‐‑−－", "-"), **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("\t\r\f\v\u00a0\u2002\u2003\u2009\u200b\u202f\u3000\ufeff", " "),
    # Files have characters of their own there, for bullets and rare words: none may pass for a stand-in of ours.
    **dict.fromkeys(SIGNS, " "),
    "﹙": "(", "﹚": ")", "｡": "。", "､": "、",
}  # fmt: skip
_HEADING = LazyPattern(rf"\s*(?:\((?:{NUMERAL}|\d{{1,2}})\)|{NUMERAL}、|\d{{1,2}}[.、](?!\d)|[①-⑳])")
# Apart from the others: a class of them all takes `re` several times as long to compile.
_BREAKS = LazyPattern(r"。|[!?]|\n+ *")
_ENDS = frozenset("。!?;:")
# A line of a heading is short; a line that was wrapped in the midst of a sentence is not.
_HEADING_LINE = 24


class Sentence:
    """A sentence of a text; `places` are the offsets of its characters in the text, and one for its end."""

    def __init__(self, plain: str, start: int, end: int) -> None:
        number = _HEADING.match(plain, start, end)
        self.heading = number is not None  # begins with a heading's number, which is left out
        self._plain, self._start, self._end = plain, number.end() if number else start, end
        self.text = plain[self._start : end].replace(" ", "").replace("\n", "")

    @cached_property
    def places(self) -> list[int]:
        """Where each character stands."""
        plain = self._plain
        return [*(i for i in range(self._start, self._end) if plain[i] not in " \n"), self._end]


def level(text: str) -> str:
    """The text in half width with one sign for each mark; every character keeps its place."""
    for char in _LEVEL.keys() & set(text):
        text = text.replace(char, _LEVEL[char])
    return text


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text in order; a line break ends one only where a line can end."""
    plain = level(text[:MAX_TEXT])
    for count, (start, end) in enumerate(_spans(plain)):
        if count >= MAX_SENTENCES:
            return
        sentence = Sentence(plain, start, end)
        if 0 < len(sentence.text) <= MAX_SENTENCE:
            yield sentence


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _BREAKS.finditer(plain):
        if plain[mark.start()] == "\n" and not _line_ends(plain, start, mark):
            continue
        if mark.start() > start:
            yield start, mark.end()
        start = mark.end()
    yield start, len(plain)


def _line_ends(plain: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a line break ends a sentence, and is not in its midst as a PDF's lines are wrapped."""
    if mark[0].count("\n") > 1 or mark.start() - start > MAX_SENTENCE or mark.start() == start:
        return True
    if plain[mark.start() - 1] in _ENDS or _HEADING.match(plain, mark.end()):
        return True
    line = max(start, plain.rfind("\n", start, mark.start()) + 1)
    return (
        mark.start() - line <= _HEADING_LINE
        and _HEADING.match(plain, line) is not None
        and plain[mark.start() - 1] != ","
    )
