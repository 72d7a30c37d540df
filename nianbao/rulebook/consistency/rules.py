"""Rules whose texts can be filled and whose patterns can be searched."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named, all_named, entries, named, texts, unknown
from nianbao.rulebook.consistency.claims import figure_names
from nianbao.rulebook.consistency.patterns import pattern_mistake
from nianbao.rulebook.consistency.tables import table_forms
from nianbao.rulebook.consistency.templates import template_mistakes
from nianbao.rulebook.kinds import KINDS, Kind
from nianbao.yamltree.tree import Mapping, Scalar, TreeMistake

_FILLED = ("message", "mend")
_WORDS = Text("词表", "list of words")
_SECTION = Text("文字部分", "narrative section")
_FIGURE = Text("数字", "figure")
_KEY = Text("键", "key")
_NO_OBJECTS = Text("缺少键：{names}，这种检查要用", "lacks keys that the check reads; expected {names}")
_NO_WORDS = Text("“words”缺少词表：{names}", '"words" lacks lists that the check reads; expected {names}')
_NOT_FIXABLE = Text(
    "“fixable”：这种检查发现的问题只能由编写者改正", '"fixable": what this kind of check finds only the author can mend'
)
_LIMIT = Text("界限", "limit")
_NO_LIMITS = Text("“limits”缺少界限：{names}", '"limits" lacks numbers that the check reads; expected {names}')


def check(book: Mapping, files: Collection[str]) -> Iterator[TreeMistake]:
    """Messages with arguments that their kind of check does not give, objects that are not there, broken patterns.

    As with claims, a rule that `files` inherit may speak of a row that they took out.
    """
    for rule in entries(book, "rules"):
        kind = named(rule, "kind")
        known = KINDS.get(kind.text) if kind else None
        if known:
            yield from _messages(rule, known.arguments)
            yield from _named(rule, "words", known.words, _WORDS, _NO_WORDS)
            yield from _named(rule, "limits", known.limits, _LIMIT, _NO_LIMITS)
            yield from _objects(rule, known.objects)
            yield from _fixable(rule, known)
    yield from _unknown_objects(book, files)
    yield from _pattern_mistakes(book)


def _fixable(rule: Mapping, known: Kind) -> Iterator[TreeMistake]:
    """What only the author can mend is not said to be mended for him."""
    found = rule.get("fixable")
    if isinstance(found, Scalar) and found.value is True and known.fix is None:
        yield TreeMistake(found.at, _NOT_FIXABLE)


def _pattern_mistakes(book: Mapping) -> Iterator[TreeMistake]:
    """Those of the rules are searched as one, those of bodies each by itself."""
    for rule in entries(book, "rules"):
        for key in ("patterns", "printed"):
            yield from filter(None, (pattern_mistake(pattern, joined=True) for pattern in texts(rule, key)))
    yield from filter(None, map(pattern_mistake, all_named(book, "bodies", "pattern")))


def _named(rule: Mapping, key: str, known: frozenset[str], what: Text, lacking: Text) -> Iterator[TreeMistake]:
    """The lists of words, and the limits, of a rule are those that its kind of check reads, all of them."""
    found = rule.get(key)
    given = found.entries if isinstance(found, Mapping) else {}
    for name, entry in given.items():
        if name not in known:
            yield unknown(Named(name, entry.at), what, sorted(known))
    if absent := sorted(known - given.keys()):
        place = found or rule
        yield TreeMistake(place.at, lacking.format(names=", ".join(absent)))


def _objects(rule: Mapping, known: frozenset[str]) -> Iterator[TreeMistake]:
    """The section and the figure are named by the rules whose kind looks at them, and by no other."""
    given = {key: found for key in ("section", "figure") if (found := named(rule, key))}
    for key in sorted(given.keys() - known):
        yield unknown(Named(key, given[key].at), _KEY, sorted(known))
    if absent := sorted(known - given.keys()):
        yield TreeMistake(rule.at, _NO_OBJECTS.format(names=", ".join(absent)))


def _unknown_objects(book: Mapping, files: Collection[str]) -> Iterator[TreeMistake]:
    sections = entries(book, "sections")
    narratives = [n.text for s in sections if (n := named(s, "id")) and _content(s) == "narrative"]
    figures = sorted({name for form in table_forms(book).values() for name in figure_names(form)})
    for key, what, known in (("section", _SECTION, narratives), ("figure", _FIGURE, figures)):
        for name in all_named(book, "rules", key):
            if name.at.file in files and name.text not in known:
                yield unknown(name, what, known)


def _content(section: Mapping) -> str | None:
    content = named(section, "content")
    return content.text if content else None


def _messages(rule: Mapping, arguments: frozenset[str]) -> Iterator[TreeMistake]:
    for key in _FILLED:
        for language in ("zh", "en"):
            if template := named(rule, key, language):
                yield from template_mistakes(template, arguments)
