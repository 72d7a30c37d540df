"""The properties of a Word file: what it is called and who answers for it; no dates, no machine, no person."""

from __future__ import annotations

from nianbao.ooxml.markup import escaped

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
LANGUAGE = "zh-CN"


def core_properties(title: str, author: str) -> bytes:
    """docProps/core.xml."""
    named = {"title": title, "creator": author}
    items = "".join(f"<dc:{name}>{escaped(text)}</dc:{name}>" for name, text in named.items() if text)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{items}'
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    ).encode()
