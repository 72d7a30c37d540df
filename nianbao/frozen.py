"""The program that people double-click: the page, the command, and every process that these start.

PyInstaller makes it (scripts/bundle.py). There is no Python in it that could be started, so it starts itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from nianbao.children import CHILD, become

_LIBRARIES = "LD_LIBRARY_PATH"


def start() -> None:
    """Be what the line asks for."""
    from multiprocessing import freeze_support

    give_back_libraries()
    freeze_support()  # a process of a pool goes no further
    if sys.argv[1:2] == [CHILD]:
        become(sys.argv[2:])
        return
    from nianbao.cli import main, run

    sys.argv[1:] = line(sys.argv[1:], tuple(main.lazy))
    try:
        run()
    except SystemExit as end:
        if end.code == 2 and sys.argv[1] == "web":
            _let_read()
        raise


def line(arguments: Sequence[str], commands: Sequence[str]) -> list[str]:
    """The line of the command: nothing, or files alone as when they are dropped on the icon, are for the page."""
    is_command = bool(arguments) and arguments[0] in commands
    if is_command or not all(map(os.path.lexists, arguments)):
        return list(arguments)
    return ["web", "--", *arguments]


def give_back_libraries() -> None:
    """What is started from here, a browser or LibreOffice, is to find its own libraries, not those beside us."""
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    if before is not None:
        os.environ[_LIBRARIES] = before
    elif os.environ.get(_LIBRARIES) == getattr(sys, "_MEIPASS", None):
        os.environ.pop(_LIBRARIES, None)


def _let_read() -> None:
    """Windows closes the window of a program that ends, with what it has said."""
    if sys.platform == "win32" and sys.stdin is not None and sys.stdin.isatty():
        input()
