"""Differences between two reports: of two years, of two drafts, or the Word file and the page made from it."""

from __future__ import annotations

from linter.comparing.figures import changed_figures, changed_labels, lacking_tables
from linter.comparing.model import Comparison, Heading, Side
from linter.comparing.prose import changed_prose
from nianbao.report import FoundHeading, Report
from nianbao.shown import writable
from nianbao.text import normalise

__all__ = ["Comparison", "compare"]


def compare(old: Report, new: Report, *, old_path: str = "", new_path: str = "") -> Comparison:
    """All that differs in title, headings, statutory tables and prose.

    What the linter takes for equal is equal here: blanks, full and half width, forms of quotes and brackets. Figures
    are compared as numbers, a blank is not zero. Styles and page set-up are not looked at.
    """
    return Comparison(
        old=_side(old, old_path),
        new=_side(new, new_path),
        title=_changed_title(old, new),
        headings=_changed_headings(old, new),
        tables=lacking_tables(old, new),
        labels=changed_labels(old, new),
        figures=changed_figures(old, new),
        prose=changed_prose(old, new),
    )


def _side(report: Report, path: str) -> Side:
    return Side(writable(path), report.agency, report.year, report.rulebook.edition)


def _changed_title(old: Report, new: Report) -> Heading | None:
    before, after = (report.title.stated if report.title else None for report in (old, new))
    return None if normalise(before or "") == normalise(after or "") else Heading(None, before, after)


def _changed_headings(old: Report, new: Report) -> tuple[Heading, ...]:
    """Headings of one section are one heading, reworded or not; those that stand elsewhere are gone and new."""
    from linter.comparing.aligning import aligned

    changed = []
    for before, after in aligned([_key(h) for h in old.headings], [_key(h) for h in new.headings]):
        left = old.headings[before] if before is not None else None
        right = new.headings[after] if after is not None else None
        if left is None or right is None or normalise(left.stated) != normalise(right.stated):
            section = next((h.section.id for h in (right, left) if h and h.section), None)
            changed.append(Heading(section, left.stated if left else None, right.stated if right else None))
    return tuple(changed)


def _key(heading: FoundHeading) -> str:
    return heading.section.id if heading.section else normalise(heading.stated)
