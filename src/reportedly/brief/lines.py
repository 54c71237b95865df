"""Turns drafts into numbered statements with origin marks and margin notes."""

from collections.abc import Sequence
from dataclasses import replace

from reportedly.brief import choose, plans, quoting, voices
from reportedly.brief.choose import Choice, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Line, Mark
from reportedly.brief.names import same_body
from reportedly.brief.notes import Notes
from reportedly.brief.sentences import Draft, is_correction, ordered
from reportedly.brief.words import unique
from reportedly.records import BriefStatement, Event, Origin

_MOST_MARKS = 8
_FORESEE = frozenset({"think_tank", "expert"})
"""Roles whose "will" is a forecast: they plan nothing of what they tell."""


def line(choice: Choice, draft: Draft, *, letter: str, order: int, notes: Notes) -> Line:
    """Return the printed line for a draft: statement, marks, and the two lines beside it."""
    event, facts = choice.event, notes.facts
    whole = not draft.beside
    origins = choose.origins(event) if whole else [draft.origin] if draft.origin else []
    low = event.origins_min if whole else sum(o.certain for o in origins)
    high = event.origins_max if whole else len(origins)
    count, remark = margin(event, facts, draft.claims[0]) if whole else _own(draft, facts)
    statement = BriefStatement(
        order=order,
        section=letter,
        kind="report",
        text=draft.text,
        claims=draft.claims,
        events=draft.events,
        citations=notes.cite(draft.claims),
        topic=draft.topic,
        origins=(low, high),
        note=f"{count}; {remark}" if remark else count,
        origin=draft.origin.key if draft.beside and draft.origin else "",
    )
    shown = tuple(_disputed(event, facts)) if whole and is_open(event, facts) else marks(origins, low)
    return Line(statement, shown, count, remark)


def kept_line(statement: BriefStatement, *, order: int, notes: Notes) -> Line:
    """Return the printed line for a sentence of a draft: its claims cited, its marks and margin as they are now.

    An event that is not there any more is looked for by the first claim.
    """
    facts = notes.facts
    found = {e.id: e for e in facts.material.events}
    own = [found[e] for e in statement.events if e in found]
    own = own or [e for e in facts.material.events if set(statement.claims[:1]) & set(e.claims)][:1]
    one = replace(
        statement, order=order, citations=notes.cite(statement.claims), events=tuple(e.id for e in own), note=""
    )
    known = facts.facts(statement.claims)
    if statement.kind in ("assessment", "gap") or not own or not known:
        remark = facts.words("assessment.basis", basis=statement.basis) if statement.basis else ""
        key = {"assessment": "assessment.name", "gap": "assessment.gap"}.get(statement.kind, "margin.no_origin")
        return Line(one, (), facts.words(key), remark)
    event, lead = own[0], known[0]
    if statement.origin:
        return _account(one, event, lead, facts)
    origins = choose.origins(event)
    count, remark = margin(event, facts, lead.id)
    one = replace(one, origins=(event.origins_min, event.origins_max), note=f"{count}; {remark}" if remark else count)
    shown = tuple(_disputed(event, facts)) if is_open(event, facts) else marks(origins, event.origins_min)
    return Line(one, shown, count, remark)


def _account(one: BriefStatement, event: Event, lead: Fact, facts: Facts) -> Line:
    """Return the line of a sentence that gives the account of one origin of an event, or says who repeats it."""
    origin = next((o for o in event.origins if o.key == one.origin), None)
    origin = origin or next((o for o in event.origins if lead.id in o.claims), None)
    repeats = bool(facts.words.lint("repeats").search(one.text))
    told = Draft(one.text, one.claims, (event.id,), origin=origin, beside=True, repeats=repeats)
    count, remark = _own(told, facts)
    held = [origin] if origin else []
    low = sum(o.certain for o in held)
    one = replace(one, origins=(low, len(held)), note=f"{count}; {remark}" if remark else count)
    return Line(one, marks(held, low), count, remark)


def marks(origins: list[Origin], low: int) -> tuple[Mark, ...]:
    """Return one mark for each origin, those of the lower bound first; a barred dash where there is none."""
    if not origins or (low == 0 and not any(o.status != "none" for o in origins)):
        return (Mark(None, certain=True),)
    return tuple(Mark(o.side, o.certain) for o in origins[:_MOST_MARKS])


def margin(event: Event, facts: Facts, lead: str) -> tuple[str, str]:
    """Return the margin note of an event: origins and sides, then articles and what to mind; `lead` is quoted."""
    words = facts.words
    critical = _against_own_interest(event, facts.by_id.get(lead))
    low = event.origins_min
    disputed = [c for d in event.contradictions[:1] for c in (*d.left, *d.right)]
    claims = facts.facts(tuple(dict.fromkeys((*event.claims, *disputed))))
    articles = len({f.reading.document.id for f in claims})
    remarks = [words.counted(articles, "article")]
    remarks += [words("margin.one_own_interest")] if critical and event.origins_max > 1 else []
    remarks += [words("margin.not_reconciled")] if is_open(event, facts) else []
    remarks += [words("margin.no_source")] if low == 0 and any(f.root_status == "none" for f in claims) else []
    remarks += _moods(claims[:1], facts)
    remarks += [*_source_now(lead, facts), *_reminder(lead, facts)]
    remarks += [words("margin.undated")] if all(f.published is None for f in claims) else []
    quoted = facts.by_id.get(lead)
    word = _unsaid(quoted) if quoted is not None and not event.contradictions else ""
    remarks += [words("margin.anaphor", word=words.quoted(word))] if word else []
    return _counted(event, claims, facts, critical=critical), "; ".join(unique(remarks))


def _unsaid(fact: Fact) -> str:
    """Return the first word of a quotation that stands for something which neither it nor its frame names, else ""."""
    word, root = quoting.anaphor(fact), fact.root
    # "In it" is in the document that the frame cites, where "they" are others; in "the department said that it
    # planned" it is the department.
    if root is not None and root.role == "document":
        return "" if word.casefold() == "in it" else word
    return "" if word.islower() and quoting.clause(fact) and not fact.foreign else word


def _against_own_interest(event: Event, lead: Fact | None) -> bool:
    """Say whether an event is told against the teller's interest; that a service works is not."""
    works = lead is not None and lead.status is not None and lead.status.status == "full"
    return "self_critical" in event.flags and not (works and event.origins_max == 1)


def _counted(event: Event, claims: Sequence[Fact], facts: Facts, *, critical: bool) -> str:
    """Return the first line of a margin note: how many origins, on how many sides, repeated by how many."""
    words = facts.words
    low, high = event.origins_min, event.origins_max
    sides = {o.side for o in event.origins if o.certain}
    if event.contradictions and is_open(event, facts):
        return _against(event, facts)
    parts = [words.origins(low, high)]
    if event.contradictions:
        return f"{parts[0]}, {words('margin.corrected' if is_correction(event.contradictions[0]) else 'margin.twice')}"
    if critical and high == 1:
        parts.append(words("margin.own_interest"))
    elif low >= 2 and "unknown" not in sides:
        parts.append(words.plural("sides", len(sides)))
    outlets = {f.reading.document.publisher or f.reading.document.id for f in claims}
    if low == high == 1 and len(outlets) > 2:
        parts.append(words.plural("outlets", len(outlets) - 1))
    return ", ".join(parts)


def is_open(event: Event, facts: Facts) -> bool:
    """Say whether an event has a dispute of two sources: one that a source settled itself is none."""
    if not event.contradictions or is_correction(event.contradictions[0]):
        return False
    sides = [representative(facts.facts(side)) for side in ordered(event.contradictions[0], facts)]
    names = [voices.speaker(f, facts).name for f in sides if f is not None]
    return len(names) < 2 or not same_body(names[0], names[1])


def _against(event: Event, facts: Facts) -> str:
    """Return how many origins stand on each side of an event's first contradiction: "1 against 1"."""
    first = event.contradictions[0]
    known = {c: o.key for c, o in facts.origin_of.items() if o.certain}
    left, right = ({known[c] for c in side if c in known} for side in ordered(first, facts))
    if not left and not right:
        return facts.words("margin.contradicted")
    return facts.words("margin.against", left=len(left), right=len(right))


def _disputed(event: Event, facts: Facts) -> list[Mark]:
    first = event.contradictions[0]
    origins = facts.origin_of
    found: list[Mark] = []
    for side in ordered(first, facts):
        keys = {o.key: o for c in side if (o := origins.get(c)) is not None}
        found += [Mark(o.side, o.certain) for o in keys.values()] or [Mark(None, certain=True)]
    return found[:_MOST_MARKS]


def _moods(claims: Sequence[Fact], facts: Facts) -> list[str]:
    words = facts.words
    found: list[str] = []
    for fact in claims:
        forecast = voices.role_of(fact, facts) in _FORESEE and fact.claim.realis == "planned"
        if fact.claim.kind == "prediction" or (forecast and plans.is_plan(fact)):
            found.append(words("margin.predicted"))
        elif plans.is_plan(fact):
            found.append(words(f"margin.{fact.claim.realis}"))
        if fact.level in ("L4", "L5"):
            found.append(words("margin.hedged" if fact.level == "L4" else "margin.distance"))
    return found


def _reminder(lead: str, facts: Facts) -> list[str]:
    quoted = facts.by_id.get(lead)
    return [facts.words("margin.recalled")] if quoted is not None and quoted.recalled else []


def _source_now(lead: str, facts: Facts) -> list[str]:
    """Return what became of the text that is quoted: taken back, gone from its address, changed since."""
    quoted, words = facts.by_id.get(lead), facts.words
    if quoted is None:
        return []
    found = facts.material.became.get(quoted.reading.document.id, ())
    return [words(f"margin.source_{one.state}", day=words.day(one.since, year=True)) for one in found]


def _own(draft: Draft, facts: Facts) -> tuple[str, str]:
    origin, words = draft.origin, facts.words
    if origin is None:
        return words("margin.no_origin"), ""
    claims = facts.facts(draft.claims)
    count = words("margin.same_origin") if draft.repeats else words.origins(int(origin.certain), 1)
    remarks = [words.table("sides")[origin.side]] if origin.side != "unknown" else []
    if draft.repeats:
        remarks = [words.counted(len({f.reading.document.id for f in claims}), "article")]
    elif not origin.certain:
        remarks.append(words("margin.upper"))
    return count, "; ".join(
        [*remarks, *_moods(claims[:1], facts), *_source_now(draft.claims[0], facts), *_reminder(draft.claims[0], facts)]
    )
