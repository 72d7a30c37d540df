"""All pages together, behind the door."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from linter import Settings
from nianbao.errors import NianbaoError
from nianbao.many.kept import Kept, LostError
from nianbao.web import explaining
from nianbao.web.access import Access, Door, TooLargeError
from nianbao.web.beginning import for_drafts
from nianbao.web.checks import Checks
from nianbao.web.drafts import Drafts
from nianbao.web.pages import assets, refused
from nianbao.web.shelf import Shelf
from nianbao.web.starting import Start
from nianbao.web.uploads import Upload
from nianbao.web.writes import Writes

_OPENED = "/opened"


def site(door: Door, kept: Kept, shelf: Shelf, settings: Settings, opened: tuple[Upload, ...] = ()) -> ASGIApp:
    """The application. `kept` are the processes that read for it, `shelf` keeps what was checked.

    `opened` are the files that the program was started with: the door leads to what is found in them, or to the draft
    that goes on with one of figures.
    """
    door.landing = _OPENED if opened else door.landing
    drafts = Drafts()
    start = Start(drafts)
    checks, writes = Checks(kept, shelf, start, settings), Writes(kept, drafts, start, settings)

    async def begin(request: Request) -> Response:
        """When the page is asked for, and not before: the server answers at once."""
        if not opened:
            return RedirectResponse("/", 303)
        alone = len(opened) == 1 and for_drafts(opened[0])
        return await (writes.opened(request, opened[0]) if alone else checks.opened(request, opened))

    routes = [
        Route("/", start.first),
        Route(_OPENED, begin),
        Route("/assets/{name}", _asset),
        *checks.routes(),
        *writes.routes(),
        *explaining.routes(),
    ]
    handlers = {
        HTTPException: _refused,
        NianbaoError: _impossible,
        LostError: _failed,
        TooLargeError: _too_large,
        Exception: _failed,
    }
    return Access(Starlette(routes=routes, exception_handlers=handlers), door, refused)


async def _asset(request: Request) -> Response:
    found = assets().get(request.path_params["name"])
    return Response(found.data, media_type=found.type) if found else refused(request, 404)


async def _refused(request: Request, error: Exception) -> Response:
    return refused(request, error.status_code if isinstance(error, HTTPException) else 500)


async def _impossible(request: Request, error: Exception) -> Response:
    """What was asked for cannot be had: an answer as any other, for consoles tell refusals."""
    return refused(request, 200, error.message if isinstance(error, NianbaoError) else None)


async def _too_large(request: Request, _: Exception) -> Response:
    return refused(request, 413)


async def _failed(request: Request, _: Exception) -> Response:
    return refused(request, 500)
