"""Word files as odd programs and hasty hands leave them: what Word shows is read, and no digit too many."""

from __future__ import annotations

import io
import zipfile

import pytest

from nianbao.document import Paragraph
from nianbao.reading import read_bytes
from tests.builders.docx import docx
from tests.builders.linting import lint_document
from tests.builders.reports import BASE, as_docx

_OURS = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:zz='urn:zz'"


def _texts(body: str) -> list[str]:
    return [b.text for b in read_bytes(docx(body)).blocks if isinstance(b, Paragraph)]


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", "<w:strike w:val='1'/>"])
def test_a_struck_digit_is_none_of_the_figure_and_told(mark: str) -> None:
    document = read_bytes(docx(f"<w:p>{_run('9', mark)}{_run('13')}</w:p>"))
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["13"]
    assert [(t.kind, t.text) for t in document.traces] == [("hidden-text", "9")]


def test_a_strike_that_is_switched_off_is_none() -> None:
    off = _run("9", "<w:strike w:val='0'/>")
    assert _texts(f"<w:p>{off}{_run('13')}</w:p>") == ["913"]


@pytest.mark.parametrize(("position", "shown"), [("superscript", "13¹"), ("baseline", "131")])
def test_raised_digits_are_superscripts(position: str, shown: str) -> None:
    mark = _run("1", f"<w:vertAlign w:val='{position}'/>")
    assert _texts(f"<w:p>{_run('13')}{mark}</w:p>") == [shown]


def test_a_digit_that_leads_to_a_note_is_a_superscript() -> None:
    link = "<w:hyperlink w:anchor='n1'>{}</w:hyperlink>"
    assert _texts(f"<w:p>{_run('13')}{link.format(_run('1'))}</w:p>") == ["13¹"]
    assert _texts(f"<w:p>{link.format(_run('131'))}</w:p>") == ["131"]


def test_a_power_in_a_formula_is_a_superscript() -> None:
    power = "<m:sSup><m:e><m:r><m:t>13</m:t></m:r></m:e><m:sup><m:r><m:t>1</m:t></m:r></m:sup></m:sSup>"
    assert _texts(f"<w:p><m:oMath>{power}</m:oMath></w:p>") == ["13¹"]


def test_a_choice_that_nobody_knows_is_not_shown() -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    choice = f"<mc:Choice Requires='zz'>{paragraph.format('另一种写法')}</mc:Choice>"
    fallback = f"<mc:Fallback>{paragraph.format('五、存在的主要问题')}</mc:Fallback>"
    assert _texts(f"<mc:AlternateContent {_OURS}>{choice}{fallback}</mc:AlternateContent>") == ["五、存在的主要问题"]


def test_every_body_is_read() -> None:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    assert _texts(f"{paragraph.format('甲')}</w:body><w:body>{paragraph.format('乙')}") == ["甲", "乙"]


@pytest.mark.parametrize(
    "between",
    ["</w:p><w:p>", "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "<w:r><w:t xml:space='preserve'>  </w:t></w:r>"],
)
def test_two_numbers_in_a_cell_are_not_one(between: str) -> None:
    document = read_bytes(_with_cell(f"{_run('1')}{between}{_run('34')}"))
    assert [(f.code, f.location.row) for f in lint_document(document).findings] == [("V302", "licensing")]


def _with_cell(content: str) -> bytes:
    """The clean report with other content in the cell of the licences."""
    source = zipfile.ZipFile(io.BytesIO(as_docx(BASE)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode()
                at = text.index(">134<")
                start, end = text.rindex("<w:r>", 0, at), text.index("</w:r>", at) + len("</w:r>")
                data = (text[:start] + content + text[end:]).encode()
            archive.writestr(name, data)
    return target.getvalue()


def test_what_came_and_what_went_are_told_apart() -> None:
    body = (
        "<w:p><w:del w:id='1'><w:r><w:delText>99</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>13</w:t></w:r></w:ins></w:p>"
    )
    document = read_bytes(docx(body))
    assert [t.text for t in document.traces] == ["99 13"]
