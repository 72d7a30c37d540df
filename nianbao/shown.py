"""Foreign text as it is shown: names of files, titles and cells come from anywhere and must not steer a terminal."""

from __future__ import annotations

import re

from nianbao.patterns import LazyPattern

# Controls (ESC, BEL, DEL, the C1 set), what breaks lines, what turns the direction of writing (UAX #9) and so shows
# one text for another, halves of characters, and the invisible tags (U+E0000).
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INSIDE = f"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff\U000e0000-\U000e007f"
_UNSAFE_IN_JSON = LazyPattern(f"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff{_BIDI}\U000e0000-\U000e007f]")
_UNSAFE = LazyPattern(f"[{_INSIDE}]")
_UNSAFE_IN_LINE = LazyPattern(f"[\t\n{_INSIDE}]")


def visible(text: str) -> str:
    """The text on one line: what would move the cursor, turn the text or cannot be written is shown as an escape."""
    return text if text.isprintable() else _UNSAFE_IN_LINE.sub(_escape, text)


def visible_lines(text: str) -> str:
    """As `visible`, with the line breaks and tabs of the text: a message, or several."""
    return _UNSAFE.sub(_escape, text)


def visible_json(json: str) -> str:
    """The same JSON with what `visible` shows as an escape, and what YAML does not read as it is, written as one."""
    return _UNSAFE_IN_JSON.sub(_json_escape, json)


def writable(path: str) -> str:
    """The name of a file as JSON and XML can hold it: one that is not UTF-8 has halves of characters."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
