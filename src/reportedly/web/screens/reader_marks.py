"""A text with what stands in it marked: stretches that overlap are cut so that each lies whole inside another.

Offsets are code points into the untouched text. Names that are withheld are never in what is returned.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportedly.records import Span

NodeKind = Literal[
    "text", "claim", "source", "cue", "withheld", "found", "added", "left_out", "moved", "agrees", "sign"
]
"""What a stretch is: plain text, the evidence of a claim, a source phrase, a reporting word, a name that is withheld,
what a search found, how it stands beside another text, or a sign of Markdown."""

_RANK: dict[NodeKind, int] = {
    "claim": 0, "source": 2, "cue": 3, "found": 4, "added": 1, "left_out": 1, "moved": 1, "agrees": 5, "sign": 6,
    "withheld": 9,
}  # fmt: skip
"""Of marks over the same stretch the lower one goes outside."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to mark; `number` is that of a claim, `refs` name the hops ("2.1": the first of claim 2)."""

    start: int
    end: int
    kind: NodeKind
    number: int = 0
    style: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A marked stretch: `text` of plain text, `inside` of everything else.

    Of a claim `style` is its kind; `opens` and `closes` say whether its evidence begins and ends here, which may be
    in several pieces. `holds` says that another claim lies inside.
    """

    kind: NodeKind
    text: str = ""
    inside: tuple["Node", ...] = ()
    number: int = 0
    style: str = ""
    refs: tuple[str, ...] = ()
    opens: bool = False
    closes: bool = False
    holds: bool = False

    @property
    def words(self) -> str:
        """The text of the stretch without its marks."""
        return self.text + "".join(node.words for node in self.inside)


def marked(text: str, within: Span, marks: Iterable[Mark]) -> tuple[Node, ...]:
    """Return the stretch `within` of a text as nodes that hold the marks; what lies outside of it is cut off.

    A mark never ends inside a name that is withheld: it takes the name in whole.
    """
    clipped = [cut for mark in marks if (cut := _cut(mark, within.start, within.end)) is not None]
    return tuple(_nest(text, within.start, within.end, _around_withheld(clipped)))


def numbered(rows: Sequence[tuple[Node, ...]]) -> list[tuple[Node, ...]]:
    """Return rows of nodes in which the first and the last piece of each claim are told from those between."""
    order = [node.number for row in rows for node in _claims(row)]
    first = {number: at for at, number in reversed(list(enumerate(order)))}
    last = {number: at for at, number in enumerate(order)}
    counter = iter(range(len(order)))

    def told(node: Node) -> Node:
        at = next(counter) if node.kind == "claim" else -1
        inside = tuple(told(part) for part in node.inside)
        if node.kind != "claim":
            return replace(node, inside=inside)
        return replace(
            node, inside=inside, opens=first[node.number] == at, closes=last[node.number] == at,
            holds=any(True for _ in _claims(inside)),
        )  # fmt: skip

    return [tuple(told(node) for node in row) for row in rows]


def _claims(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind == "claim":
            yield node
        yield from _claims(node.inside)


def _cut(mark: Mark, start: int, end: int) -> Mark | None:
    start, end = max(mark.start, start), min(mark.end, end)
    return replace(mark, start=start, end=end) if start < end else None


def _around_withheld(marks: Sequence[Mark]) -> list[Mark]:
    hidden = sorted((m.start, m.end) for m in marks if m.kind == "withheld")
    moved = []
    for mark in marks:
        start, end = mark.start, mark.end
        for first, last in hidden if mark.kind != "withheld" else ():
            start = first if first < start < last else start
            end = last if first < end < last else end
        moved.append(replace(mark, start=start, end=end))
    return moved


def _order(mark: Mark) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, _RANK[mark.kind], mark.number


def _nest(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Node]:
    queue = sorted(marks, key=_order)
    at = start
    while queue:
        mark = queue.pop(0)
        if mark.start > at:
            yield Node("text", text[at : mark.start])
        if mark.kind == "withheld":
            yield Node("withheld")
            queue = [cut for m in queue if (cut := _cut(m, mark.end, end)) is not None]
        else:
            inside = [cut for m in queue if (cut := _cut(m, mark.start, mark.end)) is not None]
            held = tuple(_nest(text, mark.start, mark.end, inside))
            yield Node(mark.kind, inside=held, number=mark.number, style=mark.style, refs=mark.refs)
            queue = [cut for m in queue if (cut := _cut(m, mark.end, end)) is not None]
        queue.sort(key=_order)
        at = mark.end
    if at < end:
        yield Node("text", text[at:end])
