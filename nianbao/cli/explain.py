"""`nianbao explain`: rules in words."""

from __future__ import annotations

import click

from nianbao.cli.command import Command
from nianbao.cli.options import RULEBOOK, rulebook_of
from nianbao.cli.speaking import fail, say
from nianbao.i18n import Text
from nianbao.rulebook import load_rulebook
from nianbao.rulebook.explaining import explanation


@click.command(
    "explain",
    cls=Command,
    text=Text(
        "解释规则：检查内容、原因、依据、修改建议和正误示例。",
        "Explain rules: what is checked, why, the basis, how to fix it, a wrong and a right example.",
    ),
)
@click.argument("codes", nargs=-1, required=True, metavar="RULE...")
@RULEBOOK
def explain(codes: tuple[str, ...], rulebook: str | None) -> None:
    """See `text`."""
    book = rulebook_of(rulebook) or load_rulebook()
    for code in codes:
        try:
            rule = book.rule(code.upper() if code[1:].isdigit() else code)
        except KeyError:
            fail(Text("没有这条规则：{code}", "no such rule: {code}").format(code=code))
        say(explanation(rule, book))
