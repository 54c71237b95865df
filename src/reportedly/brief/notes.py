"""Endnotes: one for each claim that a sentence rests on, numbered in the order of first use (DOMAIN 6.3)."""

from collections.abc import Iterable

from reportedly.brief import quoting, voices
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Note
from reportedly.brief.words import Words, unique
from reportedly.records import Attribution, Citation, Claim, DocumentNote

_SHORT = 12
"""Hex digits of the SHA-256 that a note prints."""


class Notes:
    """Hands out note numbers and makes the notes."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._numbers: dict[str, int] = {}
        self._passages: dict[tuple[object, ...], int] = {}

    def cite(self, claims: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers for claim ids, in order, without repetitions; unknown ids get none."""
        return tuple(dict.fromkeys(self._number(f) for f in self.facts.facts(tuple(claims))))

    def _number(self, fact: Fact) -> int:
        key = (fact.reading.document.id, quoting.quoted_spans(fact), voices.chain(fact, self.facts))
        number = self._passages.setdefault(key, len(self._passages) + 1)
        self._numbers.setdefault(fact.id, number)
        return number

    def made(self) -> tuple[Note, ...]:
        """Return all notes in the order of their numbers."""
        first: dict[str, int] = {}
        notes: list[Note] = []
        owners: dict[int, Fact] = {}
        for claim, number in self._numbers.items():
            owners.setdefault(number, self.facts.by_id[claim])
        for number in sorted(owners):
            fact = owners[number]
            same = first.get(fact.reading.document.id)
            first.setdefault(fact.reading.document.id, number)
            notes.append(self._note(number, fact, same))
        return tuple(notes)

    def _note(self, number: int, fact: Fact, same: int | None) -> Note:
        printed, spans, withheld = quoting.quote(fact, self.facts)
        document = fact.reading.document
        citation = Citation(
            number=number,
            claim=fact.id,
            document=document.id,
            chain=voices.chain(fact, self.facts),
            quote=printed,
            selector=spans,
            withheld=withheld,
            same_as=same,
        )
        words = self.facts.words
        flags = {n.flag for n in fact.reading.of(DocumentNote)}
        language = words.language_name(document.language)
        if "suspected_machine_translation" in flags:
            language = words("notes.machine", language=language)
        return Note(
            citation=citation,
            publisher=document.publisher or words("notes.no_publisher"),
            title=voices.cited_title(fact, self.facts),
            language=language,
            dated=words.day(document.published, year=True) or words("notes.undated"),
            chain=voices.chain_words(fact, self.facts),
            quote=printed,
            kept=document.id,
            digest=document.sha256[:_SHORT],
            captured=words.day(document.retrieved_at, year=True),
            address=document.url or document.path,
            made_by=_made_by(fact, words),
            remark=_remark(fact, words),
            tag=document.language or "",
        )

    def hidden(self, text: str) -> str:
        """Return `text` with every private name of the material withheld, unless for a working copy."""
        return self.facts.masked(text)


def _made_by(fact: Fact, words: Words) -> str:
    makers = [r.producer for r in (fact.claim, fact.attribution) if isinstance(r, Claim | Attribution) and r.producer]
    return words("notes.made", makers=words.listed(unique(makers)) or words("notes.rules"))


def _remark(fact: Fact, words: Words) -> str:
    for link in fact.links:
        if link.resolution == "corrected" and link.proposed and link.note:
            return words("notes.corrected", reason=words.told(link.note.rstrip(".")))
    return words("notes.no_date") if fact.published is None else ""
