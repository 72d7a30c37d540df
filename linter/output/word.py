"""For the author: a copy of the Word file with a comment at each finding that counts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from linter.findings import FileResult, Finding
from linter.output.style import FIXABLE, Presentation
from linter.settings import Settings
from nianbao.clock import now
from nianbao.errors import ReadError
from nianbao.files.limits import Limits
from nianbao.files.marks import ARCHIVE
from nianbao.formats import format_named
from nianbao.i18n import Text
from nianbao.ooxml.comments import Comments
from nianbao.ooxml.editing import Editing
from nianbao.reading import read_bytes
from nianbao.reading.docx.rewriting.apart import set_apart
from nianbao.reading.sniff import sniff
from nianbao.rulebook.labels import SEVERITIES
from nianbao.shown import visible

_ONLY_WORD = Text(
    "只能给 Word 文件加批注；其他格式请用 --format html 对照原文",
    "only Word files can be commented: use --format html for others",
)
_HEAD = Text("{severity} {codes}：{message}", "{severity} {codes}: {message}")
_PLACE = Text("位置：{place}", "place: {place}")
_EXPECTED = Text("应为：{expected}", "expected: {expected}")
_MEND = Text("修改建议：{mend}", "fix: {mend}")
_BASIS = Text("依据：{basis}", "basis: {basis}")


def package_of(data: bytes, name: str, settings: Settings, *, piped: bool = False) -> bytes:
    """The Word file, or what LibreOffice made of one of another format. Raises ReadError where neither can be had.

    `piped` is what standard input said, of which the settings may tell the format.
    """
    kind = settings.kind if piped and settings.kind else sniff(data, name, settings.limits)
    if kind == "docx":
        return data
    if format_named(kind).libreoffice:
        source = read_bytes(data, name=name, limits=settings.limits, kind=kind).source
        if source is not None:
            return source.data
    raise ReadError(_ONLY_WORD)


def commented(data: bytes, result: FileResult, style: Presentation, limits: Limits) -> bytes:
    """The package with the comments, those of an earlier copy replaced; every part that they do not touch is the same.

    `data` is what the result was found in. Raises ReadError where it cannot be changed.
    """
    editing = Editing(data, limits)
    comments = Comments(editing, now())
    for finding in result.findings:
        if finding.waived is None:
            element = editing.find(finding.near.anchor)
            lines = [visible(line) for line in _lines(finding, style)]
            comments.add(element, lines, _words(finding, element))
    return editing.save(comment=ARCHIVE)


def _words(finding: Finding, element: etree._Element | None) -> tuple[etree._Element, etree._Element] | None:
    """Where in the paragraph the words stand that are meant; None where all of it is."""
    place, text = finding.location.place, finding.location.text
    if element is None or finding.near != place or place.rest or not text:
        return None
    length = place.span[1] - place.span[0] if place.span else len(text)
    words = next((words for words in (text, finding.actual or "") if len(words) == length), text)
    return set_apart(element, words, place.span)


def _lines(finding: Finding, style: Presentation) -> Iterator[str]:
    codes = style.listed(list(dict.fromkeys((finding.code, *(b.code for b in finding.breaks)))))
    message, mend = style.say(finding.message), style.say(finding.mend)
    yield style.say(_HEAD, severity=style.say(SEVERITIES[finding.severity]), codes=codes, message=message)
    if finding.near != finding.location.place:
        yield style.say(_PLACE, place=style.place(finding))
    if finding.expected and not any(finding.expected in said for said in (message, mend)):
        yield style.say(_EXPECTED, expected=finding.expected)
    yield style.say(_MEND, mend=mend) + (style.say(FIXABLE) if finding.fixable else "")
    yield style.say(_BASIS, basis=finding.basis)
