"""What the list of agencies says of one, and where it says nothing what its name does."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from linter.previous import agency_key, names_of
from nianbao.many.roster import Filer, Roster
from nianbao.rulebook.bodies import body_of
from nianbao.rulebook.model import Rulebook
from nianbao.scope import is_vertical


class Listed:
    """The list of a roll-up, which may be none, with the rulebook."""

    def __init__(self, roster: Roster | None, rulebook: Rulebook) -> None:
        self.roster, self.book = roster, rulebook

    @property
    def filers(self) -> tuple[Filer, ...]:
        """The agencies on the list."""
        return self.roster.filers if self.roster else ()

    def filer(self, agency: str) -> Filer | None:
        """The agency on the list."""
        return self.roster.of(agency, *names_of(agency, self.book)) if self.roster else None

    def received(self, agency: str) -> date | None:
        """The day on which its report came."""
        filer = self.filer(agency)
        return filer.received if filer else None

    def above(self, agency: str) -> str | None:
        """Whose roll-up its report goes into."""
        filer = self.filer(agency)
        return filer.parent if filer else None

    @cached_property
    def parents(self) -> frozenset[str]:
        """The keys of those whose roll-ups others go into."""
        return frozenset(agency_key(filer.parent) for filer in self.filers if filer.parent)

    def is_vertical(self, agency: str) -> bool:
        """Whether it reports up its own line."""
        kind = self._kind(agency)
        return kind[1] if kind else is_vertical(agency, self.book)

    def rolls_up(self, agency: str) -> bool:
        """Whether its report is a roll-up where the report does not say."""
        kind, body = self._kind(agency), body_of(agency, self.book)
        return kind[0] if kind else body is not None and body.rolls_up

    def _kind(self, agency: str) -> tuple[bool, bool] | None:
        filer = self.filer(agency)
        kinds = self.book.roster.kinds if self.book.roster else ()
        return next(((k.rolls_up, k.vertical) for k in kinds if filer and k.id == filer.kind), None)
