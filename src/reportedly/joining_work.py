"""What a project does to join its documents: the stored joining brought up to date, then drift and ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import assembly
from reportedly.corroborate.sources import Directory
from reportedly.gazetteer import open_layered
from reportedly.gloss import marker
from reportedly.join.beside import update_drift, update_ledger
from reportedly.join.decisions import Decisions
from reportedly.join.update import Basis, Printer, Updated, program, update
from reportedly.ledger.observations import KINDS
from reportedly.records import Event, Orphan, Reading, ReviewAction, Theatre
from reportedly.review import Taken, standing, take
from reportedly.store.rows import body_of
from reportedly.text import digest

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.register import Register
    from reportedly.store import SqlStore


@dataclass(frozen=True, slots=True)
class Setting:
    """What a project joins its documents with: its theatre, register and codebook, and the file of its register.

    A `printer` works out elsewhere what derivation needs of each new document.
    """

    theatre: Theatre
    sources: "Register"
    book: "Codebook"
    register: Path | None = None
    printer: Printer | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What joining did: why everything was joined anew ("": it was not), documents taken in, decisions not kept.

    `events` are those of the codebook.
    """

    anew: str
    documents: int
    events: list[Event]
    drift: int
    orphans: list[Orphan] = field(default_factory=list)

    @property
    def origins(self) -> tuple[int, int]:
        """How many distinct origins the events rest on: those that are certain, and all."""
        certain = {o.key for e in self.events for o in e.origins if o.certain}
        return len(certain), len({o.key for e in self.events for o in e.origins})


def join_documents(
    store: "SqlStore",
    setting: Setting,
    *,
    run: str,
    on: str | None = None,
    rebuild: bool = False,
    begun: Callable[[], None] | None = None,
) -> Work:
    """Join what is new or changed in a project, and bring drift and ledger up to date; all of it is kept, or nothing.

    `on` is the day (ISO) from which the ledger looks; `rebuild` joins everything anew. `begun` is called before each
    document that is read: what it raises ends the work, and nothing is kept. Where nothing has changed since the last
    time nothing is written.
    """
    actions = store.reviews()
    people = People.of(store, actions)
    basis = _basis(setting, people)
    last = str(actions[-1].number) if actions else "0"
    begun = begun or (lambda: None)

    def each(readings: Iterable[Reading]) -> Iterator[Reading]:
        for reading in readings:
            begun()
            yield reading

    def read(documents: Sequence[str]) -> Iterable[Reading]:
        return each(people.read(documents))

    def joined() -> Updated:
        with store.joining(run) as tables:
            done = update(tables, read, basis, rebuild=rebuild)
            if _changed(done):
                update_drift(tables, read, setting.theatre, done.report.touched)
            ledger = digest(program(), *basis.versions.values(), on or "", length=32)
            if _changed(done) or tables.meta().get("ledger") != ledger:
                floors = assembly.floors(setting.theatre)
                update_ledger(tables, each(people.states()), setting.theatre, floors, on=on)
                tables.note({"ledger": ledger})
            if tables.meta().get("reviews", "0") != last:
                tables.note({"reviews": last})
        return done

    done = store.again(joined)
    events = store.events()
    inside = [event for event in events if not event.outside]
    return Work(done.anew, done.report.documents, inside, len(store.drift()), people.taken.unkept(events))


def _changed(done: Updated) -> bool:
    return done.report.touched is None or bool(done.report.touched)


@dataclass(frozen=True, slots=True)
class People:
    """What people decided, brought to bear on the documents that they decided on; all others are as they are read."""

    store: "SqlStore"
    taken: Taken
    revised: Mapping[str, Reading]

    @classmethod
    def of(cls, store: "SqlStore", actions: Sequence[ReviewAction]) -> "People":
        """Read the documents that standing decisions name, and revise them."""
        named = _named(store, standing(actions))
        readings = list(store.readings_of(named)) if named else []
        taken = take(actions, readings)
        pairs = zip(readings, taken.readings, strict=True)
        return cls(store, taken, {after.document.id: after for before, after in pairs if after is not before})

    def read(self, documents: Sequence[str]) -> Iterable[Reading]:
        """Return documents as people left them; all of the store for an empty sequence."""
        found: Iterator[Reading] = iter(self.store.readings_of(documents) if documents else self.store.readings())
        return (self.revised.get(reading.document.id, reading) for reading in found)

    def states(self) -> Iterable[Reading]:
        """Return the documents that tell how services work, as people left them, with what the ledger looks at."""
        found = (reading for reading in self.store.states(KINDS) if reading.document.id not in self.revised)
        return chain(found, self.revised.values())

    def decisions(self) -> Decisions:
        """Return what was decided on pairs of claims and of documents."""
        made = [body_of(action) for action in self.taken.edge_actions]
        return Decisions(
            ties=tuple(self.taken.ties),
            edit=self.taken.edges_from,
            pairs=frozenset(self.taken.edge_pairs),
            made=digest(*made) if made else "",
        )

    def digests(self) -> dict[str, str]:
        """Return a digest of each document in which somebody changed something."""
        return {d: digest(*(body_of(record) for record in r.records)) for d, r in self.revised.items()}


def _named(store: "SqlStore", actions: Sequence[ReviewAction]) -> set[str]:
    """Return the documents that decisions name, or whose claims they name."""
    names = {name for action in actions for name in (*action.on, *action.against)}
    claims = {name for name in names if name.startswith("clm_")}
    quoted = {quote.document for action in actions for quote in action.quotes}
    return (names - claims) | quoted | store.documents_of(claims)


def _basis(setting: Setting, people: People) -> Basis:
    theatre, merges = setting.theatre, sorted(sorted(pair) for pair in setting.book.allowed_merges)
    places = open_layered(extra=theatre.places)
    return Basis(
        Directory(theatre, setting.sources),
        marker(places),
        assembly.rules(theatre, setting.book),
        {
            "the theatre": digest(body_of(theatre)),
            "the register": digest(_register(setting)),
            "the codebook's rules for joining": digest(str(merges)),
            "the gazetteer": digest(places.made_of),
        },
        people.decisions(),
        people.digests(),
        setting.printer,
    )


def _register(setting: Setting) -> str:
    if setting.register is not None:
        return setting.register.read_text("utf-8")
    return f"{setting.sources.id} {setting.sources.version} {len(setting.sources.bodies)}"
