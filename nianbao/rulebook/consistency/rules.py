"""Rules whose texts can be filled and whose patterns can be searched."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.i18n import Text
from nianbao.nodes.tree import Mapping, Mistake
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, texts, unknown
from nianbao.rulebook.consistency.patterns import pattern_mistake
from nianbao.rulebook.consistency.templates import template_mistakes
from nianbao.rulebook.kinds import KINDS, WORDS

_FILLED = ("message", "mend")
_WORDS = Text("词表", "list of words")
_NO_WORDS = Text("「words」缺少词表：{names}", '"words" lacks lists that the check reads; expected {names}')
_UNUSED = Text("没有规则使用这些检查：{kinds}", "no rule uses these checks: {kinds}; expected a rule of each kind")


def check(book: Mapping) -> Iterator[Mistake]:
    """Messages with arguments that their kind of check does not give, and broken patterns."""
    for rule in entries(book, "rules"):
        kind = named(rule, "kind")
        if kind and kind.text in KINDS:
            yield from _messages(rule, KINDS[kind.text])
            yield from _words(rule, WORDS.get(kind.text, frozenset()))
    for pattern in _patterns(book):
        if mistake := pattern_mistake(pattern):
            yield mistake


def _patterns(book: Mapping) -> Iterator[Named]:
    for rule in entries(book, "rules"):
        yield from texts(rule, "patterns")
    yield from all_named(book, "bodies", "pattern")


def _words(rule: Mapping, known: frozenset[str]) -> Iterator[Mistake]:
    """The lists of words of a rule are those that its kind of check reads, all of them."""
    words = rule.get("words")
    given = words.entries if isinstance(words, Mapping) else {}
    for name, entry in given.items():
        if name not in known:
            yield unknown(Named(name, entry.at), _WORDS, sorted(known))
    if absent := sorted(known - given.keys()):
        place = words or rule
        yield Mistake(place.at, _NO_WORDS.format(names=", ".join(absent)))


def unused_kinds(book: Mapping) -> Iterator[Mistake]:
    """One mistake for all kinds of check that no rule has."""
    used = {kind.text for kind in all_named(book, "rules", "kind")}
    unused = sorted(KINDS.keys() - used)
    rules = book.get("rules")
    # A mistyped kind is told where it stands; that its right form is not used is the same mistake.
    if unused and rules is not None and used <= KINDS.keys():
        yield Mistake(rules.at, _UNUSED.format(kinds=", ".join(unused)))


def _messages(rule: Mapping, arguments: frozenset[str]) -> Iterator[Mistake]:
    for key in _FILLED:
        for language in ("zh", "en"):
            if template := named(rule, key, language):
                yield from template_mistakes(template, arguments)
