"""What the relation rules hand on: spans by token, before they become records."""

from dataclasses import dataclass, field

from reportedly.records import Span
from reportedly.stages.attribution.units import Unit


@dataclass(slots=True)
class Found:
    """One relation in the making; spans are (start, end) code points, pieces in order."""

    unit: Unit
    head: int
    cue: list[tuple[int, int]]
    source: list[tuple[int, int]] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    region: tuple[int, int] = (0, 0)
    anaphoric: bool = False
    rule: str = ""
    score: float = 0.5


def spans(pieces: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the pieces as sorted spans without overlaps or empty ones."""
    result: list[Span] = []
    for start, end in sorted(p for p in pieces if p[1] > p[0]):
        if result and start < result[-1].end:
            result[-1] = Span(result[-1].start, max(end, result[-1].end))
        else:
            result.append(Span(start, end))
    return tuple(result)
