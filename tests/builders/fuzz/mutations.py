"""Mutations of files: of bytes, of markup, and of the parts in an archive. All are functions of a Random."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

Mutation = Callable[[Random, bytes], bytes]

_TOKENS = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\f", b"\t", b"<", b">", b"&", b'"', b"&#0;", b"&#xD800;"),
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x ", b"</w:p>", b"<w:p>", b"</w:tc>", b"<w:tr>", b"</table>", b"<td>"),
    *("（".encode(), "一、".encode(), "\ufeff".encode(), "\u200b".encode(), b"\x81\x30", b"endobj", b"stream\n", b"<<"),
)
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"63",
    b"65536",
    b"2147483648",
    b"99999999999999999999",
    b"1e999999999",
    b"",
    b"x",
    b"9" * 5000,
)
_NUMBER = re.compile(rb"\d+")
_NAME = re.compile(rb"(?<=<)/?[A-Za-z][\w:]*")
_TAG = re.compile(rb"<[^<>]{1,300}>")


def flip(random: Random, data: bytes) -> bytes:
    """One to eight bits changed."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut(random: Random, data: bytes) -> bytes:
    """The end missing."""
    return data[: random.randrange(len(data))]


def drop(random: Random, data: bytes) -> bytes:
    """A stretch missing."""
    start, end = _stretch(random, data)
    return data[:start] + data[end:]


def double(random: Random, data: bytes) -> bytes:
    """A stretch many times."""
    start, end = _stretch(random, data)
    return data[:start] + data[start:end] * random.choice((2, 3, 50)) + data[end:]


def move(random: Random, data: bytes) -> bytes:
    """A stretch elsewhere."""
    start, end = _stretch(random, data)
    rest, target = data[:start] + data[end:], random.randrange(len(data) - (end - start) + 1)
    return rest[:target] + data[start:end] + rest[target:]


def insert(random: Random, data: bytes) -> bytes:
    """Something that means something to a parser, anywhere."""
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(_TOKENS) + data[at:]


def renumber(random: Random, data: bytes) -> bytes:
    """One to three numbers replaced by strange ones."""
    for _ in range(random.randint(1, 3)):
        data = _replace(random, _NUMBER, data, lambda _: random.choice(_NUMBERS))
    return data


def rename(random: Random, data: bytes) -> bytes:
    """A tag's name taken from another tag."""
    names = _NAME.findall(data)
    return _replace(random, _NAME, data, lambda _: random.choice(names)) if names else data


def nest(random: Random, data: bytes) -> bytes:
    """A tag opened or closed many times."""
    return _replace(random, _TAG, data, lambda tag: tag * random.choice((2, 10, 300)))


def untag(random: Random, data: bytes) -> bytes:
    """A tag missing."""
    return _replace(random, _TAG, data, lambda _: b"")


def _stretch(random: Random, data: bytes) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.choice((1, 10, 100, 1000)))


def _replace(random: Random, pattern: re.Pattern[bytes], data: bytes, new: Callable[[bytes], bytes]) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + new(match[0]) + data[match.end() :]


BYTES: tuple[Mutation, ...] = (flip, cut, drop, double, move, insert, renumber)
MARKUP: tuple[Mutation, ...] = (*BYTES, renumber, rename, rename, nest, nest, untag, untag)


def mutate(random: Random, data: bytes, mutations: tuple[Mutation, ...]) -> bytes:
    """One to four mutations, one after another."""
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(mutations)(random, data or b" ")
    return data


def reshape(random: Random, data: bytes) -> bytes:
    """Well-formed XML of another shape: elements missing, doubled, elsewhere, renamed, nested, of other values."""
    root = etree.fromstring(data)
    for _ in range(random.choice((1, 2, 4, 12))):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if elements:
            random.choice(_RESHAPES)(random, random.choice(elements), elements)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _remove(_: Random, element: etree._Element, __: list[etree._Element]) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _repeat(random: Random, element: etree._Element, _: list[etree._Element]) -> None:
    for _time in range(random.choice((1, 2, 20))):
        element.addnext(deepcopy(element))


def _graft(random: Random, element: etree._Element, others: list[etree._Element]) -> None:
    target = random.choice(others)
    target.insert(random.randrange(len(target) + 1), deepcopy(element))


def _retag(random: Random, element: etree._Element, others: list[etree._Element]) -> None:
    element.tag = random.choice(others).tag


def _wrap(random: Random, element: etree._Element, others: list[etree._Element]) -> None:
    for _time in range(random.choice((1, 1, 30))):
        outer = etree.Element(random.choice(others).tag)
        element.addprevious(outer)
        outer.append(element)


def _revalue(random: Random, element: etree._Element, _: list[etree._Element]) -> None:
    for name in element.attrib:
        element.set(name, random.choice(_NUMBERS).decode())


_RESHAPES = (_remove, _repeat, _graft, _graft, _retag, _wrap, _revalue, _revalue)


def mutate_archive(random: Random, data: bytes) -> bytes:
    """The archive's bytes, or its parts: one mutated, missing, twice, or under another's name."""
    if random.random() < 0.2:
        return mutate(random, data, BYTES)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    index = random.randrange(len(parts))
    name, content = parts[index]
    change = random.random()
    if change < 0.6:
        parts[index] = (name, reshape(random, content))
    elif change < 0.8:
        parts[index] = (name, mutate(random, content, MARKUP))
    elif change < 0.9:
        del parts[index]
    else:
        parts[index] = (random.choice(parts)[0] + random.choice(("", "x")), content)
    return _packed(dict(parts))


def _packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
