"""Click in two languages: commands and options whose help is a Text, and user errors with exit status 2."""

from __future__ import annotations

import errno
import gettext
import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

import click

from nianbao.cli.helping import HelpContext
from nianbao.errors import NianbaoError
from nianbao.i18n import Language, Text, preferred_language

_LANGUAGE = "nianbao.language"
_HELP = Text("显示本说明", "show this message")
_USAGE = {"[OPTIONS]": Text("[选项]", "[OPTIONS]"), "COMMAND [ARGS]...": Text("命令 [参数]...", "COMMAND [ARGS]...")}


def language(context: click.Context | None = None) -> Language:
    """The language of the running command, the user's where none runs."""
    context = context or click.get_current_context(silent=True)
    chosen: Language | None = context.meta.get(_LANGUAGE) if context else None
    return chosen or preferred_language()


def say(text: Text, *, err: bool = False) -> None:
    """Print a message in the language of the running command."""
    click.echo(text.in_(language()), err=err)


class UserError(click.ClickException):
    """One clear line on standard error, exit status 2."""

    exit_code = 2


class Mistaken(UserError):  # noqa: N818 - what the user's file is, not what went wrong here
    """Mistakes in a user's file: lines `FILE:LINE:COL: what` that editors can follow, without a word before."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the lines as they are."""
        click.echo(self.format_message(), file=file, err=file is None)


_OUTPUT = Text("无法写出结果或临时文件（{why}）", "results or temporary files cannot be written ({why})")


def fail(message: Text, context: click.Context | None = None) -> NoReturn:
    """End the command with one clear line on standard error and exit status 2."""
    raise UserError(message.in_(language(context)))


class Option(click.Option):
    """An option whose help is a Text."""

    def __init__(self, *args: Any, text: Text | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """As Click's, with the help in the language of the command."""
        if self.text is not None:
            self.help = self.text.in_(language(ctx))
        return super().get_help_record(ctx)


class _Spoken(click.Command):
    """What commands and groups share: a help that is a Text, and `--lang` wherever it stands on the line."""

    context_class = HelpContext
    text: Text | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click's; the language is looked up first, since help is printed while the line is parsed."""
        _speak(ctx, args)
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As Click's, in the language of the command."""
        pieces = super().collect_usage_pieces(ctx)
        return [_USAGE[piece].in_(language(ctx)) if piece in _USAGE else piece for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """As Click's, which keeps the option in the language of its first use."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP.in_(language(ctx))
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help."""
        return self.text.in_(language()).splitlines()[0] if self.text else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the command."""
        if self.text:
            self.help = self.text.in_(language(ctx))
        super().format_help_text(ctx, formatter)


class Command(_Spoken):
    """A command of nianbao. What the user gave and cannot be used ends it in one line and status 2."""

    def __init__(self, *args: Any, text: Text | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.params.append(_lang_option())

    def invoke(self, ctx: click.Context) -> Any:
        """As Click's, for errors of the user's input."""
        try:
            return super().invoke(ctx)
        except NianbaoError as error:
            if getattr(error, "mistakes", ()):
                raise Mistaken(error.message.in_(language(ctx))) from None
            fail(error.message, ctx)
        except OSError as error:
            # Files to read have errors of their own: this is a full disk, for one. Click ends a broken pipe.
            if error.errno == errno.EPIPE:
                raise
            from nianbao.files.writing import reason

            fail(_OUTPUT.format(why=reason(error)), ctx)


class Lazy(NamedTuple):
    """A command that is imported when it is called: where it is, and what the list of commands says of it."""

    target: str  # "package.module:attribute"
    text: Text


class LazyGroup(_Spoken, click.Group):
    """A group that knows its commands by name only, so that a quick one does not pay for the others."""

    def __init__(self, *args: Any, text: Text, lazy: Mapping[str, Lazy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.lazy = lazy
        self.params.append(_lang_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they are best read."""
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.lazy:
            return None
        module, _, attribute = self.lazy[cmd_name].target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their one line, without importing them."""
        with formatter.section(Text("命令", "Commands").in_(language(ctx))):
            formatter.write_dl([(name, lazy.text.in_(language(ctx))) for name, lazy in self.lazy.items()])


def _lang_option() -> Option:
    text = Text("界面和结果的语言，默认随系统", "language of help and results; by default the locale's")
    return Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, text=text)


def _speak(ctx: click.Context, args: Sequence[str]) -> None:
    """Fix the language of the command, for our words and for those that Click takes from gettext."""
    chosen = _asked(args) or ctx.meta.get(_LANGUAGE) or preferred_language()
    ctx.meta[_LANGUAGE] = chosen
    # gettext reads the variable at each call; `en` has no catalogue, so Click's own words stay as they are.
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain("messages", Path(__file__).parents[1] / "locale")


def _asked(args: Sequence[str]) -> Language | None:
    for at, arg in enumerate(args):
        value = arg[7:] if arg.startswith("--lang=") else args[at + 1] if arg == "--lang" and at + 1 < len(args) else ""
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    return None
