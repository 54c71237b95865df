"""Chains by rule: each claim with its sources, outermost first, and the status of the root."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.interfaces import StageInfo
from reportedly.records import (
    Attribution,
    Claim,
    DocumentNote,
    Link,
    Passage,
    Reading,
    Record,
    Relation,
    Source,
    Span,
    Theatre,
    hull,
)
from reportedly.records.values import Resolution, RootStatus
from reportedly.stages.attribution.acronyms import contradictions, misprint
from reportedly.stages.attribution.assembly import Frame
from reportedly.stages.attribution.bodies import NameDoubt, bodies, doubt
from reportedly.stages.attribution.masthead import is_own_voice
from reportedly.stages.attribution.mentions import sources_in_order
from reportedly.stages.attribution.narrowing import narrowed, to_sentence_end, with_tidings
from reportedly.stages.attribution.scopes import Scopes
from reportedly.stages.attribution.sources import classify
from reportedly.stages.attribution.units import units_of
from reportedly.stages.cues import Lexicon
from reportedly.stages.extraction.denial import as_denied, denying, uncommitted
from reportedly.stages.notes import document_notes
from reportedly.text import name_key

NO_THEATRE = Theatre()

REVIEW_BELOW = 0.5
"""A chain with a relation of less confidence than this is marked for review; it is not dropped."""


class ChainRules:
    """Joins every claim to its chain of sources; keeps printed names, proposes corrections beside them."""

    def __init__(self, lexicon: Lexicon, theatre: Theatre = NO_THEATRE) -> None:
        self._lexicon = lexicon
        self._known = _names(theatre)
        self._names = (*(n for s in theatre.sources for n in (s.name, *s.aliases)), *(b.name for b in bodies()))
        self._info = StageInfo(
            name="chain.rules",
            version=5,
            summary="Orders the sources of each claim, outermost first, and says how far the root is named.",
            languages=("en",),
            reads=(Passage, Relation, Claim),
            makes=(Attribution, DocumentNote),
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one Attribution for each claim of a reading, and the notes on the document."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        units = units_of(reading.text, reading.of(Passage))
        text = reading.text
        found = (to_sentence_end(with_tidings(r, text), text, units) for r in reading.of(Relation))
        relations = [narrowed(r, units) for r in found]
        frame = Frame(
            text=reading.text,
            units=units,
            relations=relations,
            mentions=sources_in_order(reading.text, relations),
            lexicon=self._lexicon,
        )
        scopes = Scopes(frame, genre=reading.document.genre)
        wrong = contradictions(reading.text)
        records: list[Record] = []
        sure = {hull(r.cue): r.score for r in relations if r.score is not None and r.span_scores}
        told: dict[str, list[Claim]] = {}
        stands_for: dict[str, Claim] = {}
        for claim, words in as_denied(reading.of(Claim), reading.of(Relation)):
            told.setdefault(words.id, []).append(claim)
            stands_for[words.id] = words
        found_chains = scopes.chains(list(stands_for.values()))
        for claim, chain in ((claim, chain) for words, chain in found_chains for claim in told[words.id]):
            links = tuple(self._resolve(frame, link, wrong) for link in chain.links if not _is_publisher(reading, link))
            links = denying(links) if claim.denied_afterwards else links
            links = uncommitted(links) if claim.is_unconfirmed else links
            status = chain.status if links or chain.status in ("none", "author") else "author"
            if links and status == "author":
                status = _status(frame, links)
            records.append(
                Attribution(
                    claim=claim.id,
                    links=links,
                    root_status=status,
                    rule=chain.rule,
                    review=_review(links, sure),
                    producer=self._info.producer,
                )
            )
        records.extend(document_notes(reading, records, self._info.producer))
        return tuple(records)

    def _resolve(self, frame: Frame, link: Link, contradicted: Sequence[NameDoubt]) -> Link:
        """Return the link with antecedent, known source and, where the name contradicts itself, a proposal."""
        if link.span is None:
            return link
        text = frame.text
        antecedent = link.antecedent or frame.full_name(link.span)
        printed = (antecedent or link.span).of(text)
        wrong = doubt(text, link.span) or next((d for d in contradicted if link.span.covers(d.span)), None)
        source = self._known.get(name_key(link.span.of(text))) or self._known.get(name_key(printed))
        if source is None:
            source = _contained(self._known, link.span.of(text))
        if wrong is None and source is None:
            wrong = self._slip(link.span, text)
        if wrong is not None:
            note = wrong.reason if wrong.proposed is None else f"{wrong.reason}; {wrong.proposed} is proposed"
            doubted: Resolution = "corrected" if wrong.proposed else "unresolved"
            return replace(link, antecedent=antecedent, resolution=doubted, proposed=wrong.proposed, note=note)
        resolution: Resolution = "inferred" if link.inferred or link.anaphoric else "exact"
        if source is not None:
            return replace(
                link, antecedent=antecedent, source=source.id, resolution=resolution, role=source.role, named=True
            )
        return replace(link, antecedent=antecedent, resolution=resolution)

    def _slip(self, span: Span, text: str) -> NameDoubt | None:
        """Return the doubt about a printed name that differs from a known one by a slip in one word."""
        meant = misprint(span.of(text), self._names)
        if meant is None:
            return None
        return NameDoubt(span, meant, f"“{span.of(text)}” differs from the known name {meant} in one word")


def _review(links: Sequence[Link], sure: Mapping[Span, float]) -> tuple[str, ...]:
    """Return why a person should look: a source that the tagger was not sure of."""
    least = min((sure[link.cue] for link in links if link.cue is not None and link.cue in sure), default=1.0)
    return (f"source uncertain ({least:.2f})",) if least < REVIEW_BELOW else ()


def _names(theatre: Theatre) -> dict[str, Source]:
    return {
        name_key(name): source
        for source in theatre.sources
        for name in (source.name, *source.aliases)
        if name_key(name)
    }


def _contained(known: dict[str, Source], printed: str) -> Source | None:
    """Return the one source whose full name stands inside the printed phrase."""
    key = f" {name_key(printed)} "
    hits = {source.id: source for name, source in known.items() if len(name) > 4 and f" {name} " in key}
    return next(iter(hits.values())) if len(hits) == 1 else None


_THINGS = ("outlet", "agency", "official", "document", "intl_org", "ngo", "ministry")


def _is_publisher(reading: Reading, link: Link) -> bool:
    publisher = reading.document.publisher
    if link.span is None:
        return False
    if is_own_voice(reading.text, link.span.start, link.span.end, thing=link.role in _THINGS):
        return True
    if publisher is None or link.role not in ("outlet", "agency", "official"):
        return False
    key = name_key(publisher)
    printed = name_key(link.span.of(reading.text)).removeprefix("the ")
    return bool(key) and printed in (key, key.removeprefix("the "))


def _status(frame: Frame, links: Sequence[Link]) -> RootStatus:
    root = links[-1]
    return "author" if root.span is None else classify(frame.text, root.span).root_status
