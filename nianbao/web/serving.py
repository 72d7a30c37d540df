"""The server: on this machine only, until nobody has asked for a while or Ctrl-C."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from contextlib import suppress

import uvicorn

from linter import Settings
from nianbao.errors import NianbaoError
from nianbao.files.writing import reason
from nianbao.i18n import Text
from nianbao.many.kept import Kept
from nianbao.many.pool import cores
from nianbao.web.access import LOOPBACK, Door
from nianbao.web.checking import prepare
from nianbao.web.shelf import Shelf
from nianbao.web.site import site
from nianbao.web.uploads import Upload

# Long enough to read a report beside the page; drafts are on disk.
IDLE_SECONDS = 30 * 60.0
_LOOK = 1.0  # seconds between looks at the clock
_BACKLOG = 128
_TAKEN = Text(
    "端口 {port} 无法使用（{why}）；请更换端口，或不指定 --port",
    "port {port} cannot be used ({why}); name another one, or none",
)


def serve(
    opened: Callable[[str], object], settings: Settings, *, port: int = 0, files: tuple[Upload, ...] = (),
    idle: float = IDLE_SECONDS,
) -> None:  # fmt: skip
    """Answer until nobody asks for `idle` seconds, or until KeyboardInterrupt.

    `opened` is called with the address once it answers; it leads to what was found in the files. Port 0 is a free one.
    Raises NianbaoError for a port that cannot be had.
    """
    listening = _listen(port)
    kept = Kept(cores(), prepare)
    try:
        door = Door(listening.getsockname()[1])
        app = site(door, kept, Shelf(), settings, files)
        # No log: requests are nobody's business, and errors are told on the page.
        config = uvicorn.Config(
            app, http="h11", ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
            server_header=False, date_header=False, timeout_keep_alive=30, timeout_graceful_shutdown=1,
            backlog=_BACKLOG,
        )  # fmt: skip
        with suppress(asyncio.CancelledError):
            asyncio.run(_Running(config, door, idle).until_idle(listening, opened))
    finally:
        kept.close()
        listening.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise NianbaoError(_TAKEN.format(port=port, why=why)) from None
    return listening


class _Running(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, door: Door, idle: float) -> None:
        super().__init__(config)
        self._door, self._idle = door, idle

    async def until_idle(self, listening: socket.socket, opened: Callable[[str], object]) -> None:
        """Serve; the address is told as soon as connections are taken, which the socket does already."""
        opened(self._door.address)
        watch = asyncio.create_task(self._watch())
        try:
            await self.serve(sockets=[listening])
        finally:
            watch.cancel()

    async def _watch(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(min(_LOOK, self._idle / 4))
            busy = bool(self.server_state.tasks)
            if not busy and time.monotonic() - self._door.last_used >= self._idle:
                self.should_exit = True
