"""contradictions: what cannot both hold, side against side, open ones first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from reportedly.cli.browse import SHORT_ID, AsJson, AsOf, Out, WorkingCopy, known_by_note
from reportedly.cli.drift import Passages
from reportedly.cli.options import Database
from reportedly.cli.output import console, print_json, print_table
from reportedly.errors import ReportedlyError
from reportedly.records import Attribution, Dispute, Wording
from reportedly.records.values import ContradictionKind

if TYPE_CHECKING:
    from reportedly.history import Record
    from reportedly.project import Project

Open = Annotated[bool, typer.Option("--open", help="Only those that nothing has settled.")]
All = Annotated[bool, typer.Option("--all", help="Also updates: counts that grew from one report to the next.")]
Type = Annotated[
    str | None, typer.Option("--type", help=f"Only this type: {', '.join(get_args(ContradictionKind))}.")
]  # fmt: skip
Place = Annotated[str | None, typer.Option(help="Only at this place, as printed.")]

_STATES = {
    "open": "open",
    "corrected": "the source set itself right",
    "decided": "decided by a reviewer",
    "update": "an update, no contradiction",
}


@dataclass(frozen=True)
class _Told:
    """What the claims print, and through whom they are told."""

    passages: Passages

    def chain(self, claim: str) -> str:
        """Return who says a claim through whom: the publisher, then hop by hop to the root."""
        reading, _ = self.passages.claims[claim]
        found = reading.first(Attribution, claim)
        hops = [self.passages.home(claim)]
        for link in found.links if found else ():
            hops.append(self.passages.words(claim, link.span) if link.span else "(no source printed)")
        if found and not found.links and found.root_status == "none":
            hops.append("(hearsay)")
        return " ← ".join(hops)

    def side(self, claims: Sequence[str], words: Sequence[Wording]) -> list[dict[str, Any]]:
        """Return one side as plain values, claim by claim; spans point into the text of the document."""
        printed = {w.claim: w for w in words}
        return [self._claim(claim, printed.get(claim)) for claim in claims]

    def _claim(self, claim: str, words: Wording | None) -> dict[str, Any]:
        reading, _ = self.passages.claims[claim]
        found = reading.first(Attribution, claim)
        plain: dict[str, Any] = {
            "claim": claim,
            "document": reading.document.id,
            "publisher": reading.document.publisher,
            "published": reading.document.published,
            "chain": self.chain(claim),
            "root_status": found.root_status if found else None,
            "passage": self.passages.passage(claim),
        }
        if words is not None:
            plain["words"] = {
                "printed": self.passages.words(claim, words.span),
                "start": words.span.start,
                "end": words.span.end,
            }
        return plain


def contradictions(
    out: Out,
    db: Database = None,
    only_open: Open = False,
    everything: All = False,
    type_: Type = None,
    place: Place = None,
    as_of: AsOf = None,
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """List what cannot both hold: number, place, time, actor, status, blame, denial, side against side.

    Open ones come first; one that is settled says how. What both may hold is not listed: parts of one account, a
    range and a number inside it, states of other days, plans beside results. Counts that grow are updates (--all).
    """
    from reportedly.history import record_of
    from reportedly.ledger.days import moment_of
    from reportedly.project import Project
    from reportedly.records.withhold import Discretion, private_names

    if type_ is not None and type_ not in get_args(ContradictionKind):
        raise ReportedlyError(f"--type is {type_!r}; it must be one of {', '.join(get_args(ContradictionKind))}")
    if only_open and everything:
        raise ReportedlyError("--open and --all exclude one another; ask for one of them")
    with Project(out, db=db, create=False) as project:
        record = record_of(project, moment_of(as_of) if as_of else None)
        found = _found(project, record)
    told = _Told(Passages.of(record.readings, Discretion(private_names(record.readings), working_copy=working_copy)))
    states = {"open"} if only_open else {"open", "decided", "corrected"} | ({"update"} if everything else set())
    shown = [d for d in found if d.state in states and _fits(d, type_, place)]
    if as_json:
        for item in shown:
            print_json(_plain(item, told))
        return
    for number, item in enumerate(shown, start=1):
        _print(number, item, told)
    _print_sum(found, shown)
    if note := known_by_note(record):
        print(note)


def _found(project: "Project", record: "Record") -> list[Dispute]:
    from reportedly import assembly
    from reportedly.corroborate import find_disputes
    from reportedly.review import take

    readings = take(project.store.reviews(known_by=record.known_by), record.readings).readings
    return find_disputes(
        readings,
        record.joined.edges,
        theatre=record.theatre,
        events=record.joined.events,
        judgements=record.joined.judgements,
        parents=assembly.parents(record.theatre),
        register=project.sources,
    )


def _fits(item: Dispute, type_: str | None, place: str | None) -> bool:
    if type_ is not None and item.kind != type_:
        return False
    return place is None or (item.place or "").casefold() == place.casefold()


def _plain(item: Dispute, told: _Told) -> dict[str, Any]:
    mask = told.passages.discretion.masked
    return {
        "type": item.kind,
        "state": item.state,
        "resolution": mask(item.resolution) or None,
        "place": item.place,
        "reason": mask(item.reason),
        "left": told.side(item.left, item.left_words),
        "right": told.side(item.right, item.right_words),
        "events": list(item.events),
        "producer": item.producer,
    }


def _print(number: int, item: Dispute, told: _Told) -> None:
    mask = told.passages.discretion.masked
    where = f" · {item.place}" if item.place else ""
    why = mask(item.resolution or item.reason)
    console().print(f"{number}. {item.kind}{where} · {_STATES[item.state]}: {why}", markup=False)
    left = [_cell(entry) for entry in told.side(item.left, item.left_words)]
    right = [_cell(entry) for entry in told.side(item.right, item.right_words)]
    rows = [
        (left[n] if n < len(left) else "", right[n] if n < len(right) else "")
        for n in range(max(len(left), len(right)))
    ]
    print_table(None, [_words(item.left_words, told), _words(item.right_words, told)], rows)
    print()


def _words(words: Sequence[Wording], told: _Told) -> str:
    printed = dict.fromkeys(told.passages.words(w.claim, w.span) for w in words)
    return " / ".join(f"“{words}”" for words in printed)


def _cell(entry: dict[str, Any]) -> str:
    day = (entry["published"] or "undated")[:10]
    return f"{entry['chain']}, {day} ({entry['claim'][:SHORT_ID]}): {entry['passage']}"


def _print_sum(found: Sequence[Dispute], shown: Sequence[Dispute]) -> None:
    print("; ".join(_counts(shown)) or "No contradiction was found.")
    hidden = len(found) - len(shown)
    if hidden:
        print(
            f"{hidden} more that these options leave out, {sum(d.state == 'update' for d in found)} updates among all."
        )


def _counts(shown: Sequence[Dispute]) -> Iterator[str]:
    for state, words in _STATES.items():
        kinds = sorted(d.kind for d in shown if d.state == state)
        if kinds:
            each = ", ".join(f"{kinds.count(k)} {k}" for k in dict.fromkeys(kinds))
            yield f"{len(kinds)} {words} ({each})"
