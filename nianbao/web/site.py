"""All pages together, behind the door."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from linter import Settings
from nianbao.errors import NianbaoError
from nianbao.many.kept import Kept, LostError
from nianbao.web import explaining
from nianbao.web.access import Access, Door, TooLargeError
from nianbao.web.checking import Upload
from nianbao.web.checks import OPENED, Checks
from nianbao.web.drafts import Drafts
from nianbao.web.pages import assets, page, refused
from nianbao.web.shelf import Shelf
from nianbao.web.writes import Writes


def site(door: Door, kept: Kept, shelf: Shelf, settings: Settings, opened: tuple[Upload, ...] = ()) -> ASGIApp:
    """The application. `kept` are the processes that read for it, `shelf` keeps what was checked.

    `opened` are the files that the program was started with: the door leads to what is found in them.
    """
    door.landing = OPENED if opened else door.landing
    drafts = Drafts()

    async def start(request: Request) -> Response:
        return page(request, "start", mistake=None, drafts=drafts.list())

    routes = [
        Route("/", start),
        Route("/assets/{name}", _asset),
        *Checks(kept, shelf, settings, opened).routes(),
        *Writes(kept, drafts, settings).routes(),
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
    return refused(request, 400, error.message if isinstance(error, NianbaoError) else None)


async def _too_large(request: Request, _: Exception) -> Response:
    return refused(request, 413)


async def _failed(request: Request, _: Exception) -> Response:
    return refused(request, 500)
