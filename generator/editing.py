"""What a person has changed in a report of ours, told line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from generator.generating import Form
from generator.lines import digest, lines_of
from nianbao.document import Document
from nianbao.files.limits import DEFAULT, Limits
from nianbao.formats import format_called
from nianbao.i18n import Text

_MOST: Final = 20
_WIDEST: Final = 80
_CHANGED: Final = Text("“{before}”已改为“{after}”", "{before!r} is now {after!r}")
_ADDED: Final = Text("新增或改动“{after}”", "new or changed: {after!r}")
_TAKEN_OUT: Final = Text("删去“{before}”", "removed: {before!r}")
_LOST: Final = Text("删去或改动 {count} 行", "removed or changed: {count} lines")
_LOOKS: Final = Text(
    "文字和数字没有改动，样式、版面或属性可能有改动", "no words or figures changed, but perhaps styles or page set-up"
)
_MORE: Final = Text("……另有 {count} 处", "… and {count} more")


def edits(stated: bytes, form: Form, now: Document, limits: Limits = DEFAULT) -> tuple[Text, ...] | None:
    """What was changed in the file since we wrote it; None where it keeps no record of what we wrote.

    `now` is the report as the figures give it today: what it still says has its words in a message, of what it no
    longer says the file keeps only a digest. Raises ReadError for a file that cannot be read.
    """
    from nianbao.reading import read_bytes

    record = _record(stated, form, limits)
    if record is None:
        return None
    known = {digest(line): line for line in lines_of(now)}
    found = list(_edits(record, list(lines_of(read_bytes(stated, limits=limits, kind=format_called(form)))), known))
    if not found:
        return (_LOOKS,)
    more = len(found) - _MOST
    return (*found[:_MOST], *([_MORE.format(count=more)] if more > 0 else ()))


def _record(stated: bytes, form: Form, limits: Limits) -> list[str] | None:
    if form == "docx":
        from generator.word.record import record_of

        return record_of(stated, limits)
    if form == "html":
        from generator.html.record import record_of as record_of_page

        return record_of_page(stated)
    return None


def _edits(record: list[str], lines: list[str], known: dict[str, str]) -> Iterator[Text]:
    written = [digest(line) for line in lines]
    for kind, a, b, c, d in SequenceMatcher(None, record, written, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        before, after = [known.get(one) for one in record[a:b]], lines[c:d]
        if len(before) == len(after):
            yield from (_change(left, right) for left, right in zip(before, after, strict=True))
            continue
        yield from (_ADDED.format(after=line[:_WIDEST]) for line in after)
        yield from (_TAKEN_OUT.format(before=line[:_WIDEST]) for line in before if line is not None)
        if lost := before.count(None):
            yield _LOST.format(count=lost)


def _change(before: str | None, after: str) -> Text:
    if before is None:
        return _ADDED.format(after=after[:_WIDEST])
    return _CHANGED.format(before=before[:_WIDEST], after=after[:_WIDEST])
