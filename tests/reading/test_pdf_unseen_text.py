"""Text of a PDF that its reader does not see, pictures on each page, and a file without its last mark."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph
from nianbao.files.limits import DEFAULT
from nianbao.reading.pdf.opening import read_document
from nianbao.reading.pdf.text.furniture import repeated_boxes
from nianbao.reading.pdf.text.glyphs import Bounds
from tests.builders.pdf.raw import page, text

_DARK = b"0.2 0.3 0.6 rg 60 690 300 30 re f "
_BODY = text("The licences of the year were", y=760)


def _shown(content: bytes) -> str:
    blocks = read_document(page(_BODY + b" " + content), DEFAULT).blocks
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("colour", [b"1 1 1 rg", b"0.85 g", b"0 0 0 0 k"])
def test_pale_text_on_nothing_is_not_read(colour: bytes) -> None:
    assert _shown(b"q " + colour + b" " + text("913") + b" Q " + text("214", x=200)).split()[-1] == "214"
    assert "913" not in _shown(b"q " + colour + b" " + text("913") + b" Q " + text("214", x=200))


def test_white_text_on_a_dark_ground_is_read() -> None:
    assert "913" in _shown(b"q " + _DARK + b"1 1 1 rg " + text("913") + b" Q")


def test_a_file_without_its_last_mark_is_read() -> None:
    whole = page(_BODY)
    assert b"%%EOF" in whole
    assert read_document(whole.replace(b"%%EOF\n", b""), DEFAULT).blocks == read_document(whole, DEFAULT).blocks


def test_a_picture_in_the_head_of_each_page_is_an_emblem() -> None:
    emblem, seal = Bounds(50, 20, 150, 60), Bounds(300, 400, 420, 520)
    pages = [[emblem, seal], [emblem], [Bounds(51, 20, 151, 61), seal]]
    assert repeated_boxes(pages, [842.0] * 3) == {emblem, pages[2][0]}
    assert repeated_boxes([[emblem], []], [842.0] * 2) == set()
