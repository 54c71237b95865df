"""What documents tell of their derivation, as they come one by one."""

from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from reportedly.derive import derive_edges
from reportedly.gloss import marker as word_marker
from reportedly.records import DocEdge, Forward, Reading
from tests.unit.corroborate.pile import THEATRE, Told, report
from tests.unit.join.joined import Pile, in_batches

ADDRESS = "https://t.me/morrow_line/7"


def post(publisher: str, day: str, *, content: str = "The taps in Orlivsk have run dry", **more: object) -> Reading:
    made = report(Told(content), publisher=publisher, published=day, genre="social", path=f"{publisher}-{day}.txt")
    return replace(made, document=replace(made.document, **more))  # type: ignore[arg-type]


ORIGINAL = post("Morrow Line", "2026-05-04T08:00:00+00:00", aliases=(ADDRESS,))
FORWARD = post("Harbour Voice", "2026-05-05T08:00:00+00:00", forward=Forward("Morrow Line"))
EDITED = post(
    "Quay Talk", "2026-05-05T09:00:00+00:00", content="The bakery has bread",
    forward=Forward("Morrow Line", posted="2026-05-04T11:00:00+03:00"),
)  # fmt: skip
CITING = post("Plain Courier", "2026-05-06", content="The school at the mill has opened", links=(ADDRESS,))
EARLIER = post("Morrow Line", "2026-05-03T08:00:00+00:00", aliases=(ADDRESS,))
PILE = [ORIGINAL, FORWARD, EDITED, CITING]


def anew(pile: list[Reading]) -> list[DocEdge]:
    return derive_edges(pile, theatre=THEATRE, marker=word_marker())


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 3, 0, 1)])
def test_a_forward_or_link_that_comes_first_gets_its_edge_when_the_original_comes(order: tuple[int, ...]) -> None:
    found = in_batches([[PILE[n]] for n in order])
    assert found.edges == anew(PILE)
    told = {(e.start, e.kind) for e in found.edges if e.end == ORIGINAL.document.id}
    assert told == {(FORWARD.document.id, "copy"), (EDITED.document.id, "copy"), (CITING.document.id, "cites")}


def test_an_earlier_post_with_the_text_or_the_address_takes_the_place_of_the_later_one(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    pile.add(PILE)
    pile.add([EARLIER])
    edges = pile.outcome().edges
    assert edges == anew([*PILE, EARLIER])
    assert {e.start for e in edges if e.end == EARLIER.document.id} == {
        r.document.id for r in (ORIGINAL, FORWARD, CITING)
    }
    pile.rebuild()
    assert pile.outcome().edges == edges
    pile.store.close()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (2, 0, 1)])
def test_versions_of_a_post_are_revisions_whichever_comes_first(order: tuple[int, ...]) -> None:
    found = [
        post(
            "Morrow Line", "2026-05-04T08:00:00+00:00", content=f"{count} taps run dry", aliases=(ADDRESS,), modified=m
        )
        for count, m in (("Two", None), ("Three", "2026-05-04T09:00:00+00:00"), ("Four", "2026-05-05T09:00:00+00:00"))
    ]
    edges = in_batches([[found[n]] for n in order]).edges
    assert edges == anew(found)
    told = {(e.start, e.end) for e in edges if e.kind == "revision_of"}
    assert told == {(b.document.id, a.document.id) for a, b in pairwise(found)}


def test_an_edge_that_was_found_the_other_way_round_goes_when_the_link_comes() -> None:
    words = "Brigade 14 carried 320 cans of water up to the hospital in Orlivsk on 3 May, its Engineer Pavlo Hrin said"
    one = post("Morrow Line", "2026-05-04", content=words, aliases=(ADDRESS,))
    other = post("Harbour Voice", "2026-05-04", content=words + " to the paper in the evening", links=(ADDRESS,))
    outcomes = {tuple(in_batches([[r] for r in order]).edges) for order in permutations([one, other])}
    assert outcomes == {tuple(anew([one, other]))}


def test_where_nothing_comes_that_is_looked_for_nothing_is_touched(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    pile.add(PILE)
    far = post("Sollen Wire", "2026-05-09", content="Two ferries left for the island", aliases=("https://t.me/s/9",))
    assert pile.add([far]).touched == {far.document.id}
    pile.store.close()
