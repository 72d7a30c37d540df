"""Click in two languages: commands and options whose help is a Text, and what ends a command in one line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from nianbao.cli.helping import HelpContext
from nianbao.cli.misuse import in_whole_sentences
from nianbao.cli.speaking import Mistaken, choose_language, fail, language
from nianbao.errors import NianbaoError
from nianbao.i18n import Text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Type = click.ParamType[str]
else:
    _Type = click.ParamType  # which takes no type of its own in every release of Click

_HELP = Text("显示本说明", "show this message")
_LANG = Text("界面和结果的语言，默认随系统", "language of help and results (default: the system's)")
_USAGE = {"[OPTIONS]": Text("[选项]", "[OPTIONS]"), "COMMAND [ARGS]...": Text("命令 [参数]...", "COMMAND [ARGS]...")}
_EMPTY = Text("{name} 的文件名为空", "{name}: the file name is empty")
_OUTPUT = Text("无法写出结果或临时文件（{why}）", "results or temporary files cannot be written ({why})")


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


class FileName(_Type):
    """A file's name as it stands on the line; whether it can be read is told, in both languages, where it is read.

    `click.Path` looks for its own words in a catalogue, for each option of the command at every start.
    """

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name. Raises NianbaoError for an empty one: a script gives it whose variable is not set."""
        if value == "":
            named = param.opts[0] if isinstance(param, click.Option) else param and param.human_readable_name
            raise NianbaoError(_EMPTY.format(name=(named or self.name).strip("[].")))
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """As that of `click.Path`."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def _print_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def lang_option() -> Option:
    """`--lang`, which every command and group has; `choose_language` looks it up before the line is parsed."""
    return Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, text=_LANG)


class Spoken(click.Command):
    """What commands and groups share: a help that is a Text, and `--lang` wherever it stands on the line."""

    context_class = HelpContext
    text: Text | None = None
    _help: Option | None = None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click's; the language is looked up first, since help is printed while the line is parsed."""
        choose_language(ctx, args)
        with in_whole_sentences(ctx):
            return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """As Click's, in the language of the command."""
        pieces = super().collect_usage_pieces(ctx)
        return [_USAGE[piece].in_(language(ctx)) if piece in _USAGE else piece for piece in pieces]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """As Click's, which looks for the words of its own in a catalogue at every start."""
        names = self.get_help_option_names(ctx)
        if not names or not self.add_help_option:
            return None
        if self._help is None:
            self._help = Option(
                names, is_flag=True, is_eager=True, expose_value=False, callback=_print_help, text=_HELP
            )
        return self._help

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help."""
        return self.text.in_(language()).splitlines()[0] if self.text else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the command."""
        if self.text:
            self.help = self.text.in_(language(ctx))
        super().format_help_text(ctx, formatter)


class Command(Spoken):
    """A command of nianbao. What the user gave and cannot be used ends it in one line and status 2."""

    def __init__(self, *args: Any, text: Text | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.params.append(lang_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click's, for errors of what options hold."""
        with _guarded(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """As Click's, for errors of the user's input."""
        with _guarded(ctx):
            return super().invoke(ctx)


@contextmanager
def _guarded(ctx: click.Context) -> Iterator[None]:
    try:
        yield
    except NianbaoError as error:
        if getattr(error, "mistakes", ()):
            raise Mistaken(error.message.in_(language(ctx))) from None
        fail(error.named, ctx)
    except OSError as error:
        # Files to read have errors of their own: this is a full disk, for one. Click ends a broken pipe.
        if error.errno == errno.EPIPE:
            raise
        from nianbao.files.writing import reason

        fail(_OUTPUT.format(why=reason(error)), ctx)
