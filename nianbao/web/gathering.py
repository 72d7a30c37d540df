"""What an upload brings: files as they are, folders and .zip archives searched as the command searches them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from nianbao.errors import ReadError
from nianbao.files.backups import is_backup
from nianbao.files.inputs import Input, Skipped, find_inputs, is_report, why_not
from nianbao.files.limits import Limits, exceeded
from nianbao.files.loading import load
from nianbao.files.scratch import scratch_folder
from nianbao.formats import ARCHIVE
from nianbao.i18n import Text
from nianbao.web.uploads import Upload

# Of one archive: as much and as many as one upload may carry without it.
MOST_BYTES, MOST_FILES = 256 * 1024 * 1024, 2_000
MOST_SECONDS = 60.0
_TOO_MUCH = Text(
    "压缩包中的文件超过 {files} 个，或解开后超过 {size} MB；请拆分为多个压缩包",
    "the archive holds more than {files} files or {size} MB; split it into several",
).format(files=f"{MOST_FILES:,}", size=MOST_BYTES // 1024 // 1024)
_BACKUP = Text("备份文件，未检查", "a backup, which is not checked")


class Closed(Struct, frozen=True):
    """What was to be read and cannot be, with the reason."""

    name: str
    why: Text


class Gathered(Struct, frozen=True):
    """The files to read, what of them cannot be opened, and what is passed over in folders and archives."""

    files: tuple[Upload, ...] = ()
    closed: tuple[Closed, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __add__(self, other: Gathered) -> Gathered:
        """Both together."""
        return Gathered(self.files + other.files, self.closed + other.closed, self.skipped + other.skipped)


def is_archive(upload: Upload) -> bool:
    """Whether it is to be opened, by its name."""
    return upload.name.lower().endswith(ARCHIVE)


def plain(uploads: Sequence[Upload], *, alone: bool) -> Gathered:
    """The files that are no archives: in a folder, which its name tells, only reports are read; of several no backups.

    One that was chosen alone is read whatever it is called.
    """
    skipped = {upload.name: why for upload in uploads if (why := _passed_over(upload.name, alone=alone))}
    files = tuple(upload for upload in uploads if upload.name not in skipped)
    return Gathered(files, skipped=tuple(Skipped(name, why) for name, why in skipped.items()))


def _passed_over(name: str, *, alone: bool) -> Text | None:
    if not alone and is_backup(name):
        return _BACKUP
    in_folder = "/" in name.replace("\\", "/")
    return why_not(name) if in_folder and not is_report(name) else None


def unpacked(upload: Upload, limits: Limits) -> Gathered:
    """What lies in an archive. In a process that may fail alone: its folder is private and removed at the end."""
    bounded = structs.replace(
        limits, parts=min(limits.parts, MOST_FILES), archive_bytes=min(limits.archive_bytes, MOST_BYTES)
    )
    found = Gathered()
    with scratch_folder() as folder:
        path = str(folder / f"a{ARCHIVE}")
        (folder / f"a{ARCHIVE}").write_bytes(upload.data)
        for item in find_inputs((path,), bounded):
            found += _taken(item, upload.name + item.path.removeprefix(path), bounded)
    return found


def _taken(item: Input | Skipped, name: str, limits: Limits) -> Gathered:
    if isinstance(item, Skipped):
        return Gathered(skipped=(Skipped(name, item.reason),))
    if item.error is not None:
        too_much = item.error in (exceeded(bound, limits).message for bound in ("parts", "archive_bytes"))
        return Gathered(closed=(Closed(name, _TOO_MUCH if too_much else item.error),))
    try:
        return Gathered(files=(Upload(name, load(item.path, limits)),))
    except ReadError as error:
        return Gathered(closed=(Closed(name, error.message),))
