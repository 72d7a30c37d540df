"""What a page shows of a checked file: the verdict, and the findings in order of repair, numbered."""

from __future__ import annotations

from msgspec import Struct

from linter.findings import Doubled, FileResult, Finding
from linter.output.style import Presentation
from nianbao.formats import format_of_ending
from nianbao.i18n import Language, Text
from nianbao.rulebook.labels import SEVERITIES
from nianbao.rulebook.model import Severity
from nianbao.web.shelf import Batch, Checked

# What to do first stands first.
_GROUPS: tuple[tuple[Severity, Text], ...] = (
    ("error", Text("先改这些", "Mend these first")),
    ("warning", Text("请核对", "Look at these")),
    ("info", Text("供参考", "For information")),
)
_PASSED, _FAILED, _UNREAD = Text("合格", "Passed"), Text("不合格", "Failed"), Text("无法检查", "Not checked")
_COUNTS: dict[Severity, Text] = {
    "error": Text("{n} 处错误", "{n} to mend"),
    "warning": Text("{n} 处警告", "{n} to look at"),
    "info": Text("{n} 处提示", "{n} for information"),
}
_DOUBLED = Text("{agency} {year} 年的报告有 {n} 份：{paths}", "{n} files are reports of {agency} for {year}: {paths}")
_NO_PREVIOUS = Text(
    "没有与上年的报告核对",
    "nothing was compared with last year's report",
)


class Item(Struct, frozen=True):
    """A finding as it is listed; `number` is that of its mark in the report."""

    number: int
    code: str
    severity: Severity
    word: str
    place: str
    message: str
    mend: str
    basis: str


class Group(Struct, frozen=True):
    """Findings of one gravity."""

    title: str
    items: tuple[Item, ...]


class Shown(Struct, frozen=True):
    """A file as a page shows it."""

    name: str
    title: str  # agency and year, or the file's name
    verdict: str  # passed, failed, unreadable
    said: str
    error: str
    groups: tuple[Group, ...]
    missed: tuple[str, ...]  # what was not checked, and why
    wants_previous: bool
    previous: str  # the name of last year's report where one was given
    previous_error: str
    word: bool  # whether a copy with comments can be had
    paper: str


def shown(file: Checked, batch: Batch, language: Language) -> Shown:
    """The file in the words of its page."""
    result, style = file.result, Presentation(language)
    before = batch.before
    name = before.path if before else ""
    return Shown(
        name=file.name,
        title=_title(result, file.name, style),
        verdict=result.verdict,
        said=said(result, style),
        error=style.say(result.error) if result.error else "",
        groups=_groups(result, style),
        missed=tuple(_missed(result, style)),
        wants_previous=result.error is None and any(n.cause != "no-year" for n in result.not_checked),
        previous=name,
        previous_error=style.say(before.error) if before and before.error else "",
        word=_is_word(file.name) and result.error is None and bool(result.findings),
        paper=file.paper,
    )


def _is_word(name: str) -> bool:
    known = format_of_ending(name)
    return known is not None and (known.name == "docx" or known.libreoffice)


def _title(result: FileResult, name: str, style: Presentation) -> str:
    year = style.say(Text("{year}年", "{year}"), year=result.year) if result.year else ""
    return "  ".join(filter(None, (result.agency, year))) or name


def said(result: FileResult, style: Presentation) -> str:
    """The verdict with its counts."""
    if result.error:
        return style.say(_UNREAD)
    counts = [style.say(text, n=n) for severity, text in _COUNTS.items() if (n := result.count(severity))]
    word = style.say(_FAILED if result.verdict == "failed" else _PASSED)
    return word + (style.say(Text("：", ": ")) + style.say(Text("，", ", ")).join(counts) if counts else "")


def _groups(result: FileResult, style: Presentation) -> tuple[Group, ...]:
    groups, number = [], 0
    for severity, title in _GROUPS:
        items = []
        for finding in result.findings:
            if finding.severity == severity and finding.waived is None:
                number += 1
                items.append(_item(number, finding, style))
        if items:
            groups.append(Group(style.say(title), tuple(items)))
    return tuple(groups)


def _item(number: int, finding: Finding, style: Presentation) -> Item:
    return Item(
        number=number,
        code=finding.code,
        severity=finding.severity,
        word=style.say(SEVERITIES[finding.severity]),
        place=style.place(finding),
        message=style.say(finding.message),
        mend=style.say(finding.mend),
        basis=finding.basis,
    )


def _missed(result: FileResult, style: Presentation) -> list[str]:
    return [style.say(_NO_PREVIOUS if missed.cause != "no-year" else missed.reason) for missed in result.not_checked]


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
