"""What a text may do with a figure: the ways in which Chinese prose writes numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from nianbao.figures.arithmetic import plain
from nianbao.i18n import Text

_TEN_THOUSAND: Final = 10_000
_MOST_DIGITS: Final = 10
_NOT_A_NUMBER = Text("“{value}”不是数字", '"{value}" is not a number')
_OF_NOTHING = Text("总数为 0，不能计算百分比", "a percentage of 0 cannot be computed")
_COUNTER = Text("量词应为 1 至 4 个字", "expected a counter of 1 to 4 characters")


class Refused(Exception):  # noqa: N818 -- told as a FiguresError by those who know the key
    """Something that a text asks for and cannot have."""

    def __init__(self, what: Text) -> None:
        super().__init__(what.en)
        self.what = what


def as_number(value: object) -> Decimal | None:
    """The exact value of a figure or of a number in the text itself, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def counted(value: object, counter: str) -> str:
    """A count with any counter: 3份."""
    if not isinstance(counter, str) or not 1 <= len(counter) <= 4:
        raise Refused(_COUNTER)
    return plain(_number(value)) + counter


def jian(value: object) -> str:
    """3件"""
    return counted(value, "件")


def tiao(value: object) -> str:
    """3条"""
    return counted(value, "条")


def wan(value: object, digits: int = 2) -> str:
    """12.35万; below ten thousand the number itself."""
    number = _number(value)
    return plain(number) if abs(number) < _TEN_THOUSAND else f"{_short(number / _TEN_THOUSAND, digits)}万"


def wanyuan(value: object, digits: int = 4) -> str:
    """An amount in yuan as 万元: 15000 is 1.5万元."""
    return f"{_short(_number(value) / _TEN_THOUSAND, digits)}万元"


def thousands(value: object) -> str:
    """1,234,567"""
    return f"{_number(value):,f}"


def percent(value: object, whole: object, digits: int = 1) -> str:
    """`3|percent(8)` is 37.5%."""
    total = _number(whole)
    if total == 0:
        raise Refused(_OF_NOTHING)
    return f"{_short(_number(value) * 100 / total, digits)}%"


def rounded(value: object, digits: int = 0) -> Decimal:
    """Rounded as at school: half goes up."""
    return _number(value).quantize(Decimal(1).scaleb(-_bounded(digits)), ROUND_HALF_UP)


def absolute(value: object) -> Decimal:
    """Without its sign."""
    return abs(_number(value))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": absolute,
    "counted": counted,
    "jian": jian,
    "percent": percent,
    "round": rounded,
    "thousands": thousands,
    "tiao": tiao,
    "wan": wan,
    "wanyuan": wanyuan,
}


def _number(value: object) -> Decimal:
    number = as_number(value)
    if number is None:
        raise Refused(_NOT_A_NUMBER.format(value=str(value)[:40]))
    return number


def _short(value: Decimal, digits: int) -> str:
    """Rounded, without zeros at its end."""
    text = plain(rounded(value, digits))
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bounded(digits: object) -> int:
    return min(max(digits, 0), _MOST_DIGITS) if isinstance(digits, int) else 0
