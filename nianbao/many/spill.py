"""Many values that are looked at again later, kept in a file that nobody else sees: memory holds where each begins."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property
from typing import IO, Any, Generic, TypeVar

import msgspec

T = TypeVar("T")

# So many stay in memory: a call with a few files makes no file for them.
_FEW = 64


class Spill(Generic[T]):
    """Values of one type in the order in which they were added; the file is gone with the object."""

    def __init__(self, kind: Any) -> None:  # type[T], or what else msgspec takes for one
        self._kind = kind
        self._ends = array("Q", (0,))
        self._here: dict[int, T] = {}  # the first, and what cannot be written down: names that are no text

    @cached_property
    def _file(self) -> IO[bytes]:
        from tempfile import TemporaryFile

        return TemporaryFile(prefix="nianbao-")

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[T]:
        return msgspec.msgpack.Decoder(self._kind)

    def __del__(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, value: T) -> int:
        """Keep a value; its number is the answer. Raises OSError where there is no room."""
        number, end = len(self), self._ends[-1]
        try:
            data = msgspec.msgpack.encode(value) if number >= _FEW else b""
        except UnicodeEncodeError:
            data = b""
        if data:
            self._file.seek(end)
            self._file.write(data)
        else:
            self._here[number] = value
        self._ends.append(end + len(data))
        return number

    def __getitem__(self, number: int) -> T:
        if number in self._here:
            return self._here[number]
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return self._decoder.decode(self._file.read(end - begin))

    def __iter__(self) -> Iterator[T]:
        return (self[number] for number in range(len(self)))
