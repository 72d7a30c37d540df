"""The files of rulebooks: the official ones that are shipped, and what `extends` stands for."""

from __future__ import annotations

from pathlib import Path

from nianbao.i18n import Text
from nianbao.resources import resource

# Edition -> file that is shipped. Editions are the years in which a format was issued, so the newest sorts last.
EDITIONS = {"2019": "rules/2019.yaml", "2021": "rules.yaml"}

_ENOUGH = 1024 * 1024

_UNKNOWN = Text("没有 {edition} 年版的规则；可用：{names}", 'there is no edition "{edition}"; expected one of {names}')


def resolve(extending: Path, extends: str) -> Path:
    """The file that a rulebook extends or has a part in: an official edition by its number, else a path beside it.

    Raises FileNotFoundError where the installation lacks the edition.
    """
    if extends in EDITIONS:
        return resource(EDITIONS[extends])
    return extending.parent / extends


def read_file(path: Path) -> bytes:
    """A file's content, as much of it as is more than any rulebook may have: what follows need not be read.

    Raises OSError.
    """
    with path.open("rb") as file:
        return file.read(_ENOUGH)


def unknown_edition(edition: str) -> Text:
    """What to say of an edition that is not shipped."""
    return _UNKNOWN.format(edition=edition, names=", ".join(EDITIONS))
