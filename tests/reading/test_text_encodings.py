"""The plain-text reader: encodings, line ends, what is no text."""

from __future__ import annotations

import pytest

from nianbao.document import Paragraph
from nianbao.errors import ReadError
from nianbao.reading.plain import read_text

REPORT = "一、总体情况\n鹭汀区财政局2024年“主动公开”信息12条。\n二、其他\n未收取费用。\n" * 4


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode("utf-8"),
        REPORT.encode("utf-8-sig"),
        REPORT.encode("utf-16"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
        b"\xfe\xff" + REPORT.encode("utf-16-be"),
        REPORT.encode("gb18030"),
        REPORT.encode("gbk"),
        REPORT.replace("\n", "\r\n").encode("gbk"),
        REPORT.replace("\n", "\r").encode("utf-8"),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    assert read_text(data) == read_text(REPORT.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_damaged_bytes_do_not_hide_the_rest(encoding: str) -> None:
    data = bytearray(REPORT.encode(encoding))
    data[40] = 0xFF
    texts = [block.text for block in read_text(bytes(data)).blocks if isinstance(block, Paragraph)]
    assert "未收取费用。" in texts
    assert any("\ufffd" in text for text in texts)


def test_a_character_cut_at_the_end() -> None:
    assert read_text(REPORT.encode()[:-2]).blocks[:-1] == read_text(REPORT.encode()).blocks[:-1]


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\xff" * 100,
        b"\x00\x01\x02\x03" * 50,
        bytes(range(255, 128, -1)) * 40,
        b"\xff\xfe\x00\xd8" * 9,
        "报告\x01\x02\x03".encode(),
    ],
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match="unknown kind of file"):
        read_text(data)
