"""The commands new, generate and extract: thin, over the functions that do the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from nianbao.cli.command import Command, Option
from nianbao.cli.options import FORCE, LIMIT, OUTPUT_FILE, RULEBOOK
from nianbao.cli.speaking import fail, say
from nianbao.errors import NianbaoError
from nianbao.files.limits import Limits
from nianbao.i18n import Text
from nianbao.rulebook import Rulebook, load_rulebook

_EXISTS: Final = Text("{path} 已存在；要覆盖请加 --force", "{path} exists; write over it with --force")
_WRITTEN: Final = Text("已写入 {path}", "wrote {path}")
_NO_AGENCY: Final = Text("请用 --agency 写明机关名称", "name the agency with --agency")
_NO_YEAR: Final = Text("请用 --year 写明报告年度", "name the report year with --year")
_NOT_YEAR: Final = Text("--year 应为 {first} 年及以后，而不是 {year}", "--year is {year}; expected {first} or later")
_NO_OUTPUT: Final = Text("请用 -o 写明写入的文件", "name the file to write with -o")
_NO_WORD: Final = Text("{path}：模板是 Word 文件，应以 .docx 结尾", "{path}: a template is a Word file; expected .docx")
_NO_LOOKS: Final = Text("{path}：没有规定版式（typography）", "{path}: says nothing of typography")
_TITLE: Final = Text("{path}：没有认出报告标题", "{path}: no title was recognised")


_Function = TypeVar("_Function", bound=Callable[..., Any])


def _option(*names: str, zh: str, en: str, **given: Any) -> Callable[[_Function], _Function]:
    return click.option(*names, cls=Option, text=Text(zh, en), **given)


@click.command(
    "new",
    cls=Command,
    text=Text(
        "新建待填的数据文件：.yaml 或电子表格 .xlsx。\n\n有上年报告的，用 --from 结转数字、带出文字。\n\n"
        "要改样式的，用 --template 写出 Word 模板，改好后交给 generate --template。",
        "Make a figures file to fill in: .yaml, or a workbook .xlsx.\n\n"
        "--from takes what carries over from last year's report, and its texts as a start.\n\n"
        "--template writes the Word template instead, to restyle for generate --template.",
    ),
)
@_option("--agency", metavar="NAME", zh="机关全称（有 --from 时可省）", en="the agency's full name (--from has it)")
@_option("--year", type=int, metavar="YEAR", zh="报告年度（有 --from 时可省）", en="the report year (--from has it)")
@_option("--from", "last", type=click.Path(), metavar="REPORT", zh="上年的报告", en="last year's report")
@_option(
    "--template", is_flag=True, zh="写出可改样式的 Word 模板 .docx", en="write the Word template, a .docx to restyle"
)
@OUTPUT_FILE
@FORCE
@RULEBOOK
@LIMIT
def new(output: str, force: bool, rulebook: str | None, limits: Limits, template: bool, **given: Any) -> None:
    """See `text`."""
    from generator.files import kind_of
    from generator.new import blank_figures, blank_yaml

    path = Path(output)
    if template:
        _new_template(path, force, rulebook)
        return
    kind = kind_of(path, ("yaml", "xlsx"))
    _guard(path, force)
    own = load_rulebook(rulebook) if rulebook else None
    last = _report(given["last"], own, limits) if given["last"] else None
    agency, year, book = _whose(given, last, own)
    blank = blank_figures(agency, year, book, last)
    if kind == "xlsx":
        from generator.workbook import write_workbook

        _put(path, write_workbook(blank.figures, book, notes=blank.beside))
    else:
        _put(path, blank_yaml(blank, book))


@click.command(
    "extract",
    cls=Command,
    text=Text(
        "从报告中取出数据，写成 .yaml、.json、.xlsx 或 .csv。读不到的逐项说明，不会编造。",
        "Take the figures out of a report: .yaml, .json, .xlsx or .csv. What cannot be read is said, not invented.",
    ),
)
@click.argument("report", metavar="REPORT")
@OUTPUT_FILE
@FORCE
@RULEBOOK
@LIMIT
def extract(report: str, output: str, force: bool, rulebook: str | None, limits: Limits) -> None:
    """See `text`."""
    from generator.files import figures_bytes, kind_of
    from nianbao.figures.extract import figures_from_report

    path = Path(output)
    kind = kind_of(path)
    _guard(path, force)
    book = load_rulebook(rulebook) if rulebook else None
    stated = _report(report, book, limits)
    figures, notes = figures_from_report(stated, stated.rulebook)
    for note in notes:
        say(note, err=True)
    _put(path, figures_bytes(figures, stated.rulebook, kind))


@click.command(
    "generate",
    cls=Command,
    text=Text(
        "由数据文件（.yaml、.json、.xlsx）生成报告：.docx、.html、.txt、.pdf。\n\n"
        "几个数据文件时 -o 为文件夹；--check 不写 -o 的，核对同名的报告。\n\n"
        "退出状态：0 已写入或一致，1 --check 发现不一致，2 数据有误。",
        "Write the report of a figures file (.yaml, .json, .xlsx): .docx, .html, .txt, .pdf.\n\n"
        "With several figures files -o is a folder; --check without -o looks at the reports of the same name."
        " Exit status: 0 written, or as it should be; 1 --check found a"
        " difference; 2 the figures have mistakes.",
    ),
)
@click.argument("figures", nargs=-1, required=True, metavar="FIGURES...")
@_option("--output", "-o", type=click.Path(), metavar="OUT", zh="写入的文件或文件夹",
         en="the file, or folder, to write")  # fmt: skip
@_option("--to", "form", type=click.Choice(("docx", "html", "txt", "pdf")), zh="写入文件夹时的格式",
         en="the format of reports in a folder")  # fmt: skip
@FORCE
@_option(
    "--check", is_flag=True, zh="只核对 OUT 是否与数据一致，不写入", en="tell whether OUT is up to date; write nothing"
)
@_option("--draft", is_flag=True, zh="数据有误也生成，每页标明草稿", en="write in spite of mistakes, marked as a draft")
@_option("--template", type=click.Path(), metavar="DOCX", zh="使用这份 Word 文件的样式和版面",
         en="take styles and page set-up of this Word file")  # fmt: skip
@RULEBOOK
@LIMIT
@click.pass_context
def generate(ctx: click.Context, /, figures: tuple[str, ...], output: str | None, **given: Any) -> None:
    """See `text`."""
    from generator.running import Job, pairs, run, targets

    if output is None and not given["check"]:
        fail(_NO_OUTPUT)
    wanted = targets(figures, output, given["form"]) if output is not None else pairs(figures)
    limits: Limits = given["limits"]
    job = Job(
        rulebook=load_rulebook(given["rulebook"]) if given["rulebook"] else None,
        template=_bytes(given["template"], limits) if given["template"] else None,
        limits=limits,
        force=given["force"],
        check=given["check"],
        draft=given["draft"],
    )
    status = 0
    for outcome in run(wanted, job):
        for message in outcome.messages:
            say(message, err=outcome.status != 0 or message is not outcome.messages[-1])
        status = max(status, outcome.status)
    ctx.exit(status)


def _guard(path: Path, force: bool) -> None:
    if path.exists() and not force:
        fail(_EXISTS.format(path=path))


def _put(path: Path, data: bytes) -> None:
    from nianbao.files.writing import write_atomically

    write_atomically(path, data)
    say(_WRITTEN.format(path=path))


def _bytes(path: str, limits: Limits) -> bytes:
    from nianbao.files.loading import load

    try:
        return load(path, limits)
    except NianbaoError as error:
        raise NianbaoError(Text("{path}：{what}", "{path}: {what}").format(path=path, what=error.message)) from error


def _report(path: str, rulebook: Rulebook | None, limits: Limits) -> Any:
    """The report in a file, as `lint` sees it. Raises NianbaoError with the path for what is none."""
    from nianbao.reading import read
    from nianbao.recognising import recognise

    try:
        return recognise(read(path, limits=limits), rulebook)
    except NianbaoError as error:
        raise NianbaoError(Text("{path}：{what}", "{path}: {what}").format(path=path, what=error.message)) from error


def _whose(given: dict[str, Any], last: Any, own: Rulebook | None) -> tuple[str, int, Rulebook]:
    """The agency and the year as given, else those of last year's report and the year behind it; its rulebook."""
    from nianbao.rulebook import edition_of

    agency = (given["agency"] or (last.agency if last else None) or "").strip()
    year = given["year"] or (last.year + 1 if last and last.year else None)
    if not agency or year is None:
        if last is not None:
            say(_TITLE.format(path=given["last"]), err=True)
        fail(_NO_YEAR if agency else _NO_AGENCY)
    book = own or edition_of(year)
    if year < book.years[0]:
        fail(_NOT_YEAR.format(first=_first_year(own), year=year))
    return agency, year, book


def _first_year(own: Rulebook | None) -> int:
    """The first year that can be reported, by the oldest official edition where no rulebook is given."""
    from nianbao.rulebook.editions import EDITIONS

    return (own or load_rulebook(edition=min(EDITIONS))).years[0]


def _new_template(path: Path, force: bool, rulebook: str | None) -> None:
    from generator.word.building import build_template

    if path.suffix.lower() != ".docx":
        fail(_NO_WORD.format(path=path))
    _guard(path, force)
    typography = load_rulebook(rulebook).typography
    if typography is None:
        fail(_NO_LOOKS.format(path=rulebook))
    _put(path, build_template(typography))
