"""What the rules of a brief look at: its sentences in pieces, and what the cited claims bear out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from reportedly.brief import quoting, voices
from reportedly.brief.choose import Choice, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.lint_table import says
from reportedly.brief.model import Brief
from reportedly.brief.quotes import ENGLISH
from reportedly.brief.sentences import Draft, Writer
from reportedly.brief.words import NO_BREAK
from reportedly.records import BriefStatement, Event, Finding, Geolocation, Origin, Span, Timing, hull
from reportedly.text import squeeze

_PROPOSED = re.compile(r"\((?:proposed reading|запропоноване прочитання): (?:[^()]|\([^()]*\))*\)")
WORD = re.compile(r"\w[\w'’-]*")
FILLER = "\x01"
"""Stands for every letter of a quotation in `Sentence.bare`, so that offsets stay those of the sentence."""

_DAY = re.compile(r"(?:(\d{1,2})(?:–(\d{1,2}))?\s)?(\w+)(?:\s(\d{4}))?")
_LEAST_NAME = 3


@dataclass(frozen=True)
class Quotation:
    """A stretch of a sentence in quotation marks: `span` lies inside the marks, `text` has blanks squeezed."""

    span: Span
    text: str


@dataclass(frozen=True)
class Sentence:
    """A statement of a brief with its claims; `bare` is its text with all that is quoted blanked out, offset by offset.

    `takeaway` says that it stands among the takeaways as well.
    """

    statement: BriefStatement
    claims: tuple[Fact, ...]
    bare: str
    quotes: tuple[Quotation, ...]

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.statement.text

    @property
    def lead(self) -> Fact | None:
        """The claim that the sentence leads with."""
        return self.claims[0] if self.claims else None

    def finding(self, rule: str, key: str, *values: str, span: Span | None = None, text: str | None = None) -> Finding:
        """Return a finding on this sentence; `text` is how it would read with the mend."""
        message, mend = says(rule, key, values)
        told, one = (text if text != self.text else None), self.statement
        return Finding(rule, one.order, message, mend, span, told, one.id, one.claims, key, values)

    def replaced(self, span: Span, words: str) -> str:
        """Return the sentence with other words at a span."""
        return self.text[: span.start] + words + self.text[span.end :]

    def dropped(self, span: Span) -> str:
        """Return the sentence without the words at a span."""
        left, right = self.text[: span.start].rstrip(), self.text[span.end :].lstrip()
        glue = "" if right[:1] in (",", ".", ";", ":", "") else " "
        return left + glue + right

    def clauses(self) -> list[tuple[Span, tuple[Quotation, ...]]]:
        """Return the parts between semicolons that stand outside of quotations, with the quotations in each."""
        cuts = [m.start() for m in re.finditer(r";|\.(?=\s)", self.bare)]
        edges = [0, *(c + 1 for c in cuts), len(self.bare)]
        spans = [Span(a, b) for a, b in pairwise(edges) if b > a]
        return [(s, tuple(q for q in self.quotes if s.covers(q.span))) for s in spans]


@dataclass
class Ground:
    """Look-ups over one brief and its material, made once for all rules."""

    brief: Brief
    facts: Facts
    _support: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the sections, in order."""
        return tuple(self.sentence(line.statement) for s in self.brief.sections for line in s.lines)

    @cached_property
    def beside(self) -> tuple[Sentence, ...]:
        """The sentences on control and drift, which are made from records alone."""
        return tuple(self.sentence(statement) for statement in self.brief.beside)

    @cached_property
    def events(self) -> dict[str, Event]:
        """The events of the material by id."""
        return {e.id: e for e in self.facts.material.events}

    @cached_property
    def writer(self) -> Writer:
        """A writer that drafts a sentence anew."""
        return Writer(self.facts)

    @cached_property
    def _quoted(self) -> list[str]:
        return [squeeze(note.quote) for note in self.brief.notes]

    def sentence(self, statement: BriefStatement) -> Sentence:
        """Return a statement in pieces."""
        cited = {n.citation.number: squeeze(n.quote) for n in self.brief.notes}
        own = [cited[n] for n in statement.citations if n in cited] or self._quoted
        bare, quotes = blanked(statement.text, own, self.facts.words.marks)
        return Sentence(statement, tuple(self.facts.facts(statement.claims)), bare, quotes)

    def of_events(self, sentence: Sentence) -> list[Event]:
        """Return the events that a sentence rests on."""
        return [self.events[e] for e in sentence.statement.events if e in self.events]

    def origins(self, sentence: Sentence) -> list[Origin]:
        """Return the origins of the events that a sentence rests on."""
        return [origin for event in self.of_events(sentence) for origin in event.origins]

    def own(self, fact: Fact) -> str:
        """Return what a claim says in the words of its text: its sentence, evidence and quotation, blanks squeezed."""
        text = fact.reading.text
        spans = [hull(fact.claim.evidence), *quoting.quoted_spans(fact)]
        spans += [fact.claim.sentence] if fact.claim.sentence else []
        spans += [h.span for h in fact.hedges if fact.claim.sentence and fact.claim.sentence.covers(h.span)]
        return squeeze(" ".join(s.of(text) for s in dict.fromkeys(spans)))

    def support(self, claims: Sequence[Fact]) -> str:
        """Return all words that claims bear out: what they say, who says it, where and when, and their documents."""
        key = tuple(f.id for f in claims)
        if key not in self._support:
            self._support[key] = " ".join(self._parts(claims))
        return self._support[key]

    def _parts(self, claims: Iterable[Fact]) -> Iterable[str]:
        words = self.facts.words
        for fact in claims:
            document = fact.reading.document
            yield self.own(fact)
            yield f"{document.publisher or ''} {document.title or ''} {document.path} {voices.title_of(fact)}"
            yield from voices.chain(fact, self.facts)
            yield voices.speaker(fact, self.facts).name
            for link in fact.links:
                for span in (link.span, link.antecedent):
                    if span is not None:
                        yield squeeze(span.of(fact.reading.text))
            for place in fact.reading.about(Geolocation, fact.id):
                yield f"{place.name or ''} {place.span.of(fact.reading.text)}"
                yield self.facts.printed_place(place.gazetteer_id, place.name) or ""
            if fact.status is not None:
                yield words.table("sectors").get(fact.status.sector, "")

    def names_of(self, sentence: Sentence) -> str:
        """Return the names that a sentence may use for its event: place, matter, and the origins with their sides."""
        parts: list[str] = []
        for event in self.of_events(sentence):
            parts += [self.writer.subject(event), self.facts.place_name(event) or ""]
            parts += [self.facts.category_name(event.category)]
            for origin in event.origins:
                parts += [origin.name, voices.origin_name(origin, self.facts)]
        return " ".join(parts)

    def days_of(self, claims: Sequence[Fact], *, reports: bool = False) -> set[tuple[int | None, str, str]]:
        """Return the days (number or None, month word, year or "") that claims and their documents give.

        `reports`: only those on which the documents were published.
        """
        words, found = self.facts.words, set()
        for fact in claims:
            timing: Timing | None = fact.timing
            days = [fact.published, fact.told_as_of]
            days = days[:1] if reports else days
            days += [timing.earliest, timing.latest, timing.event] if timing and not reports else []
            for day in (d for d in days if d):
                for one in re.findall(r"\d{4}(?:-\d{2})?(?:-\d{2})?", day):
                    for case in ("", "of", "in"):
                        found |= set(days_in(words.day(one, year=True, case=case), words.lint("days")))
            found |= set() if reports else set(days_in(self.own(fact), words.lint("days")))
        return found

    def redraft(self, sentence: Sentence) -> str | None:
        """Return the sentence as the program drafts it from the same claims, None where it cannot."""
        lead = sentence.lead
        if lead is None or not quoting.quoted_spans(lead):
            return None
        events = self.of_events(sentence)
        if not events:
            return f"{self.writer.said(lead)}."
        event = events[0]
        if self.facts.words.lint("repeats").search(sentence.bare) or (
            sentence.statement.origin and len(sentence.claims) > 1
        ):
            return self._repeating(sentence, event)
        best = representative(self.facts.facts(event.claims)) or lead
        draft = self.writer.main(Choice(event, best, 0.0), topic=sentence.statement.topic)
        told = set(draft.claims)
        if lead.id in told or event.contradictions:
            return draft.text if told <= set(sentence.statement.claims) else None
        origin = next((o for o in event.origins if lead.id in o.claims), None)
        made = self.writer.account(origin, event, replace(draft, claims=("",))) if origin else None
        return made.text if made is not None and made.claims[0] == lead.id else None

    def _repeating(self, sentence: Sentence, event: Event) -> str | None:
        """Return the sentence that lists who repeats the topic sentence of its event."""
        topics = [s for s in self.sentences if s.statement.topic and event.id in s.statement.events]
        origin = next((o for o in event.origins if sentence.statement.claims[0] in o.claims), None)
        if not topics or origin is None:
            return None
        made = self.writer.repeaters(origin, event, Draft("", topics[0].statement.claims, (event.id,)))
        return made.text if made is not None and set(made.claims) <= set(sentence.statement.claims) else None

    @cached_property
    def bodies(self) -> re.Pattern[str]:
        """Matches the names of all sources, publishers and origins of the material."""
        names = {s.name for s in self.facts.sources.values()}
        names |= {alias for s in self.facts.sources.values() for alias in s.aliases if alias[:1].isupper()}
        names |= {o.name for e in self.facts.material.events for o in e.origins if o.status == "named"}
        names |= {r.document.publisher for r in self.facts.material.readings if r.document.publisher}
        names |= set(self.facts.material.body_names.values())
        cleaned = {re.sub(r"^(?:the|a|an) ", "", squeeze(n), flags=re.IGNORECASE) for n in names}
        return one_of(n for n in cleaned if len(n) >= _LEAST_NAME)

    @cached_property
    def people(self) -> re.Pattern[str]:
        """Matches the names of private persons."""
        return one_of(n for n in self.facts.people() if len(n) >= _LEAST_NAME)

    @cached_property
    def labels(self) -> dict[str, tuple[str, str]]:
        """Every name of the theatre's places with its place and the label; names of two places are left out."""
        theatre, found, twice = self.facts.material.theatre, dict[str, tuple[str, str]](), set[str]()
        for place in theatre.places:
            label = self.facts.printed_place(place.id, place.name) or place.name
            for name in (place.name, *(n.text for n in place.names)):
                if name in found and found[name][0] != place.id:
                    twice.add(name)
                found[name] = (place.id, label)
        return {name: told for name, told in found.items() if name not in twice and len(name) >= _LEAST_NAME}

    @cached_property
    def labelled(self) -> re.Pattern[str]:
        """Matches the names of the theatre's places."""
        return one_of(self.labels)

    @cached_property
    def place_forms(self) -> list[tuple[str, str]]:
        """Places of the material and of the theatre with their names in the brief's language, in lower case."""
        facts = self.facts
        found = {(e.place, facts.place_name(e) or "") for e in facts.material.events if e.place}
        found |= {(p.id, facts.printed_place(p.id, p.name) or p.name) for p in facts.material.theatre.places}
        return sorted((key, name.casefold()) for key, name in found if len(name) > _LEAST_NAME and " " not in name)

    @cached_property
    def repeating(self) -> list[re.Pattern[str]]:
        """Match how many further publishers repeat a sentence, the count as the first group."""
        forms: Sequence[str] = self.facts.words.data["plurals"]["repeats"]
        told = [re.escape(f.removeprefix("; ").replace(NO_BREAK, " ")).replace(r"\{n\}", r"(\w+)") for f in forms]
        return [re.compile(rf"(?<!\w){t}(?!\w)", re.IGNORECASE) for t in dict.fromkeys(told)]

    @cached_property
    def frame(self) -> frozenset[str]:
        """The words of the patterns of this language: sentences are framed in them."""
        data, words = self.facts.words.data, set()
        heads = ("frame", "tails", "cited", "again", "hearsay", "others", "dispute", "voice")
        texts = [data["text"][h] for h in heads]
        texts += [data[k] for k in ("verbs", "sides", "the_sides", "on_sides", "and", "or", "months", "months_alone")]
        texts += [data[k] for k in ("months_in", "numbers", "tags")] + [data["plurals"]["repeats"]]
        texts += [data["lint"]["common"]]
        for text in flat(texts):
            words |= {w.casefold().replace("’", "'") for w in WORD.findall(re.sub(r"\{\w+\}", " ", text))}
        return frozenset(words)


def flat(value: object) -> Iterable[str]:
    """Yield all texts in nested lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from flat(part)
    elif isinstance(value, Iterable):
        for part in value:
            yield from flat(part)


def one_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole names, the longest first; one that matches nothing where there are none."""
    told = "|".join(re.escape(n) for n in sorted(set(names), key=lambda n: (-len(n), n)))
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)" if told else r"(?!)")


def days_in(text: str, pattern: re.Pattern[str]) -> list[tuple[int | None, str, str]]:
    """Return the days of a text as (number or None, month word in lower case, year or "")."""
    found: list[tuple[int | None, str, str]] = []
    for match in pattern.finditer(text.replace(NO_BREAK, " ")):
        parts = _DAY.match(match.group())
        if parts is None:
            continue
        first, last, month, year = parts.groups()
        for number in [n for n in (first, last) if n] or [None]:
            found.append((int(number) if number else None, month.casefold(), year or ""))
    return found


def blanked(text: str, quotes: Iterable[str], marks: tuple[str, str] = ENGLISH) -> tuple[str, tuple[Quotation, ...]]:
    """Return a sentence with quotations and proposed readings blanked out, offsets kept, and the quotations.

    `quotes` are known quotations, taken out first: the marks inside them need not be balanced.
    """
    chars, found = list(text), []
    opening, closing = marks
    for quoted in sorted({q for q in quotes if q}, key=len, reverse=True):
        for match in re.finditer(re.escape(quoted.join(marks)), "".join(chars)):
            span = Span(match.start() + len(opening), match.end() - len(closing))
            found.append(Quotation(span, squeeze(span.of(text))))
            chars[span.start : span.end] = FILLER * len(span)
    depth, start = 0, 0
    for at, char in enumerate("".join(chars)):
        if char == opening:
            depth += 1
            start = at + 1 if depth == 1 else start
        elif char == closing and depth:
            depth -= 1
            if depth == 0 and at > start and chars[start] != FILLER:
                found.append(Quotation(Span(start, at), squeeze(text[start:at])))
                chars[start:at] = FILLER * (at - start)
    for match in _PROPOSED.finditer("".join(chars)):
        chars[match.start() : match.end()] = FILLER * len(match.group())
    return "".join(chars), tuple(sorted(found, key=lambda q: q.span.start))


def outside_quotes(text: str, quotes: Iterable[str] = (), marks: tuple[str, str] = ENGLISH) -> str:
    """Return a sentence without what stands in quotation marks or in a proposed reading."""
    bare, _ = blanked(text, quotes, marks)
    return bare.replace(FILLER, "")
