"""What one file cannot tell: last year's report among the files of the call, two reports of one agency and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from nianbao.many.spill import Spill
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.equations import instances_of, value_of
from nianbao.rulebook.model import Rule

# Lints a file of the call once more, with the reports of the year before.
Again: TypeAlias = Callable[[str, tuple[Digest, ...]], FileResult]
# The settings of a file of the call.
Of: TypeAlias = Callable[[str], Settings]


def across(
    results: Iterable[FileResult], settings: Settings | Mapping[str, Settings], again: Again | None = None
) -> Iterator[FileResult | Doubled | WaiverProblem]:
    """The results with what they say together, in their order; what concerns several files follows behind them.

    `settings` are those of all files, or of each by its path. Results come as they are made, unless last year's
    reports are looked for among them: then all are known first. The figures of the digests tell which files disagree
    with last year's; those alone are linted `again`, with it.
    """
    of = _by_path(settings)
    every = (settings,) if isinstance(settings, Settings) else settings.values()
    known = None
    if any(s.previous == AUTO for s in every):
        spilled: Spill[FileResult] = Spill(FileResult)  # thousands wait until last year's reports are known
        try:
            for result in results:
                spilled.append(result)
        except KeyboardInterrupt:
            yield from spilled
            raise
        results, known = spilled, Known(_Digests(spilled))
    waiving = any(s.waivers or s.baseline for s in every)
    paths: dict[tuple[str, int], tuple[str, list[str]]] = {}
    kept: list[FileResult] = []
    for result in _compared(results, known, of, again or partial(_lint, of)):
        if result.agency and result.year is not None:
            same = paths.setdefault((agency_key(result.agency), result.year), (result.agency, []))
            same[1].append(result.path)
        if waiving:
            kept.append(result)
        yield result
    for (_, year), (agency, found) in paths.items():
        if len(found) > 1:
            yield Doubled(agency, year, tuple(found))
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


def _by_path(settings: Settings | Mapping[str, Settings]) -> Of:
    return (lambda _: settings) if isinstance(settings, Settings) else settings.__getitem__


def _lint(of: Of, path: str, previous: tuple[Digest, ...]) -> FileResult:
    return lint(path, of(path), previous=previous)


def _compared(results: Iterable[FileResult], known: Known | None, of: Of, again: Again) -> Iterator[FileResult]:
    """The results with what the other reports of the call tell of them: last year's, and other agencies' before."""
    shelf = Shelf()
    for result in results:
        settings, digest = of(result.path), result.digest
        if digest is None:
            yield result
            continue
        book = settings.book() or load_rulebook(edition=digest.edition)
        before = known.before(digest, book) if known is not None and settings.previous == AUTO else ()
        yield shelf.compared(_beside_last_year(result, before, settings, book, again), settings, book)
        shelf.add(digest)


def _beside_last_year(
    result: FileResult, before: tuple[Digest, ...], settings: Settings, book: Rulebook, again: Again
) -> FileResult:
    """The result beside last year's reports: made anew only where these may have something to tell."""
    if not (result.digest and before):
        return result
    if _disagree(result.digest, before, settings, book):
        return again(result.path, before)
    told = tuple(n for n in result.not_checked if n.cause != "not-found")
    return msgspec.structs.replace(result, not_checked=told)


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
