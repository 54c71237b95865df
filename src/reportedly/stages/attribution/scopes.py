"""How far a source reaches: direct relations, pointing back, continuation, and where the outlet speaks itself."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.records import Claim, Link, Relation, Span, claim_id, hull
from reportedly.records.values import RootStatus
from reportedly.stages.attribution import context
from reportedly.stages.attribution.assembly import Frame, covering, links_of
from reportedly.stages.attribution.carriers import source_line
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.mentions import names_body
from reportedly.stages.attribution.reporting import is_hearsay, reports
from reportedly.stages.attribution.seconding import without_seconding
from reportedly.stages.attribution.silent import measured
from reportedly.stages.attribution.sources import SPOKEN_FOR, classify, generic_issuer, is_pronoun, surname
from reportedly.stages.attribution.tokens import Token
from reportedly.stages.attribution.units import Unit
from reportedly.stages.extraction.denial import denies_another
from reportedly.stages.extraction.unsaid import in_aside

_ACCOUNTS = ("anaphoric", "account", "continued")
_RUMOUR = words("phrasing.rumour") - {"story"}
_PRIVATE = ("resident", "witness", "unnamed_single")
_HEARSAY_TYPES = ("REP",)
_RUNS_ON = re.compile(r"[\"”]?[^;:.!?\n]{0,24}[;:–—][ ]?(?:[^;:.!?\n]{0,24}[ ])?")
_CLOSERS = frozenset(("", ".", ",", ";", ":", "!", "?", "\n", ")", "”", '"', "–", "—"))
_SECOND = re.compile(r", (?:and|or) $")
"""What stands before a second statement of a sentence, behind a word of hearsay in the first one."""
_OWN_CLAUSE = re.compile(r",? (?:but|while|although|though|whereas) |; ")


@dataclass(frozen=True, slots=True)
class Chain:
    """Links, root status and the rule that joined them."""

    links: tuple[Link, ...]
    status: RootStatus
    rule: str


AUTHOR = Chain((), "author", "author")
HEARSAY = Chain((), "none", "hearsay")


class Scopes:
    """Walks through the units of a document and gives every claim its chain."""

    def __init__(self, frame: Frame, *, genre: str) -> None:
        self._frame = frame
        self._genre = genre
        self._carried: Chain | None = None
        self._carried_unit: Unit | None = None
        self._document: Link | None = None
        self._last: tuple[Chain, Unit] | None = None
        self._relations = _by_unit(frame)
        self._pointed = _pointed(frame)

    def chains(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Chain]]:
        """Yield each claim with its chain, in order of the text."""
        ordered = sorted(claims, key=lambda c: c.evidence[0])
        cursor = 0
        seen: list[tuple[Claim, Chain]] = []
        for index, unit in enumerate(self._frame.units):
            own: list[tuple[Claim, Chain]] = []
            while cursor < len(ordered) and ordered[cursor].evidence[0].start < unit.end:
                claim = ordered[cursor]
                own.append((claim, self._chain(claim, unit, index, own)))
                cursor += 1
            self._advance(unit, index, own)
            seen.extend(own)
        seen.extend((claim, AUTHOR) for claim in ordered[cursor:])
        yield from self._with_source_lines(seen)

    def _chain(self, claim: Claim, unit: Unit, index: int, own: Sequence[tuple[Claim, Chain]] = ()) -> Chain:
        frame = self._frame
        near = [
            r for i in range(max(0, index - 1), min(len(frame.units), index + 3)) for r in self._relations.get(i, [])
        ]
        near.extend(r for r in self._pointed.get(index, []) if r not in near)
        if claim.kind == "control":  # who holds a place is the text's own frame, whatever a later sentence points to
            near = [r for r in near if not r.anaphoric]
        held = without_seconding(frame.text, covering(frame, claim, near))
        rumours = [r for r in held if r.source and _is_rumour(frame.text, r)]
        sourced = [r for r in held if r.source and r not in rumours and not _generic(frame.text, r, held)]
        sourced = [r for n, r in enumerate(sourced) if not any(_speaks_for(frame.text, o, r) for o in sourced[:n])]
        links = links_of(frame, claim, sourced, unit)
        if links:
            told = self._same_account(links, unit)
            if told is not None:
                return told
            links = self._with_outer(links, unit, own)
            status = _status(frame, links[-1])
            if status != "named" and len(links) > 1 and _unsigned(frame.text, links[-1]):
                status = _status(frame, links[-2])
            if _unsourced_inside(frame.text, held, sourced):
                return Chain(tuple(links), "none", "hearsay.inside")
            return Chain(tuple(links), status, "anaphoric" if any(r.anaphoric for r in sourced) else "direct")
        hearsay = bool(rumours) or any(not r.source and is_hearsay(frame.text, r) for r in held) or self._hearsay(claim)
        hearsay = hearsay and not measured(frame.text[claim.evidence[0].start : claim.evidence[-1].end])
        carried = self._clause_before(claim, unit, index) or self._continued(unit)
        if hearsay:
            keeps = carried is not None and (carried.status == "named" or self._alleged(claim))
            return carried if keeps and carried is not None else HEARSAY
        return carried or AUTHOR

    def _same_account(self, links: Sequence[Link], unit: Unit) -> Chain | None:
        """Return the carried chain where the source is only "the same note", "the account": what was told before."""
        carried, home, span = self._carried, self._carried_unit, links[-1].span
        if carried is None or home is None or span is None or len(links) > 1 or unit.order - home.order > 1:
            return None
        match = context.ACCOUNT.fullmatch(span.of(self._frame.text))
        if match is None or (home.order != unit.order and match.group("same") is None):
            return None
        return replace(_inferred(carried), rule="account")

    def _clause_before(self, claim: Claim, unit: Unit, index: int) -> Chain | None:
        """Return the chain of the source that speaks before a semicolon or colon in the same sentence."""
        text, start = self._frame.text, claim.evidence[0].start
        for relation in reversed(self._relations.get(index, [])):
            ends = [s.end for part in (relation.source, relation.cue, relation.content) for s in part]
            if not relation.source or relation.anaphoric or max(ends) > start or relation.rule == "presents":
                continue
            if _RUNS_ON.fullmatch(text, max(ends), start) is None:
                return None
            anchor = _stand_in(relation, unit)
            links = links_of(self._frame, anchor, [relation], unit) if anchor is not None else []
            if not links:
                return None
            return _inferred(Chain(tuple(links), _status(self._frame, links[-1]), "direct"))
        return None

    def _alleged(self, claim: Claim) -> bool:
        """Say whether the words of hearsay are words of distance ("allegedly"), which a source may stand behind."""
        start, end = claim.evidence[0].start, claim.evidence[-1].end
        found = self._frame.lexicon.find(self._frame.text[max(0, start - 14) : end])
        return any(m.entry.type == "DIS" for m in found)

    def _hearsay(self, claim: Claim) -> bool:
        text = self._frame.text
        start, end = claim.evidence[0].start, claim.evidence[-1].end
        left = max(0, start - 30)
        for match in self._frame.lexicon.find(text[left : min(len(text), end + 25)]):
            at, stop = match.start + left, match.end + left
            if match.entry.type not in _HEARSAY_TYPES and "alleged" not in match.entry.id:
                continue
            opens = text[:at].rstrip(" “\"'")[-1:] in ("", ".", "!", "?", "\n")
            if in_aside(text, at, stop) or (not opens and _SECOND.search(text[stop:start])):
                continue
            if (
                stop <= start
                and _OWN_CLAUSE.search(text, stop, start) is None
                and not _sentence_break(text, stop, start)
            ):
                return True
            closes = text[stop : stop + 1] in _CLOSERS and at - end <= 2
            if start <= at < end or (at >= end and closes and not _sentence_break(text, end, at)):
                return True
        return False

    def _with_outer(self, links: list[Link], unit: Unit, own: Sequence[tuple[Claim, Chain]]) -> list[Link]:
        """Add the outer links that the same speaker had earlier in the sentence or in the one before (C16)."""
        if len(links) != 1:
            return links
        now = links[0]
        for before in (*(chain for _, chain in reversed(own)), self._carried):
            if before is None or len(before.links) < 2:
                continue
            if before is self._carried and not self._reaches(unit, now):
                continue
            at = next((i for i, k in enumerate(before.links) if i and _same_speaker(self._frame.text, k, now)), None)
            if at is not None:
                outer = [replace(link, anaphoric=True, cue=None, inferred=True) for link in before.links[:at]]
                return [*outer, *links]
        return links

    def _reaches(self, unit: Unit, now: Link) -> bool:
        """Say whether what the last source had around it may hold for a source of this sentence."""
        home = self._carried_unit
        return home is not None and (home.order == unit.order or now.anaphoric)

    def _continued(self, unit: Unit) -> Chain | None:
        """Return the chain of the last source if it reaches into this sentence."""
        carried, home = self._carried, self._carried_unit
        text = self._frame.text
        if carried is None and self._last is not None and context.ACROSS.match(text, unit.start):
            carried, home = self._last  # a word that points back passes over what the text itself put in between
        if carried is None or home is None or not carried.links:
            return None
        opening = text[unit.start : unit.start + 60]
        if unit.order != home.order:
            across = unit.order - home.order == 1 and context.ACROSS.match(opening)
            return _inferred(carried) if across else None
        sentence = text[unit.start : unit.end]
        if context.INSIDE.match(opening) or context.THERE.search(sentence) or self._document is not None:
            return self._inside(carried, home, unit)
        return _inferred(carried) if self._goes_on(carried, unit, opening, sentence) else None

    def _goes_on(self, carried: Chain, unit: Unit, opening: str, sentence: str) -> bool:
        """Say whether the source before still speaks in this sentence of its paragraph."""
        if context.CARRY.match(opening):
            return True
        if context.EXPLAINS.search(sentence):
            return False
        if context.ELABORATES.match(opening) or context.LINKED.search(sentence):
            return True
        if self._own_plan(carried, sentence) or self._personal(carried, opening, sentence):
            return True
        if self._breaks_down(carried, sentence) and not _new_subject(unit):
            return True
        return carried.rule in _ACCOUNTS and not _new_subject(unit)

    def _own_plan(self, carried: Chain, sentence: str) -> bool:
        """Say whether the sentence tells what the source itself will do: "the office will reopen its store"."""
        root = carried.links[-1]
        if root.span is None:
            return False
        head = classify(self._frame.text, root.span).head
        return (
            bool(head) and re.search(rf"\bthe {re.escape(head)} {context.INTENDS}", sentence, re.IGNORECASE) is not None
        )

    def _breaks_down(self, carried: Chain, sentence: str) -> bool:
        """Say whether the sentence goes on to count what a document counted: "In Ostrell, 162 homes were burnt"."""
        home = self._carried_unit
        if home is None or carried.links[-1].role != "document":
            return False
        before = set(context.COUNT.findall(self._frame.text[home.start : home.end].lower()))
        return bool(before & set(context.COUNT.findall(sentence.lower())))

    def _personal(self, carried: Chain, opening: str, sentence: str) -> bool:
        """Say whether a private person's account goes on: no name opens the sentence, or it speaks of him or her."""
        root = carried.links[-1]
        if root.span is None or root.plural or names_body(self._frame.text, root.span):
            return False
        if re.search(r"\b(?:his|her|he|she|him)\b", sentence) is not None:
            return True
        return context.COUNTED.match(opening) is not None and (root.role in _PRIVATE or not root.named)

    def _inside(self, carried: Chain, home: Unit, unit: Unit) -> Chain:
        """Return the carried chain with the document named before as a further, innermost link."""
        if carried.links[-1].role == "document":
            return _inferred(carried)
        if self._document is None:
            match = context.DOCUMENT.search(self._frame.text, home.start, home.end)
            if match is None:
                return _inferred(carried)
            span = _phrase(self._frame.text, match.start(), match.end(), home)
            self._document = Link(
                span=span, role="document", mode="paraphrase", commitment="CT+", anaphoric=True, named=True
            )
        chain = _inferred(carried)
        presented = tuple(replace(link, commitment="Uu") for link in chain.links)
        return Chain((*presented, self._document), carried.status, "document")

    def _advance(self, unit: Unit, index: int, own: Sequence[tuple[Claim, Chain]]) -> None:
        """Set what is carried into the next sentence."""
        if self._carried_unit is not None and self._carried_unit.order != unit.order:
            self._document = None
        direct = [c for _, c in own if c.links and c.rule in ("direct", "hearsay.inside", "anaphoric", "account")]
        sourced = [r for r in self._relations.get(index, []) if r.source and _top(r, unit)]
        sourced = [r for r in sourced if not denies_another(self._frame.text, r)]
        back = next((r for r in sourced if r.anaphoric), None)
        shown = next((r for r in sourced if r.rule == "presents"), None)
        last = back or shown or (sourced[-1] if sourced and not own else None)
        if direct:
            self._carried = max(direct, key=lambda c: len(c.links)) if len(direct) > 1 else direct[-1]
            self._carried_unit = unit
            self._document = None
        elif last is not None:
            anchor = _stand_in(last, unit)
            if anchor is not None:
                held = [last] if last.anaphoric or last is shown else covering(self._frame, anchor, sourced)
                links = links_of(self._frame, anchor, held, unit)
                if links and last is shown and shown is not None:
                    links = [*(replace(k, commitment="Uu") for k in links), _paper(self._frame.text, shown, unit)]
                if links:
                    root = links[-2] if last is shown and len(links) > 1 else links[-1]
                    self._carried = Chain(tuple(links), _status(self._frame, root), "anaphoric")
                    self._carried_unit = unit
        elif own and all(c.rule == "author" for _, c in own):
            self._last = (self._carried, self._carried_unit) if self._carried and self._carried_unit else self._last
            self._carried = None
        elif own and all(c.links for _, c in own) and self._carried is not None:
            self._carried_unit = unit

    def _with_source_lines(self, seen: Sequence[tuple[Claim, Chain]]) -> Iterator[tuple[Claim, Chain]]:
        """Add the source of a closing line "Source: X" as outermost link of every claim of its item."""
        text = self._frame.text
        lines = _source_lines(self._frame)
        for claim, chain in seen:
            link = next((k for start, end, k in lines if start <= claim.evidence[0].start < end), None)
            if link is None or any(k.span == link.span for k in chain.links):
                yield claim, chain
                continue
            links = (link, *chain.links)
            status = chain.status if chain.links else classify(text, link.span or claim.evidence[0]).root_status
            yield claim, Chain(links, status, "source_line")


def _stand_in(relation: Relation, unit: Unit) -> Claim | None:
    """Return a stand-in claim for the content of a relation."""
    if not relation.content:
        return None
    return Claim(claim_id("-", relation.content), "-", relation.content, "", "event")


def _source_lines(frame: Frame) -> list[tuple[int, int, Link]]:
    lines = []
    begin = 0
    for unit in frame.units:
        carrier = source_line(frame.text, unit.start, unit.end)
        if carrier is None:
            continue
        kind = classify(frame.text, carrier.span)
        link = Link(span=carrier.span, role=kind.role, mode="mention", named=kind.named, plural=kind.plural)
        lines.append((begin, unit.end, link))
        begin = unit.end
    return lines


def _by_unit(frame: Frame) -> dict[int, list[Relation]]:
    result: dict[int, list[Relation]] = {}
    cursor = 0
    for relation in sorted(frame.relations, key=lambda r: r.cue[0]):
        if not reports(frame.text, relation):
            continue
        while cursor < len(frame.units) - 1 and relation.cue[0].start >= frame.units[cursor].end:
            cursor += 1
        result.setdefault(cursor, []).append(relation)
    return result


def _pointed(frame: Frame) -> dict[int, list[Relation]]:
    """Return for each unit the sentences further on that point back to it."""
    result: dict[int, list[Relation]] = {}
    for relation in frame.relations:
        if relation.anaphoric:
            for span in relation.content:
                at = bisect_right(frame.units, span.start, key=lambda u: u.start) - 1
                result.setdefault(at, []).append(relation)
    return result


def _speaks_for(text: str, outer: Relation, inner: Relation) -> bool:
    """Say whether a spokesperson speaks of a body as of oneself: "“The board believes …,” its spokesman said"."""
    head = classify(text, outer.source[0]).head
    if head not in SPOKEN_FOR and not SPOKEN_FOR & set(outer.source[0].of(text).lower().split()):
        return False
    return inner.beside and _OWN_BODY.fullmatch(inner.source[0].of(text)) is not None


_OWN_BODY = re.compile(rf"(?:the|our|this) (?:{'|'.join(sorted(words('mentions.body_heads')))})|we", re.IGNORECASE)


def _unsigned(text: str, link: Link) -> bool:
    """Say whether a link is a document that tells nothing of its maker: it is named as far as its carrier."""
    return link.role == "document" and link.span is not None and not generic_issuer(text, link.span)


def _generic(text: str, relation: Relation, held: Sequence[Relation]) -> bool:
    """Say whether the source is an empty subject ("it is said", "you think") or the speaker's own I."""
    word = relation.source[0].of(text).lower()
    if word in ("i", "we", "you", "there"):
        return len(held) > 1 or word in ("you", "there")
    return word == "it" and relation.rule == "passive"


def _is_rumour(text: str, relation: Relation) -> bool:
    """Say whether what stands as source is only talk: "rumours", "word"."""
    return classify(text, relation.source[0]).head in _RUMOUR


def _unsourced_inside(text: str, held: Sequence[Relation], sourced: Sequence[Relation]) -> bool:
    """Say whether the innermost report is hearsay in the words of the last source (C25), not an order or a warning."""
    if not held or held[-1].source or not sourced:
        return False
    if not is_hearsay(text, held[-1]) and _TOLD.search(hull(held[-1].cue).of(text)) is None:
        return False
    last = sourced[-1]
    return not last.anaphoric and held[-1].rule == "passive" and any(c.covers(held[-1].cue[0]) for c in last.content)


_TOLD = re.compile(r"\b(?:was|were|been|being) (?:\w+ly )?(?:told|informed|assured|advised)$", re.IGNORECASE)


def _status(frame: Frame, link: Link) -> RootStatus:
    if link.span is None:
        return "author"
    kind = classify(frame.text, link.antecedent or link.span)
    if not kind.named:
        return kind.root_status
    full = frame.full_name(link.span) if link.antecedent is None else None
    if full is not None and kind.role in ("witness", "resident", "official", "expert"):
        fuller = classify(frame.text, full)
        return kind.root_status if fuller.plural and not kind.plural else fuller.root_status
    return kind.root_status


def _inferred(chain: Chain) -> Chain:
    links = tuple(
        replace(k, inferred=True, cue=None, commitment="CT+" if k.commitment == "CT-" else k.commitment)
        for k in chain.links
    )
    return Chain(links, chain.status, "continued")


def _same_speaker(text: str, a: Link, b: Link) -> bool:
    if a.span is None or b.span is None:
        return False
    if a.span.overlaps(b.span) or (b.antecedent is not None and b.antecedent.overlaps(a.span)):
        return True
    name = surname(text, b.span)
    if context.GIVEN.match(b.span.of(text)) and not name and not a.named:
        head = classify(text, b.span).head
        return bool(head) and head == classify(text, a.span).head
    return (bool(name) and name == surname(text, a.span)) or (b.anaphoric and is_pronoun(text, b.span))


def _new_subject(unit: Unit) -> bool:
    """Say whether a sentence opens with a name: it may turn to something else."""
    for index, token in enumerate(_behind_place(unit.tokens)[:_SUBJECT]):
        if token.tag in "VA":
            return False
        if token.tag == "P" and (index or (len(unit.tokens) > 1 and unit.tokens[1].tag in "PVA")):
            return True
    return False


def _behind_place(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens behind a place or time that opens the sentence: "In Ostrell town, …"."""
    if not tokens or tokens[0].low not in ("in", "at", "near", "around", "across", "for", "of"):
        return tokens
    comma = next((i for i, t in enumerate(tokens[:_SUBJECT]) if t.low == ","), 0)
    return tokens if any(t.tag in "VA" for t in tokens[:comma]) else tokens[comma + 1 if comma else 0 :]


_SUBJECT = 10


def _paper(text: str, relation: Relation, unit: Unit) -> Link:
    """Return the link of a document that a relation presents."""
    span = _phrase(text, relation.content[0].start, relation.content[-1].end, unit)
    if span.start < relation.content[0].start or span.end > relation.content[-1].end + 2:
        span = relation.content[0]
    return Link(span=span, role="document", mode="paraphrase", commitment="CT+", anaphoric=True, named=True)


def _top(relation: Relation, unit: Unit) -> bool:
    return unit.start <= relation.cue[0].start < unit.end


def _sentence_break(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"[.!?\n]", text[start:end]))


def _phrase(text: str, start: int, end: int, home: Unit) -> Span:
    """Return a document's printed name: to the end of the quotation that it opens."""
    while start < end and text[start].isspace():
        start += 1
    quote = next((q for q in home.quotes if start <= q.start + 1 <= end or q.start <= start < q.end), None)
    if quote is not None:
        inner = quote.start + 1 if text[quote.start] in '“"„«' else quote.start
        closing = quote.end - 1 if text[quote.end - 1] in '”"»“' else quote.end
        if closing > inner:
            return Span(inner, closing)
    return Span(start, end)
