"""What sites write wrongly and browsers show all the same, made right before the page is parsed.

libxml2 takes what follows an early </html> for a second page, and looks for tags in what browsers never parse.
"""

from __future__ import annotations

import re

_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_ROW = re.compile(rb"(</tr\s*>\s*)(?=<t[dh][\s>])", re.IGNORECASE)
# A style sheet of a page's own is shorter; what it hides is looked for.
LONGEST_SHEET = 200_000
# What is no text of the page: comments, and what is between these tags while scripts run.
_UNPARSED = re.compile(rb"<!--|<(script|style|noscript)\b", re.IGNORECASE)


def mended(data: bytes) -> bytes:
    """The page as browsers take it: nothing ends it early, scripts are empty, a cell behind a row begins the next."""
    return _ROW.sub(rb"\1<tr>", _END.sub(b"", _without_scripts(data)))


def _without_scripts(data: bytes) -> bytes:
    kept: list[bytes] = []
    start = at = 0
    lower = data.lower()
    while found := _UNPARSED.search(lower, at):
        if found[1] is None:
            at = lower.find(b"-->", found.end())
        else:
            opened = lower.find(b">", found.end())
            at = lower.find(b"</" + found[1], opened) if opened >= 0 else -1
            if at >= 0 and not (found[1] == b"style" and at - opened <= LONGEST_SHEET):
                kept.append(data[start : opened + 1])
                start = at
        if at < 0:
            break
    return b"".join((*kept, data[start:]))
