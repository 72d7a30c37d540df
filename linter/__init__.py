"""Finding what is wrong with annual reports.

from linter import Settings, lint

result = lint("report.docx", Settings(select=("A",), previous="last-year.docx"))
for finding in result.findings:
    print(finding.code, finding.message.zh, finding.location.line)

Many files are `lint` mapped over their paths, in one process or several, and `across` over the results.
"""

from __future__ import annotations

from linter.across import across
from linter.digest import Digest
from linter.findings import Doubled, FileResult, Finding, Location, NotChecked
from linter.run import examine, lint
from linter.settings import Settings

__all__ = [
    "Digest", "Doubled", "FileResult", "Finding", "Location", "NotChecked", "Settings", "across", "examine", "lint",
]  # fmt: skip
