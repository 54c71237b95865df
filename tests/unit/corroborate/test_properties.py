"""What holds for every pile: bounds in order, copies and citations never add, order does not matter."""

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate import Corroboration, corroborate
from reportedly.corroborate.cluster import NEIGHBOURS, Families, compared
from reportedly.corroborate.compare import Rules
from reportedly.corroborate.items import coded, item_of
from reportedly.records import (
    Claim,
    DocEdge,
    Event,
    Geolocation,
    Quantity,
    Reading,
    Record,
    StatusObservation,
    claim_id,
)
from reportedly.records.values import EdgeKind
from tests.unit.corroborate.pile import THEATRE, Told, parents, report

PUBLISHERS = ["Dobro Herald", "Dobro Gazette", "Heron Wire", "Orlivsk Pipes", "Kestrel Mission", "Plain Courier", None]
_KINDS: list[EdgeKind] = ["copy", "excerpt", "cites", "summarises", "translation", "revision_of"]
UNNAMED: dict[str, Any] = {"named": False}
CHAINS: list[tuple[tuple[Any, ...], str | None]] = [
    ((), None),
    ((), "none"),
    (("the water board",), None),
    (("the Orlivsk Council in Exile",), None),
    (("Heron Wire",), None),
    (("Dobro Herald",), None),
    (("Heron Wire", "the water board"), None),
    ((("several papers", UNNAMED | {"role": "unnamed_plural"}),), "unnamed_plural"),
    ((("a resident", UNNAMED | {"role": "resident"}),), "unnamed_single"),
    (("Heron Wire", ("a source", UNNAMED | {"role": "expert"})), "unnamed_single"),
]


@st.composite
def told(draw: st.DrawFn) -> Told:
    chain, root = draw(st.sampled_from(CHAINS))
    return Told(
        content=draw(
            st.sampled_from(["The taps have run dry", "Dry taps and no water", "The pump of the town stands"])
        ),
        chain=chain,
        root=root,
        place=draw(st.sampled_from(["Orlivsk", "the Orlivsk pumping house", "Orlivsk region", None])),
        polarity=draw(st.sampled_from(["+", "+", "+", "-"])),
        status=draw(st.sampled_from([None, ("water", "none"), ("water", "full")])),
        number=draw(st.sampled_from([None, (30, 30, "houses"), (20, 40, "houses"), (90, 90, "houses")])),
    )


@st.composite
def piles(draw: st.DrawFn) -> tuple[list[Reading], list[DocEdge]]:
    readings = []
    for number in range(draw(st.integers(1, 6))):
        claims = draw(st.lists(told(), min_size=1, max_size=3))
        readings.append(
            report(
                *claims,
                publisher=draw(st.sampled_from(PUBLISHERS)),
                published=draw(st.sampled_from(["2026-05-04", "2026-05-05", "2026-05-20", None])),
                path=f"{number}.txt",
            )
        )
    edges = []
    for _ in range(draw(st.integers(0, 4)) if len(readings) > 1 else 0):
        one, other = draw(st.permutations(readings).map(lambda r: r[:2]))
        kind: EdgeKind = draw(st.sampled_from(_KINDS))
        edges.append(DocEdge(one.document.id, other.document.id, kind, 0.8, "drawn"))
    return readings, edges


def run(readings: list[Reading], edges: list[DocEdge]) -> Corroboration:
    return corroborate(readings, edges, theatre=THEATRE, parents=parents)


def holding(found: Corroboration, claim: str) -> Event:
    [event] = [event for event in found.events if claim in event.claims]
    return event


@settings(max_examples=150, deadline=None)
@given(piles())
def test_every_claim_stands_in_one_event_and_the_bounds_are_in_order(pile: tuple[list[Reading], list[DocEdge]]) -> None:
    found = run(*pile)
    claims = [claim for event in found.events for claim in event.claims]
    assert sorted(claims) == sorted(c.id for r in pile[0] for c in r.of(Claim))
    for event in found.events:
        assert 0 <= event.origins_min <= event.origins_max <= len(event.claims)
        assert event.origins_min == sum(o.certain for o in event.origins)
        assert event.origins_max == len(event.origins)
        counted = [claim for origin in event.origins for claim in origin.claims]
        assert len(counted) == len(set(counted))
        assert set(counted) <= set(event.claims)
        assert all(origin.reasons for origin in event.origins if len(origin.documents) > 1 or not origin.certain)


@settings(max_examples=100, deadline=None)
@given(piles(), st.randoms(use_true_random=False))
def test_the_order_of_documents_and_edges_does_not_matter(
    pile: tuple[list[Reading], list[DocEdge]], dice: random.Random
) -> None:
    readings, edges = pile
    expected = run(readings, edges)
    assert run(dice.sample(readings, len(readings)), dice.sample(edges, len(edges))) == expected


@settings(max_examples=150, deadline=None)
@given(piles(), st.data())
def test_an_exact_copy_never_changes_a_bound(pile: tuple[list[Reading], list[DocEdge]], data: st.DataObject) -> None:
    readings, edges = pile
    original = data.draw(st.sampled_from(readings))
    again = _copy(original, data.draw(st.sampled_from(PUBLISHERS)))
    before = run(readings, edges)
    after = run([*readings, again], [*edges, DocEdge(again.document.id, original.document.id, "copy", 1.0, "the same")])
    for event in before.events:
        now = holding(after, event.claims[0])
        assert set(event.claims) <= set(now.claims)
        assert (now.origins_min, now.origins_max, now.corroboration) == (
            event.origins_min,
            event.origins_max,
            event.corroboration,
        )
    assert len(before.events) == len(after.events)


def _copy(original: Reading, publisher: str | None) -> Reading:
    """Return the reading of a later copy: the same text and records under new ids."""
    document = original.document
    claims = list(original.of(Claim))
    new = replace(document, id="doc_copy", publisher=publisher, published="2026-06-30", path="copy.txt")
    ids = {claim.id: _renamed(claim, new.id) for claim in claims}
    records: list[Record] = []
    for record in original.records:
        if isinstance(record, Claim):
            records.append(ids[record.id])
        else:
            owner = getattr(record, "claim", None)
            records.append(_moved(record, ids[owner].id) if owner in ids else record)
    return Reading(new, tuple(records))


def _moved(record: Any, claim: str) -> Any:
    return replace(record, claim=claim)


def _renamed(claim: Claim, document: str) -> Claim:
    return replace(claim, id=claim_id(document, claim.evidence), document=document)


@settings(max_examples=150, deadline=None)
@given(piles(), st.data())
def test_a_report_that_only_cites_another_never_raises_the_lower_bound(
    pile: tuple[list[Reading], list[DocEdge]], data: st.DataObject
) -> None:
    readings, edges = pile
    named = [r for r in readings if r.document.publisher]
    if not named:
        return
    cited = data.draw(st.sampled_from(named))
    claims = [
        replace(one, chain=(cited.document.publisher,), root=None)
        for one in _told_again(cited)
    ]  # fmt: skip
    citing = report(*claims, publisher="Echo Sheet", published=cited.document.published, path="echo.txt")
    before = run(readings, edges)
    edge = DocEdge(citing.document.id, cited.document.id, "cites", 0.8, "names it")
    after = run([*readings, citing], [*edges, edge])
    for old, new in zip(cited.of(Claim), citing.of(Claim), strict=True):
        now = holding(after, old.id)
        if new.id in now.claims:
            # It may show that two events are one; then their origins stand side by side, and none is new. Where it
            # parts an event, the claims before and after are others, and so is what is counted.
            met = [e for e in before.events if set(e.claims) & set(now.claims)]
            if all(set(e.claims) <= set(now.claims) for e in met):
                assert now.origins_min <= sum(e.origins_min for e in met)


def _told_again(reading: Reading) -> list[Told]:
    return [
        Told(
            content=claim.evidence[0].of(reading.text),
            polarity=claim.polarity,
            place=tuple(g.name or "" for g in reading.about(Geolocation, claim.id)) or None,
            status=next(((o.sector, o.status) for o in reading.about(StatusObservation, claim.id)), None),
            number=next(((q.min or 0.0, q.max or 0.0, "houses") for q in reading.about(Quantity, claim.id)), None),
        )
        for claim in reading.of(Claim)
    ]


def test_work_and_judgements_stay_linear_in_the_number_of_claims() -> None:
    dice = random.Random(7)
    words = ["".join(dice.choices("bdfgklmnprstvz", k=6)) for _ in range(400)]
    readings = [
        report(
            *(Told(" ".join(dice.choices(words, k=8)), sector=("water",), place="Orlivsk") for _ in range(5)),
            published=f"2026-05-{dice.randint(1, 14):02}",
            path=f"{n}",
        )
        for n in range(120)
    ]
    items = [item_of(r, claim, coding) for r in readings for claim, coding in coded(r)]
    pairs = compared(items, Rules(frozenset(), parents), Families(frozenset()))
    # All 600 claims are of one category, place and fortnight; all pairs would be 179,700.
    assert len(pairs) <= 2 * NEIGHBOURS * len(items)
    assert len(run(readings, []).judgements) <= 10 * len(items)


def test_a_copy_is_not_asked_where_no_chain_of_the_original_ends() -> None:
    said = Told(content="The taps have run dry", place="Orlivsk")
    none, full = replace(said, status=("water", "none")), replace(said, status=("water", "full"))
    town = report(none, none, replace(none, chain=("Heron Wire",)), publisher="Plain Courier", published="2026-05-04")
    wire = report(
        full,
        replace(full, content="Dry taps and no water"),
        replace(none, root="none"),
        publisher="Heron Wire",
        published="2026-05-04",
        path="wire.txt",
    )
    edges = [DocEdge(wire.document.id, town.document.id, "copy", 0.8, "drawn")]
    again = _copy(town, "Dobro Herald")
    same = DocEdge(again.document.id, town.document.id, "copy", 1.0, "the same")
    before, after = run([town, wire], edges), run([town, wire, again], [*edges, same])
    bounds = sorted((e.origins_min, e.origins_max) for e in before.events)
    assert bounds == [(0, 0), (0, 1)]
    assert sorted((e.origins_min, e.origins_max) for e in after.events) == bounds
