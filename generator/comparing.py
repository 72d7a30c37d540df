"""Whether a file on disk is the report that the figures give, and what differs where it is not."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from generator.generating import Form
from generator.lines import lines_of
from nianbao.formats import format_called
from nianbao.i18n import Text

_MOST: Final = 20
_WIDEST: Final = 80
_LOOKS: Final = Text(
    "文字相同，样式、版面或属性不同", "the words are the same; styles, page set-up or properties differ"
)
_UNREADABLE: Final = Text("无法读取：{reason}", "it cannot be read: {reason}")
_CHANGED: Final = Text("“{stated}”应为“{expected}”", "{stated!r} should be {expected!r}")
_EXTRA: Final = Text("多出“{stated}”", "{stated!r} is not in the figures")
_LACKING: Final = Text("缺少“{expected}”", "{expected!r} is missing")
_MORE: Final = Text("……另有 {count} 处", "… and {count} more")


def differences(stated: bytes, expected: bytes, form: Form) -> tuple[Text, ...]:
    """What stands in a file and should not, line by line and cell by cell; nothing where it is the report.

    A PDF is held to its words alone: LibreOffice writes dates and identifiers into each.
    """
    if stated == expected:
        return ()
    from nianbao.errors import ReadError

    try:
        found = _differing(_lines(stated, form), _lines(expected, form))
    except ReadError as error:
        return (_UNREADABLE.format(reason=error.message),)
    if not found:
        return () if form == "pdf" else (_LOOKS,)
    more = len(found) - _MOST
    return (*found[:_MOST], *([_MORE.format(count=more)] if more > 0 else ()))


def _differing(stated: list[str], expected: list[str]) -> list[Text]:
    found: list[Text] = []
    for kind, a, b, c, d in SequenceMatcher(None, stated, expected, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for index in range(max(b - a, d - c)):
            left = stated[a + index][:_WIDEST] if a + index < b else None
            right = expected[c + index][:_WIDEST] if c + index < d else None
            message = _EXTRA if right is None else _LACKING if left is None else _CHANGED
            found.append(message.format(stated=left, expected=right))
    return found


def _lines(data: bytes, form: Form) -> list[str]:
    from nianbao.reading import read_bytes

    return list(lines_of(read_bytes(data, kind=format_called(form))))
