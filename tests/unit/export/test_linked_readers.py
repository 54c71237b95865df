"""Linked data is read by rdflib, and asked with SPARQL whether all that the claims hold came through."""

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportedly.export.formats.linked import write_annotations, write_prov, write_schema_org
from reportedly.export.released import WITHHELD, Release
from reportedly.records import DocEdge
from tests.unit.brief.invented import a_week
from tests.unit.export.piles import released

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed: it belongs to the group dev")

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # in rdflib itself

# What of the W3C's context for annotations (http://www.w3.org/ns/anno.jsonld) these files use; nothing is fetched.
ANNOTATIONS: dict[str, Any] = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "Text": "dctypes:Text",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "describing": "oa:describing",
    "identifying": "oa:identifying",
    "tagging": "oa:tagging",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "rights": {"@type": "@id", "@id": "dcterms:rights"},
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "generated": {"@id": "dcterms:issued", "@type": "xsd:dateTime"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "name": "foaf:name",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
}
SCHEMA_ORG = {"@vocab": "http://schema.org/", "url": {"@type": "@id"}}
PREFIXES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX r: <urn:reportedly:terms:>
PREFIX s: <http://schema.org/>
"""


@pytest.fixture(scope="module")
def made() -> Release:
    return released(a_week())


def read(path: Path, caplog: pytest.LogCaptureFixture, context: Any = None) -> Any:
    """Return the graph of a file; a name that the reader takes for none fails the test."""
    told = json.loads(path.read_text("utf-8"))
    if context is not None:
        assert isinstance(told["@context"], str)
        told["@context"] = context
    with caplog.at_level(logging.WARNING):
        graph = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
        # Written out and read again: names that cannot be written break here.
        again = rdflib.Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert not [r.getMessage() for r in caplog.records if "valid URI" in r.getMessage()]
    assert len(again) == len(graph)
    return graph


def asked(graph: Any, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple("" if v is None else str(v) for v in row) for row in graph.query(PREFIXES + query))


def claim(one: Any) -> str:
    return f"urn:reportedly:claim:{one.id}"


def test_every_passage_of_a_claim_comes_back_with_its_selectors(
    made: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = read(write_annotations(made, tmp_path)[0], caplog, ANNOTATIONS)
    places = asked(graph, """SELECT ?claim ?text ?document ?start ?end WHERE {
        ?claim a oa:Annotation; oa:hasTarget ?t . ?t oa:hasSource ?text; oa:hasSelector ?p .
        ?text dct:isPartOf ?document . ?p a oa:TextPositionSelector; oa:start ?start; oa:end ?end }""")  # fmt: skip
    texts = {d.id: f"urn:reportedly:text:{d.text_id}" for d in made.documents}
    pieces = [(c, piece) for c in made.claims for piece in c.line["evidence"]]
    assert places == sorted(
        (claim(c), texts[c.document], f"urn:reportedly:document:{c.document}", str(p["start"]), str(p["end"]))
        for c, p in pieces
    )
    quotes = asked(graph, """SELECT ?claim ?before ?exact ?after WHERE { ?claim oa:hasTarget/oa:hasSelector ?q .
        ?q a oa:TextQuoteSelector; oa:prefix ?before; oa:exact ?exact; oa:suffix ?after }""")  # fmt: skip
    printed = [(c, tuple(p[k] for k in ("prefix", "exact", "suffix"))) for c, p in pieces]
    assert quotes == sorted((claim(c), *parts) for c, parts in printed if WITHHELD not in "".join(parts))
    told = asked(graph, """SELECT ?claim ?words WHERE {
        ?claim oa:hasBody ?b . ?b oa:hasPurpose oa:describing; rdf:value ?words }""")  # fmt: skip
    assert told == sorted((claim(c), c.line["proposition"]) for c in made.claims)


def test_the_chain_of_each_claim_can_be_followed_from_hop_to_hop(
    made: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = read(write_prov(made, tmp_path)[0], caplog)
    for one in made.claims:
        links = one.line["attribution"]["link"]
        names = [(k["body"]["name"] if k["body"] else k["printed"]) or "" for k in links]
        found, act = [], graph.value(rdflib.URIRef(claim(one)), rdflib.URIRef("urn:reportedly:terms:saidIn"))
        while act is not None:
            who = graph.value(act, rdflib.PROV.wasAssociatedWith)
            assert who is None or (who, rdflib.RDF.type, rdflib.PROV.Agent) in graph
            found.append(str(graph.value(who, rdflib.RDFS.label)) if who is not None else "")
            act = graph.value(act, rdflib.PROV.wasInformedBy)
        assert found == names
    homes = asked(graph, "SELECT ?claim ?document WHERE { ?claim prov:wasQuotedFrom ?document; r:hedgeLevel ?level }")
    assert homes == sorted((claim(c), f"urn:reportedly:document:{c.document}") for c in made.claims)
    rests = asked(graph, "SELECT ?event ?claim WHERE { ?event r:originsMin ?n; prov:wasDerivedFrom ?claim }")
    assert rests == sorted((f"urn:reportedly:event:{e.id}", f"urn:reportedly:claim:{c}")
                           for e in made.events for c in e.claims)  # fmt: skip


def test_the_derivation_of_documents_comes_back_edge_by_edge(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    week = a_week()
    first, *others = [r.document.id for r in week.readings]
    kinds = ("copy", "translation", "excerpt", "cites", "revision_of", "same_release")
    ties = tuple(DocEdge(o, first, kind, 0.9, f"told as {kind}") for o, kind in zip(others, kinds, strict=False))
    made = released(replace(week, edges=ties))
    assert len(made.edges) == len(ties) >= 3
    graph = read(write_prov(made, tmp_path)[0], caplog)
    edges = asked(graph, """SELECT ?from ?to ?kind ?why WHERE {
        ?from ?way ?q . ?q prov:entity ?to; dct:type ?kind; rdfs:comment ?why }""")  # fmt: skip
    assert edges == sorted((f"urn:reportedly:document:{e.start}", f"urn:reportedly:document:{e.end}", e.kind, e.evidence)
                           for e in made.edges)  # fmt: skip
    plain = asked(graph, """SELECT ?from ?to WHERE { VALUES ?way { prov:wasDerivedFrom prov:wasQuotedFrom
        prov:wasRevisionOf prov:hadPrimarySource prov:wasInfluencedBy }
        ?from ?way ?to; r:sha256 ?digest }""")  # fmt: skip
    assert {(a, b) for a, b, *_ in edges} == set(plain)


def test_schema_org_has_each_claim_with_its_author_and_where_it_appeared(
    made: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = read(write_schema_org(made, tmp_path)[0], caplog, SCHEMA_ORG)
    found = asked(graph, """SELECT ?claim ?text ?document WHERE {
        ?claim a s:Claim; s:text ?text; s:appearance ?document . ?document a s:CreativeWork }""")  # fmt: skip
    assert found == sorted(
        (claim(c), c.line["proposition"], f"urn:reportedly:document:{c.document}") for c in made.claims
    )
    printed = [(c, [k for k in c.line["attribution"]["link"] if k["printed"]]) for c in made.claims]
    last = [(c, links[-1]) for c, links in printed if links]
    authors = asked(graph, "SELECT ?claim ?name WHERE { ?claim s:author/s:name ?name }")
    assert authors == sorted((claim(c), k["printed"]) for c, k in last if k["role"] != "unnamed_plural")
    several = asked(graph, "SELECT ?claim ?words WHERE { ?claim s:creditText ?words }")
    assert several == sorted((claim(c), k["printed"]) for c, k in last if k["role"] == "unnamed_plural")
    people = {str(row[0]) for row in asked(graph, "SELECT ?name WHERE { ?p a s:Person; s:name ?name }")}
    assert people == {k["printed"] for _, k in last if k["role"] in
                      ("official", "installed_official", "expert", "resident", "witness", "unnamed_single")}  # fmt: skip


def test_what_is_not_named_in_words_of_a_text_is_a_name_that_readers_take(
    made: Release, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = read(write_prov(made, tmp_path)[0], caplog)
    sources = [str(s) for s in graph.subjects(rdflib.RDF.type, rdflib.PROV.Agent)]
    assert any("%20" in s for s in sources)
    assert not any(" " in s for s in sources)
