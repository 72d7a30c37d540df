"""Make the Word files of examples/ from the figures files that stand beside them.

`good-*.docx` are what `nianbao generate` writes. `bad.docx` is such a report after what happens to reports: the cases
carried over are not those of last year's report, a heading is reworded, one cell mistyped, a sentence left as it was.
A test holds files and figures together.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from generator import generate
from nianbao.figures import read_stated
from nianbao.ooxml.editing import Editing
from nianbao.ooxml.names import T
from nianbao.rulebook import load_rulebook

EXAMPLES = Path(__file__).parent.parent / "examples"
_BODY = "word/document.xml"
_MISCOUNT = (
    ("new: {natural_person: 13,", "new: {natural_person: 12,"),
    ("in: {natural_person: 2}", "in: {natural_person: 3}"),
)
# Behind the first text that holds the anchor, the first that holds `old` is changed to hold `new`.
_DAMAGE = (
    ("依申请公开", "新收政府信息公开申请16件", "新收政府信息公开申请18件"),
    ("（一）予以公开", "6", "8"),
    ("五、", "改进情况", "改进措施"),
)


def documents() -> dict[str, bytes]:
    """The Word files by their names."""
    figures = {year: (EXAMPLES / f"figures-{year}.yaml").read_text(encoding="utf-8") for year in (2023, 2024)}
    good = {f"good-{year}.docx": _generated(text) for year, text in figures.items()}
    miscounted = figures[2024]
    for old, new in _MISCOUNT:
        assert old in miscounted
        miscounted = miscounted.replace(old, new)
    return {**good, "bad.docx": _damaged(_generated(miscounted))}


def parts(document: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their names, unpacked: how they are packed differs between machines."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _generated(figures: str) -> bytes:
    rulebook = load_rulebook()
    return generate(read_stated(figures.encode(), "figures", rulebook)).data


def _damaged(document: bytes) -> bytes:
    editing = Editing(document)
    texts = list(editing.part(_BODY).iter(T))
    for anchor, old, new in _DAMAGE:
        start = next(i for i, text in enumerate(texts) if anchor in (text.text or ""))
        text = next(text for text in texts[start:] if old in (text.text or ""))
        text.text = (text.text or "").replace(old, new, 1)
    return editing.save()


def main() -> None:
    """Write the files."""
    for name, document in documents().items():
        (EXAMPLES / name).write_bytes(document)


if __name__ == "__main__":
    main()
