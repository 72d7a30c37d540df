"""A comparison as one self-contained page in the look of checked reports."""

from __future__ import annotations

from msgspec import Struct

from linter.comparing import places
from linter.comparing.model import Comparison, Figure, Label, Prose, Table, Words
from linter.output.html import environment, stylesheet
from linter.output.style import Presentation
from nianbao.files.marks import DIFF_HTML
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.shown import visible_lines

_BESIDE = Text("两份报告的不同之处", "Differences between two reports")


class _Cells(Struct, frozen=True):
    """A statutory table: what is said of it as a whole, and its cells as label, old and new."""

    name: str
    notes: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


class _Paragraph(Struct, frozen=True):
    place: str
    words: tuple[Words, ...]


def page(comparison: Comparison, book: Rulebook, style: Presentation) -> str:
    """The page."""
    headings = [h for h in (comparison.title, *comparison.headings) if h]
    return environment().get_template("diff.html.j2").render(
        language="zh-CN" if style.language == "zh" else "en",
        mark=DIFF_HTML,
        look=stylesheet(),
        title=style.say(_BESIDE),
        equal=not comparison.count,
        counted=places.counted(comparison, style),
        sides=[
            (style.say(word), places.side(told, style))
            for word, told in ((places.OLD, comparison.old), (places.NEW, comparison.new))
        ],
        say={
            "headings": style.say(places.HEADINGS), "prose": style.say(places.PROSE), "cell": style.say(places.CELL),
            "old": style.say(places.OLD), "new": style.say(places.NEW),
        },
        headings=[(places.stated(h.old, style), places.stated(h.new, style)) for h in headings],
        tables=_tables(comparison, book, style),
        prose=[_Paragraph(places.place(prose, book, style), _shown(prose)) for prose in comparison.prose],
    )  # fmt: skip


def _shown(prose: Prose) -> tuple[Words, ...]:
    return tuple(Words(piece.in_, visible_lines(piece.text)) for piece in prose.words)


def _tables(comparison: Comparison, book: Rulebook, style: Presentation) -> list[_Cells]:
    cells: tuple[Label | Figure, ...] = (*comparison.labels, *comparison.figures)
    told: tuple[Table | Label | Figure, ...] = (*comparison.tables, *cells)
    return [
        _Cells(
            places.table_name(table, book, style),
            tuple(style.say(places.ONLY_IN[t.only_in]) for t in comparison.tables if t.table == table),
            tuple(
                (visible_lines(one.label), places.stated(one.old, style), places.stated(one.new, style))
                for one in cells
                if one.table == table
            ),
        )
        for table in dict.fromkeys(one.table for one in told)
    ]
