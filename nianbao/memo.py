"""What is derived from a thing is made once for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_K = TypeVar("_K")
_T = TypeVar("_T")


def once_per(most: int = 64) -> Callable[[Callable[[_K], _T]], Callable[[_K], _T]]:
    """Let a function of one immutable thing be worked out once for each thing, and kept for the last `most` of them.

    Things are told apart by identity: a rulebook and its tables are few and live long, and hashing all that one holds
    would cost more than what is kept. The thing is kept with what was made of it, so that no other gets its identity.
    """

    def remembering(make: Callable[[_K], _T]) -> Callable[[_K], _T]:
        kept: dict[int, tuple[_K, _T]] = {}

        @wraps(make)
        def made(thing: _K) -> _T:
            found = kept.get(id(thing))
            if found is None:
                if len(kept) >= most:
                    kept.pop(next(iter(kept)), None)
                found = kept[id(thing)] = (thing, make(thing))
            return found[1]

        return made

    return remembering
