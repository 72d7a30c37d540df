"""The same work on a real cluster of processes: in order, though a worker is lost; one line where nothing answers."""

from __future__ import annotations

import os
import socket
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner

from linter import Settings, lint
from linter.clustering import Cluster, lint_on
from linter.tasks import Task
from nianbao.cli import main
from nianbao.errors import NianbaoError
from nianbao.many.cluster import in_order
from tests.builders.cluster import LocalCluster, local_cluster

EXAMPLES = Path(__file__).parents[2] / "examples"
pytestmark = [
    pytest.mark.needs("posix"),
    # Of Dask itself: its threads end after the client is closed.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers."""
    with warnings.catch_warnings(), local_cluster(tmp_path_factory.mktemp("cluster")) as running:
        warnings.simplefilter("ignore")
        yield running


def _slow(number: int) -> tuple[int, int]:
    time.sleep(0.01)
    return number * 2, os.getpid()


def _no_result(number: int, why: str) -> tuple[int, int]:
    raise AssertionError((number, why))


def test_results_come_in_order_from_all_workers(cluster: LocalCluster) -> None:
    found = list(in_order(_slow, range(100), address=cluster.address, lost=_no_result, batch=10))
    assert [number for number, _ in found] == [2 * n for n in range(100)]
    assert os.getpid() not in {process for _, process in found}
    assert len({process for _, process in found}) == 2


def test_a_lost_worker_costs_no_result(tmp_path: Path) -> None:
    with local_cluster(tmp_path) as own:
        found = []
        for one in in_order(_slow, range(200), address=own.address, lost=_no_result, batch=20):
            found.append(one)
            if len(found) == 30:
                own.workers[0].kill()
        assert [number for number, _ in found] == [2 * n for n in range(200)]


def test_reports_are_linted_as_here(cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    names = sorted(path.name for path in EXAMPLES.glob("*.docx"))
    tasks = [Task(name, Settings()) for name in [*names, "none.docx"]]
    for send in (False, True):
        results = list(lint_on(Cluster(cluster.address, send), tasks))
        assert [result.path for result in results] == [*names, "none.docx"]
        assert results[:-1] == [lint(name) for name in names]
        assert results[-1].error


def test_the_command_says_the_same(cluster: LocalCluster) -> None:
    arguments = ["lint", str(EXAMPLES), "--format", "json", "--no-cache"]
    here = CliRunner().invoke(main, arguments)
    there = CliRunner().invoke(main, [*arguments, "--scheduler", cluster.address])
    assert (there.exit_code, there.output) == (here.exit_code, here.output)


@pytest.mark.parametrize(
    "line", ["collect -o f.csv", "rollup -o f.yaml --agency=云溪县人民政府", "statistics -o f.xlsx"]
)
@pytest.mark.parametrize("send", [(), ("--send",)])
def test_commands_over_many_reports_write_the_same(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, send: tuple[str, ...]
) -> None:
    """By relative paths, which the workers do not see as such."""
    copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    told = []
    for where in ((), ("--scheduler", cluster.address, *send)):
        result = CliRunner().invoke(main, [*line.split(), "examples", "--force", *where])
        told.append((result.exit_code, [path.read_bytes() for path in sorted(tmp_path.glob("f.*"))]))
    assert told[0] == told[1]
    assert told[0][1]


def test_a_scheduler_that_does_not_answer_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        result = CliRunner().invoke(main, ["lint", str(EXAMPLES), "--scheduler", address, "--lang=en"])
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1, result.output
    assert address in result.output


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "http://127.0.0.1:1", "tcp://127.0.0.1:1"])
def test_an_address_that_is_none_is_one_line(address: str) -> None:
    with pytest.raises(NianbaoError, match="no scheduler answers"):
        next(in_order(_slow, [1], address=address, lost=_no_result))


def test_send_goes_with_a_scheduler() -> None:
    assert CliRunner().invoke(main, ["lint", str(EXAMPLES), "--send"]).exit_code == 2
