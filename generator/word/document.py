"""A report as a Word file: the outline set in the styles of a template."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from generator.outline import OutlineText, outline, title_of
from generator.word.building import build_template
from generator.word.draft import mark
from generator.word.properties import core_properties
from generator.word.tables import Sheet, table
from generator.word.template import WordTemplate, read_template
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, Narrative
from nianbao.i18n import Text
from nianbao.ooxml.archive import CORE, CORE_TYPE, content_types, office, packed, relationships
from nianbao.ooxml.markup import part, run, w
from nianbao.ooxml.relationships import Relationship, rels_name
from nianbao.rulebook.model import Rulebook
from nianbao.rulebook.typography import Typography
from nianbao.text import display_width

_GAP = 200  # twips
_CORE_PART = "docProps/core.xml"
_NO_TYPOGRAPHY = Text(
    "规则文件没有 typography 一节，无法生成 Word 文件",
    "the rulebook has no typography part, so no Word file can be written",
)


def render_docx(
    figures: Figures, narrative: Narrative, rulebook: Rulebook, *, template: bytes | None = None, draft: bool = False
) -> bytes:
    """The report as .docx; the same figures give the same bytes.

    `narrative` holds final texts (see `generator.outline`). Styles, page set-up, headers and footers come from
    `template`, from the rulebook's typography if None. A draft is marked on each page.

    Raises NianbaoError for a template that cannot be used or lacks something, by name.
    """
    typography = rulebook.typography
    if typography is None:
        raise NianbaoError(_NO_TYPOGRAPHY)
    stationery = read_template(_own_template(typography) if template is None else template, typography)
    if draft:
        stationery = mark(stationery, typography.draft)
    body = _body(figures, narrative, rulebook, typography, stationery)
    return packed(_parts(stationery, body, core_properties(title_of(figures, rulebook), figures.agency)))


@lru_cache(maxsize=2)
def _own_template(typography: Typography) -> bytes:
    """The template of the rulebook; that of the official one is shipped as templates/report.docx, to be restyled."""
    return build_template(typography)


def _body(
    figures: Figures, narrative: Narrative, rulebook: Rulebook, typography: Typography, stationery: WordTemplate
) -> bytes:
    sheet = Sheet(stationery.text_width, stationery.styles["cell"], typography)
    blocks: list[str] = []
    below_table = False
    for item in outline(figures, narrative, rulebook):
        if isinstance(item, OutlineText):
            text = _broken(item.text, figures, typography, stationery) if item.role == "title" else item.text
            blocks.append(_paragraph(text, stationery.styles[item.role], below_table))
        else:
            blocks.append(table(item, sheet))
        below_table = not isinstance(item, OutlineText)
    section = etree.tostring(stationery.section, encoding="unicode")
    return part("document", w("body", *blocks, section))


def _paragraph(text: str, style: str, below_table: bool) -> str:
    """A paragraph in its style; below a table it keeps off the border."""
    gap = w("spacing", before=_GAP) if below_table else ""
    return w("p", w("pPr", w("pStyle", val=style), gap), run(text))


def _broken(title: str, figures: Figures, typography: Typography, stationery: WordTemplate) -> str:
    """A title too long for one line parted where its meaning parts, not where the line happens to be full."""
    place = typography.title_break.replace("{year}", str(figures.year))
    fits = display_width(title) * typography.style("title").size * 10 <= stationery.text_width
    if fits or not place or place not in title:
        return title
    first, _, rest = title.partition(place)
    return f"{first}{place}\n{rest}"


def _parts(stationery: WordTemplate, body: bytes, core: bytes) -> dict[str, bytes]:
    """Every part in the order that readers of a stream like: types, relationships, document, the rest."""
    root = (
        Relationship("rId1", office("officeDocument"), stationery.document),
        Relationship("rId2", CORE, _CORE_PART),
    )
    return {
        "[Content_Types].xml": content_types({**stationery.types, _CORE_PART: CORE_TYPE}, stationery.defaults),
        rels_name(""): relationships(root),
        stationery.document: body,
        rels_name(stationery.document): relationships(stationery.links),
        **stationery.parts,
        _CORE_PART: core,
    }
