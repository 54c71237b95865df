"""One text with its sentences and quotations, and what the relation rules hand on."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from reportedly.records import Passage, Span
from reportedly.stages.attribution.units import Quote
from reportedly.stages.attribution_languages.lists import Words, words_of
from reportedly.stages.attribution_languages.pieces import QUOTED_WORDS
from reportedly.stages.attribution_languages.sentences import Sentence, quotes_of, sentences_of

_TOLD = 2
"""Words in lower case that lines below a colon need at least to say something."""


@dataclass(frozen=True, slots=True)
class Said:
    """One relation in the making: who (None if nobody is printed), by which cue, which words.

    `home` is the sentence of the cue. `beside` marks one that adds a hop to another of the same sentence: "venue"
    (outer: the interviewing outlet) or "cites" (inner: the source that is quoted).
    """

    home: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    rule: str
    anaphoric: bool = False
    beside: str = ""


@dataclass(frozen=True)
class Page:
    """A text in one language, cut into sentences."""

    text: str
    words: Words
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    _starts: list[int] = field(repr=False)

    @classmethod
    def of(cls, text: str, language: str, passages: Iterable[Passage] = ()) -> "Page":
        """Return the page of a text. Raises KeyError for a language without word lists."""
        sentences = tuple(sentences_of(text, passages))
        return cls(text, words_of(language), sentences, tuple(quotes_of(text)), [s.start for s in sentences])

    def at(self, position: int) -> int:
        """Return the index of the sentence that holds or precedes `position`, 0 before the first."""
        return max(0, bisect_right(self._starts, position) - 1)

    def quote_at(self, position: int) -> Quote | None:
        """Return the quotation that covers `position`, None if none does."""
        return next((q for q in self.quotes if q.start <= position < q.end), None)

    def quote_ending(self, start: int, end: int) -> Quote | None:
        """Return the quotation that ends between `start` and `end`, the last one."""
        return next((q for q in reversed(self.quotes) if start < q.end <= end), None)

    def begins_with(self, name: str, index: int) -> bool:
        """Say whether a sentence begins with a word of a list."""
        sentence = self.sentences[index]
        start = sentence.start
        while start < sentence.end and not self.text[start].isalnum():
            start += 1
        return self.words[name].match(self.text, start, sentence.end) is not None

    def below(self, index: int) -> tuple[Span, ...]:
        """Return what a line that ends with a colon introduces: the list items below it, else the next line."""
        rest = self.sentences[index + 1 :]
        if not rest or rest[0].line == self.sentences[index].line:
            return ()
        items = list(takewhile(lambda s: s.bullet is not None, rest))
        chosen = items or [s for s in rest if s.line == rest[0].line]
        words = self.text[chosen[0].start : chosen[-1].end].split()
        told = sum(word[0].islower() for word in words) >= _TOLD  # names, links and numbers of accounts say nothing
        return tuple(s.span for s in chosen) if told else ()

    def in_speech(self, position: int) -> bool:
        """Say whether a position stands inside a quotation of some length: its speakers are another's words."""
        quote = self.quote_at(position)
        return quote is not None and len(self.text[quote.start : quote.end].split()) > QUOTED_WORDS

    def is_inside(self, index: int) -> bool:
        """Say whether a sentence lies whole in a quotation of several: who speaks in it is told as elsewhere."""
        sentence = self.sentences[index]
        quote = self.quote_at(sentence.start)
        if quote is None or sentence.end > quote.end + 1:
            return False
        return quote.start + 1 < sentence.start or sentence.end < quote.end - 1

    def quoted_end(self, start: int, end: int) -> int:
        """Return where words that begin at `start` end: with the sentence (`end`), or with their quotation."""
        match = re.match(r"[\s—–-]*(?=[«„“\"])", self.text[start : start + 6])
        quote = self.quote_at(start + match.end()) if match else None
        return max(end, quote.end) if quote is not None else end
