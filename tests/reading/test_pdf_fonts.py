"""Fonts that are not in the file: read where a map or the text itself tells the characters, refused where none does."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph
from nianbao.errors import ReadError
from nianbao.files.limits import DEFAULT
from nianbao.reading.pdf.opening import read_document
from nianbao.reading.pdf.text.unmapped import COMMON, ENOUGH, is_chinese_text
from tests.builders.pdf.fonts import Code, unembedded

WORDS = "全局共收到政府信息公开申请25件，均在期限内办结，没有结转。"
_SEEN = list(dict.fromkeys(WORDS + "0123456789"))


def _subset(char: str) -> int:
    """The number of a character in a font that holds only those of the file."""
    return _SEEN.index(char) + 3


def _glyph(char: str) -> int:
    """A number among the Chinese characters that has nothing to do with the character."""
    return 0x4E00 + ord(char) * 7919 % 0x5000


def _texts(data: bytes) -> list[str]:
    return [block.text for block in read_document(data, DEFAULT).blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("code", [_subset, ord, _glyph])
def test_a_map_is_trusted_whatever_the_codes(code: Code) -> None:
    assert _texts(unembedded([("SimSun", WORDS)], code, mapped=True)) == [WORDS]


@pytest.mark.parametrize("named", [True, False])
def test_codes_that_are_the_characters_are_read_without_a_map(named: bool) -> None:
    assert _texts(unembedded([("SimSun", WORDS)], ord, mapped=False, named=named)) == [WORDS]


@pytest.mark.parametrize("code", [_subset, _glyph])
def test_codes_that_tell_nothing_are_refused(code: Code) -> None:
    with pytest.raises(ReadError, match="do not say which characters"):
        _texts(unembedded([("SimSun", WORDS)], code, mapped=False))


def test_a_font_is_no_witness_for_another() -> None:
    """Figures in a font of their own, whose codes nothing settles, are not taken from the font of the words."""
    lines = [("SimSun", WORDS)] * 12 + [("SimHei", "913")]
    assert "".join(_texts(unembedded(lines, ord, mapped=False))) == WORDS * 12 + "\ufffd" * 3


def test_what_settles_the_codes_of_a_font() -> None:
    common, rare = [ord("政")] * ENOUGH, [0x4E02]  # a character that GB 2312 does not have
    assert is_chinese_text(common)
    assert not is_chinese_text(common[1:])
    assert is_chinese_text([*common, *rare])
    assert not is_chinese_text([*common, *rare, *rare])
    assert not is_chinese_text([*common, 3, 4])
    assert 0.9 < COMMON < 1
