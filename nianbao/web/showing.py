"""What a page shows around a checked report, and in the list of many."""

from __future__ import annotations

from msgspec import Struct

from linter.findings import Doubled, FileResult
from linter.output.closing import verdict
from linter.output.style import Presentation
from nianbao.formats import format_of_ending
from nianbao.i18n import Language, Text
from nianbao.web.shelf import Batch, Checked

_PASSED, _FAILED, _UNREAD = Text("合格", "Passed"), Text("不合格", "Failed"), Text("无法检查", "Not checked")
_DOUBLED = Text("{agency} {year} 年的报告有 {n} 份：{paths}", "{n} files are reports of {agency} for {year}: {paths}")
_SKIPPED = Text("{path}：{why}", "{path}: {why}")


class Shown(Struct, frozen=True):
    """A file as its page shows it around the report."""

    title: str  # agency and year, or the file's name
    said: str  # the verdict with its counts
    word: bool  # whether a copy with comments can be had
    fixable: int  # how many findings can be mended for certain
    wants_previous: bool
    previous: str  # the name of last year's report where one was given
    previous_error: str


def shown(file: Checked, batch: Batch, language: Language) -> Shown:
    """The file in the words of its page."""
    result, style, before = file.result, Presentation(language), batch.before
    return Shown(
        title=_title(result, file.name, style),
        said=verdict(result, style) if not result.error else style.say(_UNREAD),
        word=_is_word(file.name) and result.error is None and any(f.waived is None for f in result.findings),
        fixable=sum(f.fixable and f.waived is None for f in result.findings),
        wants_previous=result.error is None and any(n.cause != "no-year" for n in result.not_checked),
        previous=before.path if before else "",
        previous_error=style.say(before.error) if before and before.error else "",
    )


def _is_word(name: str) -> bool:
    known = format_of_ending(name)
    return known is not None and (known.name == "docx" or known.libreoffice)


def _title(result: FileResult, name: str, style: Presentation) -> str:
    year = style.say(Text("{year}年", "{year}"), year=result.year) if result.year else ""
    return "  ".join(filter(None, (result.agency, year))) or name


class Row(Struct, frozen=True):
    """A file in the list of many."""

    name: str
    agency: str
    year: str
    verdict: str
    word: str
    errors: int
    warnings: int
    error: str


class Overview(Struct, frozen=True):
    """The list of many files."""

    rows: tuple[Row, ...]
    passed: int
    failed: int
    unreadable: int
    doubled: tuple[str, ...]
    skipped: tuple[str, ...]  # what was passed over, with the reason


def overview(batch: Batch, language: Language) -> Overview:
    """Verdict, agency, year and counts of each file, and what they say together."""
    style = Presentation(language)
    results = [file.result for file in batch.files]
    verdicts = [result.verdict for result in results]
    return Overview(
        tuple(_row(result, style) for result in results),
        verdicts.count("passed"),
        verdicts.count("failed"),
        verdicts.count("unreadable"),
        tuple(_doubled(told, style) for told in batch.doubled),
        tuple(style.say(_SKIPPED, path=one.path, why=one.reason) for one in batch.skipped),
    )


def _doubled(told: Doubled, style: Presentation) -> str:
    paths = style.listed(list(told.paths))
    return style.say(_DOUBLED, agency=told.agency, year=told.year, n=len(told.paths), paths=paths)


def _row(result: FileResult, style: Presentation) -> Row:
    words = {"passed": _PASSED, "failed": _FAILED, "unreadable": _UNREAD}
    return Row(
        name=result.path,
        agency=result.agency or "",
        year=str(result.year or ""),
        verdict=result.verdict,
        word=style.say(words[result.verdict]),
        errors=result.count("error"),
        warnings=result.count("warning"),
        error=style.say(result.error) if result.error else "",
    )
