"""The annual report on government information disclosure (政府信息公开工作年度报告): what one is, and reading it.

    from nianbao import load_rulebook, read, recognise

    report = recognise(read("report.docx"))
    print(report.agency, report.year, report.table("applications").number(("new", "total")))

Names are imported when they are used, so that the command starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.document import Document
    from nianbao.errors import NianbaoError, ReadError, RulebookError
    from nianbao.reading import Limits, read, read_bytes
    from nianbao.recognising import recognise
    from nianbao.report import Report
    from nianbao.rulebook import Rulebook, load_rulebook

_WHERE = {
    "Document": "nianbao.document",
    "Limits": "nianbao.reading",
    "NianbaoError": "nianbao.errors",
    "ReadError": "nianbao.errors",
    "Report": "nianbao.report",
    "Rulebook": "nianbao.rulebook",
    "RulebookError": "nianbao.errors",
    "load_rulebook": "nianbao.rulebook",
    "read": "nianbao.reading",
    "read_bytes": "nianbao.reading",
    "recognise": "nianbao.recognising",
}
__all__ = [
    "Document", "Limits", "NianbaoError", "ReadError", "Report", "Rulebook", "RulebookError",
    "load_rulebook", "read", "read_bytes", "recognise",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return list(__all__)
