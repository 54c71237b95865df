"""Hand-made records for the store suite: one of every kind, about an invented town."""

from reportedly.records import (
    Alternative,
    Attribution,
    Body,
    BodyMention,
    Claim,
    Coding,
    Contradiction,
    DocEdge,
    Document,
    DocumentNote,
    Event,
    Geolocation,
    Hedge,
    Interval,
    Judgement,
    Level,
    Link,
    NameReading,
    Origin,
    Passage,
    PersonMention,
    Quantity,
    Record,
    Relation,
    Role,
    Run,
    ServiceStatus,
    Span,
    StatusObservation,
    Timing,
    body_id,
    claim_id,
    document_id,
    event_id,
)

NOW = "2026-10-20T08:00:00Z"
RUN = Run("run_1", NOW, "0.1.0", '{"theatre": null}')
LATER = Run("run_2", "2026-10-21T08:00:00Z", "0.2.0")
TEXT = "About 40 homes in Drelmoor have no water, the council said.\r\nПоза містом вода є. 🚰 It did not say why."


def a_document(number: int = 1, *, text: str = TEXT, path: str | None = None, container: str | None = None) -> Document:
    sha256 = f"{number:064x}"
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        text_id=f"txt_{number}",
        text=text,
        path=path or f"in/report-{number}.txt",
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at=NOW,
        language="en",
        publisher="Drelmoor Courier",
        title="Dry taps",
        author=("Ada Quill", "Bo Fenn"),
        published="2026-10-19T18:00:00-01:00",
        published_basis="front_matter",
        container=container,
        flags=("mixed_encoding",),
    )


def the_claim(document: Document, start: int = 0, end: int = 40) -> Claim:
    evidence = (Span(start, end),)
    return Claim(
        claim_id(document.id, evidence),
        document.id,
        evidence,
        "about 40 homes in Drelmoor have no water",
        "status",
        sentence=Span(0, 59),
        summary_of=("clm_x",),
        producer="extract.rules/1",
    )


def every_kind(document: Document) -> dict[str, tuple[Record, ...]]:
    """One or more records of every kind, under the stage that makes them."""
    claim = the_claim(document)
    link = Link(Span(42, 53), "official", Span(54, 58), "say", commitment="CT+", antecedent=Span(45, 53), named=True)
    place = Alternative("geonames:2", "Drelmoor Sands", 1.5, -2.25, 0.125)
    return {
        "segment.rules/1": (Passage(document.id, Span(0, 59), "lead", 0, (Span(0, 59),), "segment.rules/1"),),
        "persons.rules/1": (PersonMention(document.id, Span(1, 4), "P2", reason="no office"),),
        "attribute.rules/1": (
            Relation(document.id, (Span(42, 53),), (Span(54, 58),), (Span(0, 20), Span(21, 40)), "say", score=0.5),
        ),
        "extract.rules/1": (claim,),
        "chain.rules/1": (
            Attribution(claim.id, (link,), "named", "adjacent"),
            DocumentNote(document.id, "no_date", "no date in it", (Span(0, 5),)),
        ),
        "identify.rules/1": (
            Body(
                body_id(document.id, Span(42, 53)),
                document.id,
                Span(42, 53),
                (BodyMention(Span(42, 53), "name"), BodyMention(Span(94, 96), "pronoun")),
                "organisation",
                "official",
                readings=(NameReading("Drelmoor Council", "reg:d"), NameReading("another council")),
                proposed=NameReading("Drelmoor Council", "reg:d"),
                note="two councils",
            ),
        ),
        "hedge.rules/1": (
            Hedge(claim.id, Span(0, 5), "about", "EPI", "d", "weak"),
            Level(claim.id, "L1", "one named source", ("unverifiable",)),
        ),
        "code.rules/1": (
            Coding(claim.id, "default", "1.0", "B02", ("B03",), ("water",), (Role("what", Span(6, 14)),)),
        ),
        "quantify.rules/1": (Quantity(claim.id, Span(0, 8), 36.0, 40.0, 44.0, "home", True),),
        "locate.rules/1": (
            Geolocation(
                claim.id, Span(18, 26), "event", "settlement", "Drelmoor", "val:d", 1.25, -2.5, alternatives=(place,)
            ),
        ),
        "date.rules/1": (Timing(claim.id, "2026-10-19", "2026-10-18", "2026-10-19", "published", Span(0, 5)),),
        "status.rules/1": (StatusObservation(claim.id, "water", "none", "ceased", ("pump",), "closed", "council"),),
    }


def an_edge(start: Document, end: Document, score: float = 0.75) -> DocEdge:
    return DocEdge(start.id, end.id, "copy", score, "same words", (Span(0, 5),))


def a_judgement(left: Claim, right: Claim) -> Judgement:
    return Judgement(left.id, right.id, "same", "same place and day", 0.5)


def an_event(*claims: Claim, proposition: str = "Drelmoor has no water") -> Event:
    ids = tuple(claim.id for claim in claims)
    origin = Origin("council", "the council", "named", "rival", True, ids, ("doc_1",), ("same source",))
    clash = Contradiction("number", ids[:1], ids[:1], "40 or 60")
    return Event(event_id(ids), "B02", proposition, ids, (origin,), 1, 2, "K1", ("rival",), contradictions=(clash,))


def a_cell(status: str = "none") -> ServiceStatus:
    interval = Interval("2026-10-19", None, "none", ("clm_x",), 1, 1, conflict=(("full", ("clm_y",)),))
    return ServiceStatus("val:d", "Drelmoor", "settlement", "water", "2026-10-20", status, (interval,))  # type: ignore[arg-type]
