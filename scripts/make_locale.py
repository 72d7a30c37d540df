"""Compile Click's words in Chinese, nianbao/locale/zh/LC_MESSAGES/messages.po, to the .mo that gettext reads.

Run it after a change of the .po file; a test holds the two together. It names the words of the installed Click
that have no translation, so that a new Click is noticed.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "nianbao" / "locale" / "zh" / "LC_MESSAGES" / "messages.po"


def catalogue() -> Catalog:
    """The translations in the .po file."""
    with CATALOGUE.open("rb") as file:
        return read_po(file)


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo file."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """The words of the installed Click that the catalogue leaves in English, in the order of their source."""
    found = (words for _, _, words, _, _ in extract_from_dir(Path(click.__file__).parent))
    plain = (words if isinstance(words, str) else words[0] for words in found)
    return [words for words in dict.fromkeys(plain) if words not in catalog]


def main() -> None:
    """Write the .mo file; list what is not translated."""
    catalog = catalogue()
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalog))
    for words in untranslated(catalog):
        sys.stdout.write(f"not translated: {words!r}\n")


if __name__ == "__main__":
    main()
