"""A server that all tests of the page share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.builders.browser import ROOT, Client, address_of, served


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Chinese, this checkout, and drafts of its own."""
    drafts = str(tmp_path_factory.mktemp("drafts"))
    own = {"NIANBAO_LANG": "zh", "PYTHONPATH": str(ROOT), "PYTHONWARNDEFAULTENCODING": "", "NIANBAO_DATA_DIR": drafts}
    return os.environ | own


@pytest.fixture(scope="session")
def client(environment: dict[str, str]) -> Iterator[Client]:
    """A browser that has entered a server of this session."""
    with served(environment) as process:
        client = Client(address_of(process))
        client.enter()
        yield client
        process.terminate()
