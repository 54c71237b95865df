"""The review queue: what is open, in the groups in which it matters, with pairs that somebody has to judge."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reportedly.desk.impact import SUPPORT
from reportedly.desk.model import GROUPS, BadQuery, ClaimRow, Filter, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.records import DocEdge, ReviewAction
from reportedly.review import standing

Order = Literal["impact", "time", "document"]
Mine = Literal["", "free", "drafts", "later"]
ORDERS: tuple[Order, ...] = ("impact", "time", "document")
MINE: tuple[Mine, ...] = ("", "free", "drafts", "later")
PAGE = 100
"""Open claims that one page lists."""

UNSURE_EDGE = 0.6
"""Edges that a stage gave less than this are put before a person: set by reasoning, half of a coin more than even."""

_MOST_PAIRS = 30


@dataclass(frozen=True, slots=True)
class Ask:
    """How the queue is asked for: its order, one stage ("" for any), whose items, and from which on."""

    order: Order = "impact"
    stage: str = ""
    mine: Mine = ""
    offset: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Ask":
        """Return what an address asks for. Raises BadQuery naming the parameter."""
        order, mine = query.get("order") or "impact", query.get("mine") or ""
        if order not in ORDERS:
            raise BadQuery("order", f"{order!r} is none of {', '.join(ORDERS)}")
        if mine not in MINE:
            raise BadQuery("mine", f"{mine!r} is none of {', '.join(MINE[1:])}")
        try:
            offset = max(0, int(query.get("offset") or 0))
        except ValueError as error:
            raise BadQuery("offset", f"{query.get('offset')!r} is no number") from error
        return cls(order, query.get("stage") or "", mine, offset)

    def query(self) -> dict[str, str]:
        """Return the parameters of an address that `of` reads back."""
        found = {"order": self.order, "stage": self.stage, "mine": self.mine, "offset": str(self.offset or "")}
        return {name: value for name, value in found.items() if value and (name, value) != ("order", "impact")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the queue.

    `kind` is claim, edge (two documents: same text?) or pair (two claims: one occurrence?). `why` are codes of what
    makes it worth a look, with numbers of sentences of the brief in `sentences`. `day` is the ISO day of the report.
    """

    id: str
    kind: Literal["claim", "edge", "pair"]
    words: str
    why: tuple[str, ...]
    sentences: tuple[int, ...]
    statuses: tuple[tuple[str, str], ...]
    origins: tuple[int, int] | None
    day: str
    language: str
    others: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the queue: its name, how many are open in it, and those that are listed."""

    name: str
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as asked for; `open` counts all open items, `shown` those that fit, `stages` can be asked for."""

    ask: Ask
    open: int
    shown: int
    parts: tuple[Part, ...]
    stages: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    more: int | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The items that are listed, in order."""
        return tuple(entry.id for part in self.parts for entry in part.entries)

    def beside(self, item: str) -> tuple[str, str]:
        """Return the items before and after one, "" where there is none."""
        ids = self.ids
        if item not in ids:
            return "", ids[0] if ids else ""
        at = ids.index(item)
        return (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")


def queue_of(reviewing: Reviewing, viewer: Viewer, ask: Ask) -> Queue:
    """Return the open items for a viewer."""
    desk, aside = reviewing.desk, reviewing.aside.of(viewer.name)
    filter = Filter(review="open", stage=ask.stage)
    others = reviewing.presence.others(viewer.name)
    pairs = () if ask.stage else pairs_of(reviewing, viewer)
    page = desk.claims(filter, viewer, order=_ORDER[ask.order], offset=ask.offset, limit=PAGE)
    rows, total, counts = list(page.rows), page.total, desk.groups(filter, viewer)
    if ask.mine in ("later", "drafts"):
        wanted = aside if ask.mine == "later" else {one.on for one in reviewing.unsaved.all_of(viewer.name)}
        rows = [row for row in _rows(reviewing, viewer, sorted(wanted)) if ask.mine == "drafts" or row.review == "open"]
        held = [entry for entry in pairs if entry.id in wanted]
        shown, counts, more = len(rows), Counter(row.group or "rest" for row in rows), None
    else:
        taken = set(others.values()) if ask.mine == "free" else set()
        gone = [row for row in _rows(reviewing, viewer, aside | taken) if row.review == "open"]
        hidden = {row.id for row in gone}
        rows = [row for row in rows if row.id not in hidden]
        counts = Counter(counts) - Counter(row.group for row in gone)
        held = [entry for entry in pairs if entry.id not in aside | taken]
        shown, more = total - len(hidden), ask.offset + PAGE if total > ask.offset + PAGE else None
    parts = _parts(ask, sentences_of(reviewing), rows, held, counts, others)
    people = tuple(others.items())
    return Queue(ask, total + len(pairs), shown + len(held), parts, _stages(reviewing), people, more)


def _stages(reviewing: Reviewing) -> tuple[str, ...]:
    return reviewing.kept("stages", lambda: tuple(reviewing.project.store.stage_names()))


_ORDER: Mapping[Order, str] = {"impact": "impact", "time": "time", "document": "document"}


def _parts(
    ask: Ask,
    told: Mapping[str, Sequence[int]],
    rows: Sequence[ClaimRow],
    pairs: Sequence[Entry],
    counts: Mapping[str, int],
    others: Mapping[str, str],
) -> tuple[Part, ...]:
    where: dict[str, list[str]] = {}
    for person, item in others.items():
        where.setdefault(item, []).append(person)
    entries = [(row.group or "rest", _entry(row, told.get(row.id, ()), tuple(where.get(row.id, ())))) for row in rows]
    held = tuple(replace(entry, others=tuple(where.get(entry.id, ()))) for entry in pairs)
    if ask.order != "impact":
        return (Part(ask.order, sum(counts.values()) + len(held), (*(e for _, e in entries), *held)),)
    made = []
    for group in GROUPS:
        mine = tuple(entry for at, entry in entries if at == group)
        if group == "origins" and not ask.offset:
            made.append(Part(group, counts.get(group, 0) + len(held), (*held, *mine)))
        else:
            made.append(Part(group, counts.get(group, 0), mine))
    return tuple(part for part in made if part.entries)


def _entry(row: ClaimRow, sentences: Sequence[int], others: tuple[str, ...]) -> Entry:
    return Entry(
        row.id,
        "claim",
        row.proposition or row.quote,
        row.flags,
        tuple(sentences),
        row.statuses,
        row.origins,
        row.reported,
        row.language,
        others,
    )


def sentences_of(reviewing: Reviewing) -> dict[str, tuple[int, ...]]:
    """Return for each claim the numbers of the sentences of the last brief that rest on it."""
    path = reviewing.project.out / SUPPORT
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return {}
    return reviewing.kept(f"sentences {stamp}", lambda: _read_sentences(path))


def _read_sentences(path: Path) -> dict[str, tuple[int, ...]]:
    try:
        plain = json.loads(path.read_text("utf-8"))
        found: dict[str, list[int]] = {}
        for sentence in plain["sentences"]:
            for claim in sentence["claims"]:
                found.setdefault(str(claim), []).append(int(sentence["number"]))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {claim: tuple(numbers) for claim, numbers in found.items()}


def pairs_of(reviewing: Reviewing, viewer: Viewer) -> tuple[Entry, ...]:
    """Return pairs that a person should judge: documents with an unsure edge, claims with an unsure verdict."""
    return reviewing.kept(f"pairs {viewer.exact}", lambda: tuple(_pairs(reviewing, viewer)))


def _pairs(reviewing: Reviewing, viewer: Viewer) -> Iterator[Entry]:
    store = reviewing.project.store
    stand = standing(reviewing.actions())
    for edge in store.unsure_edges(UNSURE_EDGE, _MOST_PAIRS):
        if not edge.producer.startswith("review/") and not _judged(edge, stand):
            yield _edge_entry(reviewing, viewer, edge)
    told = {frozenset((a, b)) for act in stand for a in act.on for b in (*act.on, *act.against) if act.kind in _JOINING}
    for judged in store.unsure_judgements(_MOST_PAIRS):
        rows = _rows(reviewing, viewer, (judged.left, judged.right))
        apart = len(rows) == 2 and (not rows[0].event or rows[0].event != rows[1].event)
        if apart and frozenset((judged.left, judged.right)) not in told:
            yield Entry(
                f"pair:{judged.left}:{judged.right}", "pair", rows[0].proposition, ("one_occurrence",), (), (), None,
                rows[0].reported, rows[0].language, names=(rows[0].outlet, rows[1].outlet),
            )  # fmt: skip


_JOINING = ("merge", "split", "not_same")


def _judged(edge: DocEdge, stand: Iterable[ReviewAction]) -> bool:
    return any(a.kind == "edge" and (a.on[0], a.against[0]) == (edge.start, edge.end) for a in stand)


def _edge_entry(reviewing: Reviewing, viewer: Viewer, edge: DocEdge) -> Entry:
    one, other = (reviewing.desk.document(id, viewer) for id in (edge.start, edge.end))
    names = tuple(row.outlet or row.title for row in (one, other))
    return Entry(
        f"edge:{edge.start}:{edge.end}", "edge", one.title or names[0], (edge.kind,), (), (), None,
        one.published[:10], one.language, names=names,
    )  # fmt: skip


def _rows(reviewing: Reviewing, viewer: Viewer, claims: Iterable[str]) -> list[ClaimRow]:
    found = []
    for claim in claims:
        try:
            found.append(reviewing.desk.claim(claim, viewer))
        except KeyError:
            continue
    return found
