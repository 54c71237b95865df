"""Invented documents with the records that a run would make of them, in a project that is asked through its bench."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.project import Project, Silent, Summary
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Contradiction,
    DocEdge,
    Document,
    Event,
    Geolocation,
    Grounds,
    Hedge,
    Level,
    Link,
    Origin,
    Outcome,
    Passage,
    PersonMention,
    Quantity,
    Reading,
    Record,
    Relation,
    Role,
    Span,
    StatusObservation,
    Timing,
    claim_id,
    event_id,
)
from reportedly.web import Bench, Settings

STAGE = "made.by_hand/1"
HARBOUR = (
    "Pumps at Tarn stand still\n\n"
    "According to the Brannic council, which cites several fitters, the pumps at Tarn have stood still since Monday. "
    "Nessa Ottering, a fitter, said she had not been paid and would not come back.\n\n"
    "Reportedly, a second station, in Oskol, is shut."
)
GULF = (
    "Idle pumps\n\n"
    "The pumps at Tarn have stood still since Tuesday, the Harbour Gazette writes. "
    "Nessa Ottering would not come back. Nobody repairs them."
)


def at(text: str, words: str, nth: int = 0) -> Span:
    """Return where words stand in a text for the n-th time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def claim(document: Document, *words: str, kind: str = "event", rule: str = "clause; realis: present") -> Claim:
    """Return a claim at some words of a document."""
    evidence = tuple(at(document.text, one) for one in words)
    return Claim(
        claim_id(document.id, evidence), document.id, evidence, " … ".join(words), kind,  # type: ignore[arg-type]
        realis="ongoing", rule=rule, producer="extract.reader/3",
    )  # fmt: skip


def harbour_records(document: Document) -> list[Record]:
    """Return records of the Harbour Gazette's report: three claims, one in two pieces, and a private person."""
    text = document.text
    still = claim(document, "the pumps at Tarn have stood still since Monday", kind="status")
    unpaid = claim(document, "she had not been paid", "would not come back")
    shut = claim(document, "a second station, in Oskol, is shut", kind="status")
    council, fitters = at(text, "the Brannic council"), at(text, "several fitters")
    links = (
        Link(council, "official", at(text, "According to"), "en.rep.accordingto", commitment="CT+", named=True),
        Link(fitters, "unnamed_plural", at(text, "cites"), "en.att.cites", commitment="CT+", plural=True),
    )
    nessa = at(text, "Nessa Ottering")
    said = Link(nessa, "resident", at(text, "said"), "en.att.says", commitment="CT+")
    starts = [0, text.index("According"), text.index("Reportedly")]
    ends = [text.index("\n\n"), text.index("\n\nReportedly"), len(text)]
    passages = [
        Passage(document.id, Span(a, b), kind, order, _sentences(text, a, b), STAGE)  # type: ignore[arg-type]
        for order, (kind, a, b) in enumerate(zip(("headline", "lead", "body"), starts, ends, strict=True))
    ]
    return [
        *passages,
        PersonMention(document.id, nessa, "P2", reason="a fitter", producer=STAGE),
        Relation(document.id, (council,), (at(text, "According to"),), still.evidence, producer=STAGE),
        still, unpaid, shut,
        Attribution(still.id, links, "unnamed_plural", "direct", ("two sources",), "chain.rules/2"),
        Attribution(unpaid.id, (said,), "unnamed_single", "direct", producer="chain.rules/2"),
        Attribution(shut.id, (), "none", "hearsay", producer="chain.rules/2"),
        Level(still.id, "L2", "rests on several unnamed sources: several fitters", producer="hedge.rules/2"),
        Level(unpaid.id, "L2", "rests on one unnamed source: Nessa Ottering", producer="hedge.rules/2"),
        Level(shut.id, "L3", "hearsay (“Reportedly”) without any source", producer="hedge.rules/2"),
        Hedge(shut.id, at(text, "Reportedly"), "en.rep.reportedly", "REP", producer="hedge.rules/2"),
        Geolocation(still.id, at(text, "Tarn", 1), "event", "settlement", "Tarn", "sel:tarn", 47.6, -27.9, 3.0,
                    confidence=0.91, rule="resolve.exact+lead", producer="locate.rules/4"),
        Geolocation(unpaid.id, at(text, "Tarn", 1), "event", "settlement", "Tarn", "sel:tarn", 47.6, -27.9, 3.0,
                    rule="resolve.exact", producer="locate.rules/4"),
        Timing(still.id, "2026-10-19/..", "2026-10-19", None, "relative", at(text, "since Monday"), "date.weekday",
               "date.rules/2"),
        Coding(still.id, "guo", "1.1.0", "GUO.C02", sector=("water",), roles=(Role("actor", council, "DA"),),
               score=0.93, rule="WATER & LACK", producer="code.reader/2",
               grounds=Grounds((at(text, "pumps"),), "Water runs for three hours.", "GUO.C03", 0.4)),
        Coding(unpaid.id, "guo", "1.1.0", "GUO.B02", rule="the reader alone", producer="code.reader/2"),
        StatusObservation(still.id, "water", "none", "ceased", ("damage",), rule="word of absence",
                          producer="status.reader/2"),
        Quantity(shut.id, at(text, "a second station"), 2, 2, 2, "stations", producer="quantify.rules/1"),
    ]  # fmt: skip


def gulf_records(document: Document) -> list[Record]:
    """Return records of the report that tells it again: one claim, which clashes with the first."""
    still = claim(document, "The pumps at Tarn have stood still since Tuesday", kind="status")
    text = document.text
    gazette = Link(at(text, "the Harbour Gazette"), "outlet", at(text, "writes"), commitment="CT+", named=True)
    return [
        Passage(document.id, at(text, "Idle pumps"), "headline", 0, (at(text, "Idle pumps"),), STAGE),
        Passage(document.id, Span(12, len(text)), "lead", 1, _sentences(text, 12, len(text)), STAGE),
        PersonMention(document.id, at(text, "Nessa Ottering"), "P2", producer=STAGE),
        still,
        Attribution(still.id, (gazette,), "named", "direct", producer="chain.rules/2"),
        Level(still.id, "L1", "attributed to the Harbour Gazette", producer="hedge.rules/2"),
    ]


def _sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    spans, first = [], start
    for position in range(start, end):
        if text[position] == "." and text[position + 1 : position + 2] in ("", " ", "\n"):
            spans.append(Span(first, position + 1))
            first = position + 2
    return tuple(spans) if spans else (Span(start, end),)


def a_document(text: str, publisher: str = "Harbour Gazette", day: str = "2026-10-20") -> Document:
    """Return a document with a text, without bytes."""
    return Document(
        f"doc_{publisher[:4]}", "0" * 64, "txt_0", text, f"{publisher}.txt", "text/plain", "plain/1",
        "2026-10-21T08:00:00+00:00", "en", publisher, text.partition("\n")[0], published=day,
    )  # fmt: skip


def harbour() -> Reading:
    """Return the Harbour Gazette's report with its records."""
    document = a_document(HARBOUR)
    return Reading(document, tuple(harbour_records(document)))


@contextmanager
def made_bench(folder: Path, settings: Settings | None = None) -> Iterator[Bench]:
    """Make a project of both reports with their records, an edge, an event and a contradiction, and open its bench."""
    texts = folder / "reports"
    texts.mkdir(parents=True, exist_ok=True)
    for name, outlet, day, text in (
        ("harbour", "Harbour Gazette", "2026-10-20T08:00:00+00:00", HARBOUR),
        ("gulf", "Gulf Morning", "2026-10-21T08:00:00+00:00", GULF),
    ):
        title = text.partition("\n")[0]
        (texts / f"{name}.html").write_text(
            f'<html lang="en"><head><meta property="og:site_name" content="{outlet}"><title>{title}</title>'
            f'<meta property="article:published_time" content="{day}"></head><body><article><h1>{title}</h1>'
            + "".join(f"<p>{part}</p>" for part in text.split("\n\n")[1:])
            + "</article><script>window.ran = true</script></body></html>",
            "utf-8",
        )
    with Project(folder / "out") as project:
        project.ingest([texts], Summary(), Silent(), None)
        documents = {document.publisher: document for document in project.store.documents()}
        one, two = documents["Harbour Gazette"], documents["Gulf Morning"]
        for document, records in ((one, harbour_records(one)), (two, gulf_records(two))):
            project.store.save(Outcome(document.id, STAGE, "done", len(records)), records, run=project.run)
        keep_derived(project, one, two)
        yield Bench.open(project, settings or Settings(person="R. Tallow", role="reviewer"))


def keep_derived(project: Project, one: Document, two: Document) -> None:
    """Keep that the second report derives from the first, and the event of their claims."""
    readings = {reading.document.id: reading for reading in project.store.readings()}
    first, second = readings[one.id].of(Claim)[0], readings[two.id].of(Claim)[0]
    origin = Origin("fitters", "several fitters", "unnamed_plural", "unknown", False, (first.id, second.id), (one.id,))
    event = Event(
        event_id((first.id, second.id)), "GUO.C02", "the pumps stand still", (first.id, second.id), (origin,), 0, 1,
        "K0", contradictions=(Contradiction("time", (first.id,), (second.id,), "“Monday” against “Tuesday”"),),
    )  # fmt: skip
    edge = DocEdge(two.id, one.id, "cites", 0.91, "it names the other's publisher", producer="derive.parents/1")
    project.store.save_derived(run=project.run, edges=[edge], judgements=[], events=[event], ledger=[])
