"""Figures that share their words and then have a number each: A、B分别为1件、2件; 许可、处罚决定120件和15件."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from nianbao.claims.clauses import COMMA, PAUSE, Item, Token
from nianbao.claims.lexicon import Lexicon
from nianbao.claims.match import ELSE, figures_named, read_words
from nianbao.claims.model import ClaimFigure
from nianbao.claims.settling import counts
from nianbao.claims.statements import Context, Frame, Statement
from nianbao.claims.stating import whose


def series_at(items: list[Item], n: int, frame: Frame, context: Context) -> list[Item]:
    """The numbers that share the words before the first of them.

    Without 分别 these must name as many figures as there are numbers.
    """
    distributive = any(w.is_("distributive") for w in items[n].lead)
    series = [items[n]]
    for item in items[n + 1 :]:
        bare = item.number is not None and all(
            (w.is_("fillers") and not (w.is_("set") or w.is_("totals"))) or w.text == "、" for w in item.lead
        )
        if not bare or item.mark > (COMMA if distributive else PAUSE) or any(item.before):
            break
        series.append(item)
    if len(series) < 2:
        return []
    return series if distributive or len(_heads(series[0].lead, frame, context)) == len(series) else []


def state_series(series: list[Item], frame: Frame, context: Context) -> None:
    """Each number states the figure in its place, where there are as many of the one as of the other."""
    lead = series[0].lead
    heads = _heads(lead, frame, context)
    sound = len(heads) == len(series) and not _doubtful(series, heads)
    for n, member in enumerate(series):
        assert member.number is not None
        found = Statement(member.number, member.place, member.place + 1, item=member, child=True, whose=whose(frame))
        if sound and counts(member, heads[n][0], context) and not frame.scope.foreign_to(member.number.value):
            figure, subject = heads[n]
            found.figures, found.subject, found.within = (figure.named(subject),), subject, figure.within
            found.start = lead[0].start
            found.strict = any(w.text in figure.strict for w in lead)
        context.found.append(found)
        frame.last = found


def _doubtful(series: list[Item], heads: list[tuple[ClaimFigure, str]]) -> bool:
    """Whether a word on either side of the numbers makes them something else: 许可、处罚立案120件和15件."""
    lead, tail = read_words(series[0].lead), read_words([w for item in series for w in item.tail])
    if lead.doubtful or lead.part or lead.unknown or lead.subject == ELSE or tail.doubtful or tail.subject == ELSE:
        return True
    words = [w for item in series for w in (*item.lead, *item.tail) if not w.is_("states")]
    return any(w.is_("unless:" + subject) and w.text not in f.despite for f, subject in heads for w in words)


def _heads(lead: list[Token], frame: Frame, context: Context) -> list[tuple[ClaimFigure, str]]:
    """The figures that the words before a series name, in order: of several subjects, or several of one."""
    lead = list(_unfolded(lead, context.lexicon))
    words = read_words(lead)
    if len(words.subjects) > 1:
        heads = []
        for subject in words.subjects:
            stated, _ = figures_named(words, subject)
            figure = stated[0] if stated else context.lexicon.bare.get(subject)
            if figure is not None:
                heads.append((figure, subject))
        return heads
    subject = words.subject or context.implied(words.states, frame)
    requests = context.roles.requests
    if not subject and requests and sum(f.group == "outcome" for f in figures_named(words, requests)[0]) > 1:
        subject = requests
    stated = figures_named(words, subject)[0]
    within = [f for f in stated if f.within]
    return [(f, subject) for f in within if len(within) > 1] or [(f, subject) for f in stated]


def _unfolded(lead: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    """The words with those who apply one by one: 自然人、法人或其他组织."""
    for word in lead:
        first, mark, second = word.text.partition("、")
        halves = [lexicon.entries.get(half) for half in (first, second)]
        if word.is_("fillers") and mark and all(half is not None and half.states for half in halves):
            middle = word.start + len(first)
            yield Token(first, word.start, middle, halves[0])
            yield Token(mark, middle, middle + 1, None)
            yield replace(word, text=second, start=middle + 1, entry=halves[1])
        else:
            yield word
