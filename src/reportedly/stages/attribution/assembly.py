"""Links of one claim out of the relations that cover it, outermost first."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportedly.records import Claim, Link, Relation, Span, hull
from reportedly.records.values import LinkMode
from reportedly.stages.attribution.carriers import Carrier, bracket, deeper, outer
from reportedly.stages.attribution.mentions import Mention, full_name, resolve_pronoun
from reportedly.stages.attribution.reporting import commitment, document_endorses
from reportedly.stages.attribution.sources import classify, is_pronoun, surname
from reportedly.stages.attribution.units import Unit
from reportedly.stages.cues import Lexicon

_COVER = 0.5
_WHOLE = 0.75
_HALF = 0.5
_ALL = 0.92
_DEEPEST = 5


@dataclass(slots=True)
class Frame:
    """What the chain rules know of one document."""

    text: str
    units: Sequence[Unit]
    relations: Sequence[Relation]
    mentions: Sequence[Mention]
    lexicon: Lexicon
    _full: dict[Span, Span | None] = field(default_factory=dict)
    _outer: dict[Span, list[Carrier]] = field(default_factory=dict)
    _deeper: dict[Span, list[Carrier]] = field(default_factory=dict)

    def full_name(self, span: Span) -> Span | None:
        """Return an earlier, fuller mention of the source at `span`; found once per span."""
        if span not in self._full:
            self._full[span] = full_name(self.text, span, self.mentions)
        return self._full[span]

    def outer(self, unit: Unit, relation: Relation) -> list[Carrier]:
        """Return the carriers outside of a relation's source; found once per relation."""
        if relation.cue[0] not in self._outer:
            self._outer[relation.cue[0]] = outer(self.text, unit, relation)
        return self._outer[relation.cue[0]]

    def deeper(self, unit: Unit, relation: Relation) -> list[Carrier]:
        """Return what a relation's source cites; found once per relation."""
        if relation.cue[0] not in self._deeper:
            self._deeper[relation.cue[0]] = deeper(self.text, unit, relation)
        return self._deeper[relation.cue[0]]


def share_covered(claim: Claim, relation: Relation) -> float:
    """Return the share of the claim's evidence that lies in the relation's content."""
    common = sum(e.overlap(c) for e in claim.evidence for c in relation.content)
    evidence = sum(len(e) for e in claim.evidence)
    if not common:
        return 0.0
    share = common / evidence
    wide = any(e.covers(c) for e in claim.evidence for c in relation.cue)
    if not wide:
        return share
    # A claim that kept its reporting clause is covered if most of it is content, if it opens with content, or if it
    # is nothing but the relation.
    if _nothing_else(claim, relation):
        return max(share, _COVER)
    opens = share >= _HALF and any(c.start <= claim.evidence[0].start < c.end for c in relation.content)
    return max(share, _COVER) if opens else (share if share >= _WHOLE else 0.0)


def _nothing_else(claim: Claim, relation: Relation) -> bool:
    """Say whether a claim consists of source, cue and content: "Bystanders speak of two blasts".

    A verb that only the rules take for a cue is no ground for that, a fixed wording ("put the toll at nine") is.
    """
    if not relation.source or relation.anaphoric or (relation.beside and relation.rule != "according"):
        return False
    parts = (*relation.source, *relation.cue, *relation.content)
    covered = sum(e.overlap(p) for e in claim.evidence for p in parts)
    return covered >= _ALL * sum(len(e) for e in claim.evidence)


def covering(frame: Frame, claim: Claim, relations: Sequence[Relation]) -> list[Relation]:
    """Return those of the (reporting) relations whose content holds the claim, widest content first."""
    held = [r for r in relations if share_covered(claim, r) >= _COVER]
    held = [r for r in held if not any(e.covers(hull(r.cue)) and _nested_out(claim, r) for e in claim.evidence)]
    held.sort(key=lambda r: (-sum(len(c) for c in r.content), r.cue[0].start))
    return held[-_DEEPEST:]


def _nested_out(claim: Claim, relation: Relation) -> bool:
    """Say whether the relation's content is only a small part of the claim."""
    if _nothing_else(claim, relation):
        return False
    content = sum(len(c) for c in relation.content)
    return content < 0.4 * sum(len(e) for e in claim.evidence)


def links_of(frame: Frame, claim: Claim, held: Sequence[Relation], unit: Unit) -> list[Link]:
    """Return the links that the covering relations make, outermost first; empty if none names a source."""
    links: list[Link] = []
    inner: list[Link] = []
    for relation in held:
        if not relation.source:
            continue
        home = _home(frame, relation, unit)
        for carrier in frame.outer(home, relation):
            if _repeats(frame.text, links, carrier):
                continue
            _push(links, _carrier_link(frame, carrier, relation))
        _push(links, _source_link(frame, claim, relation, home))
        if relation.anaphoric or home is unit or relation is held[-1]:
            for carrier in frame.deeper(home, relation):
                _push(inner, _carrier_link(frame, carrier, relation))
    _push_inner(frame.text, links, inner)
    end = max(unit.end, claim.evidence[-1].end)
    cited = bracket(frame.text, claim.evidence[0].start, min(len(frame.text), end + 60))
    if cited is not None and cited.span.start < end + 3:
        link = _carrier_link(frame, cited, None)
        if not any(_same(frame.text, link, other) for other in links):
            links.insert(0, link)
    return _finish(links)


def _push_inner(text: str, links: list[Link], inner: Sequence[Link]) -> None:
    """Add the cited sources, but not where the last link and they are one, the one or the other in a short form."""
    for link in inner:
        last, cited = links[-1].span if links else None, link.span
        if last is None or cited is None or not (_again(text, last, cited) or _again(text, cited, last)):
            _push(links, link)


def _home(frame: Frame, relation: Relation, unit: Unit) -> Unit:
    if unit.start <= relation.cue[0].start < unit.end:
        return unit
    index = bisect_right(frame.units, relation.cue[0].start, key=lambda u: u.start) - 1
    return frame.units[index] if index >= 0 else unit


def _push(links: list[Link], link: Link) -> None:
    if link.span is not None and any(other.span is not None and other.span.overlaps(link.span) for other in links):
        return
    links.append(link)


def _same(text: str, a: Link, b: Link) -> bool:
    return a.span is not None and b.span is not None and surname(text, a.span) == surname(text, b.span) != ""


_SAME = re.compile(r"(?:the same|these|those|the|both) ", re.IGNORECASE)


def _again(text: str, short: Span, full: Span) -> bool:
    """Say whether a short form ("the same stations") stands for the fuller phrase."""
    return _SAME.match(short.of(text)) is not None and classify(text, short).head == classify(text, full).head


def _repeats(text: str, links: Sequence[Link], carrier: Carrier) -> bool:
    """Say whether a carrier only repeats an outlet that is a link already ("told X News," X reported)."""
    names = set(_names(carrier.span.of(text)))
    return any(k.span is not None and names & set(_names(k.span.of(text))) for k in links)


def _names(printed: str) -> list[str]:
    return [w for w in re.findall(r"[A-Z][\w’'-]*", printed) if w not in ("The", "A", "An", "News")]


def _carrier_link(frame: Frame, carrier: Carrier, relation: Relation | None) -> Link:
    kind = classify(frame.text, carrier.span)
    cue = carrier.cue
    if cue is not None and cue.overlaps(carrier.span):
        cue = None
    return Link(
        span=carrier.span,
        role=kind.role,
        cue=cue,
        mode="mention",
        anaphoric=bool(relation and relation.anaphoric),
        named=kind.named,
        plural=kind.plural,
    )


def _source_link(frame: Frame, claim: Claim, relation: Relation, home: Unit) -> Link:
    text = frame.text
    span = hull(relation.source)
    anaphoric = relation.anaphoric
    antecedent = None
    if is_pronoun(text, span):
        antecedent = resolve_pronoun(text, home, span, frame.mentions)
        anaphoric = anaphoric or span.of(text).lower() not in ("who", "that", "which")
    kind = classify(text, antecedent or span)
    cue = hull(relation.cue)
    shown = antecedent if antecedent is not None and not any(antecedent.overlaps(e) for e in claim.evidence) else span
    return Link(
        span=shown,
        role=kind.role,
        cue=cue if not cue.overlaps(shown) else _first_apart(relation, shown),
        lexicon_id=relation.lexicon_id,
        mode=_mode(text, claim, relation, home),
        commitment=commitment(text, relation, frame.lexicon) if not document_endorses(text, relation) else "CT+",
        anaphoric=anaphoric,
        antecedent=antecedent,
        named=kind.named,
        plural=kind.plural,
    )


def _first_apart(relation: Relation, span: Span) -> Span | None:
    return next((c for c in relation.cue if not c.overlaps(span)), None)


def _mode(text: str, claim: Claim, relation: Relation, home: Unit) -> LinkMode:
    quote = home.quote_at(claim.evidence[0].start)
    if quote is not None and all(e.end <= quote.end or home.quote_at(e.start) for e in claim.evidence):
        return "direct_quote"
    if (
        relation.rule in ("noun", "passive") or text[relation.content[0].start :][:3] == "to "
        if relation.content
        else False
    ):
        return "paraphrase"
    return "indirect"


def _finish(links: list[Link]) -> list[Link]:
    """Return the links with their commitments: only the root commits itself, others are uncommitted."""
    result = []
    for index, link in enumerate(links):
        if index < len(links) - 1:
            result.append(replace(link, commitment="CT-" if link.commitment == "CT-" else "Uu"))
        elif link.commitment == "Uu":
            result.append(replace(link, commitment="CT+"))
        else:
            result.append(link)
    return result
