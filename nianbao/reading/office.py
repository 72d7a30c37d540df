"""Old and foreign office formats (.doc, .wps, .rtf, .odt), through LibreOffice where it is installed.

Each run has its own profile and folders, in one temporary folder that is removed, so that runs do not wait for one
another and leave nothing behind. Macros, active content, links and the network are switched off.
What LibreOffice makes of the file is a .docx; what is seen of it is what `nianbao.reading.docx` sees.

It takes ten times as long to start as to convert a report. So many files can be converted by one run, before they are
read; whatever does not come of that, for a file that ends or holds up the run, is converted by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copy

from msgspec.structs import replace

from nianbao.document import Document
from nianbao.errors import ReadError
from nianbao.files.libreoffice import Ending, find, run, tidy_ending
from nianbao.files.libreprofile import write_profile
from nianbao.files.limits import DEFAULT, Limits, exceeded
from nianbao.files.loading import load
from nianbao.files.scratch import scratch_folder
from nianbao.formats import Format
from nianbao.i18n import Text
from nianbao.ooxml.inflating import refuse_inflating

_NOT_INSTALLED = Text(
    "读取 .{kind} 文件需要 LibreOffice，但没有找到；请安装 LibreOffice（https://www.libreoffice.org），"
    "或用 Word、WPS 另存为 docx",
    "reading .{kind} files needs LibreOffice, which was not found; install LibreOffice "
    "(https://www.libreoffice.org) or save the file as docx with Word or WPS",
)
_NOT_CONVERTED = Text(
    "LibreOffice 未能转换该文件；请用 Word 或 WPS 打开并另存为 docx",
    "LibreOffice could not convert the file; open it with Word or WPS and save it as docx",
)
_FAILED = Text(
    "LibreOffice 运行失败（{cause}），文件未读取；请检查 LibreOffice 能否正常使用，或用 Word、WPS 另存为 docx",
    "LibreOffice failed ({cause}) and the file was not read; see whether LibreOffice works, or save the file as docx "
    "with Word or WPS",
)

_ZIP = b"PK"
_OUT = "out"
# The RTF filter opens these files itself and asks no setting; the names are spoilt, the length is kept.
_RTF_LINKS = re.compile(rb"INCLUDE(?=PICTURE|TEXT)", re.IGNORECASE)


def read_office(data: bytes, kind: Format, limits: Limits = DEFAULT) -> Document:
    """The document as LibreOffice shows it; its format is `kind`.

    Raises ReadError where LibreOffice is missing or cannot read the file within the limits.
    """
    program = find()
    if program is None:
        raise ReadError(_NOT_INSTALLED.format(kind=kind))
    if kind == "odt" and data.startswith(_ZIP):
        refuse_inflating(data, limits)
    converted = _convert(program, data, kind, limits)
    from nianbao.reading.docx import read_docx
    from nianbao.reading.docx.source import WordFile

    return replace(read_docx(converted, limits), format=kind, source=WordFile(converted, limits, converted=True))


def _convert(program: str, data: bytes, kind: Format, limits: Limits) -> bytes:
    """The file as .docx."""
    if (ready := _ready(data, limits)) is not None:
        return ready
    with tidy_ending(), scratch_folder() as folder:
        source = _written(folder, "report", data, kind)
        ending = _run(program, folder, [source], limits)
        if ending is None:
            raise exceeded("seconds", limits)
        result = _result(folder, source)
        if not result.exists():
            raise ReadError(_NOT_CONVERTED if ending.refused else _FAILED.format(cause=ending.cause))
        return load(result, limits)


def _written(folder: Path, name: str, data: bytes, kind: Format) -> Path:
    """The file as it is handed to LibreOffice, which tells formats by content; the ending settles only doubts."""
    path = folder / f"{name}.{_ending(data, kind)}"
    path.write_bytes(_RTF_LINKS.sub(b"EXCLUDE", data) if kind == "rtf" else data)
    return path


def _run(program: str, folder: Path, sources: list[Path], limits: Limits) -> Ending | None:
    write_profile(folder / "profile")
    arguments = (
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / _OUT), *map(str, sources)),
    )
    return run((program, *arguments), folder, limits)


def _ending(data: bytes, kind: Format) -> str:
    """WPS's own format is Word's binary one, and OpenDocument also comes as one XML file."""
    if kind == "odt":
        return kind if data.startswith(_ZIP) else "fodt"
    return "doc" if kind == "wps" else kind


def convert_together(files: Iterable[tuple[bytes, Format]], store: Path, limits: Limits = DEFAULT) -> None:
    """Keep in a folder what one run of LibreOffice makes of the files, for `read_office` within `converted_in`.

    The run has the time and the memory of one file: reports take it a tenth of a second each. Where it does not come to
    its end, some are not kept, nor the last one, which may be written by half. Raises nothing about a file.
    """
    program = find()
    if program is None:
        return
    with tidy_ending(), scratch_folder() as folder:
        sources = Counter(
            _written(folder, _key(data), data, kind) for data, kind in files if _may_go(data, kind, limits)
        )
        if len(sources) < 2:
            return
        ending = _run(program, folder, [*sources], limits)
        made = [source for source in sources if _result(folder, source).exists()]
        whole = ending is not None and ending.code == 0
        for source in made if whole else made[:-1]:
            for number in range(sources[source]):  # files of one content, each of which takes its own
                copy(_result(folder, source), store / f"{source.stem}.{number}.docx")


def _result(folder: Path, source: Path) -> Path:
    return folder / _OUT / f"{source.stem}.docx"


def _may_go(data: bytes, kind: Format, limits: Limits) -> bool:
    try:
        if kind == "odt" and data.startswith(_ZIP):
            refuse_inflating(data, limits)
    except ReadError:
        return False
    return True


# Where `convert_together` has kept what it made; of each process one, since a call has one.
_store: Path | None = None


@contextmanager
def converted_in(store: Path) -> Iterator[None]:
    """Within, what `convert_together` has kept there is taken, each once, instead of a run for the file. No threads."""
    global _store  # noqa: PLW0603 - as a cache: what is read is the same without it
    before, _store = _store, store
    try:
        yield
    finally:
        _store = before


def _ready(data: bytes, limits: Limits) -> bytes | None:
    """What a run for many files has made of this one."""
    if _store is None:
        return None
    for path in _store.glob(f"{_key(data)}.*.docx"):
        with suppress(FileNotFoundError):  # another process has taken it just now
            taken = path.rename(path.with_suffix(".taken"))
            try:
                return load(taken, limits)
            finally:
                taken.unlink()
    return None


def _key(data: bytes) -> str:
    from hashlib import blake2b

    return blake2b(data, digest_size=20).hexdigest()
