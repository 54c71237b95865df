"""Marked texts: what stands in a document is kept sign for sign, and every claim is told in one piece or several."""

import random

from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Passage, Reading, Span
from reportedly.records.withhold import Discretion, private_names
from reportedly.web.screens.reader_hops import Seen
from reportedly.web.screens.reader_marks import Mark, Node, marked, numbered
from reportedly.web.screens.reader_render import Look
from reportedly.web.screens.reader_text import rows_of, words_of
from tests.unit.web.reading_made import HARBOUR, a_document, at, harbour

EXACT = Seen(Discretion((), working_copy=True), exact=True)


def masked(reading: Reading) -> Seen:
    return Seen(Discretion(private_names([reading])))


def kinds(nodes: tuple[Node, ...]) -> list[str]:
    return [f"{node.kind}{node.number or ''}" for node in nodes]


def test_a_claim_inside_another_lies_whole_inside_it() -> None:
    nodes = marked("abcdef", Span(0, 6), [Mark(0, 6, "claim", 1), Mark(2, 4, "claim", 2)])
    assert kinds(nodes) == ["claim1"]
    assert kinds(nodes[0].inside) == ["text", "claim2", "text"]


def test_claims_that_cross_are_cut_where_the_first_ends() -> None:
    [row] = numbered([marked("abcdef", Span(0, 6), [Mark(0, 4, "claim", 1), Mark(2, 6, "claim", 2)])])
    assert kinds(row) == ["claim1", "claim2"]
    first, second = row[0].inside[1], row[1]
    assert (first.words, second.words) == ("cd", "ef")
    assert (first.opens, first.closes, second.opens, second.closes) == (True, False, False, True)
    assert row[0].holds


def test_a_mark_that_ends_inside_a_withheld_name_takes_it_in_whole() -> None:
    [_, claim, rest] = marked("by Nessa Ottering here", Span(0, 22), [Mark(3, 8, "claim", 1), Mark(3, 17, "withheld")])
    assert kinds(claim.inside) == ["withheld"]
    assert rest.words == " here"


@given(st.integers(0, 2**32))
def test_marks_never_lose_or_double_a_sign(seed: int) -> None:
    roll = random.Random(seed)
    text = "".join(chr(97 + i % 26) for i in range(40))
    marks = []
    for number in range(1, 7):
        start = roll.randrange(39)
        kind = roll.choice(("claim", "source", "cue"))
        marks.append(Mark(start, roll.randrange(start + 1, 41), kind, number))
    nodes = marked(text, Span(0, 40), marks)
    assert words_of(nodes) == text


@given(st.integers(0, 2**32))
def test_no_sign_of_a_withheld_stretch_is_left(seed: int) -> None:
    roll = random.Random(seed)
    start = roll.randrange(30)
    end = roll.randrange(start + 1, 41)
    text = "a" * start + "X" * (end - start) + "b" * (40 - end)
    marks = [Mark(start, end, "withheld")]
    for number in range(1, 6):
        first = roll.randrange(39)
        marks.append(Mark(first, roll.randrange(first + 1, 41), "claim", number))
    assert "X" not in words_of(marked(text, Span(0, 40), marks))


def test_every_sign_of_a_document_that_is_not_blank_stands_in_one_row() -> None:
    reading = harbour()
    shown = "".join(words_of(row.nodes) for row in rows_of(reading, EXACT))
    assert "".join(shown.split()) == "".join(HARBOUR.split())


def test_signs_before_a_passage_on_its_line_belong_to_it() -> None:
    document = a_document("# Pumps stand still\n\nNobody repairs them.")
    passages = [Passage(document.id, at(document.text, words), "body", n) for n, words in
                enumerate(("Pumps stand still", "Nobody repairs them."))]  # fmt: skip
    rows = rows_of(Reading(document, tuple(passages)), EXACT)
    assert [words_of(row.nodes) for row in rows] == ["# Pumps stand still", "Nobody repairs them."]


def test_words_between_passages_have_a_row_of_their_own() -> None:
    document = a_document("Pumps stand still.\nShare this!\nNobody repairs them.")
    passages = [Passage(document.id, at(document.text, words), "body", n) for n, words in
                enumerate(("Pumps stand still.", "Nobody repairs them."))]  # fmt: skip
    rows = rows_of(Reading(document, tuple(passages)), EXACT)
    assert [(row.kind, words_of(row.nodes)) for row in rows] == [
        ("body", "Pumps stand still."), ("other", "Share this!"), ("body", "Nobody repairs them."),
    ]  # fmt: skip


def test_a_claim_in_pieces_has_one_number_and_its_place_at_the_first_piece() -> None:
    html = Look().text(rows_of(harbour(), EXACT)[1].nodes)
    assert html.count('data-claim="2"') == 2
    assert html.count('id="e2"') == 1
    assert "<sup>2…</sup>" in html
    assert "<sup>2</sup>" in html


def test_sources_and_reporting_words_name_the_hops_that_they_carry() -> None:
    html = Look(selected=1, hop="1.2").text(rows_of(harbour(), EXACT)[1].nodes)
    assert '<span class="srcspan" data-hops="1.1">the Brannic council</span>' in html
    assert '<span class="srcspan" data-hops="1.2" aria-current="true">several fitters</span>' in html
    assert '<span class="cue" data-hops="1.2" aria-current="true">cites</span>' in html


def test_a_private_name_is_nowhere_in_the_rows_of_who_may_not_see_it() -> None:
    reading = harbour()
    rows = rows_of(reading, masked(reading))
    assert "Ottering" not in repr(rows)
    assert "Ottering" in repr(rows_of(reading, EXACT))
    assert "name hidden, private person" in Look().text(rows[1].nodes)


def test_text_of_a_report_never_becomes_markup() -> None:
    document = a_document('<script>alert(1)</script> & "more"')
    html = Look().text(rows_of(Reading(document), EXACT)[0].nodes)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_links_never_stand_inside_links() -> None:
    inner = Mark(4, 8, "claim", 2, "status")
    nodes = numbered([marked("abcdefghijkl", Span(0, 12), [Mark(0, 12, "claim", 1, "event"), inner])])[0]
    html = str(Look().text(nodes))
    depth = 0
    for part in html.split("<")[1:]:
        depth += part.startswith("a ") - part.startswith("/a>")
        assert depth <= 1, html
    assert depth == 0


def test_notes_stand_in_the_row_in_which_their_claim_begins() -> None:
    rows = rows_of(harbour(), EXACT)
    assert [[note.n for note in row.notes] for row in rows] == [[], [1, 2], [3]]
    assert [hop.status for hop in rows[1].notes[0].hops] == ["outlet", "named", "unnamed_plural"]
    assert [hop.status for hop in rows[2].notes[0].hops] == ["outlet", "none"]
