"""What stands where a report is to be written and is not ours to write over: why, and what would be lost with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.comparing import differences
from generator.editing import edits
from generator.generating import Form
from nianbao.document import Document
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, Stated, complete, read_stated
from nianbao.figures.arithmetic import plain
from nianbao.figures.labels import labels_of
from nianbao.figures.layout import keys_of
from nianbao.files.limits import DEFAULT, Limits
from nianbao.files.loading import load
from nianbao.files.writing import ExistsError, guard
from nianbao.formats import format_called
from nianbao.i18n import Text

_EDITED: Final = Text("{path} 生成之后有人改动：", "{path} was edited after it was generated:")
_OTHER: Final = Text(
    "{path} 与现在的数据不一致，可能有人改动过：",
    "{path} does not agree with the current figures; somebody may have edited it:",
)
_KEEP: Final = Text(
    "  要保留改动：写入数据文件，或用 nianbao extract {path} -o 新数据.yaml 取出，再由它生成；不保留的，加 --force",
    "  to keep this, put it into the figures, or take it out with nianbao extract {path} -o new.yaml and generate from"
    " that; --force writes over it",
)
_KEEP_FIGURES: Final = Text(
    "  要保留改动：改由 {path} 生成；不保留的，加 --force",
    "  to keep this, generate from {path}; --force writes over it",
)
_LOST: Final = Text("  以上内容已按 --force 覆盖", "  this was written over, as --force asks")
_INDENTED: Final = Text("  {what}", "  {what}")
_FIGURE: Final = Text(
    "{label}：文件中为 {stated}，数据中为 {expected}", "{label}: {stated} here, {expected} in the figures"
)
_NONE: Final = Text("空白", "blank")
_TEXT: Final = Text("{label}：文字不同", "{label}: another text")
_MOST: Final = 20
_MORE: Final = Text("……另有 {count} 处", "… and {count} more")


class Standing(Struct, frozen=True):
    """A file that is written over only where the user asks for it: why, and what it holds."""

    path: Path
    reason: Text
    data: bytes

    def told(self, lost: Iterable[Text], *, force: bool) -> tuple[Text, ...]:
        """What is said of it: what would be lost and how to keep it, or what was."""
        lost = tuple(lost)
        keep = _KEEP_FIGURES if self.path.suffix.lower() == ".xlsx" else _KEEP
        closing = _LOST if force else keep.format(path=self.path)
        return (*(() if force else (self.reason,)), *lost, *((closing,) if lost else ()))


def standing(path: Path, inputs: Iterable[str], limits: Limits) -> Standing | None:
    """The file that stands there, None where there is none or one that may be written over unasked.

    Raises WriteError where nothing may be written there at all, ReadError for what is too large to be looked at.
    """
    try:
        guard(path, inputs)
    except ExistsError as error:
        return Standing(path, error.message, load(path, limits))
    return None


def lost_report(there: Standing, form: Form, now: Document, data: bytes, limits: Limits = DEFAULT) -> Iterator[Text]:
    """What a report says that the one of the figures (`now`, `data`) does not; nothing where it is no report."""
    from nianbao.reading import read_bytes
    from nianbao.recognising import recognise

    try:
        recognise(read_bytes(there.data, limits=limits, kind=format_called(form)))
        edited = edits(there.data, form, now, limits)
    except NianbaoError:
        return
    found = differences(there.data, data, form) if edited is None else edited
    if found:
        yield (_OTHER if edited is None else _EDITED).format(path=there.path)
        yield from (_INDENTED.format(what=what) for what in found)


def lost_figures(there: Standing, now: Stated, limits: Limits = DEFAULT) -> Iterator[Text]:
    """What a workbook of figures says otherwise; nothing where it is none."""
    try:
        before = read_stated(there.data, str(there.path), now.rulebook, limits=limits)
    except NianbaoError:
        return
    found = list(_unlike(before.figures, now))
    if found:
        yield _OTHER.format(path=there.path)
        yield from (_INDENTED.format(what=what) for what in found[:_MOST])
    if len(found) > _MOST:
        yield _INDENTED.format(what=_MORE.format(count=len(found) - _MOST))


def _unlike(before: Figures, now: Stated) -> Iterator[Text]:
    labels, keys = labels_of(now.rulebook), keys_of(now.rulebook)
    left, right = complete(before, now.rulebook), complete(now.figures, now.rulebook)
    cells = [(keys[cell], left.values.get(cell), right.values.get(cell)) for cell in keys]
    cells += [(cell, left.in_prose.get(cell), right.in_prose.get(cell)) for cell in {**left.in_prose, **right.in_prose}]
    for at, stated, expected in cells:
        if stated != expected:
            values = (_NONE if value is None else plain(value) for value in (stated, expected))
            yield _FIGURE.format(label=labels[at], **dict(zip(("stated", "expected"), values, strict=True)))
    texts = [dict(_texts(figures)) for figures in (before, now.figures)]
    for at in dict.fromkeys((*texts[0], *texts[1])):
        if texts[0].get(at, "").split() != texts[1].get(at, "").split():
            yield _TEXT.format(label=labels.get(at, at[-1]))


def _texts(figures: Figures) -> Iterator[tuple[tuple[str, ...], str]]:
    for section, text in figures.narrative.items():
        if isinstance(text, str):
            yield ("narrative", section), text
        else:
            yield from ((("narrative", section, topic), below) for topic, below in text.items())
