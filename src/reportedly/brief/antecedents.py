"""The sentence before a quotation that begins with "they": with it a reader knows who is meant."""

import re

from reportedly.brief.facts import Fact
from reportedly.records import Attribution, Claim, Hedge, Span

_PERSON = re.compile(r"(?:they|he|she|вони|він|вона|они|он|она|sie|er)\b", re.IGNORECASE)
"""Words for somebody told of before. "It" is left out: as often as not it stands for nothing."""
_POINTS_BACK = re.compile(
    r"\W*(?:(?:among other things|in addition|in it|there|then|so|here),? |(?:they|he|she|it|this|that|these|those|his"
    r"|her|their|its|such|вони|він|вона|воно|це|цей|ця|ці|його|її|їх|они|он|она|оно|это|этот|эта|эти|его|её|их|там|тут|здесь"
    r"|sie|er|es|dies\w*|das|ihr\w*|sein\w*)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…][\"”»]?\Z")
_LEAST_WORDS = 4
_OPEN, _CLOSE = "“„«", "”»"


def with_sentence_before(fact: Fact, spans: tuple[Span, ...], *, longest: int) -> Span | None:
    """Return a quotation with the sentence before it where its first word stands for somebody named there, else None.

    The sentence before has to be told by a claim of the same source that may be told of, deny nothing and point to
    nothing further back; both are at most `longest` code points long.
    """
    text, own = fact.reading.text, fact.claim.sentence
    if len(spans) != 1 or own is None or not _PERSON.match(text, spans[0].start):
        return None
    before = _before(fact, own)
    if before is None or text[own.start : spans[0].start].strip(" \"“„«'"):
        return None
    whole, printed = Span(before.start, spans[0].end), before.of(text)
    if len(whole) > longest or len(printed.split()) < _LEAST_WORDS or not _ENDS.search(printed):
        return None
    if _POINTS_BACK.match(printed) or not _balanced(printed) or not _balanced(whole.of(text)):
        return None
    return whole if _same_voice(fact, before) else None


def _before(fact: Fact, own: Span) -> Span | None:
    """Return the sentence right before one in its passage, None where a line or more lies between."""
    found = [s for s in (fact.passage.sentences if fact.passage else ()) if s.end <= own.start]
    if not found:
        return None
    between = fact.reading.text[found[-1].end : own.start]
    return found[-1] if not between.strip() and "\n" not in between else None


def _balanced(printed: str) -> bool:
    opened, closed = (sum(printed.count(mark) for mark in marks) for marks in (_OPEN, _CLOSE))
    return opened == closed and printed.count('"') % 2 == 0


def _same_voice(fact: Fact, before: Span) -> bool:
    """Say whether the claims of a sentence go back to whom a claim goes back to, and none of them is denied."""
    reading = fact.reading
    told = [c for c in reading.of(Claim) if c.sentence == before]
    if any(h.type in ("DEN", "UNV", "DIS") for c in told for h in reading.about(Hedge, c.id)):
        return False
    mine = _root(reading.first(Attribution, fact.id), reading.text)
    return bool(told) and all(_root(reading.first(Attribution, c.id), reading.text) == mine for c in told)


def _root(chain: Attribution | None, text: str) -> str:
    """Return who stands at the end of a chain, as printed or by its id; "" for the text itself and for nobody."""
    if chain is None or chain.root_status in ("author", "none") or not chain.links:
        return ""
    last = chain.links[-1]
    span = last.span or last.antecedent
    return last.source or (span.of(text).casefold() if span else "")
