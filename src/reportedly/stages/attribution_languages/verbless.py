"""Sources without a reporting verb: behind a dash, before a colon, and passives that report ("it is noted that")."""

import re
from collections.abc import Iterator

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.clauses import NO_SPEECH, that
from reportedly.stages.attribution_languages.closings import Closings
from reportedly.stages.attribution_languages.forms import is_form_of_verb
from reportedly.stages.attribution_languages.kinds import role_of
from reportedly.stages.attribution_languages.labels import Labels, pointed
from reportedly.stages.attribution_languages.openers import is_own
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import QUOTED_WORDS, ends_with, next_word, trim, visible
from reportedly.stages.glossed.clauses import has_predicate

_DASHED = re.compile(r"(?<=[\s,»”“\"])[—–-]\s+")
_PARTICIPLE = re.compile(r"[а-яіїєґё]\w+(?:ено|ано|ято|ена|ана|ены|аны|яты|ені|ані|ито)")
_THERE_IS = re.compile(
    r"немає|нема|нет|є|есть|відсутн\w+|не\w*|буд(?:е|уть|ет|ут)|бу(?:в|ла|ло|ли)|был[аои]?|ist|sind|hält", re.IGNORECASE
)
_COLON = re.compile(r":(?=\s|$)")
_IN_IT = re.compile(r"(?:н[её]м|ней|них|ньому|ній|них)(?!\w)", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:[Ss]tadt|[Gg]emeinde|[Kk]reis|[Bb]ezirk|[Dd]orf|[Oo]rt|[Ll]and|[Rr]egion|[Pp]rovinz|[Vv]iertel)(?:e?s)?(?:\s|$)"
)
_THERE = re.compile(r"\b(?:[Dd]arin|[Dd]ort|[Vv]on dort|[Dd]araus)\b")
_LIES = re.compile(r"st(?:eht|and)(?!\w)")
_SHOWN = 2
_TOLD = 3
"""Words of a German statement before a dash, at least one more."""


class Verbless:
    """Finds attributions without an active verb in the sentences of one page."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases
        self._labels = Labels(page, phrases)
        self._closings = Closings(page, phrases)

    def find(self, index: int) -> Iterator[Said]:
        """Yield the dash or colon attribution of a sentence."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        label = page.words["source_label"].match(text, sentence.start, sentence.end)
        if label is not None:
            yield from self._labels.labelled(index, label.end())
            return
        signed = list(self._labels.signed(index))
        if signed:
            yield from signed
            return
        for match in _DASHED.finditer(text, sentence.start, sentence.end):
            if page.in_speech(match.start()):
                continue
            source = self._phrases.short(text, match.end(), sentence.end)
            source = source or self._closings.single(match.end(), sentence.end)
            if source is not None and not self._says_something(sentence.start, match.start()):
                below = page.below(index) if sentence.bullet is None or sentence.line == 0 else ()
                if below and page.sentences[index + 1].bullet is not None:
                    yield Said(index, source, Span(match.start(), match.start() + 1), below, "heading")
                    return
            elif source is not None:
                yield self._dashed(index, source, Span(match.start(), match.start() + 1))
                return
        closed = [*self._closings.found_out(index)] or [*self._closings.in_brackets(index)]
        closed = closed or [*self._closings.alone(index)]
        if closed:
            yield from closed
        elif page.words["credit"].match(text, sentence.start) is None:
            yield from self._before_colon(index)

    def _before_colon(self, index: int) -> Iterator[Said]:
        """Yield what stands before a colon: a heading, or the speaker."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        colon = _COLON.search(text, sentence.start, sentence.end)
        if colon is None:
            return
        cue = Span(colon.start(), colon.end())
        heading = page.words["heading"].match(text, sentence.start, cue.start)
        if heading is not None:
            source = self._phrases.after(text, heading.end(), cue.start)
            content = page.below(index)
            if source is not None and content:
                yield Said(index, source, Span(heading.start(), heading.end()), content, "heading")
            return
        topic = re.search(rf"\s(?:{page.words['about_topic'].pattern})\s", text[sentence.start : cue.start])
        end = sentence.start + topic.start() if topic else cue.start
        quoted = re.match(r"\s*[«„“\"]", text[cue.end :]) is not None
        source = self._phrases.short(text, sentence.start, end, quoted=quoted)
        if source is None:
            source = self._phrases.short(
                text, sentence.start, self._phrases.without_tail(text, sentence.start, end), quoted=quoted
            )
        told = trim(text, cue.end, page.quoted_end(cue.end, sentence.end))
        content = (told,) if told is not None and self._tells_enough(told) else ()
        content = content or (page.below(index) if cue.end == sentence.end else ())
        if not content and told is not None and source is not None and quoted:
            content = (told,)
        if source is not None and is_own(page, source):
            return
        if source is not None and content and (quoted or told is None or self._can_list(source) or self.states(told)):
            yield Said(index, source, cue, content, "colon")
        elif source is None and told is not None and cue.end < sentence.end:
            yield from self._spoken(index, cue, told)

    def _spoken(self, index: int, colon: Span, told: Span) -> Iterator[Said]:
        """Yield what stands behind a colon whose clause says what somebody did with these words ("X objected: …")."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        quoted = text[told.start] in '«„“"'
        if page.words.language == "de":
            yield from self._german_spoken(index, colon, told)
            return
        if not (quoted or (self._tells_enough(told) and self.states(told))):
            return
        verb = self._phrases.verb(text, sentence.start, colon.start)
        source = self._phrases.before(text, sentence.start, verb, loose=True) if verb is not None else None
        if source is None and verb is not None and not text[sentence.start : verb].strip():
            source = self._phrases.after(text, verb + len(text[verb:].split(maxsplit=1)[0]), colon.start)
        if verb is None and text[told.start] in '«„“"':  # "X is outraged: «…»"
            last = text.rfind(" ", sentence.start, colon.start)
            source = self._phrases.before(text, sentence.start, last, loose=True) if last > sentence.start else None
            if source is not None and not self._begins_with_speaker(source):
                source = None  # "I agree with the words of X: «…»"
        if source is not None and self._phrases.tells(text, source):
            yield Said(index, source, colon, (told,), "before")

    def _german_spoken(self, index: int, colon: Span, told: Span) -> Iterator[Said]:
        """Yield what a person or paper does with these words ("X draws a darker picture: …"), by its subject."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        if not has_predicate(text, told, "de") or page.quote_at(sentence.start) is not None:
            return
        verb = self._phrases.verb(text, sentence.start, colon.start)
        source = self._phrases.before(text, sentence.start, verb) if verb is not None else None
        kind = self._phrases.kind(text, source) if source is not None else None
        if source is None or kind is None or is_own(page, source) or not self._phrases.tells(text, source):
            return
        person = kind.role in ("expert", "witness", "resident", "unnamed_single", "official", "document")
        if person and text[verb:].split(maxsplit=1)[0] not in NO_SPEECH:
            yield Said(index, source, colon, (told,), "before")

    def _can_list(self, source: Span) -> bool:
        """Say whether what stands behind a source and a colon may be a mere list: a bare name may be a place."""
        language = self._page.words.language
        words = source.of(self._page.text).split()
        return language == "de" or len(words) > 1 or any(role_of(w, language) for w in words)

    def _begins_with_speaker(self, source: Span) -> bool:
        """Say whether the first word of a phrase is a name or a noun for somebody, no adverb."""
        words, language = self._page.words, self._page.words.language
        first = next((m.group() for m in re.finditer(r"[^\W\d_]+", source.of(self._page.text))), "")
        if not first or role_of(first, language) is not None or words["person"].fullmatch(first) is not None:
            return bool(first)
        return not lemmas.is_known(first.casefold(), language)

    def states(self, told: Span) -> bool:
        """Say whether a stretch has a verb or a word that stands for one: a mere list of things states nothing."""
        if self._page.words.language == "de":
            return has_predicate(self._page.text, told, "de")
        words = [m.group() for m in re.finditer(r"[^\W\d_]+", told.of(self._page.text))]
        quotative, language = self._page.words["quotative"], self._page.words.language
        return any(
            is_form_of_verb(w, language) or _PARTICIPLE.fullmatch(w) or _THERE_IS.fullmatch(w) or quotative.fullmatch(w)
            for w in words
        )

    def _tells_enough(self, told: Span) -> bool:
        """Say whether a stretch is long enough to state something; two or three words need a predicate."""
        words = [m.group() for m in re.finditer(r"[^\W\d_]+", told.of(self._page.text))]
        states = any(self._phrases.is_verb(w) or _PARTICIPLE.fullmatch(w) or _THERE_IS.fullmatch(w) for w in words)
        long = len(told.of(self._page.text).split()) >= QUOTED_WORDS or len(words) >= QUOTED_WORDS - 1
        return long or (len(words) > 1 and states)

    def quotative(self, index: int) -> Iterator[Said]:
        """Yield what stands behind "they say" (мовляв, мол, дескать) in a clause with somebody who can speak."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["quotative"].search(text, sentence.start + 1, sentence.end)
        if match is None or page.in_speech(match.start()):
            return
        verb = self._phrases.verb(text, sentence.start, match.start())
        source = self._phrases.before(text, sentence.start, verb, loose=True) if verb is not None else None
        content = trim(text, match.end(), sentence.end)
        if source is not None and content is not None and self._phrases.tells(text, source):
            yield Said(index, source, visible(text, Span(match.start(), match.end())), (content,), "before")

    def _says_something(self, start: int, end: int) -> bool:
        """Say whether a stretch before a dash is a statement: it has a verb, or ends with a comma or a quotation."""
        text = self._page.text
        words = [m.group() for m in re.finditer(r"\w+", text[start:end])]
        if self._page.words.language == "de" and len(words) > _TOLD:
            return has_predicate(text, Span(start, end), "de")
        closed = text[start:end].rstrip(" \n\u00a0")[-1:] in (",", "»", "”", "“", '"')
        done = any(self._phrases.is_verb(w) or _PARTICIPLE.fullmatch(w) or _THERE_IS.fullmatch(w) for w in words)
        return len(words) > 2 and (closed or done)

    def _dashed(self, index: int, source: Span, cue: Span) -> Said:
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        before = text[: cue.start].rstrip(" \n\u00a0,—–-")
        quote = page.quote_ending(len(before) - 1, len(before))
        start = sentence.start
        if quote is not None and len(text[quote.start : quote.end].split()) > QUOTED_WORDS:
            start = quote.start
        elif index == len(page.sentences) - 1 and index > 0:
            start = page.sentences[0].start  # at the very end it speaks for the whole text
        return Said(index, source, cue, (Span(start, len(before)),), "dash")

    def impersonal(self, index: int, before: Span | None) -> Iterator[Said]:
        """Yield "it is said in the letter that …" and "it is reported that …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["impersonal"].search(text, sentence.start, sentence.end)
        if match is None or page.in_speech(match.start()):
            return
        if page.words["suspicion"].match(text[match.end() : match.end() + 80]) is not None:
            return  # "was served with a notice of suspicion"
        cue = Span(match.start(), match.end())
        source = self._stands_in(index, cue, before)
        back = re.match(rf"\W*(?:{page.words['about'].pattern})\s*$", text[sentence.start : cue.start], re.IGNORECASE)
        if source is not None and back is not None and page.words.language != "de":
            yield Said(index, source, cue, pointed(page, index), "anaphoric", anaphoric=True)
            return
        if not self._is_impersonal(index, cue, source):
            return
        carrier = self._carrier_before(index, source)
        quote = page.quote_ending(sentence.start, cue.start)
        if quote is not None and len(text[quote.start : quote.end].split()) > QUOTED_WORDS:
            content: tuple[Span, ...] = (Span(quote.start, quote.end),)
        else:
            last = max(cue.end, source.end) if source is not None and source.start > cue.start else cue.end
            stretches = (trim(text, sentence.start, cue.start), trim(text, last, sentence.end))
            content = tuple(s for s in stretches if s and (source is None or not s.overlaps(source)))
        if content:
            yield Said(index, source, cue, content, "document" if source is not None else "impersonal")
        if content and carrier is not None:
            yield Said(index, carrier, cue, content, "venue", beside="venue")

    def shown(self, index: int) -> Iterator[Said]:
        """Yield what a document or picture shows: "satellite images show a crater"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["shows"].search(text, sentence.start, sentence.end)
        if match is None or page.in_speech(match.start()):
            return
        if that(page, text[match.end() : sentence.end]) is not None:
            return
        end = match.start()
        if text[sentence.start : end].rstrip()[-1:] == ",":  # behind a relative clause
            end = text.find(",", sentence.start)
        source = self._phrases.before(text, sentence.start, end, loose=page.words.language == "de")
        content = trim(text, match.end(), sentence.end)
        if source is None or content is None or len(content.of(text).split()) < _SHOWN:
            return
        listed = (role_of(w, page.words.language) for w in source.of(text).split())
        issued = end < match.start() or re.search(r"\s[«„]?[^\W\d_a-zа-яіїєґäöüß]", source.of(text)) is not None
        if issued and any(entry is not None and entry.kind == "d" for entry in listed):
            yield Said(index, source, Span(match.start(), match.end()), (content,), "before")

    def from_this(self, index: int) -> Iterator[Said]:
        """Yield "this follows from X", "X came to this conclusion": what the sentences before say."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        this = page.words["this_from"].match(text, sentence.start, sentence.end)
        this = this or page.words["sums_up"].match(text, sentence.start, sentence.end)
        if this is None or index == 0 or page.words["doubts"].search(this.group()) is not None:
            return
        named = self._phrases.after(text, this.end(), sentence.end, loose=True)
        if named is not None and not is_own(page, named):
            cue = Span(this.start(), this.end())
            yield Said(index, named, cue, pointed(page, index), "anaphoric", anaphoric=True)

    def from_it(self, index: int, before: Span | None) -> Iterator[Said]:
        """Yield "from them follows that …": what the document says that the sentence before names last."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        match = page.words["from_it"].match(text, sentence.start, sentence.end)
        source = (self._document_before(index) or before) if match is not None else None
        content = trim(text, match.end(), sentence.end) if match is not None else None
        if match is not None and source is not None and content is not None:
            cue = Span(match.start(), match.end())
            yield Said(index, source, cue, (content,), "document")
            carrier = self._carrier_before(index, source)
            if carrier is not None:
                yield Said(index, carrier, cue, (content,), "venue", beside="venue")

    def _stands_in(self, index: int, cue: Span, before: Span | None) -> Span | None:
        """Return what a passive of reporting names behind "in", before it or after it."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        source: Span | None = None
        where = page.words["in_document"].match(text, next_word(text, cue.end), sentence.end)
        if where is not None:
            source = self._phrases.after(text, where.end(), sentence.end)
        if source is None:
            for near in page.words["in_document"].finditer(text, sentence.start, cue.start):
                source = self._phrases.before(text, near.end(), cue.start)
        return self._in_document(index, cue, source, before)

    def _in_document(self, index: int, cue: Span, source: Span | None, before: Span | None) -> Span | None:
        """Return the document in which something stands: "in it" is the last one, a relative clause may part it."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        if page.words.language == "de":
            if source is None and _THERE.search(text, sentence.start, sentence.end):
                return self._document_before(index) or before
            return source
        if source is None:
            opened = page.words["in_document"].match(text, sentence.start, cue.start)
            source = self._phrases.after(text, opened.end(), cue.start) if opened is not None else None
            in_it = re.compile(rf"(?:{page.words['in_document'].pattern})\s+(?={_IN_IT.pattern})", re.I).match(
                text, sentence.start
            )
            if in_it is not None:
                return self._document_before(index) or before
        if source is not None and _IN_IT.match(source.of(text)):
            return self._document_before(index) or before
        return source

    def _carrier_before(self, index: int, document: Span | None) -> Span | None:
        """Return the outlet that is the subject of the sentence before, if a document in it speaks now."""
        page, text = self._page, self._page.text
        if index == 0 or document is None or not page.sentences[index - 1].span.covers(document):
            return None
        start = page.sentences[index - 1].start
        verb = self._phrases.verb(text, start, document.start)
        source = self._phrases.before(text, start, verb) if verb is not None else None
        kind = self._phrases.kind(text, source) if source is not None else None
        if source is None or kind is None or page.words["own_paper"].match(source.of(text)):
            return None
        return source if kind.role in ("outlet", "agency", "social_account") else None

    def body_before(self, index: int) -> Span | None:
        """Return the last body that the sentence before names, None if it names none: where "there" is."""
        return self._last_before(index, "o")

    def _document_before(self, index: int) -> Span | None:
        """Return the last document that the sentence before names, None if it names none."""
        return self._last_before(index, "d")

    def _last_before(self, index: int, kind: str) -> Span | None:
        page, text = self._page, self._page.text
        if index == 0:
            return None
        sentence = page.sentences[index - 1]
        for word in reversed(list(re.finditer(r"[^\W\d_][\w’'-]*", text[sentence.start : sentence.end]))):
            entry = role_of(word.group(), page.words.language)
            if entry is not None and entry.kind == kind:
                start = sentence.start + word.start()
                return self._phrases.after(text, start, sentence.end) or Span(start, start + len(word.group()))
        return None

    def _is_impersonal(self, index: int, cue: Span, source: Span | None) -> bool:
        """Say whether a passive reports: a clause or a body depends on it, or it is set off by commas."""
        text, sentence = self._page.text, self._page.sentences[index]
        if source is not None:
            if self._page.words.language == "de":
                return self._german_place(source, cue)
            listed = (role_of(w, self._page.words.language) for w in source.of(text).split())
            return any(entry is not None and entry.kind in "do" for entry in listed)
        right = text[cue.end : sentence.end]
        topic = self._page.words["about_topic"].match(right.lstrip()) is not None
        if that(self._page, right) is not None or (topic and self._page.words["reports_of"].fullmatch(cue.of(text))):
            return True
        left = text[sentence.start : cue.start].rstrip()
        return left[-1:] in (",", "»", "”", "“", "—", "–") or ends_with(self._page.words["as"].pattern, left + " ")

    def _german_place(self, source: Span, cue: Span) -> bool:
        """Say whether what follows "heißt es in" can speak: a document, circles, a name; not "in the town"."""
        text = self._page.text
        kind = self._phrases.kind(text, source)
        if _LIES.match(text, cue.start) is not None:
            return kind is not None and kind.role == "document"
        near = re.search(r"\b(?:in|im)(?: de[rmn])?\s*$", text[max(0, source.start - 8) : source.start], re.IGNORECASE)
        body = kind is not None and kind.named and _PLACE.search(source.of(text)) is None
        if kind is None or (
            near and not body and kind.role != "document" and not kind.plural and "„" not in source.of(text)
        ):
            return False
        return kind.role == "document" or self._phrases.tells(text, source)
