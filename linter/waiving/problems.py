"""What is wrong with waivers and baselines themselves, told once all files of a call are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from linter.findings import FailOn, FileResult, WaiverProblem
from linter.settings import Settings
from linter.waiving.baseline import entry_of, read_baseline, stale
from linter.waiving.waivers import Waiver, read_waivers
from nianbao.clock import today
from nianbao.i18n import Text

_UNREASONED = Text("没有写明理由（reason），不生效", "gives no reason, so it has no effect")
_UNDATED = Text("没有写明期限（until），不生效", "gives no date (until), so it has no effect")
_EXPIRED = Text("已于 {until} 到期，不再生效", "expired on {until} and has no effect")
_UNMATCHED = Text("所指的问题已不存在，可以删去", "matches no finding any more; it can be removed")
_NAMED = Text("豁免 {rule}（{file}）{what}", "the waiver of {rule} ({file}) {what}")
_STALE = Text(
    "基线中 {report} 的 {n} 个问题已不存在，可用 --update-baseline 删去",
    "{n} findings that the baseline lists for {report} are no longer there; --update-baseline removes them",
)


def waiver_problems(results: Iterable[FileResult], of: Callable[[str], Settings]) -> Iterator[WaiverProblem]:
    """Waivers that do not count or are about nothing, and stale entries of baselines, by file and line.

    Only those that are about a report of this call: of others nobody knows.
    """
    waived: dict[str, list[FileResult]] = {}
    listed: dict[str, list[FileResult]] = {}
    for result in results:
        settings = of(result.path)
        if settings.waivers and not result.error:
            waived.setdefault(settings.waivers, []).append(result)
        if settings.baseline and not result.error:
            listed.setdefault(settings.baseline, []).append(result)
    for path, those in waived.items():
        yield from _of_waivers(path, those)
    for path, those in listed.items():
        yield from _of_baseline(path, those)


def _of_waivers(path: str, results: list[FileResult]) -> Iterator[WaiverProblem]:
    strictest = _strictest(results)
    waivers = read_waivers(path)
    used = {f.waived.line for r in results for f in r.findings if f.waived and f.waived.file == path}
    about = {waiver.line for result in results for waiver in waivers.about(result.path)}
    for waiver in waivers.entries:
        if waiver.line in about and (what := _wrong(waiver, used)):
            yield WaiverProblem(
                path, waiver.line, _NAMED.format(rule=waiver.rule, file=waiver.file, what=what), strictest
            )


def _strictest(results: list[FileResult]) -> FailOn:
    return "warning" if any(r.fail_on == "warning" for r in results) else "error"


def _wrong(waiver: Waiver, used: set[int]) -> Text | None:
    if not waiver.reason:
        return _UNREASONED
    if not waiver.until:
        return _UNDATED
    if not waiver.counts(today()):
        return _EXPIRED.format(until=waiver.until)
    return None if waiver.line in used else _UNMATCHED


def _of_baseline(path: str, results: list[FileResult]) -> Iterator[WaiverProblem]:
    baseline = read_baseline(path)
    gone: dict[str, set[str]] = {}
    for result in results:
        key = entry_of(baseline, result, path)
        left = set(stale(baseline, key, result))
        gone[key] = gone[key] & left if key in gone else left
    for key, left in gone.items():
        if left:
            yield WaiverProblem(path, None, _STALE.format(report=key, n=len(left)), _strictest(results), stale=True)
