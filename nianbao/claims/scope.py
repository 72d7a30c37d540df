"""Whose count a number is, and of which time: only the agency's own count of the report's year is compared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from nianbao.claims.clauses import Token
from nianbao.claims.lexicon import FAR, LAST, NEXT, SPAN, THIS
from nianbao.claims.match import joins
from nianbao.claims.model import Bodies, Whose

_FROM = frozenset(("由", "从", "自"))
_IS = frozenset(("为", "是", "系", "属", "属于"))
_ELSEWHEN = frozenset((LAST, NEXT, FAR, SPAN))


class Scope:
    """Follows a sentence word by word; `foreign` says that a number here is not the agency's own of this year.

    What the office of a government counts is neither foreign nor the government's: see `of_office`.

    Unsure counts as foreign: without the agency's name nobody knows whether 全市 is its own area.
    """

    def __init__(self, bodies: Bodies, agency: str | None, area: str | None) -> None:
        self.bodies = bodies
        self.agency, self.area = agency or "", area
        self.elsewhen = False
        self.spanning = False  # … of a time that holds the report's year: 历年
        self.compared = False  # … of last year, from which the count came to this year's: 由上年的15件增至20件
        self.another = False
        self.area_wide = False  # for everybody in the area that the agency governs
        self.of_office = False  # for the office or own part (本级) of the government whose report it is

    @property
    def whose(self) -> Whose:
        """Whose a number here is, where it is not foreign."""
        return "office" if self.of_office else "area" if self.area_wide else ""

    @property
    def foreign(self) -> bool:
        """Whether the words read so far speak of another body, time or plan."""
        return self.elsewhen or self.another

    def foreign_to(self, value: Decimal) -> bool:
        """Whether a number is not the agency's own of this year; what was nought in all years was so in this one."""
        return self.another or (self.elsewhen and (value != 0 or not self.spanning))

    def copy(self) -> Scope:
        """A scope that begins as this one stands and goes its own way."""
        other = Scope(self.bodies, self.agency, self.area)
        other.elsewhen, other.another = self.elsewhen, self.another
        other.spanning, other.compared = self.spanning, self.compared
        other.area_wide, other.of_office = self.area_wide, self.of_office
        return other

    def read(self, clause: Iterable[Token]) -> None:
        """Takes in the words of a clause."""
        named = beside = planned = False
        previous: Token | None = None
        clause = list(clause)
        for n, word in enumerate(clause):
            planned = planned or word.is_("plans")  # 计划全年收到
            if (word.text == THIS and not planned) or (word.is_("arrivals") and self.compared):
                self.elsewhen = self.compared = self.spanning = False
            elif word.text in _ELSEWHEN or word.is_("times") or word.is_("plans"):
                self.elsewhen = not beside  # 全年及历年均未收到 tells of the year, too
                self.spanning = word.is_("spanning")
                self.compared = word.text == LAST and previous is not None and previous.text in _FROM
            beside = joins(word) and previous is not None and previous.text == THIS
            previous = word
            if not (word.is_("others") and (_with_everybody(clause, n) or _says_what_it_is(clause, n))):
                named = self._body(word, named)
            if word.entry is None and self._place_otherwise(word.text) and _acts(clause[n + 1 : n + 2]):
                self.another = True

    def _body(self, word: Token, named: bool) -> bool:
        """Takes in who acts; a body named as another stays so to the end of the clause."""
        if word.entry is None:
            if self._named_otherwise(word.text):
                self.another = True
        elif word.is_("others") and not self.is_own_name(word.text):
            self.another = named = True
        elif word.is_("offices") and self._governs():
            self.another = self.area_wide = False
            named = self.of_office = True
        elif named:
            pass
        elif word.is_("own"):
            self.another = self.of_office = False
        elif word.is_("areas"):
            self._take_area(self._governs(word.text[1:]))
        elif word.is_("everybody"):
            self._take_area(self._governs())
        return named

    def _take_area(self, own: bool) -> None:
        self.another = not own
        self.area_wide, self.of_office = own, False

    def is_own_name(self, text: str) -> bool:
        """Whether unknown characters are the agency's own name, or what its name ends in."""
        return len(text) > 1 and self.agency.endswith(text)

    def _holds(self, text: str) -> bool:
        """Whether the agency's name has all the characters in their order."""
        characters = iter(self.agency)
        return all(char in characters for char in text)

    def _governs(self, kind: str = "") -> bool:
        """Whether the agency governs an area: of that kind, where one is given."""
        return self.area is not None and self.area.endswith(kind)

    def _place_otherwise(self, text: str) -> bool:
        """Whether a run of unknown characters names a part of the area that a government governs: 枫汀县."""
        return len(text) > 2 and text.endswith(self.bodies.places) and self._governs() and not self._holds(text[-3:])

    def _named_otherwise(self, text: str) -> bool:
        """Whether a run of unknown characters ends in the name of an agency that is certainly not this one.

        An agency is also called by characters of its name in their order (住房和城乡建设局: 住建局). Another name is
        another agency in the report of a government, and where it is given as a neighbour of this one (县公安局 in
        the report of a county's bureau); else it is taken for this one, since titles are often cut or wrong.
        """
        suffix = next((s for s in self.bodies.names if text.endswith(s)), "")
        if not self.agency or not suffix or len(text) == len(suffix):
            return False
        if self._holds(text[-len(suffix) - 2 :]):
            return False
        return self._governs() or (text[0] in self.bodies.levels and text[0] in self.agency)


def _acts(words: list[Token]) -> bool:
    """Whether the word behind a name says what it did, or how much: 枫汀县收到, 枫汀县共收到."""
    return any(w.is_("states") or w.is_("totals") for w in words)


def _with_everybody(clause: list[Token], n: int) -> bool:
    """Whether a body is only one of all in the area: 各乡镇、各部门."""
    beside = clause[n + 2 : n + 3] if clause[n + 1 : n + 2] and joins(clause[n + 1]) else []
    return any(w.is_("everybody") for w in beside)


def _says_what_it_is(clause: list[Token], n: int) -> bool:
    """Whether the last words only say what the agency is: 本局为参公事业单位."""
    own = next((place for place, w in enumerate(clause[:n]) if w.is_("own")), n)
    return n == len(clause) - 1 and any(w.text in _IS for w in clause[own:n])
