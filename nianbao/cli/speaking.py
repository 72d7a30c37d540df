"""What the command says, and in which language: `--lang` wherever it stands on the line, else the locale's."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from nianbao.cli.terminal import fitting
from nianbao.i18n import Language, Text, preferred_language
from nianbao.shown import visible_lines

if TYPE_CHECKING:
    from pathlib import Path

_LOCALE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")  # noqa: PTH118, PTH120

_LANGUAGE = "nianbao.language"
_ERROR = 7  # columns of "Error: "
_WRITTEN = Text("已写入 {path}", "wrote {path}")
# gettext chooses the catalogue of Click's own words by this variable; `en` has none, so they stay as they are.
GETTEXT_VARIABLE = "LANGUAGE"


def language(context: click.Context | None = None) -> Language:
    """The language of the running command, the user's where none runs."""
    context = context or click.get_current_context(silent=True)
    chosen: Language | None = context.meta.get(_LANGUAGE) if context else None
    return chosen or preferred_language()


def choose_language(context: click.Context, line: Sequence[str]) -> None:
    """Fix the language of the command: the one its line asks for, else that of the command above it."""
    context.meta[_LANGUAGE] = _asked(line) or context.meta.get(_LANGUAGE) or preferred_language()
    gettext.bindtextdomain("messages", _LOCALE)


def language_of(line: Sequence[str]) -> Language:
    """The language that a whole command line is answered in."""
    return _asked(line) or preferred_language()


def _asked(line: Sequence[str]) -> Language | None:
    for at, arg in enumerate(line):
        value = arg[7:] if arg.startswith("--lang=") else line[at + 1] if arg == "--lang" and at + 1 < len(line) else ""
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return None


def say(text: Text, *, err: bool = False) -> None:
    """Print a message in the language of the running command."""
    said = visible_lines(text.in_(language()))
    click.echo(fitting(said, sys.stderr if err else sys.stdout), err=err)


def say_written(path: Path, *, err: bool = False) -> None:
    """Print that a file was written."""
    say(_WRITTEN.format(path=path), err=err)


class UserError(click.ClickException):
    """One clear line on standard error, exit status 2."""

    exit_code = 2

    def format_message(self) -> str:
        """As Click's, with what files hold made visible."""
        return fitting(visible_lines(super().format_message()), sys.stderr, lead=_ERROR)


class Mistaken(UserError):  # noqa: N818 - what the user's file is, not what went wrong here
    """Mistakes in a user's file: lines `FILE:LINE:COL: what` that editors can follow, without a word before."""

    def format_message(self) -> str:
        """In whole lines, whatever the terminal."""
        return visible_lines(self.message)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines as they are."""
        click.echo(self.format_message(), file=file, err=file is None)


def fail(message: Text, context: click.Context | None = None) -> NoReturn:
    """End the command with one clear line on standard error and exit status 2."""
    raise UserError(message.in_(language(context)))
