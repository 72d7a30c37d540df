"""`nianbao diff`: what differs between two reports."""

from __future__ import annotations

import sys

import click

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import EDITION, FORCE, LIMIT, RULEBOOK, read_besides, rulebook_of
from nianbao.cli.speaking import Mistaken, fail, language
from nianbao.cli.terminal import terminal_width, wants_colour
from nianbao.errors import NianbaoError
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.report import Report
from nianbao.rulebook.model import Rulebook
from nianbao.shown import visible
from nianbao.status import Status

_NAMED = Text("{path}：{what}", "{path}: {what}")
_UNFINISHED = Text(
    "{path}：共 {count} 处需要填写或修改，不能比较",
    "{path}: {count} mistakes; it cannot be compared until they are fixed",
)
_ONE_UNFINISHED = Text(
    "{path}：1 处需要填写或修改，不能比较", "{path}: 1 mistake; it cannot be compared until it is fixed"
)
_FIGURES = (".yaml", ".yml", ".json", ".xlsx")


@click.command(
    "diff",
    cls=Command,
    text=Text(
        "比较两份报告：表格中的数字、标题，以及逐段的文字。\n\n"
        "可以比较两个年份、两稿，或 Word 文件与网页，格式不限；"
        "数据文件（.yaml、.json、.xlsx）按由它生成的报告比较。\n\n"
        "退出状态：0 相同；1 不同；2 无法比较。",
        "Compare two reports: the figures of the tables, headings, and the prose by paragraph.\n\n"
        "Of two years, two drafts, or the Word file and the page, in any format that is read; a figures file (.yaml,"
        " .json, .xlsx) stands for the report that it gives. Exit status: 0 equal, 1 they differ, 2 they could not be"
        " compared.",
    ),
)
@click.argument("old", type=FileName())
@click.argument("new", type=FileName())
@click.option("--format", "form", type=click.Choice(("text", "json", "html")), default="text", cls=Option,
              text=Text("输出格式", "how differences are written"))  # fmt: skip
@click.option("--output", "-o", type=FileName(), metavar="FILE", cls=Option,
              text=Text("写入文件，不在屏幕显示", "write to a file instead of the terminal"))  # fmt: skip
@FORCE
@RULEBOOK
@EDITION
@LIMIT
@click.pass_context
def diff(
    ctx: click.Context,
    /,
    old: str,
    new: str,
    *,
    form: str,
    output: str | None,
    force: bool,
    rulebook: str | None,
    edition: str | None,
    limits: Limits,
) -> None:
    """See `text`."""
    from linter.comparing import compare
    from linter.comparing.writing import written
    from linter.output.style import Presentation

    if output is not None:
        from nianbao.files.writing import guard

        guard(output, (old, new, *read_besides(rulebook)), force=force)
    book = rulebook_of(rulebook, edition)
    before, after = (_report(path, book, limits) for path in (old, new))
    terminal = output is None and sys.stdout.isatty()
    style = Presentation(language(), (terminal_width() if terminal else None) or 80, terminal and wants_colour())
    comparison = compare(before, after, old_path=old, new_path=new)
    _put(written(form, comparison, after.rulebook, style), form, output)
    ctx.exit(Status.FOUND if comparison.count else Status.FINE)


def _report(path: str, book: Rulebook | None, limits: Limits) -> Report:
    """The report in a file, or the one that a figures file gives."""
    from nianbao.reading import read
    from nianbao.recognising import recognise

    if path.lower().endswith(_FIGURES):
        return _given(path, book, limits)
    try:
        return recognise(read(path, limits=limits), book)
    except NianbaoError as error:
        fail(_NAMED.format(path=visible(path), what=error.message))


def _given(path: str, book: Rulebook | None, limits: Limits) -> Report:
    from generator import Settings, generate
    from nianbao.figures import FiguresError
    from nianbao.recognising import recognise

    try:
        made = generate(path, Settings(book, limits), form="html")
    except FiguresError as error:
        count = len(error.mistakes)
        closing = (_UNFINISHED if count != 1 else _ONE_UNFINISHED).format(path=visible(path), count=count)
        raise Mistaken(f"{error.message.in_(language())}\n{closing.in_(language())}") from None
    except NianbaoError as error:
        fail(error.message)
    return recognise(made.document, made.stated.rulebook)


def _put(text: str, form: str, output: str | None) -> None:
    if output is None:
        click.echo(text.encode("utf-8", "replace") if form != "text" else text, nl=False)
        return
    from pathlib import Path

    from nianbao.files.marks import DIFF_TEXT
    from nianbao.files.writing import write_atomically

    marked = DIFF_TEXT + text if form == "text" else text
    write_atomically(Path(output), marked.encode("utf-8", "replace"))
