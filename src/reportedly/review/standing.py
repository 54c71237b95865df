"""The fold over review actions: which stand, what they say of pairs of claims, and whether one more can stand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from reportedly.errors import ReviewRefused
from reportedly.records.review import PARTS, ReviewAction, ReviewDraft, Tie, chained, contradiction

Placing = Callable[[str], str | None]
"""Returns the id under which a claim stands today, None where it is not there any more."""


def standing(actions: Sequence[ReviewAction]) -> list[ReviewAction]:
    """Return the actions that nobody has taken back, in order; an undo that was taken back does not count."""
    taken_back: set[str] = set()
    found = []
    for action in reversed(actions):
        if action.id in taken_back:
            continue
        if action.kind == "undo":
            taken_back.update(action.on)
        found.append(action)
    return found[::-1]


def same_place(claim: str) -> str:
    """Place every claim where it was."""
    return claim


def ties_of(stand: Iterable[ReviewAction], place: Placing = same_place) -> list[Tie]:
    """Return what standing actions say of pairs of claims.

    A merge holds its claims together. A split keeps each claim that leaves apart from each that stays; on both sides
    the claims stay together as far as nothing speaks against it. Claims that cannot be placed take no part.
    """
    return [tie for action in stand for tie in _ties(action, place)]


def _ties(action: ReviewAction, place: Placing) -> Iterator[Tie]:
    if action.kind not in ("merge", "split", "not_same"):
        return
    on, against = _placed(action.on, place), _placed(action.against, place)
    firm = action.kind == "merge"
    for side in (on, against):
        for other in side[1:]:
            yield Tie(side[0], other, True, action.reason, action.producer, action.id, firm)
    for left, right in product(on, against):
        yield Tie(left, right, False, action.reason, action.producer, action.id)


def _placed(claims: Sequence[str], place: Placing) -> list[str]:
    return list(dict.fromkeys(found for claim in claims if (found := place(claim)) is not None))


def checked(draft: ReviewDraft, so_far: Sequence[ReviewAction], place: Placing = same_place) -> None:
    """Pass a decision that can stand beside those before it. Raises ReviewRefused, naming those that it goes against.

    For an undo the actions that it brings back, or leaves alone, have to go together as well.
    """
    if draft.kind in ("undo", "erase"):
        _check_target(draft, so_far)
    elif draft.kind == "edge":
        _check_edge(draft, standing(so_far))
    elif draft.kind in ("reject", "edit", "accept", "retract"):
        _check_again(draft, standing(so_far))
    trial = chained(draft, so_far[-1] if so_far else None, ("",) * 4)
    stand = standing([*so_far, trial])
    against = contradiction(ties_of(stand, place))
    if against is not None:
        named = [a for a in so_far if a.id in against]
        raise ReviewRefused(
            f"this {draft.kind.replace('_', ' ')} cannot stand: it goes against {_listed(named)}; "
            "take one of them back first with `reportedly review undo ID`"
        )
    if draft.kind == "undo":
        _check_edges_together(stand)


def _check_target(draft: ReviewDraft, so_far: Sequence[ReviewAction]) -> None:
    by_id = {action.id: action for action in so_far}
    stand = {action.id for action in standing(so_far)}
    for target in draft.on:
        action = by_id.get(target)
        if action is None:
            raise ReviewRefused(f"there is no review action {target}; `reportedly review log` lists them")
        if draft.kind == "erase":
            _check_parts(draft.field.split(","), action)
        if draft.kind == "undo" and action.kind == "erase":
            raise ReviewRefused(f"{target} erased values; they are gone and cannot be brought back")
        if draft.kind == "undo" and target not in stand:
            by = next(a.id for a in so_far if a.kind == "undo" and target in a.on and a.id in stand)
            raise ReviewRefused(f"{target} has been taken back already, by {by}")


def _check_parts(parts: Sequence[str], action: ReviewAction) -> None:
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise ReviewRefused(f"{', '.join(unknown)}: no value of an action; it has {', '.join(PARTS)}")
    if action.kind == "edge" and set(parts) & {"before", "after"}:
        raise ReviewRefused(f"{action.id} is about an edge: its values are kinds of edges, and it needs them")


def _check_again(draft: ReviewDraft, stand: Sequence[ReviewAction]) -> None:
    """Refuse what was decided already, and any say on a claim that was rejected."""
    for action in stand:
        if action.kind in ("reject", "retract") and set(action.on) & set(draft.on):
            word = "rejected" if action.kind == "reject" else "noted as retracted"
            raise ReviewRefused(
                f"{action.on[0]} has been {word}: {_listed([action])}; take that back first with "
                f"`reportedly review undo {action.id}`"
            )


def _check_edge(draft: ReviewDraft, stand: Sequence[ReviewAction]) -> None:
    mine = changes_of(draft.field, draft.before, draft.after)
    for action in stand:
        if action.kind != "edge" or (action.on, action.against) != (draft.on, draft.against):
            continue
        theirs = changes_of(action.field, action.before or "", action.after or "")
        if any(_meet(one, other) for one in mine for other in theirs):
            raise ReviewRefused(
                f"this edge has been decided on: {_listed([action])}; take that back first with "
                f"`reportedly review undo {action.id}`"
            )


def _check_edges_together(stand: Sequence[ReviewAction]) -> None:
    """Refuse an undo that brings back a decision on an edge beside a later one on the same edge."""
    edges = [action for action in stand if action.kind == "edge"]
    for number, one in enumerate(edges):
        for other in edges[number + 1 :]:
            if (one.on, one.against) == (other.on, other.against) and any(
                _meet(a, b)
                for a in changes_of(one.field, one.before or "", one.after or "")
                for b in changes_of(other.field, other.before or "", other.after or "")
            ):
                raise ReviewRefused(f"these cannot both stand: {_listed([one, other])}; take the later one back first")


def changes_of(change: str, before: str, after: str) -> list[tuple[str, str]]:
    """Return what a decision does to the edges between two documents: ("cut" or "add", kind); kind "" is any."""
    cut = [("cut", kind) for kind in before.split(",")] if change in ("cut", "change") else []
    return cut + ([("add", after)] if change in ("add", "change") else [])


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[1] == other[1] or "" in (one[1], other[1])


def _listed(actions: Sequence[ReviewAction]) -> str:
    return "; ".join(f"{a.id} ({a.kind.replace('_', ' ')} by {a.by}, {a.at[:10]}: {a.reason})" for a in actions)
