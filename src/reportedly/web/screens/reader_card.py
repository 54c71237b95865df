"""The card of a claim: every value with who set it and why, as far as the viewer may see it."""

from collections.abc import Sequence
from typing import cast, get_args

from reportedly.export.claims import CONTEXT
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Geolocation,
    Hedge,
    Level,
    Quantity,
    Reading,
    ReviewAction,
    Role,
    Span,
    StatusObservation,
    Timing,
)
from reportedly.records.theatre_roles import ActorClass
from reportedly.web.screens.reader_hops import Seen, ladder
from reportedly.web.screens.reader_model import (
    ClaimCard,
    CodeView,
    Decided,
    HedgeView,
    PlaceView,
    QuantityView,
    Quoted,
    RoleView,
    ServiceView,
    TimeView,
)
from reportedly.web.screens.reader_why import SetBy, rule, set_by

_CLASSES = frozenset(get_args(ActorClass))
_ACTORS = frozenset({"actor", "target"})


def card_of(reading: Reading, claim: Claim, place: tuple[int, int], seen: Seen, review: str = "open") -> ClaimCard:
    """Return the card of a claim; `place` is its number in the document and how many there are.

    What lies outside of the document (contradictions, uses, decisions) is left empty here.
    """
    number, total = place
    attribution = reading.first(Attribution, claim.id)
    document = reading.document
    restated = [ref for one in claim.summary_of if (ref := seen.where(one)) is not None]
    return ClaimCard(
        id=claim.id,
        document=document.id,
        n=number,
        of=total,
        href=f"/d/{document.id}?claim={number}",
        kind=claim.kind,
        proposition=seen.masked(claim.proposition),
        language=document.language or "",
        quotes=tuple(_quoted(reading, span, seen) for span in claim.evidence),
        realis=claim.realis,
        polarity=claim.polarity,
        realis_set_by=_by(claim.producer, claim.rule, seen),
        review=review,
        decided=(),
        to_check=tuple(
            seen.reason(why) for why in (*claim.review, *(attribution.review if attribution is not None else ()))
        ),
        root_status=attribution.root_status if attribution is not None else "author",
        hops=ladder(reading, claim, number, seen),
        chain_set_by=_by(attribution.producer, attribution.rule, seen) if attribution is not None else None,
        hedge=_hedge(reading, claim, seen),
        places=tuple(_place(reading, claim, p, seen) for p in reading.about(Geolocation, claim.id)),
        time=_time(reading, claim, seen),
        code=_code(reading, claim, seen),
        service=_service(reading, claim, seen),
        quantities=tuple(_quantity(reading, q, seen) for q in reading.about(Quantity, claim.id)),
        restates=tuple(restated),
    )


def decisions_on(claim: str, actions: Sequence[ReviewAction]) -> tuple[Decided, ...]:
    """Return the decisions that stand on a claim, oldest first."""
    return tuple(
        Decided(action.id, action.kind, action.by, action.at, action.reason)
        for action in actions
        if claim in action.on and action.kind in ("accept", "edit", "reject", "split", "merge", "not_same")
    )


def _by(producer: str, why: str, seen: Seen) -> SetBy:
    return set_by(producer, rule(seen.language, seen.masked(why)), at=seen.at)


def _quoted(reading: Reading, span: Span, seen: Seen) -> Quoted:
    size = len(reading.text)
    before, after = max(0, span.start - CONTEXT), min(size, span.end + CONTEXT)
    shown = seen.discretion.shown
    return Quoted(
        exact=shown(reading, (span,))[0],
        prefix=shown(reading, (Span(before, span.start),))[0] if before < span.start else "",
        suffix=shown(reading, (Span(span.end, after),))[0] if span.end < after else "",
        start=span.start,
        end=span.end,
    )


def _hedge(reading: Reading, claim: Claim, seen: Seen) -> HedgeView | None:
    level = reading.first(Level, claim.id)
    if level is None:
        return None
    words = [seen.printed(reading, hedge.span) for hedge in reading.about(Hedge, claim.id)]
    why = seen.reason(level.reason)
    return HedgeView(level.level, level.caveats, tuple(dict.fromkeys(words)), set_by(level.producer, why, at=seen.at))


def _place(reading: Reading, claim: Claim, place: Geolocation, seen: Seen) -> PlaceView:
    shown = seen.discretion.place(reading, claim, place)
    known = next((p for p in seen.theatre.places if p.id == shown.gazetteer_id), None)
    name = seen.theatre.place_label(known) if known is not None else shown.name or ""
    return PlaceView(
        printed=seen.printed(reading, place.span),
        function=place.function,
        precision=shown.precision,
        name=seen.masked(name),
        place=shown.gazetteer_id or "",
        radius_km=shown.radius_km,
        words=seen.masked(shown.area.words) if shown.area is not None else "",
        inherited=shown.inherited,
        example=shown.example,
        ambiguous=shown.ambiguous,
        others=tuple(other.name for other in shown.alternatives[:3]) if shown.ambiguous else (),
        coarsened=shown is not place and shown != place,
        set_by=_by(place.producer, place.rule, seen),
    )


def _time(reading: Reading, claim: Claim, seen: Seen) -> TimeView | None:
    timing = reading.first(Timing, claim.id)
    if timing is None:
        return None
    return TimeView(
        event=timing.event or "",
        earliest=timing.earliest or "",
        latest=timing.latest or "",
        basis=timing.basis,
        printed=seen.printed(reading, timing.span) if timing.span is not None else "",
        published=reading.document.published or "",
        set_by=_by(timing.producer, timing.rule, seen),
    )


def _code(reading: Reading, claim: Claim, seen: Seen) -> CodeView | None:
    coding = reading.first(Coding, claim.id)
    if coding is None:
        return None
    grounds = coding.grounds
    words = sorted(grounds.words) if grounds is not None else ()
    following = (grounds.runner_up or "") if grounds is not None else ""
    return CodeView(
        category=coding.category,
        name=seen.category(coding.category),
        secondary=coding.secondary,
        sectors=coding.sector,
        codebook=f"{coding.codebook} {coding.version}",
        words=tuple(dict.fromkeys(seen.printed(reading, word) for word in words)),
        nearest=(grounds.example or "") if grounds is not None else "",
        next=following,
        next_name=seen.category(following),
        roles=tuple(_role(reading, role, seen) for role in coding.roles),
        set_by=_by(coding.producer, coding.rule, seen),
    )


def _role(reading: Reading, role: Role, seen: Seen) -> RoleView:
    """Return a role: what is printed, and of an actor its class in the theatre's words."""
    printed = seen.printed(reading, role.span) if role.span is not None else ""
    if role.name in _ACTORS and role.value in _CLASSES:
        found = cast("ActorClass", role.value)
        word = f"{'likely ' * role.inferred}{seen.theatre.label_policy.word(found)}"
        return RoleView(role.name, printed, "" if found == "UNK" else word)
    return RoleView(role.name, printed, "" if printed else seen.masked(role.value or ""))


def _service(reading: Reading, claim: Claim, seen: Seen) -> ServiceView | None:
    found = reading.first(StatusObservation, claim.id)
    if found is None:
        return None
    return ServiceView(
        found.sector, found.status, found.change, found.access, found.cause, _by(found.producer, found.rule, seen)
    )


def _quantity(reading: Reading, found: Quantity, seen: Seen) -> QuantityView:
    return QuantityView(
        printed=seen.printed(reading, found.span),
        least=found.min,
        best=found.best,
        most=found.max,
        unit=found.unit or "",
        approximate=found.approximate,
        set_by=_by(found.producer, "", seen),
    )
