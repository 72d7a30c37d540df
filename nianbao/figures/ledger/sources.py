"""The sheets of a register as rows of values, whatever file holds them: a workbook or a .csv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from nianbao.errors import NianbaoError, ReadError
from nianbao.files.csvtext import as_written
from nianbao.files.limits import Limits
from nianbao.files.loading import load
from nianbao.i18n import Text
from nianbao.ooxml.rows import CellValue, RowBook

Values: TypeAlias = dict[int, CellValue]
Rows: TypeAlias = Callable[[Collection[int]], Iterator[tuple[int, Values]]]
"""The rows that hold anything in these columns, or in any where none is named: each with its number."""

MOST_ROWS: Final = 200_000
_ENDINGS: Final = (".csv", ".xlsx")
_ENDING = Text("{path}：台账应为 .xlsx 或 .csv 文件", "{path}: expected a register in .xlsx or .csv")
_OLD = Text("{path}：请在 Excel 或 WPS 中另存为 .xlsx", "{path}: save it as .xlsx in Excel or WPS")
_ENCODING = Text(
    "{path}：文字编码无法识别；请另存为 UTF-8 或 .xlsx", "{path}: unknown encoding; save it in UTF-8, or as .xlsx"
)
_NO_CSV = Text("{path}：不是可以读取的 .csv 文件", "{path}: this is not a readable .csv file")
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


# How systems keep a spreadsheet from taking a text for a number.
_QUOTED: Final = re.compile(r'="([^"]*)"')


class Source(Struct, frozen=True):
    """A sheet: its name, "" where the file has none, its rows, and its areas of merged cells."""

    name: str
    rows: Rows
    merges: Callable[[], tuple[str, ...]]
    starts_1904: bool = False


def sources(path: str, limits: Limits, data: bytes | None = None) -> tuple[Source, ...]:
    """The sheets of the file, whose content may be at hand already as `data`.

    Raises ReadError, or NianbaoError for a file of another kind.
    """
    ending = Path(path).suffix.lower()
    if ending not in _ENDINGS:
        raise NianbaoError((_OLD if ending in (".xls", ".et") else _ENDING).format(path=path))
    data = load(path, limits) if data is None else data
    if ending == ".csv":
        return (_of_text(path, data),)
    book = RowBook(data, limits)
    return tuple(
        Source(name, partial(book.rows, name), partial(book.merges, name), book.starts_1904) for name in book.names
    )


def _of_text(path: str, data: bytes) -> Source:
    text = _decoded(path, data)
    mark = max(",\t;", key=text[:1000].count)

    def rows(only: Collection[int]) -> Iterator[tuple[int, Values]]:
        try:
            for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
                values: Values = {
                    at: found[1] if (found := _QUOTED.fullmatch(cell)) else as_written(cell)
                    for at, cell in enumerate(row, 1)
                    if (not only or at in only) and not (cell == "" or cell.isspace())
                }
                if values:
                    yield number, values
        except csv.Error:
            raise ReadError(_NO_CSV.format(path=path), path) from None

    return Source("", rows, lambda: ())


def _decoded(path: str, data: bytes) -> str:
    """Excel writes .csv in the encoding of the system, which in China is GBK."""
    named = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (named,) if named else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ReadError(_ENCODING.format(path=path), path)
