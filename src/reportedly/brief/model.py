"""What goes into a brief and what comes out: plain frozen parts that the renderers only print."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportedly.records import (
    BriefStatement,
    Citation,
    ControlAssertion,
    ControlComparison,
    DocEdge,
    Event,
    Failure,
    Finding,
    HedgeDrift,
    Reading,
    ServiceStatus,
    Theatre,
)
from reportedly.records.became import Became
from reportedly.records.values import Side


@dataclass(frozen=True)
class Labels:
    """Names for codes: categories ("GUO.C02"), domains by letter ("C"), sectors ("water")."""

    categories: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """Everything a brief is compiled from.

    `cutoff` is ISO 8601 UTC; ages count back from its day. `codebook` reads "guo 1.0.0". `steps` are
    the producers of the stages that ran. `shapes` is the theatre's GeoJSON, parsed. `languages` are
    those that the stages can read; texts in others count as not covered. `control` holds what texts say about who
    holds what, each beside what the control layers show; `control_layers` are the areas of one day of one series as
    GeoJSON features with their credit, `control_undrawn` the providers of further series that have areas.
    `place_names` and `body_names` are names in the brief's language, by the ids of gazetteer and register; `proclaimed`
    are the places whose names are labels, because somebody proclaimed them. `accepted`
    are the claims that a person accepted, None where that was not looked at; `graded` those that a person graded as
    confirmed, `told_before` those that the last brief told. `documents` is how many were read where `readings` are only
    those that the brief may use (0: all of them); `private` are then the names to withhold that further documents
    hold, `further` how many more events there are by domain letter. `reviewed` is how many of the claims somebody
    accepted or edited, `dissents` how many other views stand beside them, `reviewers` who decided. `became` says of
    which documents the source was taken back, is gone or was changed since.
    """

    readings: tuple[Reading, ...]
    events: tuple[Event, ...]
    ledger: tuple[ServiceStatus, ...]
    cutoff: str
    edges: tuple[DocEdge, ...] = ()
    drift: tuple[HedgeDrift, ...] = ()
    failures: tuple[Failure, ...] = ()
    theatre: Theatre = field(default_factory=Theatre)
    labels: Labels = field(default_factory=Labels)
    codebook: str = ""
    version: str = ""
    steps: tuple[str, ...] = ()
    shapes: Mapping[str, Any] | None = None
    languages: tuple[str, ...] = ("en",)
    control: tuple[tuple[ControlAssertion, tuple[ControlComparison, ...]], ...] = ()
    control_layers: tuple[Mapping[str, Any], ...] = ()
    control_undrawn: tuple[str, ...] = ()
    place_names: Mapping[str, str] = field(default_factory=dict)
    proclaimed: frozenset[str] = frozenset()
    body_names: Mapping[str, str] = field(default_factory=dict)
    accepted: frozenset[str] | None = None
    documents: int = 0
    told_before: frozenset[str] = frozenset()
    graded: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    further: Mapping[str, int] = field(default_factory=dict)
    reviewed: int = 0
    dissents: int = 0
    reviewers: tuple[str, ...] = ()
    became: Mapping[str, tuple[Became, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Options:
    """How a brief is to be compiled: `language` is en or uk. A working copy prints private names and exact places.

    `per_section` bounds the events told in a section (0: as many as a full brief tells), `accounts` the accounts in
    their own words beside a topic sentence, `linted` is whether its findings are wanted.
    """

    working_copy: bool = False
    title: str | None = None
    language: str = "en"
    max_takeaways: int = 7
    per_section: int = 0
    accounts: int = 3
    linted: bool = True


@dataclass(frozen=True)
class Sheet:
    """The text of a draft: its sentences in order, its takeaways, and what its header and its end say.

    `header` overrides rows of the header by key ("dated", "places", "status", "reviewed", "supersedes"). `changes` are
    the lines on what changed since the last brief, `said` further paragraphs on method. `notice` stands in place of the
    lines under the title.
    """

    title: str
    sentences: tuple[BriefStatement, ...]
    takeaways: tuple[BriefStatement, ...]
    header: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    notice: str = ""


@dataclass(frozen=True)
class Header:
    """The strip under the title: pairs of label and value, in order."""

    title: str
    kicker: str
    standfirst: str
    facts: tuple[tuple[str, str], ...]
    cutoff: str


@dataclass(frozen=True)
class Mark:
    """One origin of a statement: its side, and whether it counts in the lower bound."""

    side: Side | None
    certain: bool


@dataclass(frozen=True)
class Line:
    """A statement as it is printed, with its origin marks and the two lines of its margin note."""

    statement: BriefStatement
    marks: tuple[Mark, ...] = ()
    count: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Section:
    """One domain of the codebook that has something to tell; `left_out` counts reports not retold."""

    letter: str
    name: str
    lines: tuple[Line, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Account:
    """What is said about who holds one place, and one line for each layer that it was put beside."""

    line: Line
    layers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Holding:
    """All accounts of who holds one place, side by side; `remark` says where they cannot both hold."""

    place: str
    accounts: tuple[Account, ...]
    remark: str = ""


@dataclass(frozen=True)
class Control:
    """Who is said to hold what, place by place, with the credits of the layers; `left_out` statements are not told."""

    holdings: tuple[Holding, ...] = ()
    credits: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """The accounts of all places, in order."""
        return tuple(account.line for holding in self.holdings for account in holding.accounts)


@dataclass(frozen=True)
class Half:
    """One value of a split cell with the sides that give it."""

    status: str
    word: str
    sides: tuple[Side, ...]
    glyph: str = "unreported"


@dataclass(frozen=True)
class Cell:
    """One field of the status table; `look` is full, partial, none, closed, notopened, conflict, stale, unreported."""

    look: str
    word: str
    age: str = ""
    spoken: str = ""
    glyph: str = "unreported"
    halves: tuple[Half, ...] = ()


@dataclass(frozen=True)
class Table:
    """Services by places: one row for each sector, one cell for each place of `places`."""

    places: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Matrix:
    """The status tables (wide sets are split), and the observations on whole regions, in words."""

    as_of: str
    tables: tuple[Table, ...]
    regional: tuple[str, ...] = ()
    aid: str = ""


@dataclass(frozen=True)
class Pin:
    """A place of events on the map: `precision` decides its form, `radius_km` its ring.

    `rings` bound a place that is no disc (longitude, latitude, closed); `told` marks one that is
    measured from others ("12 km north of X"), `key` is its letter on the map.
    """

    name: str
    lat: float
    lon: float
    precision: str
    count: int
    radius_km: float | None = None
    shape: str | None = None
    sides: tuple[Side, ...] = ()
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    told: bool = False
    key: str = ""


@dataclass(frozen=True)
class Arc:
    """People or goods that came from `origin` to a place of an event; degrees WGS 84."""

    origin: str
    start: tuple[float, float]
    end: tuple[float, float]
    km: int


@dataclass(frozen=True)
class Chart:
    """A drawing with its words: `svg` is empty where nothing can be drawn, and `note` says why.

    `unlocated` lists the places that are named but were not found, `ambiguous` those that may be others.
    """

    svg: str
    title: str
    note: str
    legend: tuple[tuple[str, str], ...] = ()
    unlocated: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moment:
    """One row of the timeline: when it happened, as told, and when and by which side it was reported.

    Days are ISO. `form` is point, span, since, planned or unknown.
    """

    label: str
    detail: str
    form: str
    start: str | None
    end: str | None
    reports: tuple[tuple[str, Side | None], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Dated rows between `first` and `last` day, and the undated ones as sentences."""

    first: str
    last: str
    moments: tuple[Moment, ...]
    undated: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class Voice:
    """One side of a contradiction: who, which side, the words, the notes."""

    who: str
    side: Side | None
    quote: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Dispute:
    """Two accounts that cannot both hold, side by side, and what can be said about them."""

    title: str
    left: tuple[Voice, ...]
    right: tuple[Voice, ...]
    verdict: str


@dataclass(frozen=True)
class Note:
    """An endnote as it is printed: the parts of DOMAIN 6.3; `tag` is the BCP-47 tag of what is quoted.

    `title` stands in its marks, or says with which words an untitled text begins.
    """

    citation: Citation
    publisher: str
    title: str
    language: str
    dated: str
    chain: str
    quote: str
    kept: str
    digest: str
    captured: str
    address: str
    made_by: str
    remark: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Sourcing:
    """The counts of the sourcing summary and the shares by side (claims, in percent)."""

    figures: tuple[tuple[str, str], ...]
    shares: tuple[tuple[str, Side | None, int], ...]
    remarks: tuple[str, ...]
    derivations: tuple[tuple[int, Side | None, bool, str, str], ...] = ()
    derivation_title: str = ""


@dataclass(frozen=True)
class Brief:
    """A compiled brief, ready to be linted, checked and printed. `short` is the form of one page (see `one_page`)."""

    header: Header
    takeaways: tuple[Line, ...]
    changes: str
    sections: tuple[Section, ...]
    matrix: Matrix
    map: Chart
    timeline: Timeline
    disputes: tuple[Dispute, ...]
    corrections: tuple[tuple[str, tuple[int, ...]], ...]
    gaps: tuple[tuple[str, str], ...]
    sourcing: Sourcing
    method: tuple[str, ...]
    notes: tuple[Note, ...]
    working_copy: bool = False
    language: str = "en"
    drift: tuple[BriefStatement, ...] = ()
    drift_left_out: int = 0
    control: Control = field(default_factory=Control)
    findings: tuple[Finding, ...] = ()
    change_lines: tuple[str, ...] = ()
    short: bool = False

    @property
    def statements(self) -> tuple[BriefStatement, ...]:
        """All sentences of the sections, in order."""
        return tuple(line.statement for section in self.sections for line in section.lines)

    @property
    def beside(self) -> tuple[BriefStatement, ...]:
        """The sentences that stand outside of the sections: who is said to hold what, and hedge drift."""
        return (*(line.statement for line in self.control.lines), *self.drift)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, in the order of their numbers."""
        return tuple(note.citation for note in self.notes)
