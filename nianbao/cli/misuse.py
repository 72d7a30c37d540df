"""What is said of a command line that cannot be understood: what was probably meant, as a whole sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from nianbao.cli.speaking import language
from nianbao.i18n import Text

_NO_OPTION = Text("没有选项 {name}{meant}", "no such option {name}{meant}")
_NO_COMMAND = Text("没有命令 {name}{meant}", "no such command {name}{meant}")
_MEANT = Text("，是否指 {name}？", ", did you mean {name}?")
_ENDS = "。？！.?!"


@contextmanager
def in_whole_sentences(ctx: click.Context) -> Iterator[None]:
    """Turn what Click says of a mistaken line into a sentence of the language, with the likeliest option."""
    try:
        yield
    except click.NoSuchOption as error:
        raise _reworded(_NO_OPTION, error.option_name, _nearest(error.option_name, _options(ctx)), ctx) from None
    except click.UsageError as error:
        if error.ctx is None:
            error.ctx = ctx
        raise click.UsageError(_ended(error.format_message(), ctx), error.ctx) from None


def no_such_command(ctx: click.Context, name: str, meant: str | None, known: Iterable[str]) -> click.UsageError:
    """The error of a command that there is not; without one that is `meant`, the name nearest to it is told."""
    return _reworded(_NO_COMMAND, name, meant or _nearest(name, known), ctx)


def _reworded(text: Text, name: str, meant: str | None, ctx: click.Context) -> click.UsageError:
    hint = _MEANT.format(name=meant) if meant else Text("", "")
    return click.UsageError(_ended(text.format(name=name, meant=hint).in_(language(ctx)), ctx), ctx)


def _ended(message: str, ctx: click.Context) -> str:
    if language(ctx) == "zh":
        message = message.removesuffix(".")
    return message if message.endswith(tuple(_ENDS)) else message + ("。" if language(ctx) == "zh" else ".")


def _options(ctx: click.Context) -> list[str]:
    return [name for option in ctx.command.get_params(ctx) for name in option.opts if name.startswith("--")]


def _nearest(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), list(known), 1)
    return near[0] if near else None
