"""The server starts, tells its address, ends; the processes that read may fail alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nianbao.many.kept import Kept, LostError
from tests.builders.browser import EXAMPLES, Client, address_of, served


def test_a_file_of_the_line_is_opened(environment: dict[str, str]) -> None:
    with served(environment, str(EXAMPLES / "bad.docx")) as process:
        client = Client(address_of(process))
        place = client.enter().headers["location"]
        found = client.ask(place).headers["location"]
        assert "不合格：2 个错误" in client.ask(found).text
        process.terminate()


def test_figures_of_the_line_are_gone_on_with(environment: dict[str, str]) -> None:
    with served(environment, str(EXAMPLES / "figures-2024.yaml")) as process:
        client = Client(address_of(process))
        place = client.ask(client.enter().headers["location"]).headers["location"]
        assert place.startswith("/drafts/")
        assert "云溪县农业农村局" in client.ask(place).text
        process.terminate()


def test_figures_among_files_of_the_line_are_checked_with_them(environment: dict[str, str]) -> None:
    files = (str(EXAMPLES / name) for name in ("figures-2024.yaml", "bad.docx"))
    with served(environment, *files) as process:
        client = Client(address_of(process))
        assert client.ask(client.enter().headers["location"]).headers["location"].startswith("/checked/")
        process.terminate()


def test_a_folder_of_the_line_is_searched(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "县" / "局").mkdir(parents=True)
    for name in ("县/bad.docx", "县/局/good.docx", "县/note.ini"):
        (tmp_path / name).write_bytes((EXAMPLES / "bad.docx").read_bytes())
    with served(environment, str(tmp_path / "县")) as process:
        client = Client(address_of(process))
        found = client.ask(client.enter().headers["location"]).headers["location"]
        page = client.ask(found).text
        assert "县/bad.docx" in page.replace("\\", "/")
        assert "县/局/good.docx" in page.replace("\\", "/")
        assert "note.ini" not in page
        process.terminate()


@pytest.mark.needs("posix")
def test_ctrl_c_ends_it_with_its_processes(environment: dict[str, str]) -> None:
    with served(environment) as process:
        client = Client(address_of(process))
        client.enter()
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)[0]
        assert process.returncode == 130
        assert "Traceback" not in said


def test_nobody_asking_ends_it(environment: dict[str, str]) -> None:
    code = (
        "from linter import Settings\nfrom nianbao.web.serving import serve\n"
        "if __name__ == '__main__':\n    serve(print, Settings(), idle=1)\n"
    )
    started = time.monotonic()
    done = subprocess.run(
        (sys.executable, "-c", code), capture_output=True, encoding="utf-8", env=environment, timeout=60, check=True
    )
    assert done.stdout.startswith("http://127.0.0.1:")
    assert time.monotonic() - started >= 1


def test_a_port_that_is_taken_is_one_line(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with served(environment, "--port", str(port)) as process:
            said = process.communicate(timeout=60)[0]
    assert process.returncode == 2
    assert str(port) in said
    assert len(said.splitlines()) == 1


def test_a_file_that_is_not_there_is_one_line(environment: dict[str, str], tmp_path: Path) -> None:
    with served(environment, str(tmp_path / "no.docx")) as process:
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 2
    assert len(said.splitlines()) == 1


def _die() -> None:
    os._exit(3)


def _sleep() -> None:
    time.sleep(60)


def _fail() -> None:
    raise ValueError("told")


def test_no_more_work_at_once_than_processes_and_the_rest_waits() -> None:
    kept = Kept(2, int)
    try:
        with ThreadPoolExecutor(12) as threads:
            processes = list(threads.map(lambda _: kept.do(60, os.getpid), range(24)))
        assert len(processes) == 24
        assert len({*processes, os.getpid()}) <= 3
    finally:
        kept.close()


def test_what_dies_or_takes_too_long_costs_itself_alone() -> None:
    kept = Kept(1, int)
    try:
        for function, seconds, why in ((_die, 60.0, "died"), (_sleep, 0.2, "late")):
            assert kept.do(60, int, "7") == 7
            with pytest.raises(LostError) as lost:
                kept.do(seconds, function)
            assert lost.value.why == why
        with pytest.raises(ValueError, match="told"):
            kept.do(60, _fail)
        assert kept.do(60, int, "8") == 8
    finally:
        kept.close()
    with pytest.raises(LostError):
        kept.do(1, int, "9")
