"""A workbook without the times of its writing: the same content gives the same bytes."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from generator.workbook.package import undated

_PROPERTIES = "docProps/core.xml"
_BLOCK = 1024 * 1024


def settle(path: Path, comment: bytes = b"") -> None:
    """Write the archive anew with fixed times, part by part; `comment` is the mark of `nianbao.files.marks`."""
    new = path.with_name(f"{path.name}.settled")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
        target.comment = comment
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            if name == _PROPERTIES:
                target.writestr(entry, undated(source.read(name)))
                continue
            with source.open(name) as part, target.open(entry, "w", force_zip64=True) as copy:
                shutil.copyfileobj(part, copy, _BLOCK)
    new.replace(path)
