"""What became of documents: taken back, gone, changed; and which claims a notice makes stale."""

from dataclasses import replace
from typing import Any

from reportedly.records import Claim, DocEdge, Document, Reading
from reportedly.records.visit import Visit
from reportedly.review import stale
from reportedly.review.withdrawn import Copy, became
from tests.unit.corroborate.pile import Told, report
from tests.unit.review.test_stale import claim, first, of, pile

AT = "https://courier.example/schools"
SHUT = Told("Three schools in Sollen are shut", number=(3, 3, "schools"))
NOTICE = "This article has been retracted because it was wrong.\n\n"
LIST = Told("The number of schools came from an old list")


def page(*told: Told, day: str = "2026-05-04", **more: Any) -> Reading:
    """Return the reading of a page at the one address."""
    reading = report(*told, published=day, **more)
    return replace(reading, document=replace(reading.document, url=AT))


def taking_back(*told: Told) -> Reading:
    return page(*told, day="2026-05-09", path="new.html", title="Retracted: schools in Sollen")


def document(number: int, text: str, captured: str, **more: Any) -> Document:
    return Document(
        id=f"doc_{number}", sha256=f"{number:064x}", text_id=f"txt_{number}", text=text, path=f"{number}.html",
        media_type="text/html", extractor="x/1", retrieved_at=captured, **({"url": AT} | more),
    )  # fmt: skip


def states(*documents: Document, visits: tuple[Visit, ...] = ()) -> dict[str, list[tuple[str, str]]]:
    found = became(map(Copy.of, documents), visits)
    return {d: [(one.state, one.by) for one in some] for d, some in found.items()}


BODY = "Three schools are shut. The council said so. No day was given. Boilers stand still."


def test_a_page_that_gives_way_to_a_notice_is_taken_back_and_the_notice_is_not() -> None:
    old, new = document(1, BODY, "2026-05-04T00:00:00Z"), document(2, NOTICE + "We are sorry.", "2026-05-09T00:00:00Z")
    assert states(old, new) == {"doc_1": [("retracted", "doc_2")]}


def test_a_page_that_prints_a_notice_over_the_old_text_is_taken_back_itself() -> None:
    old, new = document(1, BODY, "2026-05-04T00:00:00Z"), document(2, NOTICE + BODY, "2026-05-09T00:00:00Z")
    assert states(old, new) == {"doc_1": [("retracted", "doc_2")], "doc_2": [("retracted", "doc_2")]}
    assert states(new) == {"doc_2": [("retracted", "doc_2")]}


def test_a_text_that_came_back_after_the_notice_is_not_taken_back() -> None:
    new, again = document(2, NOTICE, "2026-05-09T00:00:00Z"), document(3, BODY + " It is so.", "2026-05-12T00:00:00Z")
    assert "doc_3" not in states(new, again)


def test_another_page_is_not_touched() -> None:
    new = document(2, NOTICE, "2026-05-09T00:00:00Z")
    other = document(1, BODY, "2026-05-04T00:00:00Z", url="https://courier.example/water")
    assert "doc_1" not in states(new, other)


def test_a_page_with_another_text_is_changed_and_one_that_answers_so_is_gone() -> None:
    old, new = document(1, BODY, "2026-05-04T00:00:00Z"), document(2, BODY + " One more.", "2026-05-09T00:00:00Z")
    visit = Visit(AT, "page", "2026-06-01T00:00:00Z", "gone", "2026-05-20T00:00:00Z", 410)
    assert states(old, new, visits=(visit,)) == {
        "doc_1": [("gone", ""), ("changed", "doc_2")], "doc_2": [("gone", "")],
    }  # fmt: skip
    moved = document(3, BODY, "2026-05-04T00:00:00Z", url="https://new.example/s", aliases=(AT,))
    assert states(moved, visits=(visit,)) == {"doc_3": [("gone", "")]}
    back = document(4, BODY, "2026-05-25T00:00:00Z")
    assert states(back, visits=(visit,)) == {}


def test_the_claims_of_a_page_that_was_taken_back_are_stale_with_the_notice_as_the_cause() -> None:
    old = page(SHUT, path="old.html")
    new = taking_back(LIST)
    marks = stale(pile(old, new))
    why = of(marks, "claim")[claim(old)]
    assert "was taken back by who published it, as new.html says: “Retracted: schools in Sollen”" in why
    assert claim(new) not in of(marks, "claim")
    assert {mark.cause for mark in marks if mark.id == claim(old)} == {new.document.id}


def test_what_retells_a_page_that_was_taken_back_is_stale_too() -> None:
    old, told = page(SHUT, path="old.html"), first(SHUT, publisher="Quill Daily", path="q.txt")
    new = taking_back(LIST)
    marks = stale(pile(old, new, told, edges=(DocEdge(told.document.id, old.document.id, "copy", 0.9, "by hand"),)))
    assert "retells" in of(marks, "claim")[claim(told)]


def test_of_a_text_under_its_own_notice_the_claims_below_are_stale() -> None:
    reading = taking_back(SHUT)
    assert list(of(stale(pile(reading)), "claim")) == [c.id for c in reading.of(Claim)]
