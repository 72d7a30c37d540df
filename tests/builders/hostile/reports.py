"""Texts that are reports in shape and hurt what comes behind reading: aligning, claims, checks, output."""

from __future__ import annotations

from functools import partial

from tests.builders.hostile.pdf import Recipe
from tests.builders.reports import BASE

_SECTIONS = [line for line in BASE.split("\n") if line[1:2] == "、"]
_TITLE = BASE.split("\n", 1)[0]
_CLAIM = "2024年，共收到政府信息公开申请12件，办结11件，其中予以公开3件、部分公开2件、不予公开6件。"
_MANY = 40_000


def _in_overview(*lines: str) -> bytes:
    return BASE.replace(f"{_SECTIONS[0]}\n", "\n".join((_SECTIONS[0], *lines, "")), 1).encode()


def _run(words: str) -> bytes:
    return _in_overview(words * (900_000 // len(words)))


def _with(old: str, new: str) -> bytes:
    assert old in BASE
    return BASE.replace(old, new, 1).encode()


REPORT_HEAVY: dict[str, Recipe] = {
    "claims": lambda: _in_overview(*[_CLAIM * 10] * 1_900),
    "claims-in-one": lambda: _in_overview(_CLAIM * 19_000),
    "clauses": lambda: _in_overview("共收到申请12件，办结11件，" * 60_000),
    "parts": lambda: _in_overview("主动公开信息9条，其中" + "、".join(f"第{n}类1条" for n in range(100_000))),
    "parts-in-parts": lambda: _in_overview("主动公开信息9条" + "，包括动态类1条，其中公告1条" * 60_000),
    "headings": lambda: _in_overview(*["一、总体情况说明"] * _MANY),
    "wrong-headings": lambda: _in_overview(*["五、存在的主要问题及改进措施"] * _MANY),
    "unknown-headings": lambda: _in_overview(*(f"七、第{n}部分" for n in range(_MANY))),
    "lists-of-sections": ("\n".join(_SECTIONS * (_MANY // 6)) + "\n" + BASE).encode,
    "titles": (f"{_TITLE}\n" * _MANY + BASE).encode,
    "topics": lambda: _in_overview(*["（一）主动公开情况"] * _MANY),
    "periods": lambda: _in_overview(*(f"统计期限为2023年1月1日至2023年12月{n % 28 + 1}日。" for n in range(_MANY))),
    "dates": lambda: _in_overview("统计期限为自" + "2023年1月1日" * 90_000),
    "years": lambda: _in_overview("2022年，" * 150_000 + "我们将继续努力。"),
    "brackets": lambda: _in_overview("（" * 400_000 + "2022年" + "）" * 400_000),
    "identity-numbers": lambda: _in_overview(*["11010519491231002X"] * _MANY),
    "placeholders": lambda: _in_overview(*["共收到XX件，××年，（文字描述）"] * _MANY),
    "plans": lambda: _in_overview(*["2024年，将深入贯彻。"] * _MANY),
    "denials": lambda: _in_overview("未收到、" * 200_000),
    "register": lambda: _with("行政规范性文件\t", "某所\t0\t0\t1\n" * 48_000 + "行政规范性文件\t"),
    "rows-again": (BASE + ("\n一、本年新收政府信息公开申请数量" + "\t0" * 7) * 20_000).encode,
    "tables": (BASE + "\n\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0" * 20_000).encode,
    "loose-rows": (BASE.replace("\t", " ") + "\n行政许可 0\n规章 0 0 0" * 24_000).encode,
    "columns": lambda: _with("规章\t0", "规章" + "\t0" * 190_000),
    "label": lambda: _with("规章\t0", "规章" * 490_000 + "\t0"),
    "figure": lambda: _with("规章\t0", "规章\t" + "9" * 900_000),
    "number": lambda: _in_overview("共收到政府信息公开申请" + "9" * 900_000 + "件。"),
    "numeral": lambda: _in_overview("共收到政府信息公开申请" + "九千万亿" * 200_000 + "件。"),
    **{
        f"run-of-{name}": partial(_run, words)
        for name, words in {"commas": "，", "parts": "其中", "leads": "共收到", "years": "年", "titles": "《"}.items()
    },
}
