"""For a person at a terminal: each file with its verdict first, then what was found in reading order; counts last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.findings import FileResult, Finding, Since, Told
from linter.output.closing import Closing, lines, since, verdict
from linter.output.style import FIXABLE, Presentation
from nianbao.i18n import Text
from nianbao.rulebook.labels import SEVERITIES
from nianbao.rulebook.model import Severity
from nianbao.shown import visible
from nianbao.text import display_width
from nianbao.wrapping import wrap

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "cyan"}
_LEAVE_OUT = Text(
    "（无需检查的，请写入 nianbao.toml 的 exclude）", " (to leave it out, list it in `exclude` of nianbao.toml)"
)
_NEW = Text("（新）", " (new)")
_FIXED = Text("已改正 {code}：{message}", "fixed {code}: {message}")
_MEND = Text("修改建议：", "fix: ")


def write(results: Iterable[Told], style: Presentation) -> Iterator[str]:
    """The results as text. Quiet leaves out clean files, what was not checked, and the counts; findings keep their fix,
    and a file that cannot be checked is one line. A summary leaves out the findings.
    """
    closing = Closing(style)
    for told in results:
        closing.add(told)
        if isinstance(told, FileResult) and not style.summary and (not style.quiet or told.error or _counting(told)):
            yield from _file(told, style)
    if not style.quiet:
        yield from closing.lines()
    yield from closing.problems()


def _counting(result: FileResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.waived is None]


def _file(result: FileResult, style: Presentation) -> Iterator[str]:
    if result.error and style.quiet:
        yield f"{visible(result.path)}: {visible(style.say(result.error))}{style.say(_LEAVE_OUT)}\n"
        return
    year = style.say(Text("{y}年", "{y}"), y=result.year) if result.year else ""
    about = visible("  ".join(filter(None, (result.agency, year))))
    fits = display_width(f"{visible(result.path)}  {about}") <= style.width
    head = style.paint(visible(result.path), "bold")
    yield f"{head}  {about}".rstrip() + "\n" if fits or not about else f"{head}\n  {about}\n"
    if result.error:
        yield from _block(
            style.paint(style.say(Text("无法检查", "not checked")), "red"), style.say(result.error), style
        )
    elif not style.quiet:
        yield f"  {verdict(result, style)}\n"
    for finding in _counting(result):
        yield from _finding(finding, style, new=bool(result.since and finding.fingerprint in result.since.new))
    if not style.quiet:
        if result.since:
            yield from _since(result.since, style)
        yield "\n"


def _since(told: Since, style: Presentation) -> Iterator[str]:
    """What was mended, and the counts; what is new or not mended stands above as any finding."""
    for former in told.fixed:
        said = style.say(_FIXED, code=former.code, message=visible(former.message))
        yield from (style.paint(line.rstrip("\n"), "green") + "\n" for line in lines(said, "  ", style))
    counts = {"fixed": len(told.fixed), "left": len(told.left), "new": len(told.new)}
    yield from lines(since(counts, style), "  ", style)


def _finding(finding: Finding, style: Presentation, *, new: bool) -> Iterator[str]:
    label = f"{style.say(SEVERITIES[finding.severity])} {finding.code}{_further(finding, style)}"
    label += style.say(_NEW) if new else ""
    first, *more = wrap(f"  {label}  {style.place(finding)}", style.width, "    ")
    place = style.paint(first[len(label) + 4 :], "bold")
    yield f"  {style.paint(label, _COLOURS[finding.severity])}  {place}".rstrip() + "\n"
    yield from (style.paint(line, "bold") + "\n" for line in more)
    yield from lines(visible(style.say(finding.message)), "    ", style)
    said = visible(style.say(finding.mend)) + (style.say(FIXABLE) if finding.fixable else "")
    mend = lines(style.say(_MEND) + said, "    ", style, hanging=style.say(_MEND))
    yield from (style.paint(line.rstrip("\n"), "dim") + "\n" for line in mend)


def _further(finding: Finding, style: Presentation) -> str:
    """The other rules that the same cause breaks."""
    codes = [code for code in dict.fromkeys(b.code for b in finding.breaks) if code != finding.code]
    return style.say(_ALSO, codes=style.listed(codes)) if codes else ""


_ALSO = Text("（同时涉及 {codes}）", " (also {codes})")


def _block(label: str, text: str, style: Presentation) -> Iterator[str]:
    yield f"  {label}\n"
    yield from lines(visible(text), "    ", style)
