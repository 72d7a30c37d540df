"""By what a file of results is known as ours, so that the next run may replace it.

Results that nobody works on bear a mark. A figures file or a template that we wrote bears none, since a person has
gone on with it. Word and Excel drop the comment of an archive when they save: what somebody has edited is theirs from
then on. A report, as a Word file or a page, is sealed: its last bytes hold a digest of all that stands before them, so
that nobody can change the file and keep the mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path

# Each format has its mark in its first or last bytes; a writer of that format puts it there.
TEXT = "# nianbao lint\n"  # the first line of plain text
JSON = '{"version": 1, "files": ['  # how the output contract begins
SARIF = (  # how each run of ours begins
    '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":'
    '{"name":"nianbao",'
)
GITLAB = '[{"check_name":"nianbao/'  # each entry begins so
RDJSON = '{"source":{"name":"nianbao"},'
JUNIT = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nianbao">'
GITHUB = "::debug::nianbao lint\n"  # a command that shows nothing
DIFF_TEXT = "# nianbao diff\n"
DIFF_JSON = '{"version": 1,\n"old": {"path":'
HTML = '<meta name="generator" content="nianbao lint">'  # in the head of a page
DIFF_HTML = '<meta name="generator" content="nianbao diff">'
STATISTICS_HTML = '<meta name="generator" content="nianbao statistics">'
ARCHIVE = b"nianbao lint"  # the comment of a .docx or .xlsx, at its end

_SEAL = b"nianbao generate "  # begins the comment of a report, before the digest
_SEAL_SIZE = len(_SEAL) + 64

PAGE_SEAL = "<!-- nianbao generate "  # begins the comment that ends a page
_PAGE_END = b" -->\n"
_PAGE_SEAL_SIZE = 64 + len(_PAGE_END)

_ENOUGH = 1024
_STARTS = tuple(start.encode() for start in (TEXT, JSON, SARIF, GITLAB, RDJSON, JUNIT, GITHUB, DIFF_TEXT, DIFF_JSON))
_PAGES = tuple(mark.encode() for mark in (HTML, DIFF_HTML, STATISTICS_HTML))
_BOM = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"


def is_marked(path: str | Path) -> bool:
    """Whether the file is one of our results. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:  # noqa: PTH123 - Path would change a name of blanks
        head = file.read(_ENOUGH).removeprefix(_BOM)
        if head.startswith(_ZIP):
            file.seek(max(file.seek(0, 2) - _SEAL_SIZE, 0))
            tail = file.read()
            return tail.endswith(ARCHIVE) or (tail.startswith(_SEAL) and _is_sealed(file))
        text = head.replace(b"\r\n", b"\n")
        if text.lstrip()[:9].lower() == b"<!doctype":
            return any(mark in text for mark in _PAGES) or _is_sealed_page(file)
    return text.startswith(_STARTS)


def sealed(archive: bytes) -> bytes:
    """A new archive of ours, which has no comment yet, with a comment that any change of it belies."""
    body = archive[:-2] + _SEAL_SIZE.to_bytes(2, "little")
    return body + _SEAL + _digest(body)


def sealed_page(page: bytes, kept: str) -> bytes:
    """A page of ours with what it is to keep, letters and digits, in a comment that any change of it belies."""
    body = page + f"{PAGE_SEAL}{kept} ".encode()
    return body + _digest(body) + _PAGE_END


def _is_sealed_page(file: BinaryIO) -> bool:
    file.seek(0)
    data = file.read()
    body, seal = data[:-_PAGE_SEAL_SIZE], data[-_PAGE_SEAL_SIZE:]
    return PAGE_SEAL.encode() in body and seal == _digest(body) + _PAGE_END


def _is_sealed(file: BinaryIO) -> bool:
    file.seek(0)
    data = file.read()
    return data[-_SEAL_SIZE:] == _SEAL + _digest(data[:-_SEAL_SIZE])


def _digest(data: bytes) -> bytes:
    from hashlib import sha256

    return sha256(data).hexdigest().encode()
