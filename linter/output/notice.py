"""The 整改通知 to an agency: a letter with its findings, their basis and remedy, and a form for the reply.

It is a Word file that offices restyle and reword: `{{…}}` stands for what each letter fills in, a row of a table with
such names is repeated for each finding, and a paragraph whose only content turns out empty is left out. The words are
those of Chinese offices, in whatever language the command speaks.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy

from docx import Document
from docx.document import Document as Word
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from lxml import etree

from linter.findings import FileResult, Finding, Since
from linter.output.style import Presentation
from nianbao.clock import now, today
from nianbao.errors import NianbaoError
from nianbao.files.marks import ARCHIVE
from nianbao.i18n import Text
from nianbao.ooxml.members import archived, fresh
from nianbao.shown import visible

_FIELD = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_ZH = Presentation("zh")
_UNKNOWN_AGENCY = "有关单位"
_YEAR = "{year}年"
_SINCE = "上次检查指出的问题，已改正 {fixed} 个，未改正 {left} 个；本次新发现 {new} 个。"
_COUNTED = {"error": "须改正的问题 {n} 个", "warning": "须核对的问题 {n} 个"}
_KINDS = {"error": "须改正", "warning": "须核对"}
_LEFT, _NEW = "（上次已指出，尚未改正）", "（本次新发现）"
_TITLE = "关于{机关}{年份}政府信息公开工作年度报告的整改通知"
_FIXED = "上次指出、已经改正的问题："
_FIELDS = ("机关", "年份", "检查情况", "与上次相比", "已改正的问题", "日期")
_ROW_FIELDS = ("序号", "位置", "类别", "问题", "依据", "修改建议")
_NOT_WORD = Text(
    "{path}：不是 Word 文件（.docx），不能用作整改通知的模板",
    "{path}: not a Word file (.docx), so no template of notices",
)
_UNKNOWN = Text(
    "{path}：模板中有不认识的字段 {names}；可用：{known}",
    "{path}: the template has unknown fields {names}; expected of {known}",
)
_NO_ROWS = Text(
    "{path}：模板中没有用于列出问题的表格行（应含 {field}）",
    "{path}: the template has no table row for findings (with {field})",
)


def is_due(result: FileResult) -> bool:
    """Whether there is something to tell the agency: an error or a warning."""
    return bool(_told(result))


def notice(result: FileResult, template: bytes) -> bytes:
    """The letter for a report, by a `checked` template. The same result, template and day give the same bytes."""
    document = Document(io.BytesIO(template))
    fields = _fields(result)
    rows = [_row(number, finding, result) for number, finding in enumerate(_told(result), 1)]
    # First what holds for all, so that nothing a report says is taken for a name.
    for paragraph in list(_paragraphs(document)):
        _fill(paragraph, fields)
    for table in document.tables:
        _fill_rows(table, rows)
    properties = document.core_properties
    properties.title = _TITLE.format(**fields)
    properties.created = properties.modified = now().replace(microsecond=0)
    return _saved(document)


def _told(result: FileResult) -> list[Finding]:
    """What an agency has to act on: information is no matter for a letter."""
    return [f for f in result.findings if f.waived is None and f.severity != "info"]


def _row(number: int, finding: Finding, result: FileResult) -> dict[str, str]:
    since = result.since
    state = "" if since is None else _NEW if finding.fingerprint in since.new else _LEFT
    return {
        "序号": str(number),
        "位置": _ZH.place(finding),
        "类别": _KINDS[finding.severity],
        "问题": finding.message.zh + state,
        "依据": finding.basis,
        "修改建议": finding.mend.zh,
    }


def _fields(result: FileResult) -> dict[str, str]:
    told = _told(result)
    counts = {severity: sum(finding.severity == severity for finding in told) for severity in _COUNTED}
    counted = "、".join(_COUNTED[severity].format(n=n) for severity, n in counts.items() if n)
    since = result.since
    day = today()
    return {
        "机关": result.agency or _UNKNOWN_AGENCY,
        "年份": _YEAR.format(year=result.year) if result.year else "",
        "检查情况": f"发现{counted}",
        "与上次相比": _compared(since, told) if since else "",
        "已改正的问题": _fixed(since) if since else "",
        "日期": f"{day.year}年{day.month}月{day.day}日",
    }


def _compared(since: Since, told: list[Finding]) -> str:
    """How many of the findings of this letter the earlier one had; the counts are those of its list."""
    left = sum(finding.fingerprint in since.left for finding in told)
    return _SINCE.format(fixed=len(since.fixed), left=left, new=len(told) - left)


def checked(template: bytes, path: str) -> bytes:
    """The template, once it is known to be one.

    Raises NianbaoError for what is no Word file, has unknown fields, or no row for findings.
    """
    try:
        document = Document(io.BytesIO(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise NianbaoError(_NOT_WORD.format(path=path), path) from error
    named = {name for paragraph in _paragraphs(document) for name in _FIELD.findall(paragraph.text)}
    if unknown := named - {*_FIELDS, *_ROW_FIELDS}:
        names, known = ("、".join(sorted(unknown)), "、".join((*_FIELDS, *_ROW_FIELDS)))
        raise NianbaoError(_UNKNOWN.format(path=path, names=names, known=known), path)
    if not any(_is_repeated(row) for table in document.tables for row in table.rows):
        raise NianbaoError(_NO_ROWS.format(path=path, field="{{问题}}"), path)
    return template


def _fixed(since: Since) -> str:
    told = "；".join(f"{number}. {former.message}" for number, former in enumerate(since.fixed, 1))
    return f"{_FIXED}{told}。" if told else ""


def _paragraphs(document: Word) -> Iterator[Paragraph]:
    """Those of the body, of its tables, and of headers and footers."""
    yield from document.paragraphs
    for table in document.tables:
        yield from (paragraph for row in table.rows for paragraph in _in_row(row))
    for section in document.sections:
        yield from section.header.paragraphs
        yield from section.footer.paragraphs


def _in_row(row: _Row) -> Iterator[Paragraph]:
    return (paragraph for cell in row.cells for paragraph in cell.paragraphs)


def _is_repeated(row: _Row) -> bool:
    named = {name for paragraph in _in_row(row) for name in _FIELD.findall(paragraph.text)}
    return bool(named & set(_ROW_FIELDS))


def _fill_rows(table: Table, values: list[dict[str, str]]) -> None:
    """Each row that names parts of a finding, once for every finding."""
    for pattern in [row for row in table.rows if _is_repeated(row)]:
        for one in values:
            element = deepcopy(pattern._tr)
            pattern._tr.addprevious(element)
            for paragraph in _in_row(_Row(element, table)):
                _fill(paragraph, one)
        _remove(pattern._tr)


def _fill(paragraph: Paragraph, values: Mapping[str, str]) -> None:
    """Put values for the names; a paragraph of names alone that all are empty goes."""
    text = paragraph.text
    if "{{" not in text:
        return
    nothing = not _FIELD.sub("", text).strip() and not any(values.get(name) for name in _FIELD.findall(text))
    if nothing and not isinstance(paragraph._parent, _Cell):  # a cell without a paragraph is no cell
        _remove(paragraph._p)
        return
    for start, end, name in reversed([(m.start(), m.end(), m[1]) for m in _FIELD.finditer(text)]):
        if name in values:
            _replace(paragraph, start, end, visible(values[name]))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _replace(paragraph: Paragraph, start: int, end: int, by: str) -> None:
    """Put other text for a stretch of the paragraph's, in the run that it begins in: Word cuts names at will."""
    at = 0
    for run in paragraph.runs:
        text = run.text
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            run.text = text[:first] + by + text[last:]
            by = ""
        at += len(text)


def _saved(document: Word) -> bytes:
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return archived([fresh(name, source.read(name)) for name in source.namelist()], ARCHIVE)
