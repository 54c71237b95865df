"""Turns of phrase that report without a plain "X said that": topics in front, gerunds, hearing from, calling so."""

import re
from collections.abc import Iterator

from reportedly.records import Span
from reportedly.stages.attribution_languages.clauses import that
from reportedly.stages.attribution_languages.kinds import WORD, role_of
from reportedly.stages.attribution_languages.openers import is_own
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import trim

_FEWEST, _CALLED = 2, 12
"""Words of a content at least; words of what somebody is said to call something at most."""

_GERUNDS = {
    "uk": ((r"вши", "в"), (r"ючи", "ють"), (r"учи", "уть"), (r"ячи", "ять"), (r"ши", "")),
    "ru": ((r"в", "л"), (r"вши", "л"), (r"ая", "ает"), (r"яя", "яет"), (r"уя", "ует"), (r"я", "ит")),
}
"""Endings of a gerund, and those of the finite form of the same verb."""

_ISSUERS = ("official", "installed_official", "ministry", "military")
_LETTERS = re.compile(r"[^\W\d_][\w’'ʼ-]*")


class Turns:
    """Finds such turns in the sentences of one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases

    def find(self, index: int) -> Iterator[Said]:
        """Yield the relations of a sentence in which no verb of saying has shown what it reports."""
        for kind in (self._learned, self._by_which, self._fronted, self._gerund, self._called):
            found = list(kind(index))
            if found:
                yield from found
                return

    def _fronted(self, index: int) -> Iterator[Said]:
        """Yield "of the call-up of students reports X": the topic stands before the verb."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        opened = re.compile(rf"\W*(?:{page.words['about_topic'].pattern})\s+", re.IGNORECASE).match(
            text, sentence.start, sentence.end
        )
        cue = page.words["topical"].search(text, opened.end(), sentence.end) if opened is not None else None
        if opened is None or cue is None or page.words["say"].fullmatch(cue.group()) is None:
            return
        topic = trim(text, opened.end(), cue.start())
        if topic is None or re.search(r"[,;:]", topic.of(text)) or len(topic.of(text).split()) < _FEWEST:
            return
        if that(page, text[cue.end() : sentence.end]) is not None:
            return
        source = self._phrases.after(text, cue.end(), sentence.end, loose=True)
        if source is not None and not is_own(page, source):
            yield Said(index, source, Span(*cue.span()), (topic,), "after")

    def _gerund(self, index: int) -> Iterator[Said]:
        """Yield "X denied the charge, saying that …": whose main clause it is speaks."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        for match in _LETTERS.finditer(text, sentence.start, sentence.end):
            if text[: match.start()].rstrip()[-1:] != "," or not self._is_gerund(match.group()):
                continue
            begins = that(page, text[match.end() : sentence.end], cue=match.group())
            source = self._phrases.head(text, sentence.start, match.start())
            content = trim(text, match.end() + begins, sentence.end) if begins is not None else None
            if source is not None and content is not None and self._phrases.tells(text, source):
                if not is_own(page, source):
                    yield Said(index, source, Span(*match.span()), (content,), "before")
                return

    def _is_gerund(self, word: str) -> bool:
        say = self._page.words["say"]
        return any(
            word.endswith(ending) and say.fullmatch(word[: -len(ending)] + finite) is not None
            for ending, finite in _GERUNDS.get(self._page.words.language, ())
        )

    def _called(self, index: int) -> Iterator[Said]:
        """Yield "X called the price fair", "X explains it by a fault"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        verb = page.words["calls"].search(text, sentence.start, sentence.end)
        if verb is None or page.in_speech(verb.start()):
            return
        source = self._phrases.before(text, sentence.start, verb.start(), loose=page.words.language == "de")
        told = trim(text, verb.end(), sentence.end)
        if source is None:
            source = self._phrases.head(text, sentence.start, verb.start())
        if source is None or told is None or is_own(page, source) or not self._phrases.tells(text, source):
            return
        source, called = self._without_object(source)
        content = (called, told) if called is not None else (told,)
        words = sum(len(part.of(text).split()) for part in content)
        if _FEWEST <= words <= _CALLED and ":" not in told.of(text):
            yield Said(index, source, Span(*verb.span()), content, "calls")

    def _without_object(self, source: Span) -> tuple[Span, Span | None]:
        """Return a subject without the object that stands before the verb: "Ida Falk the price called fair"."""
        text, language = self._page.text, self._page.words.language
        tokens = list(WORD.finditer(text, source.start, source.end))
        kept = len(tokens)
        while language != "de" and kept > 1 and tokens[kept - 1].group()[0].islower():
            if role_of(tokens[kept - 1].group(), language) is not None:
                break
            kept -= 1
        if kept == len(tokens) or not tokens[kept - 1].group()[0].isupper() or kept < _FEWEST:
            return source, None
        return Span(source.start, tokens[kept - 1].end()), Span(tokens[kept].start(), source.end)

    def _learned(self, index: int) -> Iterator[Said]:
        """Yield both hops of "the paper learnt from two officials that …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["learns"].search(text, sentence.start, sentence.end)
        if match is None or page.in_speech(match.start()):
            return
        begin = max(match.end(g) for g in range((match.lastindex or 0) + 1))
        group = next((g for g in range(1, (match.lastindex or 0) + 1) if match.start(g) >= 0), 0)
        inner = self._phrases.after(text, match.start(group) if group else begin, sentence.end, loose=True)
        if inner is None or is_own(page, inner) or page.words["pronoun"].fullmatch(inner.of(text)):
            return
        behind = max(inner.end, match.end())
        content = self._content(index, match.start(), behind)
        if content is None:
            return
        cue = Span(match.start(), match.start(group) if group else match.end())
        outer = self._phrases.before(text, sentence.start, match.start(), loose=True)
        yield Said(index, inner, cue, (content,), "before" if content.start > cue.start else "after")
        if outer is not None and not is_own(page, outer) and not content.overlaps(outer):
            yield Said(index, outer, cue, (content,), "venue", beside="venue")

    def _by_which(self, index: int) -> Iterator[Said]:
        """Yield both hops of "the lawyer brought a mail, by which …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["by_which"].search(text, sentence.start, sentence.end)
        if match is None or text[: match.start()].rstrip()[-1:] != "," or page.in_speech(match.start()):
            return
        content = trim(text, match.end(), sentence.end)
        verb = self._phrases.verb(text, sentence.start, match.start())
        if content is None or verb is None or len(content.of(text).split()) < _FEWEST:
            return
        inner = self._phrases.after(text, verb + len(text[verb:].split(maxsplit=1)[0]), match.start(), loose=True)
        if inner is None or is_own(page, inner) or page.words["pronoun"].fullmatch(inner.of(text)):
            return
        outer = self._phrases.before(text, sentence.start, verb, loose=page.words.language == "de")
        kind = self._phrases.kind(text, outer) if outer is not None else None
        if kind is not None and kind.role in _ISSUERS:
            return  # "the governor issued a decree, by which …": what it orders is so
        cue = Span(*match.span())
        yield Said(index, inner, cue, (content,), "document")
        if outer is not None and not is_own(page, outer):
            yield Said(index, outer, cue, (content,), "venue", beside="venue")

    def _content(self, index: int, start: int, behind: int) -> Span | None:
        """Return what was learnt: behind "that" or "of", else what stands before the verb and its comma."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        right = text[behind : sentence.end]
        begins = that(page, right, cue="sagte")
        topic = re.match(rf"\s*(?:{page.words['about_topic'].pattern})\s+", right, re.IGNORECASE)
        begins = topic.end() if topic is not None else begins
        if begins is not None:
            return trim(text, behind + begins, sentence.end)
        left = text[sentence.start : start].rstrip()
        told = trim(text, sentence.start, sentence.start + len(left)) if left[-1:] == "," else None
        return told if told is not None and len(told.of(text).split()) > _FEWEST else None
