"""What of a page is not shown: skipped, and noted where it is a text that somebody left."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from nianbao.document import Place, Trace, TraceKind
from nianbao.reading.html.text import styles
from nianbao.reading.html.text.sheet import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Hidden elements of these kinds are a page's machinery (menus, layers, codes to scan), not text left in it.
_MACHINERY = styles.names("div ul ol dl form section table article aside nav footer header figure center")
_TRACE_CHARS = 200


class Unshown:
    """Tells which elements of a page are skipped; gathers the traces of them and counts their characters."""

    def __init__(self, root: Element, *, show_hidden: bool) -> None:
        """`show_hidden` shows hidden containers, but not what is hidden in them: scripts unveil."""
        self.traces: list[Trace] = []
        self.hidden = 0  # characters
        self._sheet, self._show_hidden = Sheet(root), show_hidden

    def skips(self, element: Element) -> bool:
        """Whether an element, not of a kind that never is, is not shown; what matters about it is noted."""
        if not element.keys() and element.tag not in styles.STRUCK:
            return False
        style = styles.style_of(element)
        if style.struck or element.tag in styles.STRUCK:
            return self.note(styles.kind_of_deletion(element), element)
        if style.comments:
            return self.note("comment", element)
        if style.aside or styles.is_comment_mark(element):
            return True
        if styles.is_hidden(element, style):
            return self._hides(element)
        return self._sheet.hides(element) and self._note_figure(element)

    def note(self, kind: TraceKind, element: Element) -> bool:
        """Keep a trace of the element's text, if it says anything; always True."""
        text = styles.text_of(element)
        if any(char.isdigit() or (char.isalnum() and not char.isascii()) for char in text):
            place = Place(line=cast("int | None", element.sourceline))
            self.traces.append(Trace(kind, text[:_TRACE_CHARS], place))
        return True

    def _hides(self, element: Element) -> bool:
        machinery = element.tag in _MACHINERY
        if self._show_hidden and machinery and not any(map(styles.is_hidden, element.iterancestors())):
            return False
        self.hidden += len(styles.text_of(element))
        return machinery or self.note("hidden-text", element)

    def _note_figure(self, element: Element) -> bool:
        """Words that only screen readers say are no secret; a figure is."""
        return not any(map(str.isdigit, styles.text_of(element))) or self.note("hidden-text", element)
