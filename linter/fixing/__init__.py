"""Mending what is certain and only that: the official wording of headings, labels and the title, and their form.

    fixed = fix("report.docx", Settings())
    for mend in fixed.mends:
        print(mend.before, mend.after)
    fixed.data                                  # the mended file

No figure and no word of the narrative is touched. `certain` tells which findings have one answer, `forms` finds what is
right in another form, `wanting` what the file lets be changed, and `verifying` reads the result again before anybody
gets it. How words are found again in a file is its format's business (`nianbao.rewriting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from linter.findings import FileResult
from linter.fixing.certain import mend_of
from linter.fixing.forms import forms
from linter.fixing.mends import Mend
from linter.fixing.places import in_reading_order, key
from linter.fixing.verifying import unwanted
from linter.fixing.wanting import agreed, in_reach, marked
from linter.run import examine, waived
from linter.settings import Settings
from nianbao.document import Source
from nianbao.errors import NianbaoError
from nianbao.formats import format_named
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.report import Report

__all__ = ["FixError", "Fixed", "Mend", "fix", "marked"]

_PAGE = Text(
    "网页和 PDF 不能直接改正；请改正 Word 原稿，再重新发布",
    "pages and PDF files cannot be fixed; fix their Word file instead",
)
_OFFICE = Text(
    ".{kind} 文件不能直接改正；请用 Word 或 WPS 另存为 .docx 再改正",
    ".{kind} files cannot be fixed; save the file as .docx and fix that",
)
_DAMAGED = Text(
    "文件中有损坏的字符，不能原样写回；请另存为 UTF-8 文本再改正",
    "it has damaged characters; save it as UTF-8 and fix that",
)
_NO_TRACKING = Text("只有 Word 文件能以修订方式改正", "only Word files can hold tracked changes")
_UNWANTED = Text(
    "改正后重新检查，结果与预期不符（{why}），未写入",
    "nothing was written: checked again after fixing, the result was not as expected ({why})",
)


class FixError(NianbaoError):
    """A file that cannot be mended, or whose mended copy was not as wanted."""

    by_format = False  # whether no file of its format is mended


def _by_format(message: Text) -> FixError:
    error = FixError(message)
    error.by_format = True
    return error


class Fixed(Struct, frozen=True):
    """A mended file: its content, what was mended, and what lint says of it now."""

    path: str
    data: bytes
    mends: tuple[Mend, ...]
    result: FileResult


def fix(path: str, data: bytes, settings: Settings, *, tracked: datetime | None = None) -> Fixed:
    """The file with everything mended that is certain; the very same bytes where there is nothing.

    Rules that the settings leave out and findings that are waived are left alone. With `tracked`, a time on the clock
    of this place, the changes are revisions that the author accepts or rejects. Raises NianbaoError for a file that
    cannot be read or mended, FixError where the mended copy would not be as wanted.
    """
    report, result = _linted(path, data, settings)
    source = _source(report, tracked)
    sure = agreed(mend for f in result.findings if f.waived is None and (mend := mend_of(report, f)))
    rules = tuple(rule for rule in report.rulebook.rules if settings.wants(rule))
    taken = {key(mend.finding.location.place) for mend in sure}
    mere = agreed(mend for mend in forms(report, rules) if key(mend.finding.location.place) not in taken)
    why: Text | None = None
    # Where a mere form turns out to matter to how the file is read, it is left as it is.
    every = in_reading_order([*sure, *mere], report.document)
    for wanted in (every, sure) if mere else (every,):
        fixed = _applied(source, wanted, tracked)
        if fixed is None:
            return Fixed(path, data, (), result)
        mended, mends = fixed
        again, after = _linted(path, mended, settings)
        why = unwanted(report, again, mends, (result, _without_tracking(after, again, tracked)))
        if why is None:
            return Fixed(path, mended, mends, after)
    raise FixError(_UNWANTED.format(why=why), path)


def _linted(path: str, data: bytes, settings: Settings) -> tuple[Report, FileResult]:
    document = read_bytes(data, name=Path(path).name, limits=settings.limits)
    report = recognise(document, settings.book())
    return report, waived(examine(report, settings, path=path), settings)


def _source(report: Report, tracked: datetime | None) -> Source:
    """What the report's file is written back by."""
    document = report.document
    if format_named(document.format).libreoffice:
        raise _by_format(_OFFICE.format(kind=document.format))
    if document.source is None:
        raise _by_format(_PAGE)
    if tracked and not document.source.may_track:
        raise FixError(_NO_TRACKING)
    return document.source


def _applied(source: Source, wanted: Sequence[Mend], tracked: datetime | None) -> tuple[bytes, tuple[Mend, ...]] | None:
    """The file with the mends that it lets be made, None where there are none."""
    if not wanted:
        return None
    rewriter = source.rewriter(tracked)
    if rewriter is None:
        raise FixError(_DAMAGED)
    mends = tuple(in_reach(wanted, rewriter))
    for mend in mends:
        place = mend.finding.location.place
        if mend.goes and rewriter.remove(place, mend.before):
            continue
        stretch = rewriter.find(place, mend.before, whole=mend.whole)
        if stretch is not None:
            stretch.change(mend.edits)
    return (rewriter.save(), mends) if mends else None


def _without_tracking(result: FileResult, report: Report, tracked: datetime | None) -> FileResult:
    """The result without what it says of the changes being tracked, where they are meant to be."""
    if tracked is None:
        return result
    kept = (f for f in result.findings if report.rulebook.rule(f.code).kind != _TRACKED)
    return replace(result, findings=tuple(kept))


_TRACKED = "tracked-changes"
