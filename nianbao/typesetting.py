"""How a document is set on its pages: fonts, sizes, lines, paper, page numbers, resolved as its program shows them."""

from __future__ import annotations

from msgspec import Struct

PAGE = "\x00"  # stands for the number in the text of a footer


class Run(Struct, frozen=True):
    """Text in one format: the font of its East Asian characters, that of letters and digits, points."""

    text: str
    asian: str
    latin: str
    size: float


class SetParagraph(Struct, frozen=True):
    """A paragraph as it is set. `exact` is its line spacing in points, None where the spacing is not exact."""

    runs: tuple[Run, ...]
    align: str  # as in w:jc; "both" where nothing is said
    exact: float | None
    indent: float  # of the first line, in characters
    cell: str = ""  # the anchor of the table cell that it stands in
    boxed: bool = False  # in a frame or a text box, which is placed by itself

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


class Sheet(Struct, frozen=True):
    """The page of a section, in millimetres; None where the file does not say."""

    width: float | None
    height: float | None
    top: float | None
    bottom: float | None
    left: float | None
    right: float | None


class Footer(Struct, frozen=True):
    """A paragraph with a page number, at the foot of pages of a kind: default (odd), even or first."""

    kind: str
    paragraph: SetParagraph


class Typesetting(Struct, frozen=True):
    """The looks of a file. Paragraphs go by the anchors that the document gives them."""

    paragraphs: dict[str, SetParagraph]
    sheets: tuple[Sheet, ...]
    footers: tuple[Footer, ...]
    even_pages: bool  # footers of even pages differ
