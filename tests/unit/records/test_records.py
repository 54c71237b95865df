"""Records keep their own rules."""

import pytest

from reportedly.errors import InvalidRecord
from reportedly.records import (
    Attribution,
    Claim,
    DocEdge,
    Geolocation,
    Level,
    Link,
    Quantity,
    Span,
    Theatre,
    Timing,
    claim_id,
    from_plain,
    to_plain,
)
from reportedly.records.floors import floored
from tests.unit.pipeline.test_runner import a_document

SPAN = Span(0, 4)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Span(3, 3), "negative or empty"),
        (lambda: Claim(id="clm_x", document="d", evidence=(SPAN,), proposition="", kind="event"), "does not digest"),
        (lambda: Claim(id="clm_x", document="d", evidence=(), proposition="", kind="event"), "at least one evidence"),
        (lambda: Link(span=Span(0, 5), role="official", cue=Span(3, 9)), "overlap"),
        (lambda: Link(span=SPAN, role="official", resolution="corrected"), "needs a note"),
        (lambda: Attribution("c", (), "named"), "without links"),
        (lambda: Attribution("c", (Link(span=SPAN, role="official"),), "author"), "cannot have root status author"),
        (lambda: Level("c", "L3", ""), "needs its reason"),
        (lambda: Geolocation("c", SPAN, "event", "settlement", lat=91.0, lon=0.0), "out of range"),
        (lambda: Geolocation("c", SPAN, "event", "settlement", lat=1.0), "both degrees"),
        (lambda: Timing("c", "2026", "2026-02-01", "2026-01-01", "stated"), "lies after"),
        (lambda: Quantity("c", SPAN, 5, 3, 9), "out of order"),
        (lambda: DocEdge("a", "a", "copy", 1.0, "same"), "itself"),
        (lambda: Level("c", "L9", "x"), "must be one of"),  # type: ignore[arg-type]
        (lambda: a_document("   "), "text is empty"),
    ],
)
def test_a_record_that_breaks_its_rule_cannot_be_made(make, message: str) -> None:
    with pytest.raises(InvalidRecord, match=message):
        make()


def test_records_come_back_from_plain_values_as_they_were() -> None:
    spans = (Span(0, 4), Span(9, 12))
    claim = Claim(id=claim_id("d", spans), document="d", evidence=spans, proposition="p", kind="status")
    chain = Attribution("c", (Link(span=SPAN, role="ministry", cue=Span(5, 9)),), "named")
    assert from_plain(Claim, to_plain(claim)) == claim
    assert from_plain(Attribution, to_plain(chain)) == chain
    assert from_plain(Theatre, to_plain(Theatre(freshness_days={"water": 3}))) == Theatre(freshness_days={"water": 3})


def test_an_unknown_field_is_refused_rather_than_lost() -> None:
    with pytest.raises(InvalidRecord, match="no field colour"):
        from_plain(Span, {"start": 0, "end": 2, "colour": "red"})


@pytest.mark.parametrize(
    ("category", "precision", "kept"),
    [
        ("GUO.B02", "settlement", False),
        ("GUO.B02", "adm1", True),
        ("GUO.C05", "settlement", True),
        ("GUO.C01", "facility", False),
        ("GUO.J02", "settlement", False),
    ],
)
def test_places_finer_than_their_floor_lose_the_point(category: str, precision, kept: bool) -> None:
    place = Geolocation("c", SPAN, "event", precision, name="Ostra", gazetteer_id="x:1", lat=1.0, lon=2.0)
    shown = floored(place, category)
    assert (shown.lat is not None) is kept
    assert (shown.gazetteer_id is not None) is kept
