"""Regular expressions that compile, alone and beside others, and that no text can bring to a halt."""

from __future__ import annotations

import re
from typing import Any

from nianbao.i18n import Text
from nianbao.rulebook.consistency.access import Named
from nianbao.rulebook.consistency.runs import TooLargeError, is_explosive, parsed
from nianbao.yamltree.tree import TreeMistake

_INVALID = Text(
    "正则表达式有误（{reason}，第{position}个字符）", "not a regular expression ({reason}, character {position})"
)
_SLOW = Text(
    "正则表达式可能极慢：同一段文字有太多种匹配方法；应去掉多余的重复，如 (a+)+、(a|aa)+、a*a*a* 都写作 a+",
    "the regular expression can take forever, as it can match one text in too many ways; expected no repeat in or"
    " beside a repeat of the same characters: a+ for (a+)+, (a|aa)+ and a*a*a*",
)
_LARGE = Text("正则表达式过长", "the regular expression is too large")
_FLAGS = Text(
    "正则表达式不能用 {flags} 开头的选项；可写作 (?i:…)",
    "the regular expression sets an option for the whole ({flags}); expected it for a group, as in (?i:…)",
)
_GROUPS = Text(
    "正则表达式不能用命名的组和反向引用，因为几个表达式会合在一起查找",
    "the regular expression names a group or refers to one; several of them are searched as one",
)


def pattern_mistake(pattern: Named, *, joined: bool = False) -> TreeMistake | None:
    """What is wrong with a regular expression, which may be searched with others as one; None where nothing is."""
    try:
        re.compile(pattern.text)
        tree = parsed(pattern.text)
        what = _unfit(tree, joined) or (_SLOW if is_explosive(tree) else None)
    except TooLargeError:
        what = _LARGE
    except (re.error, OverflowError, RecursionError) as error:
        reason = getattr(error, "msg", None) or "too large"
        position = (getattr(error, "pos", None) or 0) + 1
        what = _INVALID.format(reason=reason, position=position)
    return TreeMistake(pattern.at, what) if what else None


def _unfit(tree: Any, joined: bool) -> Text | None:
    """What keeps an expression from standing beside others in one."""
    if own := tree.state.flags & ~re.UNICODE.value:
        letters = "".join(flag.name[:1].lower() for flag in re.RegexFlag if flag.name and own & flag.value)
        return _FLAGS.format(flags=f"(?{letters})")
    return _GROUPS if joined and (tree.state.groupdict or _refers(tree)) else None


def _refers(tree: Any) -> bool:
    """Whether the expression refers to a group, anywhere inside."""
    if isinstance(tree, (list, tuple)) or type(tree).__name__ == "SubPattern":
        return any(_refers(item) for item in tree)
    return str(tree) in ("GROUPREF", "GROUPREF_EXISTS")
