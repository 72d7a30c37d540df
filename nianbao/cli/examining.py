"""What the linter says of a report that is about to be written: the wings know nothing of one another."""

from __future__ import annotations

from pathlib import Path

from generator.checking import Objection
from nianbao.document import Document
from nianbao.rulebook.model import Rulebook


class Examiner:
    """Lints reports as `nianbao lint` would where they are to stand, by the rulebook that they are made by."""

    def __init__(self) -> None:
        """Configuration files are read once."""
        from linter.configuring import Resolver

        self._resolver = Resolver({})

    def __call__(self, document: Document, rulebook: Rulebook, path: Path) -> tuple[Objection, ...]:
        """The errors and warnings that count. Raises ConfigurationError for a configuration file with mistakes."""
        from linter.run import examine, waived
        from nianbao.recognising import recognise

        settings = self._resolver.of(str(path)).settings
        result = waived(examine(recognise(document, rulebook), settings, path=str(path)), settings)
        return tuple(
            Objection(
                code=finding.code,
                refused=finding.severity == "error",
                message=finding.message,
                mend=finding.mend,
                section=finding.location.section,
                table=finding.location.table,
                row=finding.location.row,
                column=finding.location.column,
                text=finding.location.text,
            )
            for finding in result.findings
            if finding.severity != "info" and finding.waived is None
        )
