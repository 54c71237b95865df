"""What a draft may not tell readers outside: names that a person typed into it, and claims that have to wait."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from reportedly.brief import Brief
from reportedly.brief.lint_table import says
from reportedly.export.release import Decision, Facts, Prepared, Profile, category_of, decide
from reportedly.records import BriefStatement, Claim, Finding, PersonMention, Reading, Span, Theatre
from reportedly.records.floors import floor_for
from reportedly.records.withhold import WITHHELD
from reportedly.text import name_key

_PUBLIC = frozenset({"P0", "P1"})
_BODY = 3
"""Letters: shorter names of bodies are not looked for inside of a longer name."""


@dataclass(frozen=True)
class Typed:
    """What a person wrote: the statement it belongs to (None: the title), and the words."""

    statement: BriefStatement | None
    text: str
    order: int = 0


def typed_in(brief: Brief) -> Iterator[Typed]:
    """Yield the sentences, bases, title and notice of a brief in which a person may have typed a name."""
    yield Typed(None, brief.header.title)
    yield Typed(None, brief.header.standfirst)
    for line in (line for section in brief.sections for line in section.lines):
        one = line.statement
        if one.by:
            yield Typed(one, one.text, one.order)
            if one.basis:
                yield Typed(one, one.basis, one.order)


def names(brief: Brief, ready: Prepared, theatre: Theatre) -> Iterator[Finding]:
    """Yield BR-12 for each name in words that a person typed: of a private person, or with the shape of a name.

    Office-holders of the theatre and those whose office a document prints stay, and so do names of bodies.
    """
    if not ready.setting.profile.names:
        return
    public = public_names(ready.readings, theatre)
    bodies = _bodies(ready.readings, theatre)
    for typed in typed_in(brief):
        for span in _names(typed.text, brief.language, ready):
            name = span.of(typed.text)
            key = name_key(name)
            if key in public or any(key == b or (len(b) > _BODY and f" {b} " in f" {key} ") for b in bodies):
                continue
            if WITHHELD.strip("[]") in name:
                continue
            message, mend = says("BR-12", "typed", (name,))
            one = typed.statement
            at = span if one is not None and typed.text == one.text else None
            told = typed.text[: span.start] + WITHHELD + typed.text[span.end :] if at else None
            yield Finding(
                "BR-12", typed.order, message, mend, at, told, one.id if one else "", one.claims if one else (),
                "typed", (name,),
            )  # fmt: skip


def _names(text: str, language: str, ready: Prepared) -> list[Span]:
    """Return where names and contacts stand in words that are no part of a document, without overlaps."""
    found = [Span(at, to) for at, to in ready.mask.spans(text)]
    if ready.setting.possible is not None:
        shaped = ready.setting.possible.find(text, language)
        found = [f for f in found if not any(f.overlaps(s) for s in shaped)] + shaped
    return sorted(found)


def public_names(readings: tuple[Reading, ...], theatre: Theatre) -> frozenset[str]:
    """Return the keys of the names of those who hold an office or a public role, whole and without given names."""
    printed = [m.span.of(r.text) for r in readings for m in r.of(PersonMention) if m.person_class in _PUBLIC]
    printed += [h.name for h in theatre.office_holders if h.person_class in _PUBLIC]
    printed += [s.name for s in theatre.sources if s.kind == "person" and s.person_class in _PUBLIC]
    keys = {name_key(name) for name in printed}
    return frozenset(keys | {key.split(" ")[-1] for key in keys})


def _bodies(readings: tuple[Reading, ...], theatre: Theatre) -> frozenset[str]:
    printed = [n for s in theatre.sources if s.kind != "person" for n in (s.name, *s.aliases)]
    printed += [r.document.publisher for r in readings if r.document.publisher]
    return frozenset(name_key(name) for name in printed if name)


def waiting(
    brief: Brief, readings: Mapping[str, Reading], profile: Profile, moment: datetime, theatre: Theatre
) -> Iterator[Finding]:
    """Yield BR-12 for each sentence that rests on a claim which the profile does not let out yet, or never.

    `readings` are the documents by the id of each claim.
    """
    floors = theatre.floor_table()
    for line in (line for section in brief.sections for line in section.lines):
        one = line.statement
        for claim in one.claims:
            reading = readings.get(claim)
            if reading is None:
                continue
            facts = _facts(reading, next(c for c in reading.of(Claim) if c.id == claim), floors)
            decision: Decision = decide(facts, profile, moment)
            if decision.released:
                continue
            early = decision.reason == "movement newer than its delay"
            day = _from(facts, moment) if early else ""
            values: tuple[str, ...] = (day,) if early else ()
            key = "early" if early else "severe"
            yield Finding("BR-12", one.order, *says("BR-12", key, values), None, None, one.id, one.claims, key, values)
            break


def _facts(reading: Reading, claim: Claim, floors: Mapping[str, object]) -> Facts:
    document = reading.document
    floor = floor_for(category_of(reading, claim), own=floors)  # type: ignore[arg-type]
    level = "severe" if "severe" in document.flags else "low"
    return Facts("claim", level, document.published or document.retrieved_at, floor)


def _from(facts: Facts, moment: datetime) -> str:
    """Return the day from which on a claim may be told."""
    told = facts.reported or moment.isoformat()
    day = datetime.fromisoformat(told[:10])
    whole = timedelta(days=0 if "T" in told else 1)
    return (day + whole + timedelta(hours=facts.floor.delay_hours)).date().isoformat()
