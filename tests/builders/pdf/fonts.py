"""Pages set in a SimSun that is not in the file: codes of two bytes, with and without a map to characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.builders.pdf.raw import FONT, pdf, stream

Code = Callable[[str], int]

_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0 /Ascent 860 "
    b"/Descent -140 /CapHeight 700 /StemV 80 >>"
)


def unembedded(lines: Sequence[tuple[str, str]], code: Code, *, mapped: bool, named: bool = False) -> bytes:
    """A page of lines, each the name of its font and its words.

    The fonts have a map to characters where they are `mapped`; where it is only `named`, it says nothing.
    """
    names = sorted({name for name, _ in lines})
    words = "".join(text for _, text in lines)
    extra = [stream(_map(words, code))]
    fonts = []
    for name in names:
        number = 6 + len(extra)
        says = b"/ToUnicode 6 0 R" if mapped else b"/ToUnicode /Identity-H" if named else b""
        extra += _font(name.encode("ascii"), number, says)
        fonts.append(b"/%s %d 0 R" % (name.encode("ascii"), number))
    content = b"".join(
        b"BT /%s 12 Tf 72 %d Td <%s> Tj ET\n" % (name.encode(), 760 - 20 * n, _codes(text, code))
        for n, (name, text) in enumerate(lines)
    )
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << %s >> >> >>" % b" ".join(fonts),
            stream(content),
            FONT,
            *extra,
        ]
    )


def _font(name: bytes, number: int, says: bytes) -> list[bytes]:
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] %s >>"
        % (name, number + 1, says),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor %d 0 R >>" % (name, number + 2),
        _DESCRIPTOR % name,
    ]


def _codes(text: str, code: Code) -> bytes:
    return b"".join(b"%04X" % code(char) for char in text)


def _map(words: str, code: Code) -> bytes:
    rows = b"".join(b"<%04X> <%04X>\n" % (code(char), ord(char)) for char in sorted(set(words)))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar endcmap end end" % (len(set(words)), rows)
    )
