"""The command fix: thin, over linter.fixing."""

from __future__ import annotations

import click

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import CONFIG, EDITION, FORCE, LIMIT, RULEBOOK
from nianbao.files.limits import Limits
from nianbao.i18n import Text


@click.command(
    "fix",
    cls=Command,
    text=Text(
        "改正报告中能够确定的问题：标题、序号、行名列名、全角半角和空格、模板提示语。数字和正文一律不动。\n\n"
        "REPORT 为 Word（.docx）或文本文件，或文件夹。不加 -o 或 --in-place 时只显示要改什么，不写入。\n\n"
        "退出状态：0 没有需要改正的，或已改正；1 只显示而有需要改正的；2 有文件不能改正，或改正后与预期不符而未写入。",
        "Fix what is certain: headings, their numbers, table labels, full-width forms, spaces, template hints."
        " Figures and prose are never touched.\n\n"
        "REPORT is a Word file (.docx), a text file or a folder. Without -o or --in-place the changes are only shown."
        " Exit status: 0 fixed, or nothing to fix; 1 only shown, and there is something to fix; 2 a file could not be"
        " fixed, or the result was not as expected and was not written.",
    ),
)
@click.argument("reports", nargs=-1, required=True, type=FileName(), metavar="REPORT...")
@click.option("--output", "-o", type=FileName(), metavar="OUT", cls=Option,
              text=Text("写入的文件；多份报告时为文件夹",
                        "the file to write; a folder for several reports"))  # fmt: skip
@click.option("--in-place", is_flag=True, cls=Option,
              text=Text("直接改原文件，原件另存为 .bak",
                        "change the file itself and keep the old one as .bak"))  # fmt: skip
@click.option("--no-backup", is_flag=True, cls=Option,
              text=Text("改原文件时不留 .bak（如已用 git 管理）",
                        "keep no .bak (if git keeps the old file)"))  # fmt: skip
@click.option("--diff", "show", is_flag=True, cls=Option,
              text=Text("只显示要改什么，不写入", "show what would be changed; write nothing"))  # fmt: skip
@click.option("--track", is_flag=True, cls=Option,
              text=Text("以修订方式改正，可在 Word、WPS 中接受或拒绝",
                        "as tracked changes, to accept or reject in Word or WPS"))  # fmt: skip
@FORCE
@RULEBOOK
@EDITION
@CONFIG
@LIMIT
@click.pass_context
def fix(
    ctx: click.Context, *, reports: tuple[str, ...], output: str | None, in_place: bool, no_backup: bool, show: bool,
    track: bool, force: bool, rulebook: str | None, edition: str | None, config: str | None, limits: Limits,
) -> None:  # fmt: skip
    """See `text`."""
    from linter.settings import Settings
    from nianbao.cli.fix_call import Wanted, run
    from nianbao.cli.speaking import language

    settings = Settings(edition=edition, limits=limits, language=language())
    wanted = Wanted(output, in_place, not no_backup, show or not (output or in_place), show, track, force)
    ctx.exit(run(reports, wanted, {"rulebook": rulebook} if rulebook else {}, settings, config))
