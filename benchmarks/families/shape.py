"""What every row must keep, whoever made it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from benchmarks.families.model import KINDS, LANGUAGES, Row
from reportedly.errors import InvalidData


def check(row: Row, place: str) -> None:
    """Raise InvalidData with the first faults of a family."""
    faults = list(_faults(row))
    if faults:
        raise InvalidData(f"{place}: " + "; ".join(faults[:5]) + "; make the family anew or mend its line")


def _faults(row: Row) -> Iterator[str]:
    missing = [key for key in ("family", "docs", "edges", "events") if key not in row]
    if missing:
        yield f"found no {', '.join(missing)}"
        return
    docs = {doc["id"]: doc for doc in row["docs"]}
    if len(docs) < len(row["docs"]):
        yield "two documents have one id"
    seen: set[tuple[str, ...]] = set()
    for doc in row["docs"]:
        yield from _of_document(doc)
        same = tuple(str(doc[key]) for key in ("lang", "publisher", "published", "title", "text"))
        if same in seen:
            yield f"{doc['id']} is another document once more"
        seen.add(same)
    yield from _of_edges(row["edges"], docs)
    for event in row["events"]:
        yield from _of_event(event, docs)


def _of_document(doc: Row) -> Iterator[str]:
    if doc["lang"] not in LANGUAGES:
        yield f"{doc['id']} is in {doc['lang']!r}, not in one of {', '.join(LANGUAGES)}"
    if not str(doc["text"]).strip() or not str(doc["title"]).strip() or not str(doc["publisher"]).strip():
        yield f"{doc['id']} lacks text, title or publisher"
    if "{" in doc["text"] or "}" in doc["text"]:
        yield f"{doc['id']} has a brace in its text: a mark or a slot that was not taken out"
    if doc["published"] is not None and datetime.fromisoformat(doc["published"]).tzinfo is None:
        yield f"{doc['id']}: published {doc['published']!r} has no zone"


def _of_edges(edges: Sequence[Row], docs: Mapping[str, Row]) -> Iterator[str]:
    graph: dict[str, set[str]] = {}
    for edge in edges:
        start, end = docs.get(edge["from"]), docs.get(edge["to"])
        if start is None or end is None:
            yield f"an edge joins {edge['from']} and {edge['to']}, of which one is no document"
            continue
        if edge["kind"] not in KINDS:
            yield f"an edge from {edge['from']} is of kind {edge['kind']!r}"
        if not _back(start["published"], end["published"], same=edge["kind"] == "same_release"):
            yield f"the edge from {edge['from']} to {edge['to']} points forward in time"
        if edge["to"] in graph.setdefault(edge["from"], set()):
            yield f"two edges lead from {edge['from']} to {edge['to']}"
        graph[edge["from"]].add(edge["to"])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as e:
        yield f"the edges run in a circle: {' → '.join(e.args[1])}"


def _back(later: str | None, earlier: str | None, *, same: bool) -> bool:
    if later is None or earlier is None:
        return True
    one, other = datetime.fromisoformat(earlier), datetime.fromisoformat(later)
    return one <= other if same else one < other


def _of_event(event: Row, docs: Mapping[str, Row]) -> Iterator[str]:
    if not event["claims"]:
        yield "an event has no claim"
    if not 0 <= event["origins_min"] <= event["origins_max"]:
        yield f"origins {event['origins_min']} to {event['origins_max']} are out of order"
    for claim in event["claims"]:
        doc = docs.get(claim["doc"])
        if doc is None or not 0 <= claim["start"] < claim["end"] <= len(doc["text"]):
            yield f"a claim stands at {claim['start']} to {claim['end']} of {claim['doc']}, which is no place in a text"
        elif not doc["text"][claim["start"] : claim["end"]].strip():
            yield f"a claim of {claim['doc']} is blank"
