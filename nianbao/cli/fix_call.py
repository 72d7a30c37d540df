"""What a line of `nianbao fix` asks for, file by file: one that cannot be mended leaves the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from linter.configuring import Resolver
from linter.fixing import Fixed, FixError, fix
from linter.fixing.showing import shown
from linter.output.style import Presentation
from linter.settings import Settings, stamp
from nianbao.cli.options import read_besides
from nianbao.cli.speaking import fail, language, say
from nianbao.cli.terminal import wants_colour
from nianbao.clock import now
from nianbao.errors import NianbaoError
from nianbao.files.archives import archive_of
from nianbao.files.backups import keep_backup
from nianbao.files.inputs import STANDARD_INPUT, Input, find_inputs
from nianbao.files.loading import load
from nianbao.files.mirroring import common_folder, name_below
from nianbao.files.writing import guard, make_folder, write_atomically
from nianbao.i18n import Text
from nianbao.shown import visible
from nianbao.status import Status

_ONE_OF_TWO = Text("-o 和 --in-place 只能用一个", "use either -o or --in-place")
_NO_INPUT = Text("请写明文件，不能从标准输入读取", "name a file; standard input cannot be fixed")
_ENDING = Text("{path}：改正后的文件应仍以 {ending} 结尾", "{path}: the fixed file has to end in {ending} as before")
_FOLDER = Text("{path} 是文件，多份报告要写入文件夹", "{path} is a file, but several reports need a folder")
_CHANGED = Text(
    "改正期间文件有改动，未写入；请重新运行", "the file changed in the meantime and nothing was written; run it again"
)
_UNEXPECTED = Text(
    "内容异常，未能改正（{reason}）；请将这份文件的情况告知本软件的维护者",
    "the content is so unusual that it could not be fixed ({reason}); please tell the maintainers",
)
_PACKED = Text(
    "在压缩包内，不能直接改；请解压后再改，或用 -o 写到文件夹",
    "it is inside an archive: extract it first, or write to a folder with -o",
)
_NAMED = Text("{path}：{what}", "{path}: {what}")
_NOTHING = Text("没有可以自动改正的问题", "nothing to fix")
_WRITTEN = Text("已改正 {n} 处{forms}，写入 {target}{backup}", "{places} fixed{forms}, wrote {target}{backup}")
_FORMS = Text("（写法 {n} 处）", " ({n} in form alone)")
_BACKUP = Text("，原件存为 {path}", ", the old file is {path}")
_COPIED = Text("没有可以自动改正的问题，原样写入 {target}", "nothing to fix, copied to {target}")
_ASK = Text(
    "以上尚未写入；加 --in-place 改原文件，或加 -o 写到新文件",
    "nothing is written yet: --in-place changes the file, -o writes a new one",
)


class Wanted(NamedTuple):
    """What to do with the mended files."""

    output: str | None
    in_place: bool
    backup: bool
    show: bool  # only show what would be changed
    asked: bool  # and it was asked for
    track: bool
    force: bool


def run(
    reports: tuple[str, ...], wanted: Wanted, given: Mapping[str, Any], rest: Settings, config: str | None
) -> Status:
    """Mend the reports, each by what holds for it; the gravest status of them."""
    if wanted.output is not None and wanted.in_place:
        fail(_ONE_OF_TWO)
    if STANDARD_INPUT in reports:
        fail(_NO_INPUT)
    resolver = Resolver(given, rest, config)
    inputs = [item for item in find_inputs(reports) if isinstance(item, Input)]
    settings = {}
    for item in inputs:
        holds = resolver.of(item.path)
        if not holds.excluded(item.path):
            settings[item.path] = holds.settings
    kept = [item for item in inputs if item.path in settings]
    targets = _targets([item.path for item in kept], reports, wanted)
    call = _Call(wanted, targets, settings, reports)
    told = [call.mended(item) for item in kept]
    if Status.FOUND in told and wanted.show and not wanted.asked:
        say(_ASK, err=True)
    return max(told, default=Status.FINE)


def _targets(inputs: Sequence[str], named: tuple[str, ...], wanted: Wanted) -> dict[str, Path]:
    """Where each mended report goes. Ends the command where that is no place for it."""
    if wanted.output is None:
        return {path: Path(path) for path in inputs}
    out = Path(wanted.output)
    if len(inputs) == 1 and inputs[0] in named and not out.is_dir() and not wanted.output.endswith(("/", os.sep)):
        ending = Path(inputs[0]).suffix
        if ending.lower() != out.suffix.lower():
            fail(_ENDING.format(path=out, ending=ending))
        return {inputs[0]: out}
    if out.exists() and not out.is_dir():
        fail(_FOLDER.format(path=out))
    base = common_folder(inputs)
    return {path: out / name_below(path, base) for path in inputs}


class _Call:
    """Mends one file after another."""

    def __init__(
        self, wanted: Wanted, targets: Mapping[str, Path], settings: Mapping[str, Settings], named: tuple[str, ...]
    ) -> None:
        self._wanted, self._targets, self._settings, self._given = wanted, targets, settings, named
        self._tracked: datetime | None = now() if wanted.track else None
        colour = sys.stdout.isatty() and wants_colour()
        self._style = Presentation(language(), colour=colour)

    def mended(self, item: Input) -> Status:
        """Mend a file and tell of it."""
        try:
            if item.error:
                raise NianbaoError(item.error)
            return self._mended(item.path)
        except NianbaoError as error:
            say(_NAMED.format(path=visible(item.path), what=error.message), err=True)
            # What was found in a folder and is of a format that is not mended was not asked for.
            passed_by = isinstance(error, FixError) and error.by_format and item.path not in self._given
            return Status.FINE if passed_by else Status.FAILED
        except Exception as error:
            if isinstance(error, OSError):  # a full disk, a closed output: the command says so
                raise
            # No report may end the run of the others; nothing of it is written.
            why = _UNEXPECTED.format(reason=type(error).__name__)
            say(_NAMED.format(path=visible(item.path), what=why), err=True)
            return Status.FAILED

    def _mended(self, path: str) -> Status:
        settings, before = self._settings[path], stamp(path)
        data = load(path, settings.limits)
        fixed = fix(path, data, settings, tracked=self._tracked)
        if self._wanted.show:
            return self._shown(fixed)
        if fixed.mends and stamp(path) != before:
            raise NianbaoError(_CHANGED)
        self._write(fixed, data)
        return Status.FINE

    def _shown(self, fixed: Fixed) -> Status:
        if not fixed.mends:
            say(_NAMED.format(path=visible(fixed.path), what=_NOTHING))
            return Status.FINE
        for line in shown(fixed.path, fixed.mends, self._style):
            click.echo(line, nl=False)
        return Status.FOUND

    def _write(self, fixed: Fixed, data: bytes) -> None:
        target, number = self._targets[fixed.path], len(fixed.mends)
        forms = sum(mend.form for mend in fixed.mends)
        told = _NOTHING
        if self._wanted.in_place and number:
            if archive_of(fixed.path):
                raise NianbaoError(_PACKED)
            backup = keep_backup(target, data) if self._wanted.backup else None
            kept = _BACKUP.format(path=visible(str(backup))) if backup else Text("", "")
            write_atomically(target, fixed.data)
            told = _written(number, forms, target, kept)
        elif not self._wanted.in_place:
            read = (*self._targets, *read_besides(self._settings[fixed.path].rulebook))
            guard(target, read, force=self._wanted.force)
            make_folder(target.parent)
            write_atomically(target, fixed.data)
            shown_target = visible(str(target))
            told = _written(number, forms, target, Text("", "")) if number else _COPIED.format(target=shown_target)
        say(_NAMED.format(path=visible(fixed.path), what=told))


def _written(number: int, forms: int, target: Path, backup: Text) -> Text:
    """What was mended; mere forms are told apart, since lint does not count them."""
    places = f"{number} place{'s' * (number != 1)}"
    alone = _FORMS.format(n=forms) if forms else Text("", "")
    return _WRITTEN.format(n=number, places=places, forms=alone, target=visible(str(target)), backup=backup)
