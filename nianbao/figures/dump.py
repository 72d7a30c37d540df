"""Writing figures: YAML for people, JSON for programs, tidy CSV for statistics; same figures, same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from nianbao.figures.arithmetic import plain
from nianbao.figures.layout import slots
from nianbao.figures.model import Figures
from nianbao.figures.places import Keys
from nianbao.figures.tree import Tree, to_tree
from nianbao.files.csvtext import neutral
from nianbao.rulebook.model import Rulebook
from nianbao.shown import visible_json

FiguresFormat: TypeAlias = Literal["yaml", "json", "csv"]
Notes: TypeAlias = Mapping[Keys, str]
"""Comments by the keys that they stand above; those of () open the file."""


def dump_figures(figures: Figures, rulebook: Rulebook, form: FiguresFormat = "yaml") -> bytes:
    """The figures as a file in UTF-8. YAML and JSON load back to equal figures; CSV has the tables alone."""
    if form == "json":
        encoder = msgspec.json.Encoder(decimal_format="number")
        text = msgspec.json.format(encoder.encode(to_tree(figures, rulebook)), indent=2).decode()
        return f"{visible_json(text)}\n".encode()
    return dump_csv(figures, rulebook) if form == "csv" else dump_yaml(figures, rulebook)


def dump_csv(figures: Figures, rulebook: Rulebook) -> bytes:
    """One line a figure: agency, year, table, row, column, value; what was not given has no line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("agency", "year", "table", "row", "column", "value"))
    for slot in slots(rulebook):
        for box in slot.boxes:
            if box.id in figures.values:
                writer.writerow((neutral(figures.agency), figures.year, *box.id, plain(figures.values[box.id])))
    return out.getvalue().encode()


def dump_yaml(figures: Figures, rulebook: Rulebook, *, notes: Notes | None = None, blanks: bool = False) -> bytes:
    """A figures file with the official labels as comments.

    `notes` adds some of one's own, `blanks` leaves a place to fill in for everything not given.
    """
    rows: dict[Keys, str] = {slot.keys: slot.label for slot in slots(rulebook)}
    rows |= {(group.id,): "" for group in rulebook.prose_figures}
    writer = _Yaml(rows, _headings(rulebook), notes or {})
    lines = [*writer.notes_at((), 0), *writer.mapping(to_tree(figures, rulebook, blanks=blanks), ())]
    return ("\n".join(lines) + "\n").encode()


def _headings(rulebook: Rulebook) -> dict[Keys, str]:
    """The official heading behind each key that opens a part of the file."""
    headings: dict[Keys, str] = {(form.id,): rulebook.section(form.section).title for form in rulebook.tables}
    for section in rulebook.sections:
        headings["narrative", section.id] = section.title
        headings |= {("narrative", section.id, topic.id): topic.name.zh for topic in section.topics}
    return headings


class _Yaml:
    """Writes one tree; rows of figures stand on one line with their label behind them."""

    def __init__(self, rows: Mapping[Keys, str], headings: Mapping[Keys, str], notes: Notes) -> None:
        self._rows = rows
        self._headings = headings
        self._notes = notes

    def mapping(self, tree: Tree, above: Keys) -> Iterator[str]:
        for key, value in tree.items():
            keys = (*above, key)
            yield from self.notes_at(keys, len(above))
            yield from self._entry(key, value, keys)

    def notes_at(self, keys: Keys, depth: int) -> Iterator[str]:
        for line in self._notes.get(keys, "").splitlines():
            yield f"{'  ' * depth}# {line}".rstrip()

    def _entry(self, key: str, value: object, keys: Keys) -> Iterator[str]:
        head = f"{'  ' * (len(keys) - 1)}{_key(key)}:"
        label = self._rows.get(keys) or self._headings.get(keys, "")
        comment = f"  # {' '.join(label.split())}" if label else ""
        if isinstance(value, dict) and keys in self._rows:
            yield f"{head} {_flow(value)}{comment}"
        elif isinstance(value, dict):
            yield f"{head}{comment}"
            yield from self.mapping(value, keys)
        elif isinstance(value, str) and keys[0] == "narrative":
            yield from _text(head, value, comment, len(keys))
        else:
            yield f"{head} {_scalar(value)}".rstrip() + comment


def _flow(tree: Tree) -> str:
    """`{issued: 2, repealed: 4, in_force: }`"""
    inner = ", ".join(f"{_key(k)}: {_flow(v) if isinstance(v, dict) else _scalar(v)}" for k, v in tree.items())
    return "{" + inner + "}"


_PLAIN_KEY = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# Chinese names need no quotes; everything else gets them rather than a close look at YAML's plain scalars.
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（）、·]*")


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _RESERVED else _quoted(key)


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        return value if _PLAIN_NAME.fullmatch(value) else _quoted(value)
    return str(value)


# What a YAML stream may not hold as it is, and what readers take for a line end.
_SPECIAL = re.compile('["\\\\]|[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')


def _text(head: str, text: str, comment: str, depth: int) -> Iterator[str]:
    """A text as a literal block, or quoted where a block would not give it back to the letter."""
    unsafe = any(m.group() not in '"\\' for m in _SPECIAL.finditer(text))
    if unsafe or "\t" in text or text[:1].isspace() or text.endswith("\n"):
        yield f"{head} {_quoted(text)}{comment}"
        return
    yield f"{head} |-{comment}"
    yield from (f"{'  ' * depth}{line}" if line else "" for line in text.split("\n"))


def _quoted(text: str) -> str:
    escaped = _SPECIAL.sub(lambda m: _escape(m.group()), text).replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return f"\\U{ord(char):08x}"
