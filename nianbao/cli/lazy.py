"""A group whose commands are imported when they are called, so that a quick one does not pay for the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click
from msgspec import Struct

from nianbao.cli.command import Spoken, lang_option
from nianbao.cli.misuse import no_such_command
from nianbao.cli.speaking import language
from nianbao.i18n import Text


class Lazy(Struct, frozen=True):
    """A command that is imported when it is called: where it is, and what the list of commands says of it."""

    target: str  # "package.module:attribute"
    text: Text


class LazyGroup(Spoken, click.Group):
    """A group that knows its commands by name only. `meant` tells the command that a name which is none stands for."""

    def __init__(
        self,
        *args: Any,
        text: Text,
        lazy: Mapping[str, Lazy],
        meant: Callable[[str], str | None] = lambda _: None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.lazy = lazy
        self.meant = meant
        self.params.append(lang_option())

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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click's; a name that is no command is answered with the one that was meant."""
        name = args[0]
        if name not in self.lazy and not ctx.resilient_parsing and not name.startswith("-"):
            raise no_such_command(ctx, name, self.meant(name), self.lazy)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their one line, without importing them."""
        with formatter.section(Text("命令", "Commands").in_(language(ctx))):
            formatter.write_dl([(name, lazy.text.in_(language(ctx))) for name, lazy in self.lazy.items()])
