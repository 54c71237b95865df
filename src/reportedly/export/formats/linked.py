"""Claims as linked data: W3C Web Annotation, PROV-O and schema.org, all as JSON-LD."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from reportedly.export.files import write_array
from reportedly.export.released import WITHHELD, Release, ReleasedClaim, ReleasedDocument

_ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
_PROV: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "reportedly": "urn:reportedly:terms:",
    "id": "@id",
    "type": "@type",
}
_DERIVED = {
    "copy": "wasDerivedFrom",
    "translation": "wasDerivedFrom",
    "excerpt": "wasQuotedFrom",
    "quotes": "wasQuotedFrom",
    "revision_of": "wasRevisionOf",
    "cites": "hadPrimarySource",
    "summarises": "hadPrimarySource",
}
"""Which property of PROV an edge between documents is (DOMAIN 1.6); others are told as influence."""

_QUALIFIED = {
    "wasDerivedFrom": ("qualifiedDerivation", "Derivation", "entity"),
    "wasQuotedFrom": ("qualifiedQuotation", "Quotation", "entity"),
    "wasRevisionOf": ("qualifiedRevision", "Revision", "entity"),
    "hadPrimarySource": ("qualifiedPrimarySource", "PrimarySource", "entity"),
    "wasInfluencedBy": ("qualifiedInfluence", "EntityInfluence", "entity"),
}


_SAFE = "/:+.~@!$&'()*,;=-_"
"""Signs that may stand in the name of a record as they are (RFC 8141); all others are encoded."""
_PEOPLE = frozenset({"official", "installed_official", "expert", "resident", "witness", "unnamed_single"})
"""Roles in a chain that are those of one person."""


def urn(kind: str, key: str) -> str:
    """Return the name of a record in linked data; a key in words is encoded, since readers refuse blanks in names."""
    return f"urn:reportedly:{kind}:{quote(key, safe=_SAFE)}"


def write_annotations(release: Release, folder: Path) -> list[Path]:
    """Write one annotation for each claim: its passage by quotation and by position in the text.

    A quotation in which a name is withheld is not in the text: such a passage has its position alone.
    """
    head = {
        "@context": _ANNOTATION,
        "id": urn("annotations", release.about.made_at),
        "type": "AnnotationPage",
        "generated": release.about.made_at,
        "generator": {"id": urn("software", release.about.version), "type": "Software", "name": "reportedly"},
        # The short name "rights" asks for an address: words behind it would be read as one.
        "dcterms:rights": "; ".join(release.about.credits),
    }
    documents = {d.id: d for d in release.documents}
    items = (_annotation(claim, documents[claim.document], release) for claim in release.claims)
    return [write_array(folder / "annotations.jsonld", head, "items", items)]


def _annotation(claim: ReleasedClaim, document: ReleasedDocument, release: Release) -> dict[str, Any]:
    line = claim.line
    tags = [line["category"], *line["secondary"], *line["sector"], line["hedge_level"]]
    return {
        "id": urn("claim", claim.id),
        "type": "Annotation",
        "motivation": "identifying",
        "created": document.captured,
        "body": [
            {"type": "TextualBody", "purpose": "describing", "value": line["proposition"], "format": "text/plain"},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
        ],
        "target": [
            {
                "source": {
                    "id": urn("text", document.text_id),
                    "type": "Text",
                    "language": document.language or "und",
                    # Under a name of Dublin Core: what the context does not know, readers drop.
                    "dcterms:isPartOf": {"id": urn("document", document.id)},
                },
                "selector": _selectors(piece),
            }
            for piece in line["evidence"]
        ],
    }


def _selectors(piece: dict[str, Any]) -> list[dict[str, Any]]:
    position = {"type": "TextPositionSelector", "start": piece["start"], "end": piece["end"]}
    parts = [piece["prefix"], piece["exact"], piece["suffix"]]
    if any(WITHHELD in part for part in parts):
        return [position]
    quote = {"type": "TextQuoteSelector", "exact": parts[1], "prefix": parts[0], "suffix": parts[2]}
    return [quote, position]


def write_prov(release: Release, folder: Path) -> list[Path]:
    """Write documents, claims and events as entities, stages and hops of chains as activities (PROV-O)."""
    return [write_array(folder / "provenance.jsonld", {"@context": _PROV}, "@graph", _graph(release))]


def _graph(release: Release) -> Iterator[dict[str, Any]]:
    software = urn("software", release.about.version)
    yield {"id": software, "type": ["prov:Agent", "prov:SoftwareAgent"],
           "rdfs:label": f"reportedly {release.about.version}"}  # fmt: skip
    derived: dict[str, list[tuple[str, str, str]]] = {}
    for edge in release.edges:
        derived.setdefault(edge.start, []).append((edge.kind, edge.end, edge.evidence))
    for document in release.documents:
        yield _document(document, derived.get(document.id, []))
    stages: set[str] = set()
    sources: set[str] = set()
    for claim in release.claims:
        stages |= {claim.producer, *claim.producers.values()} - {""}
        yield from _claim(claim, sources)
    for stage in sorted(stages):
        yield {"id": urn("stage", stage), "type": "prov:Activity", "rdfs:label": stage,
               "prov:wasAssociatedWith": {"id": software}}  # fmt: skip
    for event in release.events:
        yield {
            "id": urn("event", event.id),
            "type": "prov:Entity",
            "rdfs:label": event.label,
            "prov:wasDerivedFrom": [{"id": urn("claim", c)} for c in event.claims],
            "reportedly:originsMin": event.origins_min,
            "reportedly:originsMax": event.origins_max,
            "reportedly:rule": event.rule_version,
        }


def _document(document: ReleasedDocument, derived: list[tuple[str, str, str]]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": urn("document", document.id),
        "type": "prov:Entity",
        "dct:title": document.title,
        "dct:publisher": document.publisher,
        "dct:language": document.language,
        "dct:issued": document.published,
        "reportedly:sha256": document.sha256,
        "prov:generatedAtTime": {"@value": document.captured, "@type": "xsd:dateTime"},
    }
    for kind, end, evidence in derived:
        name = _DERIVED.get(kind, "wasInfluencedBy")
        qualified, way, part = _QUALIFIED[name]
        made.setdefault(f"prov:{name}", []).append({"id": urn("document", end)})
        made.setdefault(f"prov:{qualified}", []).append(
            {"type": f"prov:{way}", f"prov:{part}": {"id": urn("document", end)}, "dct:type": kind,
             "rdfs:comment": evidence}
        )  # fmt: skip
    return {name: value for name, value in made.items() if value is not None}


def _claim(claim: ReleasedClaim, sources: set[str]) -> Iterator[dict[str, Any]]:
    """Yield a claim, the acts of saying through which it came, and its sources where they are new."""
    links = claim.line["attribution"]["link"]
    acts = [urn("saying", f"{claim.id}:{n}") for n, _ in enumerate(links, 1)]
    yield {
        "id": urn("claim", claim.id),
        "type": "prov:Entity",
        "rdfs:label": claim.line["proposition"],
        "prov:wasQuotedFrom": {"id": urn("document", claim.document)},
        "prov:wasGeneratedBy": [{"id": urn("stage", stage)} for stage in _stages(claim)],
        "reportedly:hedgeLevel": claim.line["hedge_level"],
        "reportedly:rootStatus": claim.line["attribution"]["root_status"],
        **({"reportedly:saidIn": {"id": acts[0]}} if acts else {}),
    }
    for n, (act, link) in enumerate(zip(acts, links, strict=True)):
        source = _source(link)
        if source and source["id"] not in sources:
            sources.add(source["id"])
            yield source
        yield {
            "id": act,
            "type": "prov:Activity",
            **({"prov:wasAssociatedWith": {"id": source["id"]}} if source else {}),
            **({"prov:wasInformedBy": {"id": acts[n + 1]}} if n + 1 < len(acts) else {}),
            "reportedly:role": link["role"],
            "reportedly:mode": link["mode"],
            "reportedly:commitment": link["commitment"],
        }


def _stages(claim: ReleasedClaim) -> list[str]:
    return sorted({claim.producer, *claim.producers.values()} - {""})


def _source(link: dict[str, Any]) -> dict[str, Any] | None:
    body = link["body"]
    name = body["name"] if body else link["printed"]
    if not name:
        return None
    key = (body["entry"] or body["id"]) if body else f"{link['role']}:{name}"
    return {"id": urn("source", key), "type": "prov:Agent", "rdfs:label": name}


def write_schema_org(release: Release, folder: Path) -> list[Path]:
    """Write each claim as a schema.org Claim. No ClaimReview is made: that is a rating, and only people rate."""
    documents = {d.id: d for d in release.documents}
    items = (_schema_claim(claim, documents[claim.document], release) for claim in release.claims)
    return [write_array(folder / "claims.jsonld", {"@context": "https://schema.org"}, "@graph", items)]


def _schema_claim(claim: ReleasedClaim, document: ReleasedDocument, release: Release) -> dict[str, Any]:
    links = [link for link in claim.line["attribution"]["link"] if link["printed"]]
    place = claim.place
    appearance = {
        "@type": "CreativeWork",
        "@id": urn("document", document.id),
        "name": document.title,
        "url": document.url,
        "inLanguage": document.language,
        "datePublished": document.published,
        "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
    }
    made: dict[str, Any] = {
        "@type": "Claim",
        "@id": urn("claim", claim.id),
        "text": claim.line["proposition"],
        "abstract": " … ".join(piece["exact"] for piece in claim.line["evidence"]),
        "appearance": {name: value for name, value in appearance.items() if value is not None},
        **(_author(links[-1]) if links else {}),
        "claimInterpreter": {"@type": "Organization", "name": f"reportedly {release.about.version}"},
        "temporalCoverage": claim.line["time"]["event"],
        "about": {"@type": "DefinedTerm", "termCode": claim.line["category"],
                  "name": release.labels.categories.get(claim.line["category"])},
        "spatialCoverage": None if place is None or not place.name else {"@type": "Place", "name": place.name},
    }  # fmt: skip
    return {name: value for name, value in made.items() if value is not None}


def _author(link: dict[str, Any]) -> dict[str, Any]:
    """Return who a claim goes back to as schema.org has it; of several who are not named only the words of the text."""
    if link["role"] == "unnamed_plural":
        return {"creditText": link["printed"]}
    kind = "Person" if link["role"] in _PEOPLE else "Organization"
    return {"author": {"@type": kind, "name": link["printed"]}}
