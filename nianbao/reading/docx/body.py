"""The one walk over the document part: paragraphs, tables and pictures in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from nianbao.document import Block, Paragraph, Place, Trace
from nianbao.files.limits import Limits
from nianbao.ooxml import names as n
from nianbao.ooxml.attributes import child, number, on, table_width
from nianbao.reading.docx.controls import content_of
from nianbao.reading.docx.fields import Fields
from nianbao.reading.docx.flow import Flow
from nianbao.reading.docx.numbering import Numbering
from nianbao.reading.docx.paragraphs import Properties, properties_of
from nianbao.reading.docx.runs import RunLine, Runs, branch_of
from nianbao.reading.docx.styles.named import PLAIN, Styles
from nianbao.reading.docx.survey import Survey
from nianbao.reading.docx.tables.cells import MAX_COLUMNS, RawCell, RawRow, blocks_of, grid
from nianbao.reading.docx.tables.nesting import Nesting
from nianbao.reading.docx.tables.widths import is_ragged, spread


class Walk:
    """Reads block content of one document, once: numbering and fields go on from block to block."""

    def __init__(
        self, survey: Survey, styles: Styles, numbering: Numbering, limits: Limits, drop_contents: bool
    ) -> None:
        """`drop_contents` False reads tables of contents made by fields as body."""
        self.hidden: list[Trace] = []
        self._survey, self._styles, self._numbering = survey, styles, numbering
        self._plain = properties_of((), styles)
        self._bare = self._plain.bare
        self._styled: dict[str | None, Properties] = {}
        self._nesting = Nesting(limits)
        self._runs = Runs(styles, self._nesting, Fields(drop_contents), self.blocks)
        self._runs.may_hide = styles.may_hide or survey.hides
        self._texts = survey.plain_texts(self._runs.may_hide)

    @property
    def unfinished_contents(self) -> bool:
        """Whether a table of contents began that never ended, so that the rest was taken for it."""
        return self._runs.fields.in_contents

    def release(self) -> None:
        """End the walk: it and its runs hold one another, and with them the tree, until a collection of garbage."""
        del self._runs

    def blocks(self, parent: etree._Element) -> list[Block]:
        """The blocks of a body, a cell or a text box."""
        flow = Flow()
        self._walk(parent, flow)
        flow.end()
        return flow.blocks

    def _walk(self, parent: etree._Element, flow: Flow) -> None:
        self._nesting.enter()
        for element in parent:
            handler = _HANDLERS.get(element.tag)
            if handler is not None:
                handler(self, element, flow)
        self._nesting.leave()

    def _paragraph(self, element: etree._Element, flow: Flow) -> None:
        place, items = self._survey.place(element), self._survey.properties(element)
        properties = self._properties(items) if items else self._plain
        text = None if self._runs.fields.silent else self._texts.of(element)
        if text is None:
            self._composed(element, place, properties, flow)
        elif not properties.style.contents:
            self._finish(text, place, properties, flow)

    def _composed(self, element: etree._Element, place: Place, properties: Properties, flow: Flow) -> None:
        """A paragraph of more than plain runs: fields, boxes, pictures, what is hidden."""
        in_contents, outer = self._runs.fields.in_contents, self._runs.line
        line = self._runs.line = RunLine(place, properties.style)
        self._runs.read(element)
        self._runs.line = outer
        in_contents = in_contents or self._runs.fields.in_contents
        self._runs.fields.end_paragraph()
        text = "".join(line.shown)
        if properties.style.contents or (in_contents and not text.strip()):
            return
        if line.hidden:
            self._note_hidden(line, element)
        flow.blocks += line.before
        if text or not (line.before or line.after):
            self._finish(text, place, properties, flow)
        flow.blocks += line.after

    def _properties(self, items: Sequence[etree._Element]) -> Properties:
        """What the items say; a style by itself, as most cells of a table have it, is looked up once."""
        if len(items) > 1 or items[0].tag != n.PSTYLE:
            return properties_of(items, self._styles)
        name = items[0].get(n.VAL)
        found = self._styled.get(name)
        if found is None:
            found = self._styled[name] = properties_of(items, self._styles)
        return found

    def _finish(self, text: str, place: Place, properties: Properties, flow: Flow) -> None:
        runs_on = properties.mark_deleted or properties.mark_hidden
        if runs_on and not text:
            return
        label = ""
        if properties.number_id and not properties.mark_deleted:
            label = self._numbering.label(properties.number_id, properties.number_level, properties.style)
        level = None if properties.mark_deleted else properties.level
        paragraph = Paragraph(label + text, place, level, label)
        (flow.carry if runs_on else flow.add)(paragraph)

    def _note_hidden(self, line: RunLine, paragraph: etree._Element) -> None:
        text = "".join(line.hidden)
        if text.strip():
            self.hidden.append(Trace("hidden-text", text, self._survey.place_within(paragraph)))

    def _formula(self, element: etree._Element, flow: Flow) -> None:
        runs, outer = self._runs, self._runs.line
        line = runs.line = RunLine(Place(), self._styles.default)
        runs.math(element)
        runs.line = outer
        flow.blocks.append(Paragraph("".join(line.shown)))

    def _content_control(self, element: etree._Element, flow: Flow) -> None:
        content = content_of(element)
        if content is not None:
            self._walk(content, flow)

    def _alternate(self, element: etree._Element, flow: Flow) -> None:
        branch = branch_of(element)
        if branch is not None:
            self._walk(branch, flow)

    def _table(self, element: etree._Element, flow: Flow) -> None:
        flow.end()
        outer = self._runs.table
        style = child(child(element, n.TBLPR), f"{n.W}tblStyle")
        self._runs.table = PLAIN if style is None else self._styles.get(style.get(n.VAL) or "")
        found = (self._row(row) for row in self._inside(element, n.TR))
        rows = [row for row in found if row is not None]
        self._runs.table = outer
        if is_ragged(rows):
            rows = spread(
                rows, [[table_width(child(child(cell.source, n.TCPR), n.TCW)) for cell in row.cells] for row in rows]
            )
        flow.blocks += blocks_of(grid(rows), self._survey.place(element), self._line)

    def _inside(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, through content controls and custom XML."""
        self._nesting.enter()
        for element in parent:
            if element.tag == tag:
                yield element
            elif element.tag in _WRAPPERS:
                content = _WRAPPERS[element.tag](element)
                if content is not None:
                    yield from self._inside(content, tag)
        self._nesting.leave()

    def _row(self, row: etree._Element) -> RawRow | None:
        """A row as shown, None for one that is deleted or hidden."""
        before = 0
        for item in self._survey.properties(row):
            if item.tag == n.GRIDBEFORE:
                before = min(max(number(item) or 0, 0), MAX_COLUMNS)
            elif item.tag == n.HIDDEN and on(item):
                self._note_hidden_row(row)
                return None
            elif item.tag == n.DEL:
                return None
        return RawRow([cell for tc in self._inside(row, n.TC) if (cell := self._cell(tc)) is not None], before)

    def _note_hidden_row(self, row: etree._Element) -> None:
        text = " ".join(part.text for part in row.iter(n.T) if part.text)
        if text.strip():
            self.hidden.append(Trace("hidden-text", text, self._survey.place_within(row)))

    def _cell(self, cell: etree._Element) -> RawCell | None:
        columns, merged, goes_down, goes_right = 1, False, False, False
        for item in self._survey.properties(cell):
            tag = item.tag
            if tag == n.GRIDSPAN:
                columns = min(max(number(item) or 1, 1), MAX_COLUMNS)
            elif tag == n.VMERGE:
                merged, goes_down = True, item.get(n.VAL, "continue") == "continue"
            elif tag == n.HMERGE:
                goes_right = item.get(n.VAL, "continue") == "continue"
            elif tag == n.CELLMERGE:
                merged, goes_down = True, item.get(n.VMERGE) == "cont"
            else:
                return None
        text = self._only_text(cell)
        content = self.blocks(cell) if text is None else text
        return RawCell(content, self._survey.place(cell), cell, columns, merged, goes_down, goes_right)

    def _only_text(self, cell: etree._Element) -> str | None:
        """The text of a cell that holds one plain paragraph, which says nothing of itself; else None."""
        size = len(cell)
        if not self._bare or not 0 < size < 3 or self._runs.fields.silent:
            return None
        line = cell[-1]
        if line.tag != n.P or (size == 2 and cell[0].tag != n.TCPR) or self._survey.properties(line):
            return None
        return self._texts.of(line)

    def _line(self, text: str, cell: etree._Element) -> Paragraph:
        """The paragraph of a cell of which only the text was kept."""
        return Paragraph(text, self._survey.place(cell[-1]), self._plain.level)


_WRAPPERS: dict[str, Callable[[etree._Element], etree._Element | None]] = {
    n.SDT: content_of,
    n.ALTERNATE: branch_of,
    **dict.fromkeys((n.CUSTOMXML, n.SMARTTAG, n.INS, n.MOVETO), lambda element: element),
}

_HANDLERS: dict[str, Callable[[Walk, etree._Element, Flow], None]] = {
    n.P: Walk._paragraph,
    n.TBL: Walk._table,
    n.SDT: Walk._content_control,
    n.ALTERNATE: Walk._alternate,
    n.OMATHPARA: Walk._formula,
    **dict.fromkeys((n.CUSTOMXML, n.SMARTTAG, n.INS, n.MOVETO), Walk._walk),
}
