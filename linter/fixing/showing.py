"""Mends for a person: what stands there and what it becomes, in the manner of a unified diff."""

from __future__ import annotations

from collections.abc import Iterator

from linter.fixing.mends import Mend
from linter.output.style import Presentation
from nianbao.i18n import Text
from nianbao.shown import visible

_AFTER = Text("{path}（改正后）", "{path} (fixed)")
_FORM = Text("写法", "form")


def shown(path: str, mends: tuple[Mend, ...], style: Presentation) -> Iterator[str]:
    """The lines of the diff, each with its end: the file, then each place with its words before and after."""
    yield style.paint(f"--- {visible(path)}", "bold") + "\n"
    yield style.paint(f"+++ {visible(style.say(_AFTER, path=path))}", "bold") + "\n"
    for mend in mends:
        name = style.say(_FORM) if mend.form else mend.finding.code
        yield style.paint(f"@@ {name}  {style.place(mend.finding)} @@", "cyan") + "\n"
        yield from _lines("-", mend.before, "red", style)
        if mend.after:
            yield from _lines("+", mend.after, "green", style)


def _lines(mark: str, text: str, colour: str, style: Presentation) -> Iterator[str]:
    for line in text.strip("\n").split("\n"):
        yield style.paint(mark + visible(line), colour) + "\n"
