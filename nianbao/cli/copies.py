"""`nianbao lint` with a file for each report, beside what is said of it: a copy with comments, or a letter."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from linter.findings import FileResult, Told
from linter.output import OutputFormat
from linter.output.style import Presentation
from linter.settings import Settings, stamp
from nianbao.cli.speaking import fail, say, say_written
from nianbao.errors import NianbaoError
from nianbao.files.archives import archive_of
from nianbao.files.inputs import STANDARD_INPUT
from nianbao.files.limits import Limits
from nianbao.files.loading import load
from nianbao.files.mirroring import common_folder, name_below
from nianbao.files.writing import guard, make_folder, write_atomically
from nianbao.formats import ARCHIVE
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.status import Status

# What is made of a result; None where there is nothing to write.
Make: TypeAlias = Callable[[FileResult], "bytes | None"]

_NO_OUTPUT = Text(
    "--format {form} 请用 -o 写明写入的文件，多份报告时写明文件夹",
    "--format {form}: name the file to write with -o, or a folder for several reports",
)
_ENDING = Text("{path}：这份报告的{what}应以 {ending} 结尾", "{path}: the {what} of this report has to end in {ending}")
_FOLDER = Text(
    "{path} 是文件，多份报告的{what}要写入文件夹",
    "{path} is a file, but the output for several reports needs a folder",
)
_WHAT = {"word": Text("批注副本", "copy"), "notice": Text("整改通知", "notice")}
_CHANGED = Text("检查期间文件有改动，请重新运行", "the file was changed while it was checked; run it again")
_NAMED = Text("{path}：{what}", "{path}: {what}")
# Word opens these under their own names only.
_OWN_ENDINGS = (".docm", ".dotx", ".dotm")
_LETTER = "整改通知"  # in the name of a letter, whatever the language: it is a Chinese document


def targets(form: OutputFormat, inputs: list[str], named: tuple[str, ...], output: str | None) -> dict[str, Path]:
    """Where the file of each report goes: OUTPUT itself for one that is named, else below it as the reports lie.

    Ends the command where that is no place for it.
    """
    if output is None:
        fail(_NO_OUTPUT.format(form=form.name))
    out, what = Path(output), _WHAT[form.name]
    if len(inputs) == 1 and inputs[0] in named and not out.is_dir() and not output.endswith(("/", os.sep)):
        ending = _ending(inputs[0]) if form.name == "word" else ".docx"
        if out.suffix.lower() != ending:
            fail(_ENDING.format(path=out, what=what, ending=ending))
        return {inputs[0]: out}
    if out.exists() and not out.is_dir():
        fail(_FOLDER.format(path=out, what=what))
    shown = _without_endings(inputs)
    base = common_folder(shown[path] for path in inputs if path != STANDARD_INPUT)
    name = _copy_of if form.name == "word" else _letter_about
    return {path: out / name(_inside(shown[path], base)) for path in inputs}


def _without_endings(inputs: list[str]) -> dict[str, str]:
    """What is in an archive as if it lay in a folder of its name without .zip, unless others lie there."""
    shown = {path: path for path in inputs}
    for path in inputs:
        if archive := archive_of(path):
            shown[path] = archive[: -len(ARCHIVE)] + path[len(archive) :]
    return shown if len(set(shown.values())) == len(inputs) else {path: path for path in inputs}


def _ending(path: str) -> str:
    own = Path(path).suffix.lower()
    return own if own in _OWN_ENDINGS else ".docx"


def _inside(path: str, base: str) -> str:
    """The name of the report below the folder that all lie in."""
    if path == STANDARD_INPUT:
        return "stdin.docx"
    return name_below(path, base)


def _copy_of(name: str) -> str:
    """What becomes a .docx keeps its old ending in front of the new."""
    return name if Path(name).suffix.lower() in (".docx", *_OWN_ENDINGS) else f"{name}.docx"


def _letter_about(name: str) -> str:
    return f"{name.removesuffix('.docx')}-{_LETTER}.docx"


class Commented:
    """Makes the copy with comments of a report."""

    def __init__(
        self, paths: Iterable[str], settings: Mapping[str, Settings], style: Presentation, typed: Callable[[], bytes]
    ) -> None:
        """`typed` gives what standard input said."""
        self._settings, self._style, self._typed = settings, style, typed
        # Of each file before it is linted: what is commented has to be the same.
        self._stamps = {path: stamp(path) for path in paths if path != STANDARD_INPUT}

    def __call__(self, result: FileResult) -> bytes:
        """The copy. Raises NianbaoError where there can be none."""
        from linter.output.word import commented, package_of

        piped = result.path == STANDARD_INPUT
        data = self._typed() if piped else self._loaded(result.path)
        settings = self._settings[result.path]
        package = package_of(data, Path(result.path).name, settings, piped=piped)
        return commented(package, result, self._style, settings.limits)

    def _loaded(self, path: str) -> bytes:
        data = load(path, self._settings[path].limits)
        if stamp(path) != self._stamps[path]:
            raise NianbaoError(_CHANGED)
        return data


def letters(template: str | None, limits: Limits) -> Make:
    """Makes the letter about a report by a template, where there is anything to tell.

    Raises NianbaoError now for a template that cannot be used.
    """
    from linter.output.notice import checked, is_due, notice
    from nianbao.resources import resource

    path = template or str(resource("templates/notice.docx"))
    data = checked(load(path, limits), path)
    return lambda result: notice(result, data) if is_due(result) else None


class Copies:
    """Writes a file for each report as results come; one that cannot be written leaves the others."""

    def __init__(self, places: Mapping[str, Path], read: Iterable[str], make: Make, *, force: bool) -> None:
        """`read` is what the call reads and never writes over."""
        self._places, self._read, self._make, self._force = places, tuple(read), make, force
        self.status = Status.FINE

    def written(self, results: Iterable[Told]) -> Iterator[Told]:
        """The results themselves, each when its file is written."""
        for told in results:
            if isinstance(told, FileResult) and told.error is None:
                try:
                    self._write(told)
                except NianbaoError as error:
                    self.status = Status.FAILED
                    say(_NAMED.format(path=visible(told.path), what=error.message), err=True)
            yield told

    def _write(self, result: FileResult) -> None:
        target = self._places[result.path]
        made = self._make(result)
        if made is not None:
            guard(target, self._read, force=self._force)
            make_folder(target.parent)
            write_atomically(target, made)
            say_written(target)
