"""The structure of a sentence: words, numbers with the words before and behind them, clauses, brackets.

A number's `lead` is what stands before it in its own clause, its `tail` what stands between it and the next mark;
`before` are the clauses between the number before and the lead. A bracket right behind a number belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from nianbao.claims.lexicon import NOISE, NUMBER, SIGNS, STOPS, Entry, Lexicon
from nianbao.claims.numbers import Canon, Number
from nianbao.claims.shorts import spell_out

# The marks between two numbers by their strength: 、 or a conjunction; a comma; a semicolon or colon.
PAUSE, COMMA, SEMICOLON = 1, 2, 3
# A sentence with more numbers is no report's.
MAX_NUMBERS = 120


class Token(Struct, frozen=True):
    """A word, a mark, a number's sign, or a run of unknown characters (no entry), with its place in the canon."""

    text: str
    start: int
    end: int
    entry: Entry | None
    # It stands in a bracket without a number: 其他素材（含视频）34条.
    aside: bool = False

    def is_(self, role: str) -> bool:
        """Whether the word can play a role."""
        return self.entry is not None and role in self.entry.roles

    @property
    def known(self) -> bool:
        """Whether the lexicon has the word, or it is a sign or a mark."""
        return self.entry is not None or not ("\u4e00" <= self.text[0] <= "\u9fff" or self.text[0].isalpha())


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """The words of a canonical sentence, cut so that the fewest characters stay unknown, then in the fewest words.

    Unknown characters are gathered in runs, with a word of one character that stands in the midst of them: it is a
    piece of another word there (公共服务 holds no 共).
    """
    chosen = _cut(text, lexicon)
    found: list[Token] = []
    place, size, unknown = 0, len(text), -1
    while place < size:
        hit = chosen[place]
        if not _is_sign(text[place]) and (hit is None or (unknown >= 0 and _inside(place, hit, text, chosen))):
            unknown = place if unknown < 0 else unknown
            place += 1
            continue
        if unknown >= 0:
            found.append(Token(text[unknown:place], unknown, place, None))
            unknown = -1
        end = place + len(hit or " ")
        found.append(Token(text[place:end], place, end, lexicon.entries[hit] if hit else None))
        place = end
    if unknown >= 0:
        found.append(Token(text[unknown:], unknown, size, None))
    return _with_heads(found)


def _with_heads(words: list[Token]) -> list[Token]:
    """Each word together with the heads behind it that belong to it: 依申请公开 + 的 + 事项 is one noun."""
    found: list[Token] = []
    for word in words:
        whole = next((n for n in range(len(found) - 1, -1, -1) if not found[n].is_("links")), -1)
        head = whole >= 0 and len(found) - whole < 4 and found[whole].entry
        if head and word.text in head.heads:
            found[whole:] = [Token(found[whole].text, found[whole].start, word.end, head)]
        else:
            found.append(word)
    return found


def _inside(place: int, word: str, text: str, chosen: list[str | None]) -> bool:
    """Whether a word behind unknown characters is one character with unknown ones behind it as well."""
    after = place + 1
    return len(word) == 1 and after < len(text) and chosen[after] is None and not _is_sign(text[after])


def _is_sign(char: str) -> bool:
    return char in STOPS or char in "()、<>[]" or "\ue000" <= char <= NOISE


def _cut(text: str, lexicon: Lexicon) -> list[str | None]:
    """For each place the word to take there, if a word begins there; worked out from the end.

    An unknown character costs more than any word, so the fewest stay unknown; then the fewest words are taken.
    """
    size = len(text)
    costs = [0] * (size + 1)
    chosen: list[str | None] = [None] * size
    pairs, entries = lexicon.pairs, lexicon.entries
    for place in range(size - 1, -1, -1):
        single = text[place] if text[place] in entries else None
        best = costs[place + 1] + (
            20 if single is None and text[place] > "\u3001" and not "\ue000" <= text[place] <= NOISE else 1
        )
        hit = single
        for word in pairs.get(text[place : place + 2], ()):
            length = len(word)
            if (length == 2 or text.startswith(word, place)) and costs[place + length] + 1 <= best:
                best, hit = costs[place + length] + 1, word
        costs[place], chosen[place] = best, hit
    return chosen


class Item(Struct):
    """A number, or the end of its frame (`number` None), with the words that belong to it."""

    number: Number | None
    place: int  # of its sign in the canon
    before: list[list[Token]] = field(default_factory=list)
    lead: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)
    # The strongest mark since the number before, 0 without one.
    mark: int = 0
    # A colon stands behind the number before, at once or after a word that opens a list (254条信息由三部分组成：).
    colon: bool = False
    brackets: list[list[Item]] = field(default_factory=list)

    @property
    def gap(self) -> Iterator[Token]:
        """All words since the number before, its tail left out."""
        for clause in self.before:
            yield from clause
        yield from self.lead


def items(canon: Canon, lexicon: Lexicon) -> list[Item]:
    """The items of a sentence outside brackets, each with those in its own; the last one has no number."""
    if len(canon.numbers) > MAX_NUMBERS:
        return []
    words = tokens(canon.text, lexicon)
    spell_out(words, lexicon)
    return _Reader(_with_terse(words, lexicon), canon.numbers).frame([])


def _with_terse(words: list[Token], lexicon: Lexicon) -> list[Token]:
    """With the words of one character that begin a clause and have their number right behind them: 收18件，结17件."""
    for n, word in enumerate(words[:-1]):
        if word.entry is None and word.text in lexicon.terse and words[n + 1].text == NUMBER and _begins(words, n):
            words[n] = replace(word, entry=lexicon.terse[word.text])
    return words


def _begins(words: list[Token], n: int) -> bool:
    """Whether nothing but small words and times stand before a word in its clause."""
    while n and not (words[n - 1].text in STOPS or words[n - 1].text in "(、"):
        n -= 1
        if not (words[n].is_("fillers") or words[n].text in SIGNS):
            return False
    return True


class _Reader:
    """Walks the tokens once, into brackets and out."""

    def __init__(self, words: list[Token], numbers: list[Number]) -> None:
        self.words = words
        self.numbers = iter(numbers)
        self.place = 0

    def frame(self, lead: list[Token], depth: int = 0) -> list[Item]:
        """The items up to the bracket that closes this frame; `lead` is what the first number continues."""
        found: list[Item] = []
        gap = list(lead)
        while self.place < len(self.words):
            word = self.words[self.place]
            self.place += 1
            if word.text == ")" and depth:
                break
            if word.text == NUMBER:
                found.append(_item(found, gap, next(self.numbers), word.start))
                gap = []
            elif word.text == "(" and depth < 3:
                self._bracket(found, gap, depth)
            else:
                gap.append(word)
        found.append(_item(found, gap, None, gap[-1].end if gap else 0))
        return found

    def _bracket(self, found: list[Item], gap: list[Token], depth: int) -> None:
        """A bracket: a number's own list, a number by itself as if without bracket, or words only."""
        words, behind_number = self.words, bool(found) and _only_tail(gap)
        alone = not behind_number and [w.text for w in words[self.place : self.place + 2]] == [NUMBER, ")"]
        if alone:
            del words[self.place + 1]
            return
        lead = [] if behind_number else _own_clause(gap)
        inner = self.frame(lead, depth + 1)
        if behind_number:
            found[-1].brackets.append(inner)
        elif len(inner) > 1:
            found.append(Item(None, 0, brackets=[inner]))
        else:
            gap += (replace(w, aside=True) for w in islice(inner[-1].gap, len(lead), None))


def _only_tail(gap: list[Token]) -> bool:
    return not any(w.text in STOPS or w.text == "、" for w in gap) and sum(len(w.text) for w in gap) <= 2


def _own_clause(gap: list[Token]) -> list[Token]:
    for n in range(len(gap) - 1, -1, -1):
        if gap[n].text in STOPS:
            return gap[n + 1 :]
    return list(gap)


def _item(found: list[Item], gap: list[Token], number: Number | None, place: int) -> Item:
    """The item of a number: its gap is cut into the tail of the number before, clauses, and its lead."""
    clauses: list[list[Token]] = [[]]
    mark = 0
    for word in gap:
        if word.text in STOPS:
            mark = max(mark, COMMA if word.text == "," else SEMICOLON)
            clauses.append([])
        else:
            clauses[-1].append(word)
    previous = found[-1] if found and found[-1].number else None
    if previous is not None:
        joined = [n for n, w in enumerate(clauses[0]) if w.text == "、"]
        if joined:
            mark = max(mark, PAUSE)
            clauses[:1] = [clauses[0][: joined[0]], clauses[0][joined[0] + 1 :]]
        if len(clauses) > 1 or number is None:
            previous.tail = clauses.pop(0)
        elif within := _within_it(clauses[0]):
            previous.tail, clauses[0] = clauses[0][:within], clauses[0][within:]
    lead = clauses.pop() if clauses and number is not None else []
    stop = next((n for n, word in enumerate(gap) if word.text in STOPS), -1)
    colon = previous is not None and stop >= 0 and gap[stop].text == ":" and (not stop or gap[stop - 1].is_("opening"))
    return Item(number, place, before=clauses, lead=lead, mark=mark, colon=colon)


def _only_names(word: Token) -> bool:
    """Whether a word states nothing, nor says that the next one is among what was named."""
    return word.text not in SIGNS and not any(map(word.is_, ("states", "actions", "publishing", "among", "opening")))


def _within_it(words: list[Token]) -> int:
    """How many words behind a number name what it counts, of which the next number is a part: 23件申请中有5件."""
    nouns = 0
    while nouns < len(words) and (
        words[nouns].is_("noun") or words[nouns].is_("weak-noun") or _only_names(words[nouns])
    ):
        nouns += 1
    return nouns + 1 if nouns and nouns < len(words) and words[nouns].is_("among") else 0
