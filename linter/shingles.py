"""Texts as the pieces they are made of, so that what was copied is found without keeping the texts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from zlib import crc32

from nianbao.patterns import LazyPattern
from nianbao.text import CHINESE_NUMERALS, normalise

# Pieces of so many characters: shorter ones are shared by chance, longer ones do not survive a word that was changed.
_LENGTH = 6
_BYTES = 3 * _LENGTH  # in UTF-8
# More than that is no section of a report.
_LONGEST = 20_000
_OTHER = LazyPattern(rf"[\W\d_A-Za-z{CHINESE_NUMERALS}]+")  # all but Chinese characters, numerals among them
_ORDINAL = LazyPattern(rf"[{CHINESE_NUMERALS}]是")  # 一是…；二是…


def shingles(text: str, boilerplate: Sequence[str]) -> bytes:
    """The pieces of a text as packed checksums, sorted; numbers, marks and boilerplate are left out of it."""
    plain = normalise(text[:_LONGEST])
    for words in boilerplate:
        plain = plain.replace(words, "")
    kept = _OTHER.sub("", _ORDINAL.sub("", plain)).encode()
    found = {crc32(kept[i : i + _BYTES]) for i in range(0, len(kept) - _BYTES + 1, _BYTES // _LENGTH)}
    return array("I", sorted(found)).tobytes()


def pieces(packed: bytes) -> frozenset[int]:
    """The checksums of a text's pieces."""
    return frozenset(array("I", packed))


def shared(text: bytes, other: bytes) -> float:
    """How much of a text stands in another: 0 to 1."""
    own = pieces(text)
    return len(own & pieces(other)) / len(own) if own else 0.0
