"""Judgements of events that changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.corroborate.board import Board, couples
from reportedly.corroborate.build import PRODUCER
from reportedly.corroborate.cluster import Pair
from reportedly.corroborate.decided import decided_events, decided_judgements, undecided
from reportedly.corroborate.neighbours import Couple
from reportedly.join.state import State
from reportedly.records import Judgement, Tie
from reportedly.records.values import Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """What people decided: ties between claims that are compared, those to be written, what they left together."""

    known: Sequence[Tie]
    mine: Sequence[Tie]
    left_together: Sequence[Pair]


def judgements(state: State, board: Board, live: set[str], told: Told) -> list[Judgement]:
    """Return the judgements that a claim of `live` has part in: whole events, at least one side of each pair.

    What joined groups, every conflict, one "unsure" for each pair of events, exact copies, and what people decided.
    """
    known, mine = told.known, told.mine
    asking: list[tuple[Couple, Verdict]] = []
    asked = decided_events(known, {c: e for t in known for c in (t.left, t.right) if (e := state.event[c])})
    unsure: dict[frozenset[str], tuple[str, str]] = {}
    for left, right, r in couples(state.rulings, live):
        if state.event[left] is None or state.event[right] is None:
            continue
        if r.joins:
            asking.append(((left, right), "same"))
        elif r.verdict == "different":
            asking += [((left, right), "different")] if r.conflict else []
        elif state.event[left] != state.event[right]:
            events = frozenset((str(state.event[left]), str(state.event[right])))
            if events not in asked:
                unsure[events] = min((left, right), unsure.get(events, (left, right)))
    asking += [(pair, "unsure") for pair in unsure.values()]
    found = _judgements(board, asking)
    found += [
        Judgement(p.left.id, p.right.id, "same", p.found.reason, p.found.score, PRODUCER) for p in told.left_together
    ]
    copies = {(c, o) for c in live if (o := state.exact[c])} | {(d, c) for c in live for d in state.copies[c]}
    found += [
        Judgement(min(pair), max(pair), "same", "an exact copy of the same passage", 1.0, PRODUCER)
        for pair in copies
        if state.event[pair[0]] is not None
    ]
    made = [*undecided(found, state.decisions.ties), *decided_judgements(mine)]
    # Sets have given the order: rows come the same in every run and on every server.
    return sorted(made, key=lambda j: (j.left, j.right, j.verdict, j.reason))


def _judgements(board: Board, asked: Sequence[tuple[Couple, Verdict]]) -> list[Judgement]:
    made = []
    compared = board.comparisons([pair for pair, _ in asked])
    for ((left, right), verdict), found in zip(asked, compared, strict=True):
        reason = found.reason
        if verdict == "unsure" and found.verdict == "same":
            reason = f"{reason}; but the rest of the two groups does not fit together"
        made.append(Judgement(left, right, verdict, reason, found.score, PRODUCER))
    return made
