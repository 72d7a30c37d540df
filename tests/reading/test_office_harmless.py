"""LibreOffice as a reader: of what a file links to and holds nothing is fetched and nothing run."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from nianbao.files import libreoffice, libreprofile
from nianbao.files.limits import Limits
from nianbao.files.loading import load
from nianbao.formats import Format
from nianbao.reading.office import read_office
from nianbao.reading.sniff import sniff
from tests.builders.office import REPORT, convert, flat_odt, packed_odt

needs_libreoffice = pytest.mark.needs("libreoffice")


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A local web server and the requests that came."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names that http.server calls

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{listener.server_port}", requests
        listener.shutdown()
        thread.join()


SECRET = "不得外泄的内容"


def linking(url: str, folder: Path) -> str:
    """Links as OpenDocument knows them: pictures and sections, of the network and of the disk."""
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    frame = '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image {}/></draw:frame>'
    section = '<text:section text:name="s{}"><text:section-source {}/><text:p>旧</text:p></text:section>'
    links = [
        f'xlink:href="{target}" xlink:type="simple" xlink:actuate="onLoad"'
        for target in (f"{url}/a.png", (folder / "secret.txt").as_uri(), f"{url}/b.txt")
    ]
    pictures = "".join(f"<text:p>{frame.format(link)}</text:p>" for link in links)
    return REPORT + pictures + "".join(section.format(i, link) for i, link in enumerate(links))


def linking_rtf(url: str, folder: Path) -> bytes:
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    field = '{{\\field{{\\*\\fldinst {} "{}"}}{{\\fldrslt x}}}}\\par '
    targets = [f"{url}/a", (folder / "secret.txt").as_posix()]
    fields = (field.format(name, t) for name in ("INCLUDEPICTURE", "IncludeText") for t in targets)
    return ("{\\rtf1\\ansi " + "".join(fields) + "}").encode("ascii")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["odt", "doc", "rtf"])
def test_no_link_is_followed(
    kind: Format, server: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, requests = server
    data = linking_rtf(url, tmp_path) if kind == "rtf" else flat_odt(linking(url, tmp_path))
    if kind == "doc":
        data = convert(data, "fodt", "doc:MS Word 97", tmp_path)
        requests.clear()
    assert sniff(data) == kind
    converted: list[bytes] = []

    def kept(path: Path, limits: Limits) -> bytes:
        converted.append(load(path, limits))
        return converted[-1]

    monkeypatch.setattr("nianbao.reading.office.load", kept)
    document = read_office(data, kind)
    assert requests == []
    assert SECRET not in str(document)
    with zipfile.ZipFile(tmp_path / "again.docx", "w"):
        (tmp_path / "again.docx").write_bytes(converted[0])
    with zipfile.ZipFile(tmp_path / "again.docx") as archive:
        assert not [name for name in archive.namelist() if "media/" in name]
        assert SECRET not in archive.read("word/document.xml").decode()


@needs_libreoffice
def test_without_the_settings_links_would_be_followed(
    server: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above is not idle: it is the settings that keep LibreOffice from the network."""
    url, requests = server
    monkeypatch.setattr(libreprofile, "_SETTINGS", ())
    monkeypatch.setattr(libreoffice, "_environment", lambda _: dict(os.environ))
    read_office(flat_odt(linking(url, tmp_path)), "odt")
    assert requests


def with_macro(path: Path, trace: Path) -> bytes:
    """An .odt whose Basic macro writes a file when the document is opened."""
    events = (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="dom:load" xlink:type="simple" xlink:href="vnd.sun.star.script:Standard.Module1.Main'
        '?language=Basic&amp;location=document"/></office:event-listeners></office:scripts>'
    )
    library = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return packed_odt(
        path,
        REPORT,
        events,
        {
            "Basic/script-lc.xml": f'<library:libraries {library}><library:library library:name="Standard" '
            'library:link="false"/></library:libraries>',
            "Basic/Standard/script-lb.xml": f'<library:library {library} library:name="Standard" '
            'library:readonly="false" library:passwordprotected="false"><library:element '
            'library:name="Module1"/></library:library>',
            "Basic/Standard/Module1.xml": '<script:module xmlns:script="http://openoffice.org/2000/script" '
            'script:name="Module1" script:language="StarBasic">Sub Main\n'
            f'Open "{trace}" For Output As #1\nPrint #1, "ran"\nClose #1\nEnd Sub</script:module>',
        },
    )


@needs_libreoffice
def test_no_macro_runs(tmp_path: Path) -> None:
    """LibreOffice runs none while it converts, whatever the settings say; the settings are the second wall."""
    assert read_office(with_macro(tmp_path / "m.odt", tmp_path / "trace"), "odt").blocks
    assert not (tmp_path / "trace").exists()
    libreprofile.write_profile(tmp_path / "profile")
    settings = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
