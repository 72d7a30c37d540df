"""`nianbao generate`: thin, over generator.running."""

from __future__ import annotations

from pathlib import Path

import click

from generator.settings import Settings
from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import FORCE, LIMIT, RULEBOOK, read_besides, rulebook_of
from nianbao.cli.speaking import fail, say
from nianbao.errors import naming
from nianbao.files.limits import Limits
from nianbao.files.loading import load
from nianbao.i18n import Text

_ALONE = Text(
    "--bundle 一次用于一个数据文件，不与 -o、--to、--check 同用",
    "--bundle takes one figures file and no -o, --to, --check",
)
_NO_OUTPUT = Text("请用 -o 写明写入的文件", "name the file to write with -o")


@click.command(
    "generate",
    cls=Command,
    text=Text(
        "由数据文件（.yaml、.json、.xlsx）生成报告：.docx、.html、.txt、.pdf。\n\n"
        "写入前先检查：数据有误，或报告按 lint 检查有错误的，逐项指出，不写入。\n\n"
        "多个数据文件时，-o 为文件夹；--check 未指定 -o 时，核对同名的报告。\n\n"
        "退出状态：0 已写入或一致；1 报告会有错误，或 --check 发现不一致；2 数据有误。",
        "Write a report (.docx, .html, .txt, .pdf) from a figures file (.yaml, .json, .xlsx).\n\n"
        "Nothing is written where the figures have mistakes, or where lint would find errors in the report.\n\n"
        "With several figures files -o is a folder; --check without -o compares the reports of the same name."
        " Exit status: 0 written, or up to date; 1 the report would have errors, or --check found a"
        " difference; 2 the figures have mistakes.",
    ),
)
@click.argument("figures", nargs=-1, required=True, type=FileName(), metavar="FIGURES...")
@click.option("--output", "-o", cls=Option, type=FileName(), metavar="OUT",
              text=Text("写入的文件或文件夹", "the file, or folder, to write"))  # fmt: skip
@click.option("--to", "form", cls=Option, type=click.Choice(("docx", "html", "txt", "pdf")),
              text=Text("写入文件夹时的格式", "the format of reports in a folder"))  # fmt: skip
@FORCE
@click.option("--check", cls=Option, is_flag=True,
              text=Text("只核对 OUT 是否与数据一致，不写入",
                        "tell whether OUT is up to date; write nothing"))  # fmt: skip
@click.option("--draft", cls=Option, is_flag=True,
              text=Text("有错误也生成，每页标明草稿",
                        "write despite mistakes, every page marked as a draft"))  # fmt: skip
@click.option("--bundle", cls=Option, type=FileName(), metavar="FOLDER",
              text=Text("一次生成 docx、html、pdf 和数据 xlsx，附清单",
                        "write docx, html, pdf and the figures as xlsx, with a manifest"))  # fmt: skip
@click.option("--template", cls=Option, type=FileName(), metavar="DOCX",
              text=Text("使用这份 Word 文件的样式和版面",
                        "use the styles and page set-up of this Word file"))  # fmt: skip
@RULEBOOK
@LIMIT
@click.pass_context
def generate(
    ctx: click.Context, *, figures: tuple[str, ...], output: str | None, form: str | None, force: bool, check: bool,
    draft: bool, bundle: str | None, template: str | None, rulebook: str | None, limits: Limits,
) -> None:  # fmt: skip
    """See `text`."""
    from generator.running import Job, pairs, run, run_bundle, targets
    from nianbao.cli.examining import Examiner

    if bundle is not None:
        if output is not None or form is not None or check or len(figures) != 1:
            fail(_ALONE)
    elif output is None and not check:
        fail(_NO_OUTPUT)
    settings = Settings(rulebook_of(rulebook), limits, _content(template, limits), draft)
    job = Job(settings, check, force, read_besides(rulebook, template), Examiner())
    status = 0
    if bundle is not None:
        outcomes = iter((run_bundle(Path(figures[0]), Path(bundle), job),))
    else:
        outcomes = run(targets(figures, output, form) if output is not None else pairs(figures), job)
    for outcome in outcomes:
        for message in outcome.messages:
            say(message, err=outcome.status != 0 or message not in outcome.done)
        status = max(status, outcome.status)
    ctx.exit(status)


def _content(template: str | None, limits: Limits) -> bytes | None:
    if template is None:
        return None
    with naming(template):
        return load(template, limits)
