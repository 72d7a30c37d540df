"""The columns of both tables: name, kind, what people call them, what they hold. Files and docs are made from these."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from nianbao.i18n import Text

Kind = Literal["text", "whole", "exact"]

# Digits of an exact number, and how many of them stand behind the point: amounts of 万元 go down to 0.000001.
DIGITS, SCALE = 38, 6


class ColumnOf(Struct, frozen=True):
    """A column; `null` tells whether it may hold nothing."""

    name: str
    kind: Kind
    label: Text
    what: Text
    null: bool = False


def _text(name: str, label: Text, what: Text, *, null: bool = False) -> ColumnOf:
    return ColumnOf(name, "text", label, what, null)


def _whole(name: str, label: Text, what: Text, *, null: bool = False) -> ColumnOf:
    return ColumnOf(name, "whole", label, what, null)


_AGENCY = _text(
    "agency", Text("机关", "agency"), Text("报告写明的机关名称", "the agency that the report names"), null=True
)
_YEAR = _whole("year", Text("年份", "year"), Text("报告年度", "the year that the report is about"), null=True)
_EDITION = _text("edition", Text("格式", "edition"), Text("所用格式的年份", "the edition of the format"), null=True)
_PATH = _text("path", Text("文件", "file"), Text("文件的路径，两张表由此对应", "the file; what joins the two tables"))
_HASH = _text("hash", Text("校验值", "hash"), Text("文件内容的 SHA-256", "SHA-256 of the file"))

FIGURES = (
    _AGENCY,
    _YEAR,
    _EDITION,
    _PATH,
    _HASH,
    _text("table", Text("表", "table"), Text("表的标识", "id of the table")),
    _text("row", Text("行", "row"), Text("行的标识", "id of the row")),
    _text(
        "column",
        Text("列", "column"),
        Text("列的标识；只在文字中报告的数字为空", "id of the column; empty for a figure reported in prose only"),
    ),
    ColumnOf(
        "value",
        "exact",
        Text("数值", "value"),
        Text("准确的数值；没有读到数字的为空", "the exact number; null where none was read"),
        null=True,
    ),
    _text("raw", Text("原文", "raw"), Text("单元格中的原文", "what stands in the cell")),
    _text(
        "state",
        Text("状态", "state"),
        Text(
            "number 数字，blank 空白，not-a-number 不是数字，unread 无法分清，absent 没有这一行、列或表",
            "number, blank, not-a-number, unread (cannot be told apart), absent (no such row, column or table)",
        ),
    ),
    _whole(
        "page",
        Text("页", "page"),
        Text("页码，从 1 起；文件没有页的为空", "from 1, where the file has pages"),
        null=True,
    ),
    _whole(
        "line",
        Text("行号", "line"),
        Text("行号，从 1 起；文件没有行的为空", "from 1, where the file has lines"),
        null=True,
    ),
)

REPORTS = (
    _PATH,
    _HASH,
    _AGENCY,
    _YEAR,
    _EDITION,
    _text(
        "body",
        Text("机关类别", "body"),
        Text("由名称判断的机关类别", "the kind of body, judged by its name"),
        null=True,
    ),
    _text(
        "verdict",
        Text("结论", "verdict"),
        Text("passed 合格，failed 不合格，unreadable 无法检查", "passed, failed, unreadable"),
    ),
    _whole("errors", Text("错误", "errors"), Text("错误个数", "how many errors")),
    _whole("warnings", Text("警告", "warnings"), Text("警告个数", "how many warnings")),
    _whole("infos", Text("提示", "infos"), Text("提示个数", "how many infos")),
    _text(
        "error",
        Text("无法检查的原因", "error"),
        Text("无法读取时的原因", "why the file could not be read"),
        null=True,
    ),
)
