"""Help pages that fit 80 columns in Chinese too: Click counts characters where a terminal counts columns."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext

import click

from nianbao.text import display_width
from nianbao.wrapping import wrap


class HelpFormatter(click.HelpFormatter):
    """As Click's, with East Asian widths, line breaks and colons."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how the command is called."""
        if prefix is None:
            prefix = _spaced(gettext("Usage:"))
        start = f"{prefix}{prog} "
        self._write_lines(wrap(start + args, self.width, " " * display_width(start)))

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of its language."""
        self.write(f"{heading}{':' if heading.isascii() else '：'}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, which empty lines part."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            self._write_lines(wrap(indent + " ".join(paragraph.split("\n")), self.width, indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns; a term that is too long has a line of its own."""
        rows = list(rows)
        indent = " " * self.current_indent
        widest = min(max(display_width(term) for term, _ in rows), col_max)
        column = self.current_indent + widest + col_spacing
        for term, meaning in rows:
            gap = column - self.current_indent - display_width(term)
            start = f"{indent}{term}{' ' * gap}" if gap >= col_spacing else f"{indent}{term}\n{' ' * column}"
            first, *more = wrap(meaning, self.width - column, "")
            self._write_lines([start + first, *(" " * column + line for line in more)])

    def _write_lines(self, lines: Iterable[str]) -> None:
        self.write("".join(f"{line.rstrip()}\n" for line in lines))


def _spaced(prefix: str) -> str:
    return prefix if prefix.endswith("：") else f"{prefix} "


class HelpContext(click.Context):
    """The context whose help pages are written by our formatter."""

    formatter_class = HelpFormatter
