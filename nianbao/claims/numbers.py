"""Numbers in a sentence, and what only looks like one: years, dates, documents' numbers, percentages, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from nianbao.claims.alphabet import Alphabet, PlacedMatch
from nianbao.claims.lexicon import FAR, LAST, NEXT, NOISE, NUMBER, SPAN, THIS
from nianbao.claims.model import Claims, Slogans
from nianbao.numerals import DIGITS, NUMERAL, NUMERALS
from nianbao.text import chinese_number

COUNTING = f"零〇○两{NUMERALS}百千"
_CIRCLED = "".join(map(chr, range(0x2460, 0x2474)))  # ① to ⑳
_YEAR = rf"(?:(?:19|20)\d\d|二[零〇○0]二[零〇○{DIGITS}])年度?"
_DAY = r"\d{1,2}月(?:\d{1,2}[日号]?|份|底|末|初|[上中下]旬)?"


_FIRST_DAYS = frozenset(("1月1日", "1月"))
_LAST_DAYS = frozenset(("12月31日", "12月底", "12月末", "12月"))
_UP_TO = ("截至", "截止", "至", "截止到", "截至到")


class Number(Struct, frozen=True):
    """A count or an amount in prose; every value between `low` and `high` agrees with it."""

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    money: bool

    @property
    def exact(self) -> bool:
        """Whether the text gives it to the last unit."""
        return self.low == self.high


class NumberPattern(Struct, frozen=True):
    """The pattern of everything in a sentence that holds a number or names a year, and the tables to read it by."""

    atoms: re.Pattern[str]
    counts: re.Pattern[str]  # finds a sentence with a number that may be a count
    denials: frozenset[str]  # characters that words begin with that may deny
    alphabet: Alphabet  # texts are put into it for the patterns
    years: dict[str, str]
    scales: dict[str, int]
    money: dict[str, int]
    measures: frozenset[str]
    leaning: dict[str, Literal["below", "about", "above"]]
    not_numerals: tuple[str, ...]
    slogans: Slogans
    titles: frozenset[str]  # nouns that can stand in 《》: 《政府信息公开申请表》
    carried: tuple[str, ...]
    carried_to: tuple[str, ...]
    not_one: tuple[str, ...]

    def denies_one(self, match: PlacedMatch) -> bool:
        """Whether 一件 is the end of a word that denies: 没有一件."""
        return match.string.endswith(self.not_one, 0, match.end())


def _any(words: Iterable[str]) -> str:
    """Any of the words, longer ones first; those of one character as one class, which compiles much faster."""
    longer = sorted({w for w in words if len(w) > 1}, key=lambda word: (-len(word), word))
    single = "".join(sorted(w for w in words if len(w) == 1))
    return "|".join([*map(re.escape, longer), *([f"[{re.escape(single)}]"] if single else [])])


def pattern(book: Claims) -> NumberPattern:
    """The pattern of a rulebook, compiled."""
    years = {
        w: s for words, s in ((book.years.last, LAST), (book.years.this, THIS), (book.years.next, NEXT)) for w in words
    }
    before, after = book.approximate.before, book.approximate.after
    lean, scale = _any(after), _any(book.scales)
    counted = {*book.counters, *book.units, *book.money}
    unit = _any({*book.counters, *book.units, *book.measures, *book.money})
    count = _any({*book.numeral_counters, *book.money})
    first = "".join(sorted({w[0] for w in (*years, *before)}))
    atoms = rf"""(?=[\d\[<("①{COUNTING}第{first}])(?:
        (?P<ref><[^<>]{{0,80}}>|\[\d{{4}}\](?:第)?\d{{1,5}}号|第[\d{COUNTING}]{{1,6}}(?![方季])|\d{{1,6}}号[令文]?
           |\((?:\d{{1,2}}|{NUMERAL})\)|[①]|(?<![^,;:。])\d{{1,2}}[.、](?!\d)
           |\d{{1,15}}(?:\.\d+)?[%万]?(?:[-~:/至到]\d{{1,15}}(?:\.\d+)?[%万]?)+(?:{unit})?|\d{{16,}}\S?)
      |(?P<date>(?:(?P<from>{_YEAR})?(?P<since>{_DAY})|{_YEAR}初)起?(?:[-~至到](?P<to>{_YEAR})?(?:同年|当年)?(?P<until>{_DAY}))?(?:止|期间)?)
      |(?P<year>{_YEAR})(?:全年|以来|年内|底|末|期间)?
      |(?P<word>{_any(years)})
      |(?P<pre>{_any(before)})?(?:
           (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d{{1,15}})(?P<part>\.\d{{1,15}})?(?P<mid>{lean})?(?P<scale>{scale})?(?P<over>{lean})?(?P<unit>{unit})?
         |(?P<numeral>[{COUNTING}]{{1,12}}(?:万[{COUNTING}]{{0,9}})?)(?P<some>{lean})?(?P<counter>{count})
         |(?P<nought>零)(?=[,;:。)、]|$))(?P<post>{lean})?)"""
    figure = rf"\d(?:{lean})?(?:{scale})?(?:{lean})?|[{COUNTING}](?:{lean})?"
    counts = rf"(?:{figure})(?:{_any(counted)})|\d(?=[,;:。)(、]|$)|零(?=[,;:。)、]|$)"
    alphabet = Alphabet((atoms, counts), same=(_CIRCLED,))
    return NumberPattern(
        atoms=alphabet.compile(atoms, re.VERBOSE | re.ASCII),
        counts=alphabet.compile(counts, re.ASCII),
        denials=frozenset(w[0] for w in (*book.negations, *book.not_one, *book.zeros)),
        alphabet=alphabet,
        years=years,
        scales=book.scales,
        money=book.money,
        measures=frozenset(book.measures),
        leaning={**before, **after},
        not_numerals=book.not_numerals,
        slogans=book.slogans,
        titles=frozenset(noun for subject in book.subjects for noun in subject.nouns),
        carried=book.years.carried,
        carried_to=book.years.carried_to,
        not_one=book.not_one,
    )


class Canon(Struct, frozen=True):
    """A sentence with every number, year and reference as one sign; `places` are the offsets of its characters.

    `places` has one more entry, the sentence's end; `numbers` are in the order of their signs.
    """

    text: str
    places: list[int]
    numbers: list[Number]


def canonical(sentence: str, pattern: NumberPattern, year: int | None) -> Canon:
    """The canonical form of a levelled sentence without blanks; `year` is the report's, where it is known."""
    pieces: list[str] = []
    places: list[int] = []
    numbers: list[Number] = []
    last = 0
    for found in pattern.atoms.finditer(pattern.alphabet.put(sentence)):
        match = PlacedMatch(found, sentence)
        sign = _sign(match, pattern, year, numbers)
        if not sign:
            continue
        start, end = match.span()
        pieces += (sentence[last:start], sign)
        places += range(last, start)
        places += range(start + 1, start + 1 + len(sign)) if len(sign) > 1 else (start,)
        last = end
    pieces.append(sentence[last:])
    places += range(last, len(sentence) + 1)
    return Canon("".join(pieces), places, numbers)


def _sign(match: PlacedMatch, pattern: NumberPattern, year: int | None, numbers: list[Number]) -> str:
    """What stands for a match: a sign, the words of a title that is a noun itself, or "" to leave it as it is."""
    if match["ref"]:
        title = match["ref"][1:-1]
        return title if match["ref"][0] == "<" and title in pattern.titles else NOISE
    if match["word"]:
        return pattern.years[match["word"]]
    if match["date"]:
        return _date_sign(match, year)
    if match["year"]:
        return _year_sign(match, pattern, year)
    number = _counted(match, pattern) if match["digits"] else _written(match, pattern)
    if number is None:
        return NOISE if match["digits"] else ""
    numbers.append(number)
    return NUMBER


def _year_of(text: str) -> int:
    digits = text[:4]
    return int(digits) if digits.isdigit() else chinese_number(digits) or 0


def _relation(year: int, own: int) -> str:
    return {0: THIS, -1: LAST, 1: NEXT}.get(year - own, FAR)


def _year_sign(match: PlacedMatch, pattern: NumberPattern, own: int | None) -> str:
    if own is not None:
        return _relation(_year_of(match["year"]), own)
    # Without the report's year, the direction of a carry-over still tells the year before from the year after.
    before, after = match.string[max(0, match.start() - 4) : match.start()], match.string[match.end() : match.end() + 3]
    if any(word in after for word in pattern.carried):
        return LAST
    return NEXT if any(word in before for word in pattern.carried_to) else THIS


def _date_sign(match: PlacedMatch, own: int | None) -> str:
    """A whole year's period is that year, a date of the next year that year; any other is a part of one."""
    named = match["from"] or match["to"]
    if own is not None and match["from"] and not match["until"] and _year_of(named) == own + 1:
        return NEXT
    if (match["until"] or match["since"] or "") not in _LAST_DAYS:
        return SPAN
    begins = match["since"] in _FIRST_DAYS
    if not (begins if match["until"] else match.string.endswith(_UP_TO, 0, match.start())):
        return SPAN
    return _relation(_year_of(named), own) if own is not None and named else THIS


def _counted(match: PlacedMatch, pattern: NumberPattern) -> Number | None:
    """The number of digits; None for a measure, or digits that count nothing."""
    unit = match["unit"] or ""
    if unit in pattern.measures or (not unit and _is_word(match.string[match.end() : match.end() + 1])):
        return None
    stated = Decimal(match["digits"].replace(",", "") + (match["part"] or ""))
    scale = pattern.scales.get(match["scale"] or "", 1)
    leans = [pattern.leaning[match[g]] for g in ("pre", "mid", "over", "post") if match[g]]
    if unit in pattern.money:
        value = stated * scale * pattern.money[unit]
        return Number(value, *_range(value, _round_step(value), leans), unit, money=True)
    value = stated * scale
    if scale == 1:
        return Number(value, *_range(value, _round_step(value), leans), unit, money=False)
    last = _last_place(stated) * scale
    low, high = _range(value, last, leans) if leans else (value - last, value + last)
    return Number(value, low, high, unit, money=False)


def _written(match: PlacedMatch, pattern: NumberPattern) -> Number | None:
    """The number of a Chinese numeral; None where the characters are none (一件事, 一起推进)."""
    unit = match["counter"] or ""
    numeral = match["numeral"] or match["nought"]
    together = numeral == "一" and unit == "起" and _is_word(match.string[match.end() : match.end() + 1])
    if together or match.string.startswith(pattern.not_numerals, match.start("numeral") if unit else match.start()):
        return None
    if numeral == "一" and unit and (pattern.denies_one(match) or _in_slogan(match, numeral + unit, pattern.slogans)):
        return None
    stated = chinese_number(numeral)
    if stated is None or (len(numeral) > 1 and not numeral.strip("零〇○")):  # ○○件 is still to be filled in
        return None
    value = Decimal(stated * pattern.money.get(unit, 1))
    leans = [pattern.leaning[match[g]] for g in ("pre", "some", "post") if match[g]]
    return Number(value, *_range(value, _round_step(value), leans), unit, money=unit in pattern.money)


def _in_slogan(match: PlacedMatch, one: str, slogans: Slogans) -> bool:
    """Whether 一件 counts nothing: 办好每一件申请, 答复一件、满意一件, 办结一件申请、解决一个问题."""
    text, start = match.string, match.start("numeral")
    begin = max(text.rfind(mark, 0, start) for mark in ",;:。") + 1
    end = min((n for mark in ",;。" if (n := text.find(mark, start)) >= 0), default=len(text))
    before, after = text[begin:start], text[start + len(one) : end]
    if any(map(before.__contains__, slogans.before)) or any(map(after.__contains__, slogans.after)):
        return True
    return (one in before or one in after) and not any(map((before + after).__contains__, slogans.counts))


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _last_place(stated: Decimal) -> Decimal:
    exponent = stated.as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


def _round_step(stated: Decimal) -> Decimal:
    """What 余 leaves open: the unit of the last digit that is not nought (120余: 10; 300多: 100; 12多: 1)."""
    digits = str(int(stated))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")) if stated else 0)


def _range(value: Decimal, step: Decimal, leans: Sequence[str]) -> tuple[Decimal, Decimal]:
    """The values that agree with a number said to be approximate; without such a word only the number itself.

    余 and 超过 allow all up to the next round number (120余: 120 to 129), 近 a tenth less, 约 a tenth either way. A
    count in 万 was rounded or cut at its last digit, so it allows one unit of that digit either way (5.2万: 51,000 to
    53,000), and with 余 one unit more (52,000 to 52,999).
    """
    if not leans:
        return value, value
    tenth = max(Decimal(1), value / 10)
    if leans[-1] == "about":
        return value - tenth, value + tenth
    return (value - tenth, value) if leans[-1] == "below" else (value, value + max(step - 1, Decimal(1)))
