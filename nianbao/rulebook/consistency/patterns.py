"""Regular expressions that compile and that no text can bring to a halt."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named
from nianbao.yamltree.tree import TreeMistake

_INVALID = Text(
    "正则表达式有误（{reason}，第 {position} 个字符）", "not a regular expression ({reason}, character {position})"
)
_SLOW = Text(
    "正则表达式可能极慢：重复之中又全是重复；应去掉一层，如 (a+)+ 写作 a+",
    "the regular expression can take forever: a repeat of nothing but repeats; expected one of them, a+ for (a+)+",
)
_MANY = 100


def pattern_mistake(pattern: Named) -> TreeMistake | None:
    """What is wrong with a regular expression, None where nothing is."""
    try:
        re.compile(pattern.text)
    except (re.error, OverflowError, RecursionError) as error:
        reason = getattr(error, "msg", None) or "too large"
        position = (getattr(error, "pos", None) or 0) + 1
        return TreeMistake(pattern.at, _INVALID.format(reason=reason, position=position))
    return TreeMistake(pattern.at, _SLOW) if _is_explosive(_parsed(pattern.text)) else None


def _parsed(pattern: str) -> Any:  # the parser of re is typed nowhere
    name = "re._parser" if sys.version_info >= (3, 11) else "sre_parse"
    return import_module(name).parse(pattern)


def _is_explosive(parsed: Any, *, repeated: bool = False) -> bool:
    """Whether an unbounded repeat holds another and nothing between them that must match: (a+)+, (a*b?)*.

    Text can then be cut into repeats in exponentially many ways, and each is tried where the rest fails.
    """
    for number, (operation, argument) in enumerate(parsed):
        is_repeat = str(operation) in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] >= _MANY
        others = [*parsed[:number], *parsed[number + 1 :]]
        alone = repeated and not any(_is_required(item) for item in others)
        if is_repeat and alone:
            return True
        if any(_is_explosive(inner, repeated=is_repeat or alone) for inner in _inside(operation, argument)):
            return True
    return False


def _is_required(item: Any) -> bool:
    operation, argument = item
    if str(operation) in ("MAX_REPEAT", "MIN_REPEAT"):
        return bool(argument[0] > 0)
    return str(operation) not in ("AT", "ASSERT", "ASSERT_NOT")


def _inside(operation: Any, argument: Any) -> list[Any]:
    match str(operation):
        case "MAX_REPEAT" | "MIN_REPEAT":
            return [argument[2]]
        case "SUBPATTERN":
            return [argument[3]]
        case "BRANCH":
            return list(argument[1])
        case "ASSERT" | "ASSERT_NOT":
            return [argument[1]]
    return []
