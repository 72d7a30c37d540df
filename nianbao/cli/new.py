"""`nianbao new`: thin, over `generator.new`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.settings import Settings
from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import FORCE, LIMIT, OUTPUT_FILE, RULEBOOK, read_besides, rulebook_of, written
from nianbao.cli.speaking import fail, say_written
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.resources import resource

if TYPE_CHECKING:
    from generator.files import Kind

_NO_WORD = Text("{path}：模板是 Word 文件，应以 .docx 结尾", "{path}: a template is a Word file; expected .docx")


@click.command(
    "new",
    cls=Command,
    text=Text(
        "新建待填的数据文件：.yaml 或电子表格 .xlsx。\n\n"
        "有上年报告的，用 --from 结转数字、带出文字；有台账的，用 --ledger 汇总第三、四部分。\n\n"
        "要改样式的，用 --template 写出 Word 模板，改好后交给 generate --template。",
        "Create a figures file to fill in: .yaml, or an .xlsx workbook.\n\n"
        "--from takes the carried-over figures and the texts of last year's report as a start; --ledger fills sections"
        " 3 and 4 from the request register.\n\n"
        "--template writes the Word template instead; restyle it and pass it to generate --template.",
    ),
)
@click.option("--agency", cls=Option, callback=written, metavar="NAME",
              text=Text("机关全称（有 --from 时可省）", "the agency's full name (not needed with --from)"))  # fmt: skip
@click.option("--year", cls=Option, type=int, metavar="YEAR",
              text=Text("报告年度（有 --from 时可省）", "the report year (not needed with --from)"))  # fmt: skip
@click.option("--from", "last", cls=Option, type=FileName(), metavar="REPORT",
              text=Text("上年的报告", "last year's report"))  # fmt: skip
@click.option("--ledger", "register", cls=Option, type=FileName(), metavar="LEDGER",
              text=Text("由依申请公开台账汇总第三、四部分",
                        "fill sections 3 and 4 from this request register"))  # fmt: skip
@click.option("--template", cls=Option, is_flag=True,
              text=Text("写出可改样式的 Word 模板 .docx",
                        "write the Word template (.docx), to be restyled"))  # fmt: skip
@click.option("--notice", cls=Option, is_flag=True,
              text=Text("写出整改通知的模板 .docx，改好后交给 lint --template",
                        "write the template of the notices (.docx), for lint --template"))  # fmt: skip
@OUTPUT_FILE
@FORCE
@RULEBOOK
@LIMIT
def new(
    *, agency: str | None, year: int | None, last: str | None, register: str | None, template: bool, notice: bool,
    output: str, force: bool, rulebook: str | None, limits: Limits,
) -> None:  # fmt: skip
    """See `text`."""
    from generator import beginning
    from generator.files import FILL_IN, kind_of
    from nianbao.files.writing import guard, write_atomically

    path = Path(output)
    is_template = template or notice
    if is_template and path.suffix.lower() != ".docx":
        fail(_NO_WORD.format(path=path))
    kind: Kind = "yaml" if is_template else kind_of(path, FILL_IN)
    guard(path, read_besides(rulebook, last, register), force=force)
    settings = Settings(rulebook_of(rulebook), limits)
    if notice:
        data = resource("templates/notice.docx").read_bytes()
    elif template:
        data = beginning.new_template(settings)
    elif register is not None:
        from generator.ledger.tables import Asked, tables
        from nianbao.cli.ledger import tell

        made = tables(agency, year, Asked(path=register, last=last, texts=True), settings, kind)
        tell(made, output if kind == "xlsx" else None)
        data = made.data
    else:
        data = beginning.new(agency, year, settings, last=last, kind=kind).data
    write_atomically(path, data)
    say_written(path)
