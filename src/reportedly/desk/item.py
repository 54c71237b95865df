"""One item of the review queue: the passage, every field with who set it and why, and what a decision would do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from reportedly.codebook import Codebook
from reportedly.desk.model import ClaimRow, NotFound, Viewer
from reportedly.desk.queue import sentences_of
from reportedly.desk.reviewing import Reviewing
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Event,
    Geolocation,
    Level,
    Link,
    Quantity,
    Reading,
    ReviewAction,
    Span,
    StatusObservation,
    Timing,
)
from reportedly.records.review import EditField
from reportedly.records.withhold import Discretion
from reportedly.review import standing
from reportedly.review.edits import current
from reportedly.review.placing import Places
from reportedly.review.setters import FUNCTIONS

AROUND = 260
"""Code points of the text that are shown on each side of a passage."""

FIELDS: tuple[EditField, ...] = (
    "proposition", "evidence", "kind", "category", "secondary", "sector", "chain", "level", "caveats", "realis",
    "polarity", "place", "origin", "destination", "time", "quantity", "status", "roles", "summary_of",
)  # fmt: skip
"""The fields in the order in which they are shown; each of `EditField` once."""

assert set(FIELDS) == set(get_args(EditField))

Doubt = Literal["", "sure", "less_sure", "unsure"]
_SURE, _UNSURE = 0.8, 0.5
"""Scores of stages become words: at least the first is sure, below the second unsure (DOMAIN 0.2: no number)."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a chain, outermost first: the name and the wording that names it, as printed."""

    base: int
    name: str
    cue: str
    role: str
    inferred: bool
    commitment: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a claim: its value as codes or words (`value`), what set it (`stage`, a person's name for one), why.

    `doubt` says how sure the stage was, in a word; `next` is what it would have chosen else. `rows` holds the parts of
    fields that have several, `hops` those of the chain.
    """

    name: str
    value: tuple[str, ...]
    stage: str = ""
    person: str = ""
    why: str = ""
    doubt: Doubt = ""
    next: str = ""
    rows: tuple[dict[str, Any], ...] = ()
    hops: tuple[Hop, ...] = ()
    root: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the passage; `claim` says that it is part of the evidence, `text` is masked for the viewer."""

    text: str
    claim: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the service ledger that a claim stands for: place, sector, its state, and the claims of the others."""

    place: str
    sector: str
    status: str
    conflict: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision on a claim bears on: sentences of the brief (`first` have no reviewed claim yet), cells, origins.

    `carried` is how many origins of the event are told by this claim alone.
    """

    sentences: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()
    origins: tuple[int, int] | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """A claim with all that is needed to decide on it, as a viewer may see it.

    `siblings` are the other claims of its event, `neighbours` those of its document. `seen` is the last action of the
    chain when this was made.
    """

    row: ClaimRow
    passage: tuple[Piece, ...]
    fields: tuple[FieldView, ...]
    outcome: Outcome
    siblings: tuple[ClaimRow, ...]
    neighbours: tuple[ClaimRow, ...]
    seen: int
    comments: tuple[str, ...] = field(default=())


def claim_item(reviewing: Reviewing, viewer: Viewer, claim: str) -> ClaimItem:
    """Return the item of a claim. Raises NotFound."""
    desk = reviewing.desk
    row, event = _counted(reviewing, viewer, claim)
    seen = reviewing.deciding.last
    reading, found = _reading(reviewing, claim)
    view = _View(reading, found, desk.discretion(viewer), reviewing.project.book)
    how = _How.of(reviewing, viewer, claim, reading)
    siblings = _known(reviewing, viewer, [c for c in (event.claims if event else ()) if c != claim])
    neighbours = _known(reviewing, viewer, [c.id for c in reading.of(Claim) if c.id != claim])
    return ClaimItem(
        row,
        tuple(view.passage()),
        tuple(how.told(view.field(name)) for name in FIELDS),
        _outcome(reviewing, viewer, claim, event),
        siblings,
        neighbours,
        seen,
    )


@dataclass(frozen=True)
class _How:
    """Who set each field: a person by the last standing edit of it, else the stage whose records lie in the store."""

    edits: dict[str, ReviewAction]
    raw: "_View | None"
    masked: Callable[[str], str]

    @classmethod
    def of(cls, reviewing: Reviewing, viewer: Viewer, claim: str, reading: Reading) -> "_How":
        """Return it for one claim."""
        store, discretion = reviewing.project.store, reviewing.desk.discretion(viewer)
        edits = [a for a in standing(reviewing.actions()) if a.kind == "edit"]
        places = Places.of([reading], (quote for action in edits for quote in action.quotes))
        stand = [a for a in edits if places.place(a.on[0]) == claim]
        kept = store.reading(reading.document.id)
        found = next((c for c in kept.of(Claim) if c.id == claim), None)
        raw = _View(kept, found, discretion, reviewing.project.book) if found is not None else None
        return cls({a.field: a for a in stand}, raw, discretion.masked)

    def told(self, view: "FieldView") -> "FieldView":
        """Return a field with who set it and why."""
        action = self.edits.get(view.name)
        if action is not None:
            return replace(view, stage="", person=action.by, why=self.masked(action.reason), doubt="", next="")
        if self.raw is None:
            return view
        found = self.raw.field(view.name)  # type: ignore[arg-type]
        return replace(view, stage=found.stage, person=found.person, why=found.why, doubt=found.doubt, next=found.next)


def _reading(reviewing: Reviewing, claim: str) -> tuple[Reading, Claim]:
    for reading in reviewing.deciding.readings([claim]):
        for found in reading.of(Claim):
            if found.id == claim:
                return reading, found
    raise NotFound(f"there is no claim {claim} in this project")


def _counted(reviewing: Reviewing, viewer: Viewer, claim: str) -> tuple[ClaimRow, Event | None]:
    """Return a claim with its event, both of one state of the counts: they may be made anew in between."""
    desk = reviewing.desk
    for _ in range(3):
        row = desk.claim(claim, viewer)
        try:
            return row, desk.event(row.event) if row.event else None
        except NotFound:
            continue
    return row, None


def _known(reviewing: Reviewing, viewer: Viewer, claims: Sequence[str]) -> tuple[ClaimRow, ...]:
    found = []
    for claim in claims:
        try:
            found.append(reviewing.desk.claim(claim, viewer))
        except NotFound:
            continue
    return tuple(found)


def _outcome(reviewing: Reviewing, viewer: Viewer, claim: str, event: Event | None) -> Outcome:
    told = sentences_of(reviewing)
    mine = told.get(claim, ())
    others = {n for other, numbers in told.items() if other != claim and set(numbers) & set(mine) for n in numbers}
    reviewed = {
        n
        for other, numbers in told.items()
        if other != claim and set(numbers) & set(mine)
        for row in _known(reviewing, viewer, [other])
        if row.review in ("accepted", "edited")
        for n in numbers
    }
    first = tuple(n for n in mine if n not in reviewed or n not in others)
    cells = tuple(_cells(reviewing, viewer, claim))
    if event is None:
        return Outcome(mine, first, cells)
    carried = sum(set(origin.claims) == {claim} for origin in event.origins)
    return Outcome(mine, first, cells, (event.origins_min, event.origins_max), carried)


def _cells(reviewing: Reviewing, viewer: Viewer, claim: str) -> Iterator[Cell]:
    for cell in reviewing.desk.cells_with(claim):
        for step in cell.intervals:
            if step.until is None and (claim in step.claims or any(claim in claims for _, claims in step.conflict)):
                shown = cell.place_name if viewer.exact else ""
                if not viewer.exact:
                    row = reviewing.desk.claim(claim, viewer)
                    shown = row.place
                yield Cell(shown, cell.sector, step.status, step.status == "conflict", len(step.claims) == 1)


class _View:
    """The fields of one claim as a viewer may see them."""

    def __init__(self, reading: Reading, claim: Claim, discretion: Discretion, book: Codebook) -> None:
        self.reading, self.claim, self.discretion, self.book = reading, claim, discretion, book

    def passage(self) -> Iterator[Piece]:
        text, spans = self.reading.text, self.claim.evidence
        start, end = max(0, spans[0].start - AROUND), min(len(text), spans[-1].end + AROUND)
        if start:
            start = next((at + 1 for at in range(start, spans[0].start) if text[at].isspace()), start)
        if end < len(text):
            end = next((at for at in range(end, spans[-1].end, -1) if text[at - 1].isspace()), end)
        at = start
        for span in spans:
            if at < span.start:
                yield Piece(("… " if at == start and start else "") + self._printed(Span(at, span.start)), claim=False)
            yield Piece(self._printed(span), claim=True)
            at = span.end
        if at < end:
            yield Piece(self._printed(Span(at, end)) + (" …" if end < len(text) else ""), claim=False)

    def field(self, name: EditField) -> FieldView:
        makers: dict[str, Callable[[], FieldView]] = {
            "chain": self._chain,
            "category": self._category,
            "level": self._level,
            "time": self._time,
            "quantity": self._quantity,
            "status": self._status,
            "roles": self._roles,
            "evidence": self._evidence,
            **dict.fromkeys(FUNCTIONS, lambda: self._place(name)),
        }
        if name in makers:
            return makers[name]()
        value = current(self.reading, self.claim, name).get(name, ())
        several = tuple(value) if isinstance(value, list) else (self.discretion.masked(str(value)),) if value else ()
        record: Any = self.claim
        if name in ("secondary", "sector"):
            record = self.reading.first(Coding, self.claim.id)
        elif name == "caveats":
            record = self.reading.first(Level, self.claim.id)
        made = _set_by(record)
        if name not in ("kind", "realis") and not made.get("person"):
            made = {**made, "why": ""}
        return FieldView(name, several, **made)

    def _printed(self, span: Span) -> str:
        return self.discretion.shown(self.reading, (span,))[0]

    def _category(self) -> FieldView:
        coding = self.reading.first(Coding, self.claim.id)
        if coding is None:
            return FieldView("category", ())
        grounds = coding.grounds
        words = ", ".join(f"“{self._printed(w)}”" for w in (grounds.words[:3] if grounds else ()))
        runner_up = grounds.runner_up or "" if grounds else ""
        margin = grounds.margin if grounds else None
        doubt: Doubt = "" if margin is None else "sure" if margin > 0.25 else "less_sure" if margin > 0.08 else "unsure"
        made = {**_set_by(coding), "doubt": doubt} if doubt else _set_by(coding)
        if not _person(coding):
            made = {**made, "why": words}
        return FieldView("category", (coding.category,), **made, next=runner_up)

    def _level(self) -> FieldView:
        level = self.reading.first(Level, self.claim.id)
        if level is None:
            return FieldView("level", ("L0",))
        return FieldView("level", (level.level,), **{**_set_by(level), "why": level.reason})

    def _place(self, name: str) -> FieldView:
        functions = FUNCTIONS[name]
        places = self.reading.about(Geolocation, self.claim.id)
        mine = [p for f in functions for p in places if p.function == f]
        if name == "place" and not mine:
            mine = [p for p in places if p.function == "destination"]
        if not mine:
            return FieldView(name, ())
        shown = self.discretion.place(self.reading, self.claim, mine[0])
        told = shown.name or self._printed(mine[0].span)
        second = mine[0].alternatives[0].name if mine[0].alternatives and mine[0].ambiguous else ""
        return FieldView(name, (told, shown.gazetteer_id or ""), **_set_by(mine[0]), next=second)

    def _time(self) -> FieldView:
        timing = self.reading.first(Timing, self.claim.id)
        if timing is None:
            return FieldView("time", ())
        why = f"“{self._printed(timing.span)}”" if timing.span else ""
        value = (timing.event,) if timing.event else ()
        return FieldView("time", value, **{**_set_by(timing), "why": timing.rule if _person(timing) else why})

    def _chain(self) -> FieldView:
        said = self.reading.first(Attribution, self.claim.id)
        if said is None:
            return FieldView("chain", (), root="author")
        hops = tuple(self._hop(n, link) for n, link in enumerate(said.links))
        doubt: Doubt = "unsure" if said.review else ""
        made = {**_set_by(said), "doubt": doubt}
        if said.review:
            made["why"] = "; ".join(said.review)
        return FieldView("chain", tuple(hop.name for hop in hops), **made, hops=hops, root=said.root_status)

    def _hop(self, base: int, link: Link) -> Hop:
        printed = self._printed(link.span) if link.span else ""
        return Hop(
            base,
            self.discretion.masked(link.proposed or printed),
            self._printed(link.cue) if link.cue else "",
            link.role,
            link.inferred,
            link.commitment,
            self.discretion.masked(link.note or ""),
        )

    def _quantity(self) -> FieldView:
        found = self.reading.about(Quantity, self.claim.id)
        rows = tuple(
            {"printed": self._printed(q.span), "min": q.min, "best": q.best, "max": q.max, "unit": q.unit or "",
             "approximate": q.approximate}
            for q in found
        )  # fmt: skip
        return FieldView(
            "quantity", tuple(str(r["printed"]) for r in rows), **_set_by(found[0] if found else None), rows=rows
        )

    def _status(self) -> FieldView:
        found = self.reading.about(StatusObservation, self.claim.id)
        rows = tuple(
            {"sector": s.sector, "status": s.status, "change": s.change, "cause": list(s.cause), "access": s.access}
            for s in found
        )
        return FieldView("status", tuple(s.sector for s in found), **_set_by(found[0] if found else None), rows=rows)

    def _roles(self) -> FieldView:
        coding = self.reading.first(Coding, self.claim.id)
        roles = coding.roles if coding else ()
        rows = tuple(
            {"name": r.name, "value": r.value or "", "printed": self._printed(r.span) if r.span else ""} for r in roles
        )
        made = _set_by(coding)
        if not made.get("person"):
            made = {**made, "why": "", "doubt": ""}
        return FieldView("roles", tuple(r.name for r in roles), **made, rows=rows)

    def _evidence(self) -> FieldView:
        pieces = tuple(self._printed(span) for span in self.claim.evidence)
        made = _set_by(self.claim)
        return FieldView("evidence", pieces, **(made if made["person"] else {**made, "why": ""}))


def _person(record: Any) -> str:
    producer = str(getattr(record, "producer", ""))
    return producer.removeprefix("review/") if producer.startswith("review/") else ""


def _set_by(record: Any) -> dict[str, Any]:
    """Return who set a value and why, and in a word how sure it was."""
    if record is None:
        return {}
    person = _person(record)
    producer = str(getattr(record, "producer", ""))
    rule = str(getattr(record, "rule", "") or getattr(record, "reason", "") or "")
    score = getattr(record, "score", None)
    if score is None:
        score = getattr(record, "confidence", None)
    doubt: Doubt = ""
    if score is not None and not person:
        doubt = "sure" if score >= _SURE else "less_sure" if score >= _UNSURE else "unsure"
    why = rule.removeprefix("edited: ") if person else rule
    return {"stage": "" if person else producer.replace("/", " "), "person": person, "why": why, "doubt": doubt}
