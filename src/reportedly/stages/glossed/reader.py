"""A trained reader of English that is asked about glosses: its shares are brought to what they mean there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.interfaces import ClaimReader, ClaimView, FoundClaim, Nearness
from reportedly.records import Span, is_routing

SHARPENED = 2.0
"""Power that the shares of categories are raised to: over a gloss they come out flatter than over English."""

ROUTED = 0.8
"""What a routing code's share counts: words of war and of offices, common in a gloss, draw a claim to them."""


TOGETHER = 0.5
"""Power of a category's mean share over all claims of a text: a text keeps to its subject."""


class GlossReader:
    """Gives the views of a reader with the shares of categories sharpened, and routing codes held back.

    Both figures were set on posts and invented reports in Ukrainian, Russian and German (development halves),
    November 2026.
    """

    def __init__(
        self, reader: ClaimReader, *, sharpened: float = SHARPENED, routed: float = ROUTED, together: float = TOGETHER
    ) -> None:
        self._reader = reader
        self._together = together
        self._sharpened = sharpened
        self._routed = routed

    def find(self, text: str, sentences: Sequence[Span]) -> list[FoundClaim]:
        """Return the claims that the reader finds."""
        return self._reader.find(text, sentences)

    def without(self, text: str) -> "GlossReader":
        """Return the same reader with one text taken out of its codebook."""
        return GlossReader(
            self._reader.without(text), sharpened=self._sharpened, routed=self._routed, together=self._together
        )

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        evidence: Sequence[Sequence[Span]],
        printed: Sequence[str] = (),
    ) -> list[ClaimView | None]:
        """Return a view for each claim; None for one whose evidence holds no word."""
        views = self._reader.read(text, sentences, evidence, printed)
        about = self._about([view.near for view in views if view is not None])
        return [None if view is None else replace(view, near=self._weighed(view.near, about)) for view in views]

    def _about(self, near: Sequence[Sequence[Nearness]]) -> dict[str, float]:
        """Return the mean share of each category over the claims of a text."""
        total: dict[str, float] = {}
        for one in near:
            for n in one:
                total[n.code] = total.get(n.code, 0.0) + n.score / len(near)
        return total

    def _weighed(self, near: Sequence[Nearness], about: Mapping[str, float]) -> tuple[Nearness, ...]:
        raised = [
            (
                n,
                (n.score * about[n.code] ** self._together) ** self._sharpened
                * (self._routed if is_routing(n.code) else 1.0),
            )
            for n in near
        ]
        total = sum(share for _, share in raised) or 1.0
        return tuple(
            Nearness(n.code, share / total, n.example, n.words)
            for n, share in sorted(raised, key=lambda pair: (-pair[1], pair[0].code))
        )
