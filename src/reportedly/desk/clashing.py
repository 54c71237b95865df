"""Two people decide on one thing: what each changed since the other looked, what goes together, what clashes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from reportedly.errors import ReviewRefused
from reportedly.records import ReviewAction, ReviewDraft
from reportedly.records.review import BESIDE, chained, contradiction
from reportedly.review import checked, standing, ties_of
from reportedly.review.edits import same_value
from reportedly.review.standing import Placing

Choice = Literal["mine", "theirs", "both"]
DECISION, OCCURRENCE, EDGE = "decision", "occurrence", "edge"
"""What clashes besides fields: accepted or rejected, one occurrence or two, how two documents hang together."""

SEVERAL: Mapping[str, str] = {
    "secondary": "secondary",
    "sector": "sector",
    "caveats": "caveats",
    "summary_of": "summary_of",
    "roles": "roles",
    "quantity": "quantities",
    "status": "states",
}
"""Fields that can hold both of two values, with the key under which a value keeps its parts."""

_JOINING = ("merge", "split", "not_same")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who decides and why, and what they had seen.

    `seen` is the number of the last action that they knew of when they began, None where that does not matter.
    `shown` is the last one that a clash has shown them since, and `settled` what they chose then, by field. A form
    that comes twice with one `key` is decided once. `role` says whose decisions they may take back.
    """

    by: str
    reason: str
    role: str = "reviewer"
    seen: int | None = None
    shown: int = 0
    settled: Mapping[str, Choice] | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that others changed meanwhile; values are those of actions (JSON), "" where there is none.

    `clash` says that mine and theirs cannot both hold; `both` that the field may hold both; else theirs is only new.
    """

    field: str
    before: str
    mine: str
    theirs: str
    by: str
    at: str
    reason: str
    action: int
    clash: bool
    both: bool = False


class Clash(ReviewRefused):
    """Others decided on the same thing meanwhile; nothing was written. `last` is the last action that this shows."""

    def __init__(self, changes: Sequence[Change], last: int) -> None:
        self.changes, self.last = tuple(changes), last
        clashing = [c for c in self.changes if c.clash]
        who = ", ".join(dict.fromkeys(c.by for c in self.changes))
        fields = ", ".join(dict.fromkeys(c.field.replace("_", " ") for c in clashing)) or "what you accept"
        super().__init__(f"{who} decided on this meanwhile: {fields}. Nothing is lost; choose, then save again")

    @property
    def more(self) -> dict[str, Any]:
        """The clash as JSON-ready values."""
        return {
            "last": self.last,
            "changes": [
                {
                    "field": c.field,
                    "before": plain(c.before),
                    "mine": plain(c.mine),
                    "theirs": plain(c.theirs),
                    "by": c.by,
                    "at": c.at,
                    "reason": c.reason,
                    "action": c.action,
                    "clash": c.clash,
                    "both": c.both,
                }
                for c in self.changes
            ],
        }


def plain(value: str) -> Any:
    """Return the value of an action as plain values, None where there is none."""
    return json.loads(value) if value.startswith(("{", "[")) else value or None


def composed(
    drafts: Sequence[ReviewDraft], so_far: Sequence[ReviewAction], asked: Asked, place: Placing
) -> list[ReviewDraft]:
    """Return what is to be written for drafts on one thing, with what others did since kept in view.

    Left out is what others have set to the same value. Where a choice keeps one view, the other becomes a dissent in
    the name of whose it is. Raises Clash where something has to be chosen, ReviewRefused where a draft cannot stand.
    """
    meeting = _Meeting(drafts, so_far, asked, place)
    if open_ := meeting.open():
        raise Clash(open_, so_far[-1].number)
    made: list[ReviewDraft] = []
    trial = list(so_far)
    for draft in (one for given in drafts for one in meeting.outcome(given)):
        checked(draft, trial, place)
        trial.append(chained(draft, trial[-1] if trial else None, ("",) * 4))
        made.append(draft)
    return made


def standing_on(so_far: Sequence[ReviewAction], names: set[str]) -> list[ReviewAction]:
    """Return the standing decisions on any of these claims, events or documents that change something."""
    return [a for a in standing(so_far) if a.kind not in (*BESIDE, "undo", "erase") and names & {*a.on, *a.against}]


class _Meeting:
    """Drafts of one person beside what was decided since that person looked."""

    def __init__(
        self, drafts: Sequence[ReviewDraft], so_far: Sequence[ReviewAction], asked: Asked, place: Placing
    ) -> None:
        self.drafts, self.so_far, self.asked, self.place = drafts, so_far, asked, place
        names = {name for draft in drafts for name in (*draft.on, *draft.against)}
        seen = asked.seen
        others = [a for a in standing_on(so_far, names) if a.by != asked.by]
        self.since = [a for a in others if a.number > seen] if seen is not None else []
        self.ids = {a.id: a for a in self.since}

    def open(self) -> list[Change]:
        """Return all changes since, if one of them has to be chosen or looked at; nothing where all is settled."""
        settled = self.asked.settled or {}
        changes = [*self._clashes(), *self._beside()]
        accepts = any(draft.kind == "accept" for draft in self.drafts)
        waiting = any(
            (c.clash and (c.field not in settled or c.action > self.asked.shown))
            or (accepts and not c.clash and c.action > self.asked.shown)
            for c in changes
        )
        return changes if waiting else []

    def outcome(self, draft: ReviewDraft) -> Iterator[ReviewDraft]:
        """Yield what is to be written for one draft."""
        theirs = self._against(draft)
        if theirs is None:
            if not self._done(draft):
                yield draft
            return
        choice = (self.asked.settled or {}).get(_field(draft, theirs))
        if choice == "theirs":
            yield self._dissent(draft, theirs)
        elif choice == "both" and draft.field in SEVERAL:
            yield replace(draft, before=theirs.after or "", after=_union(draft.field, draft.after, theirs.after or ""))
        else:
            if (draft.kind, theirs.kind) != ("edit", "edit"):
                why = f"{draft.by} kept another view: {self.asked.reason}"
                yield ReviewDraft("undo", (theirs.id,), draft.by, draft.at, why)
                yield draft
            else:
                yield replace(draft, before=theirs.after or "")
            yield self._kept(draft, theirs)

    def _clashes(self) -> Iterator[Change]:
        told: set[str] = set()
        for draft in self.drafts:
            theirs = self._against(draft)
            if theirs is not None and (field := _field(draft, theirs)) not in told:
                told.add(field)
                both = field in SEVERAL and draft.kind == theirs.kind == "edit"
                yield _change(field, theirs, _mine(draft), clash=True, both=both, before=self._before(theirs))

    def _beside(self) -> Iterator[Change]:
        """Yield what others changed that goes together with the drafts, the last change of each field."""
        clashing = {theirs.id for draft in self.drafts if (theirs := self._against(draft)) is not None}
        last = {a.field or a.kind: a for a in self.since if a.id not in clashing}
        mine = {draft.field for draft in self.drafts if draft.kind == "edit"}
        for name, theirs in last.items():
            if name not in mine:
                yield _change(name, theirs, "", clash=False, before=self._before(theirs))

    def _before(self, theirs: ReviewAction) -> str:
        """Return what a field held when the person looked."""
        first = next(
            (a for a in self.since if (a.kind, a.field, a.on) == (theirs.kind, theirs.field, theirs.on)), theirs
        )
        return first.before or ""

    def _against(self, draft: ReviewDraft) -> ReviewAction | None:
        """Return the last decision since that a draft cannot stand beside."""
        found = [action for action in self.since if _clash(draft, action)]
        if draft.kind in _JOINING and not found:
            trial = chained(draft, self.so_far[-1] if self.so_far else None, ("",) * 4)
            against = contradiction(ties_of(standing([*self.so_far, trial]), self.place)) or ()
            found = [self.ids[one] for one in against if one in self.ids]
        if found and draft.kind == "edit" and found[-1].kind == "edit" and _same(draft, found[-1]):
            return None
        return found[-1] if found else None

    def _done(self, draft: ReviewDraft) -> bool:
        """Say whether others have decided the same since."""
        mine = [a for a in self.since if (a.kind, a.on, a.against) == (draft.kind, draft.on, draft.against)]
        if draft.kind == "edit":
            fields = [a for a in mine if a.field == draft.field]
            return bool(fields) and _same(draft, fields[-1])
        return bool(mine) and draft.kind in ("accept", "reject", "merge", "split", "not_same", "retract")

    def _kept(self, draft: ReviewDraft, theirs: ReviewAction) -> ReviewDraft:
        """Return the view of the other person as a dissent in that person's name."""
        return ReviewDraft(
            "dissent",
            theirs.on,
            theirs.by,
            draft.at,
            theirs.reason,
            against=theirs.against,
            field=theirs.field if theirs.kind == "edit" else "",
            before=_note(draft.by, theirs),
            after=theirs.after or "",
            quotes=theirs.quotes,
        )

    def _dissent(self, draft: ReviewDraft, theirs: ReviewAction) -> ReviewDraft:
        """Return the draft as a dissent: the other view stands."""
        return ReviewDraft(
            "dissent",
            draft.on,
            draft.by,
            draft.at,
            draft.reason,
            against=draft.against,
            field=draft.field if draft.kind == "edit" else "",
            before=_note(draft.by, theirs),
            after=draft.after,
            quotes=draft.quotes,
        )


def _note(by: str, theirs: ReviewAction) -> str:
    said = {"kept_by": by, "beside": theirs.id, "kind": theirs.kind}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _clash(draft: ReviewDraft, action: ReviewAction) -> bool:
    if draft.kind == "edit":
        return action.on == draft.on and (
            action.kind == "reject" or (action.kind == "edit" and action.field == draft.field)
        )
    if draft.kind == "accept":
        return action.kind == "reject" and action.on == draft.on
    if draft.kind == "reject":
        return action.kind in ("accept", "edit") and action.on == draft.on
    if draft.kind == "edge":
        return action.kind == "edge" and (action.on, action.against) == (draft.on, draft.against)
    return False


def _field(draft: ReviewDraft, theirs: ReviewAction) -> str:
    if draft.kind == theirs.kind == "edit":
        return draft.field
    if draft.kind == "edge":
        return EDGE
    return OCCURRENCE if draft.kind in _JOINING else DECISION


def _mine(draft: ReviewDraft) -> str:
    if draft.kind == "edit":
        return draft.after
    return " ".join(word for word in (draft.kind, draft.field, draft.after) if word)


def _theirs(action: ReviewAction) -> str:
    if action.kind == "edit":
        return action.after or ""
    return " ".join(word for word in (action.kind, action.field, action.after or "") if word)


def _change(
    field: str, theirs: ReviewAction, mine: str, *, clash: bool, both: bool = False, before: str = ""
) -> Change:
    told = theirs.at, theirs.reason, theirs.number
    return Change(field, before, mine, _theirs(theirs), theirs.by, *told, clash, both)


def _same(draft: ReviewDraft, action: ReviewAction) -> bool:
    return action.after is not None and same_value(json.loads(draft.after or "{}"), json.loads(action.after or "{}"))


def _union(field: str, mine: str, theirs: str) -> str:
    """Return a value that holds the parts of both, theirs first."""
    key = SEVERAL[field]
    one, other = json.loads(theirs or "{}"), json.loads(mine or "{}")
    parts = [*one.get(key, ()), *(part for part in other.get(key, ()) if part not in one.get(key, ()))]
    return json.dumps({**other, **one, key: parts}, ensure_ascii=False, sort_keys=True)
