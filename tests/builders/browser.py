"""The page as `nianbao web --no-browser` serves it, and a browser of the plainest kind."""

from __future__ import annotations

import http.client
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


class Client:
    """A browser with one cookie."""

    def __init__(self, address: str) -> None:
        match = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/enter/\S+)", address)
        assert match, address
        self.port, self.entrance, self.cookie = int(match[1]), match[2], ""
        self.origin = f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", *, cookie: str | None = None, **headers: str
    ) -> Answer:
        """One request; headers are named with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if sent := self.cookie if cookie is None else cookie:
            named["Cookie"] = sent
        connection.request(method, path, body or None, named)
        got = connection.getresponse()
        answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        connection.close()
        return answer

    def enter(self) -> Answer:
        """Follow the address that was printed."""
        answer = self.ask(self.entrance)
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        return answer

    def send(self, path: str, *fields: tuple[str, str, bytes], origin: str | None = None) -> Answer:
        """A form with files: name of the field, of the file, content."""
        body, kind = form(*fields)
        own = self.origin if origin is None else origin
        return self.ask(path, "POST", body, Content_Type=kind, **({"Origin": own} if own else {}))

    def found(self, *fields: tuple[str, str, bytes]) -> str:
        """The page of what was found in the files."""
        answer = self.send("/check", *fields)
        assert answer.status == 303, answer.text
        return self.ask(answer.headers["location"]).text


def fields_of(page: str) -> dict[str, str]:
    """What the fields of a page hold, by their names."""
    return dict(re.findall(r'<input id="(c:[\w.]+)" name="[^"]+" value="([^"]*)"', page))


def form(*fields: tuple[str, str, bytes]) -> tuple[bytes, str]:
    """A form as browsers send it, and its type."""
    border = secrets.token_hex(8)
    parts = []
    for name, file, data in fields:
        about = f'form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
        head = f"--{border}\r\nContent-Disposition: {about}\r\n"
        head += "Content-Type: application/octet-stream\r\n\r\n" if file else "\r\n"
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


def served(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """The command, running."""
    return subprocess.Popen(
        (sys.executable, "-m", "nianbao.cli", "web", "--no-browser", *arguments),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment,
    )  # fmt: skip


def address_of(process: subprocess.Popen[str]) -> str:
    """What it printed first."""
    assert process.stdout
    return process.stdout.readline().strip()
