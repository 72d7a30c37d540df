"""A copy of what a file was before it is changed in its place."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from nianbao.files.writing import UNWRITABLE, WriteError, reason

# Behind the whole name, so that no search for reports and no program takes the copy for one.
_ENDING = ".bak"


def is_backup(name: str) -> bool:
    """Whether a file is such a copy, by its name."""
    return name.rpartition(_ENDING)[1] != "" and name.rpartition(_ENDING)[2].strip("0123456789") == ""


def keep_backup(path: Path, data: bytes) -> Path:
    """Write `data` beside the file: as report.docx.bak, .bak2, .bak3 …, the first name that is free.

    Raises WriteError where it cannot be written.
    """
    for number in count(1):
        copy = path.with_name(f"{path.name}{_ENDING}{number if number > 1 else ''}")
        try:
            with copy.open("xb") as file:
                file.write(data)
        except FileExistsError:
            continue
        except (OSError, ValueError) as error:
            raise WriteError(UNWRITABLE.format(path=copy, why=reason(error)), str(copy)) from error
        return copy
    raise AssertionError  # numbers do not end
