"""WordprocessingML as text: elements that close, attributes and text that are escaped."""

from __future__ import annotations

import re
from functools import lru_cache

# XML 1.0 cannot hold these at all; lone surrogates cannot be encoded.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}


def legal(text: str) -> str:
    """Text without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    """Text as character data; what XML cannot hold is dropped."""
    return legal(text).translate(_TEXT)


@lru_cache(maxsize=1024)
def attribute(value: str | int) -> str:
    """A value as the inside of a quoted attribute."""
    return _ILLEGAL.sub("", str(value)).translate(_QUOTED)


def w(name: str, /, *content: str, **attributes: str | int) -> str:
    """An element of the main namespace; its attributes are of it, too, and content is markup."""
    head = "".join(f' w:{key}="{attribute(value)}"' for key, value in attributes.items())
    return f"<w:{name}{head}>{''.join(content)}</w:{name}>" if content else f"<w:{name}{head}/>"


def run(text: str, properties: str = "") -> str:
    """A run of text; a line break in it is one in the file."""
    wrapped = w("rPr", properties) if properties else ""
    lines = (f'<w:t xml:space="preserve">{line}</w:t>' for line in escaped(text).split("\n"))
    return f"<w:r>{wrapped}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def part(root: str, /, *content: str, **attributes: str | int) -> bytes:
    """A whole part whose root element is of the main namespace."""
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    head = "".join(f' w:{key}="{attribute(value)}"' for key, value in attributes.items())
    text = f"<w:{root}{names}{head}>{''.join(content)}</w:{root}>"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)
