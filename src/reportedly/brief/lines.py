"""Turns drafts into numbered statements with origin marks and margin notes."""

from collections.abc import Sequence

from reportedly.brief import choose, words
from reportedly.brief.choose import Choice
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Line, Mark
from reportedly.brief.notes import Notes
from reportedly.brief.sentences import Draft, ordered
from reportedly.records import BriefStatement, Event, Origin

_MOST_MARKS = 8


def line(choice: Choice, draft: Draft, *, letter: str, order: int, notes: Notes) -> Line:
    """Return the printed line for a draft: statement, marks, and the two lines beside it."""
    event, facts = choice.event, notes.facts
    whole = not draft.beside
    origins = choose.origins(event) if whole else [draft.origin] if draft.origin else []
    low = event.origins_min if whole else sum(o.certain for o in origins)
    high = event.origins_max if whole else len(origins)
    count, remark = margin(event, facts) if whole else _own(draft, facts)
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
    )
    shown = tuple(_disputed(event, facts)) if whole and event.contradictions else marks(origins, low)
    return Line(statement, shown, count, remark)


def marks(origins: list[Origin], low: int) -> tuple[Mark, ...]:
    """Return one mark for each origin, those of the lower bound first; a barred dash where there is none."""
    if not origins or (low == 0 and not any(o.status != "none" for o in origins)):
        return (Mark(None, certain=True),)
    return tuple(Mark(o.side, o.certain) for o in origins[:_MOST_MARKS])


def margin(event: Event, facts: Facts) -> tuple[str, str]:
    """Return the margin note of an event: origins and sides, then articles and what to mind."""
    low, high = event.origins_min, event.origins_max
    sides = {o.side for o in event.origins if o.certain}
    disputed = [c for d in event.contradictions[:1] for c in (*d.left, *d.right)]
    claims = facts.facts(tuple(dict.fromkeys((*event.claims, *disputed))))
    articles = len({f.reading.document.id for f in claims})
    count = f"{words.interval(low, high)} origin{'' if (low, high) == (1, 1) else 's'}"
    if event.contradictions:
        count = f"{_against(event, facts)}, contradicted"
    elif "self_critical" in event.flags and high == 1:
        count += ", against its own interest"
    elif low >= 2 and "unknown" not in sides:
        count += ", one side" if len(sides) == 1 else f", {words.number(len(sides))} sides"
    outlets = {f.reading.document.publisher or f.reading.document.id for f in claims}
    if low == high == 1 and len(outlets) > 2 and not event.contradictions:
        count += f", repeated by {words.number(len(outlets) - 1)} outlets"
    remarks = [words.counted(articles, "article")]
    remarks += ["one against its own interest"] if "self_critical" in event.flags and high > 1 else []
    remarks += ["not reconciled"] if event.contradictions else []
    remarks += ["no source named"] if low == 0 and any(f.root_status == "none" for f in claims) else []
    remarks += _moods(claims[:1])
    remarks += ["undated"] if all(f.published is None for f in claims) else []
    return count, "; ".join(words.unique(remarks))


def _against(event: Event, facts: Facts) -> str:
    """Return how many origins stand on each side of an event's first contradiction: "1 against 1"."""
    first = event.contradictions[0]
    known = {c: o.key for c, o in facts.origin_of.items() if o.certain}
    left, right = ({known[c] for c in side if c in known} for side in ordered(first, facts))
    return f"{len(left)} against {len(right)}"


def _disputed(event: Event, facts: Facts) -> list[Mark]:
    first = event.contradictions[0]
    origins = facts.origin_of
    found: list[Mark] = []
    for side in ordered(first, facts):
        keys = {o.key: o for c in side if (o := origins.get(c)) is not None}
        found += [Mark(o.side, o.certain) for o in keys.values()] or [Mark(None, certain=True)]
    return found[:_MOST_MARKS]


def _moods(claims: Sequence[Fact]) -> list[str]:
    found: list[str] = []
    for fact in claims:
        if fact.claim.realis in ("planned", "ordered"):
            found.append("plan, not a result" if fact.claim.realis == "planned" else "order, not a result")
        if fact.level in ("L4", "L5"):
            found.append("hedged in the text" if fact.level == "L4" else "the text keeps its distance")
    return found


def _own(draft: Draft, facts: Facts) -> tuple[str, str]:
    origin = draft.origin
    if origin is None:
        return "no origin", ""
    claims = facts.facts(draft.claims)
    count = "the same origin" if draft.repeats else "1 origin" if origin.certain else "0–1 origins"
    remarks = [words.SIDES[origin.side]] if origin.side != "unknown" else []
    if draft.repeats:
        remarks = [words.counted(len({f.reading.document.id for f in claims}), "article")]
    elif not origin.certain:
        remarks.append("counted only in the upper bound")
    return count, "; ".join([*remarks, *_moods(claims[:1])])
