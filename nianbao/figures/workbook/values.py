"""What a cell of the workbook gives: a figure, a text or nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from nianbao.figures.places import FigurePlace
from nianbao.figures.schema import MAX_FIGURE_DIGITS
from nianbao.i18n import Text
from nianbao.ooxml.sheets import Cell
from nianbao.rulebook.model import ValueType
from nianbao.text import parse_number

_MOST_SHOWN = 40
_FIXED_DECIMALS = re.compile(r"0\.(0{1,10})")

_NO_RESULT = Text(
    "是公式（{formula}），但没有计算结果；请在电子表格软件中打开并保存，或直接填写数字",
    "is a formula ({formula}) without a result; expected a value, or a file saved by a spreadsheet",
)
_NO_NUMBER = Text(
    "“{stated}”不是数字；应为{expected}",
    "{stated!r} is not a number; expected {expected}",
)
_WRONG = Text("不能是 {stated}；应为{expected}", "cannot be {stated}; expected {expected}")
_WHOLE = Text(" 0 或正整数，没有的填 0", "a whole number, 0 where there was nothing")
_AMOUNT = Text(" 0 或正数，没有的填 0", "a number of 0 or more")
_CHANGE = Text("整数（减少的填负数），没有的填 0", "a whole number, negative where there were fewer")
_EXPECTED: Final[dict[ValueType, Text]] = {"count": _WHOLE, "amount": _AMOUNT, "change": _CHANGE}
_DIGITS = Text("最多 {limit} 位的数字", "{limit} digits at most")


class Given(Struct, frozen=True):
    """The content of a cell; of a formula the result that the spreadsheet left, None where it left none."""

    place: FigurePlace
    value: object
    formula: str = ""
    decimals: int | None = None  # as the cell's format fixes them

    @property
    def empty(self) -> bool:
        """Whether nothing was put into the cell."""
        return self.value is None and not self.formula


def given_at(place: FigurePlace, cell: Cell) -> Given:
    """What was put into a cell. White space alone is nothing."""
    value = None if isinstance(cell.value, str) and not cell.value.strip() else cell.value
    fixed = _FIXED_DECIMALS.fullmatch(cell.format)
    return Given(place, value, cell.formula, len(fixed[1]) if fixed else None)


def text_of(given: Given) -> str | Text:
    """The text of a cell that holds something, or what is wrong with it."""
    if given.value is None:
        return _NO_RESULT.format(formula=given.formula)
    return str(given.value)


def number_of(given: Given, kind: ValueType) -> Decimal | Text:
    """The exact figure of a cell that holds something, or what is wrong with it."""
    expected, whole = _EXPECTED[kind], kind != "amount"
    if given.formula and given.value is None:
        return _NO_RESULT.format(formula=given.formula)
    value = _exact(given.value)
    if value is None:
        return _NO_NUMBER.format(stated=str(given.value)[:_MOST_SHOWN], expected=expected)
    if (value < 0 and kind != "change") or (whole and value != value.to_integral_value()):
        return _WRONG.format(stated=_shown(value), expected=expected)
    if len(value.as_tuple().digits) > MAX_FIGURE_DIGITS or abs(value) >= 10**MAX_FIGURE_DIGITS:
        limit = _DIGITS.format(limit=MAX_FIGURE_DIGITS)
        return _WRONG.format(stated=_shown(value), expected=limit)
    return Decimal(int(value)) if whole else _as_shown(value, given.decimals)


def _shown(value: Decimal) -> str:
    text = f"{value:f}"
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _exact(value: object) -> Decimal | None:
    """A float is what its shortest decimal form says, as the spreadsheet shows it."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    return parse_number(value) if isinstance(value, str) else None


def _as_shown(value: Decimal, decimals: int | None) -> Decimal:
    """With the decimals of the cell's format where that takes nothing away: 12.34 shown as 12.3400."""
    if decimals is None:
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    shown = value.quantize(Decimal(1).scaleb(-decimals))
    return shown if shown == value else value
