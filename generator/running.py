"""Generating the reports of one command line: one file after another, each on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, cast

from msgspec import Struct

from generator.comparing import differences
from generator.files import KINDS
from generator.generate import FORMS, Form, Generated, generate
from nianbao.errors import NianbaoError, ReadError
from nianbao.figures import Keys, open_figures
from nianbao.files.limits import Limits
from nianbao.files.loading import load
from nianbao.files.writing import write_atomically
from nianbao.i18n import Text
from nianbao.rulebook.model import Rulebook

_EXISTS: Final = Text("{path} 已存在；要覆盖请加 --force", "{path} exists; write over it with --force")
_WRITTEN: Final = Text("已写入 {path}", "wrote {path}")
_DRAFT: Final = Text("已写入 {path}（草稿）", "wrote {path} (a draft)")
_SAME: Final = Text("{path} 与数据一致", "{path} is what the figures give")
_DIFFERS: Final = Text("{path} 与数据不一致：", "{path} is not what the figures give:")
_ABSENT: Final = Text("{path} 不存在", "{path} does not exist")
_AT: Final = Text("{path}：{what}", "{path}: {what}")
_INDENTED: Final = Text("  {what}", "  {what}")
_DEFAULTS: Final = Text(
    "{path}：以下文字没有填写，用的是通用句子，请补充本机关的实际情况：{keys}",
    "{path}: sentences of ours stand for these texts, which were not given: {keys}",
)
_ENDING: Final = Text("{path}：不支持这种文件名；应以 {names} 结尾", "{path}: unknown ending; expected one of {names}")
_FOLDER: Final = Text(
    "几个数据文件要写入文件夹，而 {path} 不是", "several reports go into a folder, and {path} is none"
)
_TWICE: Final = Text(
    "{first} 和 {second} 会写入同一个文件 {path}", "{first} and {second} would both be written to {path}"
)
_ITSELF: Final = Text("{path} 是数据文件，不能写入", "{path} is the figures file and is not written over")


class Job(Struct, frozen=True):
    """What the command line asks for, whatever the files."""

    rulebook: Rulebook | None  # None is the official one of the edition that the figures name
    template: bytes | None
    limits: Limits
    force: bool
    check: bool
    draft: bool


class Target(Struct, frozen=True):
    """Figures and where their report goes."""

    figures: Path
    out: Path
    form: Form


class Outcome(Struct, frozen=True):
    """What became of one target: exit status and what to say, the last message being the result."""

    status: int
    messages: tuple[Text, ...]


def targets(figures: Iterable[str], output: str, form: str | None) -> list[Target]:
    """The report of each figures file: OUT itself, or a file in the folder OUT.

    Raises NianbaoError where that is no name for a report, or two reports would have the same.
    """
    sources, out = [Path(name) for name in figures], Path(output)
    if len(sources) == 1 and not out.is_dir() and not output.endswith(("/", "\\")):
        return [Target(sources[0], out, _form(out, form))]
    if out.exists() and not out.is_dir():
        raise NianbaoError(_FOLDER.format(path=out))
    chosen = cast(Form, form or "docx")
    by_name: dict[Path, Target] = {}
    for source in sources:
        target = Target(source, out / f"{source.stem}.{chosen}", chosen)
        if target.out in by_name:
            first = by_name[target.out].figures
            raise NianbaoError(_TWICE.format(first=first, second=source, path=target.out))
        by_name[target.out] = target
    return list(by_name.values())


def pairs(names: Iterable[str]) -> list[Target]:
    """Figures files and the reports of the same name beside them, for each file named, whichever it is.

    A file without its counterpart is in no pair: a hook hands over every file that looks like one.
    """
    found: dict[Target, None] = {}
    for path in map(Path, names):
        figures = [p for ending, kind in KINDS.items() if kind != "csv" and (p := path.with_suffix(ending)).is_file()]
        reports = [(path.with_suffix(f".{form}"), form) for form in FORMS]
        found |= {Target(p, out, form): None for p in figures for out, form in reports if out.is_file()}
    return list(found)


def run(wanted: Iterable[Target], job: Job) -> Iterator[Outcome]:
    """One outcome after another, so that nothing but the report at hand is kept."""
    return (_outcome(target, job) for target in wanted)


def _outcome(target: Target, job: Job) -> Outcome:
    try:
        return _check(target, job) if job.check else _write(target, job)
    except NianbaoError as error:
        return Outcome(2, (error.message,))


def _form(out: Path, form: str | None) -> Form:
    ending = out.suffix.lower().removeprefix(".")
    if form is None and ending not in FORMS:
        names = ", ".join(f".{known}" for known in FORMS)
        raise NianbaoError(_ENDING.format(path=out, names=names))
    return cast(Form, form or ending)


def _generated(target: Target, job: Job) -> Generated:
    try:
        stated = open_figures(target.figures, job.rulebook, limits=job.limits)
    except ReadError as error:
        raise NianbaoError(_AT.format(path=target.figures, what=error.message)) from error
    return generate(stated, stated.rulebook, form=target.form, template=job.template, draft=job.draft)


def _write(target: Target, job: Job) -> Outcome:
    if target.out.exists():
        if target.out.samefile(target.figures):
            raise NianbaoError(_ITSELF.format(path=target.out))
        if not job.force:
            raise NianbaoError(_EXISTS.format(path=target.out))
    report = _generated(target, job)
    target.out.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target.out, report.data)
    told = (_defaults(target, report.defaults),) if report.defaults else ()
    return Outcome(0, (*report.warnings, *told, (_DRAFT if job.draft else _WRITTEN).format(path=target.out)))


def _defaults(target: Target, keys: tuple[Keys, ...]) -> Text:
    return _DEFAULTS.format(path=target.figures, keys=", ".join(".".join(key[1:]) for key in keys))


def _check(target: Target, job: Job) -> Outcome:
    report = _generated(target, job)
    if not target.out.exists():
        return Outcome(1, (_ABSENT.format(path=target.out),))
    try:
        stated = load(target.out, job.limits)
    except ReadError as error:
        raise NianbaoError(_AT.format(path=target.out, what=error.message)) from error
    found = differences(stated, report.data, target.form)
    if not found:
        return Outcome(0, (_SAME.format(path=target.out),))
    return Outcome(1, (_DIFFERS.format(path=target.out), *(_INDENTED.format(what=what) for what in found)))
