"""Who stands above or below a whole text: forwarding headers, "Source: X" at its end, signatures of letters."""

import re
from collections.abc import Iterator

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import visible

_HEAD = 2
"""Sentences at the head of a text among which a label covers only what stands below it."""
_CAPITAL = r"[^\W\d_a-zа-яіїєґäöüß][\w’'ʼ-]+"
_PERSON = re.compile(rf"({_CAPITAL}(?: {_CAPITAL}\.?){{1,2}})(?:,[^.!?]{{2,50}})?\.?$")
_SIGNED_WORDS = 8
_OWN_WORDS = 6
"""Words at the head of a paragraph among which "we" shows that the sender speaks again."""
_LONG_QUOTE = 12
"""Words of a quotation below a label from which it is all that was passed on."""


def pointed(page: Page, index: int) -> tuple[Span, ...]:
    """Return what "this" points to: the sentences before in the paragraph, at its head the one before it."""
    sentences = page.sentences
    home = sentences[index]
    back = index
    while back > 0 and sentences[back - 1].line == home.line:
        back -= 1
    if back == index and back > 0:
        line = sentences[back - 1].line
        while back > 0 and sentences[back - 1].line == line:
            back -= 1
    if back > 0 and sentences[back].line == 1 and sentences[0].line == 0:
        back = 0  # the headline says the same as the lead
    return tuple(s.span for s in sentences[back:index])


class Labels:
    """Finds the labels of one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases

    def labelled(self, index: int, start: int) -> Iterator[Said]:
        """Yield the source of the whole text in a line of its own: "Source: @handle", "Forwarded from X"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        source = self._phrases.label(text, start, sentence.end)
        if index == 0:
            line = [s for s in page.sentences if s.line == sentence.line]
            source = self._phrases.label(text, start, line[-1].end) if len(line) > 1 else source
        else:
            line = [] if index < len(page.sentences) - 1 else [s for s in page.sentences if s.line == sentence.line]
        told = index > 0 and self._closes_line(index) and page.words["origin"].match(text, sentence.start)
        if source is not None and told:
            cue = visible(text, Span(sentence.start, start))
            yield Said(index, source, cue, pointed(page, index), "anaphoric", anaphoric=True)
            return
        if source is None or not line or (index > 0 and len(line) > 1):
            return
        others = self.framed(index)
        if others:
            yield Said(index, source, visible(text, Span(sentence.start, start)), others, "label")

    def _closes_line(self, index: int) -> bool:
        """Say whether a sentence is the last of a line that holds others."""
        sentences = self._page.sentences
        last = index == len(sentences) - 1 or sentences[index + 1].line != sentences[index].line
        return last and sentences[index - 1].line == sentences[index].line

    def signed(self, index: int) -> Iterator[Said]:
        """Yield who signs a letter or post: a name or an office in its last line, behind a dash or "signed"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        if index < 2 or index != len(page.sentences) - 1 or page.sentences[index - 1].line == sentence.line:
            return
        opened = text.rfind("\n", 0, sentence.start) + 1
        mark = page.words["signs"].match(text, sentence.start, sentence.end)
        if mark is None and text[opened : sentence.start].strip() not in ("—", "–", "-", "©"):
            yield from self._signed_by_name(index)
            return
        source = self._phrases.label(text, mark.end() if mark else sentence.start, sentence.end)
        kind = self._phrases.kind(text, source) if source is not None else None
        if source is None or kind is None or len(text[source.start : source.end].split()) > _SIGNED_WORDS:
            return
        others = tuple(s.span for s in page.sentences[:index])
        cue = Span(mark.start(), mark.end()) if mark else Span(source.start, source.start + 1)
        yield Said(index, source, cue, others, "label")

    def _signed_by_name(self, index: int) -> Iterator[Said]:
        """Yield who signs a letter with no more than a name: of a text that begins with a salutation."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        name = _PERSON.match(text, sentence.start, sentence.end)
        if name is None or page.words["salutes"].match(text.lstrip()) is None:
            return
        if any(lemmas.is_known(w.casefold(), page.words.language) for w in name.group(1).split()[:1]):
            return
        source = Span(*name.span(1))
        others = tuple(s.span for s in page.sentences[:index])
        yield Said(index, source, Span(source.start, source.start + 1), others, "label")

    def framed(self, index: int) -> tuple[Span, ...]:
        """Return what the label of a whole text covers: all other lines, up to where the sender speaks again.

        Words that follow the label as one quotation end with it.
        """
        page = self._page
        home, last = page.sentences[index], index == len(page.sentences) - 1
        others = [
            n for n, s in enumerate(page.sentences) if s.line != home.line and (n > index or index > _HEAD or last)
        ]
        own = next((n for n in others if n > index and self._is_sender(n)), len(page.sentences))
        kept = [page.sentences[n] for n in others if n < own]
        quote = page.quote_at(kept[0].start) if kept else None
        if quote is not None and len(page.text[quote.start : quote.end].split()) > _LONG_QUOTE:
            kept = [s for s in kept if s.start < quote.end]
        return tuple(s.span for s in kept)

    def _is_sender(self, index: int) -> bool:
        """Say whether who passed a text on speaks again: by a mark, or as "we" at the head of a new paragraph."""
        page = self._page
        if page.begins_with("frame_end", index):
            return True
        sentence = page.sentences[index]
        if sentence.paragraph == page.sentences[index - 1].paragraph or page.quote_at(sentence.start) is not None:
            return False
        head = " ".join(page.text[sentence.start : sentence.end].split()[:_OWN_WORDS])
        return page.words["own_speaks"].search(head) is not None
