"""Marks the findings of a report that do not count, with who says so."""

from __future__ import annotations

from msgspec.structs import replace

from linter.findings import FileResult, Finding, Waived
from linter.settings import Settings
from linter.waiving.baseline import entry_of, read_baseline
from linter.waiving.waivers import Waiver, read_waivers
from nianbao.clock import today


def waive(result: FileResult, settings: Settings) -> FileResult:
    """The result with its waived findings marked. Raises NianbaoError for waivers or a baseline with mistakes."""
    if not result.findings or not (settings.waivers or settings.baseline):
        return result
    waivers = _counting(settings, result.path)
    listed = _listed(settings, result)
    return replace(result, findings=tuple(_marked(f, waivers, listed, settings) for f in result.findings))


def _counting(settings: Settings, path: str) -> tuple[Waiver, ...]:
    if settings.waivers is None:
        return ()
    day = today()
    return tuple(w for w in read_waivers(settings.waivers).about(path) if w.counts(day))


def _listed(settings: Settings, result: FileResult) -> frozenset[str]:
    if settings.baseline is None:
        return frozenset()
    baseline = read_baseline(settings.baseline)
    return frozenset(baseline.reports.get(entry_of(baseline, result, settings.baseline), ()))


def _marked(finding: Finding, waivers: tuple[Waiver, ...], listed: frozenset[str], settings: Settings) -> Finding:
    for waiver in waivers:
        if waiver.fits(finding):
            said = Waived(waiver.reason, waiver.by or None, waiver.until, settings.waivers or "", waiver.line)
            return replace(finding, waived=said)
    if finding.fingerprint in listed:
        return replace(finding, waived=Waived("", None, None, settings.baseline or "", baseline=True))
    return finding
