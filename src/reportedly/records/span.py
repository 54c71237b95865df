"""Places in a text."""

from dataclasses import dataclass

from reportedly.errors import InvalidRecord


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Document.text`: code points, half-open, never empty.

    Raises InvalidRecord if `start` is negative or `end` is not after it.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise InvalidRecord(f"span [{self.start}, {self.end}) is negative or empty")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the piece of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Say whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: "Span") -> int:
        """Return the number of code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def hull(spans: tuple[Span, ...]) -> Span:
    """Return the smallest span that covers all of `spans` (at least one)."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
