"""Text in cells: characters that XML cannot hold stand there as _xHHHH_ (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""

from __future__ import annotations

import re

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# A carriage return can stand in XML and does not outlive it. What looks like an escape begins with an escaped "_".
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def unescaped(text: str) -> str:
    """The text that a cell shows. Halves of a character outside of the basic plane are put together."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escaped(text: str) -> str:
    """The text as a cell can hold it; `unescaped` gives it back."""
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
