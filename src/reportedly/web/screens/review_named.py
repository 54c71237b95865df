"""What decisions are about, in words and with the page that shows it: the line under a decision, the audit trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.desk.model import NotFound, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.records import ReviewAction


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a decision is about, as a viewer may see it: its words, and the address of its page."""

    words: str
    address: str


def words_of(reviewing: Reviewing, viewer: Viewer, name: str) -> str:
    """Return a claim, a document, an event or what a decision was about in words, else the name that was given."""
    found = thing(reviewing, viewer, name)
    return found.words if found else name


def thing(reviewing: Reviewing, viewer: Viewer, name: str) -> Thing | None:
    """Return what a name of the chain stands for; None where the project has it no more, or where it is a source."""
    desk = reviewing.desk
    try:
        if name.startswith("clm_"):
            row = desk.claim(name, viewer)
            return Thing(row.proposition or row.quote, f"/review/{name}")
        if name.startswith("doc_"):
            document = desk.document(name, viewer)
            return Thing(document.title or document.outlet or name, f"/d/{name}")
        if name.startswith("evt_"):
            return Thing(desk.event_row(name, viewer).label or name, f"/events/{name}")
    except NotFound:
        return None
    if name.startswith("rev_"):
        about = next((action.on[0] for action in reviewing.actions() if action.id == name), "")
        return thing(reviewing, viewer, about) if about else None
    return None


def things(reviewing: Reviewing, viewer: Viewer, names: Iterable[str]) -> Mapping[str, Thing]:
    """Return what names of the chain stand for, by name, without those that stand for nothing that can be shown."""
    found = {name: thing(reviewing, viewer, name) for name in names}
    return {name: one for name, one in found.items() if one is not None}


def item_of(reviewing: Reviewing, number: int) -> str:
    """Return the item of the review page that a decision was about, "" where it has none there.

    What took another decision back is about what that one was about.
    """
    actions = reviewing.actions()
    decided = next((action for action in actions if action.number == number), None)
    by_id = {action.id: action for action in actions}
    while decided is not None and decided.kind in ("undo", "erase"):
        decided = by_id.get(decided.on[0])
    return _item(decided) if decided else ""


def _item(decided: ReviewAction) -> str:
    if decided.kind == "edge":
        return ":".join(("edge", *decided.on, *decided.against))
    return decided.on[0] if decided.on[0].startswith("clm_") else ""
