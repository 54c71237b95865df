"""A reader of claims that answers what a test tells it, for the stages that weigh it with the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.interfaces import ClaimView, FoundClaim, Nearness
from reportedly.records import Document, Passage, Reading, Span, document_id

CALM: Mapping[str, Mapping[str, float]] = {name: {} for name in ("kind", "realis", "polarity", "state")} | {
    name: {} for name in ("change", "access", "actor")
}
"""Choices of a reader that has no opinion: whatever the rules say stands."""

SURE = {"none": 0.0, "claim": 1.0, "routed": 0.0}


def view(
    *,
    standing: Mapping[str, float] = SURE,
    choices: Mapping[str, Mapping[str, float]] | None = None,
    sector: Mapping[str, float] | None = None,
    cause: Mapping[str, float] | None = None,
    near: Sequence[Nearness] = (),
) -> ClaimView:
    return ClaimView(standing, {**CALM, **(choices or {})}, {"sector": sector or {}, "cause": cause or {}}, tuple(near))


@dataclass
class FakeReader:
    """Gives each claim the view of its wording (`default` where it has none), and the claims that it is told.

    `reads` and `finds` are what it was asked: (text, sentences, evidence) and (text, sentences).
    """

    views: Mapping[str, ClaimView | None] = field(default_factory=dict)
    found: Sequence[FoundClaim] = ()
    default: ClaimView | None = field(default_factory=view)
    reads: list[tuple[str, tuple[Span, ...], list[tuple[Span, ...]]]] = field(default_factory=list)
    finds: list[tuple[str, tuple[Span, ...]]] = field(default_factory=list)

    def find(self, text: str, sentences: Sequence[Span]) -> list[FoundClaim]:
        self.finds.append((text, tuple(sentences)))
        return list(self.found)

    def without(self, text: str) -> "FakeReader":
        return self

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        evidence: Sequence[Sequence[Span]],
        printed: Sequence[str] = (),
    ) -> list[ClaimView | None]:
        self.reads.append((text, tuple(sentences), [tuple(spans) for spans in evidence]))
        wordings = [" ".join(span.of(text) for span in spans) for spans in evidence]
        return [self.views.get(wording, self.default) for wording in wordings]


def find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def reading(*passages: str | tuple[str, str]) -> Reading:
    """Return the reading of passages, each a body or (kind, text); every sentence ends with a full stop and a blank."""
    sha = "0" * 64
    parts = [("body", part) if isinstance(part, str) else part for part in passages]
    text = "\n".join(printed for _, printed in parts)
    document = Document(document_id(sha), sha, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z")
    made, start = [], 0
    for order, (kind, printed) in enumerate(parts):
        span = Span(start, start + len(printed))
        made.append(Passage(document.id, span, kind, order, _sentences(text, span)))  # type: ignore[arg-type]
        start = span.end + 1
    return Reading(document, tuple(made))


def _sentences(text: str, passage: Span) -> tuple[Span, ...]:
    spans, start = [], passage.start
    for part in passage.of(text).split(". "):
        end = min(passage.end, start + len(part) + 1)
        spans.append(Span(start, end))
        start = end + 1
    return tuple(spans)
