"""What tells a person wherever it stands in a register: numbers of identity cards and telephones, e-mail addresses."""

from __future__ import annotations

import re
from typing import Final

# Numbers of requests may be area, day and a count, eighteen digits too: registers begin in 2008, with the regulations.
_FIRST_REGISTER: Final = 2008
_IDENTITY: Final = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}((?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_TELEPHONE: Final = re.compile(r"(?<![0-9])(?:(?:\+?86[- ]?)?1[3-9][0-9]{9}|0[1-9][0-9]{1,2}[- ][0-9]{7,8})(?![0-9])")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
# GB 11643: the last character follows from the others.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LAST: Final = "10X98765432"


def is_personal(text: str) -> bool:
    """Whether a text holds what tells a person."""
    if _TELEPHONE.search(text) or _MAIL.search(text):
        return True
    return any(int(found[1]) < _FIRST_REGISTER or _is_whole(found[0]) for found in _IDENTITY.finditer(text))


def _is_whole(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _LAST[total % len(_LAST)] == number[-1].upper()
