"""Fonts without a map from their codes to characters whose codes are the characters themselves.

An unembedded SimSun of WPS under Identity-H often is such a font. PDFium then reads a code as the character of that
number and says that it knows none; whether the text is right shows in the text alone.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import Any

import pypdfium2_raw as pdfium

from nianbao.reading.pdf.unchecked import unchecked

# So many Chinese characters of a font on one page settle what its codes are.
ENOUGH = 20
# The share of its characters that must be common ones (GB 2312-80): of glyph numbers that fall into the block of
# Chinese characters one in three is, by chance.
COMMON = 0.95

_NAME = 200

# 1 where PDFium found no character for the code of a character (its index) of a loaded text page.
has_error = unchecked(pdfium.FPDFText_HasUnicodeMapError)


def font_of(text: Any, index: int) -> bytes:
    """The name of the font of a character, by which fonts of a page are told apart."""
    buffer, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, buffer, _NAME, flags)
    return buffer.value


def plain_fonts(text: Any, count: int) -> frozenset[bytes]:
    """The names of the fonts without a map whose codes, read as characters, are Chinese text throughout the page."""
    codes: dict[bytes, list[int]] = defaultdict(list)
    for index in range(count):
        if has_error(text, index) == 1:
            codes[font_of(text, index)].append(pdfium.FPDFText_GetUnicode(text, index))
    return frozenset(name for name, found in codes.items() if is_chinese_text(found))


def is_chinese_text(codes: list[int]) -> bool:
    """Whether codes, read as characters, are what a report is written in."""
    chinese = sum(0x4E00 <= code < 0xA000 for code in codes)
    return chinese >= ENOUGH and sum(map(_is_common, codes)) >= COMMON * len(codes)


def _is_common(code: int) -> bool:
    char = chr(code) if code <= 0x10FFFF else ""
    try:
        return char.isprintable() and bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False
