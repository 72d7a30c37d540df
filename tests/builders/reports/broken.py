"""Reports of which little is left, and one whose tables were taken apart, made from the clean text."""

from __future__ import annotations

import re

from tests.builders.reports import BASE, edited, with_tables

TITLE = BASE.split("\n", 1)[0]
TABLES = re.compile(r"((?:^.*\t.*\n)+)", re.MULTILINE)
_HEADING = re.compile(r"^[一二三四五六]、.*\n", re.MULTILINE)


def without_tables(text: str) -> str:
    """The text with the rows of its tables taken out."""
    return TABLES.sub("", text)


def without_sections(*numbers: str) -> str:
    """The clean text without the sections of these numbers, what stands in them included."""
    parts = re.split(r"^(?=[一二三四五六]、)", BASE, flags=re.MULTILINE)
    return "".join(part for part in parts if part[0] not in numbers)


def column_by_column(text: str) -> str:
    """The text with its tables printed one column below another, each cell on a line of its own."""
    return with_tables(
        text, lambda rows: "\n".join(c for column in zip(*_even(rows), strict=True) for c in column if c)
    )


def _even(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


# What is still a report, however much of it is missing or wrong.
BROKEN = {
    "no title": BASE.replace(TITLE, ""),
    "no title, no tables": without_tables(BASE.replace(TITLE, "")),
    "no title, three sections missing": without_sections("二", "三", "四").replace(TITLE, ""),
    "no title, the other three missing": without_sections("一", "五", "六").replace(TITLE, ""),
    "the title and one section": without_sections("二", "三", "四", "五", "六"),
    "a section of a table with no title": without_sections("一", "二", "三", "五", "六").replace(TITLE, ""),
    "tables only": "\n\n".join(TABLES.findall(BASE)),
    "the table of applications only": TABLES.findall(BASE)[1],
    "a wrong title and the first section": without_sections("二", "三", "四", "五", "六").replace("年度报告", "报告"),
    "a title without its agency, no headings": _HEADING.sub("", BASE).replace(TITLE, "2024年信息公开报告"),
    "wrong words in every heading": edited(
        [
            {"replace": "一、总体情况", "by": "一、工作概述"},
            {"replace": "二、主动公开政府信息情况", "by": "二、主动公开政府信息方面"},
            {"replace": "三、收到和处理政府信息公开申请情况", "by": "三、政府信息公开申请"},
            {"replace": "五、存在的主要问题及改进情况", "by": "五、不足"},
        ],
        without_tables(BASE.replace(TITLE, "")),
    ),
    "a year long past in the title": BASE.replace(TITLE, TITLE.replace("2024", "2012")),
    "a year long past, no tables": without_tables(BASE.replace(TITLE, TITLE.replace("2024", "2012"))),
}
