"""PDF through LibreOffice, and what is said where there is none."""

from __future__ import annotations

import pytest

from generator import generate
from generator.word import pdf, to_pdf
from nianbao.errors import NianbaoError
from nianbao.reading import read_bytes
from tests.builders.figures.sound import of, zeros
from tests.builders.linting import lint_document


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find", lambda: None)
    with pytest.raises(NianbaoError, match="install LibreOffice") as caught:
        to_pdf(b"")
    assert "\n" not in caught.value.message.zh


@pytest.mark.needs("libreoffice", "fonts")
def test_the_pdf_is_the_report() -> None:
    data = generate(of(zeros()), form="pdf").data
    assert data.startswith(b"%PDF-")
    assert [f.code for f in lint_document(read_bytes(data)).findings] == ["C509"]
