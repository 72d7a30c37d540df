"""Valid packages with senseless markup: whatever stands where, a Word file gives a Document or one clear line.

A longer run: `NIANBAO_FUZZ_ROUNDS=50000 python -m pytest tests/reading/test_docx_fuzz.py`.
"""

from __future__ import annotations

import copy
import os
import random
from contextlib import suppress

import pytest
from lxml import etree

from nianbao.errors import ReadError
from nianbao.reading.docx import read_docx
from tests.builders.docx import (
    abstract,
    box,
    docx,
    field,
    level,
    num,
    numbered,
    p,
    package,
    part,
    picture,
    r,
    relationships,
    sdt,
    span,
    style,
    tbl,
    tc,
    tr,
)  # fmt: skip

ROUNDS = int(os.environ.get("NIANBAO_FUZZ_ROUNDS", "120"))
VALUES = ["", "x", "-1", "0", "9" * 400, "999999999", "on", "begin", "end", "separate", "continue", "restart"]
BODY = (
    p(box("标题"), "题", properties='<w:pStyle w:val="h1"/>' + numbered(1)),
    p(r("隐", "<w:vanish/>"), f"<w:ins>{r('新')}</w:ins>", field(" TOC ", r("目")), picture("图")),
    p("改", properties=numbered(1, 1) + "<w:rPr><w:del/></w:rPr>"),
    sdt(p('<w:r><w:commentReference w:id="0"/></w:r>')),
    tbl(
        tr(tc("甲", properties=span(2) + '<w:vMerge w:val="restart"/>'), "乙", properties="<w:hidden/>"),
        tr(tc(properties="<w:vMerge/>"), tc("丙", tbl(tr("内", "嵌"))), sdt(tc("丁"))),
    ),
)
PARTS = {
    "document": f"<w:body>{''.join(BODY)}</w:body>",
    "styles": style("h1", f'<w:basedOn w:val="h1"/><w:pPr>{numbered(1)}</w:pPr>', title="heading 1"),
    "numbering": abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2")) + num(1, 0),
    "comments": f'<w:comment w:id="0">{p("核对")}</w:comment>',
}


def _mangle(root: etree._Element, dice: random.Random) -> None:
    elements = list(root.iter())
    one, other = dice.choice(elements[1:] or elements), dice.choice(elements)
    action = dice.randrange(4)
    parent = one.getparent()
    if action == 0 and parent is not None:
        parent.remove(one)
    elif action == 1:
        other.append(copy.deepcopy(one))
    elif action == 2 and one.attrib:
        one.set(dice.choice(list(one.attrib)), dice.choice(VALUES))
    else:
        one.tag = other.tag


def _mangled(dice: random.Random) -> bytes:
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relationships({name: f"{name}.xml" for name in PARTS if name != "document"})
    }
    for name, content in PARTS.items():
        root = etree.fromstring(part(name, content).encode())
        for _ in range(dice.randint(0, 6)):
            _mangle(root, dice)
        parts[f"word/{name}.xml"] = etree.tostring(root)
    return package(parts)


@pytest.mark.parametrize("seed", range(3))
def test_senseless_markup_gives_a_document_or_one_line(seed: int) -> None:
    dice = random.Random(seed)
    read = 0
    for _ in range(ROUNDS // 3):
        with suppress(ReadError):
            read += bool(read_docx(_mangled(dice)).blocks)
    assert read


def test_the_seed_of_the_fuzzing_is_read() -> None:
    assert len(read_docx(docx(*BODY)).blocks) >= 5
