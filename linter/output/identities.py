"""Fingerprints for programs that keep findings of many reports in one list, and follow them from run to run."""

from __future__ import annotations

from hashlib import sha256

from linter.findings import FileResult, Finding
from linter.output.addresses import named
from linter.previous import agency_key


class Identities:
    """Each finding's own name: of its report, which is known by agency and year whatever its file is called, and in it.

    Where two files are one agency's for one year, the second to come has another name, so that no finding hides one.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, result: FileResult, about: str) -> str:
        """32 hexadecimal digits for what is told of the file: a finding's fingerprint, or why it could not be read."""
        known = result.agency and result.year is not None
        report = f"{agency_key(result.agency)} {result.year}" if known else named(result.path)
        name = f"{report}\n{about}"
        self._seen[name] = count = self._seen.get(name, 0) + 1
        return sha256(f"{name}\n{count}".encode()).hexdigest()[:32]

    def of_finding(self, result: FileResult, finding: Finding) -> str:
        """The name of a finding."""
        return self.of(result, finding.fingerprint)
