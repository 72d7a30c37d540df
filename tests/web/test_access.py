"""Who is let in, and what every answer forbids the page: attacked as other pages and other programs would."""

from __future__ import annotations

import asyncio
import socket

import pytest
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from nianbao.web.access import Access, Door, TooLargeError
from tests.builders.browser import EXAMPLES, Client, address_of, form, served

BAD = (EXAMPLES / "bad.docx").read_bytes()


def test_the_address_works_once(environment: dict[str, str]) -> None:
    with served(environment) as process:
        client = Client(address_of(process))
        second = Client(f"{client.origin}{client.entrance}")
        assert client.enter().status == 303
        assert client.ask("/").status == 200
        assert second.ask(second.entrance).status == 403
        assert client.ask(client.entrance).status == 303  # whoever has entered may come again
        process.terminate()


def test_the_cookie_is_for_this_server_alone(client: Client) -> None:
    cookie = client.ask(client.entrance).headers["set-cookie"]
    assert cookie.startswith(f"nianbao-{client.port}=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert client.entrance.removeprefix("/enter/") not in cookie


@pytest.mark.parametrize("path", ["/", "/rules", "/rules/A402", "/assets/style.css", "/checked/x", "/opened"])
@pytest.mark.parametrize("cookie", ["", "nianbao-1=x", "a=b; nianbao=", "nianbao-{port}=", "nianbao-{port}=é"])
def test_nothing_is_told_to_whoever_has_not_entered(client: Client, path: str, cookie: str) -> None:
    answer = client.ask(path, cookie=cookie.format(port=client.port).encode().decode("latin-1") or "none=1")
    assert answer.status == 403
    assert "/assets/" not in answer.text


@pytest.mark.parametrize("token", ["", "x", "%00", "%C3%A9", "../", "a" * 5000])
def test_a_guessed_token_does_not_enter(client: Client, token: str) -> None:
    assert client.ask(f"/enter/{token}", cookie="a=b").status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil:{port}",
        "localhost.:{port}",
        "[::1]:{port}",
        "",
    ],
)
def test_another_host_is_refused_before_anything_else(client: Client, host: str) -> None:
    answer = client.ask("/", Host=host.format(port=client.port))
    assert (answer.status, answer.body) == (421, b"") or answer.status == 400


def test_two_hosts_are_none(client: Client) -> None:
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nHost: evil\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", client.port), 10) as connection:
        connection.sendall(request.encode())
        assert connection.recv(100).split()[1] in (b"400", b"421")


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1", "http://localhost:{port}"],
)
def test_a_change_comes_from_our_own_page(client: Client, origin: str) -> None:
    answer = client.send("/check", ("files", "a.docx", BAD), origin=origin.format(port=client.port))
    assert answer.status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert client.ask("/", method).status in (400, 405)


@pytest.mark.parametrize("path", ["/", "/nope", "/rules", "/assets/page.js", "/enter/x"])
def test_every_answer_forbids_what_a_page_of_ours_does_not_need(client: Client, path: str) -> None:
    headers = client.ask(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize(
    "path", ["//evil.example", "/?next=http://evil.example", "/enter/x?next=//evil.example", "/opened?to=//evil"]
)
def test_no_address_leads_elsewhere(client: Client, path: str) -> None:
    assert client.ask(path).headers.get("location", "/").startswith(("/", client.origin))
    assert "evil" not in client.ask(path).headers.get("location", "")


@pytest.mark.parametrize(
    "name", ["../rules.yaml", "..%2frules.yaml", "%2e%2e/x", "base.html.j2", "style.css%00", "/etc/passwd"]
)
def test_only_what_pages_refer_to_is_served(client: Client, name: str) -> None:
    assert client.ask(f"/assets/{name}").status == 404


def test_what_is_announced_as_too_much_is_not_read(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.port), 10) as connection:
        head = (
            f"POST /check HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nOrigin: {client.origin}\r\n"
            f"Cookie: {client.cookie}\r\nContent-Length: 99999999999\r\n\r\n"
        )
        connection.sendall(head.encode())
        assert connection.recv(100).split()[1] == b"413"
    assert client.ask("/").status == 200


def test_what_turns_out_to_be_too_much_is_read_no_further() -> None:
    seen: list[int] = []

    async def application(_: Scope, receive: Receive, __: Send) -> None:
        while True:
            seen.append(len((await receive())["body"]))

    async def endless() -> Message:
        return {"type": "http.request", "body": b"x" * 10, "more_body": True}

    async def nowhere(_: Message) -> None: ...

    door = Door(80)
    door.welcome(response := Response())
    headers = [
        (b"host", b"127.0.0.1:80"),
        (b"origin", b"http://127.0.0.1:80"),
        (b"cookie", response.headers["set-cookie"].split(";")[0].encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    access = Access(application, door, lambda _, status: Response("", status), most_bytes=35)
    with pytest.raises(TooLargeError):
        asyncio.run(access(scope, endless, nowhere))
    assert seen == [10, 10, 10]


def test_two_instances_do_not_meet(client: Client, environment: dict[str, str]) -> None:
    with served(environment) as process:
        other = Client(address_of(process))
        other.enter()
        place = client.send("/check", ("files", "a.docx", BAD)).headers["location"]
        assert client.ask(place).status == 200
        assert other.ask(place).status == 404
        assert other.ask("/", cookie=client.cookie).status == 403
        assert client.ask("/", cookie=other.cookie).status == 403
        process.terminate()


def test_a_broken_form_is_answered(client: Client) -> None:
    body, kind = form(("files", "a.docx", BAD))
    for sent, said in ((body[:200], kind), (body, "multipart/form-data"), (body, "text/plain"), (b"", kind)):
        answer = client.ask("/check", "POST", sent, Content_Type=said, Origin=client.origin)
        assert answer.status in (200, 400), said
        assert "未收到完整的文件" in answer.text or "未选择文件" in answer.text
    assert client.ask("/").status == 200
