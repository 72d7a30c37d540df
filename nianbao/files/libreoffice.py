"""LibreOffice as a program: where it is, and one run of it within bounds of time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from nianbao import children
from nianbao.files.limits import Limits
from nianbao.i18n import Text

_STATUS = Text("退出状态 {code}", "exit status {code}")
_SIGNAL = Text("被信号 {number} 终止", "ended by signal {number}")

_NAMES = ("soffice", "libreoffice")
_EXE = ".com" if sys.platform == "win32" else ""


def find() -> str | None:
    """The path of LibreOffice's program: on PATH, else where its installers put it; None if there is none.

    Never in the current folder, which may be that of a report from anywhere: an entry of PATH that is relative counts
    for nothing, and Windows is not asked, since it looks there first.
    """
    folders = [Path(entry) for entry in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    on_path = (folder / f"{name}{_EXE}" for name in _NAMES for folder in folders if folder.is_absolute())
    return next((str(path) for path in (*on_path, *_usual_places()) if _is_program(path)), None)


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)"):
            yield Path(os.environ.get(variable, "C:/Program Files"), "LibreOffice", "program", "soffice.com")
    elif sys.platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
        yield Path.home() / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


@contextmanager
def tidy_ending() -> Iterator[None]:
    """Signals that would end this process on the spot raise SystemExit meanwhile, so that nothing is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _exit) for number in wanted if signal.getsignal(number) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exit(number: int, _: object) -> NoReturn:
    """End with the status that shells give for a signal."""
    sys.exit(128 + number)


class Ending(NamedTuple):
    """How a run ended that took no longer than it may."""

    code: int  # its exit status, the negative number of the signal that ended it
    said: tuple[str, ...]  # what it wrote on standard error: lines without blanks around them, none empty

    @property
    def refused(self) -> bool:
        """Whether LibreOffice worked and could not open the file; it ends with status 0 then."""
        return any(_REFUSAL in line for line in self.said)

    @property
    def cause(self) -> Text:
        """What the run ended from, in one line: its last words that are no warning, else how it ended."""
        words = [line for line in self.said if not line.startswith(_WARNING)]
        if words:
            line = "".join(char if char.isprintable() else " " for char in words[-1])[:_LONGEST]
            return Text(line, line)
        return _SIGNAL.format(number=-self.code) if self.code < 0 else _STATUS.format(code=self.code)


# A run that computes for more than this part of the seconds that it may take is one of a hostile file: what else
# takes its time is a slow disk, or a busy machine.
_COMPUTING = 3
# LibreOffice's own words (desktop/source/app/dispatchwatcher.cxx), the same in every language.
_REFUSAL = "source file could not be loaded"
_WARNING = "Warning:"
_LONGEST = 160
_MOST_SAID = 10_000


def run(command: tuple[str, ...], folder: Path, limits: Limits) -> Ending | None:
    """Run the command to its end; None where it took longer than `limits.seconds`, or computed for a third of them.

    Its home, its temporary files and its sockets are in `folder`, which must exist. What it says goes to a file there,
    which is bounded as all that it writes: a pipe would be held open by what it leaves running.
    """
    said = folder / "said.txt"
    with said.open("wb") as stream:
        process = subprocess.Popen(
            _bounded(command, limits),
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stream,
            start_new_session=True,
        )
    try:
        code = process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _kill(process)
    return None if _computed_too_long(code) else Ending(code, _words(said))


def _computed_too_long(code: int) -> bool:
    """Whether the system ended it, or the program that a script of shell started, for that."""
    number = getattr(signal, "SIGXCPU", None)  # not on Windows
    return number is not None and code in (-number, 128 + number)


def _words(path: Path) -> tuple[str, ...]:
    with path.open("rb") as stream:
        lines = stream.read(_MOST_SAID).decode("utf-8", "replace").splitlines()
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _bounded(command: tuple[str, ...], limits: Limits) -> tuple[str, ...]:
    if sys.platform == "win32":
        return command
    bounds = (str(limits.memory_bytes), str(max(limits.seconds // _COMPUTING, 1)))
    return children.command(children.BOUNDING, *bounds, *command)


def _environment(folder: Path) -> dict[str, str]:
    """The user's, but with a home and temporary files of its own, no display and a proxy that leads nowhere."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k != "DISPLAY"}
    own = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), str(folder))
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    return {**kept, **own, **proxies}


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: soffice is a script around the process that works."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(("taskkill", "/F", "/T", "/PID", str(process.pid)), check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError):  # all have ended by themselves
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
