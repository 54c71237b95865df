"""Forwards and links become edges where the original is in the pile."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.derive import derive_edges
from reportedly.derive.forwards import PRODUCER, beside_told, second_of, told_edges
from reportedly.ingest.passing import text_in_passing
from reportedly.records import DocEdge, Document, Forward, Reading, Theatre
from reportedly.records.address import address_key, post_address
from reportedly.records.values import EdgeKind

TAPS = "Tap water in Sollen has been off since Monday."


def post(text: str, channel: str, number: int, *, published: str = "2026-02-02T08:00:00Z", **more: object) -> Document:
    made = text_in_passing(f"{text}\n{channel}/{number}", publisher=channel, published=published)
    aliases = (post_address(f"channel{abs(hash(channel)) % 1000}", number),)
    return replace(made, text=text, channel=f"id-{channel}", aliases=aliases, **more)  # type: ignore[arg-type]


ORIGINAL = post(TAPS, "Morrow Line", 7)
LATER = "2026-02-02T09:00:00Z"


def test_a_forward_is_a_copy_of_the_post_with_its_text() -> None:
    forward = post(TAPS + " ", "Harbour Voice", 1, published=LATER, forward=Forward("Morrow Line"))
    other = post("The bakery is open.", "Morrow Line", 8)
    [edge] = told_edges([forward, other, ORIGINAL])
    assert (edge.start, edge.end, edge.kind, edge.score) == (forward.id, ORIGINAL.id, "copy", 1.0)
    assert edge.evidence == "handed on from “Morrow Line”: the same text"


def test_the_id_of_the_channel_goes_before_its_name() -> None:
    renamed = replace(ORIGINAL, publisher="Morrow Live")
    forward = post(TAPS, "Harbour Voice", 1, published=LATER, forward=Forward("Morrow Line", "id-Morrow Line"))
    assert [e.end for e in told_edges([forward, renamed])] == [ORIGINAL.id]


def test_an_edited_original_is_found_by_its_second() -> None:
    edited = replace(ORIGINAL, text=TAPS + " It is back.")
    forward = post(
        TAPS, "Harbour Voice", 1, published=LATER, forward=Forward("Morrow Line", None, "2026-02-02T10:00:00+02:00")
    )
    [edge] = told_edges([forward, edited])
    assert edge.kind == "copy"
    assert edge.score < 1
    assert (
        told_edges([replace(forward, forward=Forward("Morrow Line", None, "2026-02-02T10:00:01+02:00")), edited]) == []
    )


def test_an_original_that_is_not_there_gives_no_edge() -> None:
    forward = post(TAPS, "Harbour Voice", 1, published=LATER, forward=Forward("Sollen Wire"))
    assert told_edges([forward, ORIGINAL]) == []
    assert told_edges([post(TAPS, "Harbour Voice", 1, forward=Forward()), ORIGINAL]) == []


def test_a_link_to_a_document_of_the_pile_cites_it() -> None:
    page = replace(text_in_passing("The utility said so.", published="2026-02-01"), url="http://www.sollen.example/a/")
    citing = post(TAPS, "Harbour Voice", 1, links=(*ORIGINAL.aliases, "https://sollen.example/a"))
    edges = told_edges([citing, ORIGINAL, page])
    assert {(e.end, e.kind) for e in edges} == {(ORIGINAL.id, "cites"), (page.id, "cites")}
    assert all(e.start == citing.id for e in edges)


def test_nothing_derives_from_what_came_later() -> None:
    early = post(
        TAPS, "Harbour Voice", 1, published="2026-02-01", links=ORIGINAL.aliases, forward=Forward("Morrow Line")
    )
    assert told_edges([early, ORIGINAL]) == []


def test_two_channels_of_one_name_are_told_apart_by_their_ids() -> None:
    forward = post(TAPS, "Harbour Voice", 1, published=LATER, forward=Forward("Morrow Line", "id-Other"))
    assert told_edges([forward, ORIGINAL]) == []
    assert [e.end for e in told_edges([forward, replace(ORIGINAL, channel=None)])] == [ORIGINAL.id]


READ = "2026-03-01T00:00:00+00:00"


def edited(text: str, *, number: int = 7, modified: str | None = None, retrieved_at: str = READ) -> Document:
    return post(text, "Morrow Line", number, genre="social", modified=modified, retrieved_at=retrieved_at)


DEATHS = ("Two people were killed at Sollen.", "Three people were killed at Sollen.", "Four were killed at Sollen.")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_edited_post_is_a_revision_of_what_stood_at_its_address_before(order: tuple[int, ...]) -> None:
    hours = (None, "2026-02-02T10:00:00Z", "2026-02-02T13:00:00+02:00")
    found = [edited(text, modified=hour) for text, hour in zip(DEATHS, hours, strict=True)]
    other = edited("Two people were killed at Pell.", number=8, modified="2026-02-02T12:00:00Z")
    edges = told_edges([*(found[n] for n in order), other])
    assert {(e.start, e.end, e.kind) for e in edges} == {
        (found[1].id, found[0].id, "revision_of"),
        (found[2].id, found[1].id, "revision_of"),
    }
    assert {e.evidence for e in edges} == {f"the same post, edited {hour}" for hour in hours if hour}


def test_of_versions_that_tell_no_edit_the_one_that_was_read_later_is_the_revision() -> None:
    first, second = (
        edited(text, retrieved_at=at)
        for text, at in zip(DEATHS[:2], ("2026-03-01T00:00:00+00:00", "2026-03-09T00:00:00+00:00"), strict=True)
    )
    [edge] = told_edges([second, first])
    assert (edge.start, edge.end, edge.kind) == (second.id, first.id, "revision_of")
    assert told_edges([first, replace(second, retrieved_at=first.retrieved_at)]) == []


def test_what_two_versions_of_a_post_share_is_not_judged_again() -> None:
    first, second = edited(DEATHS[0]), edited(DEATHS[1], modified="2026-02-02T10:00:00Z")
    [edge] = derive_edges([Reading(first), Reading(second)], theatre=Theatre())
    assert (edge.start, edge.end, edge.kind) == (second.id, first.id, "revision_of")


@pytest.mark.parametrize(
    ("told", "found", "kept"),
    [
        ("copy", DocEdge("a", "b", "excerpt", 0.8, "judged"), False),
        ("copy", DocEdge("b", "a", "copy", 1.0, "the same text"), False),
        ("cites", DocEdge("a", "b", "cites", 0.8, "judged"), False),
        ("cites", DocEdge("a", "b", "excerpt", 0.8, "judged"), True),
        ("cites", DocEdge("b", "a", "excerpt", 0.8, "judged"), False),
        ("cites", DocEdge("b", "a", "copy", 1.0, "the same text"), True),
        ("copy", DocEdge("a", "b", "same_family", 1.0, "one owner"), True),
        ("copy", DocEdge("a", "c", "copy", 0.9, "judged"), True),
    ],
)
def test_what_documents_tell_goes_before_what_is_judged(told: EdgeKind, found: DocEdge, kept: bool) -> None:
    assert beside_told([found], [DocEdge("a", "b", told, 0.95, "told")]) == ([found] if kept else [])


def test_a_forward_is_a_copy_of_the_post_even_where_the_order_in_time_is_not_known() -> None:
    forward = replace(post(TAPS, "Harbour Voice", 1, forward=Forward("Morrow Line")), published="2026-02-02", path="a")
    original = replace(ORIGINAL, published="2026-02-02", path="b")
    [edge] = derive_edges([Reading(forward), Reading(original)], theatre=Theatre())
    assert (edge.start, edge.end, edge.producer) == (forward.id, original.id, PRODUCER)


@pytest.mark.parametrize(
    ("printed", "second"),
    [
        ("1770019200", "2026-02-02T08:00:00"),
        ("2026-02-02T10:00:00+02:00", "2026-02-02T08:00:00"),
        ("2026-02-02T08:00:00.5Z", "2026-02-02T08:00:00"),
        ("2026-02-02T08:00:00", None),
        ("on Monday", None),
        ("9" * 40, None),
        (None, None),
    ],
)
def test_times_are_seconds_of_utc_or_nothing(printed: str | None, second: str | None) -> None:
    assert second_of(printed) == second


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("t.me/Morrow_Line/7", "https://t.me/morrow_line/7"),
        ("https://telegram.me/s/morrow_line/7?single", "https://t.me/morrow_line/7"),
        ("https://t.me/morrow_line/3/7", "https://t.me/morrow_line/7"),
        ("tg://resolve?domain=Morrow_Line&post=7", "https://t.me/morrow_line/7"),
        ("https://t.me/c/155/7", "https://t.me/c/155/7"),
        ("https://t.me/joinchat/AbC", "https://t.me/joinchat/AbC"),
        ("http://www.Sollen.example/A/?b=1#c", "https://sollen.example/A?b=1"),
        ("https://sollen.example", "https://sollen.example/"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_addresses_have_one_form(printed: str, key: str) -> None:
    assert address_key(printed) == key


@given(st.text(max_size=40))
def test_the_form_of_a_form_is_itself(printed: str) -> None:
    assert address_key(address_key(printed)) == address_key(printed)
