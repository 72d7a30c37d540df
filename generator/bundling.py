"""A report in every form from one run, proved equal by reading each back, with a manifest of what was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec
from msgspec import Struct

from generator.files import figures_bytes
from generator.generating import Form, Generated, generate
from generator.settings import Settings
from nianbao.errors import NianbaoError
from nianbao.figures import Figures, Stated, complete, read_stated
from nianbao.figures.extract import figures_from_report
from nianbao.files.libreoffice import find
from nianbao.formats import format_called
from nianbao.i18n import Text
from nianbao.reading import read_bytes
from nianbao.recognising import recognise
from nianbao.rulebook.model import Rulebook
from nianbao.text import normalise
from nianbao.version import VERSION

Kind: TypeAlias = Literal["docx", "html", "pdf", "xlsx", "json"]

MANIFEST: Final = "manifest.json"
_REPORTS: Final[tuple[Form, ...]] = ("docx", "html", "pdf")
_MARK: Final = "manifest"
_NO_PDF: Final = Text(
    "未生成 PDF：没有找到 LibreOffice；可在 Word、WPS 中由 .docx 输出",
    "no PDF: LibreOffice was not found; the .docx can be exported from Word or WPS",
)
_UNEQUAL: Final = Text(
    "{form}：读回的数字与数据不一致（{count} 处，如 {cell}），未写入；请将这一情况告知本软件的维护者",
    "{form}: figures read back differ ({count}, such as {cell}); nothing was written, please tell the maintainers",
)
_REWORDED: Final = Text(
    "{form}：读回的文字与数据不一致（“{stated}”，应为“{expected}”），未写入；请将这一情况告知本软件的维护者",
    "{form}: texts read back differ ({stated!r} for {expected!r}); nothing was written, please tell the maintainers",
)
_MISPRINTED: Final = Text(
    "{form}：文字与 Word 文件不一致（“{stated}”，应为“{expected}”），请对照后再使用",
    "{form}: its texts differ from the Word file's ({stated!r} for {expected!r}); compare them before it is used",
)
_SHOWN: Final = 20  # characters of a text that differs


class Item(Struct, frozen=True):
    """One file of a bundle."""

    name: str
    kind: Kind
    data: bytes


class Bundle(Struct, frozen=True):
    """All files of one run but the manifest, and the report as the Word file gives it."""

    items: tuple[Item, ...]
    report: Generated
    notes: tuple[Text, ...]


def bundle(figures: Path, settings: Settings) -> Bundle:
    """The report of the figures as Word file, page and PDF, and the figures as a workbook.

    Each is read back and has to hold the same figures and texts. Without LibreOffice there is no PDF, and what it
    prints otherwise than it stands in the Word file is beyond us: both are noted. Raises what `generate` raises, and
    NianbaoError for a form that does not give figures and texts back.
    """
    report = generate(figures, settings, form="docx")
    items = [Item(f"{figures.stem}.docx", "docx", report.data)]
    items += [
        Item(f"{figures.stem}.{form}", _kind(form), generate(report.stated, settings, form=form).data)
        for form in (_REPORTS[1:] if find() else _REPORTS[1:2])
    ]
    workbook = figures_bytes(report.stated.figures, report.stated.rulebook, "xlsx")
    items.append(Item(f"{figures.stem}.xlsx", "xlsx", workbook))
    notes = _proved(items, report.stated, settings)
    return Bundle(tuple(items), report, notes if find() else (_NO_PDF, *notes))


def manifest(made: Bundle) -> bytes:
    """The manifest: what was written, of which format and with which digest, by which program and rulebook."""
    stated = made.report.stated
    told = {
        _MARK: 1,
        "version": VERSION,
        "rulebook": {"id": stated.rulebook.id, "edition": stated.rulebook.edition, "sha256": _version(stated.rulebook)},
        "agency": stated.figures.agency,
        "year": stated.figures.year,
        "figures": len(complete(stated.figures, stated.rulebook).values),
        "files": [
            {"file": item.name, "format": item.kind, "sha256": digest(item.data), "bytes": len(item.data)}
            for item in made.items
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def untouched(folder: Path) -> Iterator[str]:
    """The names of the files in a folder that are as the manifest there has them, itself included."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        listed = {str(entry["file"]): str(entry["sha256"]) for entry in told["files"]} if _MARK in told else {}
    except (OSError, ValueError, TypeError, KeyError):
        return
    if listed:
        yield MANIFEST
    for name, stated in listed.items():
        path = folder / name
        if path.parent == folder and path.is_file() and digest(path.read_bytes()) == stated:
            yield name


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def _kind(form: Form) -> Kind:
    assert form != "txt"
    return form


def _version(rulebook: Rulebook) -> str:
    return digest(msgspec.json.encode(rulebook))


def _proved(items: list[Item], stated: Stated, settings: Settings) -> tuple[Text, ...]:
    """What is to be noted of the files, the Word file before the others. Raises NianbaoError where one is not equal."""
    wanted = complete(stated.figures, stated.rulebook).values
    read = [(item, _figures(item, stated.rulebook, settings)) for item in items]
    notes = []
    for item, figures in read:
        held = figures.values
        wrong = [cell for cell in wanted.keys() | held.keys() if wanted.get(cell) != held.get(cell)]
        if wrong:
            raise NianbaoError(_UNEQUAL.format(form=item.name, count=len(wrong), cell="/".join(min(wrong))))
        told = stated.figures if item.kind == "xlsx" else read[0][1]
        if (found := _reworded(_prose(figures), _prose(told))) is None:
            continue
        message = (_MISPRINTED if item.kind == "pdf" else _REWORDED).format(
            form=item.name, stated=found[0], expected=found[1]
        )
        if item.kind != "pdf":
            raise NianbaoError(message)
        notes.append(message)
    return tuple(notes)


def _figures(item: Item, rulebook: Rulebook, settings: Settings) -> Figures:
    """What the file states, read as a reader would who has nothing else."""
    if item.kind == "xlsx":
        read = read_stated(item.data, item.name, rulebook, limits=settings.limits)
        return complete(read.figures, rulebook)
    document = read_bytes(item.data, limits=settings.limits, kind=format_called(item.kind))
    return figures_from_report(recognise(document, rulebook), rulebook)[0]


def _prose(figures: Figures) -> str:
    """All texts in one, as they are compared."""
    parts = ((text,) if isinstance(text, str) else text.values() for text in figures.narrative.values())
    return normalise("".join(chain.from_iterable(parts)))


def _reworded(stated: str, expected: str) -> tuple[str, str] | None:
    """Where two texts part, both from there on."""
    if stated == expected:
        return None
    pairs = enumerate(zip(stated, expected, strict=False))
    at = next((at for at, (left, right) in pairs if left != right), min(len(stated), len(expected)))
    return stated[at : at + _SHOWN], expected[at : at + _SHOWN]
