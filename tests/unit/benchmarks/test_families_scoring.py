"""Scores of families, on hand-made ones, and what the product is shown of them."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from benchmarks import corpora
from benchmarks.__main__ import main
from benchmarks.corpora import Question
from benchmarks.families.joining import document_of, edge_rows, event_rows
from benchmarks.families.scoring import FIGURES, adjusted_rand, components, recall_by, tally
from benchmarks.run import predict, write_lines
from benchmarks.tasks import TASKS
from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluate.counts import estimate
from reportedly.records import Claim, DocEdge, Event, Reading, Span, claim_id

Row = dict[str, Any]
TEXT = "The ferry stopped at noon. Forty people wait on the quay. The bank is shut."


def claim(doc: str, start: int, end: int) -> Row:
    return {"doc": doc, "start": start, "end": end}


def family(name: str = "f1") -> Row:
    docs = [
        {
            "id": f"d{n}",
            "lang": lang,
            "publisher": f"Quay Post {n}",
            "published": f"2026-01-0{n}T10:00:00+00:00",
            "title": "Ships",
            "text": TEXT,
        }
        for n, lang in ((1, "en"), (2, "en"), (3, "de"), (4, "en"))
    ]
    edges = [
        {"from": "d2", "to": "d1", "kind": "copy", "how": "noise"},
        {"from": "d3", "to": "d1", "kind": "translation", "how": "kit"},
        {"from": "d4", "to": "d3", "kind": "cites", "how": "kit"},
    ]
    events = [
        {"claims": [claim("d1", 0, 25), claim("d2", 0, 25), claim("d3", 0, 25)], "origins_min": 1, "origins_max": 1},
        {"claims": [claim("d1", 27, 56), claim("d4", 27, 56)], "origins_min": 2, "origins_max": 2},
        {"claims": [claim("d4", 58, 74)], "origins_min": 0, "origins_max": 1},
    ]
    return {"id": name, "family": name, "docs": docs, "edges": edges, "events": events}


def figures(found: Row, gold: Row | None = None) -> dict[str, float | None]:
    return {name: one.value for name, one in estimate([tally(gold or family(), found)], FIGURES).items()}


def test_the_gold_scored_against_itself_is_perfect() -> None:
    found = figures(family())
    wrong = ("false_independence", "missed_independence")
    assert {name: value for name, value in found.items() if name in wrong} == dict.fromkeys(wrong, 0.0)
    # No edge of this family is of a kit and within a language.
    assert {name for name, value in found.items() if value is None} == {"kit_recall_within"}
    assert all(value in (1.0, None) for name, value in found.items() if name not in wrong)


def test_nothing_found_is_a_miss_and_no_absence() -> None:
    found = figures({"edges": [], "events": []})
    assert found["edge_f1_within"] == found["edge_f1_across"] == found["claims_found"] == 0.0
    assert (found["origin_min_exact"], found["false_independence"], found["missed_independence"]) == (0.0, 0.0, 1.0)


def test_an_edge_the_wrong_way_round_counts_undirected_only_and_its_kind_never() -> None:
    edges = [{"from": "d1", "to": "d2", "kind": "copy"}, {"from": "d3", "to": "d1", "kind": "cites"}]
    found = figures({**family(), "edges": edges})
    assert (found["edge_f1_within"], found["undirected_f1_within"]) == (0.0, 1.0)
    assert found["edge_f1_across"] == pytest.approx(2 / 3)
    assert found["kind_accuracy"] == 0.0
    assert (found["kit_recall_within"], found["kit_recall_across"]) == (None, 0.5)


def test_an_edge_that_is_no_derivation_is_no_prediction() -> None:
    edges = [*family()["edges"], {"from": "d4", "to": "d1", "kind": "same_family"}]
    assert figures({**family(), "edges": edges})["edge_f1"] == 1.0


def test_origins_are_read_off_the_event_that_holds_most_of_the_claims() -> None:
    events = [
        {"claims": [claim("d1", 0, 20), claim("d2", 2, 30)], "origins_min": 2, "origins_max": 2},
        {"claims": [claim("d3", 0, 25)], "origins_min": 1, "origins_max": 1},
        {"claims": [claim("d1", 30, 50), claim("d4", 30, 50)], "origins_min": 1, "origins_max": 1},
        {"claims": [claim("d4", 58, 60)], "origins_min": 0, "origins_max": 0},
    ]
    found = figures({**family(), "events": events})
    assert found["origin_min_exact"] == pytest.approx(1 / 3)
    assert (found["false_independence"], found["missed_independence"]) == (0.5, 1.0)
    assert found["claims_found"] == 1.0


def test_a_claim_belongs_to_the_event_that_overlaps_it_most_in_its_own_document() -> None:
    events = [
        {"claims": [claim("d2", 27, 56)], "origins_min": 1, "origins_max": 1},
        {"claims": [claim("d1", 20, 30)], "origins_min": 1, "origins_max": 1},
        {"claims": [claim("d1", 29, 56), claim("d4", 27, 56)], "origins_min": 2, "origins_max": 2},
    ]
    found = figures({**family(), "events": events})
    assert found["missed_independence"] == 0.0
    assert found["claims_found"] == pytest.approx(3 / 6)
    # Of the claims that stand in an event, the ferry of d1 is alone and the two of the quay are together.
    assert found["event_ari_found"] == 1.0
    assert 0.0 < (found["event_ari"] or 0.0) < 1.0


def test_the_adjusted_rand_index_of_known_partitions() -> None:
    assert adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(4 / 7)
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)
    assert adjusted_rand([0, 0], ["a", "a"]) == adjusted_rand([0, 1], ["a", "b"]) == 1.0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_the_adjusted_rand_index_is_symmetric_and_blind_to_names(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand([-a for a in one], [f"n{b}" for b in other]))
    assert adjusted_rand(one, one) == 1.0
    assert adjusted_rand(one, other) <= 1.0


def test_prints_of_one_text_are_joined_over_copies_excerpts_and_releases_alone() -> None:
    edges = [
        {"from": "b", "to": "a", "kind": "copy"},
        {"from": "c", "to": "b", "kind": "excerpt"},
        {"from": "e", "to": "d", "kind": "translation"},
    ]
    found = components(["a", "b", "c", "d", "e"], edges)
    assert found[0] == found[1] == found[2]
    assert len(set(found)) == 3


def test_recall_is_told_by_how_a_document_was_made() -> None:
    found = {**family(), "edges": family()["edges"][:2]}
    assert recall_by([(family(), found)], "how") == {
        "kit": {"edges": 2, "recall": 0.5},
        "noise": {"edges": 1, "recall": 1.0},
    }


class Gullible:
    """A product that makes something of everything that it is given, so that a leaked label would show."""

    def join(self, name: str, documents: Sequence[Question]) -> Row:
        seen = [repr(document) for document in documents]
        return {"id": name, "family": name, "seen": seen, "edges": [], "events": []}


def test_the_product_is_shown_what_a_document_says_of_itself_and_no_label(tmp_path: Path) -> None:
    def seen(row: Row) -> str:
        write_lines([row], tmp_path / "gold.jsonl")
        cases = TASKS["families"].cases(corpora.load(tmp_path / "gold.jsonl", needs=TASKS["families"].needs))
        product: Any = Gullible()
        return json.dumps(predict(TASKS["families"], cases, product))

    first = seen(family())
    other = family()
    random.Random(1).shuffle(other["events"])
    other["edges"] = [{**edge, "kind": "copy", "how": "post"} for edge in other["edges"][1:]]
    assert first == seen({**other, "events": []}) == seen({**family(), "kits": ["ka-01"]})
    assert "Quay Post 1" in first
    assert "2026-01-01T10:00:00+00:00" in first


def test_equal_documents_of_two_families_are_one_document_and_outlets_are_told_apart() -> None:
    one = Question("d1", TEXT, "en", "Quay Post", "2026-01-01T10:00:00+00:00", "Ships")
    again = Question("d7", TEXT, "en", "Quay Post", "2026-01-01T10:00:00+00:00", "Ships")
    reprint = Question("d2", TEXT, "en", "Far Shore", "2026-01-01T10:00:00+00:00", "Ships")
    assert document_of(one).id == document_of(again).id != document_of(reprint).id
    assert document_of(one).published == one.published


def test_predictions_take_each_pair_once_and_restating_claims_with_their_event() -> None:
    document = document_of(Question("d1", TEXT))
    claims = [
        Claim(claim_id(document.id, (span,)), document.id, (span,), "x", "event")
        for span in (Span(0, 25), Span(27, 56), Span(58, 74))
    ]
    event = Event(
        "evt_1", "GUO.C01", "x", (claims[0].id, claims[1].id), (), 0, 1, "K0", background=(claims[1].id, claims[2].id)
    )
    [row] = event_rows([event], [Reading(document, tuple(claims))], {document.id: "d1"})
    assert row["claims"] == [claim("d1", 0, 25), claim("d1", 27, 56), claim("d1", 58, 74)]
    edges = [
        DocEdge("b", "a", "cites", 0.5, "x"),
        DocEdge("b", "a", "copy", 0.9, "x"),
        DocEdge("b", "a", "same_family", 1.0, "x"),
    ]
    ids = {"a": "d1", "b": "d2"}
    assert edge_rows(edges, ids) == [{"from": "d2", "to": "d1", "kind": "copy", "score": 0.9}]


def test_a_file_scored_against_itself_is_perfect_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "gold.jsonl"
    write_lines([family("f1"), family("f2")], data)
    assert main(["families", "--data", str(data), "--score", str(data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found["edge_f1_across"], found["event_ari"], found["families"]) == (1.0, 1.0, 2)
    assert found["recall_by_how"]["kit"] == {"edges": 4, "recall": 1.0}


def test_a_broken_family_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = family()
    broken["events"][0]["claims"][0]["end"] = 500
    write_lines([broken], tmp_path / "gold.jsonl")
    assert main(["families", "--data", str(tmp_path / "gold.jsonl")]) == 2
    assert "no place in a text" in capsys.readouterr().err
