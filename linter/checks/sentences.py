"""The prose of a report, sentence by sentence, with the place of each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from linter.findings import Location
from nianbao.document import Block, Paragraph, Place, Table
from nianbao.memo import once_per
from nianbao.numerals import DIGITS
from nianbao.patterns import LazyPattern
from nianbao.report import Report
from nianbao.text import normalise

_SENTENCE = LazyPattern(r"[^。｡;；﹔!！?？]*[。｡;；﹔!！?？]?")
_NUMERAL_YEAR = LazyPattern(rf"[二2][〇○零Oo0][〇○零Oo0-9{DIGITS}]{{2}}(?=年)")
_DIGITS = str.maketrans(f"〇○零Oo{DIGITS}", "00000123456789")
# Quotes are cut to what a person needs to find the place.
_QUOTED = 40


class Sentence(Struct, frozen=True):
    """A sentence as it stands and in normal form, the section it stands in (None in the preamble), and its place."""

    text: str
    plain: str
    section: str | None
    place: Place
    paragraph: Place  # that it stands in

    @property
    def location(self) -> Location:
        """Where a finding about the sentence is."""
        return Location(self.section, text=self.text.strip(), place=self.place)

    def quoted(self, start: int) -> str:
        """The sentence as it stands from a position in its normal form on, cut to what can be quoted."""
        places = [i for i, char in enumerate(self.text) for _ in normalise(char)]
        return quote(self.text[places[start] :])


def paragraphs(report: Report) -> Iterator[tuple[str | None, Paragraph]]:
    """The paragraphs of preamble and sections with the id of the section; headings are not among them."""
    for section, blocks in _parts(report):
        yield from ((section, block) for block in report.prose(blocks))


def texts(report: Report) -> Iterator[tuple[str | None, str, Place]]:
    """Every text of preamble and sections with the id of the section: paragraphs and cells of tables."""
    for section, blocks in _parts(report):
        for block in blocks:
            if isinstance(block, Paragraph):
                yield section, block.text, block.place
            elif isinstance(block, Table):
                yield from ((section, cell.text, cell.place) for cell in block.cells)


def _parts(report: Report) -> Iterator[tuple[str | None, tuple[Block, ...]]]:
    yield None, report.preamble
    yield from ((s.id, s.blocks) for s in report.sections)


# One report is looked at after another, by several checks each: only the last one is kept.
@once_per(1)
def sentences(report: Report) -> tuple[Sentence, ...]:
    """Every sentence of the prose, in reading order."""
    return tuple(
        Sentence(match[0], plain, section, paragraph.place.cut(*match.span()), paragraph.place)
        for section, paragraph in paragraphs(report)
        for match in _SENTENCE.finditer(paragraph.text)
        if (plain := normalise(match[0]))
    )


def with_years_in_digits(plain: str) -> str:
    """A normal form with 二〇二三年 as 2023年; every character keeps its place."""
    return _NUMERAL_YEAR.sub(lambda m: m[0].translate(_DIGITS), plain)


def quote(text: str) -> str:
    """The text on one line, cut to a length that can be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "…"
