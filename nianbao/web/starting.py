"""The page where one begins, again with what was wrong where something was."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from nianbao.i18n import Text
from nianbao.web.drafts import Drafts
from nianbao.web.pages import page


class Start:
    """The two doors, and the drafts that are kept."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    async def first(self, request: Request) -> Response:
        """The page as one comes to it."""
        return page(request, "start", mistake=None, agency="", year="", drafts=self._drafts.list())

    def again(self, request: Request, mistake: Text, *, agency: str = "", year: str = "") -> Response:
        """The page with what was wrong, and with what was typed: an answer as any other, for consoles tell refusals."""
        return page(request, "start", mistake=mistake, agency=agency, year=year, drafts=self._drafts.list())
