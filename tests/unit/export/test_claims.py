"""Lines of claims.jsonl."""

import json

from reportedly.export import claim_line
from reportedly.records import (
    Anchor,
    Area,
    Attribution,
    Body,
    BodyMention,
    Claim,
    Coding,
    Geolocation,
    Link,
    PersonMention,
    Reading,
    Span,
    body_id,
    claim_id,
)
from reportedly.records.withhold import PLACE_WITHHELD, Discretion, private_names
from tests.unit.pipeline.test_runner import a_document

TEXT = "Nurse Marta Vellin has left the ward in Sollen, and Vellin is not coming back."


def a_reading(text: str = TEXT, *, mark: bool = True) -> Reading:
    document = a_document(text)
    evidence = (Span(0, text.index(",")), Span(text.index("Vellin is"), len(text) - 1))
    claim = Claim(
        id=claim_id(document.id, evidence),
        document=document.id,
        evidence=evidence,
        proposition="Marta Vellin has left the ward.",
        kind="event",
    )
    town = text.index("Sollen")
    records = [
        claim,
        Coding(claim.id, "guo", "1.0.0", "GUO.B02"),
        Geolocation(claim.id, Span(town, town + 6), "event", "settlement", name="Sollen", lat=1.0, lon=2.0),
    ]
    if mark:
        records.append(PersonMention(document.id, Span(6, 18), "P2"))
        records.append(PersonMention(document.id, Span(text.index("Vellin is"), text.index(" is not")), "P2"))
    return Reading(document, tuple(records))


def line_of(reading: Reading, *, working_copy: bool = False) -> dict:
    discretion = Discretion(private_names([reading]), working_copy=working_copy)
    return claim_line(reading, reading.of(Claim)[0], discretion)


def test_private_names_are_withheld_everywhere_in_a_line_and_offsets_stay() -> None:
    line = line_of(a_reading())
    assert "Vellin" not in json.dumps(line)
    first, second = line["evidence"]
    assert first["exact"] == "Nurse [name withheld] has left the ward in Sollen"
    assert second["exact"] == "[name withheld] is not coming back"
    assert (first["start"], first["end"]) == (0, 46)
    assert line["proposition"] == "[name withheld] has left the ward."


def test_a_working_copy_shows_names_and_points() -> None:
    line = line_of(a_reading(), working_copy=True)
    assert line["evidence"][0]["exact"] == "Nurse Marta Vellin has left the ward in Sollen"
    assert line["place"][0]["lat"] == 1.0


def test_the_place_of_staff_who_refuse_is_coarsened() -> None:
    [place] = line_of(a_reading())["place"]
    assert (place["lat"], place["name"], place["precision"], place["printed"]) == (None, None, "adm2", "Sollen")


def test_a_coarsened_place_is_printed_only_where_the_quotation_prints_it() -> None:
    elsewhere = a_reading("Nurse Marta Vellin has left the ward, as Sollen knows, and Vellin is not coming back.")
    [place] = line_of(elsewhere)["place"]
    assert (place["name"], place["printed"]) == (None, PLACE_WITHHELD)
    [place] = line_of(elsewhere, working_copy=True)["place"]
    assert place["printed"] == "Sollen"


def test_a_name_that_is_private_in_one_document_is_withheld_in_all() -> None:
    other = "Nurse Marta Vellin came back to Sollen, and Vellin is at work again today."
    readings = [a_reading(), a_reading(other, mark=False)]
    discretion = Discretion(private_names(readings))
    lines = [claim_line(r, claim, discretion) for r in readings for claim in r.of(Claim)]
    assert len(lines) == 2
    assert "Vellin" not in str(lines)


def test_a_claim_without_further_records_says_so_in_every_field() -> None:
    reading = a_reading()
    bare = Reading(reading.document, (reading.of(Claim)[0],))
    line = line_of(bare)
    assert line["category"] == "X09"
    assert line["attribution"] == {"link": [], "root_status": "author"}
    assert line["status"] is None
    assert line["time"]["basis"] == "none"


def test_a_hop_names_its_body_and_keeps_private_names_out_of_it() -> None:
    text = "The ward is shut, Marta Vellin said. Vellin named no reason."
    document = a_document(text)
    evidence = (Span(0, 16),)
    claim = Claim(claim_id(document.id, evidence), document.id, evidence, "The ward is shut.", "event")
    named, again = Span(18, 30), Span(37, 43)
    mentions = (BodyMention(named, "person"), BodyMention(again, "part of the name"))
    reading = Reading(
        document,
        (
            claim,
            PersonMention(document.id, named, "P2"),
            PersonMention(document.id, again, "P2"),
            Attribution(claim.id, (Link(again, "resident"), Link(None, "none")), "named"),
            Body(body_id(document.id, named), document.id, named, mentions, "person", "resident"),
        ),
    )
    hop, empty = line_of(reading)["attribution"]["link"]
    assert hop["body"] == {
        "id": body_id(document.id, named),
        "name": "[name withheld]",
        "kind": "person",
        "entry": None,
        "readings": [],
        "proposed": None,
        "mentions": 2,
    }
    assert empty["body"] is None
    assert line_of(reading, working_copy=True)["attribution"]["link"][0]["body"]["name"] == "Marta Vellin"


def test_a_place_told_by_another_is_exported_with_its_ground() -> None:
    reading = a_reading()
    [claim] = reading.of(Claim)
    area = Area("sector", (Anchor("x:1", "Sollen", 1.0, 2.0, 2.0),), near_km=8.0, far_km=16.0, bearing=0.0, spread=22.5,
                words="12 km north of Sollen")  # fmt: skip
    told = Geolocation(claim.id, Span(0, 5), "event", "vague_region", name="12 km north of Sollen", lat=1.1, lon=2.0,
                       radius_km=7.0, area=area)  # fmt: skip
    line = line_of(reading.plus([told]), working_copy=True)
    shown = line["place"][1]["area"]
    assert shown["geometry"]["type"] == "Polygon"
    assert (shown["kind"], shown["words"], shown["bearing"]) == ("sector", "12 km north of Sollen", 0.0)
    assert shown["anchor"] == [{"gazetteer_id": "x:1", "name": "Sollen"}]
    assert line["place"][0]["area"] is None
    published = line_of(reading.plus([told]))
    assert published["place"][1]["area"] is None, "staff who refuse could be found by it"
