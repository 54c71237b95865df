"""From what a reviewer names on the command line or a page to a decision: ids looked up, values before, quotes kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_args

from reportedly.errors import ReviewRefused, StandsInNoEvent
from reportedly.records import Claim, Coding, DocEdge, Event, Quote, Reading, ReviewAction, ReviewDraft
from reportedly.records import values as v
from reportedly.records.review import Credibility, DiscardReason, EdgeChange, EditField, Reliability, ReviewKind
from reportedly.review.edits import current, same_value, worded
from reportedly.review.grades import check_confirmed
from reportedly.review.placing import quote_of

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """What a reviewer sees, and who decides, when and why (`at` ISO 8601, UTC).

    Ids may be given by their beginning, documents by their path too. Every method returns a decision that is not in
    the chain yet, and raises ReviewRefused where a name fits nothing, or several things.
    """

    readings: Sequence[Reading]
    events: Sequence[Event]
    edges: Sequence[DocEdge]
    by: str
    at: str
    reason: str

    def merge(self, names: Sequence[str]) -> ReviewDraft:
        """Return the decision that events, or claims, are one occurrence; an event stands for its claims of today."""
        claims: list[str] = []
        for name in names:
            if name.startswith("evt_"):
                claims += self.event(name).claims
            else:
                claims.append(self._counted(name))
        claims = list(dict.fromkeys(claims))
        if len(claims) < 2:
            raise ReviewRefused("name two events or claims that are one occurrence")
        before = {"events": sorted({e.id for e in self.events if set(e.claims) & set(claims)})}
        return self._draft("merge", claims, before=before)

    def split(self, event: str, names: Sequence[str]) -> ReviewDraft:
        """Return the decision that some claims of an event are not its occurrence, but one of their own."""
        found = self.event(event)
        leaving = list(dict.fromkeys(self.claim(name)[1].id for name in names))
        strangers = [claim for claim in leaving if claim not in found.claims]
        if strangers:
            raise ReviewRefused(f"{', '.join(strangers)}: not a claim of {found.id}; it has {', '.join(found.claims)}")
        staying = [claim for claim in found.claims if claim not in leaving]
        if not leaving or not staying:
            raise ReviewRefused(f"name some of the {len(found.claims)} claims of {found.id}, not all: {found.claims}")
        return self._draft("split", leaving, against=staying, before={"events": [found.id]})

    def not_same(self, one: str, other: str) -> ReviewDraft:
        """Return the decision that two claims are not one occurrence."""
        left, right = self._counted(one), self._counted(other)
        if left == right:
            raise ReviewRefused(f"{one} and {other} are one claim; name two")
        return self._draft("not_same", [left], against=[right])

    def edge(self, change: EdgeChange, start: str, end: str, kind: str = "", was: str = "") -> ReviewDraft:
        """Return the decision that a document derives from another or not, or in another way.

        `kind` is what is added, or what is cut ("" for all); `was` is what a change takes away, "" for what is there.
        """
        one, other = self.document(start).document.id, self.document(end).document.id
        if one == other:
            raise ReviewRefused(f"{start} and {end} are one document; an edge joins two")
        for name in (kind, was):
            if name and name not in get_args(v.EdgeKind):
                raise ReviewRefused(f"{name!r} is no kind of edge; it is one of {', '.join(get_args(v.EdgeKind))}")
        there = sorted(e.kind for e in self.edges if (e.start, e.end) == (one, other))
        if change == "add" and not kind:
            raise ReviewRefused(f"an edge needs a kind: {', '.join(get_args(v.EdgeKind))}")
        cut = kind if change == "cut" else was
        if change in ("cut", "change") and (not there or (cut and cut not in there)):
            back = sorted(e.kind for e in self.edges if (e.start, e.end) == (other, one))
            hint = f"; the other way round there is {', '.join(back)}" if back else ""
            raise ReviewRefused(
                f"there is no {cut or 'edge'} from {start} to {end}{hint}; `reportedly edges` lists them"
            )
        before = cut if change != "change" else was or ",".join(there)
        after = kind if change != "cut" else ""
        return ReviewDraft(
            "edge",
            (one,),
            self.by,
            self.at,
            self.reason,
            against=(other,),
            field=change,
            before="" if change == "add" else before,
            after=after,
        )

    def reject(self, name: str, why: str) -> ReviewDraft:
        """Return the decision that a claim is not to be used, for one of the discard reasons."""
        if why not in get_args(DiscardReason):
            raise ReviewRefused(f"{why!r} is no reason to reject; it is one of {', '.join(get_args(DiscardReason))}")
        return self._draft("reject", [self.claim(name)[1].id], field=why)

    def accept(self, name: str) -> ReviewDraft:
        """Return the decision that a claim is right as it stands."""
        return self._draft("accept", [self.claim(name)[1].id])

    def edit(self, name: str, field: EditField, value: Mapping[str, Any]) -> ReviewDraft:
        """Return the decision that a field of a claim has another value."""
        reading, claim = self.claim(name)
        before = current(reading, claim, field)
        if same_value(before, value):
            raise ReviewRefused(f"the {field.replace('_', ' ')} of {claim.id} is {worded(_kept(before))} already")
        named = [c for c in value.get("summary_of", ()) if c != claim.id]
        made = self._draft("edit", [claim.id], field=field, before=before, after=value)
        return replace(made, quotes=(*made.quotes, *self._quotes(named)))

    def comment(self, names: Sequence[str]) -> ReviewDraft:
        """Return a remark, the reason, on a claim, an event, a document, or on an edge (two documents)."""
        return self._beside("comment", names)

    def dissent(self, names: Sequence[str], field: str = "", value: Mapping[str, Any] | None = None) -> ReviewDraft:
        """Return another view of a claim, an event, a document or an edge, kept beside: it changes nothing.

        `field` and `value` say of a claim which of its fields should have which value.
        """
        if field and field not in get_args(EditField):
            raise ReviewRefused(f"{field!r} is no field of a claim; it is one of {', '.join(get_args(EditField))}")
        return self._beside("dissent", names, field, value)

    def grade_source(self, source: str, letter: str, note: Mapping[str, Any] | None = None) -> ReviewDraft:
        """Return how reliable a source is (`source_name`): A to E, or F where that cannot be judged."""
        if letter not in get_args(Reliability):
            raise ReviewRefused(
                f"{letter!r} is no grade of a source; it is one of {', '.join(get_args(Reliability))}, "
                "F: cannot be judged"
            )
        return ReviewDraft(
            "grade_source", (source,), self.by, self.at, self.reason, field=letter, after=_kept(note or {})
        )

    def grade_information(self, name: str, digit: str) -> ReviewDraft:
        """Return how credible a claim is: 1 to 5, or 6 where that cannot be judged; 1 needs two certain origins."""
        if digit not in get_args(Credibility):
            raise ReviewRefused(
                f"{digit!r} is no grade of information; it is one of {', '.join(get_args(Credibility))}, "
                "6: cannot be judged"
            )
        claim = self.claim(name)[1].id
        event = next((e for e in self.events if claim in (*e.claims, *e.background)), None)
        check_confirmed(digit, (event.origins_min, event.origins_max) if event else None)
        return self._draft("grade_information", [claim], field=digit)

    def retract(self, name: str) -> ReviewDraft:
        """Return the note that a document was retracted or withdrawn by who published it."""
        found = self.document(name).document.id
        return ReviewDraft("retract", (found,), self.by, self.at, self.reason)

    def undo(self, name: str, actions: Sequence[ReviewAction]) -> ReviewDraft:
        """Return the decision that takes an action back."""
        return ReviewDraft("undo", (self._action(name, actions).id,), self.by, self.at, self.reason)

    def erase(self, name: str, parts: Sequence[str], actions: Sequence[ReviewAction]) -> ReviewDraft:
        """Return the decision to erase values of an action; the chain keeps their digests."""
        found = self._action(name, actions)
        return ReviewDraft("erase", (found.id,), self.by, self.at, self.reason, field=",".join(parts))

    def claim(self, name: str) -> tuple[Reading, Claim]:
        """Return the claim with this id or beginning of one."""
        found = [(r, c) for r in self.readings for c in r.of(Claim) if c.id.startswith(name)]
        return _one(found, name, "claim", "`reportedly claims` lists them", [c.id for _, c in found])

    def event(self, name: str) -> Event:
        """Return the event with this id or beginning of one."""
        found = [e for e in self.events if e.id.startswith(name)]
        return _one(found, name, "event", "`reportedly events --json` lists them", [e.id for e in found])

    def document(self, name: str) -> Reading:
        """Return the document with this id, beginning of one, or path (or end of one)."""
        for fits in (
            [r for r in self.readings if name in (r.document.id, r.document.path)],
            [r for r in self.readings if r.document.id.startswith(name) and name.startswith("doc_")],
            [r for r in self.readings if r.document.path.endswith(f"/{name}")],
        ):
            if fits:
                return _one(fits, name, "document", "give its id", [r.document.id for r in fits])
        raise ReviewRefused(
            f"no document has the id or path {name!r}; `reportedly edges` and `claims --json` show them"
        )

    def _beside(
        self, kind: ReviewKind, names: Sequence[str], field: str = "", value: Mapping[str, Any] | None = None
    ) -> ReviewDraft:
        if not 1 <= len(names) <= 2:
            raise ReviewRefused("name a claim, an event or a document, or the two documents of an edge")
        if len(names) == 2:
            start, end = (self.document(name).document.id for name in names)
            return ReviewDraft(kind, (start,), self.by, self.at, self.reason, against=(end,))
        [name] = names
        if name.startswith("clm_"):
            claim = self.claim(name)[1].id
            return self._draft(kind, [claim], field=field, after=value)
        found = self.event(name).id if name.startswith("evt_") else self.document(name).document.id
        return ReviewDraft(kind, (found,), self.by, self.at, self.reason)

    def _action(self, name: str, actions: Sequence[ReviewAction]) -> ReviewAction:
        found = [a for a in actions if a.id.startswith(name)]
        return _one(found, name, "review action", "`reportedly review log` lists them", [a.id for a in found])

    def _counted(self, name: str) -> str:
        """Return the id of a claim that stands in an event. Raises StandsInNoEvent where it does not."""
        reading, claim = self.claim(name)
        if any(claim.id in event.claims for event in self.events):
            return claim.id
        coding = reading.first(Coding, claim.id)
        code = f"it is coded {coding.category}" if coding else "it has no code"
        over = [e.id for e in self.events if claim.id in e.background]
        why = (
            f"it restates what others say ({', '.join(over)})"
            if over
            else f"it is a claim of kind {claim.kind}, {code}"
        )
        raise StandsInNoEvent(f"{claim.id} stands in no event: {why}")

    def _draft(
        self,
        kind: ReviewKind,
        on: Sequence[str],
        *,
        against: Sequence[str] = (),
        field: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> ReviewDraft:
        return ReviewDraft(
            kind,
            tuple(on),
            self.by,
            self.at,
            self.reason,
            against=tuple(against),
            field=field,
            before=_kept(before),
            after=_kept(after),
            quotes=tuple(self._quotes([*on, *against])),
        )

    def _quotes(self, claims: Sequence[str]) -> Iterable[Quote]:
        held = {c.id: (r, c) for r in self.readings for c in r.of(Claim)}
        return (quote_of(*held[claim]) for claim in claims if claim in held)


def _kept(value: Mapping[str, Any] | None) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value is not None else ""


def _one(found: Sequence[T], name: str, noun: str, hint: str, ids: Sequence[str]) -> T:
    if not found:
        raise ReviewRefused(f"no {noun} has an id that begins with {name!r}; {hint}")
    if len(found) > 1:
        raise ReviewRefused(f"{name!r} fits {len(found)} {noun}s ({', '.join(ids[:5])}); give more of the id")
    return found[0]
