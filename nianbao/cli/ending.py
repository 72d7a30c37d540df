"""How the command ends, whatever happens: with a status, and in one line where something went wrong."""

from __future__ import annotations

import atexit
import errno
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

import click

from nianbao.cli.speaking import language_of
from nianbao.i18n import Text
from nianbao.shown import visible, visible_lines
from nianbao.status import Status
from nianbao.version import VERSION

DEBUG = "NIANBAO_DEBUG"
_OURS = ("nianbao", "linter", "generator")

_BUG = Text(
    "程序内部错误，不是您的文件或操作有误：{what}。请把这一行和引起错误的文件报告给 nianbao 的维护者"
    "（设 {debug}=1 可显示细节）",
    "an error inside nianbao, not your mistake: {what}; please report this line, with the file that caused it,"
    " to the maintainers of nianbao ({debug}=1 shows more)",
)
_ERROR = Text("错误：{what}", "Error: {what}")
_MEMORY = Text("内存不足", "not enough memory")
_OUTPUT = Text("无法写出结果（{why}）", "results cannot be written ({why})")


def prepare_streams() -> None:
    """Let any text be printed on any terminal, and give a stream that the caller closed a substitute.

    What is written to a closed standard output is lost, which is told as with a full disk; messages are let go.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - it stays open to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def ended(call: Callable[[], object]) -> int:
    """Make the call and give the status with which the process ends.

    Everything that goes wrong is told in one line on standard error. `SystemExit` passes.
    """
    try:
        status = call()
        sys.stdout.flush()
    except click.ClickException as error:
        return _told(error)
    except (KeyboardInterrupt, click.Abort):
        return Status.INTERRUPTED
    except OSError as error:
        return _unwritten(error)
    except MemoryError:
        return _say(_MEMORY)
    except Exception as error:
        return _bug(error)
    return status if isinstance(status, int) else Status.FINE


def settled(status: int) -> int:
    """The status, once what is left in standard output is written, or is known to be lost."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go()
        return max(status, Status.FAILED)
    return status


def leave(status: int) -> NoReturn:
    """End the process, where nothing is left to be done without freeing one by one what the system frees at once.

    Freeing takes a twentieth of a lint. What a library has registered for the end, and other threads, are waited for.
    """
    registered = getattr(atexit, "_ncallbacks", None)  # of CPython; no other way tells
    if registered is None or registered() or threading.active_count() > 1:
        sys.exit(status)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


def _told(error: click.ClickException) -> int:
    said = error.message
    for word in sys.argv[1:]:  # Click's own quote the line that was typed
        said = said if word.isprintable() else said.replace(word, visible(word))
    error.message = visible_lines(said)  # type: ignore[misc]  # made once, for the call
    try:
        error.show()
    except OSError as failed:
        return _unwritten(failed)
    return error.exit_code


def _unwritten(error: OSError) -> int:
    """Nothing more can be printed: what is left in the stream goes nowhere, or Python would stumble over it again."""
    if error.errno == errno.EPIPE:
        _let_go()
        return Status.FOUND
    from nianbao.files.writing import reason

    _let_go()
    return _say(_OUTPUT.format(why=reason(error)))


def _let_go() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _bug(error: Exception) -> int:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    return _say(_BUG.format(what=_where(error), debug=DEBUG))


def _where(error: Exception) -> str:
    """The kind of the error and the last place of ours that it passed, without any content of the user's files."""
    from pathlib import Path
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if not set(Path(frame.filename).parts).isdisjoint(_OURS)]
    at = (ours or frames)[-1]
    return f"{type(error).__name__}, {Path(at.filename).name}:{at.lineno} {at.name}, nianbao {VERSION}"


def _say(text: Text) -> int:
    said = _ERROR.format(what=text).in_(language_of(sys.argv[1:]))
    with suppress(OSError):
        click.echo(visible_lines(said), err=True)
    return Status.FAILED
