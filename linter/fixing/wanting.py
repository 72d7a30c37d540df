"""What is to be mended in a report, and can be in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from linter.findings import Finding
from linter.fixing.certain import mend_of
from linter.fixing.mends import Mend, mere_blanks
from nianbao.document import Place, Source
from nianbao.errors import ReadError
from nianbao.report import Report
from nianbao.rewriting import Rewriter


def marked(report: Report, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, those marked that can be mended for certain."""
    mends = agreed(mend for finding in findings if (mend := mend_of(report, finding)))
    rewriter = _opened(report.document.source) if mends else None
    if rewriter is None:
        return findings
    fixable = {mend.finding.fingerprint for mend in in_reach(mends, rewriter)}
    return tuple(replace(finding, fixable=finding.fingerprint in fixable) for finding in findings)


def _opened(source: Source | None) -> Rewriter | None:
    """The file open to be changed, None where it cannot be: what is read to be changed is read more strictly."""
    try:
        return source.rewriter() if source is not None else None
    except ReadError:
        return None


def agreed(mends: Iterable[Mend]) -> list[Mend]:
    """The mends without those of words for which there are two different ones."""
    found: dict[tuple[Place, str], list[Mend]] = {}
    for mend in mends:
        found.setdefault((mend.finding.location.place, mend.before.strip()), []).append(mend)
    return [same[0] for same in found.values() if len({mend.after for mend in same}) == 1]


def _writable(mend: Mend, rewriter: Rewriter) -> bool:
    """Whether the file lets the words be changed."""
    stretch = rewriter.find(mend.finding.location.place, mend.before, whole=mend.whole)
    return stretch is not None and stretch.can(mend.edits)


def in_reach(mends: Sequence[Mend], rewriter: Rewriter) -> Iterator[Mend]:
    """Those that the file lets be made; blanks that it does not let go are left where they are."""
    for mend in mends:
        if _writable(mend, rewriter):
            yield mend
            continue
        blanks = {edit for edit in mend.edits if mere_blanks(mend.before, (edit,))}
        less = replace(mend, edits=tuple(edit for edit in mend.edits if edit not in blanks))
        if less.edits and blanks and _writable(less, rewriter):
            yield less
