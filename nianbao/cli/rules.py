"""`nianbao rules`: the rules in a list, a rulebook checked."""

from __future__ import annotations

import click

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import RULEBOOK, rulebook_of
from nianbao.cli.speaking import say
from nianbao.cli.terminal import terminal_width
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.explaining import rule_list

_SOUND = Text("{path}：没有错误，共 {n} 条规则", "{path}: no mistakes, {n} rules")


@click.command(
    "rules",
    cls=Command,
    text=Text("列出规则；--check 检查规则文件有无错误。", "List the rules; --check looks for mistakes in a rulebook."),
)
@click.option("--check", "checked", type=FileName(), metavar="FILE", cls=Option,
              text=Text("要检查的规则文件", "the rulebook to check"))  # fmt: skip
@RULEBOOK
def rules(checked: str | None, rulebook: str | None) -> None:
    """See `text`."""
    book = rulebook_of(checked or rulebook) or load_rulebook()
    if checked:
        say(_SOUND.format(path=checked, n=len(book.rules)))
    else:
        say(rule_list(book, terminal_width()))
