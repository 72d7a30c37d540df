"""A YAML syntax error as one mistake that says, in both languages, what to do about it."""

from __future__ import annotations

import re
from typing import Any

from nianbao.i18n import Text
from nianbao.yamltree.tree import Mark, TreeMistake

# The messages of ruamel.yaml's scanner and parser that people meet, by what they were doing.
_KNOWN: tuple[tuple[str, Text], ...] = (
    (
        "mapping values are not allowed",
        Text(
            "此处不能出现“: ”；检查上一行的缩进，含冒号的文字请加引号",
            'a ":" cannot stand here; check the indentation, and put text that holds a colon in quotes',
        ),
    ),
    (r"character '\\t'", Text("缩进用了制表符，请改用空格", "a tab indents this line; indent with spaces")),
    (
        "that cannot start any token",
        Text("文字不能以这个符号开头，请给文字加引号", "text cannot begin with this character; put the text in quotes"),
    ),
    ("expected ',' or '\\]'", Text("方括号 [ 没有闭合，或缺少逗号", "a list opened by [ lacks a comma or its ]")),
    ("expected ',' or '}'", Text("花括号 { 没有闭合，或缺少逗号", "a mapping opened by { lacks a comma or its }")),
    ("quoted scalar.*end of stream", Text("引号没有闭合", "a quoted text is never closed")),
    ("could not find expected ':'", Text("这一行缺少冒号，或上一行的引号没有闭合", 'a key without its ":"')),
    (
        "expected the node content",
        Text("这里缺少内容，或有括号没有闭合", "a value or a closing bracket is missing here"),
    ),
    (
        "expected '<document start>'",
        Text("从这里起不是 YAML，请检查引号和缩进", "not YAML from here on; check quotes and indentation"),
    ),
    (
        "expected <block end>",
        Text("缩进与同级的行不一致", "the indentation does not fit the lines of the same level"),
    ),
    ("unknown escape character", Text("双引号内的 \\ 用法不对，请改用单引号", "unknown \\ escape; use single quotes")),
    ("version minor part|incompatible YAML", Text("%YAML 的版本应为 1.1 或 1.2", "expected %YAML 1.1 or 1.2")),
    (
        "too large to convert|not in range",
        Text("\\ 后的字符编号无效，请改用字符本身", "there is no character of this number; write the character itself"),
    ),
    (
        "special characters are not allowed",
        Text("含有不可见的控制字符，请删去", "a control character stands here; remove it"),
    ),
)
_OTHER = Text("YAML 语法错误（{problem}）", "not valid YAML: {problem}")


def syntax_mistake(error: Any, file: str, text: str) -> TreeMistake:  # ruamel's errors have no common typed shape
    """The mistake that a YAMLError of ruamel.yaml tells of."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    told = f"{getattr(error, 'context', None) or ''} {problem}"
    for pattern, what in _KNOWN:
        if re.search(pattern, told):
            return TreeMistake(_place(error, file, text), what)
    return TreeMistake(_place(error, file, text), _OTHER.format(problem=problem.splitlines()[0]))


def _place(error: Any, file: str, text: str) -> Mark:
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if mark is None:  # a character that YAML does not allow has a position, and no mark
        before = text[: getattr(error, "position", 0)]
        return Mark(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    # What is never closed is found missing at the end; the person looks for where it opens.
    if opened is not None and mark.index >= len(text.rstrip()):
        mark = opened
    return Mark(file, mark.line + 1, mark.column + 1)
