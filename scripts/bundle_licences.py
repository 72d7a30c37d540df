"""The licences of what is in the program: all of them ask to be handed on with it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

_EXTRAS = ("web", "calendar")
_NAME = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)


def gather(folder: Path) -> None:
    """Put them into a folder for each: Python, nianbao and all that it needs, PyInstaller's own part of the program.

    Raises FileNotFoundError where one says nothing of its licence.
    """
    shutil.copy(_of_python(), _made(folder / "python"))
    for found in (*_with_needed("nianbao"), distribution("pyinstaller")):
        target = _made(folder / found.metadata["Name"])
        texts = [file for file in found.files or () if _NAME.match(file.name) or "licenses" in file.parts]
        for text in texts:
            if (source := Path(str(found.locate_file(text)))).is_file():
                shutil.copy(source, target)
        said = _said(found)
        if not said and not any(target.iterdir()):
            raise FileNotFoundError(found.metadata["Name"])
        about = f"{found.metadata['Name']} {found.version}\n{said}\n"
        (target / "ABOUT.txt").write_text(about, encoding="utf-8")


def _said(found: Distribution) -> str:
    """What the package itself says of its licence, in one line or none."""
    about = found.metadata
    named = about.get_all("License-Expression") or about.get_all("License") or ()
    classes = [line for line in about.get_all("Classifier") or () if line.startswith("License")]
    return ", ".join(named or classes)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _of_python() -> Path:
    """Beside the standard library, on Windows beside the program."""
    places = [Path(os.__file__).parent / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    return next(filter(Path.is_file, places), places[0])


def _with_needed(name: str) -> Iterator[Distribution]:
    """Each distribution once, in no order that means anything."""
    waiting, seen = [name], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = distribution(name)
        yield found
        extras = _EXTRAS if name == "nianbao" else ("",)
        for line in found.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed.name)
