"""`nianbao lint --format word`: beside what is said of each report, a copy of it with comments."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from linter.findings import FileResult, Told
from linter.output.style import Presentation
from linter.output.word import commented, package_of
from linter.settings import Settings, stamp
from nianbao.cli.speaking import fail, say, say_written
from nianbao.errors import NianbaoError
from nianbao.files.inputs import STANDARD_INPUT
from nianbao.files.loading import load
from nianbao.files.mirroring import common_folder, name_below
from nianbao.files.writing import guard, make_folder, write_atomically
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.status import Status

_NO_OUTPUT = Text(
    "--format word 请用 -o 写明写入的文件，多份报告时写明文件夹",
    "--format word: name the file to write with -o, or a folder for several reports",
)
_ENDING = Text("{path}：这份报告的批注副本应以 {ending} 结尾", "{path}: the copy of this report has to end in {ending}")
_FOLDER = Text("{path} 是文件，几份报告的批注副本要写入文件夹", "{path} is a file, and several copies go into a folder")
_CHANGED = Text("检查期间文件有改动，请重新运行", "the file was changed while it was checked; run it again")
_NAMED = Text("{path}：{what}", "{path}: {what}")
# Word opens these under their own names only.
_OWN_ENDINGS = (".docm", ".dotx", ".dotm")


def targets(inputs: list[str], named: tuple[str, ...], output: str | None) -> dict[str, Path]:
    """Where the copy of each report goes: OUTPUT itself for one that is named, else below it as the reports lie.

    Ends the command where that is no place for it.
    """
    if output is None:
        fail(_NO_OUTPUT)
    out = Path(output)
    if len(inputs) == 1 and inputs[0] in named and not out.is_dir() and not output.endswith(("/", os.sep)):
        ending = _ending(inputs[0])
        if out.suffix.lower() != ending:
            fail(_ENDING.format(path=out, ending=ending))
        return {inputs[0]: out}
    if out.exists() and not out.is_dir():
        fail(_FOLDER.format(path=out))
    base = common_folder(path for path in inputs if path != STANDARD_INPUT)
    return {path: out / _inside(path, base) for path in inputs}


def _ending(path: str) -> str:
    own = Path(path).suffix.lower()
    return own if own in _OWN_ENDINGS else ".docx"


def _inside(path: str, base: str) -> str:
    """The name below the folder of copies; what becomes a .docx keeps its old ending in front of the new."""
    if path == STANDARD_INPUT:
        return "stdin.docx"
    name = name_below(path, base)
    return name if Path(path).suffix.lower() in (".docx", *_OWN_ENDINGS) else f"{name}.docx"


class Copies:
    """Writes the copies as results come; one that cannot be written leaves the others."""

    def __init__(
        self,
        places: Mapping[str, Path],
        read: Iterable[str],
        settings: Mapping[str, Settings],
        style: Presentation,
        *,
        force: bool,
    ) -> None:
        """`read` is what the call reads and never writes over."""
        self._places, self._read, self._settings = places, tuple(read), settings
        self._style, self._force = style, force
        # Of each file before it is linted: what is commented has to be the same.
        self._stamps = {path: stamp(path) for path in places if path != STANDARD_INPUT}
        self.status = Status.FINE

    def written(self, results: Iterable[Told], typed: Callable[[], bytes]) -> Iterator[Told]:
        """The results themselves, each when its copy is written.

        `typed` gives what standard input said.
        """
        for told in results:
            if isinstance(told, FileResult) and told.error is None:
                try:
                    data = typed() if told.path == STANDARD_INPUT else self._loaded(told.path)
                    self._write(told, data)
                except NianbaoError as error:
                    self.status = Status.FAILED
                    say(_NAMED.format(path=visible(told.path), what=error.message), err=True)
            yield told

    def _loaded(self, path: str) -> bytes:
        data = load(path, self._settings[path].limits)
        if stamp(path) != self._stamps[path]:
            raise NianbaoError(_CHANGED)
        return data

    def _write(self, result: FileResult, data: bytes) -> None:
        settings, target = self._settings[result.path], self._places[result.path]
        package = package_of(data, Path(result.path).name, settings, piped=result.path == STANDARD_INPUT)
        guard(target, self._read, force=self._force)
        copy = commented(package, result, self._style, settings.limits)
        make_folder(target.parent)
        write_atomically(target, copy)
        say_written(target)
