"""What a call asks for, as one value: made from options, handed down, sent to workers, part of a cache's key."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from linter.findings import FailOn
from nianbao.files.limits import DEFAULT, Limits
from nianbao.formats import Format
from nianbao.i18n import Language
from nianbao.rulebook import Rulebook, load_rulebook
from nianbao.rulebook.model import Rule, Severity

AUTO = "auto"  # as `previous`: last year's report is among the files of the call


class Settings(Struct, frozen=True, kw_only=True):
    """Everything that a lint depends on besides the file. Small, hashable and picklable: files stand as their paths.

    Rules are named by code, slug, or the beginning of codes ("A", "S10").
    """

    # A rulebook of one's own, or an edition of the official one; without either that of each report's year.
    rulebook: str | None = None
    edition: str | None = None
    # Without a selection the rules that the rulebook enables; a rule that is off by default is on once selected.
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()  # goes before `select`
    severities: tuple[tuple[str, Severity], ...] = ()  # of several for a rule the last counts
    # Last year's report: a file, a folder of reports, or AUTO.
    previous: str | None = None
    # Whether one report is checked by itself: a file is then last year's whatever its agency was called.
    alone: bool = True
    # Files that say which findings do not count: waivers with their reasons, and what stood when a baseline was made.
    waivers: str | None = None
    baseline: str | None = None
    limits: Limits = DEFAULT
    kind: Format | None = None  # of standard input, and of content that is handed over
    language: Language = "zh"  # of what is written beside the findings, which are in both
    fail_on: FailOn = "error"
    cached: bool = False  # whether results of many files are kept from one run to the next
    transcript: bool = False  # whether results carry the report as it was read, for those who show it

    def wants(self, rule: Rule) -> bool:
        """Whether the rule is to be checked."""
        if self.ignores(rule):
            return False
        return _named(rule, self.select) if self.select else rule.enabled

    def ignores(self, rule: Rule) -> bool:
        """Whether the rule is left out by name."""
        return _named(rule, self.ignore)

    def severity_of(self, rule: Rule) -> Severity:
        """How grave the rule's findings are."""
        chosen = [severity for name, severity in self.severities if _named(rule, (name,))]
        return chosen[-1] if chosen else rule.severity

    def unknown(self, rulebook: Rulebook) -> list[str]:
        """Names that no rule of the rulebook answers to."""
        names = (*self.select, *self.ignore, *(name for name, _ in self.severities))
        return [n for n in names if not any(_named(r, (n,)) for r in rulebook.rules)]

    def book(self) -> Rulebook | None:
        """The rulebook that every report is checked by, None where each has the edition of its year.

        Loaded once a process. Raises RulebookError with every mistake of it.
        """
        if self.rulebook is None:
            return load_rulebook(edition=self.edition) if self.edition else None
        return _own(self.rulebook, stamp(self.rulebook))


DEFAULTS = Settings()


def _named(rule: Rule, names: Sequence[str]) -> bool:
    return bool(names) and any(name == rule.slug or rule.code.startswith(name.upper()) for name in names if name)


@lru_cache(maxsize=4)
def _own(path: str, _: object) -> Rulebook:
    return load_rulebook(path)


def stamp(path: str) -> tuple[int, int] | None:
    """What changes when a file does, for what is kept of it; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - Path would change a name of blanks
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
