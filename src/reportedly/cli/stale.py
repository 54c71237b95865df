"""stale: what a correction, a retraction or a decision leaves out of date."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.deciding import AsJson, Out
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.records import Run

SUPPORT = "brief.json"
JOINING = frozenset({"run", "code", "brief", "review"})
"""Commands that count events and ledger anew."""

Only = Annotated[str | None, typer.Option("--only", help="Only claim, event, interval, decision or sentence.")]


def stale(out: Out, db: Database = None, only: Only = None, as_json: AsJson = False) -> None:
    """List what still rests on something that was corrected, retracted, edited or decided otherwise, and why.

    Looked at are claims (also in texts that retell the corrected one), events, intervals of the ledger, decisions, and
    sentences of the brief in OUT. Nothing is changed or deleted.
    """
    from reportedly.project import Project
    from reportedly.records.withhold import Discretion, private_names
    from reportedly.review import KINDS
    from reportedly.review import stale as marks_of

    with Project(out, db=db, create=False) as project:
        pile = _pile(project)
    masked = Discretion(private_names(pile.readings)).masked
    found = [m for m in marks_of(pile) if only is None or m.kind == only]
    if as_json:
        for mark in found:
            chain = [masked(step) for step in mark.chain]
            line = {"kind": mark.kind, "id": mark.id, "what": masked(mark.what), "chain": chain, "cause": mark.cause}
            print_json(line)
        return
    print_table(None, ["what", "id", "words", "why"], [(m.kind, m.id, masked(m.what), masked(m.why)) for m in found])
    counts = Counter(mark.kind for mark in found)
    print("Stale: " + ", ".join(f"{counts[k]} {k}{'' if counts[k] == 1 else 's'}" for k in KINDS))
    if pile.support is None:
        print("There is no brief.json beside the brief, so its sentences were not looked at; write the brief again.")


def _pile(project: "Project") -> Any:
    from reportedly.review import Pile
    from reportedly.review.support import read_support

    store, path = project.store, project.out / SUPPORT
    return Pile(
        readings=list(store.readings()),
        edges=store.edges(),
        events=store.events(),
        ledger=store.ledger(),
        actions=store.reviews(),
        joined_at=_joined_at(store.runs()),
        support=read_support(path.read_text("utf-8")) if path.exists() else None,
    )


def _joined_at(runs: "Sequence[Run]") -> str | None:
    """Return when the last run that counted events and ledger began."""
    import json

    found = [run.started_at for run in runs if json.loads(run.settings).get("command") in JOINING]
    return found[-1] if found else None
