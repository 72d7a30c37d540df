"""The prose of a report: the user's texts with their figures, and sentences of our own where there are none.

texts = render_narrative(figures, rulebook)
texts["overview"]["on_request"]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from generator.marks import NOT_YET, REVIEW_OPEN
from generator.narrative.agreeing import disagreements
from generator.narrative.names import names_of
from generator.narrative.sandbox import Problem, Sandbox
from nianbao.figures import FigureMistake, FigurePlace, Figures, FiguresError, Keys, Narrative, complete
from nianbao.figures.schema import PREAMBLE, SUMMARY
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.resources import resource
from nianbao.rulebook.model import Rulebook

Locate = Callable[[Keys, int], FigurePlace]
"""Where a line (from 1) of the text of a key stands in the user's file."""

_OPENINGS = (PREAMBLE, SUMMARY)
_LINE = Text("第{line}行：{what}", "line {line}: {what}")
_NONE = Text("未填写；应为文字", "not given; expected a text")
_FIGURE = Text(
    "未填写；没有的填 0",
    "not given; expected a number, 0 where there was nothing",
)
_TO_REVIEW = Text(
    "“{mark}”尚未处理；请核对、改写并删去标记", "{mark!r} is still there; review the text and remove the mark"
)


class Prose(Struct, frozen=True):
    """The texts of a report, what is wrong with them, and the keys for which a sentence of ours stands."""

    texts: Narrative
    mistakes: tuple[FigureMistake, ...]
    defaults: tuple[Keys, ...]


def render_narrative(figures: Figures, rulebook: Rulebook, locate: Locate | None = None) -> Narrative:
    """The final texts by section, those of a section with topics by topic and "summary".

    A key without a text of the user has one from the rulebook's folder of templates/, or is left out where it may be.
    Raises FiguresError with every mistake of the texts, each with its key and its line in the user's file.
    """
    prose = write_prose(figures, rulebook, locate)
    if prose.mistakes:
        raise FiguresError(prose.mistakes)
    return prose.texts


def write_prose(figures: Figures, rulebook: Rulebook, locate: Locate | None = None) -> Prose:
    """As `render_narrative`, for a draft: a text whose figures are not given says so."""
    names = names_of(complete(figures, rulebook), rulebook)
    writing = _Writing(rulebook, names, locate or (lambda keys, line: FigurePlace(figures.agency)))
    # A report opens with a preamble, a summary or both: where one is given, ours is not put beside it.
    opened = any(_given(figures.narrative, keys) for keys in _text_keys(rulebook) if keys[-1] in _OPENINGS)
    texts: Narrative = {}
    for keys in _text_keys(rulebook):
        given = _given(figures.narrative, keys)
        if given is None and opened and keys[-1] in _OPENINGS:
            continue
        text = writing.text(keys, given)
        if text and len(keys) == 1:
            texts[keys[0]] = text
        elif text:
            below = texts.setdefault(keys[0], {})
            assert isinstance(below, dict)
            below[keys[1]] = text
    writing.hold_to(figures, texts)
    return Prose(texts, tuple(dict.fromkeys(writing.mistakes)), tuple(writing.defaults))


class _Writing:
    """The texts of one report being written."""

    def __init__(self, rulebook: Rulebook, names: Mapping[str, Any], locate: Locate) -> None:
        self._sandbox, self._names, self._locate = _sandbox(rulebook), names, locate
        self._told = {group.id for group in rulebook.prose_figures}
        self._rulebook = rulebook
        self._verbatim: set[Keys] = set()  # texts that are printed as they were given
        self.mistakes: list[FigureMistake] = []
        self.defaults: list[Keys] = []

    def text(self, keys: Keys, given: str | None) -> str:
        source = given if given is not None else _default(self._rulebook.sentences, keys)
        if source is None:
            self._say(_NONE, ("narrative", *keys))
            return ""
        if given is None and source.strip():
            self.defaults.append(("narrative", *keys))
        if given is not None and (at := _first_mark(given)):
            self._at(keys, at, _TO_REVIEW.format(mark=REVIEW_OPEN))
        try:
            text = self._sandbox.render(source, self._names)
        except Problem as problem:
            self._tell(keys, problem, ours=given is None)
            return NOT_YET
        if text == source:
            self._verbatim.add(("narrative", *keys))
        return text

    def hold_to(self, figures: Figures, texts: Narrative) -> None:
        """Say where the texts and the figures that no table has do not agree."""
        final = [(keys, text) for keys in _text_keys(self._rulebook) if (text := _given(texts, keys))]
        for found in disagreements(final, figures, self._rulebook):
            # A text that names figures by template may have other lines than its file.
            at = found.line if found.keys in self._verbatim else 1
            place = self._locate(found.keys, at)
            self.mistakes.append(FigureMistake("text", found.keys, place, found.what))

    def _tell(self, keys: Keys, problem: Problem, ours: bool) -> None:
        if problem.absent:
            # A figure of a table that was not given is asked for where the tables are looked at.
            if problem.absent.partition(".")[0] in self._told:
                self._say(_FIGURE, tuple(problem.absent.split(".")))
            return
        if ours:  # written for other tables than those of this rulebook
            self._say(_NONE, ("narrative", *keys))
            return
        self._at(keys, problem.line, problem.what)

    def _at(self, keys: Keys, line: int, what: Text) -> None:
        whole = ("narrative", *keys)
        self.mistakes.append(
            FigureMistake("text", whole, self._locate(whole, line), _LINE.format(line=line, what=what))
        )

    def _say(self, message: Text, keys: Keys) -> None:
        self.mistakes.append(FigureMistake("missing", keys, self._locate(keys, 1), message))


def _first_mark(text: str) -> int:
    """The line, from 1, that is still to be reviewed; 0 where there is none."""
    at = text.find(REVIEW_OPEN)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _text_keys(rulebook: Rulebook) -> Iterator[Keys]:
    yield (PREAMBLE,)
    for section in rulebook.sections:
        if section.content == "narrative" and section.topics:
            yield section.id, SUMMARY
            yield from ((section.id, topic.id) for topic in section.topics)
        elif section.content == "narrative":
            yield (section.id,)


def _given(narrative: Narrative, keys: Keys) -> str | None:
    at: Any = narrative
    for key in keys:
        at = at.get(key) if isinstance(at, Mapping) else None
    return at if isinstance(at, str) else None


@lru_cache(maxsize=64)
def _default(folder: str | None, keys: Keys) -> str | None:
    """Our sentence for a key, if the rulebook has any; a preamble and a summary may be left out, and so need none."""
    path = resource("templates").joinpath(folder, *keys).with_suffix(".j2") if folder else None
    if path and path.is_file():
        return path.read_text("utf-8")
    return "" if keys[-1] in _OPENINGS else None


@once_per()
def _sandbox(rulebook: Rulebook) -> Sandbox:
    return Sandbox(names_of(Figures(rulebook.edition, "", 0, {}, {}, {}), rulebook))
