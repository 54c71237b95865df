"""Claims, roots and sketches as compact JSON, and back."""

import json
from typing import Any

from reportedly.corroborate.items import Item, Number, Spot
from reportedly.corroborate.root import Root
from reportedly.corroborate.told import Told
from reportedly.derive.sketch import Sketch
from reportedly.records import Span, from_plain, to_plain


def packed(value: Any) -> str:
    """Return JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_item(item: Item) -> str:
    """Return all of a claim but what stands beside it."""
    return packed(
        [
            item.document, item.category, item.realis, item.polarity,
            [[s.id, s.name, s.precision, s.lat, s.lon] for s in item.spots],
            item.window, item.held, item.state, sorted(item.sectors), item.statuses,
            [[n.unit, _bound(n.low), _bound(n.high)] for n in item.numbers],
            sorted(item.actors), sorted(item.words), item.basis, item.headline,
            [[s.start, s.end] for s in item.evidence], item.rank, item.wording, item.proposition, item.private,
            item.restated_by, item.key, sorted(item.senses), item.gloss, item.pairs, item.lent, item.grounds,
        ]
    )  # fmt: skip


def _bound(number: float) -> float | str:
    return number if abs(number) != float("inf") else str(number)


def unpack_item(claim: str, body: str, told: str) -> Item:
    """Return the claim that `pack_item` packed."""
    row = json.loads(body)
    document, category, realis, polarity, spots, window, held, state, sectors, statuses, numbers = row[:11]
    actors, words, basis, headline, evidence, rank, wording, proposition, private = row[11:20]
    restated_by, key, senses, gloss, pairs, lent, grounds = row[20:]
    return Item(
        claim, document, category, realis, polarity,
        tuple(Spot(*spot) for spot in spots),
        None if window is None else (window[0], window[1]),
        None if held is None else (held[0], held[1]),
        state, frozenset(sectors),
        tuple((sector, status) for sector, status in statuses),
        tuple(Number(unit, float(low), float(high)) for unit, low, high in numbers),
        frozenset(actors), frozenset(words), Told(told), basis, headline,
        tuple(Span(start, end) for start, end in evidence),
        rank, wording, proposition, private, tuple(restated_by), key, frozenset(senses), gloss, tuple(pairs), lent,
        tuple(grounds),
    )  # fmt: skip


def pack_root(root: Root) -> str:
    """Return a root as JSON."""
    return packed(to_plain(root))


def unpack_root(body: str) -> Root:
    """Return the root that `pack_root` packed."""
    return from_plain(Root, json.loads(body))


def pack_sketch(sketch: Sketch) -> str:
    """Return a sketch as JSON."""
    return packed(to_plain(sketch))


def unpack_sketch(body: str) -> Sketch:
    """Return the sketch that `pack_sketch` packed."""
    return from_plain(Sketch, json.loads(body))
