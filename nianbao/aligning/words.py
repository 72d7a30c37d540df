"""Which official wording a damaged one stands for.

Two wordings are confused never, by construction: a label is taken for an official one when it lies within half
the distance between that one and its nearest neighbour (the radius of unique decoding), or when it is the only
one left for the only place left between two that are certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.text import distance, normalise

_NUMBER = re.compile(
    r"(?:\((\d{1,2}|[一二三四五六七八九十]{1,3})\)|(\d{1,2})(?:[、.,)]|(?=[^\d.,%]))|([一二三四五六七八九十]{1,3})[、.,])(?=.)"
)
_ENUMERATED = re.compile(r"(?<=\d)、")
# Half of the characters or more: below that, being alone in a gap proves nothing.
_ALIKE = 0.5


def label_key(text: str) -> str:
    """The label in normal form, its number in one way of writing: `1、` and `1．` are `1.`, `一.` is `一、`."""
    plain = normalise(text)
    if plain.isdigit():
        return plain
    plain = _ENUMERATED.sub(".", plain)
    match = _NUMBER.match(plain)
    if match is None:
        return plain
    bracketed, arabic, chinese = match.groups()
    mark = f"({bracketed})" if bracketed else f"{arabic}." if arabic else f"{chinese}、"
    return mark + plain[match.end() :]


def bare(key: str) -> str:
    """A label key without its number."""
    match = _NUMBER.match(key)
    return key[match.end() :] if match else key


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
    plain = bare(stated)
    ranked = sorted((distance(plain, bare(o)), i) for i, o in enumerate(officials) if likeness(stated, o) > _ALIKE)
    if not ranked:
        return None
    steps, index = ranked[0]
    own = bare(officials[index])
    others = (distance(own, bare(o)) for i, o in enumerate(officials) if i != index and bare(o) != own)
    return index if 2 * steps < min(others, default=2 * len(own)) else None


def pair(stated: Sequence[str], official: Sequence[Sequence[str]]) -> list[int | None]:
    """For each stated key the index of the official wordings it stands for; both keep their order.

    `official[i]` holds the key of the i-th label first and its other known wordings behind it. Exact wordings
    are anchors; between two anchors damaged ones are matched by nearness, then by being as many as are missing.
    """
    found: list[int | None] = _anchors(stated, official)
    position = 0
    while position < len(found):
        if found[position] is not None:
            position += 1
            continue
        end = position
        while end < len(found) and found[end] is None:
            end += 1
        low = _last(found[:position], -1) + 1
        high = next((i for i in found[end:] if i is not None), len(official))
        _fill(found, range(position, end), range(low, high), stated, official)
        position = end
    return found


def _last(found: Sequence[int | None], default: int) -> int:
    return next((i for i in reversed(found) if i is not None), default)


def _anchors(stated: Sequence[str], official: Sequence[Sequence[str]]) -> list[int | None]:
    """Longest common subsequence over exact wordings, so that one stray repeat cannot shift all the rest."""
    where: dict[str, list[int]] = {}
    for i, wordings in enumerate(official):
        for wording in dict.fromkeys(wordings):
            where.setdefault(wording, []).append(i)
    if len(stated) == len(official) and all(i in where.get(s, ()) for i, s in enumerate(stated)):
        return list(range(len(stated)))
    candidates = [where.get(s, []) for s in stated]
    size = len(official)
    best = [[0] * (size + 1) for _ in range(len(stated) + 1)]
    for s in range(len(stated) - 1, -1, -1):
        for o in range(size - 1, -1, -1):
            best[s][o] = max(best[s + 1][o], best[s][o + 1], best[s + 1][o + 1] + 1 if o in candidates[s] else 0)
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
    gap: range,
    missing: range,
    stated: Sequence[str],
    official: Sequence[Sequence[str]],
) -> None:
    keys = [wordings[0] for wordings in official]
    low = missing.start
    for place in gap:
        near = nearest(stated[place], keys)
        if near is not None and low <= near < missing.stop:
            found[place] = near
            low = near + 1
    open_places = [p for p in gap if found[p] is None]
    open_labels = [i for i in missing if i not in [found[p] for p in gap]]
    if len(open_places) == len(open_labels):
        for place, label in zip(open_places, open_labels, strict=True):
            alike = not stated[place] or likeness(stated[place], keys[label]) >= _ALIKE
            if alike and _between(found, place, label):
                found[place] = label


def _between(found: Sequence[int | None], place: int, label: int) -> bool:
    before = _last(found[:place], -1)
    after = next((i for i in found[place + 1 :] if i is not None), label + 1)
    return before < label < after
