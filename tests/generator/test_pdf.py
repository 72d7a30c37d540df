"""PDF through LibreOffice, and what is said where there is none."""

from __future__ import annotations

import pytest

from generator import generate
from generator.word import pdf, to_pdf
from nianbao.document import Paragraph
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
def test_the_pdf_is_the_report_with_every_mark_at_the_ends_of_lines() -> None:
    # In a line of 28 each of these has its mark where it would hang out, if it might.
    texts = [f"{'文' * (26 + more)}，{'字' * (29 - more)}。" * 3 for more in range(4)]
    data = generate(of(zeros(), {"problems": "\n".join(texts)}), form="pdf").data
    assert data.startswith(b"%PDF-")
    document = read_bytes(data)
    assert [f.code for f in lint_document(document).findings] == ["C509"]
    read = "".join(block.text for block in document.blocks if isinstance(block, Paragraph))
    assert [text for text in texts if text not in read] == []
