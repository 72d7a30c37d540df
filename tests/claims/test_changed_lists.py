"""The lists of real pages, each of their parts raised by another one: the sums that are then wrong are seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nianbao.claims import Breakdown, Claims, find_breakdowns

PAGES = Path(__file__).parents[3] / "shared" / "pages" / "real.txt"


def pages() -> Iterator[tuple[int, str]]:
    """The year and the prose of each page; `==` begins the line of what it states."""
    for page in PAGES.read_text(encoding="utf8").split("@@ ")[1:]:
        head, *lines = page.splitlines()
        yield int(head.split("|")[3]), "\n".join(line for line in lines if not line.startswith("== "))


def complete(lists: list[Breakdown]) -> Iterator[Breakdown]:
    """Those of two parts and more that come to the total."""
    return (b for b in lists if b.sum == b.total.value and sum(p.value > 0 for p in b.parts) > 1)


def changed(text: str, found: Breakdown) -> Iterator[str]:
    """The list with each part raised by the one behind it, the last by the first."""
    for part, other in zip(found.parts, (*found.parts[1:], found.parts[0]), strict=True):
        if other.value:
            stated = text[part.start : part.end]
            counter = stated.lstrip("0123456789, ")
            yield text[: part.start] + str(part.value + other.value) + counter + text[part.end :]


@pytest.mark.needs("shared")
def test_nine_of_ten_parts_raised_by_another_are_seen(book: Claims) -> None:
    seen = []
    for year, text in pages():
        for line in text.splitlines():
            for found in complete(find_breakdowns(line, book, year=year)):
                seen += [
                    any(b.wrong for b in find_breakdowns(other, book, year=year)) for other in changed(line, found)
                ]
    assert len(seen) > 100
    assert sum(seen) >= 0.9 * len(seen)
