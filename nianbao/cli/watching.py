"""`nianbao lint --watch`: once more at each save, until somebody ends it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

import click

from nianbao.cli.speaking import fail, language, say
from nianbao.clock import now
from nianbao.errors import NianbaoError
from nianbao.files.inputs import STANDARD_INPUT, Input, find_inputs
from nianbao.files.saves import saves
from nianbao.i18n import Text

_NOT_TYPED = Text("标准输入无法等待保存，请写明文件", "standard input cannot be watched; name a file")
_WAITING = Text(
    "{time} 检查完毕，保存后会再次检查；按 Ctrl-C 结束", "{time} checked, and again at each save; Ctrl-C ends"
)


def watched(check: Callable[[], object], paths: tuple[str, ...], *, rounds: Iterable[None] | None = None) -> None:
    """Check now and at each save, on a clear screen where there is one; `rounds` says when, by default the saves.

    What keeps the first check from being made ends the command; later it is told, since the next save may mend it.
    """
    if STANDARD_INPUT in paths:
        fail(_NOT_TYPED)
    for turn, _ in enumerate(saves(lambda: files(paths)) if rounds is None else rounds):
        if turn:
            click.clear()  # does nothing unless somebody looks
        try:
            check()
        except (NianbaoError, click.ClickException) as error:
            if not turn:
                raise
            _tell(error)
        say(_WAITING.format(time=f"{now():%H:%M:%S}"), err=True)


def files(paths: tuple[str, ...]) -> list[str]:
    """The files that the paths lead to, without the lock files that Word leaves beside them."""
    found = (item.path for item in find_inputs(paths) if isinstance(item, Input))
    return [path for path in found if not os.path.basename(path).startswith("~$")]  # noqa: PTH119


def _tell(error: NianbaoError | click.ClickException) -> None:
    if isinstance(error, NianbaoError):
        error = click.ClickException(error.named.in_(language()))
    error.show()
