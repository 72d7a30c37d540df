"""For a person at a terminal: grouped by file in reading order, a verdict for each, counts at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.findings import Doubled, FileResult, Finding, Told
from linter.output.style import Presentation
from nianbao.files.inputs import Skipped
from nianbao.i18n import Text
from nianbao.rulebook.labels import SEVERITIES
from nianbao.rulebook.model import Severity
from nianbao.shown import visible
from nianbao.text import display_width
from nianbao.wrapping import wrap

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}
_MEND = Text("修改建议：", "fix: ")


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The results as text. Quiet leaves out clean files, what to do, what was not checked, and the counts."""
    files = errors = warnings = unread = 0
    skipped: list[str] = []
    doubled: list[str] = []
    for told in results:
        if isinstance(told, Skipped):
            skipped.append(told.path)
        elif isinstance(told, Doubled):
            doubled.append(_doubled(told, style))
        else:
            files += 1
            errors += told.count("error")
            warnings += told.count("warning")
            unread += told.error is not None
            if not style.quiet or told.error or told.findings:
                yield from _file(told, style)
    if not style.quiet:
        for said in (*doubled, *([_skipped(skipped, style)] if skipped else ())):
            yield from _lines(said, "", style)
        yield _counts(files, errors, warnings, unread, style)


def _doubled(told: Doubled, style: Presentation) -> str:
    text = Text("{agency} {year} 年的报告有 {n} 份：{paths}", "{n} files are reports of {agency} for {year}: {paths}")
    paths = style.listed([visible(path) for path in told.paths])
    return style.say(text, agency=visible(told.agency), year=told.year, n=len(told.paths), paths=paths)


_NAMED = 3  # of the files that were skipped


def _skipped(paths: list[str], style: Presentation) -> str:
    text = Text("另有 {n} 个文件未读取：{paths}{more}", "{files} not read: {paths}{more}")
    more = style.say(Text(" 等", " …")) if len(paths) > _NAMED else ""
    files = _counted(len(paths), "other file", style)
    named = style.listed([visible(path) for path in paths[:_NAMED]])
    return style.say(text, n=len(paths), files=files, paths=named, more=more)


def _file(result: FileResult, style: Presentation) -> Iterator[str]:
    head = style.paint(visible(result.path), "bold")
    about = "  ".join(
        filter(None, (result.agency, style.say(Text("{y}年", "{y}"), y=result.year) if result.year else ""))
    )
    yield f"{head}  {visible(about)}".rstrip() + "\n"
    if result.error:
        yield from _block(
            style.paint(style.say(Text("无法检查", "not checked")), "red"), style.say(result.error), style
        )
    for finding in result.findings:
        yield from _finding(finding, style)
    if not style.quiet:
        for missed in result.not_checked:
            # Whoever named no report of last year does not wait for the comparison.
            if missed.cause != "not-given":
                text = Text("未检查 {rules}：{reason}", "{rules} not checked: {reason}")
                said = style.say(text, rules=", ".join(missed.rules), reason=style.say(missed.reason))
                yield from _lines(said, "  ", style)
        if not result.error:
            yield f"  {_verdict(result, style)}\n"
        yield "\n"


def _finding(finding: Finding, style: Presentation) -> Iterator[str]:
    label = f"{style.say(SEVERITIES[finding.severity])} {finding.code}{_further(finding, style)}"
    yield f"  {style.paint(label, _COLOURS[finding.severity])}  {style.paint(style.place(finding), 'bold')}\n"
    yield from _lines(visible(style.say(finding.message)), "    ", style)
    if not style.quiet:
        mend = _lines(style.say(_MEND) + visible(style.say(finding.mend)), "    ", style, hanging=style.say(_MEND))
        yield from (style.paint(line.rstrip("\n"), "dim") + "\n" for line in mend)


def _further(finding: Finding, style: Presentation) -> str:
    """The other rules that the same cause breaks."""
    codes = [code for code in dict.fromkeys(b.code for b in finding.breaks) if code != finding.code]
    return style.say(_ALSO, codes=style.listed(codes)) if codes else ""


_ALSO = Text("（同时涉及 {codes}）", " (also {codes})")


def _block(label: str, text: str, style: Presentation) -> Iterator[str]:
    yield f"  {label}\n"
    yield from _lines(visible(text), "    ", style)


def _lines(text: str, indent: str, style: Presentation, hanging: str = "") -> Iterator[str]:
    below = indent + " " * display_width(hanging)
    for line in wrap(indent + text, style.width, below):
        yield line + "\n"


def _verdict(result: FileResult, style: Presentation) -> str:
    errors, warnings, infos = (result.count(s) for s in ("error", "warning", "info"))
    if not errors and not warnings:
        good = style.paint(style.say(Text("合格", "passed")), "green")
        note = style.say(Text("，另有 {n} 条提示", ", {n} for information"), n=infos) if infos else ""
        return good + note
    return style.say(
        Text("{verdict}：{errors} 个错误，{warnings} 个警告", "{verdict}: {errors}, {warnings}"),
        verdict=style.paint(style.say(_VERDICTS[bool(errors)]), "red" if errors else "yellow"),
        errors=_counted(errors, "error", style),
        warnings=_counted(warnings, "warning", style),
    )


_VERDICTS = {True: Text("不合格", "failed"), False: Text("合格（有警告，请核对）", "passed with warnings")}


def _counted(number: int, noun: str, style: Presentation) -> str:
    return str(number) if style.language == "zh" else f"{number} {noun}{'s' * (number != 1)}"


def _counts(files: int, errors: int, warnings: int, unread: int, style: Presentation) -> str:
    text = Text("共检查 {files} 个文件：{errors} 个错误，{warnings} 个警告", "{files} checked: {errors}, {warnings}")
    line = style.say(
        text,
        files=_counted(files, "file", style),
        errors=_counted(errors, "error", style),
        warnings=_counted(warnings, "warning", style),
    )
    return line + (style.say(Text("，{n} 个无法检查", ", {n} not checked"), n=unread) if unread else "") + "\n"
