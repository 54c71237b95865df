"""A big project made straight into its store, without the stages: the same for the same seed."""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.desk import texts
from reportedly.project import DATABASE, THEATRE
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Contradiction,
    DocEdge,
    Document,
    Event,
    Geolocation,
    Interval,
    Level,
    Link,
    Origin,
    Outcome,
    Passage,
    PersonMention,
    Quantity,
    Record,
    Run,
    ServiceStatus,
    Span,
    StatusObservation,
    Timing,
    claim_id,
    document_id,
    event_id,
)
from reportedly.records import values as v
from reportedly.store import SqlStore
from reportedly.text import digest

UNITS, DISTRICTS, SETTLEMENTS = 4, 24, 300
FIRST_DAY, DAYS = date(2031, 1, 1), 365
OUTLETS = 120
_STARTED = "2032-01-01T00:00:00+00:00"
_TOGETHER = 250
_SIDES: tuple[v.Side, ...] = ("controlling", "displaced", "neutral_monitor", "unknown")
_STATES: tuple[v.ServiceState, ...] = ("full", "partial", "none", "not_opened")
_REALIS: tuple[v.Realis, ...] = ("occurred", "ongoing", "planned")
_LEVELS: tuple[v.HedgeLevel, ...] = ("L0", "L1", "L2", "L3", "L4", "L5")


@dataclass(frozen=True, slots=True)
class Spot:
    """An invented place with its point."""

    id: str
    name: str
    lat: float
    lon: float
    parent: str


def unit(number: int) -> str:
    """Return the id of a first-order unit."""
    return f"inv:unit-{number}"


def district(number: int) -> str:
    """Return the id of a second-order unit."""
    return f"inv:district-{number}"


def settlement(number: int) -> Spot:
    """Return an invented settlement in the open sea."""
    home = number % DISTRICTS
    lat, lon = 46.0 + (home // UNITS) * 0.5 + number % 7 * 0.05, -30.0 + (home % UNITS) + number % 11 * 0.06
    return Spot(f"inv:place-{number}", texts.place_name(number), round(lat, 3), round(lon, 3), district(home))


def theatre_file() -> str:
    """Return the theatre in which it all plays, as YAML."""
    lines = ["id: made", "name: Made theatre", "note: invented", "places:"]

    def place(id_: str, name: str, kind: str, where: tuple[float, float], more: str) -> None:
        lines.append(f'  - {{id: "{id_}", name: "{name}", kind: {kind}, lat: {where[0]}, lon: {where[1]}{more}}}')

    for n in range(UNITS):
        place(unit(n), f"Unit {texts.place_name(n)}", "adm1", (47.0, -29.5 + n), ", population: 200000")
    for n in range(DISTRICTS):
        where = (46.0 + (n // UNITS) * 0.5, -30.0 + n % UNITS)
        place(district(n), f"{texts.place_name(n)} district", "adm2", where, f', parent: "{unit(n % UNITS)}"')
    for n in range(SETTLEMENTS):
        one = settlement(n)
        more = f', parent: "{one.parent}", population: {1000 + n * 37 % 90000}'
        place(one.id, one.name, "settlement", (one.lat, one.lon), more)
    return "\n".join(lines) + "\n"


@dataclass
class Made:
    """One made document, with what stages would have made of it."""

    document: Document
    records: list[Record]
    told: list["Told"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """What a claim says, as far as joining goes by it."""

    claim: str
    document: str
    text: str
    code: str
    sector: str
    place: int
    day: date
    outlet: int
    state: v.ServiceState


class Maker:
    """Makes documents one by one; deterministic by seed."""

    def __init__(self, documents: int, claims: int, seed: int = 1) -> None:
        self._rng = Random(seed)  # noqa: S311
        self._documents, self._claims = documents, claims

    def each(self) -> Iterator[Made]:
        """Yield all documents."""
        for number in range(self._documents):
            left = self._claims * (number + 1) // self._documents - self._claims * number // self._documents
            yield self._document(number, max(0, left + self._rng.choice((-2, -1, 0, 0, 1, 2))))

    def _document(self, number: int, claims: int) -> Made:
        rng = self._rng
        language = rng.choices(texts.LANGUAGES, texts.SHARES)[0]
        outlet, day = int(rng.paretovariate(0.9)) % OUTLETS, FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        home = rng.randrange(SETTLEMENTS)
        who = texts.person(rng.randrange(180)) if rng.random() < 0.08 else ""
        title = f"{texts.place_name(home)}: {texts.filler(rng, language)[:-1]}"
        written = _Text(title, language)
        for _ in range(claims):
            place = home if rng.random() < 0.6 else rng.randrange(SETTLEMENTS)
            by = who or (f"{texts.place_name(place)} council" if rng.random() < 0.5 else "")
            written.claim(texts.claim(rng, language, texts.place_name(place), by), place, person=bool(who))
            if rng.random() < 0.7:
                written.fill(texts.filler(rng, language))
        written.fill(texts.filler(rng, language))
        return written.made(number, outlet, day, rng)


class _Text:
    """A document that grows sentence by sentence."""

    def __init__(self, title: str, language: str) -> None:
        self._title, self._language = title, language
        self._text = f"{title}\n\n"
        self._claims: list[tuple[texts.Sentence, Span, int, bool]] = []
        self._passages = [Span(0, len(title))]

    def claim(self, sentence: texts.Sentence, place: int, *, person: bool) -> None:
        self._claims.append((sentence, self._add(sentence.text), place, person))

    def fill(self, sentence: str) -> None:
        self._add(sentence)

    def _add(self, sentence: str) -> Span:
        start = len(self._text)
        self._text += f"{sentence}\n\n"
        self._passages.append(Span(start, start + len(sentence)))
        return self._passages[-1]

    def made(self, number: int, outlet: int, day: date, rng: Random) -> Made:
        sha = digest("made", str(number), length=64)
        name, published = f"{texts.place_name(outlet + 40)} Courier", f"{day}T{rng.randrange(24):02}:15:00+00:00"
        dated = rng.random() < 0.97
        document = Document(
            document_id(sha), sha, f"txt_{sha[:16]}", self._text, f"made/{number}.txt", "text/plain", "made/1",
            _STARTED,
            language=self._language, publisher=name, title=self._title, published=published if dated else None,
            url=f"https://courier-{outlet}.example/{number}",
        )  # fmt: skip
        made = Made(document, [])
        for order, span in enumerate(self._passages):
            kind: v.PassageKind = "body" if order else "headline"
            made.records.append(Passage(document.id, span, kind, order, (span,), "segment.text/1"))
        for order, (sentence, span, place, person) in enumerate(self._claims, start=1):
            self._one(made, sentence, span, (place, outlet, order), day, rng)
            if person and sentence.source is not None:
                start, end = (span.start + at for at in sentence.source)
                made.records.append(PersonMention(document.id, Span(start, end), "P2", producer="persons.find/1"))
        return made

    def _one(
        self, made: Made, sentence: texts.Sentence, span: Span, where: tuple[int, int, int], day: date, rng: Random
    ) -> None:
        place, outlet, order = where
        document, evidence = made.document.id, (Span(span.start, span.end - 1),)
        id_ = claim_id(document, evidence)
        state, spot = rng.choice(_STATES), settlement(place)
        kind: v.ClaimKind = rng.choices(("status", "event", "policy", "prediction"), (60, 30, 8, 2))[0]
        realis = rng.choice(_REALIS)
        records: list[Record] = [
            Claim(id_, document, evidence, sentence.text, kind, "+", realis, order, span, producer="extract.reader/1"),
            self._said(id_, sentence, span, made.document.text),
            Level(id_, rng.choices(_LEVELS, (40, 30, 15, 8, 5, 2))[0], "made", producer="hedge.rules/1"),
            _timing(id_, day, rng),
            Coding(id_, "guo", "1.1.0", sentence.code if kind != "prediction" else "X03", sector=(sentence.sector,),
                   producer="code.reader/1", meaning=sentence.code),
            Quantity(id_, Span(span.start, span.end), sentence.number, sentence.number, sentence.number),
        ]  # fmt: skip
        if rng.random() < 0.85:
            at = sentence.text.find(spot.name)
            stretch = Span(span.start + at, span.start + at + len(spot.name))
            records.append(
                Geolocation(id_, stretch, "event", "settlement", spot.name, spot.id, spot.lat, spot.lon, 2.0,
                            inherited=rng.random() < 0.2, producer="locate.rules/1")
            )  # fmt: skip
        if kind == "status":
            records.append(StatusObservation(id_, sentence.sector, state, producer="status.rules/1"))
        made.records += records
        if sentence.code and kind != "prediction":
            made.told.append(
                Told(id_, document, sentence.text, sentence.code, sentence.sector, place, day, outlet, state)
            )

    def _said(self, id_: str, sentence: texts.Sentence, span: Span, text: str) -> Attribution:
        if sentence.source is None:
            return Attribution(id_, (), "author", producer="chain.rules/1")
        start, end = (span.start + at for at in sentence.source)
        cue = Span(end + 1, text.find(" ", end + 1))
        return Attribution(
            id_, (Link(Span(start, end), "official", cue, named=True),), "named", producer="chain.rules/1"
        )


def _timing(claim: str, day: date, rng: Random) -> Timing:
    drawn = rng.random()
    if drawn < 0.1:
        return Timing(claim, None, None, None, "none", producer="date.rules/1")
    if drawn < 0.5:
        return Timing(claim, f"../{day}", None, str(day), "published", producer="date.rules/1")
    since = day - timedelta(days=rng.randrange(9))
    return Timing(claim, f"{since}/{day}", str(since), str(day), "stated", producer="date.rules/1")


def write(folder: Path, documents: int, claims: int, *, seed: int = 1) -> Path:
    """Make a project in a folder that has none yet, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / THEATRE).write_text(theatre_file(), encoding="utf-8")
    store = SqlStore.open(folder / DATABASE)
    store.begin_run(Run("run_made", _STARTED, "0", "{}"))
    told: list[Told] = []
    each = Maker(documents, claims, seed).each()
    while some := list(islice(each, _TOGETHER)):
        for one in some:
            store.add_document(one.document, run="run_made")
            told += one.told
        outcomes = [(Outcome(m.document.id, "made/1", "done", len(m.records)), m.records) for m in some]
        store.save_many(outcomes, run="run_made")
    events = _events(told, Random(seed + 1))  # noqa: S311
    edges = _edges(told, Random(seed + 2))  # noqa: S311
    store.save_derived(run="run_made", edges=edges, judgements=(), events=events, ledger=_ledger(told))
    store.close()
    return folder


def _events(told: Sequence[Told], rng: Random) -> list[Event]:
    groups: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in told:
        groups[one.place, one.code].append(one)
    made = []
    for _, group in sorted(groups.items()):
        ordered = sorted(group, key=lambda t: (t.day, t.claim))
        while ordered:
            size = min(len(ordered), 1 + int(rng.expovariate(0.6)))
            made.append(_event(ordered[:size], rng))
            ordered = ordered[size:]
    return made


def _event(group: Sequence[Told], rng: Random) -> Event:
    by: dict[int, list[Told]] = defaultdict(list)
    for one in group:
        by[one.outlet].append(one)
    origins = tuple(
        Origin(
            f"name:courier-{outlet}", f"Courier {outlet}", "author", _SIDES[outlet % len(_SIDES)], outlet % 3 != 0,
            tuple(t.claim for t in found), tuple(sorted({t.document for t in found})),
        )
        for outlet, found in sorted(by.items())
    )  # fmt: skip
    certain = sum(origin.certain for origin in origins)
    claims = tuple(sorted(t.claim for t in group))
    clash = len(group) > 1 and rng.random() < 0.08
    clashes = (Contradiction("number", claims[:1], claims[1:2], "made"),) if clash else ()
    degrees: tuple[v.Corroboration, ...] = ("K0", "K1", "K2", "K3")
    spot = settlement(group[0].place)
    return Event(
        event_id(claims), group[0].code, group[0].text, claims, origins, certain, len(origins),
        degrees[min(certain, 3)], tuple(sorted({o.side for o in origins})), (), spot.id, spot.name,
        str(group[0].day), str(group[-1].day), clashes, ("contradicted",) if clash else (),
    )  # fmt: skip


def _edges(told: Sequence[Told], rng: Random) -> Iterator[DocEdge]:
    documents = sorted({t.document for t in told})
    for n, start in enumerate(documents[1:], start=1):
        if rng.random() < 0.5:
            yield DocEdge(start, documents[rng.randrange(n)], rng.choice(("copy", "cites", "excerpt")), 0.9, "made")


def _ledger(told: Sequence[Told]) -> Iterator[ServiceStatus]:
    cells: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in told:
        cells[one.place, one.sector].append(one)
    last = FIRST_DAY + timedelta(days=DAYS)
    for (place, sector), found in sorted(cells.items()):
        ordered = sorted(found, key=lambda t: (t.day, t.claim))
        days = sorted({t.day for t in ordered})
        steps = []
        for n, day in enumerate(days):
            here = [t for t in ordered if t.day == day]
            until = str(days[n + 1]) if n + 1 < len(days) else None
            steps.append(Interval(str(day), until, here[0].state, tuple(t.claim for t in here), 1, len(here)))
        spot, stale = settlement(place), (last - days[-1]).days > 21
        status = "unknown" if stale else steps[-1].status
        yield ServiceStatus(
            spot.id, spot.name, "settlement", sector, str(last), status, tuple(steps), stale, False,
            steps[-1].status, str(days[-1]), None, spot.lat, spot.lon,
        )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a project from the command line."""
    parser = argparse.ArgumentParser(description="make a big project in a folder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    print(write(asked.folder, asked.documents, asked.claims, seed=asked.seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
