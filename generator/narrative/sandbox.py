"""Jinja, cut down to what a sentence with figures needs.

Only `{{ … }}`, `{% if … %}`, `{% set … %}` and comments, only arithmetic, comparison and the filters of
`generator.narrative.filters`. Nothing is called, no attribute of a Python object is looked up, no loop runs and
no number or text grows beyond what the source spells out: a text from anywhere can be rendered.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from decimal import Decimal, DecimalException
from difflib import get_close_matches
from typing import Any, Final, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.narrative.filters import FILTERS, Refused, as_number
from nianbao.figures.arithmetic import plain
from nianbao.i18n import Text

# Far above any narrative; parsing a deeply nested text costs stack.
MAX_SOURCE: Final = 100_000
MAX_KEPT: Final = 256
_MOST_PLACES: Final = 30  # before the decimal point, and of zeros behind it
_OPERATORS: Final = frozenset({"+", "-", "*", "/", "//", "%", "**"})
_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Assign, nodes.Name, nodes.Const),
    *(nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.Concat),
    *(nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Neg, nodes.Pos, nodes.Tuple, nodes.List),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Keyword),
)

_SYNTAX = Text(
    "模板语法错误；请检查 {{{{ … }}}}、{{% if … %}}、{{% endif %}} 是否成对，其中的写法是否正确",
    "template syntax error: {reason}",
)
_NO_FILTER = Text("没有名为“{name}”的过滤器；可用：{names}", 'there is no filter "{name}"; expected one of {names}')
_NOT_ALLOWED = Text(
    "不能使用 {what}；只能用 {{{{ … }}}}、{{% if … %}} 和 {{% set … %}}",
    "{what} cannot be used; expected {{{{ … }}}}, {{% if … %}} or {{% set … %}}",
)
_UNKNOWN = Text("没有名为“{name}”的数据{near}", '"{name}" is undefined{near}')
_NEAR = Text("，是否指“{name}”？", ', did you mean "{name}"?')
_NO_PARTS = Text("“{name}”是一个值，下面没有“{part}”", '"{name}" is a single value and has no "{part}"')
_NOT_GIVEN = Text("引用的“{name}”未填写", '"{name}" was not given')
_SEVERAL = Text("引用的是一组数字（{name}），请写到具体一项", "this names several figures ({name}); name one of them")
_NUMBERS = Text("“{operator}”只能用于数字", 'expected numbers on both sides of "{operator}"')
_ZERO = Text("除数为 0", "division by zero")
_OUT_OF_RANGE = Text("数字过大或过小", "the number is too large or too small")
_TOO_LONG = Text("文字超过 {limit} 字", "the text is longer than {limit} characters")
_TOO_DEEP = Text("表达式过于复杂", "the expression is too complex")
_NO_SUCH = Text("引用了没有的数据", "refers to something that does not exist")
_NO_WORDS = Text(
    "“{value}”不能写成文字；{{{{ … }}}} 应给出数字或文字",
    '"{value}" is not text; expected a number or a text in {{{{ … }}}}',
)
_OTHER = Text("无法计算，请检查写法", "cannot be computed ({reason})")
_FILTER_NAMED = re.compile("No filter named '(.*)'")


class Absent:
    """Stands for a figure that was not given; `name` is how a template names it."""

    def __init__(self, name: str) -> None:
        self.name = name


class Problem(Exception):  # noqa: N818 -- told as a FiguresError by those who know the key
    """What is wrong with a text, and in which of its lines, from 1."""

    def __init__(self, what: Text, line: int, absent: str = "") -> None:
        super().__init__(what.en)
        self.what = what
        self.line = line
        self.absent = absent  # the name of the figure that was not given, where that is all


class _NotGiven(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(_NOT_GIVEN.format(name=name))
        self.name = name


class _Environment(ImmutableSandboxedEnvironment):
    """Attributes and items are looked up in the figures and nowhere else; arithmetic is exact and bounded."""

    intercepted_binops = _OPERATORS

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        value = obj.get(argument) if isinstance(obj, Mapping) and isinstance(argument, str) else None
        if isinstance(value, Absent):
            raise _NotGiven(value.name)
        return self.undefined(obj=obj, name=str(argument)[:40]) if value is None else value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = [as_number(side) for side in (left, right)]
        if operator == "**" or None in numbers:
            raise Refused(_NUMBERS.format(operator=operator))
        value = self.binop_table[operator](*numbers)
        if not _is_bounded(value):
            raise Refused(_OUT_OF_RANGE)
        return value


def _is_bounded(value: Decimal) -> bool:
    """Whether a number is written in some dozens of digits, without an exponent."""
    return value.is_finite() and (not value or -_MOST_PLACES < value.adjusted() < _MOST_PLACES)


class Sandbox:
    """Renders texts over names of one shape; compiled texts are kept."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        self._shape = shape
        self._environment = _environment()
        self._kept: dict[str, Template] = {}

    def render(self, source: str, names: Mapping[str, Any]) -> str:
        """The text with its figures, without white space around it. Raises Problem."""
        if not any(mark in source for mark in ("{{", "{%", "{#")):
            return source.strip()
        template = self._compiled(source)
        try:
            return template.render(names).strip()
        except (Refused, TemplateError, ArithmeticError, TypeError, ValueError, RecursionError) as error:
            _tell(error)

    def _compiled(self, source: str) -> Template:
        template = self._kept.get(source)
        if template is None:
            if len(source) > MAX_SOURCE:
                raise Problem(_TOO_LONG.format(limit=MAX_SOURCE), 1)
            template = self._compile(source)
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            self._kept[source] = template
        return template

    def _compile(self, source: str) -> Template:
        try:
            tree = self._environment.parse(source)
            _Check(self._shape).node(tree)
            return self._environment.from_string(tree)
        except TemplateSyntaxError as error:
            raise Problem(_syntax(error.message or ""), error.lineno) from None
        except (RecursionError, MemoryError, SyntaxError, OverflowError):
            raise Problem(_TOO_DEEP, 1) from None
        except ValueError:  # Python reads no number of thousands of digits
            raise Problem(_OUT_OF_RANGE, 1) from None
        except (ArithmeticError, Refused, TypeError) as error:  # of an expression of constants
            _tell(error)


def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    environment.globals.clear()
    environment.filters = dict(FILTERS)
    environment.tests = {
        name: test
        for name, test in environment.tests.items()
        if name in ("defined", "undefined", "odd", "even", "divisibleby", "eq", "ne", "gt", "ge", "lt", "le", "in")
    }
    return environment


def _syntax(reason: str) -> Text:
    unknown = _FILTER_NAMED.match(reason)
    return _NO_FILTER.format(name=unknown[1], names=", ".join(FILTERS)) if unknown else _SYNTAX.format(reason=reason)


def _shown(value: Any) -> Any:
    if isinstance(value, Mapping):
        raise Refused(_SEVERAL.format(name=", ".join([*value][:4])))
    if value is None or isinstance(value, (bool, list, tuple)):
        raise Refused(_NO_WORDS.format(value=str(value)[:40]))
    return plain(value) if isinstance(value, Decimal) else value


def _tell(error: Exception) -> NoReturn:
    line = max((f.lineno or 1 for f in traceback.extract_tb(error.__traceback__) if _in_text(f)), default=1)
    if isinstance(error, Refused):
        raise Problem(error.what, line, error.name if isinstance(error, _NotGiven) else "") from None
    if isinstance(error, (ZeroDivisionError, DecimalException)):
        raise Problem(_ZERO, line) from None
    if isinstance(error, UndefinedError):
        raise Problem(_NO_SUCH, line) from None
    raise Problem(_OTHER.format(reason=str(error)[:100] or type(error).__name__), line) from None


def _in_text(frame: traceback.FrameSummary) -> bool:
    return frame.name == "top-level template code"


class _Check:
    """Refuses what a text may not use, and names that do not exist, before anything is run."""

    def __init__(self, shape: Mapping[str, Any]) -> None:
        self._shape = shape
        self._set: set[str] = set()
        self._lists: list[nodes.Node] = []  # those behind `in`

    def node(self, node: nodes.Node) -> None:
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.node is None):
            raise Problem(_NOT_ALLOWED.format(what=type(node).__name__.lower()), node.lineno or 1)
        if isinstance(node, (nodes.Getattr, nodes.Getitem, nodes.Name)):
            self._resolve(node)
        self._bound(node)
        for child in node.iter_child_nodes():
            self.node(child)
        # A text put together from texts that were put together doubles with each line.
        if isinstance(node, nodes.Assign):
            grows = node.find(nodes.Concat) or node.find(nodes.Filter)
            if grows or not isinstance(node.target, nodes.Name):
                raise Problem(_NOT_ALLOWED.format(what="{% set … ~ … %}"), node.lineno)
            self._set.add(node.target.name)

    def _bound(self, node: nodes.Node) -> None:
        """Refuse numbers out of range, and lists but to look something up in: lists of lists double with each line."""
        if isinstance(node, nodes.Const) and (number := as_number(node.value)) is not None and not _is_bounded(number):
            raise Problem(_OUT_OF_RANGE, node.lineno)
        if isinstance(node, nodes.Operand) and node.op in ("in", "notin"):
            self._lists.append(node.expr)
        if isinstance(node, nodes.Test) and node.name == "in":
            self._lists += node.args
        if isinstance(node, (nodes.Tuple, nodes.List)) and not any(node is allowed for allowed in self._lists):
            raise Problem(_NOT_ALLOWED.format(what="( … , … )"), node.lineno)

    def _resolve(self, node: nodes.Node) -> tuple[str, Any]:
        """The path and what stands there; None where that is only known when the text is rendered."""
        if isinstance(node, nodes.Name):
            if node.ctx == "store" or node.name in self._set:
                return node.name, None
            return node.name, self._known(self._shape, node.name, node.name, node.lineno)
        if isinstance(node, nodes.Getattr):
            part: Any = node.attr
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            part = node.arg.value
        else:
            return "", None
        if not isinstance(node.node, (nodes.Getattr, nodes.Getitem, nodes.Name)):
            raise Problem(_NOT_ALLOWED.format(what=f".{part}"), node.lineno)
        path, above = self._resolve(node.node)
        if above is None:
            return path, None
        if not isinstance(above, Mapping):
            raise Problem(_NO_PARTS.format(name=path, part=part), node.lineno)
        return f"{path}.{part}", self._known(above, str(part), f"{path}.{part}", node.lineno)

    @staticmethod
    def _known(names: Mapping[str, Any], name: str, path: str, line: int) -> Any:
        if name in names:
            return names[name]
        # Of two characters one is half of the name.
        near = get_close_matches(name, names, n=1, cutoff=0.6 if name.isascii() else 0.5)
        hint = _NEAR.format(name=f"{path.removesuffix(name)}{near[0]}") if near else Text("", "")
        raise Problem(_UNKNOWN.format(name=path, near=hint), line)
