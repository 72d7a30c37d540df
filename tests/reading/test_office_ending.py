"""A command that is told to end while LibreOffice runs leaves neither the program nor its folder behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.figures import dump_figures
from nianbao.rulebook import load_rulebook
from tests.builders.figures.sound import of, zeros

ROOT = Path(__file__).parents[2]
_STAND_IN = "#!{python}\nimport time\nheld = open({fifo!r}, 'w')\ntime.sleep(600)\n"


@pytest.mark.needs("posix")  # signals and stand-in programs
@pytest.mark.parametrize("line", [("lint", "a.rtf"), ("generate", "f.yaml", "-o", "x.pdf")], ids=["lint", "generate"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_nothing_behind(number: signal.Signals, line: tuple[str, ...], tmp_path: Path) -> None:
    fifo, folder, program = tmp_path / "held", tmp_path / "temporary", tmp_path / "soffice"
    os.mkfifo(fifo)
    folder.mkdir()
    program.write_text(_STAND_IN.format(python=sys.executable, fifo=str(fifo)), "utf-8")
    program.chmod(0o755)
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 x}")
    (tmp_path / "f.yaml").write_bytes(dump_figures(of(zeros()), load_rulebook()))
    process = subprocess.Popen(
        (sys.executable, "-X", "utf8", "-m", "nianbao.cli", *line),
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(folder),
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        },
        stderr=subprocess.PIPE,
    )
    with fifo.open("rb") as held:  # waits for the stand-in to begin
        assert len(list(folder.iterdir())) == 1
        process.send_signal(number)
        _, said = process.communicate(timeout=20)
        assert held.read(1) == b""  # ends only when nobody holds the other side any more
    assert process.returncode == 128 + number
    assert b"Traceback" not in said
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "x.pdf").exists()
