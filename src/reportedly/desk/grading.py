"""Grades (AJP-2.1): sources and information on two lists that never show each other's mark."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.corroborate.sources import Directory
from reportedly.desk.model import ClaimRow, Filter, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.records import ReviewAction
from reportedly.records.review import source_name
from reportedly.review import standing
from reportedly.review.grades import latest


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade that stands: who gave it when and why; of a source also for what, on which basis and until when."""

    grade: str
    by: str
    at: str
    reason: str
    number: int
    scope: str = ""
    basis: str = ""
    until: str = ""
    old: bool = False


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source and what is known of it, which suggests no grade: `facts` are those of register and theatre.

    `name` is what it is graded under (`source_name`). `claims` is how many claims rest on it, `history` how many
    grades there were before the one that stands.
    """

    name: str
    printed: str
    descriptor: str
    role: str
    side: str
    family: str
    basis: str
    registered: bool
    claims: int
    mark: Mark | None
    history: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that claims of the project rest on, in the order of their names."""

    entries: tuple[SourceEntry, ...]
    total: int
    text: str
    offset: int
    more: int | None
    seen: int


@dataclass(frozen=True, slots=True)
class InformationEntry:
    """A claim to grade by what it tells; `origins` are the bounds of its event, with others that tell the same."""

    row: ClaimRow
    mark: Mark | None
    history: int


@dataclass(frozen=True, slots=True)
class Information:
    """The claims of the project to grade, in the order of documents."""

    entries: tuple[InformationEntry, ...]
    total: int
    text: str
    offset: int
    more: int | None
    seen: int


PAGE = 40


def sources_of(reviewing: Reviewing, viewer: Viewer, text: str = "", offset: int = 0, today: str = "") -> Sources:
    """Return the sources at the end of chains and the outlets of documents; `today` (ISO) makes old grades show."""
    actions = standing(reviewing.actions())
    marks = latest(actions, "grade_source")
    found = reviewing.kept(f"sources {viewer.exact}", lambda: _found(reviewing, viewer))
    words = text.casefold()
    names = sorted((n for n, (printed, _) in found.items() if words in printed.casefold()), key=lambda n: found[n][0])
    entries = tuple(
        _source(reviewing, name, found[name], marks.get(name), actions, today) for name in names[offset : offset + PAGE]
    )
    more = offset + PAGE if len(names) > offset + PAGE else None
    return Sources(entries, len(names), text, offset, more, reviewing.deciding.last)


def information_of(reviewing: Reviewing, viewer: Viewer, text: str = "", offset: int = 0) -> Information:
    """Return the claims to grade."""
    actions = standing(reviewing.actions())
    marks = latest(actions, "grade_information")
    page = reviewing.desk.claims(Filter(text=text), viewer, order="document", offset=offset, limit=PAGE)
    entries = tuple(
        InformationEntry(row, _mark(marks.get(row.id), ""), _times(actions, "grade_information", row.id))
        for row in page.rows
    )
    more = offset + PAGE if page.total > offset + PAGE else None
    return Information(entries, page.total, text, offset, more, reviewing.deciding.last)


def _found(reviewing: Reviewing, viewer: Viewer) -> dict[str, tuple[str, int]]:
    """Return the sources by the name under which they are graded: as printed, and how many claims rest on each."""
    project = reviewing.project
    directory = Directory(project.theatre, project.sources)
    count: Counter[str] = Counter()
    for speakers, claims in reviewing.desk.speakers(viewer).items():
        for name in {*speakers} - {""}:
            count[name] += claims
    found: dict[str, tuple[str, int]] = {}
    for printed, claims in sorted(count.items()):
        name = _name(reviewing, directory, printed)
        known = found.get(name, (printed, 0))
        found[name] = (known[0], known[1] + claims)
    return found


def _name(reviewing: Reviewing, directory: Directory, printed: str) -> str:
    known = directory.find(printed)
    if known is not None:
        return source_name(known.id)
    body = reviewing.project.sources.identify(printed).body
    return source_name(body.id if body else None, printed)


def _source(
    reviewing: Reviewing,
    name: str,
    told: tuple[str, int],
    action: ReviewAction | None,
    actions: Sequence[ReviewAction],
    today: str,
) -> SourceEntry:
    project = reviewing.project
    kind, _, entry = name.partition(":")
    mark, history = _mark(action, today), _times(actions, "grade_source", name)
    known = next((s for s in project.theatre.sources if s.id == entry), None) if kind == "source" else None
    if known is not None:
        family = known.affiliation_group or known.media_family or ""
        return SourceEntry(name, known.name, "", known.role, known.side, family, "", True, told[1], mark, history)
    body = project.sources.get(entry) if kind == "source" else None
    if body is None:
        return SourceEntry(name, told[0], "", "", "unknown", "", "", False, told[1], mark, history)
    family = body.affiliation_group or body.media_family or ""
    return SourceEntry(
        name, body.name, body.descriptor, body.role, body.side(today or None), family, body.basis, True, told[1], mark,
        history,
    )  # fmt: skip


def _mark(action: ReviewAction | None, today: str) -> Mark | None:
    if action is None:
        return None
    note = json.loads(action.after or "{}")
    until = str(note.get("until", ""))
    return Mark(
        action.field, action.by, action.at, action.reason, action.number, str(note.get("scope", "")),
        str(note.get("basis", "")), until, bool(until and today and until < today),
    )  # fmt: skip


def _times(actions: Sequence[ReviewAction], kind: str, name: str) -> int:
    return max(0, sum(a.kind == kind and a.on[0] == name for a in actions) - 1)
