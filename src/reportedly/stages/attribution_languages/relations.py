"""Who is printed as the source of which words: reporting verbs before and after, openers, colons, dashes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportedly.records import Span
from reportedly.stages.attribution_languages.carriers import Carriers
from reportedly.stages.attribution_languages.clauses import about, infinitive, that
from reportedly.stages.attribution_languages.denials import Denials
from reportedly.stages.attribution_languages.forms import is_infinitive
from reportedly.stages.attribution_languages.labels import Labels, pointed
from reportedly.stages.attribution_languages.mood import Mood, has_perfect
from reportedly.stages.attribution_languages.openers import Openers, is_own
from reportedly.stages.attribution_languages.page import Page, Said
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.pieces import QUOTED_WORDS, ends_with, trim
from reportedly.stages.attribution_languages.turns import Turns
from reportedly.stages.attribution_languages.verbless import Verbless

_CLOSES = re.compile(r"[,»”“\"!?…)]\s*[—–-]*\s*$|(?:^|\s)[—–-]\s*$")
_COORDINATED = re.compile(r"[,;]\s+(?:а|але|однак|проте|но|однако|зато|aber|doch|während|und)\s|;\s", re.IGNORECASE)
_JOINT, _IN_FRONT = 24, 4
"""Characters before a source in which a conjunction is looked for, and which may stand between ("in", "у")."""

_INSERTED = 2
"""Words behind an inserted speaker that are his at any rate, if there are more."""

_PRESENTS = 24
"""Words of a sentence that opens what the next one says, at most."""

_POINTING, _FEWEST = 40, 2
"""Characters before a verb in which "this" is looked for first; words that it sums up in a sentence at least."""

_GERMAN_AS = re.compile(r"(?:^|[,;:—–(]\s*)(?:wie|so)\s[^,;:]*$", re.IGNORECASE)
_AND = "і|й|та|и|und"


def _many(verb: str) -> bool:
    """Say whether a Ukrainian or Russian verb stands in the plural."""
    return re.fullmatch(r"\w+(?:ють|уть|ять|ать|ют|ут|ят|ат|ли)(?:ся|сь)?", verb) is not None


class Relations:
    """Finds the relations of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._phrases = Phrases(page.words)
        self._openers = Openers(page, self._phrases)
        self._verbless = Verbless(page, self._phrases)
        self._labels = Labels(page, self._phrases)
        self._mood = Mood(page, self._phrases)
        self._carriers = Carriers(page, self._phrases)
        self._turns = Turns(page, self._phrases)
        self._denials = Denials(page, self._phrases)
        self._last: Span | None = None
        self._before: list[Said] = []
        self._opened: list[Span] = []

    def find(self) -> list[Said]:
        """Return the relations in order of their cues."""
        found: list[Said] = []
        for index in range(len(self._page.sentences)):
            mine = self._denials.among(index, list(self._in_sentence(index)))
            mine.sort(key=lambda said: said.cue)
            for said in mine:
                if said.source is not None and not said.beside:
                    kind = self._phrases.kind(self._page.text, said.source)
                    pronoun = self._page.words["pronoun"].fullmatch(said.source.of(self._page.text))
                    if not pronoun and (kind is None or not kind.short):
                        self._last = said.source
            found.extend(mine)
            self._before = mine
        return found

    def _in_sentence(self, index: int) -> Iterator[Said]:
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        found: list[Said] = [*self._verbless.from_this(index)]
        found.extend(self._openers.find(index) if not found else ())
        found.extend(self._verbless.from_it(index, self._last) if not found else ())
        found.extend(self._verbless.shown(index) if not found else ())
        quoted = list(self._carriers.quoting(index, self._before)) if not found else []
        found.extend(quoted if any(not s.beside for s in quoted) else ())
        taken = [s for said in found for s in (said.cue, said.source) if s is not None]
        self._opened = list(taken)
        for match in page.words["say"].finditer(text, sentence.start, sentence.end):
            cue = Span(match.start(), match.end())
            noun = page.words.language == "de" and text[cue.start].isupper()
            if noun or any(cue.overlaps(span) for span in taken):
                continue
            if self._page.in_speech(cue.start):
                said = self._between_dashes(index, cue)
                found.extend([said] if said is not None else [])
                if said is not None or not self._page.is_inside(index):
                    continue
            said = self._said(index, cue)
            if said is not None and said.rule == "presents" and found:
                continue
            if said is not None and not any(said.source and said.source.overlaps(c.cue) for c in found):
                found.append(said)
                taken.extend(s for s in (said.cue, said.source) if s is not None)
        found = found or self._otherwise(index)
        if not found and quoted:
            yield from quoted
            return
        found = self._parted(found)
        found.extend(self._openers.beside(index, found))
        found.extend(self._carriers.beside(index, found))
        yield from found

    def _otherwise(self, index: int) -> list[Said]:
        """Return the relations of a sentence without a listed verb of saying: of the first kind that it has any of."""
        found = list(self._turns.find(index)) or list(self._verbless.find(index))
        found = found or list(self._verbless.quotative(index))
        found = found or list(self._verbless.impersonal(index, self._last))
        brought = (self._mood.brought(index) or self._unlisted(index)) if not found else None
        return found if brought is None else [brought]

    def _unlisted(self, index: int) -> Said | None:
        """Return the relation of a verb that no list has, by its subject and clause: "the head swore that …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        if page.words.language == "de" or page.quote_at(sentence.start) is not None:
            return None
        match = page.words["verb_that"].search(text, sentence.start, sentence.end)
        if match is None or page.words["no_speech"].fullmatch(match.group(1)) is not None:
            return None
        if not self._phrases.is_verb(match.group(1)):
            return None
        source = self._phrases.before(text, sentence.start, match.start())
        content = trim(text, match.end(), sentence.end)
        if source is None or content is None or is_own(page, source) or not self._phrases.tells(text, source):
            return None
        if re.search(r"(?<!\w)(?:це|это|то|всё|усе|все)(?!\w)", source.of(text), re.IGNORECASE):
            return None  # "for the leaders this later proved that …"
        return Said(index, source, Span(*match.span(1)), (content,), "before")

    def _parted(self, found: list[Said]) -> list[Said]:
        """Return the relations of a sentence, each ending where a coordinated clause with its own source begins."""
        text = self._page.text
        starts = [
            mark.start()
            for said in found
            if said.source is not None and said.rule == "before" and said.source.start < said.cue.start
            for mark in _COORDINATED.finditer(text, max(0, said.source.start - _JOINT), said.source.start)
            if mark.end() >= said.source.start - _IN_FRONT
        ]
        parted = []
        for said in found:
            cut = min((s for s in starts if s > said.cue.end), default=None)
            content = tuple(
                c if cut is None or c.end <= cut or c.start >= cut else Span(c.start, cut) for c in said.content
            )
            parted.append(replace(said, content=content))
        return parted

    # --- verbs

    def _said(self, index: int, cue: Span) -> Said | None:
        page, text, words = self._page, self._page.text, self._page.words
        sentence = page.sentences[index]
        left, right = text[sentence.start : cue.start], text[cue.end : sentence.end]
        told_of = words.language == "de" and right[:1] == "," and self._carriers.tells_of(sentence.start, cue.start)
        if told_of or words.lacks_particle(cue.of(text), right, left):
            return None
        noted = words["notice"].match(right.lstrip()) is not None and that(page, right) is None
        if noted or words["suspicion"].match(right[:80]):
            return None
        if self._points_back(left, right):
            return self._anaphoric(index, cue)
        if ends_with(words["as"].pattern, left):
            return self._parenthesis(index, cue)
        clause = _GERMAN_AS.search(left) if words.language == "de" else None
        if clause is not None:
            return self._german_parenthesis(index, cue, sentence.start + clause.start())
        return self._by_position(index, cue, left, right)

    def _by_position(self, index: int, cue: Span, left: str, right: str) -> Said | None:
        """Return the relation of a verb before or behind what it reports."""
        sentence = self._page.sentences[index]
        subject = None
        if that(self._page, right) is not None or about(self._page, cue, right) is not None:
            subject = self._before_insertion(sentence.start, cue.start)
        said = self._preposed(index, cue, subject) if subject is not None else None
        if said is not None:
            return said
        bare = re.sub(rf"(?:{self._page.words['between'].pattern})\s*$", "", left, flags=re.IGNORECASE)
        closed = _CLOSES.search(bare) is not None and not self._names_in_quotes(sentence.start, bare)
        if closed or (not left.strip() and self._after_quote(index)):
            return self._postposed(index, cue, len(bare))
        return self._mood.impersonally(index, cue) or self._preposed(index, cue) or self._presents(index, cue)

    def _names_in_quotes(self, start: int, bare: str) -> bool:
        """Say whether a closing mark right before the verb only closes a name ("the “Dawn” says")."""
        if bare.rstrip()[-1:] not in ("»", "”", "“", '"'):
            return False
        quote = self._page.quote_ending(start, start + len(bare.rstrip()))
        return quote is not None and len(self._page.text[quote.start : quote.end].split()) <= QUOTED_WORDS

    def _before_insertion(self, start: int, end: int) -> Span | None:
        """Return the subject that an insertion parts from its verb: "A doctor, who asked not to be named, said"."""
        text = self._page.text
        if text[start:end].rstrip()[-1:] != ",":
            return None
        comma = text.find(",", start, end)
        return (
            self._phrases.before(text, start, comma, loose=self._page.words.language == "de") if comma > start else None
        )

    def _between_dashes(self, index: int, cue: Span) -> Said | None:
        """Return the relation of a speaker between two dashes inside of the quotation: "«A, — said X. — B»"."""
        text = self._page.text
        quote = self._page.quote_at(cue.start)
        before = re.search(r"[,!?….]\s*[—–]\s*$", text[max(0, cue.start - 6) : cue.start])
        after = re.match(r"[^—–«»„“]{2,90}?[.,]\s*[—–]\s", text[cue.end : cue.end + 100])
        if quote is None or before is None or after is None:
            return None
        source = self._phrases.after(text, cue.end, cue.end + after.end() - 2, loose=True)
        if source is None:
            return None
        pieces = (trim(text, quote.start, cue.start), trim(text, cue.end + after.end(), quote.end))
        return Said(index, source, cue, tuple(s for s in pieces if s), "quoted")

    def _presents(self, index: int, cue: Span) -> Said | None:
        """Return the relation of a verb that only opens the next sentence: "X informed the parents. From …"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        after = page.sentences[index + 1] if index + 1 < len(page.sentences) else None
        if page.words["presenting"].fullmatch(cue.of(text)) is None or text[cue.end :].startswith((" вам", " Вам")):
            return None
        if after is None or after.line != sentence.line or len(text[sentence.start : sentence.end].split()) > _PRESENTS:
            return None
        source = self._phrases.before(text, sentence.start, cue.start)
        source = source or self._before_insertion(sentence.start, cue.start)
        if source is None and not text[sentence.start : cue.start].strip():
            source = self._phrases.after(text, cue.end, sentence.end)
        if source is None or is_own(self._page, source):
            return None
        kind = self._phrases.kind(text, source)
        if kind is None or kind.short or not self._phrases.tells(text, source):
            return None
        return Said(index, source, cue, (after.span,), "presents", anaphoric=True)

    def _after_quote(self, index: int) -> bool:
        start = self._page.sentences[index].start
        before = self._page.text[:start].rstrip(" \n,—–-")
        return before[-1:] in ("»", "”", "“", '"') and "\n\n" not in self._page.text[len(before) : start]

    def _points_back(self, left: str, right: str) -> bool:
        """Say whether the verb reports "this", and nothing in its own sentence."""
        words = self._page.words
        opened = re.match(rf"\W*(?:(?:{words['lead'].pattern})\s+)?(?:{words['about'].pattern})\b", left, re.IGNORECASE)
        if words.language == "de":
            opened = opened if opened and left[opened.end() :].strip() == "" else None
        elif opened is not None and "," in left[opened.end() :]:
            opened = None
        beside = re.match(r"\s*(?:про це|об этом)\b", right, re.IGNORECASE)
        beside = beside or re.search(r"(?:^|\s)(?:про це|об этом)\s*$", left, re.IGNORECASE)
        return (opened is not None or beside is not None) and that(self._page, right) is None

    def _anaphoric(self, index: int, cue: Span) -> Said | None:
        page, text, words = self._page, self._page.text, self._page.words
        sentence = page.sentences[index]
        about = words["about"].search(text, max(sentence.start, cue.start - _POINTING), sentence.end)
        about = about or words["about"].search(text, sentence.start, sentence.end)
        source = self._phrases.after(text, max(cue.end, about.end() if about else 0), sentence.end, loose=True)
        if source is None and about is not None and about.end() < cue.start:
            source = self._phrases.before(text, about.end(), cue.start)
        if source is None and about is not None and about.start() > cue.start:
            source = self._phrases.before(text, sentence.start, cue.start)
        if source is None or page.words["own_media"].match(text, source.start):
            return None
        ahead = text[sentence.start : min(cue.start, about.start() if about else cue.start)]
        told = (
            trim(text, sentence.start, sentence.start + len(ahead)) if ahead.rstrip()[-1:] in (",", "—", "–") else None
        )
        if told is not None and len(told.of(text).split()) >= _FEWEST:
            return Said(index, source, cue, (told,), "after")  # "the bridge is shut, this was announced by X"
        return Said(index, source, cue, pointed(self._page, index), "anaphoric", anaphoric=True)

    def _parenthesis(self, index: int, cue: Span) -> Said | None:
        source = self._phrases.after(self._page.text, cue.end, self._page.sentences[index].end, loose=True)
        if source is None or is_own(self._page, source):
            return None
        return self._openers.whole(index, source, cue, "as")

    def _german_parenthesis(self, index: int, cue: Span, start: int) -> Said | None:
        text, sentence = self._page.text, self._page.sentences[index]
        opened = re.compile(r"[,;:—–(]?\s*(?:wie|so)\s+", re.IGNORECASE).match(text, start)
        begin = opened.end() if opened else start
        source = self._phrases.before(text, begin, cue.start, loose=True) if text[begin : cue.start].strip() else None
        source = source or self._phrases.after(text, cue.end, sentence.end, loose=True)
        return (
            None
            if source is None or is_own(self._page, source)
            else self._openers.whole(index, source, cue, "as", start)
        )

    def _postposed(self, index: int, cue: Span, bare: int) -> Said | None:
        """Return the relation of a verb behind what it reports: "…, said X", "«…» — said X"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        source = self._phrases.after(text, cue.end, sentence.end, loose=True)
        if source is not None and is_own(self._page, source):
            return self._preposed(index, cue)
        if source is None:
            tail = text[cue.end : sentence.end].lstrip()
            if tail[:1] not in ("", ".", ",", ":", "!", ";") and page.words["notice"].match(tail) is None:
                return self._preposed(index, cue)
            source = self._last
            if source is None:
                return self._preposed(index, cue)
        before = text[max(0, sentence.start - 300) : sentence.start + bare].rstrip(" \n\u00a0,—–-")
        at = sentence.start + bare - (len(text[max(0, sentence.start - 300) : sentence.start + bare]) - len(before))
        quote = page.quote_ending(at - 1, at)
        last = max(cue.end, source.end) if source.end > cue.start else cue.end
        if quote is not None and quote.end - quote.start > 2:
            whole = len(text[quote.start : quote.end].split()) > QUOTED_WORDS or quote.start <= sentence.start
            start = quote.start if whole else sentence.start
            content = [Span(start, quote.end) if whole else Span(start, at)]
            content += self._spoken_on(last, sentence.end)
            return Said(index, source, cue, tuple(content), "quoted" if whole else "after")
        content = [s for s in (trim(text, sentence.start, at),) if s is not None]
        adjunct = re.compile(r"(?:\s[^,;:.—–]{2,40})?[,;—–]").match(text, last, sentence.end)
        rest = trim(text, adjunct.end(), sentence.end) if adjunct is not None else None
        if rest is not None and self._goes_on(content, rest):
            content.append(rest)
        return Said(index, source, cue, tuple(content), "after") if content else None

    def _goes_on(self, content: list[Span], rest: Span) -> bool:
        """Say whether what stands behind an inserted speaker goes on ("the turnout, he said, is high")."""
        bare = len(content) == 1 and not self._verbless.states(content[0])
        return len(rest.of(self._page.text).split()) > _INSERTED or bare

    def _spoken_on(self, position: int, end: int) -> list[Span]:
        """Return the quotation that goes on behind its speaker, in the same sentence or right after it."""
        text = self._page.text
        for start in (position, end):
            match = re.match(r"[\s.,:—–-]*(?=[«„“\"])", text[start : start + 12])
            if match is not None:
                quote = self._page.quote_at(start + match.end())
                if quote is not None and len(text[quote.start : quote.end].split()) > QUOTED_WORDS:
                    return [Span(quote.start, quote.end)]
        return []

    def _preposed(self, index: int, cue: Span, subject: Span | None = None) -> Said | None:
        """Return the relation of a verb before what it reports: "X said that …", "X: «…»"."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        right = text[cue.end : sentence.end]
        rumour = (
            page.words["rumour"].fullmatch(cue.of(text)) is not None and not text[sentence.start : cue.start].strip()
        )
        follows = self._follows(sentence.start, cue, right, rumour=rumour)
        promised = follows is None and self._promised(cue) is not None
        if promised:
            follows = 0
        if follows is None and not text[sentence.start : cue.start].strip():
            colon = re.match(r"[^:.!?]{1,120}:\s", right)
            follows = colon.end() if colon is not None else None
        if follows is None:
            return None
        content_start = cue.end + follows
        source = subject or self._subject(sentence.start, cue, loose=not rumour)
        inverted = page.words.language == "de" and source is None and len(text[sentence.start : cue.start].split()) < 3
        source = source or self._phrases.after(text, cue.end, content_start, loose=inverted)
        if inverted and source is not None and not re.search(r"[A-ZÄÖÜ]", source.of(text)):
            source = self._phrases.after(text, cue.end, content_start)
        if source is not None and (
            is_own(self._page, source) or (promised and _many(cue.of(text)) and not self._phrases.tells(text, source))
        ):
            return None
        content = [s for s in (trim(text, content_start, self._page.quoted_end(content_start, sentence.end)),) if s]
        if not content and text[: sentence.end].endswith(":"):
            framed = self._labels.framed(index) if page.words["letter"].fullmatch(cue.of(text)) else ()
            if source is not None and len(framed) > 1:
                return Said(index, source, cue, framed, "label")  # "a reader writes:", and then her letter
            content = list(page.below(index))
        if not content:
            return None
        if source is None:
            return self._elided(index, cue, content)
        return Said(index, source, cue, tuple(content), "before")

    def _follows(self, start: int, cue: Span, right: str, *, rumour: bool) -> int | None:
        """Return where the reported words begin behind their verb, counted from its end, None if nothing shows it."""
        found = that(self._page, right, rumour=rumour, cue=cue.of(self._page.text))
        found = about(self._page, cue, right) if found is None else found
        found = infinitive(self._page, cue, right) if found is None else found
        found = self._bidden(start, cue, right) if found is None else found
        return self._plainly(start, cue, right) if found is None else found

    def _bidden(self, start: int, cue: Span, right: str) -> int | None:
        """Return 0 where a Ukrainian or Russian verb is followed by what it bids: "the fitters said to wait"."""
        language = self._page.words.language
        match = re.match(r"\s+(?:не\s+)?([^\W\d_]+)", right) if language != "de" else None
        if match is None or not is_infinitive(match.group(1), language):
            return None
        source = self._phrases.before(self._page.text, start, cue.start)
        return 0 if source is not None and self._phrases.tells(self._page.text, source) else None

    def _subject(self, start: int, cue: Span, *, loose: bool) -> Span | None:
        """Return the source before a verb, also that of a verb joined to another one and of a German perfect."""
        text = self._page.text
        source = self._phrases.before(text, start, cue.start, loose=loose)
        if source is not None and any(source.overlaps(span) for span in self._opened):
            source = None  # "according to the paper the mayor said"
        if source is None and self._is_coordinated(start, cue.start):
            source = self._phrases.head(text, start, cue.start)
        have = has_perfect(text, start, cue) if source is None and self._page.words.language == "de" else None
        if have is None:
            return source
        return self._phrases.before(text, start, have.start, loose=True) or self._phrases.after(
            text, have.end, cue.start
        )

    def _plainly(self, start: int, cue: Span, right: str) -> int | None:
        """Return where words begin that follow their verb without a conjunction: "drivers say, the road …"."""
        page, text = self._page, self._page.text
        if page.words.language == "de" or text[start : cue.start].rstrip()[-1:] in ("", ",", "(", "—", "–"):
            return None
        mark = re.match(r"(?:,\s+|\s*[—–]\s+)(?=[\w«„“\"])", right)
        if mark is None or page.words["relative"].match(right, mark.end()) or page.words["as"].match(right, mark.end()):
            return None
        source = self._phrases.before(text, start, cue.start)
        return mark.end() if source is not None and self._phrases.tells(text, source) else None

    def _is_coordinated(self, start: int, end: int) -> bool:
        """Say whether a verb is joined to one before it ("went out and said")."""
        return re.search(rf"(?:^|\s)(?:{_AND})\s+(?:\w+\s)?$", self._page.text[start:end]) is not None

    def _elided(self, index: int, cue: Span, content: list[Span]) -> Said | None:
        """Return the relation of a verb without subject: of one person who was named, or of nobody ("they say")."""
        page, text = self._page, self._page.text
        sentence = page.sentences[index]
        left = re.sub(page.words["lead"].pattern, "", text[sentence.start : cue.start], flags=re.IGNORECASE).strip()
        alone = not re.search(r"\w", left) or page.words["preposition"].match(left) is not None
        rumour = page.words["rumour"].fullmatch(cue.of(text)) is not None
        if rumour and (alone or text[: cue.start].rstrip()[-1:] in ",;:—"):
            return Said(index, None, cue, tuple(content), "rumour")
        last = self._phrases.kind(text, self._last) if self._last is not None else None
        if _many(cue.of(text)) and self._promised(cue) is not None and (last is None or not last.plural):
            return None  # "they promise to open the road": nobody who was named
        points = index > 0 and re.match(r"\W*там\s", text[sentence.start : cue.start], re.IGNORECASE)
        there = self._verbless.body_before(index) if points else None
        if there is not None and _many(cue.of(text)):
            return Said(index, there, cue, tuple(content), "elided")
        if alone and self._last is not None and index > 0:
            return Said(index, self._last, cue, tuple(content), "elided")
        return None

    def _promised(self, cue: Span) -> int | None:
        """Return 0, right behind the verb, where it promises or threatens: what is promised is the content."""
        return 0 if self._page.words["promise"].fullmatch(cue.of(self._page.text)) else None
