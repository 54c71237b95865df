"""Full-text search: which claims or passages hold the words, in which order, and where the words stand."""

import json
from collections.abc import Sequence

import numpy as np

from reportedly.desk.columns import Array
from reportedly.desk.facts import without
from reportedly.desk.keeping import Kept
from reportedly.desk.model import Fragment, Viewer
from reportedly.desk.preparing import visible
from reportedly.desk.rows import View
from reportedly.desk.state import State
from reportedly.records import Span
from reportedly.store.words import Question

RANKED = 20_000
"""With more hits than so many the words tell nothing of their weight: the newest ones come first."""

AROUND = 110
"""Code points that a fragment shows before and after its hits."""

_WHOLE = 420
"""A passage that is no longer is shown whole."""
_MOST = 3
"""Fragments that are shown of one passage."""


def match_of(question: Question, *, exact: bool) -> str:
    """Return the expression of the full-text index for a question, over what a viewer may see."""
    columns = ("words all_words", "lemmas all_lemmas") if exact else ("words", "lemmas")
    return " AND ".join(term.match(*columns) for term in question.terms)


def claims_with(kept: Kept, state: State, question: Question, *, exact: bool) -> Array:
    """Return the mask of claims in which the words of a question stand."""
    made = np.zeros(state.size, bool)
    found = _rows(kept, "claim_text", match_of(question, exact=exact))
    made[_current(state.cached("text_claims"), found)[0]] = True
    return made


def ranked(
    kept: Kept, state: State, question: Question, kind: str, allowed: Array, *, exact: bool
) -> tuple[Array, Array]:
    """Return the hits among what is allowed, best first: numbers of claims, or of documents of passages, and rows.

    `allowed` is a mask of claims or, for passages, of documents. Order is by bm25, newer first on ties.
    """
    match = match_of(question, exact=exact)
    table, way = ("claim_text", state.cached("text_claims")) if kind == "claims" else ("passage_text", None)
    way = state.text_documents if way is None else way
    scored = kept.rows(f"SELECT rowid, bm25({table}) FROM {table} WHERE {table} MATCH ? LIMIT ?", (match, RANKED + 1))  # noqa: S608
    if len(scored) > RANKED:
        rows, score = _rows(kept, table, match), np.zeros(0)
    else:
        rows = np.array([row for row, _ in scored], np.int64)
        score = np.array([score for _, score in scored], np.float64)
    found, inside = _current(way, rows)
    score = np.round(score[inside], 6) if len(score) else np.zeros(len(found))
    fits = allowed[found]
    found, rows, score = found[fits], rows[inside][fits], score[fits]
    age = state.cached("line")[found] if kind == "claims" else state.cached("document_rank")[found]
    order = np.lexsort((rows, -age, score))
    return found[order], rows[order]


def holding(kept: Kept, state: State, text: str, viewer: Viewer) -> Array:
    """Return the mask of documents in whose passages all words of a text stand together."""
    question, every = Question.of(text), np.ones(len(state.documents), bool)
    made = np.zeros(len(state.documents), bool)
    if question:
        made[ranked(kept, state, question, "passages", every, exact=viewer.exact)[0]] = True
    return made


def _rows(kept: Kept, table: str, match: str) -> Array:
    found = kept.rows(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (match,))  # noqa: S608 (a fixed name)
    return np.fromiter((row[0] for row in found), np.int64, len(found))


def _current(way: Array, rows: Array) -> tuple[Array, Array]:
    """Return where rows of an index lead to, and which of them lead anywhere."""
    known = rows < len(way)
    target = np.full(len(rows), -1, np.int64)
    target[known] = way[rows[known]]
    inside = target >= 0
    return target[inside], inside


def passages(kept: Kept, slots: Sequence[int]) -> dict[int, tuple[int, str, Span, tuple[Span, ...], str]]:
    """Return order, kind, span, withheld spans and text of passages by their rows."""
    found = kept.of("SELECT slot, ord, kind, start, stop, withheld, text FROM passage WHERE slot IN (?*)", slots)
    return {
        slot: (order, kind, Span(start, stop), tuple(Span(a, b) for a, b in json.loads(withheld)), text)
        for slot, order, kind, start, stop, withheld, text in found
    }


def fragments(
    question: Question, text: str, start: int, withheld: Sequence[Span], language: str, *, cut: bool
) -> tuple[Fragment, ...]:
    """Return a stretch of a document, which begins at `start`, with its hits marked; `cut`: only what is about them.

    Nothing is looked for in what is withheld.
    """
    marks = [(a + m, a + n) for a, b in visible(text, start, withheld) for m, n in question.marks(text[a:b], language)]
    windows = _windows(text, marks) if cut and len(text) > _WHOLE else [(0, len(text))]
    return tuple(_fragment(text, start, withheld, marks, window) for window in windows)


def _windows(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for a, b in marks or [(0, 0)]:
        left = 0 if a <= AROUND else text.find(" ", a - AROUND, a) + 1 or a - AROUND
        right = len(text) if b + AROUND >= len(text) else text.rfind(" ", b, b + AROUND)
        window = (left, right if right > b else min(len(text), b + AROUND))
        if made and window[0] <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], window[1]))
        else:
            made.append(window)
    return made[:_MOST]


def _fragment(
    text: str, start: int, withheld: Sequence[Span], marks: Sequence[tuple[int, int]], window: tuple[int, int]
) -> Fragment:
    left, right = window
    for span in withheld:
        # A window never begins or ends within what is withheld.
        a, b = span.start - start, span.end - start
        left = min(left, max(a, 0)) if a < left < b else left
        right = max(right, min(b, len(text))) if a < right < b else right
    inner = [Span(max(s.start, start + left), min(s.end, start + right)) for s in withheld
             if s.start < start + right and s.end > start + left]  # fmt: skip
    shown = without(text[left:right], start + left, inner)
    inside = [(a, b) for a, b in marks if left <= a and b <= right]
    placed = [(_shifted(a, left, start, inner), _shifted(b, left, start, inner)) for a, b in inside]
    return Fragment(shown, tuple(placed), tuple((start + a, start + b) for a, b in inside))


def _shifted(at: int, left: int, start: int, withheld: Sequence[Span]) -> int:
    """Return where an offset of the whole stretch lies in the text of a fragment that begins at `left`."""
    gone = [span for span in withheld if span.end <= start + at]
    return len(without("\x00" * (at - left), start + left, gone))


def named(state: State, text: str, viewer: Viewer) -> Array:
    """Return the mask of documents with a text in their title or outlet, as a viewer may see these."""
    view, words = View.of(viewer, state.discretion), text.strip().casefold()

    def holds(printed: str) -> bool:
        return words in printed.casefold() and words in view.masked(printed).casefold()

    return np.fromiter((holds(d.title) or holds(d.outlet) for d in state.documents), bool, len(state.documents))
