"""The digest of a document for joining: its comparable claims, their roots, who published it and when."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportedly.corroborate.items import Item, coded, item_of
from reportedly.corroborate.names import NO_NAME
from reportedly.corroborate.origins import When
from reportedly.corroborate.root import Root
from reportedly.corroborate.roots import Roots
from reportedly.corroborate.sources import Directory
from reportedly.records import DocEdge, Document, Forward, Reading
from reportedly.text import digest, name_key

PRODUCER = "dossier.rules/6"
"""Changes with every change of what is taken from a document for joining."""

Rank = tuple[When, str]
"""Where a claim stands among others: the place of its document in time, its id."""

_GROUNDS = 2

Summaries = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that joining needs of one document.

    `when` sorts documents by time of publication, undated ones last; `publisher` is the identity of the publisher and
    `name` its name. `roots` are those of `items`, in order. `summaries` are claims that only restate others,
    with those.
    """

    document: str
    when: When
    publisher: str
    name: str
    items: tuple[Item, ...]
    roots: tuple[Root, ...]
    summaries: Summaries = ()


def dossier_of(reading: Reading, directory: Directory) -> Dossier:
    """Return the digest of a document with all its records."""
    document, publisher = reading.document, directory.publisher(reading.document)
    finder = Roots(as_spoken(reading), directory)
    made = [item_of(reading, claim, coding, rank=rank) for rank, (claim, coding) in enumerate(coded(reading))]
    summaries = _summaries(made)
    restating: dict[str, list[str]] = {}
    for summary, restated in sorted(summaries.items()):
        for claim in restated:
            restating.setdefault(claim, []).append(summary)
    grounds = _grounds(made)
    items = tuple(
        replace(i, restated_by=tuple(restating.get(i.id, ())), grounds=grounds) for i in made if i.id not in summaries
    )
    return Dossier(
        document=document.id,
        when=(document.published or "9999", document.path, document.id),
        publisher=publisher.identity,
        name=publisher.name,
        items=items,
        roots=tuple(_handed_on(finder.root(item.claim), document) for item in items),
        summaries=tuple(sorted(summaries.items())),
    )


def as_spoken(reading: Reading) -> Reading:
    """Return a reading as that of whoever speaks in it: a post that is handed on speaks for the channel it came from.

    Where that channel is in the pile, its own posts have the same root.
    """
    forward = reading.document.forward
    if forward is None or not forward.name:
        return reading
    name = None if _is_person(forward) else forward.name
    return replace(reading, document=replace(reading.document, publisher=name))


def _handed_on(root: Root, document: Document) -> Root:
    """Return a root with who handed it on; a private person whose post it was is not named."""
    forward = document.forward
    if forward is None or not forward.name or root.status != "author":
        return root
    reason = f"{root.reason}; handed on by {document.publisher or 'a document without a publisher'}"
    if not _is_person(forward):
        return replace(root, reason=reason)
    name = "a private person"
    return replace(
        root,
        key=f"person:{digest(name_key(forward.name))}",
        name=name,
        reason=reason.replace(root.name, name, 1),
        printed=NO_NAME,
        kind="person",
    )


def _is_person(forward: Forward) -> bool:
    return (forward.channel or "").startswith("user")


def _grounds(made: Sequence[Item]) -> tuple[str, ...]:
    """Return the places that most claims of a document are told of."""
    counts = Counter(spot.id for item in made for spot in item.spots)
    return tuple(sorted(counts, key=lambda place: (-counts[place], place))[:_GROUNDS])


def _summaries(made: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Return the claims of a document that restate others of it, with those others.

    Beside what the claims say of themselves, a headline restates the text below it: claims of the
    same category about the same place, or about none.
    """
    restating = {i.id: i.claim.summary_of for i in made}
    told = {i.id for i in made if not restating[i.id] and not i.headline and not i.routed}
    found = {claim: tuple(other for other in others if other in told) for claim, others in restating.items()}
    plain = [i for i in made if not found[i.id] and not i.headline]
    for item in made:
        if item.headline and not found[item.id] and not item.routed:
            alike = [o.id for o in plain if o.category == item.category and _same_spot(o, item)]
            found[item.id] = tuple(alike)
    return {claim: restated for claim, restated in found.items() if restated}


def _same_spot(one: Item, other: Item) -> bool:
    return not one.spots or not other.spots or bool({s.id for s in one.spots} & {s.id for s in other.spots})


def end_of_copies(claim: str, step: Callable[[str], str | None], rank: Callable[[str], Rank]) -> str:
    """Return the claim in which a chain of copies ends, the claim itself where it repeats none.

    `step` returns what a claim repeats. A circle, which only decisions of people can make, ends in its claim of the
    least `rank`.
    """
    path = [claim]
    while (following := step(path[-1])) is not None:
        if following in path:
            return min(path[path.index(following) :], key=rank)
        path.append(following)
    return path[-1]


def exact_claims(dossier: Dossier, edges: Sequence[DocEdge], find: Callable[[str], Dossier | None]) -> dict[str, str]:
    """Return for each claim of an exact copy the claim that it repeats in the document that it copies.

    `edges` start at the document, in order; `find` returns the digest of another document, None where it is not held.
    """
    found: dict[str, str] = {}
    for edge in edges:
        if edge.kind != "copy" or edge.spans or edge.score < 1.0:
            continue
        original = find(edge.end)
        theirs = {item.wording: item.id for item in original.items} if original is not None else {}
        found |= {item.id: theirs[item.wording] for item in dossier.items if item.wording in theirs}
    return found
