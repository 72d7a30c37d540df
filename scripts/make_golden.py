"""Write the files that show at a glance how results look, which tests compare with what is written today.

Run it after a change of the page of results (templates/lint, linter/output/html), and look at what changed.
"""

from __future__ import annotations

from pathlib import Path

from linter import Settings, lint
from linter.output.html import report_html
from linter.output.style import Presentation

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "linter" / "output" / "golden"


def golden() -> dict[str, str]:
    """Each file by its name."""
    data = (ROOT / "examples" / "bad.docx").read_bytes()
    result = lint("bad.docx", Settings(transcript=True), data=data)
    return {
        "report.zh.html": report_html(result, Presentation("zh")),
        "report.en.html": report_html(result, Presentation("en")),
    }


def main() -> None:
    """Write the files."""
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
