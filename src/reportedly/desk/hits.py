"""What a search shows of its hits: rows of claims and passages with the fragments in which the words stand."""

from collections.abc import Sequence

import numpy as np

from reportedly.desk import finding, showing
from reportedly.desk.columns import Array
from reportedly.desk.keeping import Kept
from reportedly.desk.model import Fragment, Hit, PassageRow, Viewer
from reportedly.desk.preparing import pieces_of
from reportedly.desk.rows import View
from reportedly.desk.state import State
from reportedly.store.words import Question


def hits_of(
    kept: Kept, state: State, question: Question, within: tuple[str, Array], viewer: Viewer, shown: slice
) -> tuple[tuple[Hit, ...], int]:
    """Return some of the hits of a question and how many there are: of a kind, among what is allowed of it."""
    kind, allowed = within
    found, rows = finding.ranked(kept, state, question, kind, allowed, exact=viewer.exact)
    if kind == "claims":
        hits = claim_hits(kept, state, question, found[shown].tolist(), viewer)
    else:
        hits = passage_hits(kept, state, question, (rows[shown].tolist(), found[shown].tolist()), viewer)
    return tuple(hits), len(found)


def claim_hits(kept: Kept, state: State, question: Question, numbers: Sequence[int], viewer: Viewer) -> list[Hit]:
    """Return claims with the stretches in which the words of a question stand."""
    rows = showing.claim_rows(kept, state, numbers, viewer)
    hits = []
    for row, claim in zip(rows, showing.claim_facts(kept, state, numbers), strict=True):
        withheld = () if viewer.exact else claim.public.withheld
        found: list[Fragment] = []
        for text, start in pieces_of(claim):
            mine = [s for s in withheld if s.start >= start and s.end <= start + len(text)]
            found += finding.fragments(question, text, start, mine, row.language, cut=False)
        hits.append(Hit(row, tuple(found)))
    return hits


def passage_hits(
    kept: Kept, state: State, question: Question, found: tuple[Sequence[int], Sequence[int]], viewer: Viewer
) -> list[Hit]:
    """Return passages, given by their slots and documents, with the stretches in which the words stand."""
    slots, documents = found
    view, hits = View.of(viewer, state.discretion), []
    passages = finding.passages(kept, slots)
    columns = state.columns
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for n in np.flatnonzero(np.isin(columns["doc"], list(documents))).tolist():
        place = (int(columns["at"][n]), int(columns["stop"][n]), n)
        inside.setdefault(int(columns["doc"][n]), []).append(place)
    for slot, num in zip(slots, documents, strict=True):
        order, kind, span, withheld, text = passages[slot]
        document = state.documents[num]
        claims = [n for a, b, n in sorted(inside.get(num, ())) if span.start <= a and b <= span.end]
        row = PassageRow(
            document.id, order, kind, span.start, span.end, view.masked(document.title),
            view.masked(document.outlet), document.language, document.published,
            tuple(state.ids[n] for n in claims),
        )  # fmt: skip
        hidden = () if viewer.exact else withheld
        hits.append(Hit(row, finding.fragments(question, text, span.start, hidden, document.language, cut=True)))
    return hits
