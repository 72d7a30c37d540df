"""Whether a mended file says what was wanted and nothing else: it is read again, recognised again and linted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from linter.findings import FileResult
from linter.fixing.mends import Mend
from linter.fixing.places import key, placed
from nianbao.document import Document
from nianbao.i18n import Text
from nianbao.report import FoundTable, Report

_WORDS = Text("除应改之处外，文字有变动", "words other than those were changed")
_FIGURES = Text("表中数字有变动", "figures were changed")
_AGENCY = Text("机关或年份有变动", "the agency or the year was changed")
_FINDINGS = Text("改正后出现新的问题：{codes}", "there would be new findings: {codes}")
_LEFT = Text("应改之处改正后仍有问题：{codes}", "these findings would remain: {codes}")


def unwanted(
    before: Report, after: Report, mends: Sequence[Mend], results: tuple[FileResult, FileResult]
) -> Text | None:
    """What of the mended report is not as it was wanted, None where all is.

    `results` are those of the report before and after; what a copy with tracked changes says of these is left out.
    """
    if list(_texts(after.document)) != list(_expected(before.document, mends)):
        return _WORDS
    if _figures(before) != _figures(after):
        return _FIGURES
    if (before.agency, before.year) != (after.agency, after.year):
        return _AGENCY
    return _new_findings(mends, *results)


def _texts(document: Document) -> Iterator[str]:
    """Every text of the document in order; blank paragraphs may come and go."""
    return (one.text for one in placed(document))


def _expected(document: Document, mends: Sequence[Mend]) -> Iterator[str]:
    """The texts with the mends made in them."""
    by_place: dict[tuple[str, int | None], list[Mend]] = {}
    for mend in mends:
        by_place.setdefault(key(mend.finding.location.place), []).append(mend)
    for one in placed(document):
        text = one.text
        for mend in by_place.get(one.at, ()):
            # A line of plain text holds several cells: the mend is of the one that says so.
            if text == mend.before or not (mend.whole and one.cell):
                text = text.replace(mend.before, mend.after, 1)
        if text.strip() or one.cell:
            yield text


def _figures(report: Report) -> list[tuple[str, dict[tuple[str, str], str]]]:
    """What stands in every cell of figures, further copies of a table included."""

    def of(table: FoundTable) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
        yield table.id, {cell: value.raw for cell, value in table.values.items()}
        for copy in table.copies:
            yield from of(copy)

    return [figures for table in report.tables for figures in of(table)]


def _new_findings(mends: Sequence[Mend], before: FileResult, after: FileResult) -> Text | None:
    known = {finding.fingerprint for finding in before.findings}
    new = {finding.code for finding in after.findings if finding.fingerprint not in known}
    if new:
        return _FINDINGS.format(codes=", ".join(sorted(new)))
    there, left = (Counter(finding.code for finding in result.findings) for result in (before, after))
    mended = Counter(mend.finding.code for mend in mends if not mend.form)
    still = sorted(code for code, number in mended.items() if left[code] > there[code] - number)
    return _LEFT.format(codes=", ".join(still)) if still else None
