"""Drawing families from kits: a choice of documents, and documents made from them; all of it follows from the seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from benchmarks.families import frames
from benchmarks.families.kits import truth_graph
from benchmarks.families.model import (
    KINDS,
    Derivation,
    Kit,
    Member,
    OriginKind,
    Piece,
    Row,
    farther,
    origin_bounds,
    pieces,
    rendered,
)
from benchmarks.families.operations import OPERATIONS, Base, Made

MIXED = 0.25
"""Share of families drawn from two kits."""

_DROPPED = 0.3
"""Share of a kit's documents that are left out, as far as the graph allows it."""

_FEWEST, _MADE = 4, (3, 10)
"""Documents of a kit that stay, and how many are made."""

_UNDATED = 0.04
_TRIES = 8
_PILE = 200
"""Documents of one pile of reprints."""

_REPRINTS = {"noise": 5, "copy": 2, "reprint": 2, "shuffle": 1}


@dataclass(frozen=True, slots=True)
class Pile:
    """Documents with the kind of each origin; ids of documents, events and origins carry their kit's place."""

    members: tuple[Member, ...]
    origins: dict[str, OriginKind]
    kits: tuple[str, ...]


def families(kits: Sequence[Kit], count: int, seed: int) -> Iterator[Row]:
    """Yield so many families as rows."""
    for number in range(count):
        rng = Random(f"{seed}:{number}")  # noqa: S311 - draws of test data, no secrets
        several = 2 if len(kits) > 1 and rng.random() < MIXED else 1
        pile = _united(rng.sample(list(kits), several))
        kept = thinned(pile.members, rng)
        grown = _grown(kept, rng, rng.randint(*_MADE), {name: weight for name, (_, weight) in OPERATIONS.items()})
        yield _row(f"f{seed}-{number:05}", replace(pile, members=grown), rng)


def whole(kits: Sequence[Kit]) -> Iterator[Row]:
    """Yield every kit as one row, as it was written: nothing is left out and nothing made from it."""
    for kit in kits:
        yield _row(kit.id, _united([kit]), Random(kit.id))  # noqa: S311 - as in `families`


def reprints(kits: Sequence[Kit], count: int, seed: int) -> Iterator[Row]:
    """Yield piles of reprints as rows, `count` documents in all; most reprints are noisy.

    Of each kit only documents stand in a pile that share no text with one another.
    """
    for number in range(0, count, _PILE):
        rng = Random(f"{seed}:reprints:{number}")  # noqa: S311 - as above
        size = min(_PILE, count - number)
        pile = _united(kits)
        apart = _apart(pile.members, rng)
        bases = tuple(rng.sample(apart, min(len(apart), max(1, size // 3))))
        known = {member.id for member in bases}
        bases = tuple(replace(m, parents=tuple(e for e in m.parents if e.parent in known)) for m in bases)
        grown = _grown(bases, rng, size - len(bases), _REPRINTS)
        yield _row(f"r{seed}-{number:05}", replace(pile, members=grown), rng)


def thinned(members: Sequence[Member], rng: Random) -> tuple[Member, ...]:
    """Return some of the documents; what was made from one that is left out derives from its parents.

    One with two or more documents made from it stays, and one half of a shared release: without it, texts would be
    alike and none of them the parent of another.
    """
    kept = {member.id: member for member in members}
    wanted = max(_FEWEST, round(len(kept) * (1 - _DROPPED * rng.uniform(0.3, 1.7))))
    for name in rng.sample(list(kept), len(kept)):
        if len(kept) <= wanted:
            break
        gone = kept[name]
        children = [m for m in kept.values() if any(e.parent == gone.id for e in m.parents)]
        released = any(e.kind == "same_release" for child in children for e in child.parents if e.parent == gone.id)
        if len(children) > 1 or released:
            continue
        for child in children:
            kept[child.id] = replace(child, parents=_past(child, gone))
        del kept[gone.id]
    return tuple(kept.values())


def _past(child: Member, gone: Member) -> tuple[Derivation, ...]:
    """Return what a document derives from once a parent of it is left out."""
    found: dict[str, Derivation] = {}
    for edge in child.parents:
        through = (
            [edge] if edge.parent != gone.id else [replace(e, kind=farther(edge.kind, e.kind)) for e in gone.parents]
        )
        for one in through:
            nearer = found.get(one.parent)
            if nearer is None or KINDS.index(one.kind) < KINDS.index(nearer.kind):
                found[one.parent] = one
    return tuple(found.values())


def _united(kits: Sequence[Kit]) -> Pile:
    members: list[Member] = []
    origins: dict[str, OriginKind] = {}
    for number, kit in enumerate(kits):
        mine = f"{number}:"
        graph = truth_graph(kit.members)
        origins |= {mine + name: kind for name, kind in kit.origins.items()}
        for member in kit.members:
            body = tuple(tuple(_prefixed(piece, mine) for piece in paragraph) for paragraph in member.body)
            parents = tuple(replace(edge, parent=mine + edge.parent) for edge in graph[member.id])
            members.append(replace(member, id=mine + member.id, body=body, parents=parents))
    return Pile(tuple(members), origins, tuple(kit.id for kit in kits))


def _prefixed(piece: Piece, prefix: str) -> Piece:
    return replace(piece, event=prefix + piece.event, origin=prefix + piece.origin) if piece.event else piece


def _apart(members: Sequence[Member], rng: Random) -> list[Member]:
    """Return documents of which none shares its text with another."""
    near: dict[str, set[str]] = {member.id: set() for member in members}
    for member in members:
        for edge in member.parents:
            if edge.kind not in ("summarises", "cites", "translation"):
                near[member.id].add(edge.parent)
                near[edge.parent].add(member.id)
    found: dict[str, Member] = {}
    for member in rng.sample(list(members), len(members)):
        seen, front = {member.id}, [member.id]
        while front:
            front = [n for one in front for n in near[one] if n not in seen]
            seen.update(front)
        if not seen & found.keys():
            found[member.id] = member
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Step:
    """One document that is made: from which one, by which operation."""

    base: Member
    how: str
    made: Made


def _grown(members: Sequence[Member], rng: Random, count: int, weights: dict[str, int]) -> tuple[Member, ...]:
    """Return the documents and those made from them, one after the other.

    In a family a made document may be made from again, but not an unchanged one: of two equal texts nobody could
    say from which a third was taken. Reprints in a pile are made from its first documents.
    """
    every = list(members)
    bases = list(members)
    for number in range(count):
        step = _step(bases, every, rng, weights)
        if step is None:
            continue
        made = _member(f"m{number}", step, every, rng)
        every.append(made)
        if weights is not _REPRINTS and made.body != step.base.body:
            bases.append(made)
    return tuple(every)


def _step(bases: Sequence[Member], every: Sequence[Member], rng: Random, weights: dict[str, int]) -> _Step | None:
    """Return a step that works, None if none of some tries does."""
    by_id = {member.id: member for member in every}
    for _ in range(_TRIES):
        base = rng.choice(bases)
        how = rng.choices(list(weights), list(weights.values()))[0]
        parents = [by_id[edge.parent] for edge in base.parents]
        sources = {piece.event: parent.publisher for parent in parents for piece in pieces(parent.body) if piece.event}
        made = OPERATIONS[how][0](Base(base, sources), rng)
        if made is not None:
            return _Step(base, how, made)
    return None


def _member(name: str, step: _Step, every: Sequence[Member], rng: Random) -> Member:
    """Return the made document with its outlet and time, half an hour to some days after its base."""
    base, made = step.base, step.made
    assert base.published is not None
    minutes = rng.randint(30, 4 * 24 * 60) if step.how != "reprint" else rng.randint(24 * 60, 60 * 24 * 60)
    return Member(
        id=name,
        lang=made.lang,
        publisher=_outlet(step, every, rng),
        published=base.published + timedelta(minutes=minutes),
        title=made.title,
        body=made.body,
        parents=(Derivation(made.kind, base.id, step.how),),
    )


def _outlet(step: _Step, every: Sequence[Member], rng: Random) -> str:
    """Return who prints it: now and then an outlet that stands in the family, of a reprint the same one."""
    if step.how == "reprint" and rng.random() < 0.4:
        return step.base.publisher
    others = sorted({m.publisher for m in every if m.lang == step.made.lang} - {step.base.publisher})
    if others and rng.random() < 0.2:
        return rng.choice(others)
    return frames.load().outlet(step.made.lang, rng)


def _row(name: str, pile: Pile, rng: Random) -> Row:
    """Return a family as a row: documents in order of their times, under new ids."""
    ordered = sorted(pile.members, key=lambda m: (m.published.timestamp() if m.published else 0.0, m.id))
    ids = {member.id: f"d{number:03}" for number, member in enumerate(ordered, 1)}
    texts = {member.id: rendered(member.body) for member in ordered}
    docs: list[Row] = []
    edges: list[Row] = []
    claims: dict[str, list[Row]] = {}
    origins: dict[str, set[str]] = {}
    for member in ordered:
        text, marks = texts[member.id]
        # An unchanged reprint keeps its date: without it, it might be the same document as another.
        unchanged = any(texts[edge.parent][0] == text for edge in member.parents)
        dated = member.id[0] != "m" or unchanged or rng.random() >= _UNDATED
        docs.append(
            {
                "id": ids[member.id],
                "lang": member.lang,
                "publisher": member.publisher,
                "published": member.published.isoformat() if member.published and dated else None,
                "title": member.title,
                "text": text,
            }
        )
        for edge in member.parents:
            edges.append({"from": ids[member.id], "to": ids[edge.parent], "kind": edge.kind, "how": edge.how})
        for mark in marks:
            claims.setdefault(mark.event, []).append({"doc": ids[member.id], "start": mark.start, "end": mark.end})
            origins.setdefault(mark.event, set()).add(mark.origin)
    events = []
    for event in sorted(claims):
        low, high = origin_bounds([pile.origins[origin] for origin in sorted(origins[event])])
        events.append({"id": event, "claims": claims[event], "origins_min": low, "origins_max": high})
    return {"id": name, "family": name, "kits": list(pile.kits), "docs": docs, "edges": edges, "events": events}
