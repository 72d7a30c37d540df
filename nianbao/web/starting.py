"""The page where one begins, again with what was wrong where something was."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

from nianbao.i18n import Text
from nianbao.web.drafts import Drafts
from nianbao.web.pages import page
from nianbao.web.uploads import Upload

_MOST = 4  # of what waits: the oldest makes room


class Start:
    """The two doors, and the drafts that are kept."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._waiting: dict[str, tuple[Upload, ...]] = {}

    def waiting(self, name: str) -> tuple[Upload, ...]:
        """The files that wait under that name for what was missing."""
        return self._waiting.get(name, ())

    async def first(self, request: Request) -> Response:
        """The page as one comes to it."""
        return page(
            request, "start", mistake=None, agency="", year="", waiting="", chosen="", drafts=self._drafts.list()
        )

    def again(
        self, request: Request, mistake: Text, *, agency: str = "", year: str = "", keep: tuple[Upload, ...] = ()
    ) -> Response:
        """The page with what was wrong, and with what was typed: an answer as any other, for consoles tell refusals.

        `keep` are files that need not be chosen again.
        """
        waiting = self._kept(keep) if keep else ""
        chosen = "、".join(file.name for file in keep)
        return page(
            request, "start", mistake=mistake, agency=agency, year=year, waiting=waiting, chosen=chosen,
            drafts=self._drafts.list(),
        )  # fmt: skip

    def _kept(self, files: tuple[Upload, ...]) -> str:
        name = secrets.token_urlsafe(16)
        self._waiting[name] = files
        while len(self._waiting) > _MOST:
            self._waiting.pop(next(iter(self._waiting)))
        return name
