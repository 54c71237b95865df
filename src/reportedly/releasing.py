"""What of a project may be told, and how: the pile under a release profile, and the brief and the lines made of it.

The files of a project (`claims.jsonl`, the brief), its exports, packs and published drafts all come from here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly import assembly, briefing, lemmas
from reportedly.brief import Brief, render_html, render_markdown
from reportedly.brief.numbering import in_reading_order
from reportedly.control import said_line
from reportedly.export.claims import Said, Telling, by_claim, claim_line
from reportedly.export.possible import PossibleNames
from reportedly.export.release import Prepared, Profile, Setting, prepare
from reportedly.export.released import masked_tree
from reportedly.interfaces import Candidate, Gazetteer
from reportedly.records import Claim, Failure, Reading, ReviewAction, Theatre
from reportedly.records.became import Became
from reportedly.records.reviewed import Reviewed
from reportedly.records.visit import Visit
from reportedly.records.withhold import WITHHELD
from reportedly.register import Register
from reportedly.review import support_list
from reportedly.review.reviewed import reviewed
from reportedly.stages.persons_words import load_words
from reportedly.text import name_key

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.control import Statement

_PLACE_MATCHES = frozenset({"exact", "former", "transliteration", "inflected", "adjective", "respelled"})
_LARGE = 15_000
"""People from which on a place far from the theatre counts as known by its name."""


@dataclass(frozen=True)
class Holdings:
    """What a project holds: its documents as people decided on them, what goes across them, and what it reads with.

    `control` is the folder of the layers of who holds what.
    """

    readings: Sequence[Reading]
    joined: assembly.Joined
    theatre: Theatre
    sources: Register
    book: "Codebook"
    control: Path
    shapes: dict[str, Any] | None = None
    actions: Sequence[ReviewAction] = ()
    failures: Sequence[Failure] = ()
    visits: Sequence[Visit] = ()
    posts: Mapping[str, tuple[Became, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Manner:
    """How a project is told of: the profile, the moment (what is newer than its delay waits), title, day, language.

    `template` is how much the brief tells, see `briefing.HOW_MUCH`.
    """

    profile: Profile
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))
    title: str | None = None
    as_of: str | None = None
    language: str = "en"
    template: str = "full"


class Pile:
    """What of the holdings of a project may be told; each part is made when it is first asked for."""

    def __init__(self, held: Holdings, manner: Manner) -> None:
        self.held, self.manner = held, manner
        joined = held.joined
        setting = setting_for(held.theatre, held.sources, manner.profile, manner.moment)
        self.prepared: Prepared = prepare(
            held.readings, joined.events, joined.ledger, setting, edges=joined.edges, drift=joined.drift
        )
        self.cutoff = cutoff_of(self.prepared.readings, manner.as_of, manner.moment)

    @property
    def _outside(self) -> bool:
        """Whether it is for readers who do not work with the project."""
        return self.manner.profile.name == "public"

    @property
    def _failures(self) -> list[Failure]:
        failures = list(self.held.failures)
        return [replace(f, path=Path(f.path).name) for f in failures] if self._outside else failures

    @cached_property
    def control(self) -> "tuple[Statement, ...]":
        """What the texts say of who holds what, beside the layers."""
        held = self.held
        return assembly.control_statements(
            self.prepared.readings, held.theatre, held.sources, shapes=held.shapes, folder=held.control
        )

    @cached_property
    def brief(self) -> Brief:
        """The brief on what may be told of. Raises BriefDoesNotCompile."""
        held, prepared, manner = self.held, self.prepared, self.manner
        joined = assembly.Joined(
            edges=list(prepared.edges), judgements=[], events=list(prepared.events), ledger=list(prepared.ledger),
            drift=list(prepared.drift),
        )  # fmt: skip
        settings = briefing.BriefSettings(
            failures=self._failures, theatre=held.theatre, shapes=held.shapes, cutoff=self.cutoff,
            title=manner.title, working_copy=manner.profile.open, control=self.control, control_folder=held.control,
            book=held.book, actions=held.actions, language=manner.language, sources=held.sources,
            visits=held.visits, posts=held.posts,
            linted=False, template=manner.template,  # findings are for those who draft
        )  # fmt: skip
        made = briefing.compiled(list(prepared.readings), joined, settings)
        return masked_brief(replace(in_reading_order(made), findings=()), prepared)

    def briefs(self) -> dict[str, str]:
        """Return brief.html, brief.md and brief.json, what each sentence rests on in the project, by file name.

        Raises BriefDoesNotCompile.
        """
        made, held = self.brief, self.held
        rests = support_list(
            (*made.statements, *made.beside), held.readings, held.joined.events, cutoff=self.cutoff,
            actions=held.actions, language=made.language,
        )  # fmt: skip
        return {"brief.html": render_html(made), "brief.md": render_markdown(made), "brief.json": rests}

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield the lines of claims.jsonl, with private names withheld in every text of them."""
        prepared, drift, said = self.prepared, by_claim(self.prepared.drift), _said(self.control)
        people: Reviewed = reviewed(self.held.actions, self.held.readings)
        paths = {r.document.id: r.document.path for r in self.held.readings}
        for reading in prepared.readings:
            # For readers outside a path is the name of the file: folders tell who collects and from whom.
            path = reading.document.path if self._outside else paths[reading.document.id]
            for claim in reading.of(Claim):
                line = claim_line(
                    reading, claim, prepared.discretion, drift.get(claim.id, ()), said.get(claim.id, ()), people
                )
                line["document"]["path"] = path
                yield masked_tree(line, prepared.mask)


def masked_brief(made: Brief, prepared: Prepared) -> Brief:
    """Return a brief with every text in it masked, addresses that name a person left out."""
    made = masked_tree(made, prepared.mask)
    return replace(made, notes=tuple(replace(n, address=_address(n.address)) for n in made.notes))


def _address(printed: str) -> str:
    """Return an address of a note, without the whole of it where a name was masked in it."""
    return printed if WITHHELD not in printed else "address withheld, it names a person"


def _said(found: "Sequence[Statement]") -> Said:
    """Return how the line of each claim tells what it says of who holds a place, by claim."""
    lines: dict[str, list[Telling]] = {}
    for one in found:
        lines.setdefault(one.assertion.claim, []).append(partial(said_line, one.assertion, one.compared))
    return lines


def cutoff_of(readings: Sequence[Reading], as_of: str | None, moment: datetime) -> str:
    """Return the end of the day a brief looks from: the one asked for, else that of the newest report, else now."""
    days = [p[:10] for r in readings if (p := r.document.published) and len(p) >= 10]
    day = as_of or (max(days) if days else None)
    return f"{day}T23:59:59+00:00" if day else moment.isoformat(timespec="seconds")


def setting_for(theatre: Theatre, sources: Register, profile: Profile, moment: datetime) -> Setting:
    """Return what a release of this theatre is made with: its floors, and what is known of places and bodies."""
    if profile.open:
        return Setting(profile, moment, theatre.floor_table(), known=assembly.gazetteer(theatre).get)
    places = assembly.gazetteer(theatre)
    floors = assembly.floors(theatre)
    bodies = _Bodies(theatre, sources)
    is_place = _place_test(places, theatre)

    def unit(place: str, level: str) -> Candidate | None:
        return floors.unit_of(place, level)

    return Setting(
        profile,
        moment,
        floors=theatre.floor_table(),
        known=places.get,
        unit=unit,
        possible=PossibleNames(is_place, bodies.known, bodies.words),
        alone=_alone_test(is_place, bodies.words),
    )


class _Bodies:
    """Names of bodies that are known: those of the register and of the theatre."""

    def __init__(self, theatre: Theatre, sources: Register) -> None:
        own = [name for s in theatre.sources if s.kind != "person" for name in (s.name, *s.aliases)]
        registered = [n.text for body in sources.bodies for n in body.names]
        self._register = sources
        self._names = {name_key(name) for name in (*own, *registered)}
        words = {word for name in self._names for word in name.split() if len(word) > 2}
        given = load_words()
        self.words = frozenset(word for word in words if not given.may_be_given(word))

    def known(self, printed: str) -> bool:
        """Say whether a printed name is that of a body."""
        return name_key(printed) in self._names or bool(self._register.find(printed))


def _place_test(places: Gazetteer, theatre: Theatre) -> Callable[[str], bool]:
    """Return a function that says of a printed name whether it is that of a place.

    Somewhere in the world a hamlet is called like every family: outside of the theatre only larger places count.
    """
    home = {"UA", "RU", "BY"} | {c.country for p in theatre.places if (c := places.get(p.id)) is not None}

    def counts(one: Candidate) -> bool:
        near = one.country in home or not one.id.startswith("geonames:")
        return one.match in _PLACE_MATCHES and (near or one.kind != "settlement" or one.population >= _LARGE)

    def is_place(name: str) -> bool:
        return any(counts(one) for one in places.find(name, limit=3))

    return is_place


def _alone_test(is_place: Callable[[str], bool], body_words: frozenset[str]) -> Callable[[str], bool]:
    """Return a function that says of a word of a private name whether it may be masked where it stands alone."""
    words = load_words()

    def alone(word: str) -> bool:
        low = word.casefold()
        if words.may_be_given(word) or name_key(word) in body_words or is_place(word):
            return False
        latin = re.match(r"[a-z]", low) is not None
        return not (latin and any(lemmas.is_known(low, tag) for tag in ("en", "de")))

    return alone
