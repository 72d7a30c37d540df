"""Writing annual reports from figures, and making the files that hold them.

    from generator import generate
    from nianbao.figures import open_figures

    stated = open_figures("figures.yaml")
    report = generate(stated, stated.rulebook, form="docx")
    Path("report.docx").write_bytes(report.data)

Names are imported when they are used, so that the command starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.files import figures_bytes
    from generator.generate import Form, Generated, generate
    from generator.narrative import render_narrative
    from generator.new import blank_figures, blank_yaml

_WHERE = {
    "Form": "generator.generate",
    "Generated": "generator.generate",
    "blank_figures": "generator.new",
    "blank_yaml": "generator.new",
    "figures_bytes": "generator.files",
    "generate": "generator.generate",
    "render_narrative": "generator.narrative",
}
__all__ = [
    "Form", "Generated", "blank_figures", "blank_yaml", "figures_bytes", "generate", "render_narrative",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
