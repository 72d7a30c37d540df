"""Writing annual reports from figures, taking figures out of reports, and making the files that hold them.

    from generator import generate

    report = generate("figures.yaml")
    Path("report.docx").write_bytes(report.data)

Each function does what the command of its name does, without a terminal: it takes a path or what was read already,
and one `Settings`. Names are imported when they are used, so that the command starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.beginning import Begun, new, new_template
    from generator.extracting import Extracted, extract
    from generator.files import Kind, figures_bytes
    from generator.generating import Form, Generated, generate
    from generator.narrative import render_narrative
    from generator.settings import Settings

_WHERE = {
    "Begun": "generator.beginning",
    "Extracted": "generator.extracting",
    "Form": "generator.generating",
    "Generated": "generator.generating",
    "Kind": "generator.files",
    "Settings": "generator.settings",
    "extract": "generator.extracting",
    "figures_bytes": "generator.files",
    "generate": "generator.generating",
    "new": "generator.beginning",
    "new_template": "generator.beginning",
    "render_narrative": "generator.narrative",
}
__all__ = [
    "Begun", "Extracted", "Form", "Generated", "Kind", "Settings", "extract", "figures_bytes", "generate",
    "new", "new_template", "render_narrative",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return list(__all__)
