"""What the reading of a sentence keeps: statements, and where it stands in the sentence."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from nianbao.claims.clauses import Item, Token
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.match import ELSE, UNTOLD
from nianbao.claims.model import Claims, Group, Roles, Whose
from nianbao.claims.numbers import Number
from nianbao.claims.scope import Scope

NOUGHT = Number(Decimal(0), Decimal(0), Decimal(0), "", money=False)


class Statement(Struct):
    """A number and the figures that it states (none, where it states nothing), with its place in the canon."""

    number: Number
    start: int
    end: int
    figures: tuple[str, ...] = ()  # more than one is their sum
    subject: str = ""
    item: Item | None = None  # None where something is denied
    strict: bool = False  # by a word that can mean nothing else
    carried: bool = False  # carried in: what became of them when is told behind
    weak: bool = False  # holds only behind another statement about the subject
    group: Group = ""
    within: str = ""
    also: tuple[str, ...] = ()  # figures that the words name and may mean as well
    of_any: bool = False  # a part of requests, without saying whether of those received or completed
    despite: tuple[str, ...] = ()  # words of doubt that leave it what it is
    child: bool = False  # one of the parts of another number
    partial: bool = False  # about some of what the figure counts
    whose: Whose = ""


class Frame(Struct):
    """Where the reading stands in a sentence or in a bracket."""

    scope: Scope
    subject: str = ""  # what the text speaks of
    named: str = ""  # the subject of the rulebook that it spoke of last
    whole: Statement | None = None  # the applications received that it told of last, no part of others
    parent: Statement | None = None  # the whole whose parts are being listed
    bracket: bool = False  # in a bracket: everything is about the parent
    by_applicant: bool = False  # the parts are told by who applied: 从申请主体看
    outer: Scope | None = None  # whose and which time's the whole is
    parts: int = 0
    list_mark: int = 0  # the mark between the parts
    last: Statement | None = None  # the number before, whatever it states
    divisible: Statement | None = None  # the last number that can have parts: nought has none
    # The words that stated the number before, and whether they were doubtful: what follows 、 continues both.
    states: tuple[Token, ...] = ()
    doubtful: bool = False
    other_matter: bool = False  # the cases spoken of came of other business than disclosure
    other_cases: bool = False  # the cases spoken of are not known to be about disclosure


class Context(Struct):
    """What is known beside the sentence, and what it has stated so far."""

    book: Claims
    lexicon: Lexicon
    section: str
    agency: str
    topic: str
    disclosure: bool  # the text has said that it speaks of disclosure
    spoken: bool = False  # … and this sentence says so itself
    beside_others: bool = False  # the sentence before spoke of something else
    of_office: bool = False  # a number of the sentence is of the government's office or own part
    found: list[Statement] = field(default_factory=list)
    # Numbers whose noun is still to come, with the words that will state something of it.
    pending: list[tuple[Statement, tuple[Token, ...]]] = field(default_factory=list)

    @property
    def roles(self) -> Roles:
        """The subjects and figures that reading has to know."""
        return self.lexicon.roles

    @property
    def of_problems(self) -> bool:
        """Whether the section tells of other years and cases."""
        return self.section == self.book.problem_section

    def fees_spoken_of(self, frame: Frame) -> bool:
        """Whether 费用 without more can only be the processing fee."""
        roles = self.roles
        return (
            self.section == self.book.fee_section
            or roles.requests in (frame.subject, self.topic)
            or frame.subject == roles.fee
        )

    def implied(self, states: tuple[Token, ...], frame: Frame) -> str:
        """The subject of words that name none: what the text speaks of, or the only one that the words can mean."""
        for word in states:
            assert word.entry is not None
            resumed = word.entry.states.get(frame.named)
            firm = resumed is not None and word.text not in resumed.weak
            if resumed is not None and firm and (resumed.resumes or resumed.group == "outcome"):
                return frame.named
            own = [s for s, f in word.entry.states.items() if f.names_subject and word.text not in f.weak]
            spoken = frame.subject != UNTOLD or frame.named == self.roles.requests
            if own and spoken and frame.subject not in (ELSE, *self.roles.cases):
                return own[0]
        return frame.subject or self.topic
