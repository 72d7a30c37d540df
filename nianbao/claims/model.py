"""What the rulebook says about claims, and what the engine finds of them in prose.

Figures are named as in the tables: `applications.new` (the total column of a row), `applications.refused` (a row
group: the sum of its rows), `applications.new.natural_person` (a cell), `review.reconsideration.upheld`,
`proactive.normative_documents.issued`, `proactive.fees.amount` (万元), `fee.collected` (元; no table
has it, it is one of the rulebook's `prose_figures`).
"""

# Without `from __future__ import annotations`: as strings, msgspec would have to evaluate each of them before a cached
# rulebook can be decoded, which takes longer than the decoding.

from typing import Literal, TypeAlias

from msgspec import Struct

Words: TypeAlias = tuple[str, ...]
SubjectRole: TypeAlias = Literal["requests", "fee", "cases"]
FigureRole: TypeAlias = Literal["received", "carried_in", "completed", "carried_out"]
# How a figure goes with others: `each` may be one count with another (收到并办结); outcomes of requests and results of
# cases exclude one another, and nobody denies a result by denying the case.
Group: TypeAlias = Literal["", "each", "outcome", "result"]
# Whose a count is in a government's report: everybody's in its area (全县), its office's or own part's (县本级), or not
# said.
Whose: TypeAlias = Literal["", "area", "office"]


class Subject(Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that a number can count, and the words for it.

    `weak` nouns name it only beside a word that states one of its figures, or where the text already speaks of
    it. `unless` are words that make a number beside the noun something else.
    """

    id: str
    nouns: Words
    weak: Words = ()
    # What may stand behind each of its nouns, with 的 or without, and changes nothing: 依申请公开 + 事项.
    heads: Words = ()
    # What it is called behind its like, which has the same bare figure: 行政许可、处罚, 许可、处罚决定.
    short: Words = ()
    unless: Words = ()
    # What reading has to know of it: see the rulebook's comments.
    role: SubjectRole | None = None


class ClaimFigure(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the tables and the words that state it; `{of}` in an id is the subject."""

    id: str
    of: Words
    words: Words = ()
    # Words that can mean nothing else, where `words` may be used more widely (新收 against 受理).
    strict: Words = ()
    # Words that state the figure only beside another figure of the same subject in the same sentence.
    weak: Words = ()
    # What may stand behind each of its words, with 的 or without, and changes nothing: 上年结转 + 办理.
    heads: Words = ()
    # Phrases that deny it by themselves: 上年度无结转.
    none: Words = ()
    # Its words (no weak ones) state it in a sentence that speaks of nothing else.
    alone: bool = False
    # The noun and a number alone state it.
    bare: bool = False
    # Its words say of what thing they speak; no noun is needed.
    names_subject: bool = False
    # Its words take up the subject named last in the sentence, whatever was spoken of between.
    resumes: bool = False
    # It is a part of this figure and stated only inside it.
    within: str = ""
    # Figures of one group exclude one another: two of them with one number are a sum.
    group: Group = ""
    counted_in: Words = ()
    # Counters that count it only where a word states it: 作出行政许可450项, not 行政许可5项.
    counted_if_said: Words = ()
    # Words that, with a number beside in the sentence, tell that this one is a part: 新制定3件，修改6件.
    part_beside: Words = ()
    # Words of the subject's `unless` that leave it what it is: 梳理出现行有效文件25件.
    despite: Words = ()
    # Other figures that its words may mean as well, unless one of them is strict.
    also: Words = ()
    # Where the figure is an amount of money: how many 元 its unit has.
    money: int | None = None
    # The figures of the tables that it is the sum of, where no cell of its own holds it.
    sum_of: Words = ()
    # Which row of a year's business it is.
    role: FigureRole | None = None

    def named(self, subject: str) -> str:
        """Its id for one subject."""
        return self.id.replace("{of}", subject)


class Approximate(Struct, frozen=True, forbid_unknown_fields=True):
    """Words before and behind a number by which the true one is below it, about it, or above it."""

    before: dict[str, Literal["below", "about", "above"]]
    after: dict[str, Literal["below", "about", "above"]]


class Slogans(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that 一件 counts nothing: words before and behind it in its clause, and 受理一件、办结一件."""

    before: Words = ()
    after: Words = ()
    # Words that tell a count all the same: 共收到一件，办结一件.
    counts: Words = ()


class Years(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for the report's own year, the one before and the one after."""

    this: Words
    last: Words
    next: Words
    # Behind a year, these tell that it is the one before; before a year, those tell that it is the one after.
    carried: Words
    carried_to: Words


class Bodies(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say whose count a number is."""

    own: Words
    others: Words
    # Everybody in an area; the agency's own count only where it governs the area.
    everybody: Words
    areas: Words
    # A government's office or its own part, less than the area.
    offices: Words
    # What names of agencies end in.
    names: Words
    # What kinds of area names begin with when an agency speaks of its neighbours: 县公安局.
    levels: Words
    # Bodies whose daily business is reconsideration or litigation.
    reviewing: Words
    # What such bodies and governments do with cases that are others': 受理.
    deciding: Words = ()
    # What the names of places end in that are parts of a government's area: 枫汀县收到12件.
    places: Words = ()


class PartSet(Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of parts that exclude one another, by words or as figures, and which of them together are all."""

    id: str
    kinds: dict[str, Words] = {}
    figures: Words = ()
    # Each names kinds and figures: where a list has all of them, nothing is left out.
    full: tuple[Words, ...] = ()
    # A number that no word opens a list behind is not divided by it: of 收到30件，办结28件，结转3件 one was carried in.
    opened: bool = False
    # Words of which such a number must have one: 清理文件26件，继续有效18件, not 制定文件3件，现行有效18件.
    divides: Words = ()


class Lists(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make up lists of parts."""

    opening: Words
    exhaustive: Words
    distributive: Words
    each: Words
    # Behind the last part: the list is open.
    open: Words
    # Before the first part: what follows are examples.
    incomplete: Words
    totals: Words
    grouping: Words
    further: Words
    both: Words
    actions: Words
    # Verbs of publishing: of parts as well as of what else was published.
    publishing: Words = ()
    ordinals: Words = ()  # what numbers the parts: 一是
    rest: Words = ()  # what all that is left over is called: 其他, 其余
    # Those of them that mean all that is left, and never one kind among others: 其余.
    remainder: Words = ()
    beyond: Words = ()  # words that leave the list for another matter
    # What tells that requests are divided by who applied: 申请主体.
    applicants: Words = ()
    # Behind `grouping`: what tells that the whole is divided anew (按申请方式分).
    grouped: Words = ()
    # Behind the words for a whole (办结的23件中), and behind what only tells which ones are counted (转载上级的240条).
    among: Words = ()
    attributive: Words = ()
    # Behind a list: what tells that some of it is counted more than once (部分信息在两个平台同步发布).
    repeating: Words = ()
    some: Words = ()  # what begins a clause behind a list that tells of some of its parts alone (部分事项县镇共有)
    # What names begin with that tell what some are besides: beside 本地居民19件 重复申请4件 is no part.
    crossing: Words = ()
    # … and with what any number of the whole may be or have, whatever else they are: 配有图解20件，配有视频8件.
    besides: Words = ()
    rates: Words = ()  # what tells that a number is of each day or one: it is no whole (日均)
    entire: Words = ()  # what tells that a number is of the whole of an organization (全系统)
    # What makes what was done with a part of the whole no part of it: 原创80条，被转载60条.
    passive: Words = ()
    # What makes a name its contrary (不合格 of 合格), and what may stand before one that has none of it (已公开).
    negating: Words = ()
    affirming: Words = ()
    sets: tuple[PartSet, ...] = ()


class Claims(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the rulebook says about claims in prose; see the comments of its file for each list."""

    subjects: tuple[Subject, ...]
    figures: tuple[ClaimFigure, ...]
    counters: Words
    units: Words
    measures: Words
    numeral_counters: Words
    money: dict[str, int]
    scales: dict[str, int]
    approximate: Approximate
    not_numerals: Words
    years: Years
    other: Words
    items: Words
    classes: Words
    parts: Words
    wholes: Words
    stages: Words
    differences: Words
    bodies: Bodies
    other_times: Words
    plans: Words
    disclosure: Words
    negations: Words
    not_one: Words
    zeros: Words
    fillers: Words
    lists: Lists
    # Words that hold a shorter one of any list and mean nothing of it.
    compounds: Words = ()
    elsewhere: Words = ()
    causes: Words = ()
    reasons: Words = ()
    copulas: Words = ()
    links: Words = ()
    every: Words = ()
    classing: Words = ()
    verbs: Words = ()
    arrivals: Words = ()
    spanning: Words = ()
    slogans: Slogans = Slogans()
    # Where fees are reported, and where other years and cases are told of.
    fee_section: str | None = None
    problem_section: str | None = None


class Roles(Struct, frozen=True):
    """The ids of the subjects and figures with a role, None where the rulebook gives it to none."""

    requests: str | None = None
    fee: str | None = None
    cases: tuple[str, ...] = ()
    received: str | None = None
    carried_in: str | None = None
    completed: str | None = None
    carried_out: str | None = None


def roles_of(book: Claims) -> Roles:
    """Who plays which role."""
    subjects = {s.role: s.id for s in book.subjects}
    figures = {f.role: f.id for f in book.figures}
    return Roles(
        requests=subjects.get("requests"),
        fee=subjects.get("fee"),
        cases=tuple(s.id for s in book.subjects if s.role == "cases"),
        received=figures.get("received"),
        carried_in=figures.get("carried_in"),
        completed=figures.get("completed"),
        carried_out=figures.get("carried_out"),
    )
