"""For each of very many keys the first number that was put beside it, in eight bytes a key, found by a few searches."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from heapq import merge

# So many keys are kept as Python keeps them, in a hundred bytes each, before they are packed.
FULL = 65_536
_BITS = 32


class Firsts:
    """Keys and numbers are unsigned and of 32 bits."""

    def __init__(self, full: int = FULL) -> None:
        self._full = full
        self._new: dict[int, int] = {}
        # Sorted, each word a key and its number; each of these more than twice as long as the next, so they are few.
        self._packed: list[array[int]] = []

    def put(self, key: int, number: int) -> None:
        """Keep the number, unless there is an earlier one."""
        if self.get(key) is None:
            self._new[key] = number
            if len(self._new) >= self._full:
                self._pack()

    def _pack(self) -> None:
        words = array("Q", sorted(key << _BITS | number for key, number in self._new.items()))
        self._new = {}
        while self._packed and len(self._packed[-1]) <= 2 * len(words):
            words = array("Q", merge(self._packed.pop(), words))
        self._packed.append(words)

    def get(self, key: int) -> int | None:
        """The first number that was put beside the key, None where there is none."""
        found = self._new.get(key)
        if found is not None:
            return found
        for words in self._packed:
            at = bisect_left(words, key << _BITS)
            if at < len(words) and words[at] >> _BITS == key:
                return words[at] & (1 << _BITS) - 1
        return None
