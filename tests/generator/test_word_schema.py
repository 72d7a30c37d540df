"""The markup of Word files against the order of elements that ECMA-376 (part 1, annex A) prescribes.

Word opens a part whose properties are out of order, but repairs it or drops what it did not expect there.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from generator.word import render_docx
from nianbao.ooxml.relationships import read_relationships
from nianbao.resources import resource
from nianbao.rulebook import load_rulebook
from tests.builders.docx.parts import W, parts_of
from tests.builders.figures.sound import of, zeros

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "p": "pPr r",
    "r": "rPr t br fldChar instrText pict t",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "writeProtection view zoom removePersonalInformation embedTrueTypeFonts mirrorMargins"
    " gutterAtTop attachedTemplate trackRevisions documentProtection defaultTabStop evenAndOddHeaders"
    " drawingGridHorizontalSpacing drawingGridVerticalSpacing noPunctuationKerning characterSpacingControl footnotePr"
    " endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats"
    " shapeDefaults decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "body": "p tbl sectPr",
}  # fmt: skip
# Elements of which any order is allowed, one after another.
MIXED = frozenset(("body", "r", "tbl", "tr", "tc", "p", "styles"))


def report(*, draft: bool = False) -> bytes:
    values = {**zeros(), ("review", "cases", "reconsideration.total"): Decimal(1_234_567)}
    return render_docx(
        of(values, {"preamble": "前言。", "problems": "（一）问题\n一段文字。"}), {}, load_rulebook(), draft=draft
    )


FILES = {
    "report": report(),
    "draft": report(draft=True),
    "template": (resource("templates") / "report.docx").read_bytes(),
}
PARTS = [
    pytest.param(data, id=f"{file}-{name}")
    for file, whole in FILES.items()
    for name, data in parts_of(whole).items()
    if name.startswith("word/") and name.endswith(".xml")
]


def _out_of_order(element: etree._Element) -> str:
    name = etree.QName(element).localname
    order = ORDERS[name].split()
    children = [etree.QName(child).localname for child in element]
    assert set(children) <= set(order), f"{name} holds {set(children) - set(order)}"
    places = [order.index(child) for child in children]
    fine = places == sorted(places) if name not in MIXED else order[0] not in children[1:] or name in ("body", "r")
    return "" if fine else f"{name}: {children}"


@pytest.mark.parametrize("data", PARTS)
def test_elements_stand_in_the_order_of_the_schema(data: bytes) -> None:
    root = etree.fromstring(data)
    known = (e for e in root.iter() if e.tag.startswith(W) and etree.QName(e).localname in ORDERS)
    assert [wrong for element in known if (wrong := _out_of_order(element))] == []


@pytest.mark.parametrize("data", PARTS)
def test_properties_are_said_once(data: bytes) -> None:
    for name in ("pPr", "rPr", "tblPr", "tcPr", "trPr"):
        for element in etree.fromstring(data).iter(f"{W}{name}"):
            tags = [child.tag for child in element]
            assert len(tags) == len(set(tags))


@pytest.mark.parametrize("file", FILES)
def test_every_relationship_leads_to_a_part_and_every_part_has_a_type(file: str) -> None:
    parts = parts_of(FILES[file])
    targets = {
        (link.target if name == "_rels/.rels" else f"word/{link.target}")
        for name, data in parts.items()
        if name.endswith(".rels")
        for link in read_relationships(etree.fromstring(data))
    }
    assert targets == {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    types = etree.fromstring(parts["[Content_Types].xml"])
    typed = {str(item.get("PartName")).lstrip("/") for item in types if item.get("PartName")}
    assert typed == targets


@pytest.mark.parametrize("file", FILES)
def test_every_reference_of_the_document_is_a_relationship(file: str) -> None:
    parts = parts_of(FILES[file])
    ids = {link.id for link in read_relationships(etree.fromstring(parts["word/_rels/document.xml.rels"]))}
    used = {
        value
        for element in etree.fromstring(parts["word/document.xml"]).iter()
        for key, value in element.attrib.items()
        if str(key).endswith("relationships}id")
    }
    assert used <= ids
    styles = {e.get(f"{W}styleId") for e in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    named = {e.get(f"{W}val") for e in etree.fromstring(parts["word/document.xml"]).iter(f"{W}pStyle")}
    assert named <= styles
