"""What Markdown writes within the cells of its tables: stress, struck text, line breaks, notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.document import Place, Trace
from nianbao.text import raised

_MARKED = re.compile(r"[~*_`<^]")
_STRUCK = re.compile(r"~~(?=\S)([^~]{1,200})~~|<(del|s|strike)>([^<]{1,200})</\2>", re.IGNORECASE)
_STRESSED = re.compile(
    r"(\*{1,3}|_{1,3}|`)(?=\S)([^*_`]{1,200})(?<=\S)\1|<(b|strong|i|em|u|ins)>([^<]{1,200})</\3>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_OFF_THE_LINE = re.compile(r"<(sup|sub)>([^<]{1,200})</\1>", re.IGNORECASE)


def shown(cell: str) -> str:
    """The text of a cell as its reader sees it; digits off the line as superscripts, a line break as such."""
    if not _MARKED.search(cell):
        return cell
    cell = _OFF_THE_LINE.sub(lambda note: raised(note[2]), _STRUCK.sub("", cell))
    stressed = _STRESSED.fullmatch(cell.strip())
    if stressed:
        cell = stressed[2] or stressed[4]
    return _BREAK.sub("\n", cell).strip()


def struck(lines: list[str], bars: str) -> Iterator[Trace]:
    """A trace of each struck text in the rows of tables that `bars` draw."""
    for number, line in enumerate(lines, 1):
        if any(bar in line for bar in bars):
            for found in _STRUCK.finditer(line):
                yield Trace("hidden-text", found[1] or found[3], Place(line=number))
