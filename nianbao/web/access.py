"""Who may ask: whoever opened the address that was printed, from this machine, from our own pages.

In the order in which a request is looked at: the host that it names (a page elsewhere whose name was made to lead here
names another), the method, the cookie that the one-time token of the address was exchanged for, and for every change
the page that it comes from. Every answer forbids what a page of ours does not need.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
ENTRANCE = "/enter/"
# Of one request, with everything that it carries.
MOST_BYTES = 256 * 1024 * 1024

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with that browsers call the origin of our own forms null.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

Refuse = Callable[[Request, int], Response]


class Door:
    """What lets a browser in, and when it was last used."""

    def __init__(self, port: int) -> None:
        self.port = port
        # Cookies do not keep ports apart: two instances would take each other's.
        self.cookie = f"nianbao-{port}"
        self.landing = "/"
        self.last_used = time.monotonic()
        self._secret = secrets.token_urlsafe(32)
        self._token: str | None = secrets.token_urlsafe(32)
        self._hosts = frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost"))

    @property
    def address(self) -> str:
        """The address to open, once."""
        return f"http://{LOOPBACK}:{self.port}{ENTRANCE}{self._token}"

    def knows_host(self, host: str) -> bool:
        """Whether it is this server that the request means."""
        return host in self._hosts

    def enter(self, token: str) -> bool:
        """Take the token, which is then used up."""
        if self._token is None or not _same(token, self._token):
            return False
        self._token = None
        return True

    def has_entered(self, request: Request) -> bool:
        """Whether the cookie is there that the token was exchanged for."""
        return _same(request.cookies.get(self.cookie, ""), self._secret)

    def welcome(self, response: Response) -> None:
        """Hand out the cookie."""
        response.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict", path="/")


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


class Access:
    """Lets through what the door lets in, and adds to every answer what it forbids the page. ASGI."""

    def __init__(self, app: ASGIApp, door: Door, refuse: Refuse, most_bytes: int = MOST_BYTES) -> None:
        """`refuse` makes the page of a status."""
        self._app, self._door, self._refuse, self._most = app, door, refuse, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        self._door.last_used = time.monotonic()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._answer(Request(scope))
        if answer is not None:
            await answer(scope, receive, guarded)
        else:
            await self._app(scope, _Bounded(receive, self._most), guarded)
        self._door.last_used = time.monotonic()

    def _answer(self, request: Request) -> Response | None:
        """What is said instead of handing the request on."""
        headers, path = request.headers, request.url.path
        if headers.getlist("host") != [headers.get("host")] or not self._door.knows_host(headers["host"]):
            return Response("", 421)
        if request.method not in ("GET", "HEAD", "POST"):
            return Response("", 405, {"Allow": "GET, HEAD, POST"})
        if path.startswith(ENTRANCE):
            return self._entering(request, path.removeprefix(ENTRANCE))
        if not self._door.has_entered(request):
            return self._refuse(request, 403)
        if request.method == "POST" and not self._own_page(headers):
            return self._refuse(request, 403)
        return self._refuse(request, 413) if _announced(headers) > self._most else None

    def _entering(self, request: Request, token: str) -> Response:
        if request.method != "GET":
            return Response("", 405, {"Allow": "GET"})
        if not self._door.has_entered(request) and not self._door.enter(token):
            return self._refuse(request, 403)
        response = RedirectResponse(self._door.landing, 303)
        self._door.welcome(response)
        return response

    def _own_page(self, headers: Headers) -> bool:
        """Whether a change comes from a page of this server; browsers name where every change comes from."""
        return headers.getlist("origin") == [f"http://{headers['host']}"]


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else MOST_BYTES + 1


class TooLargeError(Exception):
    """A request carries more than it may."""


class _Bounded:
    """What a request carries, until it is too much. Raises TooLargeError."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message
