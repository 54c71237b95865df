"""What commands that decide share: who and why, one action in the chain, and what it changed."""

import getpass
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from reportedly.cli.output import print_json
from reportedly.errors import ReviewRefused
from reportedly.records.review import BESIDE

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.records import Event, ReviewAction, ReviewDraft
    from reportedly.records.withhold import Discretion
    from reportedly.review.making import Desk

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why: kept with the decision.")]
By = Annotated[
    str | None,
    typer.Option("--by", envvar="REPORTEDLY_REVIEWER", help="Who decides; left out: your login name."),
]
Later = Annotated[
    bool,
    typer.Option("--later", help="Only note the decision; the next `reportedly code` counts anew. For many at once."),
]
MOST = 12
"""Events that are printed before and after a decision."""


class Listing(TyperGroup):
    """A group of commands that lists where no command is named: `reportedly events -o OUT`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put "list" in front of options."""
        if not args or (args[0].startswith("-") and args[0] != "--help"):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def listing(noun: str, list_all: Callable[..., None], note: str) -> typer.Typer:
    """Return a group for a noun whose "list" is the command that there was before."""
    app = typer.Typer(cls=Listing, no_args_is_help=False, help=note)
    app.command("list", help=list_all.__doc__)(list_all)
    return app


def reviewer(by: str | None) -> str:
    """Return who decides: as given, else the login name. Raises ReviewRefused if neither says."""
    try:
        found = (by if by is not None else getpass.getuser()).strip()
    except (OSError, KeyError):
        found = ""
    if not found:
        raise ReviewRefused("a decision needs who decided; give --by NAME or set REPORTEDLY_REVIEWER")
    return found


def decide(
    make: "Callable[[Desk, Project], ReviewDraft]",
    *,
    out: Path,
    db: str | None,
    because: str,
    by: str | None,
    later: bool = False,
    as_json: bool = False,
) -> None:
    """Put one decision into the chain, count anew, and print what changed."""
    from reportedly.clock import now
    from reportedly.project import Project, Silent, Summary
    from reportedly.records.withhold import Discretion, private_names
    from reportedly.review import checked, standing, take
    from reportedly.review.making import Desk
    from reportedly.review.placing import Places

    with Project(out, db=db, create=False) as project:
        store = project.store
        readings, so_far = list(store.readings()), store.reviews()
        events, cells = store.events(), store.ledger()
        seen = take([a for a in standing(so_far) if a.kind != "reject"], readings).readings
        who = reviewer(by)
        draft = make(Desk(seen, events, store.edges(), who, now(), because), project)
        places = Places.of(readings, (quote for action in so_far for quote in action.quotes))
        action = store.add_review(draft, check=lambda actions: checked(draft, actions, places.place))
        if not later:
            project.begin({"command": "review", "action": action.id})
            project.join(Summary(), Silent())
        after, ledger = store.events(), store.ledger()
        discretion = Discretion(private_names(readings))
        orphans = [o for o in take(store.reviews(), readings).unkept(after) if o.action == action.id]
    effect = Effect(action, events, after, sum(c not in cells for c in ledger), [o.reason for o in orphans], later)
    effect.print(discretion, as_json=as_json)


class Effect:
    """What one decision changed: events before and after, cells of the ledger, and what could not be done."""

    def __init__(
        self,
        action: "ReviewAction",
        before: "Sequence[Event]",
        after: "Sequence[Event]",
        cells: int,
        undone: Sequence[str],
        later: bool,
    ) -> None:
        self.action, self.cells, self.undone, self.later = action, cells, undone, later
        old, new = set(map(_facts, before)), set(map(_facts, after))
        self.before = [e for e in before if _facts(e) not in new]
        self.after = [e for e in after if _facts(e) not in old]

    def print(self, discretion: "Discretion", *, as_json: bool) -> None:
        """Print the effect for people, or as one JSON object."""
        if as_json:
            print_json(
                {
                    "action": action_line(self.action),
                    "before": [_event_line(e) for e in self.before],
                    "after": [_event_line(e) for e in self.after],
                    "ledger_cells_changed": self.cells,
                    "not_carried_out": list(self.undone),
                    "counted": not self.later,
                }
            )
            return
        print(f"{self.action.id}  {self.action.kind.replace('_', ' ')} by {self.action.by}: {self.action.reason}")
        for head, found in (("before", self.before), ("after ", self.after)):
            for event in found[:MOST]:
                print(f"{head}  {_event_words(event, discretion)}")
            if len(found) > MOST:
                print(f"{head}  … and {len(found) - MOST} more events")
        for line in self._remarks():
            print(line)

    def _remarks(self) -> Iterator[str]:
        if self.action.kind == "retract":
            yield "Noted. `reportedly stale` lists what rests on it."
        elif self.action.kind == "accept" or self.action.kind in BESIDE:
            yield "Noted."
        elif self.later:
            yield "Noted; `reportedly code` counts anew."
        elif not self.before and not self.after:
            yield "No event changed."
        if self.cells:
            yield f"Ledger  {self.cells} cells changed"
        yield from (f"Not carried out: {reason}" for reason in self.undone)
        if self.before or self.after:
            yield "`reportedly stale` lists what rests on the state before; `reportedly brief` writes the brief anew."


def _facts(event: "Event") -> tuple[object, ...]:
    origins = tuple((o.key, o.certain, o.claims) for o in event.origins)
    days = (event.place, event.earliest, event.latest)
    return event.id, event.category, origins, event.corroboration, event.background, days, event.flags


def _event_line(event: "Event") -> dict[str, Any]:
    return {
        "id": event.id,
        "origins": {"min": event.origins_min, "max": event.origins_max},
        "corroboration": event.corroboration,
        "claims": list(event.claims),
    }


def _event_words(event: "Event", discretion: "Discretion") -> str:
    low, high = event.origins_min, event.origins_max
    origins = f"{low}" if low == high else f"{low} to {high}"
    noun = "origin" if origins == "1" else "origins"
    claims = "1 claim" if len(event.claims) == 1 else f"{len(event.claims)} claims"
    told = discretion.masked(event.proposition)
    return f"{event.id}  {event.corroboration}, {origins} {noun}, {claims}: {told}"


def action_line(action: "ReviewAction") -> dict[str, Any]:
    """Return an action as JSON-ready values."""
    return {
        "number": action.number,
        "id": action.id,
        "kind": action.kind,
        "by": action.by,
        "at": action.at,
        "on": list(action.on),
        "against": list(action.against),
        "field": action.field,
        "before": action.before,
        "after": action.after,
        "reason": action.reason,
        "sha256": action.sha256,
        "previous": action.previous,
    }
