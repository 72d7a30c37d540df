"""Characters of symbol fonts, as far as a report uses them."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + i: c for i, c in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x4F: "✗"}
_SYMBOL = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "symbol": _SYMBOL}
# What a symbol font shows and no table here knows.
UNKNOWN = "□"


def symbol(font: str, code: str) -> str:
    """The character that a w:sym shows; `code` is hexadecimal, often in the private use area."""
    try:
        point = int(code[:6], 16)
    except ValueError:
        return ""
    private = 0xF000 <= point <= 0xF0FF
    table = _FONTS.get(font.lower())
    if table is None and not private:
        return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0x110000 else ""
    small = point & 0xFF
    ascii_shown = table is not None and table is _SYMBOL and 0x20 <= small <= 0x3F
    return (table or {}).get(small) or (chr(small) if ascii_shown or table is None else UNKNOWN)
