"""How the origins of an event are counted, as a picture of who derives from whom and as a table of steps."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Literal

from reportedly.corroborate.origins import MERGING, RETELLING
from reportedly.records import DocEdge, Event, Origin
from reportedly.web.screens.events_told import Bounds, Told
from reportedly.web.screens.origins_reasons import Reason, back_links, reason_of

Counts = Literal["always", "upper", "never"]
"""Whether an origin counts in both bounds, in the upper one only, or in none."""

DRAWN = MERGING | RETELLING
"""Edges that the picture shows; that two outlets share an owner stands in the table."""


@dataclass(frozen=True, slots=True)
class OriginBox:
    """One origin, or the hearsay of an event (key ""), with the documents that carry it and its share of the count."""

    letter: str
    key: str
    name: str
    status: str
    side: str
    counts: Counts
    min: int
    max: int
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentBox:
    """One document; `claim` is the number of its first claim in the event, None where it tells nothing of it."""

    id: str
    outlet: str
    title: str
    language: str
    published: str | None
    claim: int | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """`start` derives from `end`, in one or several ways; `evidence` and who decided stand beside each kind.

    The kind "names" is no edge of the record: the later text names the earlier publisher as its source.
    """

    start: str
    end: str
    kinds: tuple[str, ...]
    evidence: tuple[str, ...]
    by: tuple[str, ...]

    @property
    def same_text(self) -> bool:
        """Whether the later text carries the earlier one."""
        return bool(MERGING.intersection(self.kinds))


@dataclass(frozen=True, slots=True)
class Rise:
    """An origin leads to a document that takes it from nowhere else in the event; `how` is by which right."""

    origin: str
    document: str
    how: str
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of how the count is made; `key` names a message, `values` go into it."""

    key: str
    min: int
    max: int
    letter: str = ""
    name: str = ""
    counts: Counts | None = None
    values: dict[str, int] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on an edge of these documents that stands, and can be taken back."""

    number: int
    change: str
    kind: str
    start: str
    end: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class OriginsView:
    """The origins of an event; `otherwise` are claims that say otherwise: shown beside, never subtracted."""

    event: str
    label: str
    origins: Bounds
    corroboration: str
    contradicted: bool
    sides: tuple[str, ...]
    telling: int
    boxes: tuple[OriginBox, ...]
    documents: tuple[DocumentBox, ...]
    rises: tuple[Rise, ...]
    edges: tuple[Derivation, ...]
    families: tuple[Derivation, ...]
    steps: tuple[Step, ...]
    rule: str
    otherwise: tuple[Told, ...] = ()
    otherwise_origins: Bounds | None = None
    decisions: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """What the view is made of: `claims` of the event as told, `documents` by id, `edges` between them and above."""

    event: Event
    label: str
    claims: Sequence[Told]
    documents: Mapping[str, DocumentBox]
    edges: Sequence[DocEdge]
    mask: Callable[[str], str] = str
    background: int = 0


def view_of(
    material: Material,
    *,
    otherwise: tuple[Told, ...] = (),
    otherwise_origins: Bounds | None = None,
    decisions: tuple[Decided, ...] = (),
) -> OriginsView:
    """Return the origins of an event as the panel shows them."""
    event = material.event
    boxes = boxes_of(event.origins, material)
    telling = {claim.document for claim in material.claims}
    shown = _shown(telling, material.edges)
    edges = _edges(shown, material, boxes)
    documents = sorted(
        (_with_claims(document, material) for document in shown), key=lambda d: (d.published or "9999", d.outlet, d.id)
    )
    return OriginsView(
        event=event.id,
        label=material.label,
        origins=Bounds(event.origins_min, event.origins_max),
        corroboration=event.corroboration,
        contradicted="contradicted" in event.flags,
        sides=tuple(event.sides),
        telling=len(telling),
        boxes=boxes,
        documents=tuple(documents),
        rises=tuple(_rises(boxes, edges)),
        edges=edges,
        families=_families(shown, material),
        steps=tuple(_steps(boxes, edges, material)),
        rule=event.rule_version,
        otherwise=otherwise,
        otherwise_origins=otherwise_origins,
        decisions=decisions,
    )


def boxes_of(origins: Sequence[Origin], material: Material) -> tuple[OriginBox, ...]:
    """Return a box for each origin, and one for the claims that go back to none."""
    document_of = {claim.claim: claim.document for claim in material.claims}
    found = [
        OriginBox(
            letter=_letter(number),
            key=origin.key,
            name=material.mask(origin.name),
            status=origin.status,
            side=origin.side,
            counts="always" if origin.certain else "upper",
            min=int(origin.certain),
            max=1,
            documents=origin.documents,
            claims=origin.claims,
            reasons=tuple(reason_of(material.mask(reason)) for reason in origin.reasons),
        )
        for number, origin in enumerate(origins)
    ]
    counted = {claim for origin in origins for claim in origin.claims}
    hearsay = tuple(claim for claim in document_of if claim not in counted)
    if hearsay:
        documents = tuple(dict.fromkeys(document_of[claim] for claim in hearsay))
        found.append(OriginBox("", "", "", "none", "unknown", "never", 0, 0, documents, hearsay))
    return tuple(found)


def _letter(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = ascii_uppercase[number % 26] + letters
        number = number // 26 - 1
    return letters


def _shown(telling: set[str], edges: Sequence[DocEdge]) -> set[str]:
    """Return the documents of the event, and those between them: what several derive from, what one goes by way of."""
    up: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.kind in DRAWN:
            up[edge.start].add(edge.end)
    reached: Counter[str] = Counter()
    for document in telling:
        reached.update(_above(document, up) - telling)
    leads = {document for document in reached if reached[document] > 1 or _above(document, up) & telling}
    return telling | leads


def _above(document: str, up: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = [document]
    while queue:
        for earlier in up.get(queue.pop(), set()) - found:
            found.add(earlier)
            queue.append(earlier)
    return found - {document}


def _with_claims(document: str, material: Material) -> DocumentBox:
    box = material.documents[document]
    mine = sorted((c for c in material.claims if c.document == document), key=lambda c: c.n)
    claim = mine[0].n if mine else None
    return DocumentBox(box.id, box.outlet, box.title, box.language, box.published, claim, tuple(c.claim for c in mine))


def _edges(shown: set[str], material: Material, boxes: Iterable[OriginBox]) -> tuple[Derivation, ...]:
    pairs: dict[tuple[str, str], list[DocEdge]] = defaultdict(list)
    for edge in material.edges:
        if edge.kind in DRAWN and edge.start in shown and edge.end in shown:
            pairs[(edge.start, edge.end)].append(edge)
    found = [_derivation(pair, edges, material) for pair, edges in pairs.items()]
    known = {frozenset(pair) for pair in pairs}
    for start, end in _named(boxes, material):
        if frozenset((start, end)) not in known:
            known.add(frozenset((start, end)))
            found.append(Derivation(start, end, ("names",), ("",), ("",)))
    return tuple(sorted(found, key=lambda d: (d.end, d.start)))


def _derivation(pair: tuple[str, str], edges: Sequence[DocEdge], material: Material) -> Derivation:
    ordered = sorted(edges, key=lambda e: e.kind)
    return Derivation(
        *pair,
        kinds=tuple(e.kind for e in ordered),
        evidence=tuple(material.mask(e.evidence) for e in ordered),
        by=tuple(e.producer.removeprefix("review/") if e.producer.startswith("review/") else "" for e in ordered),
    )


def _named(boxes: Iterable[OriginBox], material: Material) -> Iterable[tuple[str, str]]:
    """Yield the pairs of documents of which one was followed to the other by the publisher that it names."""
    for box in boxes:
        by_outlet: dict[str, list[str]] = defaultdict(list)
        for document in box.documents:
            by_outlet[material.documents[document].outlet].append(document)
        for reason in box.reasons:
            names = back_links(reason.text)
            if names and names[0] in by_outlet and names[1] in by_outlet:
                earliest = by_outlet[names[1]][0]
                yield from ((later, earliest) for later in by_outlet[names[0]] if later != earliest)


def _families(shown: set[str], material: Material) -> tuple[Derivation, ...]:
    found = [e for e in material.edges if e.kind not in DRAWN and e.start in shown and e.end in shown]
    return tuple(_derivation((e.start, e.end), [e], material) for e in found)


_HOW = {"unnamed_single": "quotes", "unnamed_plural": "cites", "none": "hearsay"}


def _rises(boxes: Iterable[OriginBox], edges: Sequence[Derivation]) -> Iterable[Rise]:
    for box in boxes:
        inside = set(box.documents)
        taken = {edge.start for edge in edges if edge.start in inside and edge.end in inside}
        heads = [d for d in box.documents if d not in taken] or list(box.documents[:1])
        for document in heads:
            yield Rise(box.key, document, _how(box), box.status.startswith(("unnamed", "none")))


def _how(box: OriginBox) -> str:
    if box.status == "author":
        return "wrote" if box.counts == "always" else "asserts"
    return _HOW.get(box.status, "says")


def _steps(boxes: Sequence[OriginBox], edges: Sequence[Derivation], material: Material) -> Iterable[Step]:
    """Yield a line for each origin, for what was merged, for hearsay and for what only restates others."""
    for box in boxes:
        if box.key:
            yield Step("origin", box.min, box.max, box.letter, box.name, box.counts, reasons=box.reasons)
        else:
            yield Step("hearsay", 0, 0, counts="never", values={"n": len(box.claims)})
    merged = Counter(_sort(edge) for edge in edges if _merges(edge, boxes))
    for sort in ("copies", "translations", "retellings"):
        if merged[sort]:
            yield Step(sort, 0, 0, values={"n": merged[sort]})
    if material.background:
        yield Step("background", 0, 0, values={"n": material.background})


def _merges(edge: Derivation, boxes: Iterable[OriginBox]) -> bool:
    return any(edge.start in box.documents and edge.end in box.documents for box in boxes if box.key)


def _sort(edge: Derivation) -> str:
    if "translation" in edge.kinds:
        return "translations"
    return "copies" if edge.same_text else "retellings"
