"""Documents, bodies and events as FollowTheMoney entities and as a STIX 2.1 bundle."""

import hashlib
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.export.files import write_array, write_lines
from reportedly.export.released import WITHHELD, Release, ReleasedClaim, ReleasedEvent, ReleasedPlace, day_of
from reportedly.text import name_key

_NAMESPACE = uuid.UUID("6f2c7d0e-6a4d-5c43-9b0e-0d6f3b7a91c2")
"""Under which the ids of STIX objects are made: the same records give the same ids."""

_PUBLIC_BODIES = frozenset({"ministry", "military", "intelligence", "installed_official", "official", "intl_org"})
_BODIES = frozenset({"organisation", "outlet", "office"})
_UNNAMED = frozenset({"unnamed_plural", "unnamed_single", "resident", "witness", "none"})
_LANGUAGES = {
    "ar": "ara", "be": "bel", "bg": "bul", "cs": "ces", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra",
    "he": "heb", "hu": "hun", "it": "ita", "ja": "jpn", "ka": "kat", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "sk": "slk", "sr": "srp", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
"""FollowTheMoney knows languages by three letters (ISO 639-3)."""

_TLP = {
    "public": ("white", "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"),
    "partner": ("amber", "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"),
    "working-copy": ("red", "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"),
}
"""How far a bundle may be handed on, by the fixed markings of STIX 2.1."""


def write_ftm(release: Release, folder: Path) -> list[Path]:
    """Write entities of FollowTheMoney, one on each line: articles, bodies, events, addresses. No persons."""
    return [write_lines(folder / "entities.ftm.json", _entities(release))]


def _ftm_id(*parts: str) -> str:
    return "reportedly-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def _entity(key: str, schema: str, **properties: Any) -> dict[str, Any]:
    """Return an entity; a property is a list of texts, and one without a value is left out."""
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        texts = [str(v) for v in values if v not in (None, "")]
        if texts:
            kept[name] = texts
    return {"id": key, "schema": schema, "properties": kept}


def _entities(release: Release) -> Iterator[dict[str, Any]]:
    for document in release.documents:
        yield _entity(
            _ftm_id("document", document.id), "Article", title=document.title or document.id,
            publisher=document.publisher, publishedAt=(document.published or "")[:10],
            language=_LANGUAGES.get((document.language or "").partition("-")[0]),
            sourceUrl=document.url, notes=f"SHA-256 {document.sha256}", mimeType=document.media_type,
        )  # fmt: skip
    bodies: dict[str, tuple[str, str, set[str]]] = {}
    for claim in release.claims:
        for name, entry, role in _bodies(claim):
            bodies.setdefault(entry, (name, role, set()))[2].add(claim.document)
    for entry, (name, role, documents) in sorted(bodies.items()):
        schema = "PublicBody" if role in _PUBLIC_BODIES else "Organization"
        yield _entity(_ftm_id("body", entry), schema, name=name)
        for cited in sorted(documents):
            yield _entity(
                _ftm_id("documentation", entry, cited), "Documentation", document=_ftm_id("document", cited),
                entity=_ftm_id("body", entry), role="cited as a source",
            )  # fmt: skip
    for event in release.events:
        yield from _event_entities(event, release)


def _bodies(claim: ReleasedClaim) -> Iterator[tuple[str, str, str]]:
    """Yield name, key and role of the bodies with a name of their own among the sources of a claim; no persons."""
    for link in claim.line["attribution"]["link"]:
        body = link["body"]
        if not body or body["kind"] not in _BODIES or link["role"] in _UNNAMED or WITHHELD in body["name"]:
            continue
        name = body["name"].removeprefix("the ").removeprefix("The ")
        if body["entry"] or any(letter.isupper() for letter in name):
            yield name, body["entry"] or f"{body['kind']}:{name_key(name)}", link["role"]


def _event_entities(event: ReleasedEvent, release: Release) -> Iterator[dict[str, Any]]:
    place = event.place
    address = _ftm_id("address", place.id) if place and place.id and place.lat is not None else None
    if place and address:
        yield _entity(
            address, "Address", full=place.name, latitude=place.lat, longitude=place.lon,
            country=(place.country or "").lower(), remarks=f"precision: {place.precision}",
        )  # fmt: skip
    category = release.labels.categories.get(event.category, event.category)
    yield _entity(
        _ftm_id("event", event.id), "Event", name=event.label, summary=category, startDate=event.earliest,
        endDate=event.latest, location=place.name if place else None, addressEntity=address,
        proof=[_ftm_id("document", d) for d in event.documents], notes=_origins(event),
    )  # fmt: skip


def _origins(event: ReleasedEvent) -> str:
    """Return in words how many origins an event has: a program that has no bounds would print one number."""
    if event.origins_min == event.origins_max:
        return f"origins: {event.origins_min}; corroboration: {event.corroboration}"
    return f"origins: {event.origins_min} to {event.origins_max}; corroboration: {event.corroboration}"


def write_stix(release: Release, folder: Path) -> list[Path]:
    """Write a STIX 2.1 bundle: a report for each event, a note for each claim, locations, identities of bodies."""
    head = {"type": "bundle", "id": _stix_id("bundle", release.about.made_at, release.profile.name)}
    return [write_array(folder / "bundle.stix.json", head, "objects", _objects(release))]


def _stix_id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid.uuid5(_NAMESPACE, chr(31).join((kind, *parts)))}"


def _moment(text: str) -> str:
    return f"{text[:19]}.000Z"


def _objects(release: Release) -> Iterator[dict[str, Any]]:
    made = _moment(release.about.made_at)
    colour, marking = _TLP[release.profile.name]
    yield {
        "type": "marking-definition", "spec_version": "2.1", "id": marking, "created": "2017-01-20T00:00:00.000Z",
        "definition_type": "tlp", "name": f"TLP:{colour.upper()}", "definition": {"tlp": colour},
    }  # fmt: skip
    author = _stix_id("identity", "reportedly")

    def thing(kind: str, key: str, **fields: Any) -> dict[str, Any]:
        common = {"type": kind, "spec_version": "2.1", "id": key, "created": made, "modified": made}
        by = {} if key == author else {"created_by_ref": author}
        given = {name: value for name, value in fields.items() if value not in (None, [], "")}
        return {**common, **by, **given, "object_marking_refs": [marking]}

    yield thing("identity", author, name=f"reportedly {release.about.version}", identity_class="system")
    bodies = {entry: name for claim in release.claims for name, entry, _ in _bodies(claim)}
    for entry, name in sorted(bodies.items()):
        yield thing("identity", _stix_id("identity", entry), name=name, identity_class="organization")
    places: dict[str, ReleasedPlace] = {
        e.place.id: e.place for e in release.events if e.place and e.place.id and e.place.lat is not None
    }
    for key, place in sorted(places.items()):
        yield thing("location", _stix_id("location", key), name=place.name, latitude=place.lat, longitude=place.lon,
                    precision=round(place.radius_km * 1000, 1) if place.radius_km else None)  # fmt: skip
    claims = {claim.id: claim for claim in release.claims}
    told: set[str] = set()
    for event in release.events:
        own = [claims[c] for c in event.claims if c in claims]
        yield thing(
            "report", _stix_id("report", event.id), name=event.label,
            description=f"{release.labels.categories.get(event.category, event.category)}; {_origins(event)}",
            published=f"{day}T00:00:00.000Z" if (day := day_of(event.last)) else made, labels=[event.category],
            object_refs=_refs(event, own, places) or [author],
        )  # fmt: skip
        for claim in own:
            if claim.id not in told:
                told.add(claim.id)
                yield _note(claim, event, thing)


def _refs(event: ReleasedEvent, claims: list[ReleasedClaim], places: dict[str, ReleasedPlace]) -> list[str]:
    bodies = sorted({entry for claim in claims for _, entry, _ in _bodies(claim)})
    where = [_stix_id("location", event.place.id)] if event.place and event.place.id in places else []
    return [*where, *(_stix_id("identity", entry) for entry in bodies)]


def _note(claim: ReleasedClaim, event: ReleasedEvent, thing: Any) -> dict[str, Any]:
    quote = " … ".join(piece["exact"] for piece in claim.line["evidence"])
    made: dict[str, Any] = thing(
        "note", _stix_id("note", claim.id), abstract=claim.line["proposition"], content=quote,
        labels=[claim.line["hedge_level"], claim.line["kind"]], object_refs=[_stix_id("report", event.id)],
    )  # fmt: skip
    return made
