"""Words of registers: which row or column of a table an entry means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from msgspec import Struct

from nianbao.figures.ledger.personal import is_personal
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.numerals import NUMERAL, NUMERALS
from nianbao.rulebook.labels import column_header, row_label, row_name
from nianbao.rulebook.model import Rulebook, TableForm, leaf_columns, leaf_rows
from nianbao.rulebook.registers import RegisterChoice, RegisterFormat
from nianbao.text import normalise
from nianbao.yamltree.wording import choice

_NUMBER: Final = re.compile(rf"(?:\([{NUMERALS}\d]{{1,3}}\)|{NUMERAL}、|\d{{1,2}}[.、])+")
_PRINTED: Final = re.compile(rf"（{NUMERAL}）|\d{{1,2}}\.")
_BETWEEN: Final = re.compile(r"[、,，;；/+＋\n]|和|及|与")
_AROUND: Final = "()[]:,;-/。. "
_LONGEST: Final = 20
_MANY_DIGITS: Final = re.compile(r"\d{7}")
_UNKNOWN = Text("不是已知的办理结果{quoted}{known}", "is not a known outcome{quoted}{known}")
_SEVERAL = Text("有几种办理结果：{names}；每件申请只计一种", "has several outcomes: {names}; a request counts once")
_GROUP = Text("只写了“{group}”，应写明是哪一种{known}", 'says only "{group}"; expected one of its outcomes{known}')
_QUOTED = Text("：“{stated}”", ": {stated!r}")


class Meant(Struct, frozen=True):
    """The row that an outcome counts in; `mixed` where others stand beside one that excludes them."""

    row: str
    mixed: bool = False


def key(text: str) -> str:
    """An entry as it is compared."""
    return _NUMBER.sub("", normalise(text), count=1).lower() or normalise(text)


class Outcomes:
    """The outcomes of a rulebook by their words."""

    def __init__(self, form: TableForm, register: RegisterFormat) -> None:
        rows = {leaf.id: leaf for block in form.blocks for leaf in leaf_rows(block)}
        self.labels: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._groups: dict[str, list[str]] = {}
        self._partial = register.partial
        for item in register.outcomes:
            row = present(item.id, rows)
            if row is None:
                continue
            leaf = rows[row]
            self.labels.setdefault(row, _PRINTED.sub("", row_name(form, row), count=1))
            for word in (
                *item.words,
                row_label(form, row),
                row_name(form, row),
                *leaf.item.accept,
                *leaf.item.known_as,
            ):
                self._words.setdefault(key(word), row)
            for group in leaf.groups[1:]:
                members = self._groups.setdefault(key(group.label), [])
                if row not in members:
                    members.append(row)

    def meant(self, stated: str, *, near: bool = True) -> Meant | Text:
        """The row of an outcome, or what is wrong with it, with the known one that it comes nearest to."""
        if found := self._one(stated):
            return found
        if (group := key(stated)) in self._groups:
            members = [self.labels[row] for row in self._groups[group]]
            return _GROUP.format(group=group, known=choice("", members))
        pieces = [piece for piece in _BETWEEN.split(stated) if piece.strip()]
        several = {found.row for piece in pieces if (found := self._one(piece))}
        if len(pieces) < 2 or not several or not all(self._one(piece) for piece in pieces):
            return self._unknown(stated, near)
        if self._partial in several:
            return Meant(self._partial, mixed=len(several) > 1)
        if len(several) == 1:
            return Meant(several.pop())
        names = sorted(self.labels[row] for row in several)
        return _SEVERAL.format(names=Text("、".join(names), ", ".join(names)))

    def _one(self, stated: str) -> Meant | None:
        plain = key(stated)
        if row := self._words.get(plain):
            return Meant(row)
        for group, members in self._groups.items():
            rest = plain.removeprefix(group).strip(_AROUND)
            if plain.startswith(group) and (row := self._words.get(key(rest))) in members:
                return Meant(str(row))
        partial = key(self.labels.get(self._partial, "-"))
        rest = plain.removeprefix(partial)
        if plain.startswith(partial) and rest[:1] in ("(", ":", "["):
            return Meant(self._partial, mixed=self._words.get(key(rest.strip(_AROUND))) is not None)
        return None

    def _unknown(self, stated: str, near: bool) -> Text:
        line = " ".join(stated.split())
        hidden = len(line) > _LONGEST or _MANY_DIGITS.search(line) or is_personal(line)
        quoted = Text("", "") if hidden else _QUOTED.format(stated=line)
        return _UNKNOWN.format(quoted=quoted, known=self._known(line) if near else self._all)

    @cached_property
    def _all(self) -> Text:
        return choice("", self.labels.values())

    def _known(self, stated: str) -> Text:
        """The official name of what the entry comes nearest to, and what there is."""
        from difflib import get_close_matches

        near = get_close_matches(key(stated), self._words, n=1, cutoff=0.6)
        names = [*([self.labels[self._words[near[0]]]] if near else []), *self.labels.values()]
        return choice(names[0] if near else stated, names)


class Choices:
    """Columns of a table by the words of a register."""

    def __init__(self, labels: dict[str, tuple[str, ...]], items: Iterable[RegisterChoice]) -> None:
        self.labels = {item.id: labels[item.id][0] for item in items if item.id in labels}
        self._words: dict[str, str] = {}
        for item in items:
            for word in (*labels.get(item.id, ()), *item.words) if item.id in labels else ():
                self._words.setdefault(key(word), item.id)

    def meant(self, stated: str) -> str | None:
        """The column that an entry means, None where it is no known word."""
        return self._words.get(key(stated))


def present(row: str, rows: Iterable[str]) -> str | None:
    """The row of that id, or that of a group above it where an edition has no rows in the group."""
    path = row.split(".")
    names = (".".join(path[:length]) for length in range(len(path), 0, -1))
    known = set(rows)
    return next((name for name in names if name in known), None)


@once_per()
def outcomes_of(rulebook: Rulebook) -> Outcomes:
    """The outcomes; the rulebook has a register."""
    assert rulebook.ledger
    return Outcomes(rulebook.table(rulebook.ledger.requests), rulebook.ledger)


@once_per()
def applicants_of(rulebook: Rulebook) -> Choices:
    """The kinds of applicants; the rulebook has a register."""
    assert rulebook.ledger
    form = rulebook.table(rulebook.ledger.requests)
    return Choices(
        {leaf.id: _called(form, leaf.id) for b in form.blocks for leaf in leaf_columns(b)}, rulebook.ledger.applicants
    )


@once_per()
def results_of(rulebook: Rulebook) -> Choices:
    """The results of reviews, which every group has; the rulebook has a register."""
    assert rulebook.ledger
    form = rulebook.table(rulebook.ledger.review)
    leaves = [leaf.id for block in form.blocks for leaf in leaf_columns(block)]
    return Choices({leaf.rpartition(".")[2]: _called(form, leaf) for leaf in leaves}, rulebook.ledger.results)


def _called(form: TableForm, column: str) -> tuple[str, ...]:
    return (column_header(form, column),)
