"""One document ready for the search for drift: its claims, what they are about, and what the whole text holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reportedly.contrast import Aspects, aspects_of
from reportedly.contrast.counts import counts_of
from reportedly.contrast.wording import words_of
from reportedly.derive.commitment import Commitments
from reportedly.derive.drift_shifts import Held
from reportedly.derive.matter import Matter, matter_of
from reportedly.records import Claim, Passage, Reading, Span
from reportedly.text import squeeze

_EXCLUDED = frozenset({"legal_characterisation"})


@dataclass(frozen=True)
class Told:
    """One document ready for pairing."""

    reading: Reading
    commitments: Commitments

    @property
    def id(self) -> str:
        """The document's id."""
        return self.reading.document.id

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What its claims are about; legal judgements are left out."""
        claims = [c for c in self.reading.of(Claim) if c.kind not in _EXCLUDED and not self._is_withdrawn(c)]
        return tuple(matter_of(self.reading, c) for c in claims)

    def _is_withdrawn(self, claim: Claim) -> bool:
        passage = self.commitments.passage(claim)
        return passage is not None and passage.kind == "metadata"

    @cached_property
    def headlines(self) -> tuple[Matter, ...]:
        """The claims of the headline."""
        return tuple(m for m in self.matters if self.is_headline(m.claim))

    @cached_property
    def body(self) -> tuple[Matter, ...]:
        """The claims below the headline."""
        return tuple(m for m in self.matters if not self.is_headline(m.claim))

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n, matter in enumerate(self.body):
            for word in matter.words:
                found[word].append(n)
        return found

    def candidates(self, matter: Matter) -> list[Matter]:
        """Return the claims below the headline that share at least two content words with one from elsewhere."""
        shared = Counter(n for word in matter.words for n in self._holders.get(word, ()))
        return [self.body[n] for n in sorted(shared) if shared[n] > 1]

    def is_headline(self, claim: Claim) -> bool:
        """Say whether a claim stands in a headline."""
        passage = self.commitments.passage(claim)
        return passage is not None and passage.kind == "headline"

    def printed(self, span: Span) -> str:
        """Return the words at a span, for a reason."""
        return squeeze(span.of(self.reading.text))

    @cached_property
    def aspects(self) -> tuple[Aspects, ...]:
        """The comparable parts of the claims below the headline, legal judgements left out."""
        return tuple(aspects_of(self.reading, m.claim) for m in self.body)

    @cached_property
    def headline_aspects(self) -> tuple[Aspects, ...]:
        """The same for the claims of the headline."""
        return tuple(aspects_of(self.reading, m.claim) for m in self.headlines)

    @cached_property
    def held(self) -> Held:
        """What the whole text holds."""
        return self._held(Span(0, max(1, len(self.reading.text))))

    @cached_property
    def held_below(self) -> Held:
        """What the text below the headline holds."""
        passages = [p.span for p in self.reading.of(Passage) if p.kind not in ("headline", "metadata")]
        return self._held(*passages)

    @cached_property
    def held_headline(self) -> Held:
        """What the headline holds."""
        return self._held(*(p.span for p in self.reading.of(Passage) if p.kind == "headline"))

    def _held(self, *spans: Span) -> Held:
        words = words_of(self.reading, spans)
        return Held.of(words, counts_of(self.reading, words))

    @cached_property
    def _cores(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for n, aspects in enumerate(self.aspects):
            for word in aspects.core:
                found[word].append(n)
        return found

    def near(self, core: Iterable[str]) -> list[Aspects]:
        """Return the claims below the headline that share something of what one is about."""
        return [self.aspects[n] for n in sorted({n for word in core for n in self._cores.get(word, ())})]
