"""What a document becomes before it is written: rows and words, made without the file, by any process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportedly.desk import plain
from reportedly.desk.brought import brought_body
from reportedly.desk.decided import Decided
from reportedly.desk.facts import (
    ClaimFacts,
    DocumentFacts,
    Making,
    PassageFacts,
    document_facts,
    passage_facts,
    retracted,
)
from reportedly.desk.services import Telling, service_body
from reportedly.records import Reading, Span
from reportedly.records.withhold import WITHHELD, Discretion
from reportedly.store.words import indexed
from reportedly.text import digest

BARRIER = "x0withheld0x"
"""Stands in the index between stretches and where a private name is withheld: no phrase reaches over it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch that is indexed, and the parts of it that all may read."""

    whole: str
    visible: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether all may read all of it."""
        return self.visible == (self.whole,)


Indexed = tuple[str, str, str, str]


@dataclass(frozen=True)
class Prepared:
    """One document as it will be written: its facts, the JSON of its claims, its passages, what it says of services and
    of what was brought from where.

    `mark` tells whether its passages are those that were written before. Words are indexed when they are asked for,
    or have been before (`whole`).
    """

    facts: DocumentFacts
    bodies: tuple[str, ...]
    service: str
    brought: str
    mark: str
    passages: tuple[tuple[Any, ...], ...]
    _passages: tuple[PassageFacts, ...]
    _discretion: Discretion | None
    _claims: tuple[Indexed, ...] = ()
    _texts: tuple[Indexed, ...] = ()

    def claim_texts(self, n: int) -> Indexed:
        """Return what is indexed of a claim."""
        if self._discretion is None:
            return self._claims[n]
        return index_row(texts_of(self.facts.claims[n], self._discretion), self.facts.language)

    def passage_texts(self, n: int) -> Indexed:
        """Return what is indexed of a passage."""
        if self._discretion is None:
            return self._texts[n]
        one = self._passages[n]
        parts = tuple(one.text[a:b] for a, b in visible(one.text, one.span.start, one.withheld))
        return index_row([Text(one.text, parts)], self.facts.language)

    def whole(self) -> "Prepared":
        """Return it with all its words indexed, and nothing in it that cannot go to another process."""
        return Prepared(
            self.facts, self.bodies, self.service, self.brought, self.mark, self.passages, (), None,
            tuple(self.claim_texts(n) for n in range(len(self.facts.claims))),
            tuple(self.passage_texts(n) for n in range(len(self._passages))),
        )  # fmt: skip


def prepared(reading: Reading, decided: Decided, making: Making, telling: Telling) -> Prepared:
    """Return a document as it will be written, with what people decided on it."""
    seen, states = decided.seen(reading)
    hidden = making.hidden(seen)
    facts = document_facts(seen, states, making, hidden)
    if decided.retracted(facts.id):
        facts = retracted(facts)
    passages, taken = passage_facts(seen, hidden), decided.taken(reading)
    return Prepared(
        facts,
        tuple(plain.claim_body(claim) for claim in facts.claims),
        service_body(taken, telling),
        brought_body(taken, making.discretion),
        digest(*(f"{p.order} {p.kind} {p.span.start}-{p.span.end}" for p in passages)),
        tuple(_row(one) for one in passages),
        passages,
        making.discretion,
    )


def _row(one: PassageFacts) -> tuple[Any, ...]:
    withheld = json.dumps([(span.start, span.end) for span in one.withheld])
    return one.order, one.kind, one.span.start, one.span.end, withheld, one.text


def said(claim: ClaimFacts) -> tuple[Any, ...]:
    """Return what of a claim is indexed, to tell whether it has to be indexed anew."""
    return claim.exact.quote, claim.exact.proposition, claim.public.withheld


def texts_of(claim: ClaimFacts, discretion: Discretion) -> list[Text]:
    """Return what is indexed of a claim: its words, and its proposition where that says it in other words."""
    texts = [
        Text(piece, tuple(piece[a:b] for a, b in visible(piece, start, claim.public.withheld)))
        for piece, start in pieces_of(claim)
    ]
    if claim.exact.proposition.rstrip(".") not in claim.exact.quote:
        told = claim.exact.proposition
        texts.append(Text(told, tuple(discretion.masked(told).split(WITHHELD))))
    return texts


def pieces_of(claim: ClaimFacts) -> list[tuple[str, int]]:
    """Return the words of a claim piece by piece, each with where it begins in its document."""
    found, at = [], 0
    for span in claim.spans:
        found.append((claim.exact.quote[at : at + len(span)], span.start))
        at += len(span) + len(" … ")
    return found


def visible(text: str, start: int, withheld: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the stretches (in `text`, which begins at `start` in its document) that are not withheld."""
    found, at = [], 0
    for span in withheld:
        if span.end <= start or span.start >= start + len(text):
            continue
        if span.start - start > at:
            found.append((at, span.start - start))
        at = span.end - start
    if at < len(text):
        found.append((at, len(text)))
    return found


def index_row(texts: Sequence[Text], language: str) -> tuple[str, str, str, str]:
    """Return what is indexed of stretches: words and basic forms that all may search, and those of all where more."""
    whole = [indexed(text.whole, language) for text in texts]
    shown: list[tuple[str, str]] = []
    for text, pair in zip(texts, whole, strict=True):
        shown += [pair] if text.open else [indexed(part, language) for part in text.visible]
    between = f" {BARRIER} "
    row = (between.join(pair[0] for pair in shown), between.join(pair[1] for pair in shown))
    if all(text.open for text in texts):
        return *row, "", ""
    return *row, between.join(pair[0] for pair in whole), between.join(pair[1] for pair in whole)
