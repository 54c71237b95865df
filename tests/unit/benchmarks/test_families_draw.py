"""Drawn families: marks survive every operation, the graph stays what it was, the seed decides everything."""

import itertools
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.families import draw, frames, wordbook
from benchmarks.families.__main__ import SHIPPED, main
from benchmarks.families.kits import load_kits, parse_kit, truth_graph
from benchmarks.families.model import LANGUAGES, Kit, Member, Piece, rendered
from benchmarks.families.operations import OPERATIONS, Base
from benchmarks.families.pieces import sentences
from benchmarks.families.shape import check
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from reportedly.errors import InvalidData
from tests.unit.benchmarks.test_families_kits import KIT

SEEDS = st.integers(0, 10_000)
EXACT = ("reprint", "shuffle", "excerpt")
"""Operations that leave the words of a passage alone."""


@cache
def kits() -> tuple[Kit, ...]:
    return tuple(load_kits(SHIPPED)[:12])


def members() -> list[Member]:
    return [member for kit in kits() for member in kit.members]


def passages(member_body: Any) -> list[str]:
    text, marks = rendered(member_body)
    return [text[m.start : m.end] for m in marks]


@pytest.mark.parametrize("name", sorted(OPERATIONS))
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_claims_keep_their_marks_through_an_operation(name: str, seed: int) -> None:
    rng = Random(seed)
    base = rng.choice(members())
    made = OPERATIONS[name][0](Base(base, {m.event: "Quay Post" for m in rendered(base.body)[1]}), rng)
    if made is None:
        return
    text, marks = rendered(made.body)
    before = {(m.event, m.origin) for m in rendered(base.body)[1]}
    assert {(m.event, m.origin) for m in marks} <= before
    for mark in marks:
        passage = text[mark.start : mark.end]
        assert passage == passage.strip() != ""
        if name in EXACT:
            assert passage in passages(base.body)
        elif name == "noise":
            assert max(fuzz.ratio(passage, old) for old in passages(base.body)) > 70
    assert not re.search(r"[{}]", text + made.title)
    assert text == text.strip()


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_every_family_keeps_the_shape_and_follows_from_its_seed(seed: int) -> None:
    [row] = draw.families(kits(), 1, seed)
    check(row, "drawn")
    assert json.dumps(row) == json.dumps(next(iter(draw.families(kits(), 1, seed))))
    assert json.loads(json.dumps(row)) == row


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_what_a_left_out_document_passed_on_comes_from_its_parents(seed: int) -> None:
    rng = Random(seed)
    kit = rng.choice(kits())
    graph = truth_graph(kit.members)
    whole = [Member(m.id, m.lang, m.publisher, m.published, m.title, m.body, graph[m.id]) for m in kit.members]
    kept = draw.thinned(whole, rng)
    names = {member.id for member in kept}
    for member in kept:
        assert above(member.id, kept) == above(member.id, whole) & names


def above(name: str, members: Any) -> set[str]:
    parents = {member.id: [edge.parent for edge in member.parents] for member in members}
    found: set[str] = set()
    front = [name]
    while front:
        front = [parent for one in front for parent in parents[one] if parent not in found]
        found.update(front)
    return found


def test_origins_are_counted_over_the_claims_that_stayed() -> None:
    kit = parse_kit(KIT, "t")
    for seed in range(5):
        [row] = draw.families([kit], 1, seed)
        bounds = {event["id"]: (event["origins_min"], event["origins_max"]) for event in row["events"]}
        assert bounds["0:e1"] == (1, 1)
        assert bounds.get("0:x1", (0, 0)) == (0, 0)


def test_a_file_of_families_has_every_operation_language_and_mixed_kits() -> None:
    rows = list(draw.families(kits(), 40, 3))
    made = Counter(edge["how"] for row in rows for edge in row["edges"])
    assert made.keys() == {"kit", *OPERATIONS}
    assert {doc["lang"] for row in rows for doc in row["docs"]} == set(LANGUAGES)
    assert {len(row["kits"]) for row in rows} == {1, 2}
    assert any(doc["published"] is None for row in rows for doc in row["docs"])


def test_documents_are_given_no_name_that_tells_how_they_were_made() -> None:
    rows = list(draw.families(kits(), 5, 1))
    assert all(re.fullmatch(r"d\d{3}", doc["id"]) for row in rows for doc in row["docs"])
    assert all(
        doc.keys() == {"id", "lang", "publisher", "published", "title", "text"} for row in rows for doc in row["docs"]
    )


def test_a_post_names_the_outlet_that_the_passage_came_through() -> None:
    [first, *_] = [m for m in parse_kit(KIT, "t").members if m.id == "t1"]
    seen = [OPERATIONS["post"][0](Base(first, {"e1": "Quay Post", "x1": "Far Shore"}), Random(n)) for n in range(40)]
    texts = [rendered(made.body)[0] for made in seen if made is not None and made.lang == "de"]
    assert len(texts) > 10
    assert all("Uferblatt" in text and "Far Shore" not in text for text in texts)
    assert 5 < sum("Quay Post" in text for text in texts) < len(texts)


def test_a_pile_of_reprints_is_made_of_documents_that_share_no_text() -> None:
    rows = list(draw.reprints(kits(), 60, 1))
    assert sum(len(row["docs"]) for row in rows) == 60
    for row in rows:
        check(row, "drawn")
        assert sum(edge["how"] == "noise" for edge in row["edges"]) > 10
        assert all(
            edge["kind"] in ("cites", "summarises", "translation") for edge in row["edges"] if edge["how"] == "kit"
        )


def test_spinning_replaces_the_same_word_by_the_same_synonym() -> None:
    book = wordbook.load()
    found = {book.synonym("hospital", "en") for _ in range(3)}
    assert len(found) == 1
    assert found != {None}
    bent = book.synonym("announced", "en")
    assert bent is None or bent.endswith("ed")


def test_a_spun_text_has_a_third_of_its_content_words_replaced() -> None:
    changed, content = 0, 0
    for seed, base in enumerate(members()[:40]):
        made = OPERATIONS["spin"][0](Base(base), Random(seed))
        assert made is not None
        for old, new in zip(words(base), words(made), strict=False):
            content += 1
            changed += old != new
    assert 0.2 < changed / content < 0.5


def words(text: Any) -> list[str]:
    """Return the longer words of the first paragraph, which a copy never loses."""
    first = "".join(piece.text for piece in text.body[0])
    return [word for word in first.split() if len(word) > 3]


def test_a_word_by_word_translation_changes_the_letters_of_names_too() -> None:
    book = wordbook.load()
    assert book.translation("Wasser", "de", "en") == "Water"
    assert book.translation("Qwertzuk", "de", "uk").isalpha()
    assert not re.search("[A-Za-z]", book.translation("Qwertzuk", "de", "uk"))
    assert book.translation("the", "en", "de") == ""


def test_a_sentence_never_ends_inside_of_a_mark() -> None:
    paragraph = (
        Piece("He said it. Then "),
        Piece("the road closed. It stayed shut", "e1", "o1"),
        Piece(". No one came."),
    )
    parts = [[piece.text for piece in part] for part in sentences(paragraph)]
    assert parts == [["He said it."], ["Then ", "the road closed. It stayed shut", "."], ["No one came."]]


def test_frames_of_every_use_exist_in_every_language_with_their_slots() -> None:
    known = frames.load()
    for language in LANGUAGES:
        for use in ("post1", "post2", "matter", "intro", "boilerplate", "title", "outlet_head", "hedge", "lower"):
            assert len(known.all(use, language)) >= 3, (use, language)
        for use, slots in (("post1", "a"), ("post2", "ab")):
            for frame in known.all(use, language):
                assert len(re.findall(r"\{[cC]laim\}", frame)) == 1, frame
                assert all(frame.count(f"{{{slot}}}") == 1 for slot in slots), frame
    assert known.inside("The road is shut", "en") == "the road is shut"
    assert known.inside("Balta has no power", "en") == "Balta has no power"


BROKEN: list[tuple[str, Any, str]] = [
    ("edges", [{"from": "d001", "to": "d002", "kind": "copy"}], "forward in time"),
    ("edges", [{"from": "d009", "to": "d001", "kind": "copy"}], "no document"),
    ("edges", [{"from": "d002", "to": "d001", "kind": "theft"}], "of kind 'theft'"),
    ("events", [{"claims": [{"doc": "d001", "start": 3, "end": 999}], "origins_min": 1, "origins_max": 1}], "no place"),
    ("events", [{"claims": [], "origins_min": 1, "origins_max": 1}], "no claim"),
    (
        "events",
        [{"claims": [{"doc": "d001", "start": 0, "end": 3}], "origins_min": 2, "origins_max": 1}],
        "out of order",
    ),
]


def pair() -> dict[str, Any]:
    docs = [
        {
            "id": f"d00{n}",
            "lang": "en",
            "publisher": "Quay Post",
            "published": f"2026-01-0{n}T10:00:00+00:00",
            "title": "Ships",
            "text": "Ships stay in port.",
        }
        for n in (1, 2)
    ]
    return {"id": "f", "family": "f", "docs": docs, "edges": [], "events": []}


@pytest.mark.parametrize(("key", "value", "said"), BROKEN)
def test_a_family_that_breaks_the_shape_is_refused(key: str, value: Any, said: str) -> None:
    check(pair(), "x:1")
    with pytest.raises(InvalidData, match=r"x:1") as found:
        check({**pair(), key: value}, "x:1")
    assert said in str(found.value)


def test_edges_in_a_circle_are_refused_also_between_undated_documents() -> None:
    row = pair()
    row["docs"] = [{**doc, "published": None, "title": doc["id"]} for doc in row["docs"]]
    row["edges"] = [{"from": a, "to": b, "kind": "cites"} for a, b in (("d001", "d002"), ("d002", "d001"))]
    with pytest.raises(InvalidData, match="in a circle"):
        check(row, "x:1")


def test_a_whole_kit_keeps_every_document_edge_and_mark() -> None:
    for kit, row in zip(kits(), draw.whole(kits()), strict=True):
        check(row, kit.id)
        assert len(row["docs"]) == len(kit.members)
        assert len(row["edges"]) == sum(len(edges) for edges in truth_graph(kit.members).values())
        told = {piece.event for member in kit.members for piece in itertools.chain(*member.body) if piece.event}
        assert {event["id"] for event in row["events"]} == {f"0:{event}" for event in told}


def test_the_command_writes_the_same_bytes_twice_and_checks_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kits"
    folder.mkdir()
    (folder / "t.txt").write_text(KIT, "utf-8")
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        assert main(["make", "--kits", str(folder), "--seed", "4", "--families", "3", "-o", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert main(["check", str(outs[0])]) == 0
    assert "3 rows" in capsys.readouterr().out
    assert main(["whole", "--kits", str(folder), "-o", str(outs[0])]) == 0
    assert "1 rows" in capsys.readouterr().out
    assert main(["make", "--kits", str(tmp_path / "none"), "-o", str(outs[0])]) == 2
    assert "give the folder that holds the kits" in capsys.readouterr().err
