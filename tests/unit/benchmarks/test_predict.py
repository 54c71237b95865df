"""From records to the formats of the gold."""

import json

from benchmarks import predict
from benchmarks.corpora import claim_of

from reportedly.interfaces import Candidate
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Document,
    Geolocation,
    Hedge,
    Level,
    Link,
    Reading,
    Span,
    StatusObservation,
    claim_id,
)  # fmt: skip

TEXT = "Mayor Ilse Brand spoke. She reportedly said the Lanthe clinic is shut."
DOC = Document("doc_1", "0" * 64, "t", TEXT, "p", "text/plain", "x/1", "2031-01-01")
EVIDENCE = (Span(44, 69),)
CLAIM = Claim(claim_id("doc_1", EVIDENCE), "doc_1", EVIDENCE, "the clinic is shut", "status", realis="ongoing")


def reading(*links: Link) -> Reading:
    c = CLAIM.id
    return Reading(
        DOC,
        (
            CLAIM,
            Attribution(c, links, "named" if links else "author"),
            Level(c, "L1", "a named source says so"),
            Hedge(c, Span(28, 38), "en.reportedly", "REP"),
            Hedge(c, Span(39, 43), "en.said", "ATT"),
            Coding(c, "own", "1", "GUO.C01", sector=("health",)),
            Geolocation(c, Span(48, 54), "event", "settlement", name="Lanthe"),
            StatusObservation(c, "health", "none"),
        ),
    )


def test_every_attribute_of_a_claim_survives_the_way_to_the_format_and_back() -> None:
    she = Link(Span(24, 27), "official", cue=Span(39, 43), anaphoric=True, antecedent=Span(0, 16))
    [row] = predict.claims(reading(she))
    back = claim_of(json.loads(json.dumps(row)), TEXT, "here:1")
    assert back.evidence == EVIDENCE
    assert (back.category, back.sector, back.root, back.level) == ("GUO.C01", ("health",), "named", "L1")
    assert [(p.printed, p.function, p.level, p.name) for p in back.places] == [
        ("Lanthe", "event", "settlement", "Lanthe")
    ]
    assert [(s.sector, s.status) for s in back.statuses] == [("health", "none")]


def test_a_pronoun_is_printed_as_its_antecedent_and_a_short_form_as_it_stands() -> None:
    she = Link(Span(24, 27), "official", anaphoric=True, antecedent=Span(0, 16))
    short = Link(Span(24, 27), "official", antecedent=Span(0, 16))
    [pointed], [stands] = (predict.chains(reading(link))[0]["chain"] for link in (she, short))
    assert (pointed["printed"], stands["printed"]) == ("Mayor Ilse Brand", "She")


def test_only_the_listed_cue_types_are_hedges() -> None:
    [row] = predict.chains(reading())
    assert [(h["printed"], h["type"]) for h in row["hedges"]] == [("reportedly", "REP")]
    assert (row["root_status"], row["chain"]) == ("author", [])


def test_no_reading_gives_no_predictions() -> None:
    assert predict.claims(None) == predict.chains(None) == predict.relations(None) == predict.notes(None) == []


def test_only_records_of_geonames_have_its_ids() -> None:
    def place(place_id: str) -> Candidate:
        return Candidate(place_id, "Lanthe", "town", "settlement", 1.0, 2.0)

    assert predict.geonameid(place("geonames:42")) == 42
    assert predict.geonameid(place("own:lanthe")) is None
    assert predict.geonameid(None) is None
