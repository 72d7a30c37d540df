"""Numbers of lines, as printouts, editors and `cat -n` put them before every line: none of them is text or figure."""

from __future__ import annotations

import re

# The number of a line, and what sets the text apart from it.
_NUMBERED = re.compile(r"(\f*)[ \t\u3000]*(\d{1,6})((?:[.:：、)）|│]|(?=[ \t\u3000]|\Z))[ \t\u3000]*)")
# Fewer lines may be a list.
_LEAST = 10


def without_numbers(lines: list[str]) -> list[str]:
    """The lines without their numbers; all of them as they are, unless each that is not blank has the next number.

    Numbers may begin anew, as they do on each page. What sets them apart is what follows all of them: a blank or tab
    beyond it is the line's own.
    """
    found: list[re.Match[str] | None] = []
    for line in lines:
        match = _NUMBERED.match(line) if line.strip() else None
        if line.strip() and not (match and _follows(match, found)):
            return lines
        found.append(match)
    numbered = [match for match in found if match]
    if len(numbered) < _LEAST:
        return lines
    apart = _common_beginning({match[3] for match in numbered if match.end() < len(match.string)})
    return [
        line if match is None else match[1] + line[match.end(2) :].removeprefix(apart)
        for line, match in zip(lines, found, strict=True)
    ]


def _common_beginning(texts: set[str]) -> str:
    low, high = min(texts, default=""), max(texts, default="")
    return low[: next((at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))]


def _follows(match: re.Match[str], before: list[re.Match[str] | None]) -> bool:
    number = int(match[2])
    last = next((one for one in reversed(before) if one), None)
    return last is None or number in (int(last[2]) + 1, 1)
