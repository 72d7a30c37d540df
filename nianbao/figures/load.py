"""Reading figures files: YAML and JSON, with everything that is wrong told at once and in its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from nianbao.figures.blanks import with_zeros
from nianbao.figures.labels import labels_of
from nianbao.figures.mistakes import mistakes_of
from nianbao.figures.model import FigureMistake, Figures
from nianbao.figures.places import FigurePlace, Keys, Places
from nianbao.figures.schema import MAX_FIGURE_DIGITS, figures_schema
from nianbao.figures.stated import FiguresError, Stated, rulebook_named
from nianbao.figures.tree import from_tree
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook

if TYPE_CHECKING:
    from nianbao.yamltree import Mark, Node, TreeMistake

_DIGITS = Text(
    "“{key}”的数字有 {count} 位；最多 {limit} 位",
    '"{key}" has {count} digits; expected {limit} at most',
)


def read_text(data: bytes, name: str, rulebook: Rulebook | None = None) -> Stated:
    """The figures of a YAML or JSON file as they are stated: nothing computed, nothing filled in.

    Without a rulebook the file's edition chooses it. A file that violates the schema is refused together with all
    that is wrong with the rest of its figures. Raises FiguresError with every mistake (`FILE:LINE:COL: …`).
    """
    from nianbao.yamltree import Mapping, parse_nodes, plain, validate

    parsed = parse_nodes(data, name)
    if parsed.node is None:
        raise FiguresError(map(_in_file, parsed.mistakes))
    rulebook = rulebook or rulebook_named(_edition(parsed.node))
    mistakes = [*parsed.mistakes, *validate(parsed.node, figures_schema(rulebook)), *_too_long(parsed.node, "")]
    places = _places(parsed.node, name)
    lines = _text_lines(data, places)
    if not mistakes:
        figures, zeros = with_zeros(from_tree(plain(parsed.node), rulebook), rulebook)
        return Stated(figures, rulebook, places, lines, zeros)
    if not isinstance(parsed.node, Mapping):  # it holds no figures at all: that is the one thing to say
        raise FiguresError(map(_in_file, sorted(mistakes, key=lambda mistake: mistake.at)))
    known = labels_of(rulebook)
    at = {place: keys for keys, place in _keyed(parsed.node, ()) if keys in known and place != _place(parsed.node.at)}
    of_file = (FigureMistake("file", at.get(_place(m.at), ()), _place(m.at), m.what) for m in mistakes)
    figures, spoilt = _rest(parsed.node, {mistake.at for mistake in mistakes}, rulebook)
    rest = Stated(figures, rulebook, places, lines)
    raise FiguresError(rest.told((*of_file, *_mistakes_of_rest(rest, spoilt))), rest)


def _in_file(mistake: TreeMistake) -> FigureMistake:
    return FigureMistake("file", (), _place(mistake.at), mistake.what)


def _keyed(node: Node, above: Keys) -> Iterator[tuple[Keys, FigurePlace]]:
    """Where each key and its value begin: a mistake may be told of either.

    A mapping begins where its first key does, and what is said there is said of that key.
    """
    from nianbao.yamltree import Mapping

    for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
        yield (*above, key), _place(entry.at)
        if not isinstance(entry.node, Mapping):
            yield (*above, key), _place(entry.node.at)
        yield from _keyed(entry.node, (*above, key))


def _place(at: Mark) -> FigurePlace:
    return FigurePlace(at.file, at.line, at.column)


def _edition(node: Node) -> object:
    from nianbao.yamltree import Mapping, Scalar

    stated = node.get("edition") if isinstance(node, Mapping) else None
    return stated.value if isinstance(stated, Scalar) else None


def _places(node: Node, name: str) -> Places:
    marks = {keys: _place(at) for keys, at in _marks(node, ())}
    return {(): FigurePlace(name, 1, 1), **marks}


def _text_lines(data: bytes, places: Places) -> dict[Keys, int]:
    """Where the literal blocks (`|`) of the narrative begin: the line after their mark."""
    lines = data.decode("utf-8-sig").splitlines()
    begins: dict[Keys, int] = {}
    for keys, place in places.items():
        line, column = place.line or 1, place.column or 1
        if keys[:1] == ("narrative",) and lines[line - 1 :] and lines[line - 1][column - 1 :].startswith("|"):
            begins[keys] = line + 1
    return begins


def _marks(node: Node, above: Keys) -> Iterator[tuple[Keys, Mark]]:
    """Where each key's figure stands; the key itself where there is no figure, or more than one."""
    from nianbao.yamltree import Mapping, Scalar

    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            has_value = isinstance(entry.node, Scalar) and entry.node.value is not None
            yield (*above, key), entry.node.at if has_value else entry.at
            yield from _marks(entry.node, (*above, key))


def _too_long(node: Node, key: str) -> Iterator[TreeMistake]:
    from nianbao.yamltree import Mapping, Scalar, TreeMistake

    if isinstance(node, Mapping):
        for name, entry in node.entries.items():
            yield from _too_long(entry.node, name)
    elif isinstance(node, Scalar) and isinstance(node.value, Decimal):
        count = len(node.value.as_tuple().digits)
        if count > MAX_FIGURE_DIGITS:
            yield TreeMistake(node.at, _DIGITS.format(key=key, count=count, limit=MAX_FIGURE_DIGITS))


def _rest(node: Node, marks: set[Mark], rulebook: Rulebook) -> tuple[Figures, list[Keys]]:
    """The figures and texts beside what stands at the marks, and the keys that were left out."""
    tree, spoilt = _without(node, marks, ())
    # A figure left out of a group that is given would be zero.
    groups = {group.id: None for group in rulebook.prose_figures if any(keys[0] == group.id for keys in spoilt)}
    figures, _ = with_zeros(from_tree({"agency": "-", "year": 0, **tree, **groups}, rulebook), rulebook)
    return figures, spoilt


def _mistakes_of_rest(rest: Stated, spoilt: list[Keys]) -> Iterator[FigureMistake]:
    """What is wrong with the figures beside the mistakes of the file, but nothing that may come of those.

    In a table with a mistake only wholly absent rows are told; an unknown key excuses the row it may stand for.
    """
    tables = {keys[0] for keys in spoilt if keys}
    for mistake in mistakes_of(rest.figures, rest.rulebook, rest.places):
        absent = mistake.kind == "missing" and not any(_excuses(keys, mistake.keys, rest.places) for keys in spoilt)
        if absent or mistake.keys[0] not in tables:
            yield mistake


def _excuses(spoilt: Keys, missing: Keys, places: Places) -> bool:
    """Whether a missing key is the one that was spoilt, or one not written that it may be meant for."""
    if spoilt[: len(missing)] == missing or missing[: len(spoilt)] == spoilt:
        return True
    depth = len(spoilt) - 1
    level = missing[: depth + 1]
    if len(level) <= depth or level in places or spoilt[:depth] != level[:depth]:
        return False
    return bool(get_close_matches(spoilt[depth], [level[depth]], n=1, cutoff=0.6))


def _without(node: Node, marks: set[Mark], above: Keys) -> tuple[dict[str, Any], list[Keys]]:
    """The file's mapping without what stands at a mark, and the keys that were taken out."""
    from nianbao.yamltree import Mapping, plain

    kept: dict[str, Any] = {}
    spoilt: list[Keys] = []
    for key, entry in node.entries.items() if isinstance(node, Mapping) else ():
        keys = (*above, key)
        if entry.at in marks or entry.node.at in marks:
            spoilt.append(keys)
        elif isinstance(entry.node, Mapping):
            kept[key], below = _without(entry.node, marks, keys)
            spoilt.extend(below)
        else:
            kept[key] = plain(entry.node)
    return kept, spoilt
