"""Every field of a claim can be set: the value is checked, kept, and taken into the reading."""

import json
from typing import Any

import pytest

from reportedly import assembly
from reportedly.corroborate import corroborate
from reportedly.errors import InvalidRecord, ReviewRefused
from reportedly.export.claims import claim_line
from reportedly.gazetteer.nowhere import NoPlaces
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Level,
    Quantity,
    Reading,
    Span,
    StatusObservation,
    Timing,
)
from reportedly.records.withhold import Discretion
from reportedly.review import take
from reportedly.review.edits import current, same_value, worded
from reportedly.review.given import Given
from reportedly.review.making import Desk
from tests.unit.corroborate.pile import THEATRE, Told, parents, report
from tests.unit.review.made import AT, Chain

BOOK = assembly.codebook(None)
DRY = Told(
    "Two taps in Orlivsk have run dry", chain=(("Ministry of Water", {"role": "ministry"}), "several local media"),
    status=("water", "none"), number=(2, 2, "Two"), day="2026-05-01", actor="STAFF",
)  # fmt: skip
LEAD = Told("The pumps of Orlivsk stand still")


class Here(NoPlaces):
    """A gazetteer of one place."""

    def get(self, place_id: str) -> Any:
        if place_id != "t:dobrovyr":
            return None
        values = {"id": place_id, "name": "Dobrovyr", "precision": "settlement", "lat": 48.0, "lon": 33.0}
        return type("Entry", (), {**values, "country": "", "layer": "test"})()


def changed(reading: Reading, field: Any, given: Any) -> Reading:
    """Return a reading in which a person has set a field of its first claim."""
    claim = reading.of(Claim)[0]
    value = Given(reading, claim, BOOK, Here()).value(field, given)
    chain = Chain()
    chain.add(Desk([reading], [], [], "ada", AT, "seen by eye").edit(claim.id, field, value))
    taken = take(chain.actions, [reading])
    assert not taken.orphans
    [after] = taken.readings
    found = next(c for c in after.of(Claim) if c.id == claim.id)
    assert same_value(current(after, found, field), value)
    assert "{" not in worded(json.dumps(value))
    return after


def first(reading: Reading, kind: type) -> Any:
    return reading.first(kind, reading.of(Claim)[0].id)


def places(reading: Reading) -> tuple[Geolocation, ...]:
    return reading.about(Geolocation, reading.of(Claim)[0].id)


PLAIN: list[tuple[str, Any, Any]] = [
    ("kind", "event", lambda r: r.of(Claim)[0].kind == "event"),
    ("proposition", "Taps  in Orlivsk are dry", lambda r: r.of(Claim)[0].proposition == "Taps in Orlivsk are dry"),
    ("polarity", "-", lambda r: r.of(Claim)[0].polarity == "-"),
    ("realis", "planned", lambda r: r.of(Claim)[0].realis == "planned"),
    ("category", "C05", lambda r: first(r, Coding).category == "GUO.C05"),
    ("secondary", "B02, GUO.E01", lambda r: first(r, Coding).secondary == ("GUO.B02", "GUO.E01")),
    ("sector", ["water", "sewage"], lambda r: first(r, Coding).sector == ("water", "sewage")),
    ("level", "L4", lambda r: first(r, Level).level == "L4" and "seen by eye" in first(r, Level).reason),
    ("caveats", "translated", lambda r: first(r, Level).caveats == ("translated",)),
    ("time", "2026-04/2026-05", lambda r: first(r, Timing).latest == "2026-05-31"),
    ("time", "", lambda r: (first(r, Timing).event, first(r, Timing).basis) == (None, "none")),
    ("place", "t:dobrovyr", lambda r: [g.name for g in places(r)] == ["Dobrovyr"]),
    ("place", "", lambda r: not places(r)),
    ("origin", "t:dobrovyr", lambda r: {g.function for g in places(r)} == {"event", "origin"}),
    ("destination", "t:dobrovyr", lambda r: {g.function for g in places(r)} == {"event", "destination"}),
    ("roles", [{"name": "actor", "value": "RA"}], lambda r: first(r, Coding).roles[0].value == "RA"),
    ("roles", [], lambda r: first(r, Coding).roles == ()),
    (
        "quantity",
        [{"printed": "Two", "min": 2, "best": "3", "max": 4.5, "unit": "taps"}],
        lambda r: (first(r, Quantity).min, first(r, Quantity).best, first(r, Quantity).max) == (2, 3, 4.5),
    ),
    ("quantity", [], lambda r: not r.of(Quantity)),
    (
        "status",
        [{"sector": "water", "status": "partial", "cause": ["damage"], "access": "closed"}],
        lambda r: (first(r, StatusObservation).status, first(r, StatusObservation).cause) == ("partial", ("damage",)),
    ),
    ("status", [], lambda r: not r.of(StatusObservation)),
    ("evidence", ["taps in Orlivsk"], lambda r: [s.of(r.text) for s in r.of(Claim)[0].evidence] == ["taps in Orlivsk"]),
    ("evidence", [[0, 3], [4, 8]], lambda r: r.of(Claim)[0].evidence == (Span(0, 3), Span(4, 8))),
    (
        "chain",
        {"hops": [{"base": 0}]},
        lambda r: first(r, Attribution).root_status == "named" and len(first(r, Attribution).links) == 1,
    ),
]


@pytest.mark.parametrize(("field", "given", "holds"), PLAIN, ids=[f"{f} {g}"[:40] for f, g, _ in PLAIN])
def test_a_field_that_a_person_sets_holds_in_the_reading_and_nothing_else_changes(
    field: str, given: Any, holds: Any
) -> None:
    reading = report(DRY, LEAD)
    after = changed(reading, field, given)
    assert holds(after)
    claims = reading.of(Claim)
    assert [c.id for c in after.of(Claim)] == [c.id for c in claims]
    for name in ("realis", "time", "category", "chain", "quantity", "status"):
        if name != field:
            assert current(after, after.of(Claim)[0], name) == current(reading, claims[0], name)
        assert current(after, after.of(Claim)[1], name) == current(reading, claims[1], name)


def test_a_claim_whose_evidence_was_set_keeps_its_id_and_further_decisions_find_it() -> None:
    reading = report(DRY, LEAD)
    claim = reading.of(Claim)[0]
    chain = Chain()
    desk = Desk([reading], [], [], "ada", AT, "shorter")
    chain.add(desk.edit(claim.id, "evidence", {"spans": [[claim.evidence[0].end - 3, claim.evidence[0].end]]}))
    seen = take(chain.actions, [reading]).readings
    chain.add(Desk(seen, [], [], "bo", AT, "a plan").edit(claim.id, "realis", {"realis": "planned"}))
    taken = take(chain.actions, [reading])
    found = taken.readings[0].of(Claim)[0]
    assert (found.id, found.realis, found.evidence[0].of(reading.text)) == (claim.id, "planned", "dry")
    assert not taken.orphans
    with pytest.raises(InvalidRecord, match="digest"):
        Claim(claim.id, claim.document, (Span(0, 1),), "", "event")


def test_summaries_point_at_claims_of_the_document_only() -> None:
    reading = report(LEAD, DRY)
    lead, body = reading.of(Claim)
    after = changed(reading, "summary_of", [body.id[:12]])
    assert after.of(Claim)[0].summary_of == (body.id,)
    with pytest.raises(ReviewRefused, match="no other claim"):
        changed(reading, "summary_of", [lead.id])


def test_a_chain_may_be_put_in_another_order_with_new_hops_and_a_corrected_name() -> None:
    reading = report(DRY, tail="The water board of Dobrovyr had told the ministry so.")
    hops = [
        {"base": 1},
        {"base": 0, "name": "Ministry of Supply", "note": "there is no ministry of water", "inferred": True},
        {"name": "The water board of Dobrovyr", "cue": "had told", "role": "official"},
    ]
    after = changed(reading, "chain", {"hops": hops})
    links = first(after, Attribution).links
    assert [k.proposed or k.span.of(reading.text) for k in links] == [
        "several local media", "Ministry of Supply", "The water board of Dobrovyr",
    ]  # fmt: skip
    assert (links[1].resolution, links[1].inferred) == ("corrected", True)
    assert links[2].cue == Span(reading.text.index("had told"), reading.text.index("had told") + 8)
    assert first(after, Attribution).root_status == "named"
    assert first(after, Level).level == "L1"


def test_the_level_follows_a_chain_that_a_person_set_but_not_over_a_hedge() -> None:
    for level, expected in (("L1", "L3"), ("L4", "L4")):
        reading = report(Told("The taps in Orlivsk have run dry", chain=("the mayor",), level=level))
        after = changed(reading, "chain", {"hops": [], "root": "none"})
        assert first(after, Level).level == expected


def test_origins_are_counted_along_the_chain_that_a_person_set() -> None:
    one = report(DRY, publisher="First Post")
    two = report(Told("Two taps in Orlivsk have run dry", chain=("Ministry of Water",), day="2026-05-01"))
    before = corroborate([one, two], [], theatre=THEATRE, parents=parents).events[0]
    after = corroborate(
        [changed(one, "chain", {"hops": [{"base": 0}]}), two], [], theatre=THEATRE, parents=parents
    ).events[0]
    assert (before.origins_min, before.origins_max) != (after.origins_min, after.origins_max) == (1, 1)


def test_the_line_of_a_claim_prints_what_people_set() -> None:
    reading = report(DRY)
    for field, given in (("secondary", "E01"), ("status", []), ("level", "L5"), ("origin", "t:dobrovyr")):
        reading = changed(reading, field, given)
    line = claim_line(reading, reading.of(Claim)[0], Discretion(()))
    assert (line["secondary"], line["status"], line["hedge_level"]) == (["GUO.E01"], None, "L5")
    assert {p["function"] for p in line["place"]} == {"event", "origin"}


BAD: list[tuple[str, Any, str]] = [
    ("category", "Z99", "no category"),
    ("secondary", "B02, E01, C05", "at most 2"),
    ("sector", "trams", "no sector"),
    ("level", "L9", "L0, L1"),
    ("place", "Nowhere", "not in the gazetteer"),
    ("time", "soon", "no time"),
    ("proposition", " ", "nothing was given"),
    ("proposition", "[name withheld] left", "may not see"),
    ("chain", {"hops": [{"name": "The Gull", "role": "outlet"}]}, "letter for letter"),
    ("chain", {"hops": [{"base": 7}]}, "no.* with the number 8"),
    ("chain", {"hops": [{"base": 0, "name": "Ministry of Supply"}]}, "say why"),
    ("chain", {"hops": [], "root": "named"}, "author or none"),
    ("roles", [{"name": "hero"}], "no role"),
    ("quantity", [{"printed": "Two", "min": 3, "best": 2, "max": 4}], "out of order"),
    ("quantity", [{"printed": "Nine", "best": 9}], "do not stand"),
    ("status", [{"sector": "water", "status": "bad"}], "must be one of"),
    ("evidence", [], "one passage"),
    ("evidence", [[0, 5], [3, 8]], "without overlaps"),
    ("evidence", [[0, 99999]], "the text ends"),
    ("evidence", [[0.5, 2]], "whole numbers"),
    ("place", 5, "strip"),
    ("sector", [5], "strip"),
    ("chain", 5, "subscriptable"),
    ("chain", {}, "missing"),
    ("quantity", "many", "indices"),
    ("kind", ["event"], "no kind"),
]


@pytest.mark.parametrize(("field", "given", "said"), BAD, ids=[f"{f} {g}"[:40] for f, g, _ in BAD])
def test_a_value_that_cannot_be_is_refused_with_what_would_do(field: str, given: Any, said: str) -> None:
    with pytest.raises(ReviewRefused, match=said):
        changed(report(DRY), field, given)
