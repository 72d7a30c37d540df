"""The mark of a draft on every page: a line and lettering in the headers, so that no reader takes it for body."""

from __future__ import annotations

import posixpath
from copy import deepcopy

from lxml import etree
from msgspec.structs import replace

from generator.word.template import WordTemplate
from nianbao.ooxml import names as n
from nianbao.ooxml.archive import office, word_type
from nianbao.ooxml.markup import NAMESPACES, attribute, part, run, w
from nianbao.ooxml.relationships import Relationship

_ID = f"{{{NAMESPACES['r']}}}id"
_REFERENCE = f"{n.W}headerReference"
# The text path that Word itself uses for watermarks; without its formulas Word does not bend text along it.
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
    '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
    ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_SHAPE_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:320pt;height:160pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def mark(stationery: WordTemplate, text: str) -> WordTemplate:
    """The stationery with the text on each page; headers that the template has stay above it."""
    kinds = ["default"]
    kinds += ["even"] if stationery.even_pages else []
    kinds += ["first"] if stationery.section.find(f"{n.W}titlePg") is not None else []
    for kind in kinds:
        stationery = _marked(stationery, kind, text)
    return stationery


def _marked(stationery: WordTemplate, kind: str, text: str) -> WordTemplate:
    content = _lettering(text, kind)
    name = _header(stationery, kind)
    if name is None:
        return _with_header(stationery, kind, part("hdr", content))
    root = etree.fromstring(stationery.parts[name])
    root.append(etree.fromstring(part("hdr", content))[0])
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return replace(stationery, parts={**stationery.parts, name: data})


def _header(stationery: WordTemplate, kind: str) -> str | None:
    """The part that the template has for the headers of such pages."""
    ids = {e.get(_ID) for e in stationery.section.iterchildren(_REFERENCE) if e.get(n.TYPE, "default") == kind}
    folder = posixpath.dirname(stationery.document)
    names = [posixpath.normpath(posixpath.join(folder, i.target)) for i in stationery.links if i.id in ids]
    return next((name for name in names if name in stationery.parts), None)


def _with_header(stationery: WordTemplate, kind: str, data: bytes) -> WordTemplate:
    link = Relationship(f"draft-{kind}", office("header"), f"draft-{kind}.xml")
    name = posixpath.join(posixpath.dirname(stationery.document), link.target)
    section = deepcopy(stationery.section)
    reference = etree.Element(_REFERENCE)
    reference.set(n.TYPE, kind)
    reference.set(_ID, link.id)
    section.insert(0, reference)
    return replace(
        stationery,
        section=section,
        links=(*stationery.links, link),
        parts={**stationery.parts, name: data},
        types={**stationery.types, name: word_type("header")},
    )


def _lettering(text: str, kind: str) -> str:
    shape = (
        f'<v:shape id="draft-{kind}" type="#_x0000_t136" alt="{attribute(text)}" style="{_SHAPE_STYLE}"'
        ' o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-size:1pt" string="{attribute(text)}"/></v:shape>'
    )
    picture = w("r", w("rPr", w("noProof")), w("pict", _SHAPE_TYPE, shape))
    line = run(text, w("color", val="C00000"))
    return w("p", w("pPr", w("spacing", before=0, after=0), w("jc", val="center")), picture, line)
