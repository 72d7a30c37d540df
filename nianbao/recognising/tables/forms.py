"""The rulebook's wordings in the normal form in which they are compared, made once for each rulebook."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from nianbao.memo import once_per
from nianbao.recognising.words import label_key
from nianbao.rulebook.equations import CellRef
from nianbao.rulebook.model import (
    Column,
    Leaf,
    Row,
    Rulebook,
    Section,
    TableBlock,
    TableForm,
    leaf_columns,
    leaf_rows,
)
from nianbao.text import normalise


class Header(Struct, frozen=True):
    """A header of a block: its column or group, the path of its ids, whether figures stand right below it."""

    column: Column
    id: str | None
    leaf: bool


class BlockForm:
    """One block of a table with its rows, columns and their wordings ready to compare."""

    def __init__(self, block: TableBlock) -> None:
        self.block = block
        self.label = label_key(block.label)
        self.corner = label_key(block.corner)
        self.rows = leaf_rows(block)
        self.columns = leaf_columns(block)
        self.row_words = [wordings(leaf.item) for leaf in self.rows]
        self.row_labels = tuple(words[0] for words in self.row_words if words and words[0])
        self.column_words = [wordings(leaf.item) for leaf in self.columns]
        # Headers in the order in which they are read: line by line, groups before what is below them.
        self.headers: list[Header] = list(_by_depth(block.columns))
        self.opening = _opening(self.rows)
        self.group_keys = frozenset(label_key(group.label) for leaf in self.rows for group in leaf.groups)

    @cached_property
    def header_words(self) -> list[list[str]]:
        """The wordings of `headers`, in their order."""
        return [wordings(header.column) for header in self.headers]

    @cached_property
    def known_headers(self) -> frozenset[str]:
        """All wordings of `headers`."""
        return frozenset(word for words in self.header_words for word in words)

    @cached_property
    def frame_words(self) -> frozenset[str]:
        """All wordings that stand around the figures: of headers, of the corner and above the block."""
        return (self.known_headers | {self.corner, self.label}) - {""}

    @cached_property
    def group_words(self) -> frozenset[str]:
        """The wordings of headers that have others below them."""
        leaves = {word for words in self.column_words for word in words}
        return frozenset(word for words in self.header_words for word in words) - leaves


class Layout(Struct, frozen=True):
    """How a table is set in which nothing is wrong: its rows, and in which of its cells, from 0, each figure is."""

    rows: tuple[str, ...]
    figures: dict[CellRef, int]


class Form:
    """One statutory table ready to compare."""

    def __init__(self, table: TableForm) -> None:
        self.table = table
        self.blocks = [BlockForm(block) for block in table.blocks]
        self.layouts: dict[object, Layout] = {}  # of tables that were read by the form, see `layouts`
        self.size = sum(len(block.rows) for block in self.blocks)
        self.row_words = frozenset(w for b in self.blocks for ws in b.row_words for w in ws if w)
        # How many figures a row without a label has, 0 where each row has one.
        self.unlabelled = max(
            (len(b.columns) for b in self.blocks if not all(leaf.label for leaf in b.rows)), default=0
        )
        words = [w for b in self.blocks for ws in (*b.row_words, *b.header_words) for w in ws]
        groups = [label_key(g.label) for b in self.blocks for leaf in b.rows for g in leaf.groups]
        frames = [w for b in self.blocks for w in (b.label, b.corner)]
        self.vocabulary = frozenset(w for w in (*words, *groups, *frames) if w)
        self.row_print = "".join(piece for b in self.blocks for piece in _row_print(b))
        # Everything the table prints, to tell a line of it from prose.
        self.print = "".join(
            piece for b in self.blocks for piece in (b.label, b.corner, *(w[0] for w in b.header_words), *_row_print(b))
        )


class Forms:
    """A rulebook's sections and tables ready to compare."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.tables = [Form(table) for table in rulebook.tables]
        self.sections = [(s, normalise(s.heading), frozenset(map(normalise, s.known_as))) for s in rulebook.sections]
        self.exact: dict[str, Section] = {
            normalise(words): s for s in rulebook.sections for words in (s.heading, *s.notice)
        }
        self.known: dict[str, Section] = {
            known: section for section, _, all_known in self.sections for known in all_known
        }
        self.blanks = frozenset(normalise(s.blank) for s in rulebook.sections if s.blank)
        self.official_titles = frozenset(f"{s.number}、{words}" for words, s in self.exact.items())
        # Every heading with its number, the longest first, so that none is taken for the beginning of another.
        titles = {f"{s.number}、{words}": s for known in (self.exact, self.known) for words, s in known.items()}
        self.titles = dict(sorted(titles.items(), key=lambda item: -len(item[0])))
        shared: dict[str, int] = {}
        for form in self.tables:
            for word in form.vocabulary:
                shared[word] = shared.get(word, 0) + 1
        # What only one table says: seeing it tells which table it is.
        self.telling = {word for word, tables in shared.items() if tables == 1}

    def section_of(self, words: str) -> Section | None:
        """The section that has these words as its heading, official or known to be wrong."""
        return self.exact.get(words) or self.known.get(words)

    def is_table_text(self, key: str) -> bool:
        """Whether the text is a piece of what some table prints."""
        return any(key in form.print for form in self.tables)


@once_per()
def forms_of(rulebook: Rulebook) -> Forms:
    """The Forms of a rulebook."""
    return Forms(rulebook)


def wordings(item: Row | Column) -> list[str]:
    """The official key of a label first, then its accepted and its known wrong ones."""
    return [label_key(w) for w in (item.label, *item.accept, *item.known_as)]


def _by_depth(columns: tuple[Column, ...]) -> list[Header]:
    headers: list[Header] = []
    line: list[tuple[Column, str]] = [(column, "") for column in columns]
    while line:
        below: list[tuple[Column, str]] = []
        for column, path in line:
            here = ".".join(filter(None, (path, column.id or "")))
            headers.append(Header(column, here or None, not column.columns))
            below.extend((child, here) for child in column.columns)
        line = below
    return headers


def _opening(rows: tuple[Leaf, ...]) -> list[list[tuple[Row, str | None]]]:
    """For each row of figures the groups that begin with it, outermost first, with their ids."""
    opening: list[list[tuple[Row, str | None]]] = []
    before: tuple[Row | Column, ...] = ()
    for leaf in rows:
        begun: list[tuple[Row, str | None]] = []
        path = ""
        for depth, group in enumerate(leaf.groups):
            path = ".".join(filter(None, (path, group.id or "")))
            assert isinstance(group, Row)
            if depth >= len(before) or before[depth] is not group:
                begun.append((group, path or None))
        opening.append(begun)
        before = leaf.groups
    return opening


def _row_print(block: BlockForm) -> list[str]:
    return [
        label_key(label)
        for leaf, begun in zip(block.rows, block.opening, strict=True)
        for label in (*(group.label for group, _ in begun), leaf.label)
    ]
