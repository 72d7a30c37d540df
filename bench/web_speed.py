"""How soon the page answers: from the start of the command to the first answer, and from an upload to its findings.

    python -m bench.web_speed [REPORT.docx]

Wall-clock time, since somebody waits for it: the least and the median of several runs, on a machine that does nothing
else.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.builders.browser import Client, address_of, served

ROOT = Path(__file__).parents[1]
_STARTS, _UPLOADS = 5, 20


def main() -> None:
    """Print both."""
    report = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "bad.docx"
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), "NIANBAO_LANG": "zh"}
    starts, uploads = [], []
    for turn in range(_STARTS):
        begun = time.perf_counter()
        with served(environment) as process:
            client = Client(address_of(process))
            client.enter()
            client.ask("/")
            starts.append(time.perf_counter() - begun)
            if turn == 0:
                uploads = [_upload(client, report.name, report.read_bytes()) for _ in range(_UPLOADS)]
            _end(process)
    _tell("start to the first answer", starts)
    _tell(f"upload of {report.name} to its findings", uploads[2:])


def _upload(client: Client, name: str, data: bytes) -> float:
    begun = time.perf_counter()
    client.found(("files", name, data))
    return time.perf_counter() - begun


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate()


def _tell(what: str, seconds: list[float]) -> None:
    print(f"{what}: least {min(seconds) * 1000:.0f} ms, median {statistics.median(seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
