"""Plots as SVG for a page: text stays text in the reader's own fonts, and the same numbers give the same bytes."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from msgspec import Struct

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE, _BAR, _ABOVE = 8.0, 0.32, 0.1  # inches: of a plot, for each bar, above them
_POINTS = 9  # of type
_INK, _QUIET, _LINE = "#1f2328", "#57606a", "#cfd4da"
_FONTS = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',system-ui,sans-serif"
_FONT = re.compile(r"font-family: [^;\"]*|(font: [\w\d. ]*?[\d.]+px) [^;\"]*")
_NAMED = re.compile(r"(\bid=\"|url\(#|href=\"#)")
_PROLOGUE = re.compile(r"\A.*?(?=<svg )", re.DOTALL)
_METADATA = re.compile(r" *<metadata>.*?</metadata>\n", re.DOTALL)
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "nianbao", "font.size": _POINTS, "text.color": _INK}


class Part(Struct, frozen=True):
    """A part of every bar: its name, its colour, and how long it is in each."""

    name: str
    colour: str
    lengths: tuple[int, ...]


class Box(Struct, frozen=True):
    """How values lie: whiskers, quartiles, median, and those beyond the whiskers."""

    name: str
    low: float
    first: float
    middle: float
    third: float
    high: float
    beyond: tuple[float, ...] = ()


def bars(name: str, names: Sequence[str], parts: Sequence[Part], about: str) -> str:
    """Horizontal bars, the first on top, each with its number; `about` is told to those who cannot see it."""
    below = 0.6 if len(parts) > 1 else 0.3
    with _drawn(len(names), below) as (figure, axes):
        before = [0] * len(names)
        for part in parts:
            drawn = axes.barh(range(len(names)), part.lengths, left=before, color=part.colour, label=part.name)
            axes.bar_label(drawn, [str(n) if n else "" for n in part.lengths], label_type="center", color="#fff")
            before = [a + b for a, b in zip(before, part.lengths, strict=True)]
        if len(parts) > 1:
            figure.legend(loc="lower center", ncols=len(parts), frameon=False)
        _name(axes, names, below)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        return _svg(figure, name, about)


def boxes(name: str, told: Sequence[Box], about: str, unit: str) -> str:
    """Box plots, the first on top."""
    below = 0.55
    with _drawn(len(told), below) as (figure, axes):
        stats = [
            {"whislo": b.low, "q1": b.first, "med": b.middle, "q3": b.third, "whishi": b.high, "fliers": b.beyond}
            for b in told
        ]
        axes.bxp(
            stats, positions=range(len(told)), vert=False, widths=0.5, patch_artist=True,
            boxprops={"facecolor": "#e3ecf6", "edgecolor": "#35557a"}, medianprops={"color": "#b3201b", "linewidth": 2},
            flierprops={"marker": "o", "markersize": 3, "markerfacecolor": "none", "markeredgecolor": "#7a4f00"},
            whiskerprops={"color": "#35557a"}, capprops={"color": "#35557a"},
        )  # fmt: skip
        _name(axes, [box.name for box in told], below)
        axes.set_xlabel(unit)
        return _svg(figure, name, about)


@contextmanager
def _drawn(count: int, below: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure for so many bars. Glyphs that the fonts of this machine lack are of no account: the reader has them."""
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure = Figure(figsize=(_WIDE, _ABOVE + below + _BAR * count))
        axes = figure.add_subplot()
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(_LINE)
        axes.tick_params(colors=_QUIET, length=0)
        axes.grid(axis="x", color=_LINE, linewidth=0.5)
        axes.set_axisbelow(True)
        yield figure, axes


def _name(axes: Axes, names: Sequence[str], below: float) -> None:
    """The names at the left, with the room that they take in the reader's font: a character of Chinese is square."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    longest = max((sum(1.0 if ord(c) > 0x2E7F else 0.56 for c in name) for name in names), default=0)
    left = min(0.5, (longest * _POINTS / 72 + 0.2) / _WIDE)
    height = _ABOVE + below + _BAR * len(names)
    axes.figure.subplots_adjust(left=left, right=0.98, top=1 - _ABOVE / height, bottom=below / height)


def _svg(figure: Figure, name: str, about: str) -> str:
    """The plot as an element of a page; the ids in it begin with its name."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None})
    svg = _METADATA.sub("", _PROLOGUE.sub("", stream.getvalue()))
    svg = _FONT.sub(lambda match: f"{match[1]} {_FONTS}" if match[1] else f"font-family: {_FONTS}", svg)
    svg = _NAMED.sub(rf"\g<1>{name}-", svg)  # several stand on a page
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(about)}" ', 1)
