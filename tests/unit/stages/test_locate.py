"""Places of claims."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.interfaces import Candidate, HomeArea, Resolved, Shape, Toponym
from reportedly.records import Claim, Document, Geolocation, Passage, Reading, Relation, Span, claim_id
from reportedly.stages.locate import LocateRules


def entry(name: str, kind: str, precision: str, admin1: str = "01", country: str = "VL") -> Candidate:
    return Candidate(f"t:{name.casefold()}", name, kind, precision, 50.0, 20.0, country, admin1, radius_km=5.0)


PLACES = {
    "Varland": entry("Varland", "country", "country", ""),
    "Ostmark": entry("Ostmark", "country", "country", "", "OM"),
    "Brezna": entry("Brezna", "settlement", "settlement"),
    "Tarnow": entry("Tarnow", "settlement", "settlement"),
    "Lindvik": entry("Lindvik", "settlement", "settlement", "09", "OM"),
    "Tarnow region": entry("Tarnow Oblast", "adm1", "adm1"),
}


class Known:
    """A gazetteer of six invented places."""

    def find(self, name, *, limit=20):
        return [PLACES[name]] if name in PLACES else []

    def get(self, place_id):
        return next((p for p in PLACES.values() if p.id == place_id), None)

    def scan(self, text):
        names = "|".join(sorted(PLACES, key=len, reverse=True))
        return [Toponym(Span(*m.span()), m[0]) for m in re.finditer(rf"\b(?:{names})\b", text)]

    def resolve(self, text, toponyms, *, home=None):
        return [Resolved(t, tuple(self.find(t.text)), 0.9) for t in toponyms]


def document(text: str) -> Document:
    return Document("doc_1", "0" * 64, "txt_1", text, "in/a.txt", "text/plain", "plain/1", "2031-03-02T00:00:00Z")


def read(text: str, *evidence: str, relations: tuple[Relation, ...] = ()) -> list[tuple[str, ...]]:
    """Return printed form, function and marks of the places of the claim with this evidence."""
    passages = []
    for order, line in enumerate(re.finditer(r"[^\n]+", text)):
        sentences = [
            Span(line.start() + m.start(), line.start() + m.end()) for m in re.finditer(r"[^ .][^.]*\.?", line[0])
        ]
        passages.append(Passage("doc_1", Span(*line.span()), "body", order, tuple(sentences)))
    claims = []
    for piece in evidence:
        span = Span(text.index(piece), text.index(piece) + len(piece))
        sentence = next(s for p in passages for s in p.sentences if s.overlaps(span))
        claims.append(Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=sentence))
    reading = Reading(document(text), (*passages, *claims, *relations))
    made = LocateRules(Known()).annotate([reading])[0]
    return [
        (g.span.of(text), g.function, *(mark for mark in ("inherited", "example") if getattr(g, mark)))
        for g in made
        if isinstance(g, Geolocation) and g.claim == claims[0].id
    ]


@pytest.mark.parametrize(
    ("text", "evidence", "places"),
    [
        ("A clinic in Brezna was shut.", "A clinic in Brezna was shut", [("Brezna", "event")]),
        ("Nurses were brought in from Brezna and Tarnow.", "Nurses were brought in from Brezna and Tarnow",
         [("Brezna", "origin"), ("Tarnow", "origin")]),
        ("Clerks were sent to Tarnow.", "Clerks were sent to Tarnow", [("Tarnow", "destination")]),
        ("Families fled shelling in Brezna to Tarnow.", "Families fled shelling in Brezna to Tarnow",
         [("Brezna", "origin"), ("Tarnow", "destination")]),
        ("Towns like Brezna have no water.", "Towns like Brezna have no water", [("Brezna", "event", "example")]),
        ("Banks in the Tarnow region are shut.", "Banks in the Tarnow region are shut", [("Tarnow region", "event")]),
        ("A school in Brezna, Varland, reopened.", "A school in Brezna, Varland, reopened", [("Brezna", "event")]),
        ("Shops in newly occupied areas stay shut.", "Shops in newly occupied areas stay shut",
         [("newly occupied areas", "event")]),
        ("Power failed in the area around Brezna.", "Power failed in the area around Brezna",
         [("the area around Brezna", "event")]),
        (
            "Ostmark has sent teachers to Brezna.",
            "Ostmark has sent teachers to Brezna",
            [("Brezna", "destination"), ("Ostmark", "subject")],
        ),
        ("Ostmark has cut pensions.", "Ostmark has cut pensions", [("Ostmark", "subject")]),
        ("Roads near Qelbir village are mined.", "Roads near Qelbir village are mined", [("Qelbir", "event")]),
        ("Teachers are unpaid.", "Teachers are unpaid", []),
        ("The patients went from Brezna to hospitals in Tarnow.", "The patients went from Brezna to hospitals in Tarnow",
         [("Brezna", "origin"), ("Tarnow", "destination")]),
        ("The teachers of Brezna must attend courses in Tarnow.", "The teachers of Brezna must attend courses in Tarnow",
         [("Brezna", "origin"), ("Tarnow", "destination")]),
        ("Copper is trucked to the port of Tarnow.", "Copper is trucked to the port of Tarnow",
         [("Tarnow", "destination")]),
        ("Aid worth $5 million and US$3 million came to Brezna.", "Aid worth $5 million and US$3 million came to Brezna",
         [("Brezna", "event")]),
        ("A well 12 km north of Brezna is dry.", "A well 12 km north of Brezna is dry",
         [("12 km north of Brezna", "event")]),
        ("The road between Brezna and Tarnow is shut.", "The road between Brezna and Tarnow is shut",
         [("road between Brezna and Tarnow", "event")]),
        ("Boats came to the quay across the river from Brezna.", "Boats came to the quay across the river from Brezna",
         [("across the river from Brezna", "event")]),
        ("Migrants from Ostmark sleep in Brezna.", "Migrants from Ostmark sleep in Brezna",
         [("Ostmark", "subject"), ("Brezna", "event")]),
        ("Nine refugees from Ostmark and Varland sleep in Brezna.", "Nine refugees from Ostmark and Varland sleep in Brezna",
         [("Ostmark", "subject"), ("Varland", "subject"), ("Brezna", "event")]),
        ("Post for Brezna is piling up in Tarnow.", "Post for Brezna is piling up in Tarnow",
         [("Brezna", "destination"), ("Tarnow", "event")]),
        ("Teachers will be posted to schools in Brezna.", "Teachers will be posted to schools in Brezna",
         [("Brezna", "destination")]),
        ("Families who had lived in Brezna share a hall in Tarnow.", "Families who had lived in Brezna share a hall in Tarnow",
         [("Brezna", "origin"), ("Tarnow", "event")]),
        ("Sanctions against Ostmark have emptied a store in Brezna.",
         "Sanctions against Ostmark have emptied a store in Brezna", [("Ostmark", "subject"), ("Brezna", "event")]),
        ("The office in Brezna refuses papers issued in Tarnow.", "The office in Brezna refuses papers issued in Tarnow",
         [("Brezna", "event"), ("Tarnow", "origin")]),
        ("People registered in Tarnow are paid in Brezna.", "People registered in Tarnow are paid in Brezna",
         [("Tarnow", "subject"), ("Brezna", "event")]),
        ("Moreo- ver, prices in Brezna rose.", "Moreo- ver, prices in Brezna rose", [("Brezna", "event")]),
        ("Papers were issued in Tarnow.", "Papers were issued in Tarnow", [("Tarnow", "event")]),
        ("Homes on the east bank are cold.", "Homes on the east bank are cold", [("east bank", "event")]),
        ("Prices in Varland rose in the south.", "Prices in Varland rose in the south", [("south", "event")]),
    ],
)  # fmt: skip
def test_the_words_around_a_place_give_its_function(text, evidence, places):
    assert read(text, evidence) == places


@pytest.mark.parametrize(
    "text",
    [
        "In Brezna, the main city of Varland, a school opened.",
        "In Brezna, capital of the breakaway Tarnow region, a school opened.",
        "In Brezna, a city in the Tarnow region, a school opened.",
    ],
)
def test_what_says_where_a_place_lies_is_no_place_of_the_event(text):
    assert read(text, "a school opened") == [("Brezna", "event")]


def test_the_sentence_gives_a_place_that_the_evidence_lacks():
    text = "In Brezna, the council said, the baths are shut."
    assert read(text, "the baths are shut") == [("Brezna", "event")]


def said_by(text: str, source: str) -> tuple[Relation, ...]:
    start = text.index(source)
    span = Span(start, start + len(source))
    return (Relation("doc_1", (span,), (Span(span.end + 1, span.end + 5),), (Span(span.end + 6, len(text) - 1),)),)


def test_a_place_in_the_name_of_a_source_is_its_seat_and_not_where_it_happened():
    text = "The government of Varland said the baths are shut."
    assert read(text, "the baths are shut", relations=said_by(text, "The government of Varland")) == [
        ("Varland", "seat")
    ]


def test_a_local_body_speaks_of_its_own_area_where_its_claim_names_no_place():
    text = "The mayor of Tarnow said the baths are shut."
    relations = said_by(text, "The mayor of Tarnow")
    assert read(text, "the baths are shut", relations=relations) == [
        ("Tarnow", "event", "inherited"),
        ("Tarnow", "seat"),
    ]
    text = "The mayor of Tarnow said the baths in Brezna are shut."
    assert read(text, "the baths in Brezna are shut", relations=said_by(text, "The mayor of Tarnow")) == [
        ("Brezna", "event"),
        ("Tarnow", "seat"),
    ]


def test_what_a_claim_inherits_is_trusted_less_and_says_from_what():
    text = "The Tarnow council has shut the baths."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=span)
    event, seat = LocateRules(Known()).annotate([Reading(document(text), (claim,))])[0]
    assert isinstance(event, Geolocation)
    assert isinstance(seat, Geolocation)
    assert (event.function, event.inherited, event.rule.endswith("seat")) == ("event", True, True)
    assert (seat.function, seat.inherited) == ("seat", False)
    assert event.confidence is not None
    assert seat.confidence is not None
    assert event.confidence < seat.confidence


def test_a_county_that_pledges_is_a_subject_beside_the_place_of_the_event():
    text = "Trains in Brezna stopped. The province of Qelbir pledged a bridge."
    relations = said_by(text, "The province of Qelbir")
    assert read(text, "pledged a bridge", relations=relations) == [
        ("Brezna", "event", "inherited"),
        ("Qelbir", "subject"),
    ]


def test_a_claim_without_a_place_inherits_from_its_paragraph_but_not_from_an_example():
    assert read("A bridge in Brezna fell. Trains stopped.", "Trains stopped") == [("Brezna", "event", "inherited")]
    assert read("Towns like Brezna suffer. Trains stopped.", "Trains stopped") == []


def test_a_heading_is_inherited_from_and_a_distant_paragraph_is_not():
    assert read("Brezna\nTrains stopped.", "Trains stopped") == [("Brezna", "event", "inherited")]
    text = "A bridge in Brezna fell.\nA mill in Tarnow burned.\n\nTrains stopped."
    assert read(text, "Trains stopped") == []


def test_staff_brought_in_go_to_the_place_that_is_inherited():
    text = "Schools in the Tarnow region lack staff. They had to fly in teachers from Lindvik."
    assert read(text, "They had to fly in teachers from Lindvik") == [
        ("Lindvik", "origin"),
        ("Tarnow region", "destination", "inherited"),
    ]


def test_the_sentence_of_another_claim_does_not_lend_its_place():
    text = "In Brezna the baths are shut, and in Tarnow the pools are shut."
    assert read(text, "in Tarnow the pools are shut", "In Brezna the baths are shut") == [("Tarnow", "event")]


def test_a_vague_region_has_no_coordinates_and_an_unknown_name_no_entry():
    text = "Shops in occupied territories are shut. A fire broke out in Qelbir village."
    reading = Reading(
        document(text),
        tuple(
            Claim(claim_id("doc_1", (s,)), "doc_1", (s,), "x", "event", sentence=s) for s in (Span(0, 38), Span(40, 75))
        ),
    )
    vague, unknown = (g for g in LocateRules(Known()).annotate([reading])[0] if isinstance(g, Geolocation))
    assert (vague.precision, vague.lat, vague.gazetteer_id) == ("vague_region", None, None)
    assert (unknown.span.of(text), unknown.precision, unknown.lat) == ("Qelbir", "settlement", None)


def test_the_region_around_a_place_is_vague_but_has_its_centre():
    text = "Power failed in the area around Brezna."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=span)
    made = LocateRules(Known()).annotate([Reading(document(text), (claim,))])[0]
    place = next(g for g in made if isinstance(g, Geolocation))
    assert (place.precision, place.gazetteer_id) == ("vague_region", "t:brezna")
    assert place.radius_km == 35.0


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("Brezna Tarnow,.inthe fromto’'\n\u0301Ж"), min_size=1, max_size=100))
def test_every_place_has_a_span_inside_the_text(text):
    if not text.strip():
        return
    span = Span(0, len(text))
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event")
    for place in LocateRules(Known()).annotate([Reading(document(text), (claim,))])[0]:
        assert isinstance(place, Geolocation)
        assert span.covers(place.span)
        assert place.span.of(text).strip()


def test_a_name_that_the_gazetteer_lacks_is_a_place_wherever_it_stands_once_a_frame_has_shown_it():
    text = "The pump in Quorrel is broken. Snow cut Quorrel off."
    assert [found[:2] for found in read(text, "Snow cut Quorrel off")] == [("Quorrel", "event")]


def test_a_line_that_opens_with_its_place_in_capitals_gives_it_to_the_claims_of_the_paragraph():
    text = "OLD QUORREL – The mill has closed. Bread is dear."
    assert read(text, "Bread is dear")[0][0] == "OLD QUORREL"


def test_a_paragraph_that_names_two_places_gives_none_to_the_sentence_after():
    assert read("Shops in Brezna and in Tarnow have closed. Bread is dear.", "Bread is dear") == []


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Nine pupils were brought to a holiday camp near Quorrel", "destination"),
        ("The grain left for Quorrel", "destination"),
        ("Ten families are home again from the camp at Quorrel", "origin"),
        ("Clerks were hired in Quorrel", "origin"),
        ("House searches have spread from Quorrel", "event"),
    ],
)
def test_verbs_of_moving_and_hiring_say_what_an_unknown_place_does(text, function):
    assert [found[:2] for found in read(f"{text}.", text)] == [("Quorrel", function)]


def test_money_and_tongues_behind_in_are_no_places():
    assert read("Wages come in Quorrel marks and lessons in Quorrelish.", "Wages come in Quorrel marks") == []


@pytest.mark.parametrize(
    ("text", "evidence", "places"),
    [
        ("In the Tarnow region, shells fell on Brezna and Qelbir village. Trains stopped.", "Trains stopped",
         [("Tarnow region", "event", "inherited")]),
        ("Shells fell on Brezna and Qelbir village. They burnt the mill.", "They burnt the mill",
         [("Brezna", "event", "inherited"), ("Qelbir", "event", "inherited")]),
        ("Shells fell on Brezna and Qelbir village. Bread is dear.", "Bread is dear", []),
        ("Families reached Brezna. The displaced have no stoves.", "The displaced have no stoves",
         [("Brezna", "event", "inherited")]),
        ("Families fled shelling in Brezna. Some evacuated from Tarnow.", "Some evacuated from Tarnow",
         [("Tarnow", "origin")]),
        ("Shops in coastal areas such as Brezna are shut. Trains stopped.", "Trains stopped",
         [("Brezna", "event", "inherited", "example")]),
        ("Families went home to Tarnow, where their needs are known.", "their needs are known",
         [("Tarnow", "event")]),
        ("Clerks had previously been staying in Brezna. Trains run from Brezna to Tarnow.", "Trains run from Brezna to Tarnow",
         [("Brezna", "event"), ("Tarnow", "event")]),
        ("Soldiers hold the Tarnow region.\nThe law courts are shut.", "The law courts are shut", []),
    ],
)  # fmt: skip
def test_what_a_claim_without_a_place_inherits(text, evidence, places):
    assert read(text, evidence) == places


def test_the_printed_word_says_city_or_region():
    text = "Schools in Tarnow district are shut."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=span)
    [place] = LocateRules(Known()).annotate([Reading(document(text), (claim,))])[0]
    assert isinstance(place, Geolocation)
    assert (place.precision, place.ambiguous) == ("adm2", True), "the gazetteer has only the town"


class Drawn:
    """Extents of one invented unit: a square of two degrees."""

    def shape(self, place_id):
        ring = ((19.0, 49.0), (21.0, 49.0), (21.0, 51.0), (19.0, 51.0), (19.0, 49.0))
        return Shape(((ring,),), "hull", "invented", 9) if place_id == PLACES["Tarnow region"].id else None


@pytest.mark.parametrize(
    ("text", "lat", "kind", "words"),
    [
        ("Banks in the Tarnow region are shut.", 50.0, "hull", ""),
        ("Banks in southern Tarnow region are shut.", 49.5, "hull", "southern Tarnow region"),
    ],
)
def test_a_unit_is_located_by_its_extent_and_not_by_a_point(text, lat, kind, words):
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=span)
    [place] = LocateRules(Known(), shapes=Drawn()).annotate([Reading(document(text), (claim,))])[0]
    assert isinstance(place, Geolocation)
    assert place.area is not None
    assert (place.area.kind, place.area.words) == (kind, words)
    assert place.lat == pytest.approx(lat, abs=0.05)
    assert place.radius_km is not None
    assert place.radius_km > 80


def test_the_area_that_an_outlet_writes_about_settles_open_names() -> None:
    asked = []

    class Asking(Known):
        def resolve(self, text, toponyms, *, home=None):
            asked.append(home)
            return super().resolve(text, toponyms, home=home)

    text = "A clinic in Brezna was shut."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event")
    area = HomeArea({("VL", "01"): 1.0}, {"VL": 1.0})
    stage = LocateRules(Asking(), homes={"The Brezna Post": area})
    for publisher in ("The Brezna Post", "The Ostmark Post", None):
        stage.annotate([Reading(replace(document(text), publisher=publisher), (claim,))])
    assert asked == [area, None, None]


def test_a_place_in_the_name_of_a_body_is_a_seat_and_no_event() -> None:
    class Naming(Known):
        def scan(self, text):
            return [replace(t, kind="in_name") for t in super().scan(text)]

    text = "The Brezna Quarry Trust closed a bridge."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event")
    [found] = LocateRules(Naming()).annotate([Reading(document(text), (claim,))])
    assert [(g.function, g.span.of(text)) for g in found if isinstance(g, Geolocation)] == [("seat", "Brezna")]


def test_a_near_spelling_is_named_but_not_put_on_the_map() -> None:
    class Guessing(Known):
        def resolve(self, text, toponyms, *, home=None):
            near = replace(PLACES["Brezna"], match="fuzzy")
            return [Resolved(t, (near,), 0.4) for t in toponyms]

    text = "A clinic in Brezna was shut."
    span = Span(0, len(text) - 1)
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event")
    [found] = LocateRules(Guessing()).annotate([Reading(document(text), (claim,))])
    assert [(g.function, g.gazetteer_id, g.lat) for g in found if isinstance(g, Geolocation)] == [("event", None, None)]
