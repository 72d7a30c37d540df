"""C513 beside other reports: passages that stand in another agency's report, which came before in the call."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from msgspec.structs import replace

from linter.checks.sentences import quote
from linter.checks.structure import at
from linter.digest import COPIED, Digest, rule_of
from linter.findings import FileResult, Finding
from linter.ordering import reading_order
from linter.passages import Passage
from linter.previous import agency_key
from linter.run import cited, waived
from linter.settings import Settings
from linter.shingles import pieces
from linter.spots import paragraph_spot, topic_spot
from nianbao.i18n import Text
from nianbao.many.firsts import Firsts
from nianbao.many.spill import Spill
from nianbao.rulebook import Rulebook
from nianbao.rulebook.model import Rule

# One in so many pieces is looked up: of a passage that proves anything some are, and of a copy most of them.
_SAMPLE = 8
_ANOTHERS = Text("“{agency}”的报告", 'the report of "{agency}"')


class Shelf:
    """The passages of the reports so far, found by their pieces."""

    def __init__(self) -> None:
        self._passages: Spill[tuple[str, Passage]] = Spill(tuple[str, Passage])
        self._firsts = Firsts()  # by spot and piece the first passage that has it

    def add(self, present: Digest) -> None:
        """Keeps the passages of a report that names its agency, for those that come."""
        for passage in present.passages if present.agency else ():
            number = self._passages.append((present.agency or "", passage))
            for key in _keys(passage):
                self._firsts.put(key, number)

    def compared(self, result: FileResult, settings: Settings, book: Rulebook) -> FileResult:
        """The result with what its report shares with another agency's; what last year's says of it goes before."""
        rule, present = rule_of(book, COPIED), result.digest
        if not self._passages or present is None or rule is None or not settings.wants(rule):
            return result
        told = {f.location.place for f in result.findings if f.code == rule.code}
        found = [
            _finding(passage, source, rule, settings, book)
            for passage in present.passages
            if passage.place not in told and (source := self._source(passage, present.agency, rule))
        ]
        if not found:
            return result
        order = reading_order(book)
        every = sorted((*result.findings, *found), key=lambda f: order(f.location, f.code))
        return waived(replace(result, findings=tuple(every)), settings)

    def _source(self, passage: Passage, agency: str | None, rule: Rule) -> tuple[str, int] | None:
        """Another agency in whose report the passage stands, and how much of it; no report of its own is another's."""
        if not agency or len(pieces(passage.pieces)) < rule.limits["least_beside"]:
            return None
        numbers = set(map(self._firsts.get, _keys(passage)))
        for number in sorted(n for n in numbers if n is not None):
            other, kept = self._passages[number]
            share = passage.share_in(kept) if kept.spot == passage.spot else 0
            if share >= rule.limits["alike_beside"] and agency_key(other) != agency_key(agency):
                return other, share
        return None


def _keys(passage: Passage) -> Iterator[int]:
    """By what a passage is found: a sample of its pieces, each with its spot; two that fall together are told apart."""
    spot = crc32("/".join(passage.spot).encode())
    return (piece ^ spot for piece in pieces(passage.pieces) if piece % _SAMPLE == 0)


def _finding(own: Passage, source: tuple[str, int], rule: Rule, settings: Settings, book: Rulebook) -> Finding:
    agency, share = source
    values = {"text": quote(own.begins), "share": share, "source": _ANOTHERS.format(agency=agency)}
    return Finding(
        code=rule.code,
        rule=rule.slug,
        severity=settings.severity_of(rule),
        message=rule.message.format(**values),
        mend=rule.mend,
        basis=cited(rule, book),
        # As `linter.run` makes them; a passage is told once.
        fingerprint=f"{rule.code}:{own.section}::::{own.topic}:1",
        location=at(own.place, own.section, own.begins),
        part=next((s.number for s in book.sections if s.id == own.section), ""),
        spot=topic_spot(own.name) if own.topic else paragraph_spot(1),
        actual=f"{share}%",
        near=own.place,
    )
