"""extract.languages: what a Ukrainian, Russian or German text claims, one proposition at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.interfaces import ClaimReader, ClaimView, StageInfo
from reportedly.records import Claim, Passage, Reading, Record, Relation, Span, claim_id
from reportedly.records.claim import DENIED, UNCONFIRMED
from reportedly.stages.attribution_languages.kinds import kind_at
from reportedly.stages.attribution_languages.mood import Mood
from reportedly.stages.attribution_languages.page import Page
from reportedly.stages.attribution_languages.phrases import Phrases
from reportedly.stages.attribution_languages.sentences import sentences_of
from reportedly.stages.coding.rules import Rules, load_rules
from reportedly.stages.extraction.denial import denied_before, in_order, only_denies, pointing_denials
from reportedly.stages.extraction.mood import mood
from reportedly.stages.extraction.sight import judged
from reportedly.stages.extraction.summary import restated
from reportedly.stages.extraction.wording import proposition
from reportedly.stages.glossed.clauses import clauses, has_predicate
from reportedly.stages.glossed.figures import by_place
from reportedly.stages.glossed.gloss import Gloss
from reportedly.stages.glossed.moods import mended
from reportedly.stages.glossed.reading import gloss_of
from reportedly.stages.glossed.regions import regions
from reportedly.stages.glossed.signs import Post, Seen
from reportedly.stages.glossed.standing import standing
from reportedly.stages.glossed.unsaid import only_unchecked
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.glossed.worth import is_advert, is_greeting, signs_off, worth
from reportedly.stages.imprint import is_imprint

_SPEECH = 300
"""A text of more code points that opens with a congratulation is a speech; a post may greet and then say something."""

_SILENT = frozenset({"metadata", "table", "boilerplate"})

STANDING = 0.15
"""A clause is a claim from this probability that its words belong to one, by the reader of the gloss.

Set on 28 posts in Ukrainian and Russian (development half), November 2026.
"""


SURE = 4.0
"""What the verb forms of the language add to a realis: they tell more than the gloss that the reader sees."""


class ExtractLanguages:
    """Claims from clauses in the original words, judged by their gloss: by a trained reader, without one by rules."""

    def __init__(self, reader: ClaimReader | None = None, rules: Rules | None = None) -> None:
        """Take a trained reader of English claims, if there is one, and coding rules (default: those that ship)."""
        self._reader = reader
        self._rules = rules if rules is not None else load_rules("en")

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            "extract.languages",
            8,
            "claims of Ukrainian, Russian and German texts, clause by clause, judged by their gloss",
            languages=LANGUAGES,
            reads=(Passage, Relation),
            makes=(Claim,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the claims of each reading, in the order of the text."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        if self._reader is None and is_advert(reading.text, reading.document.language or ""):
            return ()
        gloss = gloss_of(reading)
        denials = pointing_denials(reading.text, reading.document.language or "", reading.of(Relation))
        found = [c for c in self._found(reading, gloss) if not only_denies(c, denials)]
        claims = self._standing(found, reading, gloss)
        lead = _lead(reading)
        summary = restated(claims, sum(c.evidence[0].start < lead for c in claims), self._category)
        told = [replace(claim, summary_of=summary.get(claim.id, ())) for claim in claims]
        here = [(passage.order, span) for passage, span in _sentences(reading)]
        return tuple(in_order(told, denied_before(reading, claims, denials, here)))

    def seen(self, reading: Reading) -> list[tuple[Claim, Seen]]:
        """Return the clauses of a text that could be claims, with what is known of each; none without a reader."""
        gloss = gloss_of(reading)
        return [(claim, seen) for claim, _, seen in self._likely(self._found(reading, gloss), reading, gloss)]

    def _found(self, reading: Reading, gloss: Gloss) -> list[Claim]:
        found: dict[str, Claim] = {}
        for passage, sentence in _sentences(reading):
            if is_imprint(sentence.of(reading.text)) or signs_off(
                reading.text, sentence, reading.document.language or ""
            ):
                continue
            for claim in self._sentence(reading, passage, sentence, gloss):
                found.setdefault(claim.id, claim)
        return list(found.values())

    def given(self, reading: Reading, evidence: Iterable[tuple[Span, ...]]) -> tuple[Claim, ...]:
        """Return the claims whose evidence is known: what an annotator or another program has marked."""
        gloss = gloss_of(reading)
        claims = []
        for spans in evidence:
            passage = next((p for p in reading.of(Passage) if p.span.start <= spans[0].start < p.span.end), None)
            around = passage.sentences if passage else ()
            sentence = next((s for s in around if s.start <= spans[0].start < s.end), None)
            claims.append(self._made(reading, passage, sentence, spans, gloss))
        return tuple(self._weighed(claims, gloss))

    def _sentence(self, reading: Reading, passage: Passage, sentence: Span, gloss: Gloss) -> Iterable[Claim]:
        text, language = reading.text, reading.document.language or ""
        speech = is_greeting(text, language) and (self._reader is None or len(text) > _SPEECH)
        told = [r for r in reading.of(Relation) if r.source and r.cue[0].overlaps(sentence)]
        for region in regions(text, sentence, reading.of(Relation), language):
            if (speech and not region.given) or (not region.given and _is_inserted(region.spans, told)):
                continue
            ahead: tuple[Span, ...] = ()
            for part in region.spans:
                for clause in clauses(text, part.start, part.end, language):
                    bare = not has_predicate(text, clause.span, language)
                    if bare and part is not region.spans[-1]:
                        ahead = (*ahead, clause.span)
                        continue
                    if (bare and passage.kind == "headline") or not worth(
                        text, sentence, clause, language, given=region.given, ahead=bool(ahead)
                    ):
                        continue
                    spans, ahead = (*ahead, clause.span), ()
                    for one in by_place(text, spans):
                        made = self._made(reading, passage, sentence, one, gloss, denied=region.denied)
                        if not only_unchecked(" ".join(s.of(text) for s in one), language):
                            yield _left_open(made) if region.unconfirmed else made

    def _made(
        self,
        reading: Reading,
        passage: Passage | None,
        sentence: Span | None,
        spans: tuple[Span, ...],
        gloss: Gloss,
        *,
        denied: bool = False,
    ) -> Claim:
        found = mood(_wording(spans, gloss), denied=denied)
        claim = Claim(
            claim_id(reading.document.id, spans),
            reading.document.id,
            spans,
            proposition([span.of(reading.text) for span in spans]),
            found.kind,
            polarity=found.polarity,
            realis=found.realis,
            passage=passage.order if passage else 0,
            sentence=sentence,
            rule=f"clause; {f'{DENIED}; ' if denied else ''}realis: {found.rule}",
            producer=self.info.producer,
        )
        return mended(claim, reading.text, reading.document.language or "", denied=denied)

    def _weighed(self, claims: Sequence[Claim], gloss: Gloss) -> list[Claim]:
        """Return all claims with kind, realis and polarity weighed by the reader, if there is one."""
        if self._reader is None:
            return list(claims)
        views = _views(self._reader, claims, gloss)
        return [c if view is None else _judged(c, view) for c, view in zip(claims, views, strict=True)]

    def _standing(self, claims: Sequence[Claim], reading: Reading, gloss: Gloss) -> list[Claim]:
        """Return the claims that stand by all signs (without a reader: by a rule of coding), weighed by the reader."""
        if self._reader is None:
            return [claim for claim in claims if self._category(_wording(claim.evidence, gloss))]
        likely = self._likely(claims, reading, gloss)
        language = reading.document.language or ""
        told = [r for r in reading.of(Relation) if r.source and not r.beside]
        page = Page.of(reading.text, language, reading.of(Passage))
        moods = Mood(page, Phrases(page.words))
        given = [
            any(c.overlaps(claim.evidence[0]) for r in told for c in r.content)
            or moods.at(page.at(claim.evidence[0].start)) is not None
            for claim, *_ in likely
        ]
        kinds = {r.source[0]: kind_at(reading.text, r.source[0], language) for r in told}
        named = sum(kind is not None and kind.named and not kind.short for kind in kinds.values())
        stands = standing([seen for *_, seen in likely], Post(reading.text, language), given, named=named)
        return [_judged(claim, view) for (claim, view, _), kept in zip(likely, stands, strict=True) if kept]

    def _likely(self, claims: Sequence[Claim], reading: Reading, gloss: Gloss) -> list[tuple[Claim, ClaimView, Seen]]:
        """Return the claims that the reader may take for some, with its view and all that is known of them."""
        if self._reader is None:
            return []
        views = _views(self._reader, claims, gloss)
        return [
            (claim, view, self._seen(claim, view, reading, gloss))
            for claim, view in zip(claims, views, strict=True)
            if view is not None and 1 - view.standing["none"] >= STANDING
        ]

    def _seen(self, claim: Claim, view: ClaimView, reading: Reading, gloss: Gloss) -> Seen:
        wording = _wording(claim.evidence, gloss)
        scored = self._rules.score(wording)
        printed = " ".join(span.of(reading.text) for span in claim.evidence)
        return Seen(printed, wording, view, scored[0].score if scored else 0.0)

    def _category(self, wording: str) -> str:
        scored = [s for s in self._rules.score(wording) if s.score >= self._rules.threshold]
        return scored[0].category if scored else ""


def _is_inserted(spans: Sequence[Span], told: Iterable[Relation]) -> bool:
    """Say whether words stand between a source and its verb: they only tell of the source ("X, who is ill, said")."""
    return any(
        min(r.source[-1].end, r.cue[-1].end) <= spans[0].start
        and spans[-1].end <= max(r.source[0].start, r.cue[0].start)
        for r in told
    )


def _left_open(claim: Claim) -> Claim:
    """Return a claim as what somebody could not confirm."""
    before, _, rule = claim.rule.rpartition("realis: ")
    return replace(claim, polarity="u", rule=f"{before}{UNCONFIRMED}; realis: {rule}")


def _views(reader: ClaimReader, claims: Sequence[Claim], gloss: Gloss) -> list[ClaimView | None]:
    there = [_there(claim.evidence, gloss) for claim in claims]
    return reader.read(gloss.text, gloss.sentences, there, [claim.proposition for claim in claims])


def _judged(claim: Claim, view: ClaimView) -> Claim:
    """Return the claim weighed by the reader; what the words do not deny is not denied by it."""
    weighed = judged(claim, view, realis_bonus=SURE)
    return replace(weighed, polarity=claim.polarity) if weighed.polarity == "-" else weighed


def _sentences(reading: Reading) -> Iterable[tuple[Passage, Span]]:
    """Yield the sentences of a document, across line breaks inside them, with the passage that each begins in."""
    passages = [p for p in reading.of(Passage) if p.kind not in _SILENT]
    for one in sentences_of(reading.text, reading.of(Passage)):
        passage = next((p for p in passages if p.span.start < one.end and one.start < p.span.end), None)
        if passage is not None:
            yield passage, one.span


def _lead(reading: Reading) -> int:
    """Return where the headline, the lead and the first sentence end."""
    ends = [
        passage.span.end
        for number, (passage, _) in enumerate(_sentences(reading))
        if number == 0 or passage.kind in ("headline", "lead")
    ]
    return ends[-1] if ends else -1


def _there(spans: Iterable[Span], gloss: Gloss) -> tuple[Span, ...]:
    """Return stretches of the text as those of the gloss, without overlaps."""
    found: list[Span] = []
    for span in (gloss.forth(one) for one in spans):
        if span is not None and (not found or found[-1].end <= span.start):
            found.append(span)
    return tuple(found)


def _wording(spans: Iterable[Span], gloss: Gloss) -> str:
    return " ".join(span.of(gloss.text) for span in _there(spans, gloss))
