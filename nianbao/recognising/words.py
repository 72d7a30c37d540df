"""Which official wording a damaged one stands for.

Two wordings are confused never, by construction: a label is taken for an official one when it lies within half
the distance between that one and its nearest neighbour (the radius of unique decoding), when it is the beginning
of that one alone, or when it is the only one left for the only place left between two that are certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nianbao.numerals import NUMERAL
from nianbao.patterns import LazyPattern
from nianbao.text import distance, normalise

_NUMBER = LazyPattern(rf"(?:\((\d{{1,2}}|{NUMERAL})\)|(\d{{1,2}})(?:[、.,)]|(?=[^\d.,%]))|({NUMERAL})[、.,])(?=.)")
_ENUMERATED = LazyPattern(r"(?<=\d)、")
_REMARK = LazyPattern(r"(?<=..)\([^()]*\)$")
_QUOTES = str.maketrans("", "", "\"'")
_TRAILING = "。:;,、"
# Half of the characters or more: below that, being alone in a gap proves nothing.
_ALIKE = 0.5
# The beginning of a label that is taken for the whole of it.
_BEGINNING = 4
# Of more rows than this whose labels are no known wording no form is a damaged copy; the bound keeps hostile tables
# from costing time.
_MOST_DAMAGED = 300
# Longer texts are no labels, and not worth keeping.
_SHORT = 64
# More of a text tells nothing: no label and no line of a table comes near it, and a hostile file is millions long.
LONGEST = 2000


def label_key(text: str) -> str:
    """The label in normal form: its number in one way of writing, without quotes and without a mark at its end.

    `1、` and `1．` are `1.`, `一.` is `一、`.
    """
    return _short_key(text) if len(text) < _SHORT else _key(text)


def running_key(text: str) -> str:
    """Text in which labels run on, as label keys have it but for the number that it begins with."""
    return _short_running_key(text) if len(text) < _SHORT else _running_key(text)


def _running_key(text: str) -> str:
    return _ENUMERATED.sub(".", normalise(text).translate(_QUOTES))


def _key(text: str) -> str:
    plain = normalise(text[:LONGEST])
    if plain.isdigit():
        return plain
    plain = _ENUMERATED.sub(".", plain.translate(_QUOTES)).rstrip(_TRAILING)
    match = _NUMBER.match(plain)
    if match is None:
        return plain
    bracketed, arabic, chinese = match.groups()
    mark = f"({bracketed})" if bracketed else f"{arabic}." if arabic else f"{chinese}、"
    return mark + plain[match.end() :]


# Most cells of a report hold one of a few texts.
_short_key = lru_cache(maxsize=4096)(_key)
_short_running_key = lru_cache(maxsize=4096)(_running_key)


@lru_cache(maxsize=1024)
def bare(key: str) -> str:
    """A label key without its number."""
    match = _NUMBER.match(key)
    return key[match.end() :] if match else key


def numeral(key: str) -> str | None:
    """The number of a label key without its marks, None where it has none."""
    match = _NUMBER.match(key)
    return next(filter(None, match.groups())) if match else None


def core(key: str) -> str:
    """A label key without the remark in brackets at its end."""
    return _REMARK.sub("", key) if key.endswith(")") else key


def likeness(stated: str, official: str) -> float:
    """1.0 for the same words, 0.0 for nothing in common; numbers are not counted."""
    left, right = bare(stated), bare(official)
    longest = max(len(left), len(right))
    # A wording three times as long is another one; and the bound keeps hostile cells from costing time.
    if not longest or longest > 3 * min(len(left), len(right)) + 2:
        return 0.0
    return 1.0 - distance(left, right) / longest


def nearest(stated: str, officials: Sequence[str]) -> int | None:
    """The index of the official key that the stated one is a damaged form of, None where it could be none or two."""
    ranked = sorted((-alike, i) for i, o in enumerate(officials) if (alike := likeness(stated, o)) > _ALIKE)
    plain = bare(stated)
    by_steps = sorted((distance(plain, bare(officials[i])), i) for _, i in ranked)
    if by_steps:
        steps, index = by_steps[0]
        if 2 * steps < _neighbour(bare(officials[index]), tuple(officials)):
            return index
    begun = [i for i, o in enumerate(officials) if len(plain) >= _BEGINNING and bare(o).startswith(plain)]
    return begun[0] if len(begun) == 1 else None


@lru_cache(maxsize=512)
def _neighbour(own: str, officials: tuple[str, ...]) -> int:
    """How far the nearest other official key is; without another one, the length of its own."""
    return min((distance(own, bare(o)) for o in officials if bare(o) != own), default=2 * len(own))


def pair(stated: Sequence[str], official: Sequence[Sequence[str]]) -> list[int | None]:
    """For each stated key the index of the official wordings it stands for; each index at most once.

    `official[i]` holds the key of the i-th label first and its other known wordings behind it. Exact wordings in
    their order are anchors; exact wordings that have changed places are themselves all the same; between two anchors
    damaged ones are matched by nearness, then by being as many as are missing.
    """
    found = _anchors(stated, official)
    anchored = list(found)
    _exchange(found, stated, official)
    moved = {index for index, anchor in zip(found, anchored, strict=True) if anchor is None and index is not None}
    position = 0
    tried = 0
    while position < len(found):
        if anchored[position] is not None:
            position += 1
            continue
        end = next((i for i in range(position, len(found)) if anchored[i] is not None), len(found))
        low = _last(anchored[:position], -1) + 1
        high = next((i for i in anchored[end:] if i is not None), len(official))
        gap = [place for place in range(position, end) if found[place] is None]
        missing = [index for index in range(low, high) if index not in moved]
        tried += len(gap)
        if gap and missing and tried <= _MOST_DAMAGED:
            _fill(found, gap, missing, stated, official)
        position = end
    return found


def _exchange(found: list[int | None], stated: Sequence[str], official: Sequence[Sequence[str]]) -> None:
    """Give official wordings that are still free to those that state them out of their order, numbered anew or not."""
    for form in (str, bare):
        taken = set(found)
        free: dict[str, list[int]] = {}
        for i, wordings in enumerate(official):
            if i not in taken and wordings[0]:
                free.setdefault(form(wordings[0]), []).append(i)
        for place, key in enumerate(stated if free else ()):
            if found[place] is None and len(free.get(form(key), ())) == 1:
                found[place] = free.pop(form(key))[0]


def _last(found: Sequence[int | None], default: int) -> int:
    return next((i for i in reversed(found) if i is not None), default)


def _anchors(stated: Sequence[str], official: Sequence[Sequence[str]]) -> list[int | None]:
    """Longest common subsequence over exact wordings, so that one stray repeat cannot shift all the rest.

    A remark in brackets behind a wording, or one that is left out, does not make it another.
    """
    where: dict[str, list[int]] = {}
    for i, wordings in enumerate(official):
        for wording in dict.fromkeys((*wordings, *map(core, wordings))):
            where.setdefault(wording, []).append(i)
    if len(stated) == len(official) and all(i in where.get(s, ()) for i, s in enumerate(stated)):
        return list(range(len(stated)))
    candidates = [where.get(s) or where.get(core(s), []) for s in stated]
    # What is no wording at all stands for nothing, however many rows of it there are.
    known = [place for place, some in enumerate(candidates) if some]
    found: list[int | None] = [None] * len(stated)
    for place, index in zip(known, _common([candidates[place] for place in known], len(official)), strict=True):
        found[place] = index
    return found


def _common(candidates: list[list[int]], size: int) -> list[int | None]:
    best = [[0] * (size + 1) for _ in range(len(candidates) + 1)]
    for s in range(len(candidates) - 1, -1, -1):
        below, row = best[s + 1], best[s]
        for o in range(size - 1, -1, -1):
            row[o] = max(below[o], row[o + 1], below[o + 1] + 1 if o in candidates[s] else 0)
    return _trace(best, candidates, size)


def _trace(best: list[list[int]], candidates: list[list[int]], size: int) -> list[int | None]:
    found: list[int | None] = [None] * len(candidates)
    s = o = 0
    while s < len(candidates) and o < size:
        if o in candidates[s] and best[s][o] == best[s + 1][o + 1] + 1:
            found[s] = o
            s, o = s + 1, o + 1
        elif best[s + 1][o] >= best[s][o + 1]:
            s += 1
        else:
            o += 1
    return found


def _fill(
    found: list[int | None],
    gap: Sequence[int],
    missing: Sequence[int],
    stated: Sequence[str],
    official: Sequence[Sequence[str]],
) -> None:
    keys = [wordings[0] for wordings in official]
    low = missing[0]
    for place in gap:
        near = nearest(stated[place], keys)
        if near is not None and near >= low and near in missing:
            found[place] = near
            low = near + 1
    open_places = [p for p in gap if found[p] is None]
    given = {found[p] for p in gap}
    open_labels = [i for i in missing if i not in given]
    if len(open_places) == len(open_labels):
        for place, label in zip(open_places, open_labels, strict=True):
            if _may_be(stated[place], keys[label]) and _between([found[p] for p in gap], gap.index(place), label):
                found[place] = label


def _may_be(stated: str, official: str) -> bool:
    """Whether a label in the only place for it may be the official one: alike, blank, or of its number.

    Numbers are compared with their marks: (一) is not 1.
    """
    numbered = bare(official) != official and stated.startswith(official.removesuffix(bare(official)))
    return not stated or numbered or likeness(stated, official) >= _ALIKE


def _between(found: Sequence[int | None], place: int, label: int) -> bool:
    before = _last(found[:place], -1)
    after = next((i for i in found[place + 1 :] if i is not None), label + 1)
    return before < label < after
