"""By what is found what was kept of one file: its content, and all else that the findings depend on."""

from __future__ import annotations

from functools import lru_cache
from os.path import dirname, splitext

import msgspec
from msgspec.structs import replace

from linter.digest import Digest
from linter.settings import AUTO, Settings, stamp
from nianbao.many.cache import key_of, program
from nianbao.resources import resource


def result_key(path: str, data: bytes, settings: Settings, previous: tuple[Digest, ...]) -> bytes:
    """The key of what is said of a file beside these reports of last year."""
    last_year = msgspec.msgpack.encode(previous)
    return key_of(b"result", _program(), _asked(settings), _book(settings), last_year, _ending(path), data)


def digest_key(path: str, data: bytes, settings: Settings) -> bytes:
    """The key of what other reports need to know of a file."""
    asked = Settings(edition=settings.edition, limits=settings.limits)
    return key_of(b"digest", _program(), _asked(asked), _book(settings), _ending(path), data)


def _ending(path: str) -> bytes:
    """All that a reader asks of a name."""
    return splitext(path)[1].lower().encode("utf-8", "surrogateescape")  # noqa: PTH122 - Path takes longer


@lru_cache(maxsize=1)
def _program() -> bytes:
    package = dirname(dirname(__file__))  # noqa: PTH120 - as above
    return program(f"{package}/nianbao", f"{package}/linter", str(resource("rules")), str(resource("rules.yaml")))


@lru_cache(maxsize=64)
def _asked(settings: Settings) -> bytes:
    """The settings without what stands for a content, or changes nothing of the findings as they are kept."""
    kind = settings.previous if settings.previous in (None, AUTO) else "named"
    plain = replace(
        settings, rulebook=None, previous=kind, waivers=None, baseline=None, kind=None, language="zh", fail_on="error",
        cached=False,
    )  # fmt: skip
    return msgspec.msgpack.encode(plain)


def _book(settings: Settings) -> bytes:
    return _own_book(settings, stamp(settings.rulebook)) if settings.rulebook else b""


@lru_cache(maxsize=64)
def _own_book(settings: Settings, _: object) -> bytes:
    """All that a rulebook of the user's own says, with what it extends."""
    return key_of(msgspec.msgpack.encode(settings.book()))
