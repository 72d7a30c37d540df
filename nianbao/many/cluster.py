"""The same function over many things on a cluster: a Dask scheduler that is reached by its address.

Things go out a few hundred at a time, so that the scheduler has little to do, and come back in their order. A worker
that is lost costs time alone: Dask gives what it had to another. Things that take worker after worker down are tried
once more one by one, and those that do so again are lost.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from nianbao.errors import NianbaoError
from nianbao.extras import MissingError
from nianbao.i18n import Text
from nianbao.version import VERSION

if TYPE_CHECKING:
    from distributed import Client, Future

    from nianbao.many.here import Lost

T = TypeVar("T")
R = TypeVar("R")

BATCH = 200  # things of a task
_AHEAD = 2  # tasks for each worker that are given out at once
_PATIENCE = 8  # seconds that a scheduler has to answer
_SILENT = Text(
    "调度程序 {address} 没有应答；请核对地址（形如 tcp://主机:8786），以及它是否在运行",
    "no scheduler answers at {address}; check the address (such as tcp://HOST:8786) and that it is running",
)
_IDLE = Text("调度程序 {address} 没有工作进程", "the scheduler at {address} has no workers")
_OTHER = Text(
    "工作进程 {worker} 的 nianbao 是 {theirs} 版，本机是 {ours} 版；各处版本应当相同",
    "the worker {worker} has nianbao {theirs}, this machine {ours}; all need the same version",
)


def in_order(
    work: Callable[[T], R], things: Iterable[T], *, address: str, lost: Callable[[T, Lost], R], batch: int = BATCH
) -> Generator[R, None, None]:
    """`work` of each thing on the cluster, in their order, as it comes; `lost` of one that takes its workers down.

    Things are taken as their turn comes. `work` and the things must be picklable, and importable where the workers
    run. Raises NianbaoError where no scheduler answers within seconds, it has no workers, or they have another version.
    Closing the iterator cancels what is still to be done.
    """
    client = _connected(address)
    try:
        yield from _through(client, work, things, lost, batch)
    finally:
        with suppress(Exception):  # it may be gone
            client.close(timeout=_PATIENCE)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise MissingError("--scheduler", "cluster", error) from error
    # What the connection says of itself is told in one line of ours.
    for name in ("distributed", "tornado.application", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(asyncio.wait_for(_answered(address), _PATIENCE))
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except Exception as error:  # by the kind of address another one each
        raise NianbaoError(_SILENT.format(address=address)) from error
    try:
        _agree(client, address)
    except NianbaoError:
        client.close(timeout=_PATIENCE)
        raise
    return client


async def _answered(address: str) -> None:
    """Return once something answers there as a scheduler does; the client itself waits for a mute one for ever."""
    from distributed.comm.core import connect

    comm = await connect(address, timeout=_PATIENCE)
    await comm.close()


def _agree(client: Client, address: str) -> None:
    """See to it that there are workers, and that they are of this version."""
    with suppress(Exception):
        client.wait_for_workers(1, timeout=_PATIENCE)
    versions = client.run(version)
    if not versions:
        raise NianbaoError(_IDLE.format(address=address))
    for worker, theirs in sorted(versions.items()):
        if theirs != VERSION:
            raise NianbaoError(_OTHER.format(worker=worker, theirs=theirs, ours=VERSION))


def version() -> str:
    """The version where this runs."""
    return VERSION


def each(work: Callable[[Any], Any], things: Sequence[Any]) -> list[Any]:
    """A task: the work of each of its things."""
    return [work(thing) for thing in things]


def _through(
    client: Client, work: Callable[[T], R], things: Iterable[T], lost: Callable[[T, Lost], R], batch: int
) -> Iterator[R]:
    batches = _batches(things, batch)
    workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    given: deque[tuple[Future[Any], list[T]]] = deque()
    while True:
        for told in islice(batches, _AHEAD * workers - len(given)):
            # Pure would take two equal batches for one.
            given.append((client.submit(each, work, told, pure=False), told))
        if not given:
            return
        future, told = given.popleft()
        yield from _results(client, future, work, told, lost)


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _results(
    client: Client, future: Future[Any], work: Callable[[T], R], things: Sequence[T], lost: Callable[[T, Lost], R]
) -> Iterator[R]:
    from distributed import KilledWorker

    try:
        found: list[R] = future.result()
    except KilledWorker:
        if len(things) == 1:
            yield lost(things[0], "died")
            return
        alone = [client.submit(each, work, [thing], pure=False) for thing in things]
        for thing, one in zip(things, alone, strict=True):
            yield from _results(client, one, work, [thing], lost)
        return
    yield from found
