"""A Dask cluster of this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LONGEST = 60  # seconds until all have started


class LocalCluster:
    """Its address, and its workers to be killed."""

    def __init__(self, address: str, workers: list[subprocess.Popen[bytes]]) -> None:
        self.address, self.workers = address, workers


@contextmanager
def local_cluster(folder: Path, workers: int = 2) -> Iterator[LocalCluster]:
    """A scheduler with so many workers that do one thing at a time."""
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        stack.enter_context(_running("distributed.cli.dask_scheduler", *options))
        address = _address(file)
        some = [
            stack.enter_context(
                _running("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            )
            for _ in range(workers)
        ]
        yield LocalCluster(address, some)


@contextmanager
def _running(module: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNDEFAULTENCODING": ""}
    process = subprocess.Popen(
        (sys.executable, "-m", module, *options),
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _address(file: Path) -> str:
    until = time.monotonic() + _LONGEST
    while (address := _written(file)) is None and time.monotonic() < until:
        time.sleep(0.1)
    if address is None:
        raise TimeoutError(file)
    return address


def _written(file: Path) -> str | None:
    """What the scheduler wrote of itself, None while it has not."""
    try:
        return str(json.loads(file.read_text("utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        return None
