"""Which things of two lists are the same, in order, and which words of two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from linter.comparing.model import Words
from nianbao.text import normalise

# Comparing all with all of longer lists would take minutes: those are gone through side by side.
_MOST = 1_000_000
# Paragraphs that share less of their pairs of characters are others, not reworded ones.
_ALIKE = 0.4
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
_SHORTEST = 2  # what stays between two changes, in tokens: less reads worse than one longer change

Pair = tuple[int | None, int | None]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """The places of each thing in both lists, None where it is in one alone."""
    pairs: list[Pair] = []
    for kind, a, b, c, d in _opcodes(old, new):
        if kind == "equal":
            pairs.extend(zip(range(a, b), range(c, d), strict=True))
        else:
            pairs.extend((n, None) for n in range(a, b))
            pairs.extend((None, n) for n in range(c, d))
    return pairs


def aligned_texts(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """As `aligned`, with texts that were reworded paired too."""
    pairs: list[Pair] = []
    plain_old, plain_new = [normalise(text) for text in old], [normalise(text) for text in new]
    for kind, a, b, c, d in _opcodes(plain_old, plain_new):
        if kind == "equal":
            pairs.extend(zip(range(a, b), range(c, d), strict=True))
        else:
            found = _reworded(plain_old[a:b], plain_new[c:d])
            pairs.extend((None if i is None else a + i, None if j is None else c + j) for i, j in found)
    return pairs


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    if len(old) * len(new) <= _MOST:
        yield from SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return
    both = min(len(old), len(new))
    for n in range(both):
        yield "equal" if old[n] == new[n] else "replace", n, n + 1, n, n + 1
    yield "replace", both, len(old), both, len(new)


def _reworded(old: list[str], new: list[str]) -> list[Pair]:
    """The pairs, in order, that are most alike together."""
    if len(old) * len(new) > _MOST // 100:
        both = min(len(old), len(new))
        return [*zip(range(both), range(both), strict=True), *_rest(len(old), len(new), both)]
    left, right = [_pieces(text) for text in old], [_pieces(text) for text in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = _likeness(left[i], right[j]) + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    return _walked(best, len(old), len(new))


def _walked(best: list[list[float]], old: int, new: int) -> list[Pair]:
    pairs: list[Pair] = []
    i = j = 0
    while i < old and j < new:
        if best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append((None, j))
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return [*pairs, *((n, None) for n in range(i, old)), *((None, n) for n in range(j, new))]


def _rest(old: int, new: int, both: int) -> list[Pair]:
    return [*((n, None) for n in range(both, old)), *((None, n) for n in range(both, new))]


def _pieces(text: str) -> Counter[str]:
    return Counter(text[n : n + 2] for n in range(max(len(text) - 1, 1)))


def _likeness(left: Counter[str], right: Counter[str]) -> float:
    """The share of pairs of characters that two texts have in common, 0 where that is too little."""
    share = 2 * (left & right).total() / max(left.total() + right.total(), 1)
    return share if share >= _ALIKE else 0.0


def words_of(old: str | None, new: str | None) -> tuple[Words, ...]:
    """Both texts in one: what stands in both, and in reading order what stands in one alone."""
    if old is None or new is None:
        return (Words("new" if old is None else "old", (new if old is None else old) or ""),)
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Words] = []
    for kind, a, b, c, d in _joined(list(_opcodes(left, right))):
        if kind == "equal":
            pieces.append(Words("both", "".join(right[c:d])))
        else:
            pieces.extend([Words("old", "".join(left[a:b]))] if a < b else ())
            pieces.extend([Words("new", "".join(right[c:d]))] if c < d else ())
    return tuple(pieces)


def _joined(codes: list[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """With changes that next to nothing stands between made one."""
    joined: list[tuple[str, int, int, int, int]] = []
    for n, (kind, a, b, c, d) in enumerate(codes):
        inside = 0 < n < len(codes) - 1
        changed = kind != "equal" or (inside and b - a < _SHORTEST)
        if changed and joined and joined[-1][0] == "replace":
            _, first, _, third, _ = joined[-1]
            joined[-1] = ("replace", first, b, third, d)
        else:
            joined.append(("replace" if changed else "equal", a, b, c, d))
    return joined
