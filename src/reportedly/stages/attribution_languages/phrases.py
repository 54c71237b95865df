"""The source phrase beside a cue: where it begins and ends, without a parser."""

import re
from itertools import zip_longest

from reportedly import lemmas
from reportedly.records import Span
from reportedly.stages.attribution_languages.forms import INFINITIVE, is_infinitive, is_told, is_verb
from reportedly.stages.attribution_languages.kinds import WORD, Kind, kind_at, role_of
from reportedly.stages.attribution_languages.lists import Words
from reportedly.stages.attribution_languages.pieces import next_word
from reportedly.stages.attribution_languages.sentences import ends_no_sentence
from reportedly.stages.attribution_languages.subjects import ADJECTIVE, is_subject, stands_alone

MOST_WORDS = 22
_PLAIN = 9
_NAMED_TO = re.compile(
    r"(?<=[a-zäöüß] )([A-ZÄÖÜ]\w+) (?:der|dem) (?=(?:\w*(?:[Aa]gentur|[Zz]eitung|[Zz]eitschrift) )?[„A-ZÄÖÜ])"
)
_ACRONYM = re.compile(r"([A-ZА-ЯІЇЄҐ]{3,6}) ([а-яіїєґё]\w+)")
_LETTERS = re.compile(r"[A-ZА-ЯІЇЄҐ]+")
_ONE_OF_THEM = re.compile(r"eine[rs]? (?:von (?:ihnen|\w+)|(?:der|dieser) \w+)(?!\w)")
_SUBJECTS = ("він", "вона", "вони", "той", "он", "она", "они", "тот")
_NAMED_BODIES = ("outlet", "agency", "social_account", "ngo", "company")
_OBLIQUE = re.compile(r"\w+(?:ого|его|ої|ой|их|ых|ьої|ього|ій|ей)")
_STOP = re.compile(r"[,;:!?()|\n]|(?<=\s)[—–-](?=\s)|[.…](?=\s+[A-ZА-ЯІЇЄҐÄÖÜ«„“]|\s*$)")
_OPENERS, _CLOSERS = '«„“"(', '»“”")'
_BEFORE_STOP = re.compile(r"[,;:!?()\n]|(?<=\s)[—–-](?=\s)|[.…](?=\s)")


class Phrases:
    """Cuts source phrases out of texts in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._language = words.language

    def after(self, text: str, start: int, end: int, *, opened: bool = False, loose: bool = False) -> Span | None:
        """Return the source phrase that begins at or shortly after `start`, before `end`; None if there is none.

        `opened` says that a clause may follow the phrase without a comma ("according to the staff the station …"),
        `loose` that a noun which is not in the lists will do, since only a source can stand here.
        """
        start = self._skip(text, start, end)
        stop = self._stop(text, start, end)
        span = self._cut(text, start, stop, opened=opened)
        if span is None or self._is_no_subject(next(iter(WORD.findall(span.of(text))), "")):
            return None  # "they promise to hand over the school"
        longer = self._with_apposition(text, span, end, closed=opened) if span.end == stop else span
        if self.kind(text, longer) is not None or (loose and self._is_plain(text, longer, stop)):
            return longer
        return None

    def _is_plain(self, text: str, span: Span, stop: int) -> bool:
        """Say whether a stretch is a short noun phrase that runs to the end of its clause."""
        words = WORD.findall(span.of(text))
        ends = stop - span.end < 3 or self._language == "de"
        infinitive = INFINITIVE.get(self._language)
        if infinitive is not None and words and words[0][0].islower() and words[0].endswith(infinitive):
            return False
        return ends and 0 < len(words) < _PLAIN and self._words["preposition"].fullmatch(words[0]) is None

    def head(self, text: str, start: int, end: int) -> Span | None:
        """Return the source phrase at the head of a clause whose first verb is another one ("X went out and said")."""
        span = _stripped(text, start, end)
        verb = self._first_verb(text, span) if span is not None else None
        return self.before(text, start, verb) if verb is not None else None

    def before(self, text: str, start: int, end: int, *, loose: bool = False) -> Span | None:
        """Return the source phrase that ends shortly before `end`, not before `start`; None if there is none.

        `loose` says that a noun which is not in the lists will do, if it can be the subject of the verb at `end`.
        """
        end = self._back(text, start, end)
        begin = start
        for match in _BEFORE_STOP.finditer(text, start, end):
            broken = match.group() == "\n" and not self._ends_line(text, match.start())
            short = match.group() == "." and ends_no_sentence(text, start, match.end())
            if not broken and not short and not self._in_quote(text, start, match.start()):
                begin = match.end()
        begin = self._whole_apposition(text, start, begin, end)
        if loose and self._language == "de" and self._opens_adjunct(text, begin):
            return None
        for match in self._words["lead"].finditer(text, begin, end):
            if not text[begin : match.start()].strip(' "«„“'):
                begin = match.end()
        begin = self._after_adjunct(text, begin, end)
        span = _stripped(text, begin, end)
        one = span is not None and _ONE_OF_THEM.fullmatch(span.of(text)) is not None
        if one or span is None or len(WORD.findall(span.of(text))) > MOST_WORDS or self._first_verb(text, span):
            return span if one else None
        first = next(iter(WORD.findall(span.of(text))), "")
        pronoun = self._pronoun(text, span)
        if pronoun is not None:
            return pronoun
        if first and self._words["preposition"].fullmatch(first):
            return self._behind_preposition(text, span, first, said=loose and _THEY_SAY.match(text, end) is not None)
        told = self.kind(text, span) is not None or (loose and is_subject(span.of(text), self._words))
        return span if told and not self._is_no_subject(first) else None

    def _is_no_subject(self, first: str) -> bool:
        """Say whether no subject begins so: "to return them they promise", "who wrote that", "to the students"."""
        if self._language == "de":
            return False
        which = self._words["relative"].fullmatch(first) is not None
        return which or is_infinitive(first, self._language) or is_told(first, self._language)

    def _pronoun(self, text: str, span: Span) -> Span | None:
        """Return the pronoun that opens a phrase which runs on to an object ("he the guilt denies")."""
        tokens = list(WORD.finditer(text, span.start, span.end))
        apart = len(tokens) > 1 and self._words["preposition"].fullmatch(tokens[1].group()) is None
        if self._language == "de" or not apart or tokens[0].group().casefold() not in _SUBJECTS:
            return None
        return Span(tokens[0].start(), tokens[0].end())

    def _behind_preposition(self, text: str, span: Span, first: str, *, said: bool) -> Span | None:
        """Return the source in a phrase that opens with a preposition: "in the council" where they `said` something."""
        words = WORD.findall(span.of(text))
        if _NOT_OF_SPEAKERS.fullmatch(first):
            return None  # "for the neighbours this proved that …"
        if len(words) > 2 and _IN_IT.fullmatch(words[1]):
            behind = text.index(words[1], span.start + len(first)) + len(words[1])
            return _stripped(text, behind, span.end)  # "in it a soldier says"
        if len(words) > 1 and role_of(words[1], self._language) is not None:
            told_at = self._told_at_end(text, span) if said else None
            return _stripped(text, span.start + len(first), span.end if told_at is None else told_at)
        if said and _IN.fullmatch(first):
            told = re.search(r"(?<=\w)\s+«[^»]+»$", text[span.start : span.end])  # "at the council «X» was told"
            return _stripped(text, span.start + len(first), span.start + told.start() if told else span.end)
        if not any(role_of(w, self._language) for w in words[:4]):
            return None
        return span if self.kind(text, span) is not None else None

    def _told_at_end(self, text: str, span: Span) -> int | None:
        """Return where a name in quotation marks begins that ends a phrase in a case of its own: who is told.

        "At the ministry the «Dawn» was told": a name that belongs to its noun keeps the nominative.
        """
        told = re.search(r"(?<=\w)\s+«[^»]*?([^\W\d_]+)»$", span.of(text))
        if told is None:
            return None
        owner = role_of(WORD.findall(span.of(text)[: told.start()])[-1], self._language)
        word = told.group(1).casefold()
        inflected = lemmas.is_known(word, self._language) and lemmas.lemmatize(word, self._language) != word
        return span.start + told.start() if inflected and (owner is None or owner.role not in _NAMED_BODIES) else None

    def kind(self, text: str, span: Span) -> Kind | None:
        """Return what kind of source a phrase is, None if none."""
        return kind_at(text, span, self._language)

    def tells(self, text: str, span: Span) -> bool:
        """Say whether a phrase holds a word of a source or a name, not only a noun that began its sentence."""
        kind = self.kind(text, span)
        listed = any(role_of(w, self._language) for w in WORD.findall(span.of(text))[:5])
        return kind is not None and (listed or kind.named) and (listed or text[span.start].isupper())

    def short(self, text: str, start: int, end: int, *, quoted: bool = False) -> Span | None:
        """Return the phrase of a verbless attribution; it needs a body, an office or a full name, and no verb.

        Before a quotation (`quoted`) anybody will do who can speak.
        """
        span = _stripped(text, start, end)
        if span is None or len(WORD.findall(span.of(text))) > MOST_WORDS or self._first_verb(text, span) is not None:
            return None
        kind = self.kind(text, span)
        if kind is None or kind.short or _PREDICATIVE.fullmatch(WORD.findall(span.of(text))[-1]):
            return None
        return span if stands_alone(span.of(text), self._language, quoted=quoted) else None

    def without_tail(self, text: str, start: int, end: int) -> int:
        """Return `end` moved before adverbs and adjuncts that stand behind a source."""
        return self._back(text, start, end)

    def label(self, text: str, start: int, end: int) -> Span | None:
        """Return the name behind a label ("Forwarded from …"): a few words without a verb, whatever they are."""
        span = _stripped(text, start, end)
        if span is None or len(WORD.findall(span.of(text))) > _PLAIN or "://" in span.of(text):
            return None
        verb = None if self._language == "de" else self._first_verb(text, span)
        return span if verb is None and self._words["own_media"].match(text, span.start) is None else None

    def is_verb(self, word: str) -> bool:
        """Say whether a word looks like a finite verb; always False in German, where phrases end by case."""
        return is_verb(word, self._language)

    def verb(self, text: str, start: int, end: int) -> int | None:
        """Return where the first finite verb of a stretch begins (in German: the first word of no noun phrase)."""
        return self._first_verb(text, Span(start, end)) if end > start else None

    def _first_verb(self, text: str, span: Span) -> int | None:
        if self._language == "de":
            return self._german_verb(text, span)
        for match in WORD.finditer(text, span.start, span.end):
            said = match.group()[0].islower() and self._words["say"].fullmatch(match.group())
            if (said or self.is_verb(match.group())) and not self._in_quote(text, span.start, match.start()):
                return match.start()
        return None

    def _german_verb(self, text: str, span: Span) -> int | None:
        """Return the first word in lower case that no German noun phrase holds: no article, no adjective."""
        tokens = list(WORD.finditer(text, span.start, span.end))
        for match, after in zip_longest(tokens, tokens[1:]):
            word = match.group()
            if word[0].isupper() or word[0].isdigit() or self._in_quote(text, span.start, match.start()):
                continue
            listed = self._words["inside"].fullmatch(word) or self._words["preposition"].fullmatch(word)
            if listed or role_of(word, "de") is not None:
                continue
            if after is None or not (after.group()[0].isupper() and ADJECTIVE["de"].fullmatch(word)):
                return match.start()
        return None

    def _skip(self, text: str, start: int, end: int) -> int:
        while start < end and text[start].isspace():
            start += 1
        moved = True
        while moved:
            moved = False
            told = self._words["reply_to"].match(text, start, end) if self._language != "de" else None
            told = told or (self._outlet_told(text, start, end) if self._language != "de" else None)
            if told is not None and text[told.end() : told.end() + 1] == " ":
                start, moved = told.end() + 1, True
            match = (
                None if self._words["one_of"].match(text, start, end) else self._words["skip"].match(text, start, end)
            )
            if match is not None and match.end() > start:
                start, moved = match.end(), True
                while start < end and text[start].isspace():
                    start += 1
        return start

    def _outlet_told(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the acronym of an outlet right before who told it something ("рассказал РБК собеседник")."""
        match = _ACRONYM.match(text, start, end)
        entry = role_of(match.group(2), self._language) if match is not None else None
        return _LETTERS.match(text, start, end) if entry is not None and entry.kind in "sgm" else None

    def _stop(self, text: str, start: int, end: int) -> int:
        """Return where the phrase must end at the latest: punctuation outside of quotation marks, or an adjunct."""
        stop = end
        for match in _STOP.finditer(text, start, end):
            if match.group() != "\n" and self._in_quote(text, start, match.start()):
                continue
            if match.group() == "\n" and not self._ends_line(text, match.start()):
                continue
            if match.group() == "." and match.end() < end and ends_no_sentence(text, start, match.end()):
                continue
            stop = match.start()
            break
        for match in self._words["adjunct"].finditer(text, start, stop):
            if match.start() > start and not self._in_quote(text, start, match.start()):
                stop = match.start()
                break
        stop = self._told(text, start, stop)
        for match in re.finditer(r"[»”“]", text[start:stop]):
            if not self._in_quote(text, start, start + match.start()):
                stop = start + match.start()
                break
        return stop

    def _opens_adjunct(self, text: str, begin: int) -> bool:
        """Say whether a preposition opens a stretch: no German subject stands behind one."""
        opening = WORD.match(text, next_word(text, begin))
        return opening is not None and self._words["preposition"].fullmatch(opening.group()) is not None

    def _told(self, text: str, start: int, stop: int) -> int:
        """Return where an outlet that is told something begins behind the speaker, `stop` if there is none."""
        if self._language == "de":
            for name in _NAMED_TO.finditer(text, start, stop):
                if role_of(name.group(1), "de") is None and not self._in_quote(text, start, name.start()):
                    return name.end(1)
        told = self._words["told_outlet"].search(text, start + 1, stop)
        return stop if told is None or self._in_quote(text, start, told.start()) else told.start()

    def _ends_line(self, text: str, position: int) -> bool:
        follows = text[position : position + 80].lstrip()
        return not follows or not (follows[0].islower() or text[position - 1] in " \u00a0" or follows[0] in ",.;")

    def _in_quote(self, text: str, start: int, position: int) -> bool:
        inside = text[start:position]
        if inside.count('"') % 2:
            return True
        opened = max(inside.rfind(c) for c in "«„")
        closed = max(inside.rfind(c) for c in "»”“")
        if opened < 0 and "“" in inside:
            return inside.rfind("”") < inside.rfind("“")
        return opened > closed

    def _cut(self, text: str, start: int, stop: int, *, opened: bool) -> Span | None:
        if stop <= start:
            return None
        span = _stripped(text, start, stop)
        if span is None:
            return None
        one = _ONE_OF_THEM.match(text, span.start, stop)
        if one is not None:
            return Span(one.start(), one.end())
        end = self._german_end(text, span) if self._language == "de" else self._first_verb(text, span)
        if end is not None or (opened and text[stop : stop + 1] not in (",", "—", "–", "»")):
            end = self._noun_phrase_end(text, span.start, span.end if end is None else end)
        span = _stripped(text, span.start, end if end is not None else span.end)
        if span is None:
            return None
        tokens = list(WORD.finditer(text, span.start, span.end))
        if tokens and self._words["pronoun"].fullmatch(tokens[0].group()) and not self._possesses(tokens):
            return Span(tokens[0].start(), tokens[0].end())
        return Span(span.start, tokens[MOST_WORDS - 1].end()) if len(tokens) > MOST_WORDS else span

    def _possesses(self, tokens: list[re.Match[str]]) -> bool:
        """Say whether a pronoun at the head of a phrase is that of an owner: "his deputy", „dessen Vorsitzender“."""
        if len(tokens) < 2:
            return False
        word = tokens[1].group()
        if self._language == "de":
            return word[0].isupper() and tokens[0].group().casefold() not in ("er", "sie", "es", "ihn")
        listed = role_of(word, self._language)
        return listed is not None and listed.kind != "p" and tokens[0].group().casefold() not in _SUBJECTS

    def _noun_phrase_end(self, text: str, start: int, end: int) -> int:
        """Return the end of the source in a stretch that runs into the next clause without a comma.

        The source goes as far as nouns of its kind, names and what agrees with them; the subject of the clause
        follows in lower case.
        """
        if self._language == "de":
            return end
        last, seen, joined = start, False, False
        for match in WORD.finditer(text, start, end):
            word = match.group()
            entry = role_of(word, self._language)
            quoted = self._in_quote(text, start, match.start())
            if seen and word[0].isdigit() and not quoted:
                break
            joins = seen and self._words["preposition"].fullmatch(word) is not None
            if joins and not quoted:
                joined = True
                continue
            if joined and not quoted:
                last, joined = match.end(), False
                continue
            if word[0].islower() and not quoted:
                goes_on = self._words["modifier"].fullmatch(word) is not None
                if seen and not (goes_on and (entry is None or entry.kind in "ogs")):
                    break
                ends = entry is not None or (seen and _OBLIQUE.fullmatch(word) is None)
                last, seen = match.end() if ends else last, seen or entry is not None
                continue
            closed = text[match.end() : match.end() + 1] in '»”"“'
            last, seen = min(end, match.end() + closed), True
        return last if seen else end

    def _german_end(self, text: str, span: Span) -> int | None:
        """Return where a German noun phrase ends: the first word in lower case that no phrase goes on with."""
        seen, joined = False, True
        tokens = list(WORD.finditer(text, span.start, span.end))
        for match, after in zip_longest(tokens, tokens[1:]):
            word = match.group()
            attribute = after is not None and after.group()[0].isupper() and ADJECTIVE["de"].fullmatch(word)
            if self._in_quote(text, span.start, match.start()):
                seen, joined = True, False
            elif seen and not joined and word in ("dem", "einem", "ihm", "ihnen"):
                return self._without_tail(text, span.start, match.start())  # whom the source told it
            elif self._words["inside"].fullmatch(word) is not None:
                joined = True
            elif word[0].isupper() or word[0].isdigit() or role_of(word, "de") is not None:
                seen, joined = True, False
            elif seen and not (joined and attribute):
                return self._without_tail(text, span.start, match.start())
        return None

    def _without_tail(self, text: str, start: int, end: int) -> int:
        """Return `end` moved before articles and prepositions that nothing follows."""
        tokens = list(WORD.finditer(text, start, end))
        while len(tokens) > 1 and self._words["inside"].fullmatch(tokens[-1].group()):
            tokens.pop()
        return tokens[-1].end() + (text[tokens[-1].end() : tokens[-1].end() + 1] in '“”»"') if tokens else end

    def _with_apposition(self, text: str, span: Span, end: int, *, closed: bool) -> Span:
        """Return the phrase with what says who that is: "Ivan Petrenko, head of the council"; `closed`: by a comma."""
        match = re.match(r",\s*", text[span.end : end])
        if match is None:
            return span
        begin = span.end + match.end()
        stop = self._stop(text, begin, end)
        tail = text[stop : stop + 1]
        inner = _stripped(text, begin, stop)
        if inner is None or (closed and tail != ",") or (tail not in ".,;!?»" and stop < end):
            return span
        tokens = WORD.findall(inner.of(text))
        told = role_of(tokens[0], self._language) is not None or (
            ADJECTIVE[self._language].fullmatch(tokens[0]) is not None
            and any(role_of(t, self._language) for t in tokens[:3])
        )
        if not told or not tokens[0][0].islower() or self._first_verb(text, inner) or len(tokens) > MOST_WORDS:
            return span
        if self._words["relative"].match(inner.of(text)):
            return span
        return Span(span.start, inner.end)

    def _whole_apposition(self, text: str, start: int, begin: int, end: int) -> int:
        """Return where the phrase begins if the name stands before its comma: "Ivan Petrenko, the head, said"."""
        if begin == start or text[begin - 1] != ",":
            return begin
        tokens = WORD.findall(text[begin:end])
        if not tokens:
            comma = begin - 1
            begin = start
            for match in _BEFORE_STOP.finditer(text, start, comma):
                if not self._in_quote(text, start, match.start()):
                    begin = match.end()
            return self._whole_apposition(text, start, begin, comma) if begin > start else begin
        previous = start
        for match in _BEFORE_STOP.finditer(text, start, begin - 1):
            if not self._in_quote(text, start, match.start()):
                previous = match.end()
        name = _stripped(text, previous, begin - 1)
        joins = role_of(tokens[0], self._language) is not None and tokens[0][0].islower()
        if name is None or not joins or self._first_verb(text, name) is not None:
            return begin
        kind = self.kind(text, name)
        return previous if kind is not None and kind.named else begin

    def _back(self, text: str, start: int, end: int) -> int:
        """Return `end` moved before adverbs and adjuncts that stand between the source and its verb."""
        moved = True
        while moved:
            moved = False
            while end > start and text[end - 1].isspace():
                end -= 1
            aside = re.search(r"\s*\([^()]*\)$", text[start:end])
            if aside is not None and aside.start() > 0:
                end, moved = start + aside.start(), True
            for name in ("between", "adjunct_tail"):
                match = re.search(rf"(?:{self._words[name].pattern})$", text[start:end], re.IGNORECASE)
                if match is not None and match.start() > 0:
                    end, moved = start + match.start(), True
        return end

    def _after_adjunct(self, text: str, begin: int, end: int) -> int:
        """Return where the noun phrase begins behind a place or time at the head of the clause ("In Odesa the …")."""
        tokens = list(WORD.finditer(text, begin, end))
        if not tokens or self._words["preposition"].fullmatch(tokens[0].group()) is None:
            return begin
        for index, match in enumerate(tokens[2:], 2):
            if role_of(match.group(), self._language) is not None or (
                index > 2
                and match.group()[0].isupper()
                and self._language != "de"
                and not self._in_quote(text, begin, match.start())
            ):
                return match.start()
        return begin


_PREDICATIVE = re.compile(r"[а-яіїєґё]\w+(?:ена|ено|ены|ені|ана|ано|аны|ані|ята|ято|яты|яті)")
_NOT_OF_SPEAKERS = re.compile(r"для|про|об|обо|після|после|проти|против|без|крім|кроме|заради|ради", re.IGNORECASE)
_IN_IT = re.compile(r"н[её]м|ней|ньому|ній", re.IGNORECASE)
_IN = re.compile(r"[ув]о?", re.IGNORECASE)
_THEY_SAY = re.compile(
    r"\s*(?:(?:нам|мені|мне|журналістам|журналистам|нині|також|также|не|лише|только)\s)*\w+(?:ли|ють|уть|ять|ать|ют|ут|ят|ат)(?:ся|сь)?\b"
)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:—–-\ufe0f"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-.!?…"):
        end -= 1
    return Span(start, end) if end > start else None
