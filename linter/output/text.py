"""For a person at a terminal: grouped by file in reading order, a verdict for each, counts at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.findings import FileResult, Finding
from linter.output.style import Presentation, visible
from nianbao.i18n import Text
from nianbao.text import display_width
from nianbao.wrapping import wrap

_NAMES = {
    "error": (Text("错误", "error"), "red"),
    "warning": (Text("警告", "warning"), "yellow"),
    "info": (Text("提示", "info"), "cyan"),
}
_MEND = Text("改法：", "mend: ")


def write(results: Iterable[FileResult], style: Presentation) -> Iterator[str]:
    """The results as text. Quiet leaves out clean files, what to do, and the counts."""
    files = errors = warnings = unread = 0
    for result in results:
        files += 1
        errors += result.count("error")
        warnings += result.count("warning")
        unread += result.error is not None
        if not style.quiet or result.error or result.findings:
            yield from _file(result, style)
    if not style.quiet:
        yield _counts(files, errors, warnings, unread, style)


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
        if not result.error:
            yield f"  {_verdict(result, style)}\n"
        yield "\n"


def _finding(finding: Finding, style: Presentation) -> Iterator[str]:
    name, colour = _NAMES[finding.severity]
    label = f"{style.say(name)} {finding.code}"
    yield f"  {style.paint(label, colour)}  {style.paint(style.place(finding), 'bold')}\n"
    yield from _lines(visible(style.say(finding.message)), "    ", style)
    if not style.quiet:
        mend = _lines(style.say(_MEND) + visible(style.say(finding.mend)), "    ", style, hanging=style.say(_MEND))
        yield from (style.paint(line.rstrip("\n"), "dim") + "\n" for line in mend)


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


_VERDICTS = {True: Text("不合格", "failed"), False: Text("基本合格", "passed with warnings")}


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
