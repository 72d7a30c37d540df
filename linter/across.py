"""What one file cannot tell: last year's report among the files of the call, two reports of one agency and year."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

import msgspec

from linter.alike import Shelf
from linter.checks.changes import unusual
from linter.digest import CHANGED, COPIED, GROWTH, Digest, LastYear, figures_of, form_of, last_year_of
from linter.findings import Doubled, FileResult, WaiverProblem
from linter.previous import Known, agency_key
from linter.run import comparing, lint
from linter.settings import AUTO, Settings
from nianbao.many.lazily import Lazily
from nianbao.many.spill import Spill
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.equations import instances_of, value_of
from nianbao.rulebook.model import Rule

# A file of the call, and the reports of the year before.
Beside: TypeAlias = tuple[str, tuple[Digest, ...]]
# Lints these files of the call once more, with last year's: their results in their order.
Again: TypeAlias = Callable[[Sequence[Beside]], Iterable[FileResult]]
# The settings of a file of the call.
Of: TypeAlias = Callable[[str], Settings]


def across(
    results: Iterable[FileResult], settings: Settings | Mapping[str, Settings], again: Again | None = None
) -> Generator[FileResult | Doubled | WaiverProblem, None, None]:
    """The results with what they say together, in their order; what concerns several files follows behind them.

    `settings` are those of all files, or of each by its path. Results come as they are made, unless last year's
    reports are looked for among them: then all are known first. The figures of the digests tell which files disagree
    with last year's; those alone are linted `again`, with it, by default one by one.
    """
    of = _by_path(settings)
    every = (settings,) if isinstance(settings, Settings) else settings.values()
    if any(s.previous == AUTO for s in every):
        spilled: Spill[FileResult] = Spill(FileResult)  # thousands wait until last year's reports are known
        try:
            for result in results:
                spilled.append(result)
        except KeyboardInterrupt:
            yield from spilled
            raise
        results = _beside_last_year(spilled, of, again or partial(_lint_each, of))
    waiving = any(s.waivers or s.baseline for s in every)
    paths: dict[tuple[str, int], tuple[str, list[str]]] = {}
    kept: list[FileResult] = []
    for found in _compared(results, of):
        result = _beside_others(found, paths, of)
        if waiving:
            kept.append(msgspec.structs.replace(result, digest=None, transcript=None))
        yield result
    for (_, year), (agency, same) in paths.items():
        if len(same) > 1:
            yield Doubled(agency, year, tuple(same))
    if waiving:
        from linter.waiving.problems import waiver_problems

        yield from waiver_problems(kept, of)


class _Digests(Mapping[tuple[str, int | None], Digest]):
    """The reports among the results by agency and year, of several for one agency the last; read when asked for."""

    def __init__(self, results: Spill[FileResult]) -> None:
        self._results = results
        told = ((result.digest, number) for number, result in enumerate(results))
        self._numbers = {(agency_key(digest.agency), digest.year): number for digest, number in told if digest}

    def __getitem__(self, key: tuple[str, int | None]) -> Digest:
        digest = self._results[self._numbers[key]].digest
        if digest is None:
            raise KeyError(key)
        return digest

    def __iter__(self) -> Iterator[tuple[str, int | None]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _beside_others(result: FileResult, paths: dict[tuple[str, int], tuple[str, list[str]]], of: Of) -> FileResult:
    """The result beside earlier ones of the same agency and year, among whose `paths` it is from now on."""
    if not result.agency or result.year is None:
        return result
    _, same = paths.setdefault((agency_key(result.agency), result.year), (result.agency, []))
    same.append(result.path)
    baseline = of(result.path).baseline
    if len(same) == 1 or baseline is None:
        return result
    from linter.waiving.baseline import beside_another

    return beside_another(result, baseline)


def _by_path(settings: Settings | Mapping[str, Settings]) -> Of:
    return (lambda _: settings) if isinstance(settings, Settings) else settings.__getitem__


def _lint_each(of: Of, files: Sequence[Beside]) -> Iterator[FileResult]:
    return (lint(path, of(path), previous=previous) for path, previous in files)


def _compared(results: Iterable[FileResult], of: Of) -> Iterator[FileResult]:
    """The results with what the reports of other agencies that came before tell of them."""
    shelf = Shelf()
    for result in results:
        settings, digest = of(result.path), result.digest
        if digest is None:
            yield result
            continue
        yield shelf.compared(result, settings, _book_of(digest, settings))
        shelf.add(digest)


def _book_of(digest: Digest, settings: Settings) -> Rulebook:
    return settings.book() or load_rulebook(edition=digest.edition)


_UNKNOWN, _AGREES, _DISAGREES = range(3)


class _Former:
    """Last year's reports among the results."""

    def __init__(self, results: Spill[FileResult], of: Of) -> None:
        self._results, self._known, self._of = results, Known(_Digests(results)), of

    def state(self, result: FileResult) -> int:
        """Whether the report's is known, and agrees with it as far as figures tell."""
        settings = self._of(result.path)
        before = self._before(result, settings)
        if not before or result.digest is None:
            return _UNKNOWN
        book = _book_of(result.digest, settings)
        return _DISAGREES if _disagree(result.digest, before, settings, book) else _AGREES

    def beside(self, number: int) -> Beside:
        """The file of that result with last year's reports."""
        result = self._results[number]
        return result.path, self._before(result, self._of(result.path))

    def _before(self, result: FileResult, settings: Settings) -> tuple[Digest, ...]:
        if result.digest is None or settings.previous != AUTO:
            return ()
        return self._known.before(result.digest, _book_of(result.digest, settings))


def _beside_last_year(results: Spill[FileResult], of: Of, again: Again) -> Iterator[FileResult]:
    """The results beside last year's reports: made anew only where these may have something to tell."""
    former = _Former(results, of)
    states = bytes(map(former.state, results))
    wrong = array("L", (number for number, state in enumerate(states) if state == _DISAGREES))
    made = iter(again(Lazily(len(wrong), lambda number: former.beside(wrong[number]))))
    for result, state in zip(results, states, strict=True):
        if state == _DISAGREES:
            yield next(made)
        elif state == _AGREES:
            told = tuple(n for n in result.not_checked if n.cause != "not-found")
            yield msgspec.structs.replace(result, not_checked=told)
        else:
            yield result


def _disagree(present: Digest, before: tuple[Digest, ...], settings: Settings, book: Rulebook) -> bool:
    """Whether a wanted comparison with last year's report may find something."""
    last_year = last_year_of(before, book)
    rules = [rule for rule in book.rules if settings.wants(rule)]
    return last_year is not None and (
        _figures_disagree(present, last_year, frozenset(r.code for r in rules) & comparing(book), book)
        or any(_may_tell(rule, present, last_year, book) for rule in rules)
    )


def _figures_disagree(present: Digest, last_year: LastYear, wanted: frozenset[str], book: Rulebook) -> bool:
    figures = figures_of(present, book)
    for table in present.tables:
        form, earlier = form_of(table, book), last_year.lookup(table.id)
        for instance in instances_of(book, form):
            if instance.previous and instance.equation.rule in wanted:
                left = value_of(instance.left, figures[table.id].get, earlier)
                right = value_of(instance.right, figures[table.id].get, earlier)
                if left is not None and right is not None and left != right:
                    return True
    return False


def _may_tell(rule: Rule, present: Digest, last_year: LastYear, book: Rulebook) -> bool:
    """Whether a rule that looks at more than equations may find something beside last year's report."""
    if rule.kind == COPIED:
        return any(
            own.share_in(other) >= rule.limits["alike"]
            for own in present.passages
            for other in last_year.passages
            if own.spot == other.spot
        )
    if rule.kind == GROWTH:
        return present.grows
    if rule.kind == CHANGED:
        figures = figures_of(present, book)
        return any(
            any(unusual(form_of(table, book), figures[table.id].get, last, rule))
            for table in present.tables
            if (last := last_year.lookup(table.id))
        )
    return False
