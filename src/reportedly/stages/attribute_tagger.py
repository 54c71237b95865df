"""Attribution relations by a trained tagger, with the rules beside it for what it was not trained to see."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportedly.interfaces import AttributionTagger, Stage, StageInfo, Tagged
from reportedly.records import Passage, Reading, Record, Relation, Span, hull
from reportedly.stages.attribution.cues import may_report
from reportedly.stages.attribution.mending import (
    bare_source,
    completed,
    from_own_sentence,
    from_start,
    is_mute,
    is_reason,
    is_spread,
    moved,
    points,
    quoted_on,
    scores_after,
    to_end,
    unquoted,
    within_lines,
    within_marks,
    within_sentence,
    without_patient,
)
from reportedly.stages.attribution.tokens import tokenize
from reportedly.stages.cues import Lexicon

_FAIR = 0.55
_DOUBTED, _TRUSTED = 0.35, 0.6
"""Below the first confidence of the tagger, a rule's reading counts whose score is not below the second."""
_SHORTEST = 24
"""Code points below which a content is not read again for what is nested in it."""

_SURE_ALONE = 0.6
"""Confidence from which a nested relation counts whose cue is in no lexicon."""


_CHAINED = frozenset(("quoted", "as_saying"))


class AttributeTagger:
    """Outermost relations from the tagger; nested, pointing and hearsay ones from the rules.

    The corpus that the tagger learnt from marks only the outermost attribution of a stretch, and none whose
    content stands in earlier sentences ("This was reported by …"). Those come from `rules`, as do lexicon
    ids of cues. Without a tagger the rules are the stage: see `AttributeRules`.
    """

    def __init__(self, lexicon: Lexicon, tagger: AttributionTagger, rules: Stage) -> None:
        self._lexicon = lexicon
        self._tagger = tagger
        self._rules = rules
        self._info = StageInfo(
            name="attribute.tagger",
            version=4,
            summary="Finds who is named as the source of which words, by a trained tagger with rules beside it.",
            languages=("en",),
            reads=(Passage,),
            makes=(Relation,),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the relations of each reading, in order of the text."""
        by_rule = self._rules.annotate(readings)
        return [self._merged(reading, made) for reading, made in zip(readings, by_rule, strict=True)]

    def _merged(self, reading: Reading, made: Iterable[Record]) -> tuple[Record, ...]:
        rules = [r for r in made if isinstance(r, Relation)]
        sentences = [s for p in reading.of(Passage) if p.kind != "metadata" for s in p.sentences]
        pointing = [r.cue[0] for r in rules if r.anaphoric]
        tagged: list[Relation] = []
        for found in self._tagger.find(reading.text, sentences):
            if any(found.cue[0].overlaps(cue) for cue in pointing) or points(reading.text, found):
                continue
            twin = next((r for r in rules if r.rule not in _CHAINED and r.cue[0].overlaps(found.cue[0])), None)
            if twin is not None and found.score < _DOUBTED and (twin.score or 0.0) >= _TRUSTED:
                tagged.append(self._instead(twin, found))
                continue
            own = from_own_sentence(reading.text, within_sentence(found, sentences), sentences)
            own = within_marks(reading.text, within_lines(reading.text, own, sentences))
            tagged.append(self._relation(reading, replace(own, span_scores=scores_after(found, own)), twin))
        cues = _Stretches((r.cue[0], n) for n, r in enumerate(tagged))
        outers = [r for r in tagged if r.source]
        nested = [r for o in outers for r in self._nested(reading, o, rules) if not cues.at(r.cue[0])]
        nested = [r for r in nested if not is_reason(reading.text, r)]
        nested = [r for r in nested if not is_spread(reading.text, r) and not is_mute(reading.text, r)]
        added = [r for r in beside(rules, tagged) if not any(r.cue[0].overlaps(n.cue[0]) for n in nested)]
        added = [r for r in added if not (r.beside and (is_spread(reading.text, r) or is_mute(reading.text, r)))]
        kept = [*tagged, *nested, *(replace(r, producer=self._info.producer) for r in added)]
        return tuple(sorted(kept, key=lambda r: (_first(r), r.cue)))

    def _instead(self, twin: Relation, found: Tagged) -> Relation:
        """Return the rule's reading of a cue with the tagger's doubt about its own."""
        scores = tuple(round(found.score, 3) for part in (twin.source, twin.cue, twin.content) for _ in part)
        return replace(
            twin,
            score=round(found.score, 3),
            span_scores=scores,
            link_score=round(found.link_score, 3),
            producer=self._info.producer,
        )

    def _nested(self, reading: Reading, outer: Relation, rules: Sequence[Relation]) -> Iterator[Relation]:
        """Yield the relations that the tagger finds in the content of another when it reads that alone."""
        text = reading.text
        for number, piece in enumerate(outer.content):
            span = unquoted(text, piece)
            if len(span) < _SHORTEST or not may_report(tokenize(text, span.start, span.end)):
                continue
            for found in self._tagger.find(span.of(text), [Span(0, len(span))]):
                inner = moved(found, span.start)
                twin = next((r for r in rules if r.rule not in _CHAINED and r.cue[0].overlaps(inner.cue[0])), None)
                relation = self._relation(reading, inner, twin)
                if relation.lexicon_id is not None or (relation.source and found.score >= _SURE_ALONE):
                    content = (
                        *from_start(text, replace(relation, content=to_end(text, relation, piece)), span),
                        *quoted_on(text, relation, outer.content[number + 1 :]),
                    )
                    yield replace(relation, beside=True, content=content)

    def _relation(self, reading: Reading, found: Tagged, twin: Relation | None) -> Relation:
        read, found = found, without_patient(reading.text, bare_source(reading.text, found))
        entry = self._entry(reading.text, found.cue[0])
        if twin is not None:
            entry = entry if entry[0] is not None else (twin.lexicon_id, twin.cue_type)
            found = completed(reading.text, found, twin)
        return Relation(
            document=reading.document.id,
            source=found.source,
            cue=found.cue,
            content=found.content,
            lexicon_id=entry[0],
            cue_type=entry[1],  # type: ignore[arg-type]
            score=round(found.score, 3),
            span_scores=tuple(round(s, 3) for s in scores_after(read, found)),
            link_score=round(found.link_score, 3),
            rule=twin.rule if twin is not None else "tagger",
            producer=self._info.producer,
        )

    def _entry(self, text: str, cue: Span) -> tuple[str | None, str]:
        """Return lexicon id and type of the cue; the words around it help the lexicon's guards."""
        left, right = max(0, cue.start - 40), min(len(text), cue.end + 40)
        for match in self._lexicon.find(text[left:right]):
            inside = match.start + left < cue.end and match.end + left > cue.start
            if inside and match.entry.type not in ("LBL", "PLN", "EPI"):
                return match.entry.id, match.entry.type
        return None, "ATT"


def beside(rules: Sequence[Relation], tagged: Sequence[Relation]) -> list[Relation]:
    """Return what the rules add to the tagger's relations.

    Kept are pointing sentences; both halves of "Y quoted X as saying"; relations inside the content of a tagged one;
    and those of which the tagger saw nothing: for chains, not as outermost ones (of those none was right on PolNeAR).
    """
    cues = _Stretches((r.cue[0], n) for n, r in enumerate(tagged))
    sources = _Stretches((s, n) for n, r in enumerate(tagged) for s in r.source)
    contents = _Stretches((hull(r.content), n) for n, r in enumerate(tagged) if r.content)
    kept: list[Relation] = []
    for rule in rules:
        cue = rule.cue[0]
        if rule.anaphoric:
            kept.append(rule)
        elif rule.rule in _CHAINED or (rule.rule == "hearsay" and not cues.at(cue)):
            kept.append(replace(rule, beside=True))
        elif cues.at(cue) or sources.at(cue) or (rule.rule == "noun" and not rule.source):
            continue
        elif contents.at(cue) and ((rule.score or 0.0) < _FAIR or (rule.lexicon_id is None and rule.rule == "verb")):
            continue  # the tagger read this content again and saw nothing
        else:
            kept.append(replace(rule, beside=True))
    return kept


class _Stretches:
    """Spans of numbered things, to be asked which of them touch another span."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._spans = sorted((s.start, s.end, n) for s, n in spans)
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def at(self, span: Span) -> list[int]:
        """Return the numbers of the spans that overlap `span`."""
        first = bisect_left(self._spans, (span.start - self._longest,))
        last = bisect_left(self._spans, (span.end,))
        return [n for start, end, n in self._spans[first:last] if end > span.start and start < span.end]


def _first(relation: Relation) -> int:
    return min(s.start for part in (relation.source, relation.cue, relation.content) for s in part)
