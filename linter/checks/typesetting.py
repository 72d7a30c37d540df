"""The looks of a Word file as the checks of family F see them: which paragraph is what, and what it is mostly set in.

A paragraph counts by what most of its characters are set in: a word in bold or in another font is no finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from linter.findings import Defect, Location
from nianbao.document import Paragraph, Place, Table
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.typography import Role, TextStyle, Typography
from nianbao.text import normalise

if TYPE_CHECKING:
    from nianbao.typesetting import Run, SetParagraph, Typesetting

POINTS = 0.1  # less than half a step of Word's sizes and spacings
NOTHING = Text("未指定", "none given")
_ASIAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_ANY = re.compile(r"\S")


class Placed(Struct, frozen=True):
    """A paragraph of the report with its role, the section it stands in, and its looks."""

    role: Role
    section: str | None
    place: Place
    set: SetParagraph


class Looks(Struct, frozen=True):
    """A report whose file shows how it is set, and the typography that it should have."""

    report: Report
    typography: Typography
    typesetting: Typesetting

    def placed(self, *roles: Role) -> list[Placed]:
        """The paragraphs of those roles that hold anything."""
        found = []
        for role, section, place in _roles(self.report, self.typography):
            paragraph = self.typesetting.paragraphs.get(place.anchor)
            if role in roles and paragraph is not None and paragraph.text.strip():
                found.append(Placed(role, section, place, paragraph))
        return found

    def cells(self) -> list[Placed]:
        """The paragraphs in cells of statutory tables that hold anything."""
        owners = _cells(self.report)
        return [
            Placed("cell", owners[paragraph.cell], Place(anchor=anchor, within=paragraph.cell), paragraph)
            for anchor, paragraph in self.typesetting.paragraphs.items()
            if paragraph.cell in owners and paragraph.text.strip()
        ]


def looks_of(report: Report) -> Looks | None:
    """The looks of a report; None where its file has none (any but .docx) or the rulebook asks for none."""
    typography = report.rulebook.typography
    source = report.document.source
    typesetting = source.typesetting if source is not None and typography is not None else None
    return Looks(report, typography, typesetting) if typography is not None and typesetting is not None else None


def _roles(report: Report, typography: Typography) -> Iterator[tuple[Role, str | None, Place]]:
    if report.title:
        yield "title", None, report.title.place
    headings = {heading.place.anchor for heading in report.headings}
    for section in report.sections:
        yield "section", section.id, section.heading.place
    for owner, blocks in ((None, report.preamble), *((section.id, section.blocks) for section in report.sections)):
        for block in blocks:
            if isinstance(block, Paragraph) and block.place.anchor not in headings:
                yield "topic" if typography.is_topic(block.text) else "body", owner, block.place


def _cells(report: Report) -> dict[str, str]:
    """The anchors of all cells in the statutory tables, with the section that the table belongs to."""
    figures = {value.place.anchor: table.form.section for table in report.tables for value in table.values.values()}
    owners: dict[str, str] = {}
    for block in report.blocks:
        if isinstance(block, Table):
            section = next((figures[c.place.anchor] for c in block.cells if c.place.anchor in figures), None)
            owners |= {c.place.anchor: section for c in block.cells} if section else {}
    return owners


# ---- what a paragraph is mostly set in


def asian(paragraph: SetParagraph) -> str | None:
    """The font of most Chinese characters, None where there are none."""
    return _mostly(paragraph, _ASIAN, lambda run: run.asian)


def latin(paragraph: SetParagraph) -> str | None:
    """The font of most letters and digits, None where there are none."""
    return _mostly(paragraph, _LATIN, lambda run: run.latin)


def size(paragraph: SetParagraph) -> str | None:
    """The size of most characters in points, as text."""
    return _mostly(paragraph, _ANY, lambda run: f"{run.size:g}")


def _mostly(paragraph: SetParagraph, script: re.Pattern[str], of: Callable[[Run], str]) -> str | None:
    counts: Counter[str] = Counter()
    for run in paragraph.runs:
        counts[of(run)] += len(script.findall(run.text))
    value, number = counts.most_common(1)[0] if counts else (None, 0)
    return value if number else None


def is_font(name: str | None, typography: Typography, *fonts: str) -> bool:
    """Whether a font is one of those, under any of its names; no characters, no wrong font."""
    wanted = {_plain(n) for font in fonts for n in (typography.font(font).write, *typography.font(font).accept)}
    return name is None or _plain(name) in wanted


def _plain(name: str) -> str:
    return normalise(name).casefold()


def is_size(stated: str | None, style: TextStyle) -> bool:
    """Whether a size is that of the style."""
    return stated is None or style.size - POINTS <= float(stated) <= (style.most or style.size) + POINTS


def fits(paragraph: SetParagraph, typography: Typography, style: TextStyle) -> bool:
    """Whether Chinese font and size are those of the style."""
    return is_font(asian(paragraph), typography, style.font, *style.fonts) and is_size(size(paragraph), style)


# ---- how it is said


def font_names(typography: Typography, style: TextStyle) -> Text:
    """The fonts of a style by the names that the standard gives them."""
    names = [typography.font(font).name for font in (style.font, *style.fonts)]
    return Text("或".join(n.zh for n in names), " or ".join(n.en for n in names))


def points(style: TextStyle) -> Text:
    """The size of a style."""
    number = f"{style.size:g}-{style.most:g}" if style.most else f"{style.size:g}"
    return Text(f"{number} 磅", f"{number} pt")


def font_and_size(paragraph: SetParagraph) -> Text:
    """What a paragraph is mostly set in."""
    font, points = asian(paragraph) or latin(paragraph), size(paragraph) or "?"
    return Text(f"{font or NOTHING.zh} {points} 磅", f"{font or NOTHING.en} {points} pt")


def one_finding(found: Sequence[Placed], expected: Text, stated: Iterable[Text]) -> Iterator[Defect]:
    """One finding for all places, at the first of them, with what stands there most often; none for no place."""
    if not found:
        return
    counts = Counter(stated)
    named = [text for text, _ in counts.most_common(3)]
    shown = Text("、".join(t.zh for t in named), ", ".join(t.en for t in named))
    text = found[0].set.text.strip()
    quote = text if len(text) <= 12 else f"{text[:12]}…"
    values = {"expected": expected, "stated": shown, "number": len(found), "quote": quote}
    yield Defect(
        Location(found[0].section, text=text, place=found[0].place),
        values,
        expected.zh,
        shown.zh,
    )
