"""Mends: which words of a report become which, and how few of their characters that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from linter.findings import Finding
from nianbao.rewriting import Edit, edited
from nianbao.text import normalise

# What parts the words of a label or a heading into lines, which is how they are laid out and none of their wording.
_BREAKS = "\n\t"


class Mend(Struct, frozen=True):
    """Words at the place of a finding, and the changes to them."""

    # Where only the form of the words is another (half width, blanks) there is a finding all the same, of the rule
    # that the words belong to; lint does not tell it.
    finding: Finding
    before: str
    edits: tuple[Edit, ...]
    form: bool = False
    # Whether the words are a paragraph of their own that goes with them, or a whole cell.
    goes: bool = False
    whole: bool = False

    @property
    def after(self) -> str:
        """The words with the changes."""
        return edited(self.before, self.edits)


def edits_between(before: str, after: str, *, forms: bool = True) -> tuple[Edit, ...]:
    """The changes that make `before` say `after`, a character at a time, so that each keeps the format of its run.

    Blanks go, line breaks and tabs stay where they are. `forms` gives characters that say the same (half and full
    width) the form that they have in `after`.
    """
    places = [at for at, char in enumerate(before) if not char.isspace()]
    stated = [before[at] if forms else normalise(before[at]) or before[at] for at in places]
    wanted = list(after) if forms else [normalise(char) or char for char in after]
    edits: list[Edit] = []
    for kind, low, high, begin, end in SequenceMatcher(None, stated, wanted, autojunk=False).get_opcodes():
        if kind == "insert":
            at = places[low - 1] + 1 if low else (places[0] if places else len(before))
            edits.append(Edit(at, at, after[begin:end]))
        elif kind != "equal":
            edits += _exchanged(places[low:high], after[begin:end])
    edits += (Edit(at, at + 1) for at, char in enumerate(before) if char.isspace() and char not in _BREAKS)
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _exchanged(places: list[int], text: str) -> Iterator[Edit]:
    """Characters that give way to a text: one for one as far as they go, what is left at the last of them."""
    for index, at in enumerate(places):
        last = index == len(places) - 1
        yield Edit(at, at + 1, text[index:] if last else text[index : index + 1])


def mere_blanks(before: str, edits: Iterable[Edit]) -> bool:
    """Whether the changes only take out blanks."""
    return all(not edit.text and before[edit.start : edit.end].isspace() for edit in edits)
