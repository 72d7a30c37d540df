"""How much a file may ask of the machine. Each bound is far above any real report and can be raised."""

from __future__ import annotations

from msgspec import Struct

MIB = 1024 * 1024


class Limits(Struct, frozen=True):
    """Bounds of one reading; a file that passes one is refused with a ReadError that names the bound."""

    # Real reports are below 20 MiB; the largest seen carried scanned pictures.
    file_bytes: int = 64 * MIB
    # The text parts of a real .docx unzip to below 5 MiB; a zip bomb to gigabytes.
    unpacked_bytes: int = 128 * MIB
    # Word nests tables a few deep; parsers and our own recursion suffer from thousands.
    depth: int = 200
    # The official tables have 46 rows together; a full register pasted into a report some thousands.
    cells: int = 200_000
    # A report has 5 to 20 pages; a yearbook that contains one, hundreds.
    pages: int = 500
    # Seconds that LibreOffice or a PDF may take.
    seconds: int = 60
