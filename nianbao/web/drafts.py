"""Drafts: what was typed, kept on this machine in the user's own folder until the user deletes it."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from nianbao.clock import now
from nianbao.files.writing import write_atomically
from nianbao.i18n import Text

_FOLDER_VARIABLE = "NIANBAO_DATA_DIR"
_NAME = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 8 * 1024 * 1024


class Draft(Struct, frozen=True):
    """What was typed, as it was typed: figures, texts and figures of prose by the names of their fields.

    `last` are last year's texts and `notes` what is said beside figures, where there was a report to begin from;
    `before` is what stood there before the rest was set to 0, for undoing it. `told` is what was said of the register
    that it began from, `doubts` what is to be checked there.
    """

    agency: str = ""
    year: str = ""
    edition: str = ""
    typed: dict[str, str] = {}
    last: dict[str, str] = {}
    notes: dict[str, str] = {}
    before: dict[str, str] | None = None
    register: str = ""  # the name of its file
    told: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    saved: str = ""  # when, on the clock of this place: 2025-01-20 10:42


class Drafts:
    """The folder of drafts, each a file that nobody else may read."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or drafts_folder()

    def add(self, draft: Draft) -> str:
        """Keep a new draft and give its name. Raises WriteError."""
        name = secrets.token_hex(8)
        self.keep(name, draft)
        return name

    def keep(self, name: str, draft: Draft) -> Draft:
        """Keep the draft under its name; as kept, with the time. Raises WriteError."""
        kept = msgspec.structs.replace(draft, saved=f"{now():%Y-%m-%d %H:%M}")
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(name)
        write_atomically(path, msgspec.json.encode(kept))
        with suppress(OSError):
            path.chmod(0o600)
        return kept

    def find(self, name: str) -> Draft | None:
        """The draft of that name, None where there is none that can be read."""
        if not _NAME.fullmatch(name):
            return None
        try:
            path = self._path(name)
            if path.is_symlink() or path.stat().st_size > _MOST_BYTES:
                return None
            return msgspec.json.decode(path.read_bytes(), type=Draft)
        except (OSError, msgspec.MsgspecError):
            return None

    def list(self) -> list[tuple[str, Draft]]:
        """All drafts, the last one kept first."""
        try:
            names = [path.stem for path in self._folder.glob("*.json") if _NAME.fullmatch(path.stem)]
        except OSError:
            return []
        found = [(name, draft) for name in names if (draft := self.find(name))]
        return sorted(found, key=lambda one: (one[1].saved, one[0]), reverse=True)

    def delete(self, name: str) -> None:
        """Let a draft go."""
        if _NAME.fullmatch(name):
            self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def drafts_folder() -> Path:
    """Where drafts are kept: NIANBAO_DATA_DIR, else the user's folder for data."""
    if chosen := os.environ.get(_FOLDER_VARIABLE):
        return Path(chosen) / "drafts"
    from platformdirs import user_data_path

    return user_data_path("nianbao", appauthor=False) / "drafts"
