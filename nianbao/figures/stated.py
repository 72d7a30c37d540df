"""Figures as a file states them, and what is raised where they cannot be used."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from nianbao.errors import NianbaoError
from nianbao.figures.labels import labels_of
from nianbao.figures.mistakes import mistakes_of
from nianbao.figures.model import FigureMistake, Figures
from nianbao.figures.places import FigurePlace, Keys, Places, order_of, place_of
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.editions import EDITIONS
from nianbao.rulebook.model import Rulebook


class Stated(Struct, frozen=True):
    """Figures, the rulebook by which they were read, and where the file's keys stand."""

    figures: Figures
    rulebook: Rulebook
    places: Places
    # The line of the file in which a text begins that stands there line by line.
    lines: dict[Keys, int] = {}
    zeros: int = 0  # how many blanks were taken for zero, since the file asks for that

    def __repr__(self) -> str:
        return f"Stated({self.figures!r}, {self.rulebook.edition!r}, {str(place_of((), self.places))!r})"

    def place(self, keys: Keys, line: int = 1) -> FigurePlace:
        """Where a line of a text stands, or as near as the file allows."""
        found = place_of(keys, self.places)
        return replace(found, line=self.lines[keys] + line - 1, column=None) if keys in self.lines else found

    def mistakes(self) -> tuple[FigureMistake, ...]:
        """What keeps them from being a report: see `mistakes_of`."""
        return self.told(mistakes_of(self.figures, self.rulebook, self.places))

    def told(self, mistakes: Iterable[FigureMistake]) -> tuple[FigureMistake, ...]:
        """The mistakes with the names of their keys, each once, in the order of the file or of the sheets."""
        labels, order = labels_of(self.rulebook), order_of(self.places)
        named = (m if m.label.zh else replace(m, label=labels.get(m.keys, m.label)) for m in mistakes)
        return tuple(sorted(dict.fromkeys(named), key=lambda mistake: order(mistake.place)))


class FiguresError(NianbaoError):
    """Figures that cannot be used; `mistakes` holds every one, `message` a line for each that begins with its place.

    `rest` is what a file states beside its mistakes, None where nothing can be said of it.
    """

    def __init__(self, mistakes: Iterable[FigureMistake], rest: Stated | None = None) -> None:
        self.mistakes = tuple(mistakes)
        self.rest = rest
        lines = [mistake.text for mistake in self.mistakes]
        super().__init__(Text("\n".join(m.zh for m in lines), "\n".join(m.en for m in lines)))


def rulebook_named(edition: object) -> Rulebook:
    """The official rulebook of the edition that a file names, the newest where it names none that is known."""
    name = str(edition or "").strip()
    return load_rulebook(edition=name) if name in EDITIONS else load_rulebook()
