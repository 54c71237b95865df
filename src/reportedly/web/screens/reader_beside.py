"""Two documents side by side, sentence by sentence: what one has of the other, what it changed, added and left out.

In one language the words are compared, across languages the names, numbers, days and places that agree.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from re import findall
from threading import Lock
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Path, Request
from markupsafe import Markup
from starlette.responses import Response

from reportedly.derive.align import Index, held_both, matches
from reportedly.derive.sketch import MOST_UNITS, Unit, sketch_of
from reportedly.desk.model import Viewer
from reportedly.gazetteer import open_layered
from reportedly.gloss import Mark as GlossMark
from reportedly.gloss import Marker, marker
from reportedly.project import Project
from reportedly.records import Passage, Reading, Span
from reportedly.text import squeeze
from reportedly.web.bench import Bench
from reportedly.web.screens import reader_around as around
from reportedly.web.screens.reader import look_of, view_of
from reportedly.web.screens.reader_diff import share_of_words, words
from reportedly.web.screens.reader_hops import Seen
from reportedly.web.screens.reader_marks import Mark, Node, marked
from reportedly.web.screens.reader_model import DocumentView, Parent
from reportedly.web.screens.reader_render import Look
from reportedly.web.screens.reader_signs import sign_marks
from reportedly.web.screens.reader_text import withheld_in
from reportedly.web.screens.reader_words import Told
from reportedly.web.shell import page

router = APIRouter()

LEAST_SHARED = 0.34
"""Share of words from which two sentences of one language are shown beside each other.

Set by looking at the pairs of the invented demo reports, not measured: below it the pairs had only names and small
words in common.
"""

LEAST_ACROSS = 0.22
"""The same across languages, as the score of `derive.align.Match`."""

_HELD = 0.8
"""Share of the words of a sentence that must stand in the partner of the one before it, so that they are joined."""

_markers: WeakKeyDictionary[Project, Marker] = WeakKeyDictionary()
_lock = Lock()

_AGREEING = "xypnd"
"""Kinds of marks that are names, places, numbers and days, not words."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of each document beside the other; one of them may be missing.

    `how` is same, changed, left (only in this document), right (only in the other) or met (across languages). `moved`
    says that it stands elsewhere in the order of the other text.
    """

    how: str
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Two documents side by side; `derived` is left, right or "" for the one that was made from the other.

    `edges` tell how they hang together and why, in words. `across` says that they are in different languages. `others`
    are further documents that this one derives from or was told by.
    """

    left: DocumentView
    right: DocumentView
    derived: str
    across: bool
    edges: tuple[Parent, ...]
    pairs: tuple[Pair, ...]
    same: int
    changed: int
    only_left: int
    only_right: int
    met: int
    others: tuple[Parent, ...]
    masked: int


@dataclass(frozen=True, slots=True)
class _Side:
    reading: Reading
    sentences: tuple[Span, ...]
    hidden: tuple[Mark, ...]

    @property
    def texts(self) -> list[str]:
        return [span.of(self.reading.text) for span in self.sentences]

    def text(self, at: int) -> str:
        return self.sentences[at].of(self.reading.text)

    def nodes(self, at: int, marks: Sequence[Mark] = ()) -> tuple[Node, ...]:
        return marked(self.reading.text, self.sentences[at], [*self.hidden, *marks])


def beside(bench: Bench, viewer: Viewer, language: str, document: str, other: str) -> Beside:
    """Return a document beside another one. Raises NotFound."""
    seen = around.seen_by(bench, viewer, language)
    one, two = around.read(bench, document)[0], around.read(bench, other)[0]
    related = around.related(bench, viewer, document, seen)
    edges = tuple(parent for parent in related if parent.document == other)
    derived = _derived(one, two, edges)
    across = (one.document.language or "") != (two.document.language or "")
    left, right = _side(one, seen), _side(two, seen)
    pairs = tuple(_across(left, right, _marker(bench)) if across else _within(left, right, derived))
    count = Counter(pair.how for pair in pairs)
    return Beside(
        left=view_of(one, seen),
        right=view_of(two, seen),
        derived=derived,
        across=across,
        edges=edges,
        pairs=pairs,
        same=count["same"],
        changed=count["changed"],
        only_left=count["left"],
        only_right=count["right"],
        met=count["met"],
        others=tuple(parent for parent in related if parent.document != other),
        masked=len(left.hidden) + len(right.hidden),
    )


def _derived(one: Reading, two: Reading, edges: Sequence[Parent]) -> str:
    if edges:
        return "left" if edges[0].way == "from" else "right"
    first, second = one.document.published or "", two.document.published or ""
    return "" if first == second else "left" if first > second else "right"


def _side(reading: Reading, seen: Seen) -> _Side:
    hidden = (*(Mark(s.start, s.end, "withheld") for s in withheld_in(reading, seen)), *sign_marks(reading.text))
    return _Side(reading, tuple(sentences_of(reading)), hidden)


def sentences_of(reading: Reading) -> Iterator[Span]:
    """Yield the sentences of a document in order, without front matter."""
    for passage in sorted(reading.of(Passage), key=lambda p: p.order):
        if passage.kind != "metadata":
            yield from passage.sentences or (passage.span,)
    if not reading.of(Passage):
        yield Span(0, len(reading.text))


def _within(left: _Side, right: _Side, derived: str) -> Iterator[Pair]:
    """Yield the pairs of two texts in one language, in the order of the left one."""
    left, right = _whole(left, right)
    theirs = _partners(left.texts, right.texts)
    signs = ("left_out", "added") if derived == "right" else ("added", "left_out")
    for mine, their, moved in _in_order(len(left.sentences), len(right.sentences), theirs):
        if mine is None or their is None:
            yield _alone(left, right, mine, their, signs)
        elif squeeze(left.text(mine)) == squeeze(right.text(their)):
            yield Pair("same", left.nodes(mine), right.nodes(their), moved)
        else:
            yield Pair("changed", *_changes(left, right, mine, their, signs), moved)


def _whole(left: _Side, right: _Side) -> tuple[_Side, _Side]:
    """Return both texts with sentences joined that the other text has as one: a quotation may hold several."""
    partners = _partners(left.texts, right.texts)
    back = {their: mine for mine, their in partners.items()}
    return _joined(left, right, partners), _joined(right, left, back)


def _joined(side: _Side, other: _Side, partners: dict[int, int]) -> _Side:
    spans: list[Span] = []
    within: Counter[str] = Counter()
    for at, span in enumerate(side.sentences):
        own = Counter(findall(r"\w+", side.text(at).casefold()))
        if at not in partners and spans and own and (own & within).total() >= _HELD * own.total():
            spans[-1] = Span(spans[-1].start, span.end)
            within -= own
            continue
        spans.append(span)
        theirs = other.text(partners[at]) if at in partners else ""
        within = Counter(findall(r"\w+", theirs.casefold())) - own
    return replace(side, sentences=tuple(spans))


def _alone(left: _Side, right: _Side, mine: int | None, their: int | None, signs: tuple[str, str]) -> Pair:
    if mine is not None:
        span = left.sentences[mine]
        return Pair("left", left.nodes(mine, [Mark(span.start, span.end, signs[0])]), ())  # type: ignore[arg-type]
    span = right.sentences[their or 0]
    return Pair("right", (), right.nodes(their or 0, [Mark(span.start, span.end, signs[1])]))  # type: ignore[arg-type]


def _changes(
    left: _Side, right: _Side, mine: int, their: int, signs: tuple[str, str]
) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    here, there = left.sentences[mine], right.sentences[their]
    one, other = left.reading.text, right.reading.text
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    for kind, a, b in words(one, other, (here.start, here.end), (there.start, there.end)):
        if kind == "left_out" and one[a[0] : a[1]].strip():
            marks[0].append(Mark(a[0], a[1], signs[0]))  # type: ignore[arg-type]
        elif kind == "added" and other[b[0] : b[1]].strip():
            marks[1].append(Mark(b[0], b[1], signs[1]))  # type: ignore[arg-type]
    return left.nodes(mine, marks[0]), right.nodes(their, marks[1])


def _partners(mine: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Return for sentences the one of the other text that has most of its words; each is taken once, the best first."""
    bags = [Counter(findall(r"\w+", text.casefold())) for text in mine[:MOST_UNITS]]
    holding: dict[str, list[int]] = defaultdict(list)
    others = [Counter(findall(r"\w+", text.casefold())) for text in theirs[:MOST_UNITS]]
    for at, bag in enumerate(others):
        for word in bag:
            holding[word].append(at)
    scored: list[tuple[float, int, int]] = []
    for number, bag in enumerate(bags):
        shared: Counter[int] = Counter()
        for word, times in bag.items():
            for at in holding.get(word, ()):
                shared[at] += min(times, others[at][word])
        for at, common in shared.most_common(5):
            dice = 2 * common / (bag.total() + others[at].total())
            if dice >= LEAST_SHARED:
                share = share_of_words(mine[number], theirs[at])
                scored.append((max(share, dice * 0.9), number, at))
    return _taken(scored, LEAST_SHARED)


def _taken(scored: Sequence[tuple[float, int, int]], least: float) -> dict[int, int]:
    found: dict[int, int] = {}
    used: set[int] = set()
    for score, number, at in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= least and number not in found and at not in used:
            found[number] = at
            used.add(at)
    return found


def _in_order(mine: int, theirs: int, partners: dict[int, int]) -> Iterator[tuple[int | None, int | None, bool]]:
    """Yield sentences of both texts in the order of the first, those of the second alone where they would stand."""
    steady = _rising([partners[number] for number in sorted(partners)])
    done = 0
    met = set(partners.values())
    for number in range(mine):
        at = partners.get(number)
        if at is None:
            yield number, None, False
            continue
        if at in steady:
            yield from ((None, one, False) for one in range(done, at) if one not in met)
            done = at + 1
        yield number, at, at not in steady
    yield from ((None, one, False) for one in range(done, theirs) if one not in met)


def _rising(places: Sequence[int]) -> frozenset[int]:
    """Return the longest rising run among places (all different): the rest stands elsewhere in the order."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    found: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)


def _across(left: _Side, right: _Side, words_of: Marker) -> Iterator[Pair]:
    """Yield the pairs of two texts in different languages, with what agrees in them marked."""
    one, other = _index(left, words_of), _index(right, words_of)
    mine, theirs = held_both(one[0], other[0])
    agreeing = ([*_agreeing(mine.marks())], [*_agreeing(theirs.marks())])
    scored = [
        (match.score, one[1][number], other[1][match.at])
        for number, match in enumerate(matches(mine, other[0]))
        if match is not None
    ]
    partners = _taken(scored, LEAST_ACROSS)
    for here, there, moved in _in_order(len(left.sentences), len(right.sentences), partners):
        how = "left" if there is None else "right" if here is None else "met"
        yield Pair(
            how,
            left.nodes(here, agreeing[0]) if here is not None else (),
            right.nodes(there, agreeing[1]) if there is not None else (),
            moved,
        )


def _agreeing(marks: Iterator[GlossMark]) -> Iterator[Mark]:
    return (Mark(m.start, m.end, "agrees") for m in marks if m.keys[0][0] in _AGREEING)


def _index(side: _Side, words_of: Marker) -> tuple[Index, list[int]]:
    """Return the index of a text's sentences, and which sentence each of its units is."""
    starts = [sentence.start for sentence in side.sentences]
    units: list[Unit] = [u for u in sketch_of(side.reading, words_of, None).units if u.end > u.start]
    numbers = [max(0, bisect_left(starts, unit.start + 1) - 1) for unit in units]
    return Index.of(units), numbers


def _marker(bench: Bench) -> Marker:
    with _lock:
        if bench.project not in _markers:
            _markers[bench.project] = marker(open_layered(extra=bench.project.theatre.places))
        return _markers[bench.project]


@dataclass(frozen=True)
class Drawn:
    """What the template draws: the two documents, how their texts become HTML, how values are told."""

    page: Beside
    looks: tuple[Look, Look]
    told: Told

    def text(self, nodes: tuple[Node, ...], side: int) -> Markup:
        """Return marked text as HTML."""
        return self.looks[side].text(nodes)


@router.get("/d/{document}/beside/{other}", include_in_schema=False)
def show(request: Request, document: str, other: str) -> Response:
    """Show a document beside another one."""
    language: str = request.state.language
    bench: Bench = request.app.state.bench
    shown = beside(bench, request.state.viewer, language, document, other)
    looks = (look_of(document, language), look_of(other, language))
    told = Told(language, around.seen_by(bench, request.state.viewer, language).sector)
    return page(request, "reader/beside.html.j2", Drawn(shown, looks, told), place="reader")


@router.get("/api/documents/{document}/beside/{other}", tags=["reader"])
def beside_json(request: Request, document: Annotated[str, Path()], other: Annotated[str, Path()]) -> Beside:
    """A document beside another one, sentence by sentence: what is the same, changed, added, left out."""
    return beside(request.app.state.bench, request.state.viewer, request.state.language, document, other)
