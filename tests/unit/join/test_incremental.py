"""What joining finds depends on the documents alone: not on their order, nor on how they were divided."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.corroborate import corroborate, neighbours
from reportedly.derive import derive_edges, shelf
from reportedly.gloss import marker as word_marker
from reportedly.join import bulk, documents
from reportedly.records import Coding, DocEdge, Forward, Reading, Record
from tests.unit.corroborate.pile import THEATRE, Told, parents, report
from tests.unit.corroborate.test_properties import PUBLISHERS, told
from tests.unit.join.joined import in_batches

_TAILS = [
    "",
    "The pumping house was said to have stood still since the storm of Tuesday night, and nobody knew for how long.",
    "Residents of the upper streets carried buckets from the wells at the old brewery for the third day in a row.",
    "Heron Wire reported that the pumping house stood still since the storm of Tuesday night.",
]


@st.composite
def piles(draw: st.DrawFn) -> list[Reading]:
    found: list[Reading] = []
    for number in range(draw(st.integers(2, 7))):
        tail = " ".join(draw(st.lists(st.sampled_from(_TAILS), max_size=3)))
        copied = draw(st.sampled_from([*found, None])) if found else None
        claims = draw(st.lists(told(), min_size=1, max_size=3))
        one = report(
            *claims,
            publisher=draw(st.sampled_from(PUBLISHERS)),
            published=draw(st.sampled_from(["2026-05-04", "2026-05-05T08:00:00+00:00", "2026-05-20", None])),
            tail=tail,
            path=f"{draw(st.integers(0, 9))}-{number}.txt",
        )
        found.append(one if copied is None or draw(st.booleans()) else _again(copied, one))
    return draw(telling(list({r.document.id: r for r in found}.values())))


_MATTERS = [
    "Brigade 14 carried 320 cans of water up to the hospital in Orlivsk on 3 May",
    "The brewery wells in Orlivsk gave 5,400 litres before the rope broke on Sunday",
    "Engineer Pavlo Hrin counted 27 burst joints along the Mill Street main in Orlivsk",
    "The school at the tannery in Orlivsk shut its kitchen after 118 pupils fell ill",
]
_NAMED = ["", "", "Heron Wire reported it first.", "So wrote the Dobro Herald.", "Plain Courier has the story."]


@st.composite
def retellings(draw: st.DrawFn) -> list[Reading]:
    """Reports that take matters over from one another: copies of copies, siblings, and who names whom."""
    found: list[Reading] = []
    held: list[list[str]] = []
    for number in range(draw(st.integers(3, 8))):
        again = bool(held) and draw(st.booleans())
        base = draw(st.sampled_from(held)) if again else []
        matters = list(dict.fromkeys([*base, *draw(st.lists(st.sampled_from(_MATTERS), min_size=1, max_size=2))]))
        matters = matters[draw(st.integers(0, 1)) if len(matters) > 1 else 0 :]
        held.append(matters)
        claims = [
            Told(
                content=matter.replace("320", "410") if draw(st.integers(0, 5)) == 0 else matter,
                category=draw(st.sampled_from(["GUO.C02", "GUO.C02", "GUO.C07", "GUO.D01"])),
                place=draw(st.sampled_from(["Orlivsk", "Orlivsk", "Dobrovyr", "Orlivsk region", None])),
                realis=draw(st.sampled_from(["occurred", "ongoing", "planned"])),
                polarity=draw(st.sampled_from("+++++-")),
                number=draw(st.sampled_from([None, (30, 30, "cans"), (90, 90, "cans")])),
            )
            for matter in matters
        ]
        one = report(
            *claims,
            publisher=draw(st.sampled_from(["Heron Wire", "Dobro Herald", "Plain Courier", "Orlivsk Pipes", None])),
            published=draw(st.sampled_from([f"2026-05-{day:02}" for day in (4, 5, 6, 9, 20)] + [None])),
            tail=draw(st.sampled_from(_NAMED)),
            path=f"{draw(st.integers(0, 9))}-{number}.txt",
        )
        copied = draw(st.sampled_from(found)) if found and draw(st.integers(0, 5)) == 0 else None
        found.append(one if copied is None else _again(copied, one))
    return draw(telling(list({r.document.id: r for r in found}.values())))


@st.composite
def telling(draw: st.DrawFn, pile: list[Reading]) -> list[Reading]:
    """A pile of which some documents have an address and link to others, with posts that hand some of it on."""
    if draw(st.integers(0, 3)) == 0:
        return pile
    channels = {r.document.id: draw(st.sampled_from([None, "channel1", "channel2"])) for r in pile}
    forwards = draw(st.lists(st.tuples(st.sampled_from(pile), st.booleans(), st.booleans()), max_size=3))
    made = [_linked(draw, reading, channel=channels[reading.document.id]) for reading in pile]
    for number, (of, worded, numbered) in enumerate(forwards):
        day = draw(st.sampled_from(["2026-05-04", "2026-05-06T08:00:00+00:00", None]))
        post = report(draw(told()), publisher="Harbour Voice", published=day, path=f"{number}-forward.txt")
        original = of.document
        forward = Forward(original.publisher, channels[original.id] if numbered else None, original.published)
        made.append(_linked(draw, _again(of, post) if worded else post, forward=forward))
    return made


def _linked(draw: st.DrawFn, reading: Reading, **more: object) -> Reading:
    addresses = [f"https://t.me/orlivsk/{number}" for number in range(4)]
    aliases = tuple(draw(st.lists(st.sampled_from(addresses), max_size=1)))
    links = tuple(draw(st.lists(st.sampled_from(addresses), max_size=2, unique=True)))
    return replace(reading, document=replace(reading.document, aliases=aliases, links=links, **more))  # type: ignore[arg-type]


def _again(original: Reading, other: Reading) -> Reading:
    """Return the reading of an exact copy that came out when and where another report did."""
    from tests.unit.corroborate.test_properties import _moved, _renamed

    document = replace(
        original.document, id=other.document.id, publisher=other.document.publisher,
        published=other.document.published, path=other.document.path,
    )  # fmt: skip
    claims = {c.id: _renamed(c, document.id) for c in original.records if type(c).__name__ == "Claim"}  # type: ignore[union-attr,arg-type]
    records: list[Record] = []
    for record in original.records:
        name = getattr(record, "claim", None)
        if type(record).__name__ == "Claim":
            records.append(claims[record.id])  # type: ignore[union-attr]
        elif name in claims:
            records.append(_moved(record, claims[name].id))
        else:
            records.append(replace(record, document=document.id))  # type: ignore[arg-type]
    return Reading(document, tuple(records))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(piles(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_batches_give_the_same(pile: list[Reading], dice: random.Random, count: int) -> None:
    whole = in_batches([pile])
    shuffled = dice.sample(pile, len(pile))
    cuts = sorted(dice.choices(range(len(pile) + 1), k=count))
    batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(pile)], strict=True)]
    parts = in_batches([b for b in batches if b])
    assert parts.edges == whole.edges
    assert parts.events == whole.events
    assert parts.judgements == whole.judgements


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(retellings(), st.randoms(use_true_random=False))
def test_so_it_is_where_documents_are_related_late_and_coded_anew(pile: list[Reading], dice: random.Random) -> None:
    whole = in_batches([pile])
    assert in_batches(in_pieces(pile, dice)) == whole


def in_pieces(pile: list[Reading], dice: random.Random) -> list[list[Reading]]:
    """Return a pile shuffled, in batches; some documents come with other codings first, and again as they are."""
    shuffled = dice.sample(pile, len(pile))
    cuts = sorted(dice.choices(range(len(pile) + 1), k=dice.randint(1, 4)))
    batches = [shuffled[a:b] for a, b in zip([0, *cuts], [*cuts, len(pile)], strict=True)]
    for number, batch in enumerate(batches[:-1]):
        for at, reading in enumerate(batch):
            if dice.random() < 0.3:
                batches[dice.randrange(number + 1, len(batches))].append(reading)
                batch[at] = _miscoded(reading)
    return [batch for batch in batches if batch]


def _miscoded(reading: Reading) -> Reading:
    first = next(r for r in reading.records if isinstance(r, Coding))
    return Reading(
        reading.document, tuple(replace(r, category="GUO.C09") if r is first else r for r in reading.records)
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(retellings())
def test_a_store_holds_what_related_documents_give_in_memory(pile: list[Reading]) -> None:
    _same_in_memory(pile)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(piles())
def test_a_store_holds_what_a_pile_in_memory_gives(pile: list[Reading]) -> None:
    _same_in_memory(pile)


def _same_in_memory(pile: list[Reading]) -> None:
    found = in_batches([pile])
    edges: list[DocEdge] = derive_edges(pile, theatre=THEATRE, marker=word_marker())
    assert found.edges == sorted(edges, key=lambda e: (e.start, e.end, e.kind))
    expected = corroborate(pile, edges, theatre=THEATRE, parents=parents)
    assert found.events == sorted(expected.events, key=lambda e: e.id)
    assert found.judgements == sorted(expected.judgements, key=lambda j: (j.left, j.right, j.verdict))


def test_documents_that_tell_of_other_matters_touch_nothing(tmp_path: object) -> None:
    first = report(Told(), path="1.txt")
    other = report(Told("The bridge at the mill was opened", place="Dobrovyr", category="GUO.C07"), path="2.txt")
    assert in_batches([[first], [other]]) == in_batches([[first, other]])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(piles(), st.randoms(use_true_random=False))
def test_so_it_is_where_many_stand_close_together(pile: list[Reading], dice: random.Random) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "NEIGHBOURS", 2)
        for module in (shelf, documents, bulk):
            patch.setattr(module, "NEAREST", 2)
            patch.setattr(module, "EARLIEST", 1)
        whole = in_batches([pile])
        shuffled = dice.sample(pile, len(pile))
        assert in_batches([[one] for one in shuffled]) == whole


def test_an_earlier_print_by_another_outlet_takes_a_report_out_of_its_owners_line() -> None:
    text = Told("The pump of the town stands, and nobody in the lower streets knows for how long")
    gazette = report(text, publisher="Dobro Gazette", published="2026-05-20", path="6.txt")
    herald = report(Told("Dry taps and no water"), publisher="Dobro Herald", published="2026-05-21", path="7.txt")
    earlier = _again(gazette, report(Told(), publisher="Orlivsk Pipes", published="2026-05-19", path="2.txt"))
    whole = in_batches([[gazette, herald, earlier]])
    assert in_batches([[gazette, herald], [earlier]]) == whole
    assert not any(edge.kind == "same_family" for edge in whole.edges)


def test_a_dated_report_that_comes_late_is_compared_with_undated_ones() -> None:
    told = Told("The taps have run dry")
    undated = report(told, publisher="Orlivsk Pipes", published=None, path="5-1.txt")
    early = report(Told("The pump stands"), publisher=None, published="2026-05-04", path="7-0.txt")
    late = report(told, Told("Dry taps"), publisher="Dobro Herald", published="2026-05-20", path="5-2.txt")
    assert in_batches([[undated, early], [late]]) == in_batches([[undated, early, late]])
