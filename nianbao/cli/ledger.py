"""`nianbao ledger`: thin, over generator.ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct, convert

from nianbao.cli.command import Command, FileName, Option
from nianbao.cli.options import FORCE, LIMIT, OUTPUT_FILE, RULEBOOK, read_besides, rulebook_of, written
from nianbao.cli.speaking import Mistaken, fail, language, say, say_written
from nianbao.errors import NianbaoError
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.status import Status

if TYPE_CHECKING:
    from generator.ledger.tables import Tables

_NO_LEDGER = Text("请写明台账文件，或用 --blank 新建空白台账", "name the register, or create a blank one with --blank")
_NO_DAY = Text(
    "{name} 应为日期，如 2024-06-30，而不是“{stated}”", "{name} takes a date such as 2024-06-30, not {stated!r}"
)
_NO_XLSX = Text("{path}：空白台账应以 .xlsx 结尾", "{path}: the name of a blank register has to end in .xlsx")
_NOTHING = Text(
    "共 {count} 处错误，未写入；可改正后重试，或用 --partial 只汇总没有错误的行",
    "{count} mistakes, nothing was written; fix them, or leave their rows out with --partial",
)
_ONE_NOTHING = Text(
    "共 1 处错误，未写入；可改正后重试，或用 --partial 只汇总没有错误的行",
    "1 mistake, nothing was written; fix it, or leave its row out with --partial",
)
_PARTLY = Text("只汇总了没有错误的行，以下各处没有计入：", "rows with mistakes were left out:")
_WARNINGS = Text("请核对：", "to be checked:")
_IN_FILE = Text("以上每类只列前几处，各处全部见 {path}", "of each kind only the first are shown; {path} has them all")
_IN_TRACE = Text(
    "以上每类只列前几处；用 nianbao ledger 的 --trace（有错误的另加 --partial）可列出全部",
    "of each kind only the first are shown; --trace of nianbao ledger, with --partial where there are mistakes, lists"
    " them all",
)


def _day(_: click.Context, option: click.Parameter, value: str | None) -> date | None:
    from nianbao.figures.ledger.dates import day_of

    found = day_of(value) if value is not None else None
    if value is not None and found is None:
        raise NianbaoError(_NO_DAY.format(name=option.opts[0], stated=value))
    return found


class _Line(Struct, frozen=True, kw_only=True):
    """The options and arguments of the line."""

    ledger: str | None
    agency: str | None
    year: int | None
    last: str | None
    from_date: date | None
    to_date: date | None
    trace: str | None
    partial: bool
    blank: bool
    output: str
    force: bool
    rulebook: str | None
    limits: Limits


@click.command(
    "ledger",
    cls=Command,
    text=Text(
        "由依申请公开台账（.xlsx、.csv）汇总第三、四部分的表格，写成待填的数据文件 .yaml 或 .xlsx。\n\n"
        "每个数字都可查到由哪些申请得来（.xlsx 中的“台账明细”，或 --trace）。--blank 新建空白台账。\n\n"
        "台账中姓名、地址、电话等列一律跳过。"
        "退出状态：0 全部汇总；1 用 --partial 略去了有错误的行；2 台账有错误，未写入。",
        "Fill the tables of sections 3 and 4 from the request register (.xlsx, .csv); the result is a figures file to"
        " complete, .yaml or .xlsx.\n\n"
        "Every figure can be traced to its requests (a sheet of the .xlsx, or --trace). --blank creates an empty"
        " register.\n\n"
        "Columns with names, addresses or telephone numbers are skipped. Exit status: 0 everything was counted; 1 rows"
        " with mistakes were left out by --partial; 2 the register has mistakes, nothing was written.",
    ),
)
@click.argument("ledger", required=False, type=FileName(), metavar="[LEDGER]")
@click.option("--agency", cls=Option, callback=written, metavar="NAME",
              text=Text("机关全称（有 --from 时可省）", "the agency's full name (not needed with --from)"))  # fmt: skip
@click.option("--year", cls=Option, type=int, metavar="YEAR",
              text=Text("报告年度（有 --from 时可省）", "the report year (not needed with --from)"))  # fmt: skip
@click.option("--from", "last", cls=Option, type=FileName(), metavar="REPORT",
              text=Text("上年的报告，核对结转", "last year's report, to check what was carried over"))  # fmt: skip
@click.option("--from-date", cls=Option, callback=_day, metavar="DATE",
              text=Text("从这一天起统计，默认1月1日", "count from this day (default: 1 January)"))  # fmt: skip
@click.option("--to-date", cls=Option, callback=_day, metavar="DATE",
              text=Text("统计到这一天，默认12月31日", "count to this day (default: 31 December)"))  # fmt: skip
@click.option("--trace", cls=Option, type=FileName(), metavar="FILE",
              text=Text("每个数字由哪些申请得来，写入 .csv 或 .xlsx",
                        "write the requests behind each figure to this .csv or .xlsx"))  # fmt: skip
@click.option("--partial", cls=Option, is_flag=True,
              text=Text("略去有错误的行，汇总其余的", "leave out rows with mistakes"))  # fmt: skip
@click.option("--blank", cls=Option, is_flag=True,
              text=Text("写出空白台账 .xlsx", "write a blank register, .xlsx"))  # fmt: skip
@OUTPUT_FILE
@FORCE
@RULEBOOK
@LIMIT
@click.pass_context
def ledger(ctx: click.Context, /, **given: object) -> None:
    """See `text`."""
    from nianbao.files.writing import guard

    line = convert(given, _Line)
    for target in filter(None, (line.output, line.trace)):
        guard(target, read_besides(line.rulebook, line.ledger, line.last), force=line.force)
    ctx.exit(_write_blank(line) if line.blank else _count(line))


def _write_blank(line: _Line) -> Status:
    from generator.ledger.blank import blank_register
    from nianbao.files.writing import write_atomically
    from nianbao.rulebook import load_rulebook

    path = Path(line.output)
    if path.suffix.lower() != ".xlsx":
        fail(_NO_XLSX.format(path=path))
    write_atomically(path, blank_register(rulebook_of(line.rulebook) or load_rulebook()))
    say_written(path)
    return Status.FINE


def _count(line: _Line) -> Status:
    from generator.files import FILL_IN, kind_of
    from generator.ledger.tables import Asked, tables
    from generator.ledger.trace import trace_bytes
    from generator.settings import Settings
    from nianbao.files.writing import write_atomically

    if line.ledger is None:
        fail(_NO_LEDGER)
    path = Path(line.output)
    kind = kind_of(path, FILL_IN)
    asked = Asked(path=line.ledger, last=line.last, start=line.from_date, end=line.to_date, partial=line.partial)
    made = tables(line.agency, line.year, asked, Settings(rulebook_of(line.rulebook), line.limits), kind)
    tell(made, line.trace or (line.output if kind == "xlsx" else None))
    traced = trace_bytes(Path(line.trace), made.traced) if line.trace else b""
    write_atomically(path, made.data)
    say_written(path)
    if line.trace:
        write_atomically(Path(line.trace), traced)
        say_written(Path(line.trace))
    return Status.FOUND if made.mistakes else Status.FINE


def tell(made: Tables, whole: str | None = None) -> None:
    """Say what was found in the register; `whole` is the file that has every cell of it.

    Raises Mistaken with every mistake where nothing is to be written.
    """
    for note in made.notes:
        say(note, err=True)
    for head, told in ((_WARNINGS, made.warnings), (_PARTLY, made.mistakes if made.written else ())):
        for message in (head, *told) if told else ():
            say(message, err=True)
    cut = (_IN_FILE.format(path=whole) if whole and made.written else _IN_TRACE,) if made.cut else ()
    if not made.written:
        count = len(made.mistakes)
        found = (*made.mistakes, *cut, (_NOTHING if count != 1 else _ONE_NOTHING).format(count=count))
        raise Mistaken("\n".join(mistake.in_(language()) for mistake in found))
    for message in cut:
        say(message, err=True)
