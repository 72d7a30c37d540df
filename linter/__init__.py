"""Finding what is wrong with annual reports.

from linter import lint

for finding in lint("report.docx").findings:
    print(finding.code, finding.message.zh, finding.location.line)
"""

from __future__ import annotations

from linter.findings import FileResult, Finding, Location
from linter.run import Selection, check_report, lint_document
from linter.run import lint_path as lint

__all__ = ["FileResult", "Finding", "Location", "Selection", "check_report", "lint", "lint_document"]
