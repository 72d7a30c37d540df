"""Whole pages: the report is read from each site as it stands there, and nothing of the site."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nianbao.document import Document, Paragraph, Table
from nianbao.reading.html import read_html
from nianbao.rulebook import load_rulebook
from nianbao.text import normalise
from tests.builders.html.report import HEADINGS, PROSE, SHAPES, TITLE, applications
from tests.builders.html.sites import NAVIGATION, SITES

Site = Callable[[], bytes]
every_site = pytest.mark.parametrize("site", SITES, ids=lambda site: site.__name__)


def shape(table: Table) -> tuple[int, int]:
    return max(c.row + c.rows for c in table.cells), max(c.column + c.columns for c in table.cells)


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@every_site
def test_every_paragraph_of_the_report_is_read_once_and_in_order(site: Site) -> None:
    texts = [normalise(text) for text in texts_of(read_html(site()))]
    wanted = [normalise(text) for text in (TITLE, PROSE[0], HEADINGS[0], *PROSE[1:6], *HEADINGS[1:])]
    assert [text for text in texts if text in wanted] == wanted
    assert [normalise(text) for text in PROSE[-2:]] == [t for t in texts if t in map(normalise, PROSE[-2:])]


@every_site
def test_nothing_of_the_site_is_read(site: Site) -> None:
    text = "\n".join(texts_of(read_html(site())))
    assert [word for word in NAVIGATION if word in text] == []


@every_site
def test_the_official_tables_have_their_shapes(site: Site) -> None:
    assert tuple(map(shape, tables_of(read_html(site())))) == SHAPES


@every_site
def test_cells_stand_where_they_are_shown(site: Site) -> None:
    table = tables_of(read_html(site()))[1]
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    result = cells[5, 0]
    assert (normalise(result.text), result.rows) == (normalise("三、本年度办理结果"), 22)
    assert len(table.cells) == sum(len(row) for row in applications())
    assert [cells[26, column].text for column in range(3, 10)] == list("2100003")


@every_site
def test_a_clean_page_gives_no_finding(site: Site) -> None:
    from tests.builders.linting import lint_document

    result = lint_document(read_html(site()), load_rulebook())
    assert [(f.code, f.location.text) for f in result.findings] == []
