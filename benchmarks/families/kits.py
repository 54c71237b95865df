"""Reading hand-written story kits; the format is described in README.md."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import get_args

from benchmarks.families.model import LANGUAGES, Body, Derivation, Kind, Kit, Member, OriginKind, Piece, pieces
from reportedly.errors import InvalidData

_KIT = re.compile(r"# kit (\S+) \| [^|]+ \| .+")
_EVENT = re.compile(r"event ([ex]\d+) \| [^|]+ \| [^|]+ \| .+")
_ORIGIN = re.compile(r"origin (o\d+) \| (\w+) \| .+")
_DOCUMENT = re.compile(r"## (\S+) \| (\w\w) \| ([^|]+) \| (\S+) \| (.+)")
_MARK = re.compile(r"\{([ex]\d+)@(o\d+):\s*([^{}]*?)\s*\}")
_STRAY = re.compile(r"[{}]|@o\d")
_GAP = re.compile(r"\n[ \t]*\n+")
_SHOWN = 8
"""Faults printed of one kit."""


@dataclass(slots=True)
class _Draft:
    """A document while its lines are read."""

    line: int
    member: Member
    title: str = ""
    lines: list[str] = field(default_factory=list)


def load_kits(folder: Path) -> list[Kit]:
    """Return the kits of all .txt files in a folder, by file name.

    Raises InvalidData if there is none, if one breaks the format, or if two have one id.
    """
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        raise InvalidData(f"{folder}: found no .txt file; give the folder that holds the kits")
    kits = [parse_kit(file.read_text("utf-8"), str(file)) for file in files]
    twice = [name for name, count in Counter(kit.id for kit in kits).items() if count > 1]
    if twice:
        raise InvalidData(f"{folder}: two kits are called {', '.join(twice)}; give each an id of its own")
    return kits


def parse_kit(text: str, place: str) -> Kit:
    """Return the kit in a text; `place` names it in errors.

    Raises InvalidData with every fault that was found, by line.
    """
    lines = text.split("\n")
    head = _KIT.fullmatch(lines[0].strip())
    if not head:
        raise InvalidData(f"{place}:1: found {lines[0][:60]!r}; a kit begins with '# kit ID | TITLE | PLACE'")
    faults: list[str] = []
    events: list[str] = []
    origins: dict[str, OriginKind] = {}
    drafts: list[_Draft] = []
    for number, line in enumerate(lines[1:], 2):
        where = f"{place}:{number}"
        if line.startswith("## "):
            drafts.append(_Draft(number, _member(line, where, faults)))
        elif drafts:
            _body_line(drafts[-1], line)
        elif line.strip():
            _declaration(line, where, (events, origins), faults)
    members = tuple(_finished(draft, f"{place}:{draft.line}", (events, origins), faults) for draft in drafts)
    faults.extend(f"{place}: {fault}" for fault in _whole(members, events))
    if faults:
        rest = f"\n... and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InvalidData("\n".join(faults[:_SHOWN]) + rest)
    return Kit(head[1], members, tuple(events), origins)


def _declaration(line: str, where: str, known: tuple[list[str], dict[str, OriginKind]], faults: list[str]) -> None:
    events, origins = known
    if event := _EVENT.fullmatch(line.strip()):
        events.append(event[1])
        return
    origin = _ORIGIN.fullmatch(line.strip())
    kind = next((k for k in get_args(OriginKind) if origin and origin[2] == k), None)
    if origin and kind:
        origins[origin[1]] = kind
        return
    faults.append(
        f"{where}: found {line[:60]!r} before the first document; write 'event e1 | SECTOR | DAY | WHAT' "
        f"or 'origin o1 | {'/'.join(get_args(OriginKind))} | WHO'"
    )


def _member(line: str, where: str, faults: list[str]) -> Member:
    head = _DOCUMENT.fullmatch(line.strip())
    if not head:
        faults.append(f"{where}: found {line[:60]!r}; a document begins '## ID | LANGUAGE | PUBLISHER | TIME | root'")
        return Member("?", "en", "?", None, "", ())
    if head[2] not in LANGUAGES:
        faults.append(f"{where}: language {head[2]!r}; use one of {', '.join(LANGUAGES)}")
    parents = tuple(_derivations(head[5].strip(), where, faults))
    return Member(head[1], head[2], head[3].strip(), _time(head[4], where, faults), "", (), parents)


def _time(printed: str, where: str, faults: list[str]) -> datetime | None:
    try:
        found = datetime.fromisoformat(printed)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        faults.append(f"{where}: time {printed!r}; write an ISO time with its zone, such as 2026-03-02T07:40:00+02:00")
        return None
    return found


def _derivations(printed: str, where: str, faults: list[str]) -> Iterator[Derivation]:
    if printed == "root":
        return
    for part in printed.split(" + "):
        name, _, ids = part.strip().partition(" ")
        kind = next((k for k in get_args(Kind) if k == name), None)
        if kind is None or not ids.strip():
            faults.append(
                f"{where}: derivation {part!r}; write 'root' or 'KIND PARENT' with {', '.join(get_args(Kind))}"
            )
            continue
        for parent in ids.split(","):
            yield Derivation(kind, parent.strip())


def _body_line(draft: _Draft, line: str) -> None:
    if line.startswith("title:") and not draft.lines and not draft.title:
        draft.title = line.removeprefix("title:").strip()
    else:
        draft.lines.append(line.rstrip())


def _finished(
    draft: _Draft, where: str, known: tuple[Sequence[str], dict[str, OriginKind]], faults: list[str]
) -> Member:
    member = draft.member
    raw = "\n".join(draft.lines).strip()
    body: Body = tuple(tuple(_pieces(paragraph.strip())) for paragraph in _GAP.split(raw)) if raw else ()
    events, origins = known
    if not draft.title:
        faults.append(f"{where}: document {member.id} has no line 'title: ...'")
    if not raw:
        faults.append(f"{where}: document {member.id} has no text")
    for piece in pieces(body):
        if piece.event and (piece.event not in events or piece.origin not in origins):
            faults.append(
                f"{where}: mark {piece.event}@{piece.origin} in {member.id}; declare both above the documents"
            )
        if piece.event and not piece.text:
            faults.append(f"{where}: an empty mark of {piece.event} in {member.id}; put the passage into it")
        if stray := _STRAY.search(piece.text):
            around = piece.text[max(0, stray.start() - 30) : stray.end() + 30]
            faults.append(
                f"{where}: stray brace or mark near {around!r} in {member.id}; marks are '{{e1@o1: passage}}'"
            )
    return Member(member.id, member.lang, member.publisher, member.published, draft.title, body, member.parents)


def _pieces(paragraph: str) -> Iterator[Piece]:
    at = 0
    for mark in _MARK.finditer(paragraph):
        if mark.start() > at:
            yield Piece(paragraph[at : mark.start()])
        yield Piece(mark[3], mark[1], mark[2])
        at = mark.end()
    if at < len(paragraph):
        yield Piece(paragraph[at:])


def _whole(members: Sequence[Member], events: Sequence[str]) -> Iterator[str]:
    """Yield the faults of a kit as a whole: its ids, its graph, its events."""
    by_id = {member.id: member for member in members}
    for name, count in Counter(member.id for member in members).items():
        if count > 1:
            yield f"{count} documents are called {name}; give each an id of its own"
    for member in members:
        for edge in member.parents:
            parent = by_id.get(edge.parent)
            if parent is None:
                yield f"{member.id} derives from {edge.parent}, which is not in the kit"
            elif against_time(member, edge, by_id) and not _mutual(member, parent):
                yield f"{member.id} derives from {edge.parent}, which is not earlier; mend one of the times"
    told = {piece.event for member in members for piece in pieces(member.body)}
    for event in events:
        if event not in told:
            yield f"event {event} is told nowhere; mark it in a document or take its line out"


def against_time(member: Member, edge: Derivation, by_id: Mapping[str, Member]) -> bool:
    """Say whether a document derives from one that is not earlier; unknown times are never against it.

    Two prints of one release may share their minute.
    """
    later, earlier = member.published, by_id[edge.parent].published
    if later is None or earlier is None:
        return False
    return earlier > later if edge.kind == "same_release" else earlier >= later


def _mutual(one: Member, other: Member) -> bool:
    """Say whether two documents cite each other: of such a circle one edge always points to the later one."""
    both = {(one.id, e.kind, e.parent) for e in one.parents} | {(other.id, e.kind, e.parent) for e in other.parents}
    return {(one.id, "cites", other.id), (other.id, "cites", one.id)} <= both


def truth_graph(members: Iterable[Member]) -> dict[str, tuple[Derivation, ...]]:
    """Return what each document derives from, by its id.

    Where two documents cite each other, the edge that points to the later one is left out: what stood in the page
    when it was published cannot have come from there.
    """
    by_id = {member.id: member for member in members}
    return {m.id: tuple(e for e in m.parents if not against_time(m, e, by_id)) for m in by_id.values()}
