"""Files made to hurt: small recipes, each a function that makes the bytes when its test runs.

`LIGHT` ones are read in the process of the tests, `HEAVY` ones linted apart, within bounds of time and memory. Of the
heavy ones those in `EVERY_TIME` are enough to see a bound lost; the others belong to the long run.
"""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial

from tests.builders.docx import docx, p, package, part, relationships, tbl, tc, tr
from tests.builders.hostile.pdf import MIB, NINES, PDF, PDF_HEAVY, Recipe
from tests.builders.hostile.reports import REPORT_HEAVY

RUNS = {
    "blanks": " ",
    "tabs": "\t",
    "wide-blanks": "\u3000",
    "zero-width": "\u200b",
    "brackets": "（",
    "digits": "1",
    "numerals": "一",
    "dashes": "—",
    "commas": "，",
    "quotes": "“",
    "numbers": "1 ",
    "list-numbers": "1.",
    "book-titles": "《",
    "combining": "a\u0301",
}


# ---- Word


def _word(content: str | bytes, **others: str | bytes) -> bytes:
    root = relationships({"officeDocument": "word/document.xml"})
    parts = {f"word/{name}.xml": value for name, value in others.items()}
    inner = relationships({name: f"{name}.xml" for name in others})
    return package({"_rels/.rels": root, "word/_rels/document.xml.rels": inner, "word/document.xml": content, **parts})


def _nested(opening: str, closing: str, depth: int, core: str = "") -> str:
    return opening * depth + core + closing * depth


def _declared(doctype: str, text: str) -> bytes:
    document = part("document", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>")
    return _word(document.replace("?>\n", f"?>\n{doctype}\n", 1))


def laughs(text: str = "lol") -> str:
    """A document type whose entity &z; stands for a billion words."""
    levels = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghiz", strict=True)
    )
    return f'<!DOCTYPE x [<!ENTITY a "{text}">{levels}]>'


def _with_target(target: str, mode: str = "") -> bytes:
    item = relationships({"officeDocument": target})
    return package(
        {
            "_rels/.rels": item.replace("/></R", f"{mode}/></R"),
            "word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>"),
        }
    )


def _renamed(name: str) -> bytes:
    return package({name: b"x", "word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>")})


def _bomb(mib: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A main part of so many MiB of blanks, packed a thousandfold."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as stream:
            for _ in range(mib):
                stream.write(b" " * MIB)
    return buffer.getvalue()


def _word_run(char: str) -> bytes:
    return docx(p(char * 2_000_000))


def _lying_sizes() -> bytes:
    """An archive whose directory says that its parts unpack to a few bytes."""
    data = bytearray(_bomb(300))
    for start in (0, data.rfind(b"PK\x01\x02")):
        offset = data.find(b"word/document.xml", start)
        struct.pack_into("<I", data, offset - (8 if start == 0 else 26) - 0, 10)
    return bytes(data)


WORD: dict[str, Recipe] = {
    "entities": lambda: _declared(laughs(), "&z;"),
    "external-entity": lambda: _declared('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
    "external-dtd": lambda: _declared('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "正文"),
    "target-climbs": lambda: _with_target("../../../../etc/passwd"),
    "target-absolute": lambda: _with_target("file:///etc/passwd"),
    "target-external": lambda: _with_target("http://127.0.0.1:9/x", ' TargetMode="External"'),
    "target-is-rels": lambda: _with_target("_rels/.rels"),
    "target-in-circle": lambda: _with_target("word/../word/./document.xml"),
    "name-climbs": lambda: _renamed("../../evil.xml"),
    "name-absolute": lambda: _renamed("/etc/passwd"),
    "name-of-drive": lambda: _renamed("C:\\evil.xml"),
    "name-with-break": lambda: _renamed("a\nb\x00c"),
    "empty-main": lambda: _word(b""),
    "not-xml": lambda: _word(b"\x00\x01\x02"),
    "other-root": lambda: _word("<html><body/></html>"),
    "no-body": lambda: _word(part("document", "")),
    "two-bodies": lambda: _word(part("document", f"<w:body>{p('一')}</w:body><w:body>{p('二')}</w:body>")),
    "utf-16": lambda: _word(
        part("document", f"<w:body>{p('文')}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16")
    ),
    "utf-7": lambda: _word(part("document", f"<w:body>{p('x')}</w:body>").replace("UTF-8", "UTF-7")),
    "bad-utf-8": lambda: _word(part("document", f"<w:body>{p('@')}</w:body>").encode().replace(b"@", b"\xff\xfe")),
    "bad-styles": lambda: _word(part("document", f"<w:body>{p('文')}</w:body>"), styles=b"<x", numbering=b""),
    "method": lambda: package({"word/document.xml": part("document", p("文"))}, zipfile.ZIP_BZIP2),
    "huge-span": lambda: docx(tbl(tr(tc("a", properties=f'<w:gridSpan w:val="{NINES}"/>')))),
    "large-span": lambda: docx(tbl(*[tr(tc("a", properties='<w:gridSpan w:val="2147483647"/>'), "b")] * 3)),
    "negative-span": lambda: docx(tbl(tr(tc("a", properties='<w:gridSpan w:val="-5"/>'), "b"))),
    "wordy-span": lambda: docx(tbl(tr(tc("a", properties='<w:gridSpan w:val="1e999999999"/>'), "b"))),
    "huge-before": lambda: docx(tbl(tr("a", properties=f'<w:gridBefore w:val="{NINES}"/>'))),
    "large-before": lambda: docx(tbl(tr("a", properties='<w:gridBefore w:val="999999999"/>'))),
    "huge-level": lambda: docx(p("a", properties=f'<w:outlineLvl w:val="{NINES}"/>')),
    "huge-number": lambda: docx(
        p("a", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        numbering=(
            f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{NINES}"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        ),
    ),
    "style-circle": lambda: docx(
        p("a", properties='<w:pStyle w:val="a"/>'),
        styles=(
            '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        ),
    ),
    "negative-symbol": lambda: docx(p('<w:r><w:sym w:font="X" w:char="-1"/><w:sym w:font="X" w:char="0"/></w:r>')),
    "broken-table": lambda: docx(tbl(tr(), tr(tc()), "<w:tc/>"), "<w:tc/>", "<w:tr/>", "<w:r/>"),
    "open-fields": lambda: docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') * 500),
    "nested-tables": lambda: docx(_nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3000, p("文"))),
    "nested-controls": lambda: docx(_nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5000, p("文"))),
    "nested-runs": lambda: docx(p(_nested('<w:ins w:id="1">', "</w:ins>", 5000, "<w:r/>"))),
    "deep-200": lambda: docx(_nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60, p("文"))),
    "truncated": lambda: docx(p("文"))[:-40],
    "half": lambda: (data := docx(p("文" * 5000)))[: len(data) // 2],
}
WORD_HEAVY: dict[str, Recipe] = {
    "bomb": lambda: _bomb(500),
    "bzip2-bomb": lambda: _bomb(100, zipfile.ZIP_BZIP2),
    "lying-sizes": _lying_sizes,
    "many-parts": lambda: package({f"{n}": b"" for n in range(60_000)}, zipfile.ZIP_STORED),
    "rows": lambda: docx(tbl(*[tr("一", "0")] * 200_000)),
    "cells": lambda: docx(tbl(*[tr(*["0"] * 10)] * 200_000)),
    "one-row": lambda: docx(tbl(tr(*["0"] * 190_000))),
    "wide-spans": lambda: docx(tbl(*[tr(*[tc("0", properties='<w:gridSpan w:val="60"/>')] * 60)] * 3000)),
    "merges": lambda: docx(tbl(*[tr(*[tc("0", properties="<w:vMerge/>")] * 60)] * 3000)),
    "paragraphs": lambda: docx(p("一、总体情况") * 400_000),
    "runs": lambda: docx(p(*["一"] * 400_000)),
    "long-text": lambda: docx(p("总体情况，" * 8_000_000)),
    "nested-tables": lambda: docx(_nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 200_000, p("文"))),
    "nested-unknown": lambda: docx(_nested("<w:x>", "</w:x>", 1_000_000)),
    "attributes": lambda: docx("<w:p " + " ".join(f'a{n}="1"' for n in range(400_000)) + "/>"),
    **{f"run-of-{name}": partial(_word_run, char) for name, char in RUNS.items()},
}


# ---- web pages


def _page(content: str) -> bytes:
    return f'<html><head><meta charset="utf-8"><title>年报</title></head><body>{content}</body></html>'.encode()


def _page_run(char: str) -> bytes:
    return _page(f"<p>{char * 2_000_000}</p>")


def _said(charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>总体情况 +AGA- abc</p></body></html>'.encode()


CHARSETS = ("utf-7", "zlib", "bz2", "rot13", "punycode", "idna", "unicode_escape", "undefined", "x" * 5000, "utf-32")
_TABLE = "<table>{}</table>"

PAGE: dict[str, Recipe] = {
    **{f"charset-{name[:20]}": partial(_said, name) for name in CHARSETS},
    "entities": lambda: laughs().encode() + _page("<p>&z;</p>"),
    "external-entity": lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _page("<p>&a;</p>"),
    "huge-span": lambda: _page(_TABLE.format(f'<tr><td colspan="{NINES}" rowspan="{NINES}">1</td></tr>')),
    "large-span": lambda: _page(_TABLE.format('<tr><td colspan="65534" rowspan="65534">1</td></tr>' * 50)),
    "zero-span": lambda: _page(_TABLE.format('<tr><td colspan="0" rowspan="0">1<td colspan="-1">2' * 5)),
    "wordy-span": lambda: _page(_TABLE.format('<tr><td colspan="1e99">1<td rowspan="二">2')),
    "huge-start": lambda: _page(f'<ol start="{NINES}"><li value="{NINES}">一</ol>'),
    "strange-references": lambda: _page(f"<p>&#0; &#xD800; &#x110000; &#{NINES}; &#x; &;</p>"),
    "bad-bytes": lambda: _page("<p>总体情况</p>").replace("总".encode(), b"\xff\xff"),
    "nul-bytes": lambda: _page("<p>a\0b\0</p>" * 50),
    "unclosed-comment": lambda: _page("<p>一</p><!--"),
    "unclosed-everything": lambda: _page("<table><tr><td><p><b><div><!--[if mso]><script><style><textarea><table>"),
    "wrong-order": lambda: _page("</table></td><td>1</tr><tr></p><table></td></table><tbody><li>"),
    "frameset": lambda: b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>",
    "fetching": lambda: _page('<base href="http://127.0.0.1:9/"><iframe src="x"></iframe><img src="//127.0.0.1:9/">'),
    "no-page": lambda: b"<html>",
    "only-script": lambda: _page("<script>document.write('x')</script>"),
    "nested-400": lambda: _page(_nested("<div>", "</div>", 400, "文")),
}
PAGE_HEAVY: dict[str, Recipe] = {
    "large": lambda: _page("<p>一、总体情况，主动公开信息12条。</p>" * 900_000),
    "one-text": lambda: _page("<p>" + "总体情况，" * 3_300_000 + "</p>"),
    "rows": lambda: _page(_TABLE.format("<tr><td>1<td>2" * 200_000)),
    "cells": lambda: _page(_TABLE.format("<tr>" + "<td>0" * 2_000_000)),
    "overlapping-spans": lambda: _page(_TABLE.format(("<tr>" + '<td rowspan="900" colspan="2">1</td>' * 30) * 900)),
    "tables": lambda: _page("<table><tr><td>0</table>" * 150_000),
    "nested-tables": lambda: _page(_nested("<table><tr><td>", "</td></tr></table>", 100_000, "文")),
    "nested-blocks": lambda: _page(_nested("<div>", "</div>", 1_000_000, "文")),
    "nested-inline": lambda: _page(_nested("<b>", "</b>", 1_000_000, "文")),
    "unclosed-blocks": lambda: _page("<p><font><b>一" * 500_000),
    "unclosed-tags": lambda: _page("<a " * 2_000_000),
    "opened": lambda: _page("<" * 5_000_000),
    "comments": lambda: _page("<!--" * 2_000_000),
    "conditionals": lambda: _page("<!--[if gte mso 9]>" * 500_000),
    "references": lambda: _page("&#x4e00;" * 3_000_000),
    "ampersands": lambda: _page("&" * 5_000_000),
    "attributes": lambda: _page("<p " + " ".join(f'a{n}="1"' for n in range(500_000)) + ">x"),
    "long-attribute": lambda: _page('<p style="' + "mso-x:1;" * 2_000_000 + '">x'),
    "styles": lambda: _page("<style>" + "p.a {mso-list:l0 level1 lfo1;} " * 400_000 + "</style><p class=a>x"),
    "links": lambda: _page('<a href="a">一</a>' * 400_000),
    "meta": lambda: b"<meta" * 2_000_000 + _page("文"),
    "breaks": lambda: _page("<br>" * 3_000_000),
    "spans": lambda: _page(_TABLE.format('<tr><td rowspan="60000" colspan="900">1' * 5000)),
    **{f"run-of-{name}": partial(_page_run, char) for name, char in RUNS.items()},
}


# ---- plain text and web archives


def _text_run(char: str) -> bytes:
    return f"一\n{char * 6_000_000}\n二".encode()


def _archive(depth: int) -> bytes:
    levels = "".join(f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(depth))
    return f"MIME-Version: 1.0\r\n{levels}Content-Type: text/html\r\n\r\n<html><body><p>文</p></body></html>".encode()


TEXT: dict[str, Recipe] = {
    "huge-number": f"规章\t{NINES}\t1e999999999\t0\n行政许可 {NINES} 1 2\n".encode,
    "control": lambda: "总体情况，主动公开，依申请公开。\x07\n".encode() + "总体情况，主动公开。\n".encode() * 40,
    "marks-only": lambda: b"\xef\xbb\xbf",
    "utf16-odd": lambda: ("总体情况\n" * 40).encode("utf-16") + b"x",
    "archive-empty": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "archive-charset": lambda: _archive(1).replace(
        b"text/html", b'text/html; charset="=?x?b?"; charset*0=a; charset*=b'
    ),
    "archive-deep": lambda: _archive(500),
    "rtf-name-only": lambda: b"{\\rtf",
}
TEXT_HEAVY: dict[str, Recipe] = {
    "large": lambda: ("总体情况，主动公开信息12条。" * 30 + "\n").encode() * 40_000,
    "one-line": lambda: "总体情况，".encode() * 3_500_000,
    "lines": lambda: b"a\n" * 25_000_000,
    "blank-lines": lambda: b"\n" * 60_000_000 + "文".encode(),
    "rows": lambda: "规章\t0\t0\t0\n".encode() * 49_000,
    "margin": ("总体情况，主动公开信息，依申请公开，政府信息管理，平台建设，监督保障等\n" * 99_000).encode,
    "archive-parts": lambda: (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + b"--b\r\n\r\n" * 900_000
    ),
    "archive-deep": lambda: _archive(100_000),
    "archive-header": lambda: (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; " + b'a="b";' * 300_000 + b"\r\n\r\n"
    ),
    **{f"run-of-{name}": partial(_text_run, char) for name, char in RUNS.items()},
}


def _named(**families: dict[str, Recipe]) -> dict[str, Recipe]:
    return {f"{family}-{name}": recipe for family, recipes in families.items() for name, recipe in recipes.items()}


LIGHT = _named(word=WORD, page=PAGE, text=TEXT, pdf=PDF)
HEAVY = _named(word=WORD_HEAVY, page=PAGE_HEAVY, text=TEXT_HEAVY, pdf=PDF_HEAVY, report=REPORT_HEAVY)
EVERY_TIME = (
    *("word-bomb", "word-many-parts", "word-rows", "word-paragraphs", "word-one-row", "word-run-of-blanks"),
    *("page-large", "page-rows", "page-spans", "page-nested-blocks", "page-attributes", "page-run-of-numerals"),
    *("text-large", "text-lines", "text-margin", "text-archive-parts", "text-run-of-numbers"),
    *("pdf-glyphs", "pdf-bomb", "pdf-nested-states"),
    *("report-claims", "report-wrong-headings", "report-lists-of-sections", "report-register", "report-columns"),
)
