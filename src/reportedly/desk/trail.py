"""The audit trail: what people decided, as it stands in the chain, and beside it what stages proposed."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.clock import now
from reportedly.desk.model import BadQuery, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.records import Claim, Coding, Reading, ReviewAction, Run
from reportedly.review import standing, verify
from reportedly.review.edits import worded

KINDS = (
    "accept", "edit", "reject", "merge", "split", "not_same", "edge", "comment", "dissent", "grade_source",
    "grade_information", "retract", "undo", "erase",
)  # fmt: skip
GRADES = ("grade_source", "grade_information")


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry: who did what when, with the values before and after in words or codes, and why.

    `automatic` entries are proposals of stages and stand beside the chain; they have no number and no digest. `stands`
    is False for what was taken back. `before_value` and `after_value` are those of an edit as they are kept (JSON). Of
    a dissent that was kept when two people clashed `note` names who took the other view.
    """

    number: int
    at: str
    by: str
    kind: str
    field: str
    on: tuple[str, ...]
    against: tuple[str, ...]
    before: str
    after: str
    reason: str
    sha256: str
    previous: str
    stands: bool
    automatic: bool = False
    id: str = ""
    note: str = ""
    before_value: str = ""
    after_value: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether the chain is whole, when that was looked at, how many actions it has, what is wrong, its last digest."""

    whole: bool
    at: str
    actions: int
    head: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for: on what, by whom, of which kind; `automatic` takes in proposals of stages."""

    on: str = ""
    by: str = ""
    kind: str = ""
    automatic: bool = True
    offset: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for. Raises BadQuery naming the parameter."""
        kind = query.get("kind") or ""
        if kind and kind not in KINDS:
            raise BadQuery("kind", f"{kind!r} is none of {', '.join(KINDS)}")
        try:
            offset = max(0, int(query.get("offset") or 0))
        except ValueError as error:
            raise BadQuery("offset", f"{query.get('offset')!r} is no number") from error
        return cls(query.get("on") or "", query.get("by") or "", kind, query.get("automatic") != "no", offset)


@dataclass(frozen=True, slots=True)
class Trail:
    """Entries of the audit trail, newest first, with the state of the chain; `people` have decided something."""

    wanted: Wanted
    entries: tuple[TrailEntry, ...]
    total: int
    checked: Checked
    people: tuple[str, ...]
    more: int | None = None


def checked_lately(reviewing: Reviewing) -> Checked:
    """Return the check of the chain as it stands, made anew after a decision, and after half a minute in any case."""
    return reviewing.kept(f"chain {int(time.monotonic() / 30)}", lambda: checked(reviewing))


def checked(reviewing: Reviewing) -> Checked:
    """Check the whole chain now."""
    rows, highest = reviewing.project.store.kept_reviews()
    faults = tuple(verify(rows, highest))
    return Checked(not faults, now(), len(rows), rows[-1].sha256 if rows else "", faults)


def trail(
    reviewing: Reviewing, viewer: Viewer, wanted: Wanted, *, limit: int | None = 100, grades: bool = True
) -> Trail:
    """Return the entries that fit, newest first. `grades` leaves out marks where they may not be seen (False)."""
    actions = reviewing.actions()
    stand = {a.id for a in standing(actions)}
    about = related(actions, wanted.on) if wanted.on else actions
    fitting = [
        a
        for a in about
        if (not wanted.by or a.by == wanted.by)
        and (not wanted.kind or a.kind == wanted.kind)
        and (grades or a.kind not in GRADES)
    ]
    masked = reviewing.desk.discretion(viewer).masked
    entries = [_entry(action, action.id in stand, masked) for action in fitting]
    if wanted.automatic and wanted.on.startswith("clm_") and not (wanted.by or wanted.kind):
        entries = [*_automatic(reviewing, viewer, wanted.on), *entries]
    entries.sort(key=lambda e: (e.at, e.number), reverse=True)
    end = None if limit is None else wanted.offset + limit
    return Trail(
        wanted,
        tuple(entries[wanted.offset : end]),
        len(entries),
        checked(reviewing) if limit is None or not wanted.on else checked_lately(reviewing),
        tuple(sorted({a.by for a in actions})),
        end if end is not None and len(entries) > end else None,
    )


def related(actions: Sequence[ReviewAction], name: str) -> list[ReviewAction]:
    """Return the actions on a claim, event, document, source or action, with what took them back."""
    ids = {a.id for a in actions if name in (*a.on, *a.against) or a.id == name or str(a.number) == name}
    found = []
    for action in actions:
        if action.id in ids or ids & set(action.on):
            ids.add(action.id)
            found.append(action)
    return found


def last_of(reviewing: Reviewing, viewer: Viewer, names: Iterable[str] = ()) -> ReviewAction | None:
    """Return the last standing decision of a person (on one of these, where any are named): what `u` takes back."""
    wanted = set(names)
    for action in reversed(standing(reviewing.actions())):
        mine = action.by == viewer.name and action.kind not in ("undo", "erase")
        if mine and (not wanted or wanted & {*action.on, *action.against}):
            return action
    return None


def jsonl(reviewing: Reviewing, viewer: Viewer, wanted: Wanted) -> Iterator[str]:
    """Yield the fitting entries as lines of JSON, oldest first."""
    for entry in reversed(trail(reviewing, viewer, wanted, limit=None).entries):
        plain = {name: getattr(entry, name) for name in TrailEntry.__dataclass_fields__}
        yield json.dumps(plain, ensure_ascii=False) + "\n"


def _entry(action: ReviewAction, stands: bool, mask: Callable[[str], str]) -> TrailEntry:
    note = ""
    before, after = action.before, action.after
    if action.kind == "dissent" and before:
        note = json.loads(before).get("kept_by", "")
        before = ""
    if action.kind in ("edit", "dissent"):
        told = ("" if before == "" else worded(before), "" if after == "" else worded(after))
    elif action.kind in ("edge", *GRADES):
        told = (before or "", action.field if action.kind in GRADES else after or "")
    else:
        told = ("", "")
    field = action.field if action.kind not in GRADES else ""
    return TrailEntry(
        action.number, action.at, action.by, action.kind, field, action.on, action.against, mask(told[0]),
        mask(told[1]), mask(action.reason), action.sha256, action.previous, stands, id=action.id, note=note,
        before_value=mask(before or "") if action.kind in ("edit", "dissent") else "",
        after_value=mask(after or "") if action.kind in ("edit", "dissent") else "",
    )  # fmt: skip


def _automatic(reviewing: Reviewing, viewer: Viewer, claim: str) -> Iterator[TrailEntry]:
    """Yield what stages proposed for a claim, as they left it."""
    store, mask = reviewing.project.store, reviewing.desk.discretion(viewer).masked
    for reading in store.readings_of(store.documents_of([claim])):
        at = _read_at(store.runs(), reading)
        for record in reading.records:
            about = record.id if isinstance(record, Claim) else getattr(record, "claim", None)
            producer = str(getattr(record, "producer", ""))
            if about == claim and producer:
                why = str(getattr(record, "rule", "") or getattr(record, "reason", "") or "")
                if isinstance(record, Coding):
                    why = (
                        ", ".join(f"“{w.of(reading.text)}”" for w in record.grounds.words[:3]) if record.grounds else ""
                    )
                yield TrailEntry(
                    0, at, producer.replace("/", " "), "proposed", type(record).__name__.lower(), (claim,), (), "",
                    mask(_told(record)), mask(why), "", "", True, automatic=True,
                )  # fmt: skip


def _read_at(runs: Sequence[Run], reading: Reading) -> str:
    """Return when the first run began after the document came: about when stages read it."""
    came = reading.document.retrieved_at
    return next((run.started_at for run in runs if run.started_at >= came), came)


def _told(record: object) -> str:
    for name in ("category", "level", "event", "status", "name", "proposition", "root_status", "type", "best"):
        value = getattr(record, name, None)
        if value is not None and value != "":
            return str(value)
    return ""
