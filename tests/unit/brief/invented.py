"""Invented reports and the records a run would make of them; no place, body or person in them exists."""

from dataclasses import dataclass, field
from typing import Any

from reportedly.brief import Labels, Material
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Contradiction,
    ControlAnswer,
    ControlAssertion,
    ControlComparison,
    Controller,
    Document,
    DocumentNote,
    Event,
    Failure,
    Geolocation,
    Hedge,
    Interval,
    Level,
    Link,
    Origin,
    Passage,
    PersonMention,
    Reading,
    ServiceStatus,
    Source,
    Span,
    StatusObservation,
    Theatre,
    TheatrePlace,
    Timing,
    assertion_id,
    claim_id,
    document_id,
    event_id,
)
from reportedly.text import digest

LABELS = Labels(
    categories={
        "GUO.C02": "Water, sewage and waste",
        "GUO.C03": "Electricity, heating, gas and fuel",
        "GUO.B02": "Staff or officials refuse to work or cooperate",
        "GUO.H01": "Aid delivery, access and obstruction",
        "GUO.D01": "Schools, universities and curriculum",
    },
    domains={
        "B": "Staff of public services",
        "C": "Basic services and infrastructure",
        "D": "Education, culture and information",
        "H": "Humanitarian assistance",
    },
    sectors={"water": "water supply"},
)

THEATRE = Theatre(
    id="sel",
    name="Sellin coast",
    sources=(
        Source("src:works", "Sellin water works", role="company", side="controlling", affiliation_group="ca"),
        Source("src:council", "Brannic council in exile", role="official", side="displaced", affiliation_group="da"),
        Source("src:mission", "Northern Mission", role="intl_org", side="neutral_monitor", affiliation_group="nm"),
    ),
    places=(
        TheatrePlace("sel:brannic", "Brannic", "settlement", 47.5, -28.0, population=12000, parent="sel:upper"),
        TheatrePlace("sel:tarn", "Tarn", "settlement", 47.6, -27.9, population=900, parent="sel:upper"),
        TheatrePlace("sel:upper", "Upper district", "adm2", 47.55, -27.95),
        TheatrePlace("sel:clinic", "Brannic clinic", "facility", 47.501, -28.001, parent="sel:brannic"),
        TheatrePlace("sel:moll", "Mollhaven", "settlement", 44.0, -33.0, population=300000),
    ),
)

SHAPES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"id": "sel:upper", "name": "Upper district", "kind": "adm2"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[-28.2, 47.4], [-27.7, 47.4], [-27.7, 47.7], [-28.2, 47.7], [-28.2, 47.4]]],
            },
        },
        {
            "type": "Feature",
            "properties": {"id": "sel:line", "kind": "line_of_control"},
            "geometry": {"type": "LineString", "coordinates": [[-28.3, 47.38], [-27.6, 47.38]]},
        },
    ],
}


@dataclass
class Report:
    """One invented report, and the records made of it so far."""

    text: str
    publisher: str | None = "Harbour Gazette"
    title: str | None = "A week in Brannic"
    published: str | None = "2026-10-20"
    language: str = "en"
    records: list[Any] = field(default_factory=list)

    @property
    def document(self) -> Document:
        sha = digest(self.text, str(self.title), length=64)
        return Document(
            id=document_id(sha),
            sha256=sha,
            text_id="txt_" + sha[:16],
            text=self.text,
            path=f"reports/{sha[:6]}.txt",
            media_type="text/plain",
            extractor="plain/1",
            retrieved_at="2026-10-26T10:00:00+00:00",
            language=self.language,
            publisher=self.publisher,
            title=self.title,
            published=self.published,
            published_basis="field" if self.published else "none",
        )

    def span(self, printed: str) -> Span:
        start = self.text.index(printed)
        return Span(start, start + len(printed))

    def claim(self, *evidence: str, category: str = "GUO.C02", root: Any = "author", **more: Any) -> str:
        """Add a claim with its chain and code; `root` is a root status, or a Link for its one link."""
        spans = tuple(self.span(e) for e in evidence)
        made = claim_id(self.document.id, spans)
        sentence = self._sentence(spans[0])
        self.records.append(
            Claim(
                made,
                self.document.id,
                spans,
                evidence[0] + ".",
                more.get("kind", "status"),
                realis=more.get("realis", "occurred"),
                sentence=sentence,
                producer="extract.rules/1",
            )
        )
        links = (root,) if isinstance(root, Link) else ()
        status = more.get("root_status", "named") if links else root
        self.records += [
            Attribution(made, links, status, producer="chain.rules/1"),
            Coding(made, "guo", "1.0.0", category, sector=("water",)),
        ]
        if "level" in more:
            self.records.append(Level(made, more["level"], "a cue", more.get("caveats", ())))
        if "status" in more:
            self.records.append(StatusObservation(made, more.get("sector", "water"), more["status"]))
        if "place" in more:
            self.records.append(_place(made, self, more["place"], more.get("function", "event")))
        if "timing" in more:
            self.records.append(Timing(made, *more["timing"]))
        return made

    def link(self, printed: str, role: Any = "official", **more: Any) -> Link:
        return Link(self.span(printed), role, named=more.pop("named", True), **more)

    def hedge(self, claim: str, printed: str, kind: Any = "REP") -> None:
        self.records.append(Hedge(claim, self.span(printed), "t", kind))

    def person(self, printed: str, person_class: Any = "P2") -> None:
        self.records.append(PersonMention(self.document.id, self.span(printed), person_class))

    def note(self, flag: str, reason: str) -> None:
        self.records.append(DocumentNote(self.document.id, flag, reason))

    def reading(self) -> Reading:
        whole = Passage(self.document.id, Span(0, len(self.text)), "body", 0, self._sentences())
        return Reading(self.document, (whole, *self.records))

    def _sentences(self) -> tuple[Span, ...]:
        spans, start = [], 0
        for piece in self.text.split(". "):
            end = start + len(piece)
            if start < min(end + 1, len(self.text)):
                spans.append(Span(start, min(end + 1, len(self.text))))
            start = end + 2
        return tuple(spans)

    def _sentence(self, span: Span) -> Span | None:
        return next((s for s in self._sentences() if s.covers(span)), None)


Saids = tuple[tuple[ControlAssertion, tuple[ControlComparison, ...]], ...]
"""Statements of control as the material of a brief holds them."""

_PLACES = {p.name: p for p in THEATRE.places}
_PRECISIONS: dict[str, Any] = {"settlement": "settlement", "adm2": "adm2", "facility": "facility"}


def _place(claim: str, report: Report, name: str, function: Any) -> Geolocation:
    place = _PLACES[name]
    return Geolocation(
        claim,
        report.span(name) if name in report.text else Span(0, 1),
        function,
        _PRECISIONS[place.kind],
        name=name,
        gazetteer_id=place.id,
        lat=place.lat,
        lon=place.lon,
        inherited=name not in report.text,
    )


def said(report: Report, claim: str, place: str, hold: Any = "held", **more: Any) -> ControlAssertion:
    """What a claim of the report says of who holds a place of the theatre; `by` is the holder as printed."""
    by, role, span = more.pop("by", None), more.pop("role", "unknown"), report.span(more.pop("printed", place))
    known = _PLACES.get(place)
    more.setdefault("earliest", "2026-10-20")
    more.setdefault("latest", "2026-10-20")
    more.setdefault("basis", "stated")
    holder = Controller(role, by, report.span(by), "as the test says") if by else Controller(reason="nobody is named")
    return ControlAssertion(
        id=assertion_id(claim, span, hold),
        claim=claim,
        document=report.document.id,
        span=span,
        place=known.id if known else None,
        name=place,
        precision=more.pop("precision", _PRECISIONS[known.kind] if known else "unknown"),
        hold=hold,
        controller=holder,
        **more,
    )


def beside(one: ControlAssertion, verdict: Any, *shown: tuple[str, Any], reason: str = "as drawn") -> ControlComparison:
    """A layer of the invented Tern Atlas beside a statement; `shown` are days (ISO) with the status on each."""
    answers = tuple(
        ControlAnswer(
            status, day, "tern", "Tern Atlas", "CC0 1.0", "Control: Tern Atlas, CC0 1.0", reason,
            day=None if status == "no_data" else day,
        )
        for day, status in shown
    )  # fmt: skip
    return ControlComparison(one.id, "tern", verdict, reason, answers)


def origin(name: str, *claims: str, side: Any = "unknown", status: Any = "named", certain: bool = True) -> Origin:
    """An origin that these claims go back to; its documents are filled in by `material`."""
    return Origin(name, name, status, side, certain, claims, ())


def event(*claims: str, category: str = "GUO.C02", origins: tuple[Origin, ...] = (), **more: Any) -> Event:
    """An event on these claims; bounds follow from its origins."""
    low = sum(o.certain for o in origins)
    sides = {o.side for o in origins if o.certain}
    level = "K0" if low == 0 else "K1" if low == 1 else "K2" if len(sides) == 1 else "K3"
    more.setdefault("corroboration", level)
    return Event(
        event_id(claims),
        category,
        "what is told",
        claims,
        origins,
        more.pop("low", low),
        more.pop("high", len(origins)),
        **more,
    )


def material(reports: list[Report], events: list[Event], **more: Any) -> Material:
    """The material of a brief with its cut-off on 26 October 2026."""
    owners = {r.id: rep.document.id for rep in reports for r in rep.records if isinstance(r, Claim)}
    filled = []
    for one in events:
        origins = tuple(
            Origin(o.key, o.name, o.status, o.side, o.certain, o.claims, tuple(sorted({owners[c] for c in o.claims})))
            for o in one.origins
        )
        filled.append(_with(one, origins))
    more.setdefault("ledger", ())
    more.setdefault("theatre", THEATRE)
    return Material(
        readings=tuple(r.reading() for r in reports),
        events=tuple(filled),
        cutoff="2026-10-26T18:00:00+00:00",
        labels=LABELS,
        codebook="guo 1.0.0",
        version="0.0",
        steps=("extract.rules/1",),
        **more,
    )


def _with(one: Event, origins: tuple[Origin, ...]) -> Event:
    from dataclasses import replace

    return replace(one, origins=origins)


def cell(place: str, sector: str, status: Any, **more: Any) -> ServiceStatus:
    """A ledger cell as of 26 October 2026."""
    more.setdefault("last_reported", "2026-10-22")
    more.setdefault("level", "settlement")
    intervals = more.pop("intervals", ())
    level = more.pop("level")
    return ServiceStatus(f"sel:{place.lower()}", place, level, sector, "2026-10-26", status, intervals, **more)


HELD: tuple[dict[str, Any], ...] = tuple(
    {
        "type": "Feature",
        "properties": {
            "kind": kind,
            "word": word,
            "day": "2026-10-20",
            "series": "tern",
            "provider": "Tern Atlas",
            "licence": "CC0 1.0",
            "credit": "Control: Tern Atlas, CC0 1.0",
            "role": "controlling",
            "entity": None,
        },
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[[[w, 47.4], [w + 0.2, 47.4], [w + 0.2, 47.65], [w, 47.65], [w, 47.4]]]],
        },
    }
    for kind, word, w in (("control", "held", -28.2), ("contested", "grey", -28.0), ("control_out", "free", -27.8))
)
"""One day of an invented control layer: held, contested and free ground side by side."""


def who_holds_tarn() -> tuple[Report, Saids]:
    """A report with two opposite accounts of Tarn and one of Brannic, each beside a layer."""
    courier = Report(
        "The coast guard took Tarn on 20 October, the water works said. The coast guard does not hold Tarn, the "
        "council in exile said. Brannic has been under the control of the coast guard since June.",
        publisher="Strait Courier",
        title="Two accounts of Tarn",
        published="2026-10-21",
    )
    taken = courier.claim(
        "The coast guard took Tarn on 20 October", category="GUO.X03", kind="control", place="Tarn",
        root=courier.link("the water works", "company", source="src:works"),
    )  # fmt: skip
    denied = courier.claim(
        "The coast guard does not hold Tarn", category="GUO.X03", kind="control", place="Tarn",
        root=courier.link("the council in exile", source="src:council"),
    )  # fmt: skip
    since = courier.claim(
        "Brannic has been under the control of the coast guard since June", category="GUO.X03", kind="control"
    )
    guard: dict[str, Any] = {"by": "The coast guard", "role": "controlling"}
    one = said(courier, taken, "Tarn", "gained", **guard)
    other = said(courier, denied, "Tarn", "not_held", **guard)
    long = said(courier, since, "Brannic", by="the coast guard", degree="full", earliest="2026-06-01",
                latest="2026-06-30", interval="2026-06")  # fmt: skip
    reason = "2026-06-30 lies outside of the series, which runs from 2026-10-18 to 2026-10-26"
    return courier, (
        (one, (beside(one, "undecided", ("2026-10-20", "near_edge"), reason="0.4 km from the edge"),)),
        (other, (beside(other, "undecided", ("2026-10-20", "near_edge"), reason="0.4 km from the edge"),)),
        (long, (beside(long, "no_data", ("2026-06-30", "no_data"), reason=reason),)),
    )


def a_week() -> Material:
    """A small week: a service with three origins, a dispute, hearsay, a plan, a private name, an undated text."""
    works = Report(
        "Brannic has had no piped water since 18 October. The repair is planned to end by 2 November.",
        publisher="Sellin water works",
        title="Notice 14",
        published="2026-10-19",
    )
    gazette = Report(
        "Taps in Brannic have been dry since Sunday, Ilma Torvey told the paper. Electricity is back in all of "
        "Brannic, the water works said. According to reports, parcels are kept back from families without the card.",
        title="Dry taps",
    )
    mission = Report(
        "Observers found no running water at five addresses in Brannic on 21 October. One doctor was on duty at the "
        "Brannic clinic.",
        publisher="Northern Mission",
        title="Bulletin 8",
        published="2026-10-22",
    )
    council = Report(
        "Half of Brannic is still without electricity. Teachers in Tarn refuse to sign the new contracts.",
        publisher="Brannic council in exile",
        title="To residents",
        published="2026-10-23",
    )
    undated = Report(
        "Lessons in Tarn stopped a while ago, several media write.", publisher=None, title=None, published=None
    )
    dry = works.claim("Brannic has had no piped water since 18 October", status="none", place="Brannic")
    plan = works.claim("The repair is planned to end by 2 November", realis="planned", place="Brannic",
                       timing=("2026-11-02", "2026-10-19", "2026-11-02", "stated"))  # fmt: skip
    taps = gazette.claim(
        "Taps in Brannic have been dry since Sunday", root=gazette.link("Ilma Torvey", "resident"), place="Brannic"
    )
    gazette.person("Ilma Torvey")
    light = gazette.claim(
        "Electricity is back in all of Brannic",
        category="GUO.C03",
        root=gazette.link("the water works", "company", source="src:works"),
        status="full",
        sector="electricity",
        place="Brannic",
    )
    parcels = gazette.claim(
        "parcels are kept back from families without the card", category="GUO.H01", root="none", level="L3"
    )
    gazette.hedge(parcels, "According to reports")
    seen = mission.claim(
        "Observers found no running water at five addresses in Brannic on 21 October", status="none", place="Brannic",
        timing=("2026-10-21", "2026-10-21", "2026-10-21", "stated"),
    )  # fmt: skip
    half = council.claim(
        "Half of Brannic is still without electricity", category="GUO.C03", status="partial", sector="electricity",
        place="Brannic",
    )  # fmt: skip
    teachers = council.claim("Teachers in Tarn refuse to sign the new contracts", category="GUO.B02", place="Tarn")
    lessons = undated.claim(
        "Lessons in Tarn stopped a while ago", category="GUO.D01",
        root=undated.link("several media", "unnamed_plural", named=False, plural=True), root_status="unnamed_plural",
    )  # fmt: skip
    dispute = Contradiction("status", (light,), (half,), "electricity: full against partial")
    works_, council_ = "Sellin water works", "Brannic council in exile"
    events = [
        event(dry, taps, seen, origins=(
            origin(works_, dry, side="controlling"),
            origin("Northern Mission", seen, side="neutral_monitor"),
            origin("a resident", taps, status="unnamed_single", certain=False),
        ), place="sel:brannic", place_name="Brannic", flags=("self_critical",)),
        event(plan, origins=(origin(works_, plan, side="controlling"),), place="sel:brannic", place_name="Brannic"),
        event(light, category="GUO.C03", origins=(origin(works_, light, side="controlling"),),
              place="sel:brannic", place_name="Brannic", contradictions=(dispute,)),
        event(half, category="GUO.C03", origins=(origin(council_, half, side="displaced"),),
              place="sel:brannic", place_name="Brannic", contradictions=(dispute,)),
        event(parcels, category="GUO.H01"),
        event(teachers, category="GUO.B02", origins=(origin(council_, teachers, side="displaced"),),
              place="sel:tarn", place_name="Tarn"),
        event(lessons, category="GUO.D01", origins=(
            origin("several media", lessons, status="unnamed_plural", certain=True),)),
    ]  # fmt: skip
    conflict = Interval(
        "2026-10-20", None, "conflict", (light, half), 2, 2, conflict=(("full", (light,)), ("partial", (half,)))
    )
    ledger = (
        cell("Brannic", "water", "none"),
        cell("Brannic", "electricity", "conflict", intervals=(conflict,), last_reported="2026-10-23"),
        cell("Tarn", "water", "unknown", stale=True, last_status="partial", last_reported="2026-09-02"),
        cell("Tarn", "banking_cash", "not_opened"),
        cell("Upper", "post", "partial", level="adm2"),
    )
    courier, control = who_holds_tarn()
    return material(
        [works, gazette, mission, council, undated, courier], events, ledger=ledger, shapes=SHAPES,
        control=control, control_layers=HELD,
        failures=(Failure("reports/broken.pdf", "a PDF file; save it as text first"),),
    )  # fmt: skip
