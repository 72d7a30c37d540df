"""Pages of `nianbao lint --format html`: made by the command or from a result, and what stands marked in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from lxml import html

from linter import Settings, lint
from linter.findings import FileResult
from linter.output.html import report_html
from linter.output.style import Presentation
from nianbao.cli import main
from tests.builders.reports import BASE, as_docx, edited

WRONG = edited([
    {"replace": "3\t1\t0\t0\t4\t1", "by": "3\t1\t0\t0\t5\t1"},
    {"replace": "五、存在的主要问题及改进情况", "by": "五、存在的主要问题及改进措施"},
    {"replace": "行政强制\t3", "by": "行政强制\t"},
])  # fmt: skip


def put_files(folder: Path) -> None:
    """A wrong report, a.docx, and a right one, b.txt."""
    (folder / "a.docx").write_bytes(as_docx(WRONG))
    (folder / "b.txt").write_text(BASE.replace("2024", "2023"), "utf-8")


def run(*args: str | Path) -> Result:
    """The command with these arguments, standard error apart."""
    return CliRunner().invoke(main, ["lint", "--format", "html", *(str(a) for a in args)])


def linted(data: bytes) -> FileResult:
    """The result with the report as it was read."""
    return lint("a", Settings(transcript=True), data=data)


def parsed(text: str) -> Any:
    """The elements of a page; what XPath gives has no type of its own."""
    return html.fromstring(text)


def shown(data: bytes, language: str = "zh") -> Any:
    """What the page shows of a report."""
    return parsed(report_html(linted(data), Presentation("en" if language == "en" else "zh")))


def marked(page: Any) -> dict[int, str]:
    """What each finding stands at, by its number."""
    told: dict[int, str] = {}
    for link in page.xpath("//a[starts-with(@id, 'r1-p')]"):
        about = link.getparent().getparent()
        words = about.xpath("mark") or [about]
        told[int(link.text)] = "".join(w.text_content() for w in words).removeprefix(link.text)
    return told
