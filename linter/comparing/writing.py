"""A comparison as text for a terminal, as JSON for programs, and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from linter.comparing import places
from linter.comparing.model import Comparison, Figure, Heading, Label, Prose, Table, Words
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.shown import visible, visible_json
from nianbao.wrapping import wrap

FORMATS = ("text", "json", "html")
_ARROW = Text("{label}：{old} → {new}", "{label}: {old} → {new}")


def written(name: str, comparison: Comparison, book: Rulebook, style: Presentation) -> str:
    """The comparison in that format; `book` is the newer report's rulebook. Raises KeyError for an unknown name."""
    if name == "text":
        return "".join(f"{line}\n" for line in text_lines(comparison, book, style))
    if name == "json":
        return json(comparison)
    if name == "html":
        from linter.comparing.page import page

        return page(comparison, book, style)
    raise KeyError(name)


def json(comparison: Comparison) -> str:
    """JSON on lines that tell the lists apart."""
    told = msgspec.to_builtins(comparison)
    parts = (f'"{key}": {msgspec.json.encode(value).decode()}' for key, value in told.items())
    return visible_json("{" + ",\n".join(parts) + "}\n")


def text_lines(comparison: Comparison, book: Rulebook, style: Presentation) -> Iterator[str]:
    """Both reports, what differs by title, tables and prose, and how much."""
    yield f"{style.say(places.OLD)}  {places.side(comparison.old, style)}"
    yield f"{style.say(places.NEW)}  {places.side(comparison.new, style)}"
    yield ""
    if headings := [heading for heading in (comparison.title, *comparison.headings) if heading]:
        yield style.paint(style.say(places.HEADINGS), "bold")
        for heading in headings:
            yield from _heading(heading, style)
    yield from _tables(comparison, book, style)
    if comparison.prose:
        yield style.paint(style.say(places.PROSE), "bold")
        for prose in comparison.prose:
            yield f"  {places.place(prose, book, style)}"
            yield from _prose(prose, style)
    yield places.counted(comparison, style)


def _heading(heading: Heading, style: Presentation) -> Iterator[str]:
    for sign, value, colour in (("-", heading.old, "red"), ("+", heading.new, "green")):
        if value is not None:
            yield style.paint(f"  {sign} {places.stated(value, style)}", colour)


def _tables(comparison: Comparison, book: Rulebook, style: Presentation) -> Iterator[str]:
    cells: tuple[Label | Figure, ...] = (*comparison.labels, *comparison.figures)
    told: tuple[Table | Label | Figure, ...] = (*comparison.tables, *cells)
    for table in dict.fromkeys(one.table for one in told):
        yield style.paint(places.table_name(table, book, style), "bold")
        for lacking in comparison.tables:
            if lacking.table == table:
                yield f"  {style.say(places.ONLY_IN[lacking.only_in])}"
        for one in cells:
            if one.table == table:
                old, new = places.stated(one.old, style), places.stated(one.new, style)
                yield from wrap(
                    f"  {style.say(_ARROW, label=visible(one.label), old=old, new=new)}", style.width, "    "
                )


def _prose(prose: Prose, style: Presentation) -> Iterator[str]:
    if prose.old is not None:
        yield from _marked(prose.words, "old", "-", style)
    if prose.new is not None:
        yield from _marked(prose.words, "new", "+", style)


def _marked(words: tuple[Words, ...], which: Literal["old", "new"], sign: str, style: Presentation) -> Iterator[str]:
    """One of the texts with its own words in colour; a terminal breaks coloured lines itself."""
    own = [piece for piece in words if piece.in_ in ("both", which)]
    if not style.colour:
        yield from wrap(f"    {sign} {visible(''.join(piece.text for piece in own))}", style.width, "      ")
        return
    colour = "red" if which == "old" else "green"
    said = (visible(piece.text) if piece.in_ == "both" else style.paint(visible(piece.text), colour) for piece in own)
    yield f"    {style.paint(sign, colour)} {''.join(said)}"
