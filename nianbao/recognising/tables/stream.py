"""The label text of a region without a grid as one stream, with the figures where they stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from nianbao.document import Block, Paragraph, Place
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.lines import is_figure
from nianbao.recognising.words import LONGEST, label_key
from nianbao.text import normalise

_ENUMERATED = LazyPattern(r"(?<=\d)、")
_QUOTES = str.maketrans("", "", "\"'")
# No label of a form ends in a digit.
_TOUCHING = LazyPattern(r"(?<=[\u4e00-\u9fff”）)])(?=\d[\d,.]*\Z)")
_PROSE = LazyPattern(r"[。;]")
# The official tables have 25 rows at most; the bound keeps hostile text from costing time.
_MOST_RUNS = 1000


class Figure(NamedTuple):
    """A figure as stated; `alone` is whether nothing else stands on its line."""

    text: str
    place: Place
    alone: bool


class Run(Struct):
    """Figures with nothing between them, and where they stand in the stream of label text."""

    at: int
    figures: list[Figure]

    @property
    def place(self) -> Place:
        """Where the first of them stands."""
        return self.figures[0].place


class Stream(Struct):
    """Label text without blanks, the figures in it, and the paragraphs it was taken from: an index for each line."""

    text: str
    runs: list[Run]
    first: Place
    blocks: list[int]


def stream_of(blocks: Sequence[tuple[int, Block]], form: Form) -> Stream | None:
    """The stream of the lines from the first that the form prints to the first that is prose; None without one."""
    stream: Stream | None = None
    for index, text, place in _text_lines(blocks):
        tokens = _tokens(text)
        words = "".join(plain for _, plain in tokens if not is_figure(plain))
        key = _printed(words)
        inside = bool(key) and (key in form.print or label_key(key) in form.print)
        if stream is None:
            if not inside or len(key) < 2:
                continue
            stream = Stream("", [], place, [])
        elif key and not inside and _PROSE.search(key):
            break
        stream.blocks.append(index)
        _append(stream, tokens, place)
        if len(stream.runs) > _MOST_RUNS:
            break
    return stream


def _printed(plain: str) -> str:
    """Normal text as label keys have it, but for its number."""
    return _ENUMERATED.sub(".", plain.translate(_QUOTES))


def _text_lines(blocks: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, str, Place]]:
    for index, block in blocks:
        if isinstance(block, Paragraph):
            start, at = 0, block.place.line
            for offset, line in enumerate(block.text.split("\n")):
                yield index, line, block.place.cut(start, start + len(line), at + offset if at else None)
                start += len(line) + 1


def _tokens(text: str) -> list[tuple[str, str]]:
    """The words of a line as they stand and in normal form; a figure that touches the label before it is one."""
    text = text if len(text) <= LONGEST else ""
    parts = (part for token in text.split() for part in (_TOUCHING.split(token) if token[-1].isdigit() else (token,)))
    return [(part, normalise(part)) for part in parts]


def _append(stream: Stream, tokens: list[tuple[str, str]], place: Place) -> None:
    for token, plain in tokens:
        if not is_figure(plain):
            stream.text += _printed(plain)
        else:
            if not stream.runs or stream.runs[-1].at != len(stream.text):
                stream.runs.append(Run(len(stream.text), []))
            stream.runs[-1].figures.append(Figure(token, place, len(tokens) == 1))
