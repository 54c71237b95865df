"""Outlets by their names, and the edges between reports of one owner."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.derive.words import Text, order
from reportedly.records import DocEdge, Document, Theatre
from reportedly.records.theatre import Source
from reportedly.text import name_key


@dataclass(frozen=True, slots=True)
class Names:
    """The sources of a theatre by every name they go by (`name_key` form, with and without article)."""

    sources: dict[str, Source]

    @classmethod
    def of(cls, theatre: Theatre) -> "Names":
        """Return the names of the theatre's sources; a name that two sources share is left out."""
        found: dict[str, set[Source]] = defaultdict(set)
        for source in theatre.sources:
            for name in (source.name, *source.aliases):
                found[bare(name)].add(source)
        return cls({name: next(iter(hits)) for name, hits in found.items() if len(hits) == 1})

    def aliases(self, publisher: str | None) -> tuple[str, ...]:
        """Return all names of a known source by its id, none for any other."""
        source = next((s for s in self.sources.values() if s.id == publisher), None)
        return (source.name, *source.aliases) if source else ()

    def longer(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the names of known sources, as printed, in which one of these names stands."""
        own = {bare(name) for name in names if name}
        printed = [name for source in dict.fromkeys(self.sources.values()) for name in (source.name, *source.aliases)]
        return tuple(
            name
            for name in dict.fromkeys(printed)
            if (key := bare(name)) in self.sources and key not in own and any(f" {part} " in f" {key} " for part in own)
        )

    def publisher(self, document: Document) -> str | None:
        """Return the id of the publisher's source, else its bare name, or None where it has none."""
        if not document.publisher:
            return None
        key = bare(document.publisher)
        source = self.sources.get(key)
        return source.id if source else key


def bare(name: str) -> str:
    """Return the look-up form of a name without a leading article."""
    key = name_key(name)
    return key.removeprefix("the ") if key.startswith("the ") else key


def families(texts: Sequence[Text], names: Names) -> Iterator[DocEdge]:
    """Yield an edge from each report to the last one before it by another outlet of the same owner."""
    owners = {source.id: source.media_family for source in names.sources.values() if source.media_family}
    last: dict[str, list[tuple[str, Text]]] = defaultdict(list)
    for text in sorted(texts, key=lambda t: order(t.document)):
        publisher = names.publisher(text.document)
        family = owners.get(publisher) if publisher else None
        if publisher is None or family is None:
            continue
        other = next((t for p, t in reversed(last[family]) if p != publisher), None)
        if other is not None:
            yield DocEdge(
                start=text.document.id,
                end=other.document.id,
                kind="same_family",
                score=1.0,
                evidence=f"both outlets belong to the media family {family!r}",
            )
        last[family] = [item for item in last[family] if item[0] != publisher] + [(publisher, text)]
