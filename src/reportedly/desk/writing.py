"""Documents into the file of the workbench: rows of claims and passages, and what full-text search looks in."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportedly.desk import plain
from reportedly.desk.columns import COLUMNS, Vocabularies, encoded
from reportedly.desk.decided import Decided
from reportedly.desk.facts import ClaimFacts, DocumentFacts, Making, document_facts, passage_facts, retracted
from reportedly.desk.keeping import Kept, add_texts, inserted
from reportedly.desk.places import PlaceBook
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


@dataclass
class Written:
    """One document as it was written: its claims in order, with their rows and columns."""

    facts: DocumentFacts
    num: int
    ids: list[str] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)
    """Rows of the full-text index of its passages, where they were made anew."""
    anew: bool = True


@dataclass
class Writer:
    """Writes documents within one transaction of the file."""

    kept: Kept
    db: sqlite3.Connection
    words: Vocabularies
    book: PlaceBook
    making: Making
    decided: Decided

    def __post_init__(self) -> None:
        def highest(table: str, column: str) -> int:
            found = self.db.execute(f"SELECT coalesce(max({column}), -1) FROM {table}").fetchone()[0]  # noqa: S608
            return int(found)

        self._slot = max(highest("claim", "slot"), highest("claim_body", "slot"))
        self._text = max(highest("claim", "text"), int(self.kept.meta().get("text", -1)))
        self._passage = max(highest("passage", "slot"), int(self.kept.meta().get("passage", -1)))

    def write(self, reading: Reading, num: int, *, masks: bool = False) -> Written:
        """Write one document under its number, in place of what was there; with `masks` its passages in any case."""
        seen, states = self.decided.seen(reading)
        facts = document_facts(seen, states, self.making)
        if self.decided.retracted(facts.id):
            facts = retracted(facts)
        made = Written(facts, num)
        old = self.kept.rows("SELECT slot, id, text FROM claim WHERE doc = ?", (num,))
        known = self._texts(old) if old and not masks else {}
        self.kept.retire([slot for slot, _, _ in old])
        texts = []
        for claim in facts.claims:
            self._slot += 1
            text = known.get((claim.id, *_said(claim)))
            if text is None:
                self._text += 1
                text = self._text
                told = texts_of(claim, self.making.discretion)
                texts.append((text, *index_row(told, facts.language)))
            made.ids.append(claim.id)
            made.slots.append(self._slot)
            made.rows.append(encoded(claim, num, text, self.words, self.book))
        self._insert(made)
        add_texts(self.db, "claim_text", texts)
        self._passages(made, seen, masks)
        return made

    def _texts(self, old: Sequence[tuple[int, str, int]]) -> dict[tuple[Any, ...], int]:
        """Return the rows of the full-text index by id and words of the claims that were there."""
        bodies = self.kept.bodies([slot for slot, _, _ in old])
        return {(id_, *_said(plain.claim_of(bodies[slot]))): text for slot, id_, text in old if slot in bodies}

    def _insert(self, made: Written) -> None:
        pairs = zip(made.slots, made.ids, made.rows, strict=True)
        self.db.executemany(
            inserted("claim", len(COLUMNS) + 2), [(slot, id_, *_stored(row)) for slot, id_, row in pairs]
        )
        bodies = zip(made.slots, made.facts.claims, strict=True)
        self.db.executemany(inserted("claim_body", 2), [(slot, plain.claim_body(claim)) for slot, claim in bodies])

    def _passages(self, made: Written, reading: Reading, masks: bool) -> None:
        body = plain.document_body(made.facts)
        passages = passage_facts(reading, self.making.discretion)
        mark = digest(*(f"{p.order} {p.kind} {p.span.start}-{p.span.end}" for p in passages))
        before = self.db.execute("SELECT passages FROM document WHERE num = ?", (made.num,)).fetchone()
        row = (made.num, made.facts.id, mark, body)
        self.db.execute("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)", row)
        if before is not None and before[0] == mark and not masks:
            made.anew = False
            return
        self.db.execute("DELETE FROM passage WHERE doc = ?", (made.num,))
        language, texts, rows = made.facts.language, [], []
        for one in passages:
            self._passage += 1
            withheld = json.dumps([(span.start, span.end) for span in one.withheld])
            span = one.span
            rows.append((self._passage, made.num, one.order, one.kind, span.start, span.end, withheld, one.text))
            parts = tuple(one.text[a:b] for a, b in visible(one.text, span.start, one.withheld))
            texts.append((self._passage, *index_row([Text(one.text, parts)], language)))
            made.passages.append(self._passage)
        self.db.executemany(inserted("passage", 8), rows)
        add_texts(self.db, "passage_text", texts)

    def end(self) -> None:
        """Note what the next writer goes on from, with new words and places."""
        self.kept.note({"text": str(self._text), "passage": str(self._passage)})
        self.db.executemany("INSERT OR REPLACE INTO place VALUES (?, ?)", self.book.taken())
        self.db.executemany(inserted("word", 3), self.words.taken())


def _stored(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(None if value != value else value for value in row)  # noqa: PLR0124 (NaN is not itself)


def _said(claim: ClaimFacts) -> tuple[Any, ...]:
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
