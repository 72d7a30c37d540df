"""Which files a pattern means, as .gitignore and EditorConfig write them: `towns/**`, `*.pdf`, `drafts`.

Patterns and paths are relative to one folder and have `/` between their parts, on every system; a pattern may also be
absolute. They are matched step
by step and not by `re`, which takes exponential time over a pattern like `*a*a*a*b`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

# A longer pattern is no one's.
MAX_PATTERN = 1000


def matches(pattern: str, path: str) -> bool:
    """Whether the path, or a folder that it lies in, is meant.

    `*` and `?` stay within one part of a path, `**` goes over any number. A pattern without `/` may begin in any
    folder.
    """
    if len(pattern) > MAX_PATTERN:
        return False
    parts = pattern.removeprefix("./").strip("/").split("/")
    anywhere = len(parts) == 1 and not pattern.startswith("/")
    # A folder that is meant means all below it.
    inside = ["*", "**"] if parts[-1] == "**" else [parts[-1], "**"]
    wanted = [*(["**"] if anywhere else ()), *parts[:-1], *inside]
    return _fits(wanted, path.split("/"), lambda part: part == "**", _one)


def _one(pattern: str, name: str) -> bool:
    return _fits(pattern, name, lambda sign: sign == "*", lambda sign, char: sign in ("?", char))


def _fits(
    wanted: Sequence[str], given: Sequence[str], any_number: Callable[[str], bool], one: Callable[[str, str], bool]
) -> bool:
    """Whether the whole of `given` fits: one step for one, and any number for a step that says so.

    Where it does not go on, the last such step takes one more: no earlier one need be tried again.
    """
    at = here = 0
    back: tuple[int, int] | None = None
    while here < len(given):
        if at < len(wanted) and any_number(wanted[at]):
            back = (at, here)
            at += 1
        elif at < len(wanted) and one(wanted[at], given[here]):
            at, here = at + 1, here + 1
        elif back is not None:
            back = (back[0], back[1] + 1)
            at, here = back[0] + 1, back[1]
        else:
            return False
    return all(any_number(step) for step in wanted[at:])


def meaning(patterns: Sequence[str], path: str, folder: str) -> Iterator[int]:
    """The numbers of the patterns that mean the path, as `matches`: seen from the folder where they are relative.

    An absolute pattern and one that leads out of the folder (`../reports/*`) are held against the whole path.
    """
    inside = relative(path, folder)
    for number, pattern in enumerate(patterns):
        if os.path.isabs(pattern) or pattern.startswith("../"):  # noqa: PTH117
            whole = os.path.normpath(os.path.join(os.path.realpath(folder), pattern))  # noqa: PTH118
            paths = (os.path.realpath(path), os.path.abspath(path))  # noqa: PTH100 - with links, or as it is named
            if any(matches(_plain(whole), _plain(one).lstrip("/")) for one in paths):
                yield number
                continue
        if inside is not None and matches(pattern, inside):
            yield number


def _plain(path: str) -> str:
    return path.replace(os.sep, "/")


def short(path: str) -> str:
    """The path as people give it: from the folder that they are in, where it lies in that."""
    return relative(path, os.curdir) or path


def relative(path: str, folder: str) -> str | None:
    """The path as seen from the folder, with `/` between its parts; None where it lies outside."""
    try:
        told = os.path.relpath(os.path.realpath(path), os.path.realpath(folder))
    except ValueError:  # another drive
        return None
    plain = _plain(told)
    return None if plain == os.pardir or plain.startswith("../") else plain
