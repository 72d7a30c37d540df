"""The typed form of a rulebook: what rules.yaml and its parts hold once they are read and found free of mistakes.

Ids are paths: a row or column carries the ids of the groups above it (`refused.state_secret`,
`reconsideration.total`). A group's `group` names it in equations and claims without becoming part of the ids
below it.
"""

# Without `from __future__ import annotations`: as strings, msgspec would have to evaluate each of them before a cached
# rulebook can be decoded, which takes longer than the decoding.

from collections.abc import Iterator
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from nianbao.claims.model import Claims
from nianbao.i18n import Text
from nianbao.memo import once_per
from nianbao.rulebook.agencies import Body, RollUp
from nianbao.rulebook.metrics import Metrics
from nianbao.rulebook.registers import RegisterFormat
from nianbao.rulebook.rosters import RosterFormat
from nianbao.rulebook.typography import Typography

Severity = Literal["error", "warning", "info"]
ValueType = Literal["count", "amount", "change"]  # a change is a whole number of either sign
Each = Literal["row", "column", "group"]


class _Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything that a rulebook file spells out: unknown keys are mistakes."""


class Source(_Entry, frozen=True):
    """A document that rules rest on; rules name it by `id`."""

    id: str
    cite: str


class Title(_Entry, frozen=True):
    """The report's title: `{agency}` and `{year}` stand for what each report fills in."""

    template: str
    # A line is taken for the title, right or wrong, when it holds every word of one of these lists.
    words: tuple[tuple[str, ...], ...] = ()
    labels: tuple[str, ...] = ()  # what an index prints in front of the title
    around: tuple[str, ...] = ()  # words of the page around it that are in no agency's name


class Former(_Entry, frozen=True):
    """The form of reports of years that no edition covers: they are refused by its name, not measured by another."""

    before: int  # the first year in which it was no longer used
    # A report of no year has this form when a heading holds every word of one of these lists.
    words: tuple[tuple[str, ...], ...]
    refusal: Text


class Recognition(_Entry, frozen=True):
    """What tells such a report from other documents that share some of its headings."""

    # Words that name what the report is about; without any, every heading of the format does.
    subject: tuple[str, ...] = ()
    refusal: Text = Text(
        "这不是{name}：没有找到报告标题，规定的部分标题和表格也太少",
        'not a report of the kind "{name}": it has no such title, and too few of the headings and tables',
    )
    former: Former | None = None


class Topic(_Entry, frozen=True):
    """One of the things a narrative section has to speak of, known by any of its `words`."""

    id: str
    name: Text
    words: tuple[str, ...]


class Section(_Entry, frozen=True):
    """A first-level part of the report."""

    id: str
    number: str  # Chinese numeral, as in 一、
    heading: str  # without its number
    name: Text
    content: Literal["narrative", "table"]
    notice: tuple[str, ...] = ()  # the longer words that the notice itself uses for it, which are right too
    blank: str = ""  # what the official blank prints in its place
    known_as: tuple[str, ...] = ()  # wordings that are recognised and wrong
    topics: tuple[Topic, ...] = ()

    @property
    def title(self) -> str:
        """The heading as the official form prints it, number included."""
        return f"{self.number}、{self.heading}"


class Column(_Entry, frozen=True):
    """A column of figures, or a group of columns under one header."""

    label: str
    id: str | None = None
    group: str | None = None
    columns: "tuple[Column, ...]" = ()
    value: ValueType = "count"
    total: bool = False  # the total of its row, which a row named alone stands for
    accept: tuple[str, ...] = ()  # other wordings that are no finding
    known_as: tuple[str, ...] = ()  # other wordings that are recognised and wrong
    sums: bool = True  # whether the figures of several agencies may be added up


class Row(_Entry, frozen=True):
    """A row of figures, or a group of rows behind one label."""

    label: str
    id: str | None = None
    group: str | None = None
    rows: "tuple[Row, ...]" = ()
    name: str = ""  # what sums call it, where its label is long
    accept: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    sums: bool = True  # as of a column


class TableBlock(_Entry, frozen=True):
    """Rows and columns under one header; a table is one block or several below one another."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    label: str = ""  # a line of its own above the header
    corner: str = ""  # what stands above the row labels


class TableForm(_Entry, frozen=True):
    """A statutory table."""

    id: str
    section: str
    name: Text
    blocks: tuple[TableBlock, ...]


class ProseFigure(_Entry, frozen=True):
    """A figure that no table has."""

    id: str
    label: str
    value: ValueType = "count"
    zero_with: str | None = None  # the figure of its group that makes it nought by being nought


class ProseFigures(_Entry, frozen=True):
    """Figures that belong together and are told in prose alone, such as the fees for processing information."""

    id: str
    name: Text
    figures: tuple[ProseFigure, ...]


class Equation(_Entry, frozen=True, rename={"text": "is"}):
    """A relation of figures, held for each row, column or group of columns of its table."""

    id: str
    table: str
    each: Each
    text: str  # `is` in the file, a keyword of Python; the grammar is in nianbao.rulebook.equations
    rule: str
    # The term, alone on the left, that is worked out from the others and so need not be given to the generator.
    computes: str | None = None


class Rule(_Entry, frozen=True):
    """What is looked for, how grave it is and what to say of it."""

    code: str
    slug: str
    severity: Severity
    kind: str  # one of nianbao.rulebook.kinds.KINDS
    basis: str  # id of a source
    what: Text
    message: Text
    why: Text
    mend: Text
    bad: Text
    good: Text
    # What to do in general, where `mend` has blanks that only a finding fills in; for those who look the rule up.
    advice: Text | None = None
    counting: Text | None = None  # what the official notice says on how the figures concerned are counted
    enabled: bool = True
    fixable: bool = False  # whether `nianbao fix` mends what it finds, where that is certain; its kind says how
    patterns: tuple[str, ...] = ()  # regular expressions, for the kinds that search text
    printed: tuple[str, ...] = ()  # of what they find, what the form itself prints: it can go beside what is written
    words: dict[str, tuple[str, ...]] = {}  # for the kinds that read prose, by names of nianbao.rulebook.kinds
    limits: dict[str, int] = {}  # where the kinds that draw a line draw it, by names likewise
    section: str | None = None  # the narrative section that its kind looks at
    figure: str | None = None  # and the figure: table and row


class Rulebook(_Entry, frozen=True):
    """An edition of the format, or an agency's own rulebook built on one."""

    id: str
    edition: str
    years: tuple[int, int | None]
    name: Text
    source: str
    sources: tuple[Source, ...]
    title: Title
    sections: tuple[Section, ...]
    tables: tuple[TableForm, ...]
    equations: tuple[Equation, ...]
    rules: tuple[Rule, ...]
    retired: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    prose_figures: tuple[ProseFigures, ...] = ()
    sentences: str | None = None  # the folder of templates/ with sentences for texts that nobody wrote
    aliases: tuple[tuple[str, ...], ...] = ()  # names of one and the same agency, for reports of different years
    roster: RosterFormat | None = None
    rollup: RollUp = RollUp()
    metrics: Metrics | None = None  # the dictionary of rates
    recognition: Recognition = Recognition()
    claims: Claims | None = None  # what prose can claim about the figures
    ledger: RegisterFormat | None = None  # the register that some of the figures are counted from
    supersedes: tuple[str, ...] = ()  # the editions whose tables agencies still submit under this one
    typography: Typography | None = None  # without it the Word file follows its template alone

    def section(self, section_id: str) -> Section:
        """The section of that id. Raises KeyError."""
        return _by_id(self.sections, section_id)

    def table(self, table_id: str) -> TableForm:
        """The table of that id. Raises KeyError."""
        return _by_id(self.tables, table_id)

    def caption(self, form: TableForm) -> str:
        """What a table is called where its section's heading does not say so: beside it on a web page."""
        named = self.typography.caption if self.typography else "{name}"
        return named.replace("{name}", form.name.zh)

    def rule(self, name: str) -> Rule:
        """The rule of that code or slug. Raises KeyError."""
        for rule in self.rules:
            if name in (rule.code, rule.slug):
                return rule
        raise KeyError(name)


class Leaf(Struct, frozen=True):
    """A row or column that holds figures, with the groups above it from the outermost in."""

    id: str  # the path of ids
    label: str
    groups: tuple[Row | Column, ...]
    item: Row | Column


def leaf_rows(block: TableBlock) -> tuple[Leaf, ...]:
    """The rows of figures of a block, from top to bottom."""
    return _leaves_of(block)[0]


def leaf_columns(block: TableBlock) -> tuple[Leaf, ...]:
    """The columns of figures of a block, from left to right."""
    return _leaves_of(block)[1]


@once_per(256)
def _leaves_of(block: TableBlock) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
    """The rows and the columns."""
    return tuple(_leaves(block.rows, (), ())), tuple(_leaves(block.columns, (), ()))


def _leaves(
    items: tuple[Row, ...] | tuple[Column, ...], groups: tuple[Row | Column, ...], path: tuple[str, ...]
) -> Iterator[Leaf]:
    for item in items:
        below = item.rows if isinstance(item, Row) else item.columns
        here = (*path, item.id) if item.id else path
        if below:
            yield from _leaves(below, (*groups, item), here)
        else:
            yield Leaf(".".join(here), item.label, groups, item)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _by_id(items: tuple[_N, ...], wanted: str) -> _N:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
