"""The comparable parts of one claim, each with its printed words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.contrast.agents import Agent, Cause, agents_of, cause_of
from reportedly.contrast.counts import Count, counts_of
from reportedly.contrast.lexicon import lexicon
from reportedly.contrast.wording import LABEL_ONLY, STOP, Phrase, Word, content, found_in, phrase, same_name, words_of
from reportedly.records import Claim, Geolocation, Hedge, Passage, Reading, Span, StatusObservation, Timing
from reportedly.text import name_key, squeeze

REALIS = {
    "occurred": "actual",
    "ongoing": "actual",
    "habitual": "actual",
    "planned": "planned",
    "ordered": "ordered",
    "attempted": "not achieved",
    "failed": "not achieved",
    "conditional": "conditional",
    "hypothetical": "hypothetical",
}
"""Values of realis that are one for comparison."""

_NARROW = frozenset({"facility", "settlement", "adm3", "unknown"})
_WIDE = frozenset({"adm1", "adm2", "vague_region", "country"})
_UNIT_WORD = re.compile(r"\b(?:region|district|oblast|province|county|area|republic|valley|raion)\b", re.IGNORECASE)
_NEGATIONS = frozenset("not no never none nobody nothing neither without cannot false untrue nor".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Place:
    """A place where the claim says that it happened, as printed in its own words or taken over from around it."""

    phrase: Phrase
    id: str | None
    wide: bool
    inherited: bool
    name: str

    def same(self, other: "Place") -> bool:
        """Say whether the two may be one place."""
        if self.id is not None and other.id is not None:
            return self.id == other.id or same_name(self.name, other.name)
        return same_name(self.phrase.printed, other.phrase.printed) or same_name(self.name, other.name)


@dataclass(frozen=True, slots=True)
class Term:
    """A word from the lists: which act or actor it names, and what it says of it."""

    concept: str
    tag: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day (ordinals) on which the text says that it happened, with the words that say so."""

    first: int
    last: int
    phrase: Phrase | None


@dataclass(frozen=True, slots=True)
class Aspects:
    """One claim taken apart.

    `matter` is what it is about: stems and acts, without numbers, places, days and doers; `core` the same with the
    doers. `days` is None where the text does not date it. `published` is the ordinal day of the report. `known` are the
    words of its places and doers, which are compared for themselves.
    """

    claim: Claim
    reading: Reading
    matter: frozenset[str]
    core: frozenset[str]
    acts: frozenset[str]
    names: frozenset[str]
    counts: tuple[Count, ...]
    places: tuple[Place, ...]
    agents: tuple[Agent, ...]
    cause: Cause | None
    terms: tuple[Term, ...]
    amounts: tuple[Term, ...]
    opposites: tuple[Term, ...]
    statuses: tuple[tuple[str, str], ...]
    days: Days | None
    negated: bool
    realis: str
    published: int | None
    evidence: Phrase
    known: frozenset[str]
    headline: bool = False

    @property
    def state(self) -> bool:
        """Whether the claim tells a state rather than one act."""
        return self.claim.kind == "status" or self.claim.realis in ("ongoing", "habitual")


def aspects_of(reading: Reading, claim: Claim) -> Aspects:
    """Return the comparable parts of a claim of this reading."""
    words = words_of(reading, claim.matter)
    sentence = words_of(reading, (claim.sentence,)) if claim.sentence else words
    places = _places(reading, claim)
    named = frozenset(w.low for p in places for w in words_of(reading, (p.phrase.span,)))
    counts = counts_of(reading, words)
    counted = {i for c in counts for i in range(c.number.span.start, c.number.span.end)}
    agents = agents_of(reading, words, named)
    acting = [a.phrase.span for a in agents]
    kept = [w for w in words if w.low not in named and w.span.start not in counted and w.text[0].isalpha()]
    core = content(kept)
    matter = content([w for w in kept if not any(s.covers(w.span) for s in acting)])
    lists = lexicon()
    acts = frozenset(c for c, _, _ in found_in(words, lists.acts) if not c.startswith(LABEL_ONLY))
    return Aspects(
        claim=claim,
        reading=reading,
        matter=matter,
        core=core,
        acts=acts,
        names=frozenset(w.low for w in words[1:] if w.text[0].isupper() and w.low not in STOP),
        counts=counts,
        places=places,
        agents=agents,
        cause=cause_of(reading, sentence) or cause_of(reading, words),
        terms=(*_terms(reading, words, "act"), *_terms(reading, words, "actor")),
        amounts=tuple(_amounts(reading, words)),
        opposites=tuple(Term(c, t, phrase(reading, h)) for c, t, h in found_in(words, lists.opposites)),
        statuses=tuple(
            sorted(
                {
                    (o.sector, o.status)
                    for o in reading.about(StatusObservation, claim.id)
                    if o.status not in ("unknown", "conflict")
                }
            )
        ),
        days=_days(reading, claim),
        negated=_negated(reading, claim, words, acts),
        realis=REALIS[claim.realis],
        published=_ordinal(reading.document.published),
        evidence=phrase(reading, words) if words else Phrase("", claim.evidence[0]),
        known=named.union(
            (w.low for w in words_of(reading, acting)),
            *(name_key(p.printed).split() for p in (*(place.phrase for place in places), *(a.phrase for a in agents))),
        ),
        headline=any(p.kind == "headline" and p.order == claim.passage for p in reading.of(Passage)),
    )


def _negated(reading: Reading, claim: Claim, words: Sequence[Word], acts: frozenset[str]) -> bool:
    """Say whether the claim comes out as a denial: by its own words or by those around it, but not by both.

    That somebody refused to do a thing is told, not denied.
    """
    inside = sum(w.low in _NEGATIONS or w.low.endswith("n't") for w in words) % 2 == 1
    first, last = claim.evidence[0].start, claim.evidence[-1].end
    cues = [h.span for h in reading.about(Hedge, claim.id) if h.type == "DEN"]
    # A cue further off governs another clause.
    outside = any(0 <= first - cue.end <= _GOVERNED or 0 <= cue.start - last <= _GOVERNED for cue in cues)
    outside = outside or claim.denied_afterwards or _called_false(reading, claim)
    return (inside != outside) or (claim.polarity == "-" and not inside and "refuse" not in acts)


_GOVERNED = 40
"""Code points between a word of denial and the claim that it denies."""

_FALSE = re.compile(
    r"\b(?:called|dismissed|rejected|described|denounced|are|is|was|were)\b[^.]{0,60}"
    r"\b(?:false|untrue|fake|baseless|groundless|invented|fabricated|a lie|lies|rumou?rs?)\b|\bno truth (?:in|to)\b",
    re.IGNORECASE,
)


def _called_false(reading: Reading, claim: Claim) -> bool:
    """Say whether the sentence around a claim calls it false: "she called reports false that …"."""
    if claim.sentence is None:
        return False
    first, last = claim.evidence[0].start, claim.evidence[-1].end
    text = reading.text
    around = (text[claim.sentence.start : first], text[last : claim.sentence.end])
    return any(_FALSE.search(part) for part in around)


def _terms(reading: Reading, words: Sequence[Word], what: str) -> list[Term]:
    forms = lexicon().acts if what == "act" else lexicon().actors
    return [Term(f"{what}:{c}", t, phrase(reading, hit)) for c, t, hit in found_in(words, forms)]


def _amounts(reading: Reading, words: Sequence[Word]) -> list[Term]:
    """Return "some", "most", "all" and the like where they count something."""
    found = []
    for concept, tag, hit in found_in(words, lexicon().amounts):
        at = words.index(hit[-1]) + 1
        following = words[at].low if at < len(words) else ""
        before = words[at - len(hit) - 1].low if at > len(hit) else ""
        if following in ("day", "night", "week", "but", "about", "over") or before == "at" or following[:1].isdigit():
            continue
        found.append(Term(concept, tag, phrase(reading, hit)))
    return found


def _places(reading: Reading, claim: Claim) -> tuple[Place, ...]:
    """Return where it happened: event places, else destinations, else subjects; narrow ones hide wide ones."""
    about = reading.about(Geolocation, claim.id)
    for function in ("event", "destination", "subject", "origin"):
        chosen = [p for p in about if p.function == function and not p.example]
        if chosen:
            break
    else:
        return tuple(_after_prepositions(reading, claim))
    made = [
        Place(
            _printed_phrase(reading, place),
            place.gazetteer_id,
            place.precision in _WIDE or bool(_UNIT_WORD.search(_printed_phrase(reading, place).printed)),
            place.inherited,
            place.name or _printed_phrase(reading, place).printed,
        )
        for place in chosen
    ]
    return tuple([p for p in made if not p.wide] or made)


_AT = re.compile(
    r"(?<=[a-z] )(?:in|at|near|of|from|to|around|outside|inside|throughout|across) "
    r"((?:[A-Z][\w’'-]+)(?: (?:region|district|oblast|province))?)"
    r"(?= [a-z0-9]|[.,;]|$)"
)


def _after_prepositions(reading: Reading, claim: Claim) -> Iterator[Place]:
    """Yield one-word names behind "in", "near" and the like, where no place was read."""
    for span in claim.evidence:
        for found in _AT.finditer(span.of(reading.text)):
            if found.group(1).casefold() in STOP:
                continue
            at = Span(span.start + found.start(1), span.start + found.end(1))
            printed = found.group(1)
            yield Place(Phrase(printed, at), None, bool(_UNIT_WORD.search(printed)), False, printed)


def _printed_phrase(reading: Reading, place: Geolocation) -> Phrase:
    """Return the printed name with a word for its kind behind it ("Tolv district")."""
    text, end = reading.text, place.span.end
    behind = re.match(r"\s(?:region|district|oblast|province|county|area|valley|raion)\b", text[end : end + 12], re.I)
    span = Span(place.span.start, end + (behind.end() if behind else 0))
    return Phrase(squeeze(span.of(text)), span)


def _days(reading: Reading, claim: Claim) -> Days | None:
    timing = reading.first(Timing, claim.id)
    if timing is None or timing.basis not in ("stated", "relative"):
        return None
    first, last = _ordinal(timing.earliest), _ordinal(timing.latest)
    if first is None or last is None:
        return None
    printed = phrase(reading, words_of(reading, (timing.span,))) if timing.span else None
    return Days(first, last, printed)


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
