"""The reports of many figures files, one after another and each on its own: written, or held to what stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from msgspec import Struct

from generator.checking import Examine
from generator.comparing import differences
from generator.files import KINDS
from generator.generating import FORMS, Form, Generated, generate
from generator.refusing import all_mistakes, examined, left_open, refusal
from generator.settings import OFFICIAL, Settings
from generator.standing import lost_figures, lost_report, standing
from nianbao.errors import NianbaoError, naming
from nianbao.figures import FiguresError
from nianbao.figures.labels import labels_of
from nianbao.files.loading import load
from nianbao.files.writing import make_folder, write_atomically
from nianbao.i18n import Text
from nianbao.status import Status

if TYPE_CHECKING:
    from generator.bundling import Item

_WRITTEN: Final = Text("已写入 {path}", "wrote {path}")
_DRAFT: Final = Text("已写入 {path}（草稿）", "wrote {path} (a draft)")
_SAME: Final = Text("{path} 与数据一致", "{path} agrees with the figures")
_DIFFERS: Final = Text("{path} 与数据不一致：", "{path} does not agree with the figures:")
_ABSENT: Final = Text("{path} 不存在", "{path} does not exist")
_FONTS: Final = Text(
    "{path}：本机没有字体{zh}，PDF 以其他字体代替，字形和分页会不同；请安装后再生成，或在 Word、WPS 中输出",
    "{path}: {en} not installed; the PDF uses other typefaces and its pages may break differently",
)
_INDENTED: Final = Text("  {what}", "  {what}")
_DEFAULTS: Final = Text(
    "{path}：以下文字未填写，用的是通用句子，请补充本机关的实际情况：{texts}",
    "{path}: general sentences stand in for texts that were not given; add what applies to the agency: {texts}",
)
_ZEROS: Final = Text(
    "{path}：按“其余空白填 0”，{count} 处空白的数字作为 0",
    "{path}: {count} blank figures taken as 0, as the file asks",
)
_ENDING: Final = Text("{path}：不支持这种文件名；应以 {names} 结尾", "{path}: unknown ending; expected one of {names}")
_FOLDER: Final = Text(
    "多个数据文件要写入文件夹，而 {path} 不是", "several reports need a folder to go into, and {path} is not one"
)
_TWICE: Final = Text(
    "{first} 和 {second} 将写入同一个文件 {path}", "{first} and {second} would both be written to {path}"
)


class Job(Struct, frozen=True):
    """What is to be done with each figures file."""

    settings: Settings = OFFICIAL
    check: bool = False  # tell whether the report that stands there is up to date; nothing is written
    force: bool = False  # write over what stands there, but never over what the call reads
    inputs: tuple[str, ...] = ()  # what else the call reads: a template, a rulebook
    examine: Examine | None = None  # what is said of each report before it is written


class Target(Struct, frozen=True):
    """Figures and where their report goes."""

    figures: Path
    out: Path
    form: Form


class Outcome(Struct, frozen=True):
    """What became of one target: exit status and what to say; the last messages are the results."""

    status: Status
    messages: tuple[Text, ...]
    results: int = 1

    @property
    def done(self) -> tuple[Text, ...]:
        """The messages that are results."""
        return self.messages[-self.results :]


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
    for path in (path for path in map(Path, names) if path.name):
        endings = [ending for ending, kind in KINDS.items() if kind != "csv"]
        figures = [p for ending in endings if _is_file(p := path.with_suffix(ending))]
        reports = [(path.with_suffix(f".{form}"), form) for form in FORMS]
        found |= {Target(p, out, form): None for p in figures for out, form in reports if _is_file(out)}
    return list(found)


def _is_file(path: Path) -> bool:
    """Also for a name that is none: too long, for one."""
    try:
        return path.is_file()
    except OSError:
        return False


def run(wanted: Iterable[Target], job: Job) -> Iterator[Outcome]:
    """One outcome after another, so that nothing but the report at hand is kept; one that fails leaves the others."""
    wanted = list(wanted)
    inputs = (*job.inputs, *(str(target.figures) for target in wanted))
    return (_outcome(target, job, inputs) for target in wanted)


def _outcome(target: Target, job: Job, inputs: tuple[str, ...]) -> Outcome:
    try:
        return _check(target, job) if job.check else _write(target, job, inputs)
    except FiguresError as error:
        return _refused(error, target, job)
    except NianbaoError as error:
        return Outcome(Status.FAILED, (error.message,))


def _form(out: Path, form: str | None) -> Form:
    ending = out.suffix.lower().removeprefix(".")
    if form is None and ending not in FORMS:
        names = ", ".join(f".{known}" for known in FORMS)
        raise NianbaoError(_ENDING.format(path=out, names=names))
    return cast(Form, form or ending)


def _write(target: Target, job: Job, inputs: tuple[str, ...]) -> Outcome:
    limits = job.settings.limits
    there = standing(target.out, inputs, limits)
    report = generate(target.figures, job.settings, form=target.form)
    lost: tuple[Text, ...] = ()
    if there is not None and there.data != report.data:
        said = lost_report(there, target.form, report.document, report.data, limits)
        lost = there.told(said, force=job.force)
        if not job.force:
            return Outcome(Status.FAILED, lost)
    errors, warnings = examined(report, target.out, job.examine)
    if errors and not job.settings.draft:
        return Outcome(Status.FOUND, refusal(target.figures, errors, warnings))
    make_folder(target.out.parent)
    write_atomically(target.out, report.data)
    done = _DRAFT if job.settings.draft else _WRITTEN
    notes = (*left_open(target.figures, report, errors, warnings), *lost, *_told(target, report, job))
    return Outcome(Status.FINE, (*notes, done.format(path=target.out)))


def _told(target: Target, report: Generated, job: Job) -> Iterator[Text]:
    """What whoever gave the figures may not know of the report."""
    if report.stated.zeros:
        yield _ZEROS.format(path=target.figures, count=report.stated.zeros)
    if report.defaults:
        yield _defaults(target, report)
    typography = report.stated.rulebook.typography
    if target.form == "pdf" and typography is not None and job.settings.template is None:
        from generator.word.fonts import missing_fonts

        if missing := missing_fonts(typography):
            yield _FONTS.format(path=target.out, zh="、".join(missing), en=", ".join(missing))


def run_bundle(figures: Path, folder: Path, job: Job) -> Outcome:
    """The report in every form below the folder, with a manifest; nothing is written where one cannot be."""
    from generator.bundling import MANIFEST, Item, bundle, manifest

    try:
        made = bundle(figures, job.settings)
        target = Target(figures, folder / made.items[0].name, "docx")
        errors, warnings = examined(made.report, target.out, job.examine)
        if errors and not job.settings.draft:
            return Outcome(Status.FOUND, refusal(target.figures, errors, warnings))
        items = (*made.items, Item(MANIFEST, "json", manifest(made)))
        lost = _lost(items, folder, made.report, job, (*job.inputs, str(figures)))
        if lost and not job.force:
            return Outcome(Status.FAILED, lost)
        make_folder(folder)
        for item in items:
            write_atomically(folder / item.name, item.data)
    except FiguresError as error:
        return _refused(error, Target(figures, folder / f"{figures.stem}.docx", "docx"), job)
    except NianbaoError as error:
        return Outcome(Status.FAILED, (error.message,))
    form: Form = "pdf" if any(item.kind == "pdf" for item in made.items) else "docx"
    printed = Target(figures, target.out.with_suffix(".pdf"), form)
    notes = (*left_open(figures, made.report, errors, warnings), *lost, *made.notes, *_told(printed, made.report, job))
    done = _DRAFT if job.settings.draft else _WRITTEN
    written = tuple(done.format(path=folder / item.name) for item in items)
    return Outcome(Status.FINE, (*notes, *written), len(written))


def _refused(error: FiguresError, target: Target, job: Job) -> Outcome:
    """What is said of figures that give no report: with what would be wrong of the report, but for a look at one."""
    mistakes, warnings = all_mistakes(error, target.out, target.form, job.settings, None if job.check else job.examine)
    return Outcome(Status.FAILED, refusal(target.figures, mistakes, warnings))


def _lost(
    items: Iterable[Item], folder: Path, report: Generated, job: Job, inputs: tuple[str, ...]
) -> tuple[Text, ...]:
    """What is said of the files of a bundle that stand there and are not as its manifest has them."""
    from generator.bundling import untouched

    ours, limits = set(untouched(folder)), job.settings.limits
    said: list[Text] = []
    for item in items:
        there = standing(folder / item.name, inputs, limits)
        if there is None or item.name in ours or there.data == item.data:
            continue
        if item.kind == "xlsx":
            lost = lost_figures(there, report.stated, limits)
        else:
            lost = (
                iter(()) if item.kind == "json" else lost_report(there, item.kind, report.document, item.data, limits)
            )
        said += there.told(lost, force=job.force)
    return tuple(said)


def _defaults(target: Target, report: Generated) -> Text:
    labels = labels_of(report.stated.rulebook)
    named = [labels.get(keys, Text(keys[-1], keys[-1])) for keys in report.defaults]
    texts = Text("、".join(name.zh for name in named), ", ".join(name.en for name in named))
    return _DEFAULTS.format(path=target.figures, texts=texts)


def _check(target: Target, job: Job) -> Outcome:
    report = generate(target.figures, job.settings, form=target.form)
    if not os.path.lexists(target.out):
        return Outcome(Status.FOUND, (_ABSENT.format(path=target.out),))
    with naming(target.out):
        stated = load(target.out, job.settings.limits)
    found = differences(stated, report.data, target.form)
    if not found:
        return Outcome(Status.FINE, (_SAME.format(path=target.out),))
    return Outcome(Status.FOUND, (_DIFFERS.format(path=target.out), *(_INDENTED.format(what=what) for what in found)))
