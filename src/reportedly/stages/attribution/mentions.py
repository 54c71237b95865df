"""What a pronoun or short name stands for: antecedents among the names printed before it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.records import Relation, Span
from reportedly.stages.attribution.bodies import initials
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.mending import is_reason
from reportedly.stages.attribution.phrases import nominal_before, phrase_after
from reportedly.stages.attribution.sources import classify, core, is_pronoun, role_word, surname
from reportedly.stages.attribution.tokens import Token, tokenize
from reportedly.stages.attribution.units import Unit

_PERSONS = words("mentions.persons")
_THINGS = words("mentions.things")
_BODIES = words("mentions.bodies")
_BODY_HEADS = words("mentions.body_heads")
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]*|of|the|for|de|von|al))* [A-Z][\w’'-]+\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A source phrase seen before, with its role; `inner` where it speaks only inside of what another says."""

    span: Span
    role: str
    plural: bool
    inner: bool = False


_REACH = 60


def _before(seen: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """Return the last mentions before `span`; how far back is bounded, so that long texts stay linear."""
    end = bisect_left(seen, span.start, key=lambda m: m.span.start)
    return seen[max(0, end - _REACH) : end]


def resolve_pronoun(text: str, unit: Unit, span: Span, seen: Sequence[Mention]) -> Span | None:
    """Return the antecedent of a pronoun source: for relatives the phrase before, else the last fitting source."""
    word = span.of(text).lower()
    if word in ("who", "which", "that"):
        index = next((i for i, t in enumerate(unit.tokens) if t.start == span.start), 0)
        while index > 0 and unit.tokens[index - 1].low in (",", "—", "–"):
            index -= 1
        phrase = _nearest(unit, nominal_before(unit.tokens, index))
        return None if phrase is None else Span(unit.tokens[phrase[0]].start, unit.tokens[phrase[1] - 1].end)
    near = _paragraph_person(text, span) if word in _PERSONS else None
    found = next((m.span for m in _by_salience(text, span, seen) if _may_be(text, word, m)), None)
    if near is not None and (found is None or (near.start > found.start and not near.overlaps(found))):
        return near
    if found is not None or word in _THINGS:
        return found
    if word in _MANY:  # of one whose sex is not told: "a reader …. They said"
        return _one_before(text, span, seen)
    return _last_name(text, unit, span) if word in _PERSONS else None


_MANY = frozenset(("they", "their", "them"))


def _may_be(text: str, word: str, mention: Mention) -> bool:
    """Say whether a pronoun may stand for a source by number and kind."""
    body = _is_body(text, mention)
    if word in _PERSONS:
        return not body and not mention.plural
    return body if word in _THINGS else word in _MANY and (mention.plural or body)


def _one_before(text: str, span: Span, seen: Sequence[Mention]) -> Span | None:
    """Return the last source of the paragraph, if it was a single person."""
    last = next(iter(_by_salience(text, span, seen)), None)
    if last is None or last.plural or _is_body(text, last) or "\n" in text[last.span.end : span.start]:
        return None
    return last.span


def _by_salience(text: str, span: Span, seen: Sequence[Mention]) -> list[Mention]:
    """Return the mentions before a pronoun, last first; in its paragraph who speaks goes before whom he quotes."""
    before = _before(seen, span)[::-1]
    start = text.rfind("\n", 0, span.start)
    here = [m for m in before if m.span.start > start]
    return [*(m for m in here if not m.inner), *(m for m in here if m.inner), *before[len(here) :]]


_FAR = 1200
_OPENING = re.compile(
    r"(?:^|(?<=[.!?”\"] ))(?:(?:In|On|At|Across|From|For|After|Before|Over)\b[^,.]{2,40}, )?(?=[A-Za-z])"
)


@lru_cache(maxsize=512)
def _openings(paragraph: str) -> tuple[Span, ...]:
    """Return the person phrases that open the sentences of a paragraph, in order."""
    found = []
    for match in _OPENING.finditer(paragraph):
        tokens = tokenize(paragraph, match.end(), min(len(paragraph), match.end() + 120))
        phrase = phrase_after(tokens, 0)
        if phrase is None or tokens[0].tag in "OW":
            continue
        phrase = _to_name(tokens, phrase)
        span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
        follows = tokens[phrase[1]].low if phrase[1] < len(tokens) else ""
        if _is_person(paragraph, span, who=follows == "who"):
            found.append(span)
    return tuple(found)


def _to_name(tokens: Sequence[Token], phrase: tuple[int, int]) -> tuple[int, int]:
    """Return the phrase up to the end of its first run of names, where a common word follows it."""
    first = next((i for i in range(*phrase) if tokens[i].tag == "P"), None)
    if first is None:
        return phrase
    end = first
    while end < phrase[1] and tokens[end].tag == "P":
        end += 1
    return (phrase[0], end) if end < phrase[1] and tokens[end].tag == "N" else phrase


def _is_person(text: str, span: Span, *, who: bool) -> bool:
    kind = classify(text, span)
    if kind.plural or kind.head in _BODY_HEADS or kind.role in _BODIES:
        return False
    inside = core(text, span)
    known = any(role_word(t.low) and t.low not in _BODY_HEADS for t in inside)
    return (known and any(t.tag == "P" for t in inside)) or who or " who " in span.of(text)


def _paragraph_person(text: str, span: Span) -> Span | None:
    """Return the last person who opens a sentence before `span` in its paragraph."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _FAR)
    found = _openings(text[start : span.start])
    return Span(found[-1].start + start, found[-1].end + start) if found else None


def _is_body(text: str, mention: Mention) -> bool:
    """Say whether a mention is of a body, by its role or its head word."""
    return mention.role in _BODIES or classify(text, mention.span).head in _BODY_HEADS


def names_body(text: str, span: Span) -> bool:
    """Say whether a source phrase names a body, not a person."""
    kind = classify(text, span)
    return kind.role in _BODIES or kind.head in _BODY_HEADS


def _nearest(unit: Unit, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the last noun phrase of a chain of them: what a relative pronoun belongs to."""
    if phrase is None:
        return None
    first = phrase[0]
    for index in range(phrase[0] + 1, phrase[1] - 1):
        if unit.tokens[index].low in ("from", "with", "by", "to", "against", "about"):
            first = index + 1
    return (first, phrase[1])


def _last_name(text: str, unit: Unit, span: Span) -> Span | None:
    start = max(0, span.start - 600)
    last = None
    for match in _NAME.finditer(text, start, span.start):
        first = match.group().split()[0]
        if (
            first not in ("The", "In", "On", "But", "And", "At")
            and classify(text, Span(*match.span())).role not in _BODIES
        ):
            last = Span(*match.span())
    return last


def full_name(text: str, span: Span, seen: Sequence[Mention]) -> Span | None:
    """Return an earlier, fuller mention of the same source: initials, last name or the same kind of body."""
    words = [t.form for t in core(text, span)]
    short = span.of(text)
    for mention in reversed(_before(seen, span)):
        if mention.span.of(text) == short or len(mention.span) <= len(span):
            continue
        printed = mention.span.of(text)
        names = re.findall(r"[A-Z][\w’'-]*", printed)
        bare = [w for w in words if w.lower() not in ("the", "a", "an")]
        if len(bare) == 1 and bare[0].isupper() and initials(names).endswith(bare[0]):
            return mention.span
        last = surname(text, span)
        if (last and last == surname(text, mention.span)) or (last and last in printed.lower().split()):
            return mention.span
        if words and words[0].lower() in ("the", "this") and len(bare) <= 2 and not last:
            head = bare[-1].lower() if bare else ""
            if head and re.search(rf"(?i)\b{re.escape(head)}\b", printed) and _stands_for(text, mention.span, head):
                return mention.span
            if head and classify(text, span).role == mention.role and mention.role in _BODIES - {"document"}:
                return mention.span
    return None


def _stands_for(text: str, span: Span, head: str) -> bool:
    """Say whether a phrase with this noun is the body itself or speaks for it, not one of its people.

    "The mayor" is not the adviser to the mayor, "the ministry" not its official who wants no name.
    """
    kind = classify(text, span)
    return kind.head == head or kind.named


_CITES = re.compile(r"(?:in turn )?(?:citing|quoting|cites?|cited|quotes?|quoted)", re.IGNORECASE)
_PHRASE = 60
"""Longest phrase behind "citing" that is taken for whom somebody cites, in code points."""


def sources_in_order(text: str, relations: Sequence[Relation]) -> list[Mention]:
    """Return all source phrases that are no pronouns, and those that are cited, in order of the text."""
    mentions = []
    for relation in relations:
        cites = _CITES.fullmatch(text, relation.cue[0].start, relation.cue[0].end)
        cited = relation.content[:1] if cites and not is_reason(text, relation) else ()
        for span in (*relation.source, *(c for c in cited if len(c) <= _PHRASE)):
            if not is_pronoun(text, span):
                kind = classify(text, span)
                mentions.append(Mention(span, kind.role, kind.plural, relation.beside and span not in cited))
    return sorted(mentions, key=lambda m: m.span)
