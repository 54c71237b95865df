"""drift: where a claim hardened, softened or changed as it was told again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args

import typer

from reportedly.cli.browse import SHORT_ID, AsJson, Out, WorkingCopy
from reportedly.cli.options import Database
from reportedly.cli.output import console, counted, print_json, print_table
from reportedly.errors import ReportedlyError
from reportedly.records import Claim, Drift, Event, Reading, Span
from reportedly.records.values import DriftAspect, DriftDirection, DriftKind
from reportedly.records.withhold import Discretion
from reportedly.text import squeeze

Direction = Annotated[
    str | None, typer.Option(help=f"Only this direction: {', '.join(get_args(DriftDirection))}.")
]  # fmt: skip
Kind = Annotated[str | None, typer.Option(help=f"Only this kind: {', '.join(get_args(DriftKind))}.")]
Aspect = Annotated[str | None, typer.Option(help=f"Only drift in this: {', '.join(get_args(DriftAspect))}.")]
By = Annotated[
    str,
    typer.Option(help="How to tell it: claim by claim, by event (which hop did it first), or by pair of texts."),
]


@dataclass(frozen=True)
class Passages:
    """The passages of claims by id, as they may be printed."""

    claims: dict[str, tuple[Reading, Claim]]
    discretion: Discretion

    @classmethod
    def of(cls, readings: Sequence[Reading], discretion: Discretion) -> "Passages":
        """Return the passages of all claims of these readings."""
        return cls({c.id: (r, c) for r in readings for c in r.of(Claim)}, discretion)

    def passage(self, claim: str) -> str:
        """Return a claim's sentence, or its pieces where it has none."""
        reading, record = self.claims[claim]
        spans = (record.sentence,) if record.sentence else record.evidence
        return squeeze(self.discretion.shown(reading, spans)[0])

    def words(self, claim: str, span: Span) -> str:
        """Return the words at a span of a claim's document."""
        return squeeze(self.discretion.shown(self.claims[claim][0], (span,))[0])

    def home(self, claim: str) -> str:
        """Return who published a claim's document, else its path."""
        document = self.claims[claim][0].document
        return document.publisher or document.path


def drift(
    out: Out,
    db: Database = None,
    direction: Direction = None,
    kind: Kind = None,
    aspect: Aspect = None,
    by: By = "claim",
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """List where a claim is told otherwise than before: between a body and its headline, and from text to text.

    Hedges and sources that are lost or added, numbers, places, labels, plans, denials, days. An arrow leads from
    the earlier words, or the earlier level, to the later ones; L0 asserts, L1 and L2 name a source, L3 is hearsay,
    L4 hedged, L5 distanced.
    """
    from reportedly.project import Project
    from reportedly.records.withhold import private_names

    if by not in ("claim", "event", "pair"):
        raise ReportedlyError(f"--by is {by!r}; it must be claim, event or pair")
    with Project(out, db=db, create=False) as project:
        readings = list(project.store.readings())
        events = project.store.events() if by == "event" else []
        found = [d for d in project.store.drift() if _fits(d, direction, kind, aspect)]
    passages = Passages.of(readings, Discretion(private_names(readings), working_copy=working_copy))
    if by == "event":
        _print_events(found, events, passages, as_json=as_json)
    elif by == "pair":
        _print_pairs(found, passages, as_json=as_json)
    elif as_json:
        for item in found:
            print_json(_line(item, passages))
    else:
        print_table(None, ["what", "change", "earlier", "later", "why"], [_row(item, passages) for item in found])
    if not as_json:
        print(_sum(found))


def _fits(item: Drift, direction: str | None, kind: str | None, aspect: str | None) -> bool:
    asked = ((direction, (item.direction,)), (kind, (item.kind,)), (aspect, item.aspects))
    return all(wanted is None or wanted in held for wanted, held in asked)


def _line(item: Drift, passages: Passages) -> dict[str, Any]:
    from reportedly.export import drift_line

    line = drift_line(item, passages.discretion)
    line["earlier"]["passage"] = passages.passage(item.earlier)
    line["later"]["passage"] = passages.passage(item.later)
    mask = passages.discretion.masked
    more = {
        "aspects": list(item.aspects),
        "was": [mask(w) for w in item.was],
        "became": [mask(w) for w in item.became],
        "path": list(item.path),
        "carried": list(item.carried),
    }
    return {**line, **more}


def _sum(found: Sequence[Drift]) -> str:
    hardened = sum(d.direction == "hardened" for d in found)
    text = f"{counted(len(found), 'drift')}: {hardened} hardened"
    aspects = Counter(d.aspect for d in found)
    told = [f"{aspects[a]} in {_ASPECTS[a]}" for a in get_args(DriftAspect) if aspects[a]]
    return f"{text}; {', '.join(told)}" if told else text


_ASPECTS: dict[str, str] = {
    "hedge": "how firmly",
    "source": "the source",
    "number": "a number",
    "place": "a place",
    "label": "a label",
    "realis": "plan or result",
    "polarity": "denial",
    "time": "the day",
}


def _row(item: Drift, passages: Passages) -> tuple[str, ...]:
    earlier = f"{passages.home(item.earlier)} ({item.earlier[:SHORT_ID]}): {passages.passage(item.earlier)}"
    later = f"{passages.home(item.later)} ({item.later[:SHORT_ID]}): {passages.passage(item.later)}"
    if item.kind == "headline_body":
        earlier, later = f"body: {earlier}", f"headline: {later}"
    reason = passages.discretion.masked(item.reason)
    what = item.direction if item.aspect == "hedge" else item.aspect
    return f"{what}, {item.edge or 'headline'}", _arrow(item, passages), earlier, later, reason


def _arrow(item: Drift, passages: Passages) -> str:
    """Return the levels of a hedge drift, else the words on both sides."""
    if item.aspect == "hedge" or item.aspect in ("realis", "polarity"):
        return f"{item.before} → {item.after}" if item.aspect == "hedge" else item.changes[0].replace("_", " ")
    mask = passages.discretion.masked
    return f"{mask(' / '.join(item.was))} → {mask(' / '.join(item.became))}"


def _print_events(found: Sequence[Drift], events: Iterable[Event], passages: Passages, *, as_json: bool) -> None:
    """Print for each event, else for each first telling, the path of every change: who made it, who repeats it."""
    of_claim = {c: e for e in events for c in (*e.claims, *e.background)}
    groups: dict[str, list[Drift]] = defaultdict(list)
    for item in found:
        first = (*item.path, item.earlier)[0]
        event = next((of_claim[c] for c in (*item.path, item.earlier, item.later) if c in of_claim), None)
        groups[event.id if event else first].append(item)
    by_id = {e.id: e for e in of_claim.values()}
    for key, items in groups.items():
        event = by_id.get(key)
        name = passages.discretion.masked(event.proposition) if event else passages.passage(key)
        if as_json:
            told = [{**_line(i, passages), "hops": list(_hops(i, passages))} for i in items]
            print_json({"event": event.id if event else None, "what": name, "drift": told})
            continue
        console().print(f"{name}   [{event.id if event else key}]", markup=False)
        for item in items:
            console().print(f"  {' → '.join(_hops(item, passages))}", markup=False)


def _hops(item: Drift, passages: Passages) -> Iterator[str]:
    """Yield the tellings in order: those before, the one that changed it and how, those that repeat the change."""
    yield from (passages.home(c) for c in (*item.path, item.earlier))
    change = passages.discretion.masked(item.reason)
    where = f"{passages.home(item.later)}{' (headline)' if item.kind == 'headline_body' else ''}"
    yield f"{where}, first here: {change}"
    homes = dict.fromkeys(passages.home(c) for c in item.carried if c in passages.claims)
    if homes:
        yield f"repeated by {', '.join(homes)}"


def _print_pairs(found: Sequence[Drift], passages: Passages, *, as_json: bool) -> None:
    pairs: dict[tuple[str, str], list[Drift]] = defaultdict(list)
    for item in found:
        pairs[(item.earlier_document, item.later_document)].append(item)
    rows = []
    for (earlier, later), items in sorted(pairs.items(), key=lambda p: (-len(p[1]), p[0])):
        homes = passages.home(items[0].earlier), passages.home(items[0].later)
        counts = Counter(i.aspect for i in items)
        if as_json:
            print_json(
                {
                    "earlier": {"document": earlier, "publisher": homes[0]},
                    "later": {"document": later, "publisher": homes[1]},
                    "edge": items[0].edge,
                    "drifts": len(items),
                    "hardened": sum(i.direction == "hardened" for i in items),
                    "aspects": dict(counts),
                    "reasons": [passages.discretion.masked(i.reason) for i in items],
                }
            )
        told = "; ".join(passages.discretion.masked(i.reason) for i in items)
        each = ", ".join(f"{n} {aspect}" for aspect, n in sorted(counts.items()))
        rows.append((homes[0], homes[1], items[0].edge or "headline", str(len(items)), each, told))
    if not as_json:
        print_table(None, ["earlier", "later", "edge", "drifts", "in", "how"], rows)


def card_lines(claim: str, found: Sequence[Drift], passages: Passages) -> Iterator[str]:
    """Yield the lines that a claim's page has on the drifts it takes part in."""
    for item in found:
        if claim not in (item.earlier, item.later):
            continue
        other = item.later if claim == item.earlier else item.earlier
        levels = f" ({item.before} → {item.after})" if item.aspect == "hedge" else ""
        how = f"{item.direction if item.aspect == 'hedge' else item.aspect}{levels}"
        where = "in its own document" if item.kind == "headline_body" else f"in {passages.home(other)}"
        told = "told again as" if claim == item.earlier else "told before as"
        yield f"Drift       {how}: {passages.discretion.masked(item.reason)}   [{item.producer}: {item.kind}]"
        yield f"            {told} {other} {where}: {passages.passage(other)}"
