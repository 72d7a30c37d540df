"""Run the commands that the documentation shows and write what they print into it.

Every line `$ command` of a ```console block is run, page by page and in order, in a folder that holds a copy of
examples/; what stands below it becomes what the command printed, both streams together. Pages named *.zh-CN.md
speak Chinese, the others English. `$ echo $?` prints the exit status of the command before it.

    python -m scripts.refresh_docs           rewrite the pages
    python -m scripts.refresh_docs --check   name the pages that are out of date, exit status 1
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWN_STATUS = "echo $?"


def pages() -> list[Path]:
    """The Markdown pages of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def refreshed(page: Path) -> str:
    """The text of a page with every command's output as it is now."""
    text = page.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        session = Session(Path(folder), "zh" if page.name.endswith(".zh-CN.md") else "en")
        return _BLOCK.sub(lambda block: f"```console\n{''.join(session.replay(block[1]))}```", text)


class Session:
    """A terminal, 80 columns wide, in a folder."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder, self._status = folder, 0
        surroundings = {
            "NIANBAO_LANG": language,
            "COLUMNS": "80",
            "PYTHONIOENCODING": "utf-8",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        self._environment = {**os.environ, **surroundings}

    def replay(self, block: str) -> Iterator[str]:
        """The commands of a block, each with what it prints."""
        for line in block.splitlines():
            if line.startswith("$ "):
                yield f"{line}\n"
                printed = self._run(line[2:])
                yield printed if printed.endswith("\n") or not printed else f"{printed}\n"

    def _run(self, command: str) -> str:
        if command == _SHOWN_STATUS:
            return f"{self._status}\n"
        done = subprocess.run(
            command,
            shell=True,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        self._status = done.returncode
        return done.stdout.decode("utf-8", "replace")


def main() -> int:
    """Rewrite or compare; the exit status."""
    stale = {page: new for page in pages() if (new := refreshed(page)) != page.read_text(encoding="utf-8")}
    for page, new in stale.items():
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")
        if "--check" not in sys.argv:
            page.write_text(new, encoding="utf-8", newline="\n")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
