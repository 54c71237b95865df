"""The derivation graph laid out top down: origins first, documents below by time, each below what it derives from.

Everything is in pixels of the drawing; the page scales it to the width it has.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportedly.web.screens.origins_count import Derivation, DocumentBox, OriginBox, OriginsView

BOX_HEIGHT, ROW_HEIGHT, GAP, MARGIN = 36, 74, 12, 10
NARROW, BROAD, _WIDE = 104, 150, 500
"""Least width of a box in a narrow drawing and in a broad one, and from which width on a drawing is broad."""

_NAMED = 3
"""So many edges of one kind that leave one box bear its name; of the others the line tells enough."""

LEAST_GROUP = 3
"""So many texts that derive in one way from one text, and from which nothing derives, are drawn as one box."""

_LETTER = 6.4
"""Pixels of a letter at 11.5 px, about; labels of edges are placed and names cut by it."""


_RISE, _FALL = 9.5, 3.0
"""Pixels that a word of that size reaches above and below its line."""

_SHARES = (0.5, 0.36, 0.64, 0.25, 0.78)
"""How far down an edge its name is tried."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""

Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Node:
    """One box: an origin, a document, or a group of documents that derive from one in one way (`members`)."""

    id: str
    x: float
    y: float
    width: float
    origin: OriginBox | None = None
    documents: tuple[DocumentBox, ...] = ()

    @property
    def grouped(self) -> bool:
        """Whether the box stands for several documents."""
        return len(self.documents) > 1

    @property
    def letters(self) -> int:
        """How many letters fit a line of the box."""
        return int((self.width - 12) / _LETTER)


@dataclass(frozen=True, slots=True)
class Line:
    """One edge from box to box; `label` is the name of its kind and stands at (x, y), "" where there is no room."""

    path: str
    kind: str
    label: str
    x: float
    y: float
    same_text: bool = False
    dashed: bool = False
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture: its size, boxes and edges; `grouped` documents stand in boxes with others."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    grouped: int = 0


@dataclass
class _Plan:
    """The drawing on its way: boxes by row, what each derives from, and where it stands."""

    width: int
    box: float
    per_row: int
    rows: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    row_of: dict[str, int] = field(default_factory=dict)
    x: dict[str, float] = field(default_factory=dict)

    def put(self, node: str, row: int) -> None:
        while len(self.rows[row]) >= self.per_row:
            row += 1
        self.rows[row].append(node)
        self.row_of[node] = row


def drawing(view: OriginsView, *, width: int = 360, here: str = "", words: Words = str) -> Drawing:
    """Return the picture of a view; `here` is the document that is open and is never put into a group.

    `words` gives the name of a kind of edge as it will be printed: how long it is decides where it has room.
    """
    per_row = max(2, (width - 2 * MARGIN + GAP) // ((NARROW if width < _WIDE else BROAD) + GAP))
    per_row = min(per_row, max(2, len(view.boxes), len(view.documents)))
    plan = _Plan(width, (width - 2 * MARGIN - GAP * (per_row - 1)) / per_row, per_row)
    groups = _groups(view, here)
    node_of = {d.id: name for name, members in groups.items() for d in members}
    parents = _parents(view, node_of)
    for box in view.boxes:
        plan.put(_origin_id(box.key), 0)
    first = max(plan.rows, default=-1) + 1
    _place_documents(plan, groups, parents, first)
    _place_across(plan, parents)
    nodes = _nodes(plan, view, groups)
    lines = tuple(_lines(plan, view, node_of, words))
    rows = max(plan.rows, default=0) + 1
    height = rows * ROW_HEIGHT - (ROW_HEIGHT - BOX_HEIGHT) + 2 * MARGIN
    return Drawing(width, height, nodes, lines, sum(len(m) for m in groups.values() if len(m) > 1))


def _origin_id(key: str) -> str:
    return f"o:{key}"


def _groups(view: OriginsView, here: str) -> dict[str, tuple[DocumentBox, ...]]:
    """Return the boxes of documents by their id: one document each, or those that are alike and lead nowhere."""
    ends = {edge.end for edge in view.edges}
    into: dict[str, list[Derivation]] = defaultdict(list)
    for edge in view.edges:
        into[edge.start].append(edge)
    risen: dict[str, list[str]] = defaultdict(list)
    for rise in view.rises:
        risen[rise.document].append(rise.origin)
    alike: dict[tuple[object, ...], list[DocumentBox]] = defaultdict(list)
    for document in view.documents:
        mine = into[document.id]
        single = len(mine) == 1 and document.id not in ends and not risen[document.id] and document.id != here
        key = (mine[0].end, mine[0].kinds) if single else (document.id,)
        alike[key].append(document)
    found: dict[str, tuple[DocumentBox, ...]] = {}
    for members in alike.values():
        if len(members) >= LEAST_GROUP:
            found[f"g:{members[0].id}"] = tuple(members)
        else:
            found.update({document.id: (document,) for document in members})
    return found


def _parents(view: OriginsView, node_of: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        start, end = node_of[edge.start], node_of[edge.end]
        if start != end and end not in found[start]:
            found[start].append(end)
    for rise in view.rises:
        found[node_of[rise.document]].append(_origin_id(rise.origin))
    return found


def _place_documents(
    plan: _Plan, groups: Mapping[str, Sequence[DocumentBox]], parents: Mapping[str, Sequence[str]], first: int
) -> None:
    """Give every box a row: below what it derives from, and no higher than boxes of earlier days."""
    day = {node: (members[0].published or "9999")[:10] for node, members in groups.items()}
    waiting: set[str] = set()
    floor, today, deepest = first, "", first

    def put(node: str) -> None:
        if node in plan.row_of or node in waiting:
            return
        waiting.add(node)
        for parent in parents.get(node, ()):
            if parent in day and day[parent] <= day[node]:
                put(parent)
        above = [plan.row_of[p] + 1 for p in parents.get(node, ()) if p in plan.row_of and p in day]
        plan.put(node, max([floor, *above]))

    for node in sorted(groups, key=lambda n: (day[n], groups[n][0].published or "9999", n)):
        if day[node] != today:
            today, floor = day[node], deepest
        put(node)
        deepest = max(deepest, plan.row_of[node])


def _place_across(plan: _Plan, parents: Mapping[str, Sequence[str]]) -> None:
    """Put each box below the middle of what it derives from, as near as its neighbours allow."""
    last = plan.width - MARGIN - plan.box
    for row in sorted(plan.rows):
        nodes = plan.rows[row]
        step = (plan.width - 2 * MARGIN + GAP) / max(len(nodes), 1)
        even = {node: MARGIN + number * step for number, node in enumerate(nodes)}
        wish = {}
        for node in nodes:
            above = [plan.x[p] for p in parents.get(node, ()) if p in plan.x]
            wish[node] = sum(above) / len(above) if above else even[node]
        ordered = sorted(nodes, key=lambda n: wish[n])
        at = float(MARGIN)
        for number, node in enumerate(ordered):
            room = last - (len(ordered) - 1 - number) * (plan.box + GAP)
            plan.x[node] = max(at, min(wish[node], room))
            at = plan.x[node] + plan.box + GAP


def _y(row: int) -> float:
    return MARGIN + row * ROW_HEIGHT


def _nodes(plan: _Plan, view: OriginsView, groups: Mapping[str, Sequence[DocumentBox]]) -> tuple[Node, ...]:
    origins = {_origin_id(box.key): box for box in view.boxes}
    return tuple(
        Node(
            node,
            round(plan.x[node], 1),
            _y(row),
            round(plan.box, 1),
            origins.get(node),
            tuple(groups.get(node, ())),
        )
        for row in sorted(plan.rows)
        for node in plan.rows[row]
    )


def _lines(plan: _Plan, view: OriginsView, node_of: Mapping[str, str], words: Words) -> Iterable[Line]:
    """Yield the edges, each between the edges of its boxes, those of one box side by side."""
    found: list[tuple[str, str, str, bool, bool, str, str]] = [
        (_origin_id(r.origin), node_of[r.document], r.how, False, r.unnamed, r.document, "") for r in view.rises
    ]
    seen: set[tuple[str, str, str]] = set()
    for edge in view.edges:
        upper, lower, kind = node_of[edge.end], node_of[edge.start], edge.kinds[0]
        if upper != lower and (upper, lower, kind) not in seen:
            seen.add((upper, lower, kind))
            found.append((upper, lower, kind, edge.same_text, kind == "names", edge.start, edge.end))
    leaving, coming = _ports(plan, found)
    taken = [
        (plan.x[node] - 2, _y(row) - 1, plan.x[node] + plan.box + 2, _y(row) + BOX_HEIGHT + 1)
        for node, row in plan.row_of.items()
    ]
    named: Counter[tuple[str, str]] = Counter()
    for number, (upper, lower, kind, same, dashed, start, end) in enumerate(found):
        begin = (plan.x[upper] + leaving[number], _y(plan.row_of[upper]) + BOX_HEIGHT)
        finish = (plan.x[lower] + coming[number], _y(plan.row_of[lower]))
        stops = [begin, *_around(plan, begin, finish, (plan.row_of[upper], plan.row_of[lower])), finish]
        path = f"M{begin[0]:.1f} {begin[1]:.0f}" + "".join(_bend(a, b) for a, b in pairwise(stops))
        named[(upper, kind)] += 1
        free = named[(upper, kind)] <= _NAMED
        spot = _spot(taken, stops, words(kind), plan.width) if free else None
        yield Line(path, kind, kind if spot else "", *(spot or (0.0, 0.0)), same, dashed, start, end)


def _around(plan: _Plan, begin: Point, finish: Point, rows: tuple[int, int]) -> list[Point]:
    """Return the points by which an edge passes the boxes of rows between its ends: in the gap that is nearest."""
    found: list[Point] = []
    for row in range(rows[0] + 1, rows[1]):
        share = (_y(row) + BOX_HEIGHT / 2 - begin[1]) / (finish[1] - begin[1])
        x = begin[0] + (finish[0] - begin[0]) * share
        boxes = sorted(plan.x[node] for node in plan.rows.get(row, ()))
        if any(left - 4 < x < left + plan.box + 4 for left in boxes):
            sides = {left - GAP / 2 for left in boxes} | {left + plan.box + GAP / 2 for left in boxes}
            free = [s for s in sides if not any(left - 1 < s < left + plan.box + 1 for left in boxes)]
            x = min(free, key=lambda s: abs(s - x))
            x = min(max(x, -4.0), plan.width + 4.0)
        elif not found:
            continue
        found += [(x, _y(row) - 2), (x, _y(row) + BOX_HEIGHT + 2)]
    return found


def _bend(start: Point, end: Point) -> str:
    """Return one stretch of an edge: straight where it goes straight down, else bent so that it begins and ends so."""
    if abs(start[0] - end[0]) < 0.05:
        return f"V{end[1]:.0f}"
    bend = max(14.0, abs(end[1] - start[1]) / 2)
    return f"C{start[0]:.1f} {start[1] + bend:.0f} {end[0]:.1f} {end[1] - bend:.0f} {end[0]:.1f} {end[1]:.0f}"


def _ports(plan: _Plan, found: Sequence[tuple[str, str, str, bool, bool, str, str]]) -> tuple[list[float], list[float]]:
    """Return where each edge leaves and enters its boxes, from their left edge, in the order of the other ends."""

    def spread(side: int, other: int) -> list[float]:
        by_box: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(found):
            by_box[str(edge[side])].append(number)
        at = [0.0] * len(found)
        far: Callable[[int], float] = lambda n: plan.x[str(found[n][other])]  # noqa: E731
        for numbers in by_box.values():
            for place, number in enumerate(sorted(numbers, key=far), start=1):
                at[number] = plan.box * place / (len(numbers) + 1)
        return at

    return spread(0, 1), spread(1, 0)


def _spot(taken: list[Box], stops: Sequence[Point], word: str, width: int) -> Point | None:
    """Return where a word may stand on an edge without covering a box or another word, None where nowhere."""
    half = len(word) * _LETTER / 2 + 3
    for (x0, y0), (x1, y1) in pairwise(stops):
        for share in _SHARES:
            # The curve bends late: across it goes as a smoothed step, down it goes evenly.
            x = x0 + (x1 - x0) * (3 * share**2 - 2 * share**3)
            y = y0 + (y1 - y0) * share + 4
            x = min(max(x, half), width - half)
            box = (x - half, y - _RISE, x + half, y + _FALL)
            if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
                taken.append(box)
                return round(x, 1), round(y, 1)
    return None
