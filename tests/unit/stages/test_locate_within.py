"""Names that no list has, on the ground of the place that holds them; and the town that a short text opens with."""

import re

import pytest

from reportedly.interfaces import Candidate, Resolved, Shape, Toponym
from reportedly.records import Claim, Document, Geolocation, Passage, Reading, Span, claim_id
from reportedly.stages.locate import LocateRules
from reportedly.stages.locate_mentions import find_places

SQUARE = ((19.0, 49.0), (21.0, 49.0), (21.0, 51.0), (19.0, 51.0), (19.0, 49.0))


def entry(name: str, kind: str, precision: str, radius: float = 5.0) -> Candidate:
    return Candidate(f"t:{name.casefold()}", name, kind, precision, 50.0, 20.0, "VL", "01", radius_km=radius)


PLACES = {
    "Varland": entry("Varland", "country", "country", 400.0),
    "Brezna": entry("Brezna", "settlement", "settlement"),
    "Tarnow": entry("Tarnow", "settlement", "settlement"),
    "Tarnow region": entry("Tarnow Oblast", "adm1", "adm1", 90.0),
    "Selm district": entry("Selm", "adm2", "adm2", 3.0),
}


class Known:
    """A gazetteer of five invented places, one with a shape."""

    def find(self, name, *, limit=20):
        return [PLACES[name]] if name in PLACES else []

    def get(self, place_id):
        return next((p for p in PLACES.values() if p.id == place_id), None)

    def shape(self, place_id):
        return Shape(((SQUARE,),), "hull", "t", 9) if place_id == "t:tarnow oblast" else None

    def scan(self, text):
        names = "|".join(sorted(PLACES, key=len, reverse=True))
        return [Toponym(Span(*m.span()), m[0]) for m in re.finditer(rf"\b(?:{names})\b", text)]

    def resolve(self, text, toponyms, *, home=None):
        return [Resolved(t, tuple(self.find(t.text)), 0.9) for t in toponyms]


def read(text: str, evidence: str) -> list[Geolocation]:
    passages = []
    for order, line in enumerate(re.finditer(r"[^\n]+", text)):
        parts = re.finditer(r"[^ .][^.]*\.?", line[0])
        sentences = tuple(Span(line.start() + m.start(), line.start() + m.end()) for m in parts)
        passages.append(Passage("doc_1", Span(*line.span()), "body", order, sentences))
    at = text.index(evidence)
    span = Span(at, at + len(evidence))
    sentence = next(s for p in passages for s in p.sentences if s.overlaps(span))
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", sentence=sentence)
    document = Document("doc_1", "0" * 64, "txt_1", text, "a.txt", "text/plain", "plain/1", "2031-03-02T00:00:00Z")
    known = Known()
    made = LocateRules(known, shapes=known).annotate([Reading(document, (*passages, claim))])[0]
    return [place for place in made if isinstance(place, Geolocation)]


@pytest.mark.parametrize(
    "text",
    [
        "A fire broke out in Qelbir village of Tarnow region.",
        "A fire broke out in Qelbir village, Tarnow region.",
        "A fire broke out at the Qelbir displacement camp in Tarnow region.",
        "In Tarnow region, a fire broke out in Qelbir village.",
        "A fire broke out in Tarnow region's Qelbir village.",
    ],
)
def test_an_unknown_name_keeps_its_printed_name_and_takes_the_ground_of_the_unit(text):
    [place] = read(text, text[:-1])
    assert (place.span.of(text), place.name, place.gazetteer_id) == ("Qelbir", "Qelbir", None)
    assert (place.precision, place.function, place.country) == ("vague_region", "event", "VL")
    assert place.rule.endswith("within")
    assert place.area is not None
    assert (place.area.kind, place.area.words) == ("hull", "Qelbir, Tarnow region")
    assert place.radius_km is not None
    assert place.radius_km > 90


def test_a_whole_list_of_unknown_names_takes_the_ground():
    text = "Fires broke out in Qelbir and Zundra villages of Tarnow region."
    assert [(p.name, p.lat is not None) for p in read(text, text[:-1])] == [("Qelbir", True), ("Zundra", True)]


def test_a_unit_of_unknown_extent_reaches_at_least_as_far_as_a_district():
    text = "A fire broke out in Qelbir village, Selm district."
    [place] = read(text, text[:-1])
    assert (place.area.kind if place.area else "", place.radius_km) == ("circle", 20.0)


@pytest.mark.parametrize(
    "text",
    [
        "A fire broke out in Qelbir village, Varland.",
        "A fire broke out in Qelbir village and in Tarnow region.",
        "A fire broke out in Qelbir village as well as in Tarnow region.",
    ],
)
def test_a_country_or_a_place_beside_it_gives_no_ground(text):
    place = next(p for p in read(text, text[:-1]) if p.span.of(text) == "Qelbir")
    assert (place.lat, place.area, place.precision) == (None, None, "settlement")


def test_a_known_name_stays_what_it_is():
    text = "A fire broke out in Brezna, Tarnow region."
    assert [(p.name, p.gazetteer_id) for p in read(text, text[:-1])] == [("Brezna", "t:brezna")]


def basis(text: str, evidence: str) -> list[tuple[str, str, bool]]:
    return [(p.span.of(text), p.rule.rsplit("+", 1)[-1], p.inherited) for p in read(text, evidence)]


def test_a_short_text_of_one_town_is_set_there():
    assert basis("A mill in Brezna burned.\nNobody was hurt.", "Nobody was hurt") == [("Brezna", "lead", True)]


def test_a_dateline_sets_the_text_even_beside_other_towns():
    text = "Brezna – A mill burned.\nCrews came from Tarnow.\nNobody was hurt."
    assert basis(text, "Nobody was hurt") == [("Brezna", "lead", True)]


@pytest.mark.parametrize(
    "text",
    [
        "A mill in Brezna burned.\nShops in Tarnow shut.\nNobody was hurt.",
        "Towns like Brezna suffer.\nNobody was hurt.",
        "A mill burned.\nIt was old.\nThe owner lives in Brezna.\nNobody was hurt.",
        "A mill in Brezna burned.\n" + "It was an old mill.\n" * 150 + "Nobody was hurt.",
    ],
)
def test_a_text_of_several_towns_an_example_a_late_town_or_a_long_text_lends_none(text):
    assert "lead" not in {rule for _, rule, _ in basis(text, "Nobody was hurt")}


def test_a_country_known_only_by_an_adjective_or_beside_a_ruling_rival_is_not_inherited():
    text = "The government of Varland shut the mills.\nNobody was hurt."
    assert [p for p in read(text, "Nobody was hurt") if p.inherited] == []


class Supposing(Known):
    """A gazetteer that supposes two names, an acronym and a people to be places."""

    def likely(self, text):
        return [Toponym(Span(*m.span()), m[0]) for m in re.finditer(r"\b(?:Qelbir|Zundra|VARFOR|Oskari)\b", text)]


def test_a_name_that_is_only_likely_a_place_is_named_but_no_acronym_and_no_people():
    text = "Qelbir lost power. VARFOR came. The Oskari communities stayed."
    names = [p.span.of(text) for p in find_places(text, Supposing())]
    assert names == ["Qelbir"]
    assert find_places(text, Known()) == []
