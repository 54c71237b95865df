"""Names of places, bodies and codes in the language that a brief is written in."""

from collections.abc import Iterable

from reportedly.brief.model import Labels
from reportedly.codebook import Codebook
from reportedly.codebook.labels import labels
from reportedly.gazetteer import open_layered
from reportedly.records import Event, Geolocation, Reading, ServiceStatus, Theatre
from reportedly.register import Register

_PASSING = ("exonym", "former")
_OWN = "own:"
"""How ids of the table that this project keeps begin; proclaimed entities stand nowhere else."""


def place_names(
    readings: Iterable[Reading],
    events: Iterable[Event],
    ledger: Iterable[ServiceStatus],
    theatre: Theatre,
    language: str,
) -> dict[str, str]:
    """Return the names that the places told of have in a language, by id: the theatre's, else the gazetteer's.

    In English places are called by their main names, save those of a theatre that is written in other letters.
    """
    found: dict[str, str] = {}
    for place in theatre.places:
        own = [n.text for n in place.names if n.lang == language and n.status not in _PASSING]
        if own and (language != "en" or not place.name.isascii()):
            found[place.id] = own[0]
    if language == "en":
        return found
    known = {place.id for place in theatre.places}
    others = sorted(_told(readings, events, ledger) - known)
    return found | open_layered().spoken(others, language) if others else found


def proclaimed(readings: Iterable[Reading], events: Iterable[Event], ledger: Iterable[ServiceStatus]) -> frozenset[str]:
    """Return the ids of the places told of that are entities which somebody proclaimed: their names are labels."""
    own = sorted(p for p in _told(readings, events, ledger) if p.startswith(_OWN))
    if not own:
        return frozenset()
    base = open_layered()
    return frozenset(p for p in own if (found := base.get(p)) is not None and found.kind == "proclaimed")


def _told(readings: Iterable[Reading], events: Iterable[Event], ledger: Iterable[ServiceStatus]) -> set[str]:
    places = [place for reading in readings for place in reading.of(Geolocation)]
    named = {place.gazetteer_id for place in places}
    named |= {other.gazetteer_id for place in places for other in place.alternatives}
    named |= {e.place for e in events} | {c.place for c in ledger}
    return {place for place in named if place}


def body_names(sources: Register, language: str) -> dict[str, str]:
    """Return the names that the bodies of a register have in a language, by id; those without one are left out."""
    names = {b.id: [n.text for n in b.names if n.lang == language and not n.short] for b in sources.bodies}
    return {entry: own[0] for entry, own in names.items() if own}


def code_labels(book: Codebook, language: str) -> Labels:
    """Return the names of a codebook's codes in a language, its own where none are kept for it."""
    own = labels(book, language)
    categories = [(c.id, c.name) for c in book.categories] + [(r.id, r.name) for r in book.routing]
    names = {**own.categories, **own.routing}
    return Labels(
        categories={code: names.get(code, name) for code, name in categories},
        domains={d.id: own.domains.get(d.id, d.name) for d in book.domains},
        sectors={s.id: own.sectors.get(s.id, s.covers) for s in book.sectors},
    )
