"""The German subjunctive of reported speech: which sentences stand in it, which verb brings it, who speaks there."""

import re
from functools import lru_cache

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.clauses import that
from reportedly.stages.attribution_languages.forms import is_subjunctive
from reportedly.stages.attribution_languages.kinds import WORD
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import trim
from reportedly.stages.attribution_languages.subjects import is_subject

_SHORTEST = 4
_HAVE = re.compile(r"(?:hat|haben|hatte|hatten|habe|hätte|hätten)")
_AUXILIARY = re.compile(
    r"(?:hat|haben|hatte|hatten|ist|sind|war|waren|wird|werden|wurde|wurden|kann|will|muss|lässt|gibt)"
)
_PARTICIPLE = re.compile(r"(?:\w{2,4})?ge\w{2,}(?:t|en)|(?:be|er|ver|zer|ent|emp|wider|miss)\w{2,}(?:t|en)|\w+iert")
_NO_SPEAKER = re.compile(r"(?:es|man|wir|ich|wer|hier|dort|da|was)(?!\w)|(?:das|dies)$", re.IGNORECASE)
_NO_VERB = frozenset(("gegen", "neben", "zwischen", "wegen", "morgen", "gestern", "eben", "allen", "beiden", "vielen",
                      "einen", "ihren", "seinen", "innen", "außen", "oben", "unten", "wenigen", "anderen"))  # fmt: skip
_SUBORDINATE = re.compile(
    r"\s*(?:(?:in|mit|von|bei|für|auf|an|aus|zu|nach)\s)?(?:der|die|das|den|dem|dessen|deren|denen|welche\w*)\s(?![A-ZÄÖÜ])"
    r"(?:[^,;:.]*\s)?[\wäöüß]+(?:t|te|ten|en|e)\s*(?:,|$)|\s*(?:weil|da|wenn|als|obwohl|damit|sodass|um|statt|ohne|und|oder|sondern|wobei)\s"
)
_MYSELF = re.compile(r"\bich\b", re.IGNORECASE)
_WHERE = re.compile(r"\W*(?:In|Im|Bei|Beim|Aus)\s+(?:(?:der|dem|den)\s+)?")
_ONE = re.compile(r"\s+man(?!\w)")
_MARK = re.compile(r"[,:;]\s")


class Mood:
    """Reads the moods of one page; in other languages than German no sentence has any."""

    def __init__(self, page: Page, phrases: Phrases) -> None:
        self._page = page
        self._phrases = phrases
        self._first: dict[int, Span | None] = {}

    def at(self, index: int) -> Span | None:
        """Return the first verb in the subjunctive of a sentence outside of quotations, None if there is none."""
        if "mood" not in self._page.words.patterns:
            return None
        if index not in self._first:
            self._first[index] = self._search(index)
        return self._first[index]

    def goes_on(self, index: int) -> bool:
        """Say whether a sentence is marked as another's words: by its mood, or by "accordingly" („demnach“)."""
        if "mood" not in self._page.words.patterns:
            return False
        return self.at(index) is not None or self._page.begins_with("goes_on_plainly", index)

    def _search(self, index: int) -> Span | None:
        page, sentence = self._page, self._page.sentences[index]
        for match in WORD.finditer(page.text, sentence.start, sentence.end):
            word = match.group()
            listed = page.words["mood"].fullmatch(word) is not None
            if not listed and not (word[0].islower() and is_subjunctive(word)):
                continue
            if not listed and page.text[match.end() : match.end() + 2].strip()[:1].isupper():
                continue  # an adjective
            if page.quote_at(match.start()) is None and not _MYSELF.search(
                page.text[max(0, match.start() - 5) : match.end() + 4]
            ):
                return Span(match.start(), match.end())
        return None

    def brought(self, index: int) -> Said | None:
        """Return the relation of a sentence whose subordinate clause stands in the subjunctive, whatever its verb.

        "The manager replied, the gate be open": the mood tells that the verb before the mark reports.
        """
        page, text = self._page, self._page.text
        sentence, mood = page.sentences[index], self.at(index)
        if mood is None:
            return None
        for mark in _MARK.finditer(text, sentence.start, mood.start):
            if page.quote_at(mark.start()) is not None or _SUBORDINATE.match(text, mark.end(), sentence.end):
                continue
            verb = self.verb(sentence.start, mark.start())
            source = self._speaker(sentence.start, verb, mark.start()) if verb is not None else None
            content = trim(text, mark.end(), page.quoted_end(mark.end(), sentence.end))
            if verb is not None and source is not None and content is not None:
                return Said(index, source, verb, (content,), "before")
        return None

    def impersonally(self, index: int, cue: Span) -> Said | None:
        """Return the relation of "in Kyiv one assures that …": where one speaks is who speaks."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        opened = _WHERE.match(text, sentence.start, cue.start) if "mood" in page.words.patterns else None
        if opened is None or _ONE.match(text, cue.end) is None:
            return None
        begins = that(page, text[cue.end : sentence.end], cue=cue.of(text))
        source = self._phrases.after(text, opened.end(), cue.start, loose=True)
        content = trim(text, cue.end + begins, sentence.end) if begins is not None else None
        if source is None or content is None or text[source.end : cue.start].strip():
            return None
        return Said(index, source, cue, (content,), "before")

    def subject(self, index: int) -> Span | None:
        """Return who acts in a sentence that reports nothing: whose words the next ones in the subjunctive are."""
        sentence = self._page.sentences[index]
        verb = self.verb(sentence.start, sentence.end)
        return self._speaker(sentence.start, verb, sentence.end) if verb is not None else None

    def verb(self, start: int, end: int) -> Span | None:
        """Return the first finite verb of a stretch, None if it has none."""
        for match in WORD.finditer(self._page.text, start, end):
            if self._page.quote_at(match.start()) is None and _is_finite(match.group()):
                return Span(match.start(), match.end())
        return None

    def _speaker(self, start: int, verb: Span, end: int) -> Span | None:
        """Return the subject before or behind a verb, if it can speak."""
        text, phrases = self._page.text, self._phrases
        before = phrases.before(text, start, verb.start, loose=True)
        if before is None and text[start : verb.start].rstrip()[-1:] == ",":  # behind an apposition
            before = phrases.before(text, start, text.index(",", start), loose=True)
        for source in (before, phrases.after(text, verb.end, end)):
            if source is None or _NO_SPEAKER.match(source.of(text)):
                continue
            pronoun = self._page.words["pronoun"].fullmatch(source.of(text)) is not None
            if (
                pronoun
                or phrases.tells(text, source)
                or (source is before and is_subject(source.of(text), self._page.words))
            ):
                return source
        return None


def has_perfect(text: str, start: int, cue: Span) -> Span | None:
    """Return the auxiliary "have" of a participle ("has … announced"), None if `cue` is none or lacks it."""
    if _PARTICIPLE.fullmatch(cue.of(text)) is None:
        return None
    found = [m for m in WORD.finditer(text, start, cue.start) if _HAVE.fullmatch(m.group())]
    return Span(found[-1].start(), found[-1].end()) if found else None


@lru_cache(maxsize=50_000)
def _is_finite(word: str) -> bool:
    """Say whether a word in lower case is a finite German verb by its form and the dictionary."""
    if not word[0].islower() or len(word) < _SHORTEST - 1:
        return False
    if _AUXILIARY.fullmatch(word):
        return True
    lemma = lemmas.lemmatize(word, "de")
    if lemma == word and word.endswith("en") and word not in _NO_VERB and lemmas.is_known(word, "de"):
        return True  # the plural of the present is the infinitive
    if (
        lemma == word
        or not lemma.endswith("n")
        or not lemma[0].islower()
        or (word.startswith("ge") and word.endswith("t"))
    ):
        return False
    return not is_subjunctive(word) and not word.endswith(("end", "ende", "ender", "enden"))
