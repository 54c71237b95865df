"""From a source as a reader marks it, with every clause that describes it, to the phrase that names it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from reportedly.records import Relation, Span
from reportedly.stages.attribution.phrases import phrase_after
from reportedly.stages.attribution.tokens import Token
from reportedly.stages.attribution.units import Unit

_RELATIVE = frozenset(("who", "which", "that", "whose", "whom", "familiar", "close"))


def narrowed(relation: Relation, units: Sequence[Unit]) -> Relation:
    """Return the relation with its source cut before a clause: "a memo" of "a memo seen by the agency".

    What is cut off may name a further source ("seen by", "who spoke to"), which the carrier rules look for
    beside the phrase. Appositions that describe the source stay.
    """
    source = tuple(_giver(span, units) or _core(span, units) for span in relation.source)
    return relation if source == relation.source else replace(relation, source=source)


_TIDINGS = re.compile(
    r"(?:.*\b(?:is|are|was|were|been|be|receive[sd]?|includ(?:es?|ed|ing)) )?"
    r"(?P<source>(?:(?:some|several|many|further|new|recent|initial|unconfirmed|credible|local|media) )*"
    r"(?:reports|allegations)) (?:of|that)",
    re.IGNORECASE | re.DOTALL,
)


def with_tidings(relation: Relation, text: str) -> Relation:
    """Return a relation without a source that tells of reports with these as its source: "has been reports of"."""
    if relation.source or relation.anaphoric or len(relation.cue) > 1:
        return relation
    cue = relation.cue[0]
    match = _TIDINGS.fullmatch(text, cue.start, cue.end)
    if match is None:
        return relation
    source, rest = Span(*match.span("source")), Span(match.end("source") + 1, cue.end)
    scores = (relation.span_scores[0], *relation.span_scores) if relation.span_scores else ()
    return replace(relation, source=(source,), cue=(rest,), rule="there_are", span_scores=scores)


_ACCORDING = re.compile(r"(?:according to|as per|in the words of)\b", re.IGNORECASE)
_TRAILS = re.compile(r",? (?:where|which|who|whose|while|with|and)\b")


def to_sentence_end(relation: Relation, text: str, units: Sequence[Unit]) -> Relation:
    """Return "According to X, C, where D" with D in its content: what opens a sentence stands over all of it."""
    if relation.anaphoric or not relation.content or not _ACCORDING.match(text, relation.cue[0].start):
        return relation
    at = bisect_right(units, relation.cue[0].start, key=lambda u: u.start) - 1
    last = relation.content[-1]
    if at < 0 or relation.cue[0].start - units[at].start > _LEAD or not last.end < units[at].end:
        return relation
    end = units[at].end
    again = _ACCORDING.search(text, last.end, end)
    if _TRAILS.match(text, last.end) is None or again or units[at].quote_at(last.end) is not None:
        return relation
    return replace(relation, content=(*relation.content[:-1], Span(last.start, end)))


_LEAD = 12
"""Code points that may stand before the words that open a sentence: "But", "However,"."""

_GAVE = re.compile(
    r"(?:an?|the|his|her|their) (?:\w+ )?(?:interview|account|statement|testimony|version)"
    r"(?: of [^,]{3,40}?)?(?: that| which)? "
    r"(?P<giver>[^,]{2,60}?) (?:gave|provided|offered|had given) to "
)


def _giver(span: Span, units: Sequence[Unit]) -> Span | None:
    """Return who gave an account to somebody: "his brother" of "an interview his brother gave to the radio"."""
    at = bisect_right(units, span.start, key=lambda u: u.start) - 1
    if at < 0:
        return None
    tokens = units[at].tokens
    inside = [t for t in tokens if span.start <= t.start < span.end]
    if not any(t.low in ("gave", "provided", "offered", "given") for t in inside):
        return None
    text = " " * span.start
    for token in inside:
        text += " " * (token.start - len(text)) + token.form
    match = _GAVE.match(text, span.start)
    return None if match is None else Span(match.start("giver"), match.end("giver"))


def _core(span: Span, units: Sequence[Unit]) -> Span:
    at = bisect_right(units, span.start, key=lambda u: u.start) - 1
    if at < 0:
        return span
    tokens = units[at].tokens
    first = bisect_left(tokens, span.start, key=lambda t: t.start)
    phrase = phrase_after(tokens, first) if first < len(tokens) else None
    if phrase is None or phrase[0] != first:
        return span
    end = tokens[phrase[1] - 1].end
    if not span.start < end < span.end or not _clause(tokens[phrase[1] : phrase[1] + 3]):
        return span
    return Span(span.start, end)


def _clause(rest: Sequence[Token]) -> bool:
    """Say whether a clause that describes the phrase follows: "seen by", ", who spoke to", ", and obtained by"."""
    opening = [t for t in rest if t.low not in (",", "and", "but")]
    return bool(opening) and (opening[0].tag in "VGA" or opening[0].low in _RELATIVE)
