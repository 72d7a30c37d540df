"""What a form of ours carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from nianbao.web.uploads import Upload

_MOST_FILES = 2_000
_MOST_FIELDS = 2_000
_MOST_TEXT = 8 * 1024 * 1024  # bytes of one field


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The form of a request; its files are removed at the end."""
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT) as form:
        yield form


async def uploads(form: FormData, name: str) -> list[Upload]:
    """The files that a field brings; what editors and systems keep beside files is none."""
    found = [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]
    return [Upload(item.filename or "", await item.read()) for item in found if not _beside(item.filename or "")]


def _beside(name: str) -> bool:
    return name.replace("\\", "/").rsplit("/", 1)[-1].startswith((".", "~$"))


def text(form: FormData, name: str) -> str:
    """What was typed into a field."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
