"""extract.rules: what a text claims, one proposition at a time, with its exact passages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from reportedly.interfaces import ClaimReader, StageInfo
from reportedly.records import Claim, Passage, Reading, Record, Relation, Span, claim_id, hull
from reportedly.records.claim import DENIED, NOT_SO, UNCONFIRMED
from reportedly.stages.coding.rules import Rules, load_rules
from reportedly.stages.extraction import sight, trim
from reportedly.stages.extraction.clauses import Clause, split
from reportedly.stages.extraction.denial import (
    Denial,
    beside_matter,
    denied_before,
    in_order,
    only_denies,
    pointing_denials,
)
from reportedly.stages.extraction.mood import mood
from reportedly.stages.extraction.passing import cited, finite, passes_on
from reportedly.stages.extraction.summary import restated
from reportedly.stages.extraction.tagger import Token, promoted, tag
from reportedly.stages.extraction.unsaid import leaves_open, withholds
from reportedly.stages.extraction.wording import proposition
from reportedly.stages.extraction.worth import is_claim
from reportedly.stages.imprint import is_imprint

_SILENT = frozenset({"metadata", "table", "boilerplate"})
_LONGEST = 2_000
"""Sentences longer than this are read in windows of this many code points."""

_OPEN = frozenset(
    {
        "and",
        "or",
        "but",
        "that",
        "because",
        "while",
        "although",
        "whereas",
        "where",
        "which",
        "who",
        "so",
        "then",
        "therefore",
        "also",
    }
)
_VERBLESS = frozenset({"listed", "with", "absolute"})
"""Markers of clauses that state something without a finite verb."""

_CLOSE = frozenset(
    "and or but that because while with as of the a an where which who when after although".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence with what the relations say about it: what to leave out, what a source stands over."""

    span: Span
    removed: tuple[tuple[int, int], ...]
    contents: tuple[tuple[Span, ...], ...]
    denied: tuple[Span, ...]
    unconfirmed: tuple[Span, ...] = ()


class ExtractRules:
    """Claims from sentences, by word classes, clause rules and the annotation guide. English.

    With a trained reader, claims that it takes for none are dropped, those that the rules cannot cut (figures without a
    verb, torn lines) are added, and kind, realis and polarity are weighed anew.
    """

    def __init__(self, rules: Rules | None = None, reader: ClaimReader | None = None) -> None:
        """Take coding rules: they tell which later claims a lead sentence restates (default: those that ship)."""
        self._rules = rules if rules is not None else load_rules("en")
        self._reader = reader

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            "extract.rules" if self._reader is None else "extract.reader",
            5,
            "claims by clause rules" if self._reader is None else "claims by clause rules, weighed by a trained reader",
            languages=("en",),
            reads=(Passage, Relation),
            makes=(Claim,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the claims of each reading, in the order of the text."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        claims: list[Claim] = []
        seen: set[str] = set()
        found = (cited(r, reading.text) for r in reading.of(Relation))
        relations = sorted((r for r in found if passes_on(r, reading.text)), key=_first)
        denials = pointing_denials(reading.text, "en", reading.of(Relation))
        lead = 0
        cursor = 0
        for number, passage in enumerate(p for p in reading.of(Passage) if p.kind not in _SILENT):
            window, cursor = _within(relations, passage.span, cursor)
            for claim in self._passage(reading, passage, window):
                if claim.id not in seen and not only_denies(claim, denials):
                    seen.add(claim.id)
                    claims.append(claim)
            if number == 0 or passage.kind in ("headline", "lead"):
                lead = len(claims)
        if self._reader is not None:
            border = max((claim.evidence[0].start for claim in claims[:lead]), default=-1)
            seen_again = sight.read_again(self._reader, reading, claims, partial(self._given, reading))
            claims = [c for c in seen_again if c.sentence is None or not is_imprint(c.sentence.of(reading.text))]
            claims = [claim for claim in claims if not only_denies(claim, denials)]
            lead = sum(claim.evidence[0].start <= border for claim in claims)
        summary = restated(claims, lead, self._category)
        told = [replace(claim, summary_of=summary.get(claim.id, ())) for claim in claims]
        return tuple(in_order(told, _denied(reading, claims, denials)))

    def given(self, reading: Reading, evidence: Iterable[tuple[Span, ...]]) -> tuple[Claim, ...]:
        """Return the claims whose evidence is known: what an annotator or another program has marked."""
        claims = [self._given(reading, spans) for spans in evidence]
        return tuple(claims if self._reader is None else sight.weighed_again(self._reader, reading, claims))

    def _given(self, reading: Reading, spans: tuple[Span, ...]) -> Claim:
        """Return the claim with this evidence, in the passage and sentence that it begins in."""
        passages = [p for p in reading.of(Passage) if p.span.start <= spans[0].start < p.span.end]
        sentences = [s for p in passages for s in p.sentences if s.start <= spans[0].start < s.end]
        pieces = [span.of(reading.text) for span in spans]
        found = mood(" ".join(pieces), marker="", denied=False)
        return Claim(
            claim_id(reading.document.id, spans),
            reading.document.id,
            spans,
            proposition(pieces),
            found.kind,
            polarity=found.polarity,
            realis=found.realis,
            passage=passages[0].order if passages else 0,
            sentence=sentences[0] if sentences else None,
            rule=f"given; realis: {found.rule}",
            producer=self.info.producer,
        )

    def _category(self, proposition: str) -> str:
        scored = self._rules.score(proposition)
        return scored[0].category if scored else ""

    def _passage(self, reading: Reading, passage: Passage, relations: list[Relation]) -> Iterable[Claim]:
        for span in passage.sentences or (passage.span,):
            if is_imprint(span.of(reading.text)):
                continue
            for start in range(span.start, span.end, _LONGEST):
                part = Span(start, min(span.end, start + _LONGEST))
                sentence = _prepare(reading.text, part, relations)
                if sentence is not None:
                    yield from self._sentence(reading, passage, sentence)

    def _sentence(self, reading: Reading, passage: Passage, sentence: _Sentence) -> Iterable[Claim]:
        text = reading.text
        whole = sentence.span.of(text)
        for tokens, given in _regions(text, sentence):
            for clause in split(tokens):
                kept = _trimmed(clause)
                if not kept:
                    continue
                spans = _spans(kept, tokens)
                wording = " ".join(span.of(text) for span in spans)
                if not is_claim(whole, wording, kept, given=given or clause.marker in _VERBLESS):
                    continue
                yield self._claim(reading, passage, sentence, clause, spans)

    def _claim(
        self, reading: Reading, passage: Passage, sentence: _Sentence, clause: Clause, spans: tuple[Span, ...]
    ) -> Claim:
        pieces = [span.of(reading.text) for span in spans]
        denied = any(d.overlaps(spans[0]) for d in sentence.denied)
        found = mood(" ".join(pieces), marker=clause.marker, denied=denied)
        unsure = any(u.overlaps(spans[0]) for u in sentence.unconfirmed)
        under = f"{UNCONFIRMED}; " if unsure else ""
        under += _under(" ".join(pieces), clause.marker) if denied else ""
        return Claim(
            claim_id(reading.document.id, spans),
            reading.document.id,
            spans,
            proposition(pieces),
            found.kind,
            polarity="u" if unsure else found.polarity,
            realis=found.realis,
            passage=passage.order,
            sentence=sentence.span,
            rule=f"{clause.marker or 'clause'}; {under}realis: {found.rule}",
            producer=self.info.producer,
        )


def _under(wording: str, marker: str) -> str:
    """Return what the rule of a claim says of a denial over it, and of one that its own words are."""
    itself = mood(wording, marker=marker).polarity == "-"
    return f"{DENIED}; {NOT_SO}; " if itself else f"{DENIED}; "


def _denied(reading: Reading, claims: Sequence[Claim], denials: Sequence[Denial]) -> list[Claim]:
    passages = [p for p in reading.of(Passage) if p.kind not in _SILENT]
    sentences = [(p.order, s) for p in passages for s in (p.sentences or (p.span,))]
    return denied_before(reading, claims, denials, sentences)


def _first(relation: Relation) -> int:
    return min((s.start for part in (relation.source, relation.cue, relation.content) for s in part), default=0)


def _within(relations: list[Relation], span: Span, cursor: int) -> tuple[list[Relation], int]:
    """Return the relations that begin in `span` or name their source there, and where to go on looking.

    A content may begin before: "PUMPS STAND STILL / Both pumps in Drelmoor have failed, the council said."
    """
    while cursor < len(relations) and _first(relations[cursor]) < span.start:
        cursor += 1
    begun = [r for r in relations[max(0, cursor - _FEW) : cursor] if any(span.covers(s) for s in r.source)]
    end = cursor
    while end < len(relations) and _first(relations[end]) < span.end:
        end += 1
    return [*begun, *relations[cursor:end]], end


_FEW = 8
"""Relations before a passage that are looked at for one that goes on into it."""


def _prepare(text: str, span: Span, relations: list[Relation]) -> _Sentence | None:
    """Return the sentence with what to leave out, or None if it only names a source."""
    if trim.ANAPHORIC.match(text, span.start, span.end):
        return None
    here = [r for r in relations if any(p.overlaps(span) for part in (r.source, r.cue, r.content) for p in part)]
    removed = trim.hedge_ranges(text, span.start, span.end)
    contents: list[tuple[Span, ...]] = []
    denied: list[Span] = []
    unconfirmed: list[Span] = []
    for relation in here:
        if withholds(text, relation):
            removed += _unsaid(relation, here)
            continue
        removed += [(p.start, p.end) for part in (relation.source, relation.cue) for p in part if p.overlaps(span)]
        removed += [*_between(text, relation), *_ahead(text, relation, here)]
        inside = _apart(text, relation, [c for c in relation.content if c.overlaps(span)], here)
        for part in _statements(text, inside):
            contents = _joined(contents, part)
        if leaves_open(relation):
            unconfirmed += inside
        if relation.cue_type == "DEN":
            denied += inside
            removed += [piece for span in inside for piece in beside_matter(text, span)]
    if not here:
        removed += trim.spoken_ranges(text, span.start, span.end)
    removed.append((span.start, trim.lead_in(text, span.start, span.end)))
    return _Sentence(span, tuple(sorted(removed)), tuple(contents), tuple(denied), tuple(unconfirmed))


def _unsaid(relation: Relation, around: list[Relation]) -> list[tuple[int, int]]:
    """Return the stretches of a relation that tells what somebody did not say, but for what others say in it."""
    rest = [hull((*relation.source, *relation.cue, *relation.content))]
    for other in around:
        if other is not relation and other.source and other.cue[0].start > relation.cue[0].start:
            rest = [piece for span in rest for hole in other.content for piece in _outside(span, hole)]
    return [(span.start, span.end) for span in rest]


def _apart(text: str, relation: Relation, inside: list[Span], here: list[Relation]) -> list[Span]:
    """Return what of a content is left beside the nested statements in it, if it states something of its own.

    "The envoy said that the pass is open and that the guild thinks it will close" are two statements.
    """
    nested = [
        r
        for r in here
        if r is not relation and r.source and r.content and r.cue[0].start < r.content[0].start
        if any(c.covers(r.cue[0]) for c in inside)
    ]
    if not nested:
        return inside
    rest = inside
    for inner in nested:
        for hole in (*inner.source, *inner.cue, *inner.content):
            rest = [piece for span in rest for piece in _outside(span, hole)]
    rest = [piece for piece in rest if finite(piece, text)]
    two = any(not a.content[0].overlaps(b.content[0]) for a in nested for b in nested)
    return rest or ([] if two else inside)


def _outside(span: Span, hole: Span) -> list[Span]:
    """Return what is left of a span outside of `hole`."""
    if not span.overlaps(hole):
        return [span]
    return [Span(a, b) for a, b in ((span.start, hole.start), (hole.end, span.end)) if b > a]


def _between(text: str, relation: Relation) -> list[tuple[int, int]]:
    """Return what stands between cue and content of a nested relation and states nothing: "said [in a call] that"."""
    if not relation.beside or not relation.source or not relation.content:
        return []
    start = max(relation.source[-1].end, relation.cue[-1].end)
    end = next((c.start for c in relation.content if c.start >= start), start)
    return [(start, end)] if end > start and not finite(Span(start, end), text) else []


def _ahead(text: str, relation: Relation, around: list[Relation]) -> list[tuple[int, int]]:
    """Return what leads up to a nested relation inside another's content and states nothing: "[When asked,] X said"."""
    if not relation.beside or not relation.source:
        return []
    start = _first(relation)
    outer = [c for r in around if r is not relation for c in r.content if c.start < start < c.end]
    if not outer:
        return []
    lead = Span(max(c.start for c in outer), start)
    pronoun = relation.source[0].of(text).lower() in ("who", "which", "that")
    return [(lead.start, lead.end)] if pronoun or _LEADS.match(text, lead.start) or not finite(lead, text) else []


_LEADS = re.compile(r"[“\"‘']?(?:when|asked|after|while|although|if|once|speaking)\b", re.IGNORECASE)


def _statements(text: str, content: list[Span]) -> list[list[Span]]:
    """Return the pieces of one content, parted where a new statement begins: "A, he said; B"."""
    parts: list[list[Span]] = []
    for span in sorted(content):
        if parts and not _PARTS.search(text[parts[-1][-1].end : span.start]):
            parts[-1].append(span)
        else:
            parts.append([span])
    return parts


_PARTS = re.compile(r";\s*$|[.!?][”\"’)]*\s+[“\"(]?$")


def _joined(groups: list[tuple[Span, ...]], more: list[Span]) -> list[tuple[Span, ...]]:
    """Return the groups with one more content: joined where it overlaps (one relation stands inside another)."""
    if not more:
        return groups
    touching = [g for g in groups if any(a.overlaps(b) for a in g for b in more)]
    return [*(g for g in groups if g not in touching), tuple(sorted({*more, *(s for g in touching for s in g)}))]


def _regions(text: str, sentence: _Sentence) -> list[tuple[list[Token], bool]]:
    """Return the stretches of a sentence that are read on their own: what each source says, and what is left."""
    tokens = [t for t in tag(text, sentence.span.start, sentence.span.end) if not _inside(t, sentence.removed)]
    if not sentence.contents:
        return [(promoted(tokens), False)] if tokens else []
    inner = [
        [t for t in tokens if any(c.start <= t.start and t.end <= c.end for c in group)] for group in sentence.contents
    ]
    ids = {t.start for part in inner for t in part}
    outer = [t for t in tokens if t.start not in ids]
    both = (*((p, True) for p in inner), (outer, False))
    return [(promoted(part), given) for whole, given in both for part in _sentences_quoted(text, sentence, whole)]


def _sentences_quoted(text: str, sentence: _Sentence, tokens: list[Token]) -> Iterable[list[Token]]:
    """Yield the tokens parted where a sentence ends inside a quotation, which counts as one sentence outside."""
    part: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        part.append(token)
        if following is None or token.low not in _ENDS or _NEXT.match(text, token.end) is None:
            continue
        if len(part) > 2 and _quoted(text[sentence.span.start : token.start]):
            yield part
            part = []
    if part:
        yield part


_ENDS = frozenset(".!?")
_NEXT = re.compile(r"\s+[“\"'‘(]?[A-Z0-9]")


def _quoted(before: str) -> bool:
    """Say whether a quotation is open at the end of `before`."""
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”") or before.rfind("«") > before.rfind("»")


def _inside(token: Token, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in ranges)


def _trimmed(clause: Clause) -> tuple[Token, ...]:
    """Return the tokens of a clause without marks and connecting words at its ends."""
    tokens = list(clause.tokens)
    if len(tokens) > 2 and tokens[0].low == "it" and tokens[1].low == "that":
        tokens = tokens[2:]
    while tokens and ((tokens[0].tag == "PUNCT" and tokens[0].low not in '“"«‘$€£') or tokens[0].low in _OPEN):
        tokens.pop(0)
    while tokens and ((tokens[-1].tag == "PUNCT" and tokens[-1].low not in '”"»’)%') or tokens[-1].low in _CLOSE):
        tokens.pop()
    if tokens and tokens[-1].low == ")" and not any(t.low == "(" for t in tokens):
        tokens.pop()
    return tuple(tokens)


def _spans(kept: Sequence[Token], tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return the spans of the kept tokens; what stands between two neighbours in `tokens` belongs to them."""
    order = {token.start: number for number, token in enumerate(tokens)}
    spans: list[Span] = []
    last = -2
    for token in kept:
        number = order[token.start]
        if spans and number == last + 1 and token.start - spans[-1].end <= 3:
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
        last = number
    return tuple(spans)
