"""Hand-made readings: reports of one or more claims, each with chain, place, day and what else a test needs."""

from dataclasses import dataclass
from typing import Any

from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Document,
    Geolocation,
    Hedge,
    Level,
    Link,
    Passage,
    PersonMention,
    Quantity,
    Reading,
    Record,
    Role,
    Source,
    Span,
    StatusObservation,
    Theatre,
    Timing,
    claim_id,
    document_id,
)
from reportedly.text import digest

SPOTS: dict[str, tuple[Any, str, float, float]] = {
    "Orlivsk": ("settlement", "t:orlivsk", 48.0, 31.0),
    "Dobrovyr": ("settlement", "t:dobrovyr", 48.0, 33.0),
    "Malo Orlivsk": ("settlement", "t:malo", 48.05, 31.05),
    "the Orlivsk pumping house": ("facility", "t:pumps", 48.01, 31.0),
    "Orlivsk region": ("adm1", "t:region", 48.2, 31.4),
    "Korrisel": ("settlement", "val:korrisel", 47.51, -28.005),
    "Ameldy": ("settlement", "val:ameldy", 47.56, -27.85),
    "Zhelvit": ("settlement", "val:zhelvit", 47.625, -27.755),
    "Vestrany": ("settlement", "val:vestrany", 47.455, -28.13),
}
PARENTS = {"t:orlivsk": ("t:region",), "t:malo": ("t:region",), "t:pumps": ("t:orlivsk", "t:region")}

THEATRE = Theatre(
    id="invented",
    sources=(
        Source("s:office", "Orlivsk Installed Office", "office", "installed_official", "controlling",
               ("the installed office",), "installed"),
        Source("s:water", "Water Board of Orlivsk", "organisation", "installed_official", "controlling",
               ("the water board",), "installed"),
        Source("s:council", "Orlivsk Council in Exile", "organisation", "official", "displaced", (), "exile"),
        Source("s:mission", "Kestrel Mission", "organisation", "intl_org", "neutral_monitor", (), "kestrel"),
        Source("s:channel", "Orlivsk Pipes", "account", "social_account", "displaced", (), None),
        Source("s:agency", "Heron Wire", "outlet", "agency", "third", (), None, "heron"),
        Source("s:herald", "Dobro Herald", "outlet", "outlet", "displaced", (), None, "dobro media"),
        Source("s:gazette", "Dobro Gazette", "outlet", "outlet", "displaced", (), None, "dobro media"),
        Source("s:institute", "Marrow Institute", "organisation", "think_tank", "third", (), None),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One claim of a report and its annotations; `chain` holds printed names or (printed, options)."""

    content: str = "The taps in Orlivsk have run dry"
    category: str = "GUO.C02"
    chain: tuple[Any, ...] = ()
    root: Any = None
    place: str | tuple[str, ...] | None = "Orlivsk"
    day: str | None = None
    kind: Any = "status"
    realis: Any = "ongoing"
    polarity: Any = "+"
    status: tuple[str, Any] | None = None
    number: tuple[float, float, str] | None = None
    hedge: tuple[str, Any] | None = None
    level: Any = "L1"
    caveats: tuple[Any, ...] = ()
    actor: str | None = None
    likely: str | None = None
    sector: tuple[str, ...] = ()
    timing: Timing | None = None
    summary_of: tuple[int, ...] = ()
    function: Any = "event"
    private: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    headline: bool = False


def report(
    *told: Told,
    publisher: str | None = "Plain Courier",
    published: str | None = "2026-05-04",
    genre: str = "news",
    title: str | None = None,
    tail: str = "",
    path: str | None = None,
) -> Reading:
    """Return the reading of an invented report: one sentence for each claim, its sources printed behind it."""
    text, placed = "", []
    for one in told:
        start = len(text)
        names = [link if isinstance(link, str) else link[0] for link in one.chain]
        text += one.content + "".join(f" | {name}" for name in names) + ".\n"
        placed.append((start, one, names))
    text += tail
    sha = digest(text, publisher or "", published or "", path or "", length=64)
    document = Document(
        document_id(sha), sha, "txt", text or "-", path or f"{sha[:6]}.txt", "text/plain", "plain/1",
        "2026-06-01T00:00:00Z", "en", publisher, title, published=published, genre=genre,
    )  # fmt: skip
    spans = [Span(start, start + len(one.content)) for start, one, _ in placed]
    ids = [claim_id(document.id, (span,)) for span in spans]
    records: list[Record] = []
    for (start, one, names), span, claim in zip(placed, spans, ids, strict=True):
        records += _records(document, one, span, claim, tuple(ids[i] for i in one.summary_of))
        links, at = [], start + len(one.content)
        for link, name in zip(one.chain, names, strict=True):
            at += 3
            links.append(_link(link, Span(at, at + len(name))))
            at += len(name)
        root: Any = one.root or ("named" if links else "author")
        records.append(Attribution(claim, tuple(links), root))
        for name in one.private:
            at = text.index(name)
            records.append(PersonMention(document.id, Span(at, at + len(name)), "P2"))
    return Reading(document, tuple(records))


def _link(link: Any, span: Span) -> Link:
    options: dict[str, Any] = {"role": "official", "named": True}
    if not isinstance(link, str):
        options |= link[1]
    return Link(span, **options)


def _records(document: Document, one: Told, span: Span, claim: str, summary: tuple[str, ...]) -> list[Record]:
    made: list[Record] = [
        Claim(
            claim, document.id, (span,), one.content + ".", one.kind, one.polarity, one.realis,
            passage=0 if one.headline else 1, summary_of=summary
        ),
        Coding(
            claim, "guo", "1.0.0", one.category, sector=one.sector,
            roles=(
                *((Role("actor", value=one.actor),) if one.actor else ()),
                *((Role("actor", value=one.likely, inferred=True),) if one.likely else ()),
            ),
        ),
        Level(claim, one.level, "because", one.caveats),
    ]  # fmt: skip
    made.append(Passage(document.id, span, "headline" if one.headline else "body", 0 if one.headline else 1))
    names = (one.place,) if isinstance(one.place, str) else one.place or ()
    for name in names:
        precision, key, lat, lon = SPOTS[name]
        made.append(Geolocation(claim, span, one.function, precision, name, key, lat, lon))
    if one.day:
        made.append(Timing(claim, one.day, one.day, one.day, "stated"))
    elif one.timing:
        made.append(Timing(claim, one.timing.event, one.timing.earliest, one.timing.latest, one.timing.basis))
    elif document.published:
        made.append(Timing(claim, None, None, document.published[:10], "published"))
    else:
        made.append(Timing(claim, None, None, None, "none"))
    if one.status:
        made.append(StatusObservation(claim, *one.status, cause=one.cause))
    if one.number:
        low, high, unit = one.number
        made.append(Quantity(claim, span, low, low if low == high else None, high, unit))
    if one.hedge:
        made.append(Hedge(claim, span, one.hedge[0], one.hedge[1]))
    return made


def parents(place: str) -> tuple[str, ...]:
    """Return the invented places that contain a place."""
    return PARENTS.get(place, ())
