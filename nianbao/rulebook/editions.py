"""The files of rulebooks: the official ones that are shipped, and what `extends` stands for."""

from __future__ import annotations

import os

from nianbao.errors import ReadError
from nianbao.files.ordinary import is_remote, open_ordinary
from nianbao.i18n import Text
from nianbao.resources import resource_path

# Edition -> file that is shipped. Editions are the years in which a format was issued, so the newest sorts last.
EDITIONS = {"2019": "rules/2019.yaml", "2021": "rules.yaml"}

_ENOUGH = 1024 * 1024

_REMOTE = Text("网络路径，不予读取；请复制到本机", "a network path, which is not read; copy the file to this machine")
_UNKNOWN = Text("没有 {edition} 年版的规则；可用：{names}", 'there is no edition "{edition}"; expected one of {names}')


def resolve(extending: str, extends: str) -> str:
    """The file that a rulebook extends or has a part in: an official edition by its number, else a path beside it.

    Raises FileNotFoundError where the installation lacks the edition, ReadError for a path to another machine.
    """
    if extends in EDITIONS:
        return resource_path(EDITIONS[extends])
    if is_remote(extends):
        raise ReadError(_REMOTE)
    return os.path.join(os.path.dirname(extending), extends)  # noqa: PTH118, PTH120


def read_file(path: str) -> bytes:
    """A file's content, as much of it as is more than any rulebook may have: what follows need not be read.

    Raises OSError and ValueError as the system does, ReadError for a device, a pipe, and a file of another machine:
    what a rulebook from anywhere names must not make this one wait, or show its user's name to a server.
    """
    if is_remote(path):
        raise ReadError(_REMOTE)
    with open_ordinary(path) as file:
        return file.read(_ENOUGH)


def unknown_edition(edition: str) -> Text:
    """What to say of an edition that is not shipped."""
    return _UNKNOWN.format(edition=edition, names=", ".join(EDITIONS))
