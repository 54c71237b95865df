"""What may leave the workspace: one function decides of every record, and what it keeps back is counted with reasons.

`prepare` takes a pile as the project knows it and returns the pile that may be told of: claims that may not go out are
gone from it, and from all that rests on them, and every possible name of a private person is marked as one. Briefs and
data alike are made of what it returns.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from reportedly.errors import ReportedlyError
from reportedly.export.names import NameMask
from reportedly.export.possible import PossibleNames
from reportedly.interfaces import Candidate
from reportedly.records import (
    Attribution,
    Body,
    Claim,
    Coding,
    DocEdge,
    Event,
    Geolocation,
    HedgeDrift,
    Interval,
    Origin,
    PersonMention,
    Quantity,
    Reading,
    ServiceStatus,
    Span,
)
from reportedly.records.floors import Floor, exposure, floor_for, floored
from reportedly.records.values import Corroboration
from reportedly.records.withhold import Discretion, apart, private_spans, shown, without
from reportedly.text import name_key

ProfileName = Literal["public", "partner", "working-copy"]
Reason = Literal[
    "severe sensitivity",
    "movement newer than its delay",
    "rests on records that are withheld",
    "name of a private person",
    "possible name of a person",
    "mail address or telephone number",
    "address that names a person",
    "place coarsened to its floor",
    "author of a document",
    "file path of a document",
]
"""Why something is not in an export. A reason never says what was withheld."""

SEVERE = "severe"
MARK = "release.possible/2"
"""Producer of the marks on possible names."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a release holds back; each setting is a rule of DOMAIN 1.17.

    `names`: private persons are masked (rule 1), `possible`: also what only has the shape of a name, `floors`: places
    are no finer than their floor (rule 5), `delay`: movements of aid and people wait (rule 6), `severe`: records of
    severe sensitivity stay (rule 8).
    """

    name: ProfileName
    names: bool
    possible: bool
    floors: bool
    delay: bool
    severe: bool

    @property
    def open(self) -> bool:
        """Whether nothing is held back."""
        return not (self.names or self.possible or self.floors or self.delay or self.severe)


PROFILES: Mapping[str, Profile] = {
    "public": Profile("public", names=True, possible=True, floors=True, delay=True, severe=True),
    # Those who bring aid need to know of movements while they last; they need no names.
    "partner": Profile("partner", names=True, possible=True, floors=True, delay=False, severe=True),
    "working-copy": Profile("working-copy", names=False, possible=False, floors=False, delay=False, severe=False),
}


def profile_of(name: str) -> Profile:
    """Return a profile by its name. Raises ReportedlyError."""
    if name not in PROFILES:
        raise ReportedlyError(f"there is no release profile {name!r}; choose one of {', '.join(PROFILES)}")
    return PROFILES[name]


_NO_FLOOR = Floor()


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts for whether a record may go out.

    `reported` is when it was first reported (ISO 8601), None where that is not known: then it counts as just now.
    `floor` is that of its category, `rests` says whether anything that it rests on is left.
    """

    kind: str
    sensitivity: str = "low"
    reported: str | None = None
    floor: Floor = _NO_FLOOR
    rests: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a record goes out, and if not why not."""

    released: bool
    reason: Reason | None = None


def decide(facts: Facts, profile: Profile, now: datetime) -> Decision:
    """Return whether a record may go out under a profile at a moment: the one place where that is decided."""
    if profile.severe and facts.sensitivity == SEVERE:
        return Decision(False, "severe sensitivity")
    if profile.delay and facts.floor.delay_hours and now < _told(facts, now) + timedelta(hours=facts.floor.delay_hours):
        return Decision(False, "movement newer than its delay")
    if not facts.rests:
        return Decision(False, "rests on records that are withheld")
    return Decision(True)


def _told(facts: Facts, now: datetime) -> datetime:
    """Return when something was reported; a day alone counts from its end."""
    if facts.reported is None:
        return now
    if "T" in facts.reported:
        return datetime.fromisoformat(facts.reported).astimezone(UTC)
    try:
        return datetime.fromisoformat(facts.reported[:10]).replace(tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        return now


@dataclass(slots=True)
class Tally:
    """How much was withheld, by reason and kind of record; never what."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, reason: Reason, kind: str, count: int = 1) -> None:
        """Count something withheld."""
        if count:
            self.counts[(reason, kind)] += count

    def rows(self) -> list[dict[str, str | int]]:
        """Return reason, kind and count, in order."""
        return [{"reason": r, "kind": k, "count": n} for (r, k), n in sorted(self.counts.items())]


@dataclass(frozen=True)
class Setting:
    """What a release is made with: the moment, the floors of the theatre, and what is known of names and places.

    `known` gives the entry of a place by its id, `unit` the nearest unit that holds a place and is no finer than a
    level. `possible` finds possible names, `alone` says of a word whether it may be masked by itself.
    """

    profile: Profile
    now: datetime
    floors: Mapping[str, Floor] = field(default_factory=dict)
    known: Callable[[str], Candidate | None] | None = None
    unit: Callable[[str, str], Candidate | None] | None = None
    possible: PossibleNames | None = None
    alone: Callable[[str], bool] = lambda _: True


@dataclass(frozen=True)
class Prepared:
    """The pile that may be told of, how to print it, and what was kept back."""

    setting: Setting
    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    ledger: tuple[ServiceStatus, ...]
    edges: tuple[DocEdge, ...]
    drift: tuple[HedgeDrift, ...]
    mask: NameMask
    discretion: "Withholding"
    tally: Tally


class Withholding(Discretion):
    """A discretion that knows names in all their forms, and names the unit in which a coarsened place lies."""

    def __init__(self, mask: NameMask, setting: Setting, tally: Tally) -> None:
        super().__init__((), working_copy=not setting.profile.names, floors=setting.floors)
        self._mask, self._setting, self._tally = mask, setting, tally
        self._read, self._hidden = "", list[Span]()

    def shown(self, reading: Reading, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """Return the printed text of spans of a reading, and what was withheld of it."""
        if self.working_copy:
            return shown(reading, spans, True)
        if self._read != reading.document.id:
            self._read, self._hidden = reading.document.id, self._hidden_in(reading)
        near = [
            h for span in spans for h in self._hidden[_first(self._hidden, span) : _first(self._hidden, span, end=True)]
        ]
        text, withheld = without(reading.text, spans, apart(near))
        self._tally.add("name of a private person", "quotation", len(withheld))
        return text, withheld

    def _hidden_in(self, reading: Reading) -> list[Span]:
        """Return the stretches of a text that may not be printed, in order, without overlaps.

        An office-holder's name stays, unless a private one reaches into it.
        """
        public = [m.span for m in reading.of(PersonMention) if m.person_class in ("P0", "P1")]
        private = private_spans(reading)
        found = [Span(at, to) for at, to in self._mask.spans(reading.text)]
        also = [one for one in found if not any(p.covers(one) for p in public) or any(one.overlaps(p) for p in private)]
        joined: list[Span] = []
        for span in sorted({*private, *also}):
            if joined and span.start < joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return joined

    def masked(self, text: str) -> str:
        """Return text that is no part of a reading with every private name withheld."""
        return text if self.working_copy else self._mask.masked(text)

    def place(self, reading: Reading, claim: Claim, place: Geolocation) -> Geolocation:
        """Return a place of a claim no finer than its floor, as the unit around it where that is known."""
        if not self._setting.profile.floors:
            return place
        return self.coarsened(reading, claim, place)

    def coarsened(self, reading: Reading, claim: Claim, place: Geolocation) -> Geolocation:
        """Return a place of a claim as the floors allow it, and count it where that is coarser than known."""
        setting = self._setting
        entry = setting.known(place.gazetteer_id) if setting.known and place.gazetteer_id else None
        facts = exposure(reading.about(Quantity, claim.id), entry.population if entry else None)
        made = floored(
            place, category_of(reading, claim), floor_for(category_of(reading, claim), facts, setting.floors)
        )
        if made is place:
            return place
        self._tally.add("place coarsened to its floor", "place")
        unit = setting.unit(place.gazetteer_id, made.precision) if setting.unit and place.gazetteer_id else None
        if unit is None:
            return made
        return replace(
            made, name=unit.name, gazetteer_id=unit.id, lat=unit.lat, lon=unit.lon, radius_km=unit.radius_km,
            precision=unit.precision,
        )  # fmt: skip


def _first(hidden: Sequence[Span], span: Span, *, end: bool = False) -> int:
    """Return the place of the first stretch that may reach into a span, or of the first one behind it."""
    if end:
        return bisect_left(hidden, span.end, key=lambda h: h.start)
    return bisect_right(hidden, span.start, key=lambda h: h.end)


def category_of(reading: Reading, claim: Claim) -> str:
    """Return the category of the codebook that ships which a claim has, empty where it has none."""
    coding = reading.first(Coding, claim.id)
    return (coding.meant or coding.category) if coding else ""


def prepare(
    readings: Iterable[Reading],
    events: Sequence[Event],
    ledger: Sequence[ServiceStatus],
    setting: Setting,
    *,
    edges: Sequence[DocEdge] = (),
    drift: Sequence[HedgeDrift] = (),
) -> Prepared:
    """Return what may be told of a pile under the profile of the setting, with the names in it marked."""
    tally = Tally()
    sensitivity = {claim: event.sensitivity for event in events for claim in (*event.claims, *event.background)}
    kept, gone = [], set()
    for reading in readings:
        out, withheld = _kept_reading(reading, sensitivity, setting, tally)
        gone |= withheld
        if out is not None:
            kept.append(_marked(out, setting, tally))
    documents = {reading.document.id for reading in kept}
    mask = _mask(kept, setting)
    return Prepared(
        setting=setting,
        readings=tuple(_bare(reading, setting, tally) for reading in kept),
        events=tuple(e for event in events if (e := _kept_event(event, gone, setting, tally)) is not None),
        ledger=tuple(c for cell in ledger if (c := _kept_cell(cell, gone, setting, tally)) is not None),
        edges=tuple(e for e in edges if {e.start, e.end} <= documents),
        drift=tuple(d for d in drift if not {d.earlier, d.later} & gone),
        mask=mask,
        discretion=Withholding(mask, setting, tally),
        tally=tally,
    )


def _kept_reading(
    reading: Reading, sensitivity: Mapping[str, str], setting: Setting, tally: Tally
) -> tuple[Reading | None, set[str]]:
    """Return a reading without the claims that may not go out, and their ids; None where the document may not."""
    document = reading.document
    claims = reading.of(Claim)
    level = SEVERE if SEVERE in document.flags else "low"
    decision = decide(Facts("document", level), setting.profile, setting.now)
    if not decision.released and decision.reason:
        tally.add(decision.reason, "document")
        tally.add("rests on records that are withheld", "claim", len(claims))
        return None, {claim.id for claim in claims}
    gone: set[str] = set()
    for claim in claims:
        floor = floor_for(category_of(reading, claim), own=setting.floors)
        told = document.published or document.retrieved_at
        facts = Facts("claim", sensitivity.get(claim.id, "low"), told, floor)
        decision = decide(facts, setting.profile, setting.now)
        if not decision.released and decision.reason:
            tally.add(decision.reason, "claim")
            gone.add(claim.id)
    if not gone:
        return reading, gone
    left = (r for r in reading.records if getattr(r, "claim", None) not in gone)
    return Reading(document, tuple(r for r in left if not (isinstance(r, Claim) and r.id in gone))), gone


def _marked(reading: Reading, setting: Setting, tally: Tally) -> Reading:
    """Return a reading with each possible name in it marked as that of a private person."""
    if not (setting.profile.possible and setting.possible):
        return reading
    possible, text, language = setting.possible, reading.text, reading.document.language
    public = [m.span for m in reading.of(PersonMention) if m.person_class in ("P0", "P1")]
    private = private_spans(reading)
    found = {*possible.find(text, language), *_unknown_sources(reading, possible)}
    found |= {possible.widened(text, span, language) for span in private}
    new = [s for s in apart(found) if not any(s.overlaps(k) for k in public) and not any(p.covers(s) for p in private)]
    tally.add("possible name of a person", "text", len(new))
    reason = "two or more words with the shape of a name"
    return reading.plus(PersonMention(reading.document.id, s, "P2", None, reason, MARK) for s in new)


def _unknown_sources(reading: Reading, possible: PossibleNames) -> Iterator[Span]:
    """Yield where a source is printed of which nothing is known, and that may be a person by its shape."""
    known = {m.span for b in reading.of(Body) if b.entry or b.proposed for m in b.mentions}
    for attribution in reading.of(Attribution):
        for link in attribution.links:
            if link.span is None or link.source or link.span in known:
                continue
            if possible.is_source(link.span.of(reading.text), reading.document.language):
                yield link.span


def _is_personal(author: str, outlets: Collection[str]) -> bool:
    """Say whether a printed author may be a person: not an outlet or its desk, and every word with a capital."""
    key = name_key(author)
    words = [word for word in author.split() if word.isalpha() and len(word) > 3]
    return bool(key) and not any(o and o in key for o in outlets) and all(word[0].isupper() for word in words)


def _bare(reading: Reading, setting: Setting, tally: Tally) -> Reading:
    """Return a reading whose document tells neither its authors nor in which folder it lay."""
    if setting.profile.open:
        return reading
    document = reading.document
    tally.add("author of a document", "document", len(document.author))
    tally.add("file path of a document", "document")
    name = document.path.replace("\\", "/").rpartition("/")[2]
    return replace(reading, document=replace(document, path=name, author=(), container=None))


def _mask(readings: Sequence[Reading], setting: Setting) -> NameMask:
    """Return the mask of all names in the readings, their titles, outlets and authors."""
    if not setting.profile.names:
        return NameMask((), working_copy=True)
    private: list[str] = []
    public: list[str] = []
    known = {name_key(r.document.publisher) for r in readings if r.document.publisher}
    for reading in readings:
        for mention in reading.of(PersonMention):
            hidden = mention.person_class in ("P2", "P3")
            (private if hidden else public).append(mention.span.of(reading.text))
        document = reading.document
        outlets = {name_key(document.publisher or ""), *known}
        private += [name for name in document.author if _is_personal(name, outlets)]
        for text, given in ((document.title, False), (document.publisher, True)):
            if setting.possible and text:
                found = setting.possible.find(text, document.language, given=given)
                private += [name for span in found if (name := span.of(text)) not in public]
    return NameMask(private, public=public, alone=setting.alone)


def _kept_event(event: Event, gone: set[str], setting: Setting, tally: Tally) -> Event | None:
    """Return an event without what may not go out, its origins counted anew; None where nothing is left.

    Events outside the codebook stay with the record: what goes out tells of the codebook.
    """
    if event.outside:
        return None
    left = tuple(c for c in event.claims if c not in gone)
    decision = decide(Facts("event", event.sensitivity, "1970-01-01", rests=bool(left)), setting.profile, setting.now)
    if not decision.released and decision.reason:
        tally.add(decision.reason, "event")
        return None
    lost = gone.intersection((*event.claims, *event.background))
    if not lost:
        return event
    origins = tuple(o for origin in event.origins if (o := _kept_origin(origin, gone)) is not None)
    lowest = sum(origin.certain for origin in origins)
    return replace(
        event,
        claims=left,
        background=tuple(c for c in event.background if c not in gone),
        origins=origins,
        origins_min=lowest,
        origins_max=len(origins),
        corroboration=_level(event.corroboration, origins),
        sides=tuple(side for side in event.sides if any(o.side == side for o in origins)),
        contradictions=tuple(
            c for c in event.contradictions if not gone.intersection((*c.left, *c.right))
        ),
        reason="counted anew without what is withheld",
    )  # fmt: skip


def _kept_origin(origin: Origin, gone: set[str]) -> Origin | None:
    left = tuple(c for c in origin.claims if c not in gone)
    return replace(origin, claims=left) if left else None


def _level(before: Corroboration, origins: Sequence[Origin]) -> Corroboration:
    """Return the corroboration by the origins that are left, never higher than before."""
    certain = [origin for origin in origins if origin.certain]
    if len(certain) < 2:
        return "K1" if certain else "K0"
    sides = {origin.side for origin in certain}
    return "K3" if before == "K3" and (len(sides) > 1 or "neutral_monitor" in sides) else "K2"


def _kept_cell(cell: ServiceStatus, gone: set[str], setting: Setting, tally: Tally) -> ServiceStatus | None:
    """Return a cell of the ledger; None where its last word rests on what may not go out."""
    if not cell.intervals:
        return cell
    lost = [bool(gone.intersection(i.claims)) for i in cell.intervals]
    decision = decide(Facts("status", reported="1970-01-01", rests=not lost[-1]), setting.profile, setting.now)
    if not decision.released and decision.reason:
        tally.add(decision.reason, "status")
        return None
    kept: tuple[Interval, ...] = tuple(i for i, out in zip(cell.intervals, lost, strict=True) if not out)
    return replace(cell, intervals=kept) if any(lost) else cell
