"""Rules whose texts can be filled and whose patterns can be searched."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.nodes.tree import Mapping, Mistake
from nianbao.rulebook.consistency.access import all_named, entries, named, texts
from nianbao.rulebook.consistency.patterns import pattern_mistake
from nianbao.rulebook.consistency.templates import template_mistakes
from nianbao.rulebook.kinds import KINDS

_FILLED = ("message", "mend")
_UNUSED = Text("没有规则使用这些检查：{kinds}", "no rule uses these checks: {kinds}; expected a rule of each kind")


def check(book: Mapping) -> Iterator[Mistake]:
    """Messages with arguments that their kind of check does not give, and broken patterns."""
    for rule in entries(book, "rules"):
        kind = named(rule, "kind")
        if kind and kind.text in KINDS:
            yield from _messages(rule, KINDS[kind.text])
        for pattern in texts(rule, "patterns"):
            if mistake := pattern_mistake(pattern):
                yield mistake


def unused_kinds(book: Mapping) -> Iterator[Mistake]:
    """One mistake for all kinds of check that no rule has."""
    used = {kind.text for kind in all_named(book, "rules", "kind")}
    unused = sorted(KINDS.keys() - used)
    rules = book.get("rules")
    if unused and rules is not None:
        yield Mistake(rules.at, _UNUSED.format(kinds=", ".join(unused)))


def _messages(rule: Mapping, arguments: frozenset[str]) -> Iterator[Mistake]:
    for key in _FILLED:
        for language in ("zh", "en"):
            if template := named(rule, key, language):
                yield from template_mistakes(template, arguments)
