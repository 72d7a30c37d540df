"""Which typefaces a report asks for and this machine lacks: a PDF is set in others then."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from nianbao.rulebook.typography import Typography

_LISTING: Final = "fc-list"
_SECONDS: Final = 20


def missing_fonts(typography: Typography) -> tuple[str, ...]:
    """The typefaces that are there under none of their names, as they are written; () where that cannot be told."""
    installed = _installed()
    if not installed:
        return ()
    used = {style.font for style in typography.styles} | {typography.latin}
    used |= {style.latin for style in typography.styles if style.latin}
    wanted = [font for font in typography.fonts if font.id in used]
    return tuple(font.write for font in wanted if installed.isdisjoint(map(str.lower, (font.write, *font.accept))))


def _installed() -> frozenset[str]:
    """The names of all typefaces in lower case, of each all its names, as fontconfig lists them."""
    program = _program()
    if program is None:
        return frozenset()
    try:
        done = subprocess.run((program, "--format", "%{family}\n"), capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    lines = done.stdout.decode("utf-8", "replace").lower().splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def _program() -> str | None:
    """fontconfig's program on PATH, never in the current folder."""
    folders = map(Path, os.environ.get("PATH", os.defpath).split(os.pathsep))
    found = (folder / _LISTING for folder in folders if folder.is_absolute())
    return next((str(path) for path in found if path.is_file() and os.access(path, os.X_OK)), None)
