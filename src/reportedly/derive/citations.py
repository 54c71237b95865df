"""Citations, revisions and families: edges that names, titles and owners tell."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.derive.words import Text, day, order, published_before
from reportedly.records import Attribution, DocEdge, Document, Link, Reading, Relation, Theatre
from reportedly.records.theatre import Source
from reportedly.text import name_key, squeeze

CITE_DAYS = 14
"""A citation is looked for among reports of the cited outlet from so many days before."""

CITE_SHARE = 0.12
"""Share of the citing text's longer words that a cited report must hold to be the one that was meant.

On the invented pairs of tests/unit/derive/pairs.py rewrites of a report share 0.45 or more of their
longer words with it, reports of the same outlet on other matters 0.07 at most. A citing report often
holds other matter besides, so the threshold lies near the lower group.
"""

_CANDIDATES = 40
_NAME_WORDS = 8
_CARRIERS = frozenset({"outlet", "agency", "social_account", "think_tank"})
_TITLE_SHARE = 0.5
_TITLE_SHARE_CORRECTED = 0.2
_OPENING = 600
_CORRECTION = re.compile(
    r"\bcorrections?\b|\bcorrects\b|\bcorrecting\b|\b(?:an|the) earlier version\b|\bclarification\b"
    r"|\bwe have corrected\b|\bthis was wrong\b|\bwe regret the error\b",
    re.IGNORECASE,
)


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


def cites(readings: Sequence[Reading], texts: dict[str, Text], names: Names) -> list[tuple[str, str, float, str]]:
    """Return (citing, cited, score, evidence): documents that name another one's publisher as a source.

    Of the cited outlet's reports of the days before, those count that share words with the citing one;
    an outlet of which the pile holds no such report gives no edge.
    """
    shelves: dict[str, list[tuple[str, Text]]] = defaultdict(list)
    for reading in readings:
        publisher = names.publisher(reading.document)
        if publisher is not None:
            shelves[publisher].append((day(reading.document) or "", texts[reading.document.id]))
    for shelf in shelves.values():
        shelf.sort(key=lambda item: (item[0], order(item[1].document)))
    outlets = _outlet_names(readings, names)
    found: list[tuple[str, str, float, str]] = []
    for reading in readings:
        own = names.publisher(reading.document)
        for key, printed in sorted(_named(reading, names, shelves, outlets).items()):
            if key != own:
                found.extend(_cited(texts[reading.document.id], shelves[key], printed))
    return found


def _named(
    reading: Reading, names: Names, shelves: dict[str, list[tuple[str, Text]]], outlets: dict[str, str]
) -> dict[str, str]:
    """Return the publishers in the pile that this document names as sources, with the printed form."""
    found: dict[str, str] = {}
    for link in (link for a in reading.of(Attribution) for link in a.links):
        for key, printed in _link_names(reading, link, names):
            if key in shelves:
                found.setdefault(key, printed)
    for relation in reading.of(Relation):
        if relation.source:
            printed = squeeze(" ".join(span.of(reading.text) for span in relation.source))
            for key in _keys(printed, names, shelves):
                if key in shelves:
                    found.setdefault(key, printed)
    for key, printed in _mentioned(reading, outlets):
        found.setdefault(key, printed)
    return found


def _link_names(reading: Reading, link: Link, names: Names) -> Iterator[tuple[str, str]]:
    for span in (link.span, link.antecedent):
        if span is not None:
            printed = squeeze(span.of(reading.text))
            if link.source:
                yield link.source, printed
            source = names.sources.get(bare(printed))
            yield (source.id if source else bare(printed)), printed


def _keys(printed: str, names: Names, shelves: dict[str, list[tuple[str, Text]]]) -> Iterator[str]:
    """Yield the publishers whose name stands in a printed source phrase ("X, a channel of workers").

    The longest known name wins: an office is not the body whose name its own name contains.
    """
    words = name_key(printed).split()
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _NAME_WORDS), start, -1):
            key = " ".join(words[start:end])
            source = names.sources.get(key)
            # One short word is as often a noun as a name.
            if len(key) > 4 and (source is not None or key in shelves):
                yield source.id if source is not None else key
                start = end
                break
        else:
            start += 1


def _mentioned(reading: Reading, printed_names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (publisher, printed name) of outlets and accounts that the text names outside of a relation."""
    text = reading.text
    for printed, key in printed_names.items():
        at = text.find(printed)
        while at >= 0:
            before, after = text[at - 1 : at], text[at + len(printed) : at + len(printed) + 1]
            if not (before.isalnum() or after.isalnum()):
                yield key, printed
                break
            at = text.find(printed, at + 1)


def _outlet_names(readings: Sequence[Reading], names: Names) -> dict[str, str]:
    """Return the printed names of publishers that carry reports: a body named in a text is mostly an actor."""
    by_id = {source.id: source for source in names.sources.values()}
    found: dict[str, str] = {}
    for printed in sorted({r.document.publisher or "" for r in readings}):
        key = bare(printed)
        source = names.sources.get(key)
        if source is not None and by_id[source.id].role not in _CARRIERS:
            continue
        if source is not None or len(printed.split()) > 1:
            found[printed] = source.id if source is not None else key
    found.pop("", None)
    return found


def _cited(citing: Text, shelf: list[tuple[str, Text]], printed: str) -> Iterator[tuple[str, str, float, str]]:
    for score, text in _meant(citing, shelf):
        evidence = f"names {printed!r} as a source and shares {score:.0%} of its longer words with that report"
        yield citing.document.id, text.document.id, round(score, 3), evidence


def _meant(citing: Text, shelf: list[tuple[str, Text]]) -> list[tuple[float, Text]]:
    when = day(citing.document)
    pool = shelf
    if when is not None:
        first = (date.fromisoformat(when) - timedelta(days=CITE_DAYS)).isoformat()
        days = [item[0] for item in shelf]
        # Undated reports of the outlet (day "") may be meant as well; they stand first on the shelf.
        pool = shelf[: bisect_left(days, "0")] + shelf[bisect_left(days, first) : bisect_right(days, when)]
    scored = []
    for _, text in pool[-_CANDIDATES:]:
        if published_before(citing.document, text.document) or text.document.id == citing.document.id:
            continue
        smaller = min(len(citing.content), len(text.content)) or 1
        score = len(citing.content & text.content) / smaller
        if score >= CITE_SHARE:
            scored.append((score, text))
    return sorted(scored, key=lambda item: (-item[0], order(item[1].document)))


def revisions(texts: Sequence[Text], names: Names) -> Iterator[tuple[str, str, float, str]]:
    """Yield (later, earlier, score, evidence) for new versions and corrections by the same outlet."""
    by_outlet: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        publisher = names.publisher(text.document)
        if publisher is not None and text.document.published:
            by_outlet[publisher].append(text)
    for shelf in by_outlet.values():
        shelf.sort(key=lambda t: order(t.document))
        for i, later in enumerate(shelf):
            found = _revised(later, shelf[max(0, i - _CANDIDATES) : i])
            if found is not None:
                earlier, score, evidence = found
                yield later.document.id, earlier.document.id, round(score, 3), evidence


def _revised(later: Text, before: Sequence[Text]) -> tuple[Text, float, str] | None:
    opening = f"{later.document.title or ''} {later.document.text[:_OPENING]}"
    cue = _CORRECTION.search(opening)
    best: tuple[float, int, Text, str] | None = None
    for i, earlier in enumerate(before):
        title = _overlap(later.title_words, earlier.title_words)
        body = _overlap(later.content, earlier.content)
        same_url = later.document.url is not None and later.document.url == earlier.document.url
        if same_url:
            score, why = 1.0, "same outlet and address, published later"
        elif cue and (title >= _TITLE_SHARE_CORRECTED or body >= _TITLE_SHARE) and body >= CITE_SHARE:
            score, why = max(title, body), f"same outlet, says {cue.group()!r}, on the same matter"
        elif title >= 0.99 and len(later.title_words) > 1 and body >= _TITLE_SHARE:
            score, why = body, "same outlet and title, published later, most words shared"
        else:
            continue
        if best is None or (score, i) >= (best[0], best[1]):
            best = (score, i, earlier, why)
    return None if best is None else (best[2], best[0], best[3])


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / (min(len(left), len(right)) or 1)


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
