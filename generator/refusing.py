"""What is wrong with figures and with the report that they give, told together: each once, in the order of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from msgspec.structs import replace

from generator.checking import Examine, located, said_already
from generator.generating import Form, Generated, generate
from generator.settings import Settings
from nianbao.figures import FigureMistake, FiguresError
from nianbao.i18n import Text

Mistakes: TypeAlias = tuple[FigureMistake, ...]

_WHOSE: Final = (("agency",), ("year",))
_REFUSED: Final = Text(
    "{path}：共 {count} 处需要填写或修改，未生成报告", "{path}: {count} mistakes; nothing was generated"
)
_DRAFTED: Final = Text(
    "{path}：共 {count} 处需要填写或修改，生成的是草稿", "{path}: {count} mistakes; a draft was written"
)
_ONE_DRAFTED: Final = Text("{path}：1 处需要填写或修改，生成的是草稿", "{path}: 1 mistake; a draft was written")
_ONE_REFUSED: Final = Text("{path}：1 处需要填写或修改，未生成报告", "{path}: 1 mistake; nothing was generated")
_WARNING: Final = Text("警告：{what}", "warning: {what}")


def examined(report: Generated, out: Path, examine: Examine | None) -> tuple[Mistakes, Mistakes]:
    """What keeps the report from being written there, and what is only told, beside what is told of its figures."""
    if examine is None:
        return (), ()
    stated = report.stated
    found = [(o, located(o, stated, report.texts)) for o in examine(report.document, stated.rulebook, out)]
    new = [(o, mistake) for o, mistake in found if not said_already(o, mistake.keys, report.warnings)]
    errors, warnings = ([mistake for o, mistake in new if o.refused is kind] for kind in (True, False))
    return stated.told(errors), stated.told(warnings)


def all_mistakes(
    error: FiguresError, out: Path, form: Form, settings: Settings, examine: Examine | None
) -> tuple[Mistakes, Mistakes]:
    """The mistakes of figures with those of the report that they would give, and its warnings, as far as can be told.

    Without an agency and a year that are right there is no report to look at.
    """
    rest = error.rest
    if examine is None or rest is None or any(mistake.keys in _WHOSE for mistake in error.mistakes):
        return error.mistakes, ()
    draft = generate(rest, replace(settings, draft=True), form="docx" if form == "pdf" else form)
    errors, warnings = examined(replace(draft, warnings=(*error.mistakes, *draft.warnings)), out, examine)
    return rest.told((*error.mistakes, *errors)), warnings


def refusal(figures: Path, mistakes: Mistakes, warnings: Mistakes) -> tuple[Text, ...]:
    """Every warning and mistake, how many mistakes there are, and that nothing came of it."""
    closing = _REFUSED if len(mistakes) != 1 else _ONE_REFUSED
    lines = (m.text for m in mistakes)
    return (*_warned(warnings), *lines, closing.format(path=figures, count=len(mistakes)))


def left_open(figures: Path, report: Generated, errors: Mistakes, warnings: Mistakes) -> Iterator[Text]:
    """What is wrong and was written all the same: all of it in a draft."""
    mistakes = report.stated.told((*report.warnings, *errors))
    yield from (mistake.text for mistake in mistakes)
    yield from _warned(warnings)
    if mistakes:
        yield (_DRAFTED if len(mistakes) != 1 else _ONE_DRAFTED).format(path=figures, count=len(mistakes))


def _warned(warnings: Iterable[FigureMistake]) -> Iterator[Text]:
    return (_WARNING.format(what=warning.text) for warning in warnings)
