"""The label text of a region without a grid as one stream, with the figures where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from nianbao.document import Block, Paragraph, Place
from nianbao.patterns import LazyPattern
from nianbao.recognising.tables.forms import Form
from nianbao.recognising.tables.lines import is_figure
from nianbao.recognising.words import LONGEST, label_key, likeness, running_key
from nianbao.text import normalise

# No label of a form ends in a digit.
_TOUCHING = LazyPattern(r"(?<=[\u4e00-\u9fff”）)])(?=\d[\d,.]*\Z)")
_PROSE = LazyPattern(r"[。;]")
# A note behind a figure: more than the number of a label.
_NOTE = LazyPattern(r"(?<=\d)\s*([（(][^（）()]{3,40}[）)])")
_BLANKS = LazyPattern(r"\s+")
# How alike a damaged label is to the official one at least.
_LIKE = 0.5
# The official tables have 25 rows at most; the bound keeps hostile text from costing time.
_MOST_RUNS = 1000
# A longer text is none that was written into a cell of figures.
_LONGEST_ODD = 12
# So many figures stand in a line of figures only.
_FEW = 2


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
        tokens = _tokens(text, form)
        words = "".join(token.plain for token in tokens if not token.figure)
        key = running_key(words)
        inside = bool(key) and (key in form.print or label_key(key) in form.print)
        if stream is None:
            if not inside or len(key) < 2:
                continue
            stream = Stream("", [], place, [])
        elif key and not inside and _is_prose(key, tokens, form):
            break
        stream.blocks.append(index)
        _append(stream, tokens, place)
        if len(stream.runs) > _MOST_RUNS:
            break
    return stream


class _Token(NamedTuple):
    """A word of a line as it stands and in normal form, and whether it is a figure or stands in the place of one."""

    text: str
    plain: str
    figure: bool


def _text_lines(blocks: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, str, Place]]:
    for index, block in blocks:
        if isinstance(block, Paragraph):
            start, at = 0, block.place.line
            for offset, line in enumerate(block.text.split("\n")):
                yield index, line, block.place.cut(start, start + len(line), at + offset if at else None)
                start += len(line) + 1


def _is_prose(key: str, tokens: list[_Token], form: Form) -> bool:
    """Whether a line that the form does not print is running text: its sentences, or figures amid other words."""
    if _PROSE.search(key):
        return True
    words = [i for i, token in enumerate(tokens) if not token.figure]
    if not any(token.figure for token in tokens[words[0] : words[-1]]):
        return False
    printed = any(len(tokens[i].plain) > 1 and running_key(tokens[i].plain) in form.print for i in words)
    return not printed and all(likeness(key, label) < _LIKE for label in form.row_words)


def _with_notes(text: str, form: Form) -> str:
    """The line with each figure and the note in brackets behind it made one word; a label in brackets is no note."""

    def joined(match: re.Match[str]) -> str:
        note = _BLANKS.sub("", match[1])
        return match[0] if running_key(note) in form.print else note

    return _NOTE.sub(joined, text)


def _tokens(text: str, form: Form) -> list[_Token]:
    """The words of a line; a figure that touches the label before it is one by itself."""
    text = _with_notes(text, form) if len(text) <= LONGEST else ""
    parts = [part for token in text.split() for part in (_apart(token, form) if token[-1].isdigit() else (token,))]
    plain = [normalise(part) for part in parts]
    odd = _in_place_of_figures(plain, form)
    return [_Token(part, key, is_figure(key) or key == odd) for part, key in zip(parts, plain, strict=True)]


def _apart(token: str, form: Form) -> list[str]:
    """A label and the figure that touches it; what is no label, as in 约1, stays whole."""
    parts = _TOUCHING.split(token)
    return parts if running_key(parts[0]) in form.print or len(parts[0]) > _FEW else [token]


def _in_place_of_figures(plain: Sequence[str], form: Form) -> str | None:
    """The one word of a line that stands where a figure belongs: 暂无, N/A, a letter for a nought.

    The form does not print it, and it stands behind a figure, right behind the label of a row, or among
    figures alone in a row without a label.
    """
    odd = {
        key for key in plain if not is_figure(key) and len(key) <= _LONGEST_ODD and running_key(key) not in form.print
    }
    figures = [at for at, key in enumerate(plain) if is_figure(key)]
    if len(odd) != 1:
        return None
    (word,) = odd
    at = plain.index(word)
    before = label_key("".join(key for key in plain[:at] if not is_figure(key)))
    alone = bool(form.unlabelled) and len(figures) >= _FEW and all(key == word or is_figure(key) for key in plain)
    behind = len(figures) >= _FEW and figures[0] < at
    return word if alone or behind or any(before.endswith(label) for label in form.row_words) else None


def _append(stream: Stream, tokens: list[_Token], place: Place) -> None:
    for token in tokens:
        if not token.figure:
            stream.text += running_key(token.plain)
        else:
            if not stream.runs or stream.runs[-1].at != len(stream.text):
                stream.runs.append(Run(len(stream.text), []))
            stream.runs[-1].figures.append(Figure(token.text, place, len(tokens) == 1))
