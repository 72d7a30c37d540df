"""By what a file of results is known as ours, so that the next run may replace it.

Only results that nobody works on bear a mark. A figures file, a report or a template that we wrote bears none, since a
person has gone on with it. Word and Excel drop the comment of an archive when they save: what somebody has edited is
theirs from then on.
"""

from __future__ import annotations

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
ARCHIVE = b"nianbao lint"  # the comment of a .docx or .xlsx, at its end

_ENOUGH = 1024
_STARTS = tuple(start.encode() for start in (TEXT, JSON, SARIF, GITLAB, RDJSON, JUNIT, GITHUB, DIFF_TEXT, DIFF_JSON))
_BOM = b"\xef\xbb\xbf"
_ZIP = b"PK\x03\x04"


def is_marked(path: str | Path) -> bool:
    """Whether the file is one of our results. Raises OSError where it cannot be read."""
    with open(path, "rb") as file:  # noqa: PTH123 - Path would change a name of blanks
        head = file.read(_ENOUGH).removeprefix(_BOM)
        if head.startswith(_ZIP):
            file.seek(max(file.seek(0, 2) - len(ARCHIVE), 0))
            return file.read() == ARCHIVE
    text = head.replace(b"\r\n", b"\n")
    page = text.lstrip()[:9].lower() == b"<!doctype"
    return text.startswith(_STARTS) or (page and any(mark.encode() in text for mark in (HTML, DIFF_HTML)))
