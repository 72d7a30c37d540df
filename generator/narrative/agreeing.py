"""Whether the texts say what the figures without a table say: no table would show where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from msgspec import Struct

from nianbao.claims.results import Claim
from nianbao.figures import Figures, Keys, ProseId
from nianbao.figures.arithmetic import plain
from nianbao.figures.narrative import telling_section, told_in_prose
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise

_SAYS_OTHERWISE: Final = Text(
    "文字“{quote}”与所填的{label} {given} 不一致；请核对后改为一致，文字中可写 {{{{ {key} }}}}",
    '"{quote}" disagrees with the {given} given for {label}; make them agree, as with {{{{ {key} }}}} in the text',
)
_SAYS_NOTHING: Final = Text(
    "填写为 {given}，而文字中没有写到；请在“{section}”中写明，可写 {{{{ {key} }}}}",
    '{given} is given and no text says so; state it in "{section}", as with {{{{ {key} }}}}',
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_TEN_THOUSAND: Final = 10_000


class Disagreement(Struct, frozen=True):
    """What is wrong of a text, by its keys and its line from 1, or of a figure that no text tells, with line 0."""

    keys: Keys
    line: int
    what: Text


def disagreements(texts: Iterable[tuple[Keys, str]], figures: Figures, rulebook: Rulebook) -> Iterator[Disagreement]:
    """What the final texts, by their keys below "narrative", say otherwise than the figures or leave untold.

    A figure that was not given is held to nothing, and one of nought need not be told.
    """
    texts = list(texts)
    told: set[ProseId] = set()
    for keys, text in texts if figures.in_prose else ():
        for cell, claim in told_in_prose(text, keys[0], figures.agency, figures.year, rulebook):
            given = figures.in_prose.get(cell)
            if given is not None and cell not in told and not claim.also and not claim.agrees(given):
                yield _otherwise(keys, text, claim, given, rulebook)
            told.add(cell)
    section = telling_section(rulebook)
    there = normalise("\n".join(text for keys, text in texts if keys[0] == section.id))
    numbers = set(_numbers(there, figures.year, rulebook)) if figures.in_prose else set()
    for cell, given in figures.in_prose.items():
        if cell not in told and given and numbers.isdisjoint({given, given / _TEN_THOUSAND}):
            what = _SAYS_NOTHING.format(given=plain(given), key=".".join(cell), section=section.title)
            yield Disagreement(cell, 0, what)


def _numbers(text: str, year: int, rulebook: Rulebook) -> Iterator[Decimal]:
    """Every number of a text, in digits or in words."""
    yield from map(Decimal, _NUMBER.findall(text))
    if rulebook.claims is not None:
        from nianbao.claims.numbers import canonical, pattern

        yield from (number.value for number in canonical(text, pattern(rulebook.claims), year).numbers)


def _otherwise(keys: Keys, text: str, claim: Claim, given: Decimal, rulebook: Rulebook) -> Disagreement:
    label = next(f.label for g in rulebook.prose_figures for f in g.figures if f"{g.id}.{f.id}" == claim.figure)
    what = _SAYS_OTHERWISE.format(quote=claim.quote, label=label, given=plain(given), key=claim.figure)
    return Disagreement(("narrative", *keys), text.count("\n", 0, claim.start) + 1, what)
