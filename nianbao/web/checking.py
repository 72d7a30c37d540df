"""Checking what was uploaded: read in the processes that are kept ready, each file by itself, then all together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import structs

from linter import Digest, Doubled, FileResult, Settings, across, lint
from linter.across import Beside
from linter.findings import Told
from linter.output.style import Presentation
from linter.settings import AUTO
from linter.tasks import WHY, Task, seconds_for
from nianbao.files.limits import NAMES, exceeded
from nianbao.i18n import Text
from nianbao.many.kept import Kept, LostError
from nianbao.rulebook import load_rulebook
from nianbao.web.gathering import MOST_SECONDS, Closed, Gathered, is_archive, plain, unpacked
from nianbao.web.shelf import Batch, Checked
from nianbao.web.uploads import Upload

if TYPE_CHECKING:
    from linter.fixing import Fixed

# Of all files of one upload at once; what is more waits in memory as it came.
_THREADS = 32
# What the command says of these ends with an option, which the page has not.
_TOO_LARGE = Text(
    "文件过大或过于复杂，未检查；请删去大图片和无关内容，另存为 .docx 后重试",
    "too large or too complex, not checked; remove large pictures and unrelated content, save it as .docx and"
    " try again",
)
_LATE = Text(
    "处理时间过长，已中止；请在 Word 或 WPS 中另存为 .docx 后重试",
    "it took too long and was stopped; save it as .docx in Word or WPS and try again",
)


def prepare() -> None:
    """What each process imports before the first file comes."""
    for module in ("linter.output.word", "nianbao.reading.docx", "nianbao.reading.html"):
        import_module(module)
    load_rulebook()


def look(upload: Upload, settings: Settings, previous: tuple[Digest, ...] | None) -> Checked:
    """What is said of a file, with the report as it was read. In a process that may fail alone."""
    result = lint(upload.name, settings, data=upload.data, previous=previous)
    if result.error and result.error in [exceeded(bound, settings.limits).message for bound in NAMES]:
        result = structs.replace(result, error=_TOO_LARGE)
    return Checked(upload.name, upload.data, result)


def commented_copy(file: Checked, style: Presentation, settings: Settings) -> bytes:
    """The Word file with the findings as comments. Raises ReadError where it is none."""
    from linter.output.word import commented, package_of

    package = package_of(file.data, file.name, settings)
    return commented(package, file.result, style, settings.limits)


def listed(told: list[Told], style: Presentation) -> bytes:
    """The findings of many files as a workbook."""
    from linter.output.xlsx import write

    return write(told, style)


def fixed_copy(file: Checked, settings: Settings) -> Fixed:
    """The file with everything mended that is certain. Raises NianbaoError where it cannot be."""
    from linter.fixing import fix

    return fix(file.name, file.data, settings)


class Checking:
    """One upload: files, and last year's report if it was given."""

    def __init__(self, kept: Kept, settings: Settings) -> None:
        self._kept, self._settings = kept, settings

    def check(self, uploads: Iterable[Upload], previous: Upload | None = None) -> Batch:
        """What is said of the files, against last year's report, and together. Never raises for a file."""
        found = self._gathered(list(uploads))
        batch = self._checked(sorted(found.files, key=lambda upload: upload.name), previous)
        closed = (Checked(one.name, b"", FileResult(one.name, error=one.why)) for one in found.closed)
        return structs.replace(batch, files=(*batch.files, *closed), skipped=found.skipped)

    def _gathered(self, uploads: list[Upload]) -> Gathered:
        """What the uploads bring, with their archives opened."""
        found = plain([upload for upload in uploads if not is_archive(upload)], alone=len(uploads) == 1)
        for upload in filter(is_archive, uploads):
            found += self._opened(upload)
        return found

    def _opened(self, archive: Upload) -> Gathered:
        try:
            return self._kept.do(MOST_SECONDS, unpacked, archive, self._settings.limits)
        except LostError as error:
            return Gathered(closed=(Closed(archive.name, WHY[error.why]),))

    def _checked(self, ordered: list[Upload], previous: Upload | None) -> Batch:
        before = self._seen(previous, self._settings, ()).result if previous else None
        if len(ordered) == 1 and not (before and before.error is None):
            return Batch((self._seen(ordered[0], self._settings, None),), before=before)
        if len(ordered) == 1 and before and before.digest:
            # It is last year's report whatever its agency was called.
            return Batch((self._seen(ordered[0], self._settings, (before.digest,)),), before=before)
        return self._together(ordered, before)

    def _together(self, ordered: list[Upload], before: FileResult | None) -> Batch:
        """The files compared with one another, and with last year's report among them."""
        settings = structs.replace(self._settings, alone=False, previous=AUTO)
        with ThreadPoolExecutor(_THREADS) as threads:
            seen = list(threads.map(lambda upload: self._seen(upload, settings, None), ordered))

        def again(files: Sequence[Beside]) -> Iterator[FileResult]:
            for place, digests in files:
                seen[int(place)] = self._seen(ordered[int(place)], settings, digests)
                yield structs.replace(seen[int(place)].result, path=place)

        # Of two files of one name each has a place of its own; last year's report has none.
        told = [structs.replace(one.result, path=str(place)) for place, one in enumerate(seen)]
        others = [structs.replace(before, path=_BEFORE)] if before and before.digest else []
        doubled: list[Doubled] = []
        for one in across([*told, *others], settings, again):
            if isinstance(one, Doubled):
                doubled.append(structs.replace(one, paths=tuple(_name(path, ordered, before) for path in one.paths)))
            elif isinstance(one, FileResult) and one.path != _BEFORE:
                place = int(one.path)
                seen[place] = structs.replace(seen[place], result=structs.replace(one, path=ordered[place].name))
        return Batch(tuple(seen), tuple(doubled), before)

    def _seen(self, upload: Upload, settings: Settings, previous: tuple[Digest, ...] | None) -> Checked:
        try:
            return self._kept.do(seconds_for(Task(upload.name, settings)), look, upload, settings, previous)
        except LostError as error:
            why = _LATE if error.why == "late" else WHY[error.why]
            return Checked(upload.name, upload.data, FileResult(upload.name, error=why))


_BEFORE = ""


def _name(path: str, ordered: list[Upload], before: FileResult | None) -> str:
    return ordered[int(path)].name if path != _BEFORE else before.path if before else ""
