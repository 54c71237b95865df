"""Persons that are taken for places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.interfaces import Candidate
from reportedly.records import PersonMention, Span
from reportedly.records.values import Precision
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_persons import without_persons

MAWZA = Candidate("t:mawza", "Mawza", "settlement", "settlement", 50.0, 20.0, "VL", radius_km=5.0)


def span_of(text: str, printed: str) -> Span:
    at = text.index(printed)
    return Span(at, at + len(printed))


def kept(
    text: str,
    name: str,
    person: str = "",
    *,
    reason: str = "default: a private person",
    known: bool = True,
    precision: Precision = "settlement",
) -> bool:
    places = [Place(span_of(text, name), precision, (MAWZA,) if known else ())]
    mentions = [PersonMention("doc_1", span_of(text, person), "P2", reason=reason)] if person else []
    return bool(without_persons(text, places, mentions))


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("The case was turned over to Mawza, who spoke.", "Mawza", "Mawza"),
        ("There were questions about Mawza Brook's death.", "Mawza", "Mawza Brook"),
        ("A photo by Ilse Mawza shows the mill.", "Ilse Mawza", "Ilse Mawza"),
    ],
)
def test_a_name_that_was_read_as_a_person_is_no_place(text, name, person):
    assert not kept(text, name, person)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shops in Mawza are shut.", "Mawza"),
        ("People left the Mawza district.", "Mawza"),
        ("Shops in Brezna, Mawza and Tarnow are shut.", "Mawza"),
        ("Work on Mawza Brook Parkway goes on.", "Mawza Brook Parkway"),
    ],
)
def test_a_name_that_only_looks_like_a_person_stays_where_it_stands_as_a_place(text, name):
    assert kept(text, name, name, known=False)


def test_a_mention_that_rests_on_an_office_counts_behind_a_preposition_too():
    assert not kept("They believe in Mawza, the commissioner.", "Mawza", "Mawza", reason="an office beside the name")


def test_a_country_in_a_longer_name_stays():
    assert kept("The Varland Census counted them.", "Varland", "Varland Census", precision="country")


def test_a_surname_that_acts_as_a_person_is_no_place_anywhere_in_the_text():
    text = "Mawza was driving a lorry. The lorry hit a fence. Mawza died. Shops in Mawza are shut."
    spans = [Span(at, at + 5) for at in range(len(text)) if text.startswith("Mawza", at)]
    places = [Place(span, "settlement", (MAWZA,)) for span in spans]
    assert [p.span for p in without_persons(text, places, ())] == [spans[2]]


@pytest.mark.parametrize("after", [", 24, was found", " was arrested", "’s lawyer spoke", " pleaded guilty"])
def test_what_only_persons_do_or_have_tells_a_person(after):
    assert not kept(f"Police said Mawza{after}.", "Mawza")
    assert kept(f"Police in Mawza{after}.", "Mawza")


def test_where_a_person_is_from_is_still_a_place():
    assert kept("Ada Brook of Mawza was driving a lorry.", "Mawza")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Mawza ,.in'’24\nof", min_size=1, max_size=60), st.data())
def test_the_places_that_stay_are_among_the_given_ones_in_order(text, data):
    cut = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted))
    places = [Place(Span(*cut), "settlement", (MAWZA,))]
    assert without_persons(text, places, ()) in ([], places)
    assert without_persons(text, places, [PersonMention("doc_1", Span(*cut), "P2", reason="an office")]) == []
