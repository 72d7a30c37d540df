"""The command looks for garbage less often; other programs that import it do not."""

from __future__ import annotations

import gc
import subprocess
import sys

from nianbao.collecting import collecting_seldom


def test_the_usual_rate_comes_back() -> None:
    usual = gc.get_threshold()
    with collecting_seldom():
        assert gc.get_threshold() > usual
    assert gc.get_threshold() == usual


def test_importing_the_command_leaves_the_rate_as_it_was() -> None:
    code = "import gc; usual = gc.get_threshold(); import nianbao.cli; print(gc.get_threshold() == usual)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "True"
