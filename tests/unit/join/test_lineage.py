"""How documents of a store hang together, by edges that were found and edges that people added or cut."""

from types import SimpleNamespace

from reportedly.join.decisions import Decisions
from reportedly.join.lineage import Lineage
from reportedly.records import DocEdge
from reportedly.records.values import EdgeKind


def edge(start: str, end: str, kind: EdgeKind = "cites") -> DocEdge:
    return DocEdge(start, end, kind, 0.9, "made up")


def lineage(*edges: DocEdge, added: tuple[DocEdge, ...] = ()) -> Lineage:
    """Return the lineage of a store with these edges, and those that somebody added."""
    starts = {name for e in (*edges, *added) for name in (e.start, e.end)} | {"a", "b", "c", "d", "e"}
    state = SimpleNamespace(
        tables=SimpleNamespace(edges_of_end=lambda end: [e for e in edges if e.end == end]),
        decisions=Decisions(pairs={(e.start, e.end) for e in added}),
        out={start: [e for e in (*edges, *added) if e.start == start] for start in starts},
    )
    return Lineage(state)  # type: ignore[arg-type]


def test_documents_are_one_or_joined_or_kin_or_nothing_to_each_other() -> None:
    found = lineage(edge("b", "a"), edge("c", "b"), edge("d", "a", "summarises"))
    assert found.relate("a", "a") == "document"
    assert found.relate("a", "b") == found.relate("b", "a") == "edge"
    assert found.relate("c", "a") == found.relate("a", "c") == "kin"
    assert found.relate("c", "d") == found.relate("d", "c") == "kin"
    assert found.relate("e", "a") == found.relate("c", "e") == "none"


def test_outlets_of_one_owner_are_not_kin() -> None:
    found = lineage(edge("b", "a", "same_family"))
    assert found.relate("a", "b") == "none"
    assert found.below(["a"]) == {"a"}


def test_below_are_all_that_derive_from_a_document_also_by_edges_that_somebody_added_or_cut() -> None:
    found = lineage(edge("b", "a"), edge("d", "c"), added=(edge("c", "b"),))
    assert found.below(["a"]) == {"a", "b", "c", "d"}
    assert found.below(["c"]) == {"c", "d"}
    assert found.relate("d", "a") == "kin"


def test_edges_in_a_circle_come_to_an_end() -> None:
    found = lineage(edge("a", "b"), edge("b", "c"), edge("c", "a"))
    assert found.below(["a"]) == {"a", "b", "c"}
    assert found.relate("a", "c") == "edge"
