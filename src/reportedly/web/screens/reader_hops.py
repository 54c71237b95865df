"""Who says a claim, hop by hop, as the reader shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.codebook import Codebook
from reportedly.codebook.labels import BookLabels
from reportedly.records import Attribution, Body, Claim, Link, Reading, Span, Theatre, by_mention
from reportedly.records.withhold import WITHHELD, Discretion
from reportedly.text import squeeze
from reportedly.web.screens.reader_model import ClaimRef, Hop
from reportedly.web.screens.reader_why import reason
from reportedly.web.words import said


@dataclass(frozen=True)
class Seen:
    """What a person may see, in which language, and how other claims are found by their ids."""

    discretion: Discretion
    language: str = "en"
    exact: bool = False
    theatre: Theatre = field(default_factory=Theatre)
    book: Codebook | None = None
    labels: BookLabels = field(default_factory=BookLabels)
    where: Callable[[str], ClaimRef | None] = lambda _: None
    at: Mapping[str, str] = field(default_factory=dict)
    """When each reviewer last decided on the claim in hand (ISO 8601)."""

    def printed(self, reading: Reading, *spans: Span) -> str:
        """Return the printed words of spans, blanks squeezed, names withheld where they must be."""
        return self.told(squeeze(self.discretion.shown(reading, spans)[0])) if spans else ""

    def masked(self, text: str) -> str:
        """Return text that is no part of a reading, names withheld where they must be."""
        return self.told(self.discretion.masked(text))

    def told(self, text: str) -> str:
        """Return text in which the mark of a withheld name is in the language of the page."""
        return text.replace(WITHHELD, said(self.language, "reader.withheld_mark"))

    def reason(self, text: str) -> str:
        """Return a reason of a stage in the language of the page, names withheld where they must be."""
        return self.told(reason(self.language, self.discretion.masked(text)))

    def sector(self, name: str) -> str:
        """Return the name of a service."""
        return self.labels.sectors.get(name, name.replace("_", " "))

    def category(self, code: str) -> str:
        """Return the name of a category, "" for a code that the codebook does not have."""
        if code in self.labels.categories:
            return self.labels.categories[code]
        if self.book is None:
            return ""
        found = {category.id: category.name for category in self.book.categories}
        found |= {routing.id: routing.name for routing in self.book.routing}
        return found.get(code, "")


def ordered(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims of a document in the order of its text: the n-th one has the number n."""
    return tuple(sorted(reading.of(Claim), key=lambda c: (c.evidence[0].start, c.evidence[-1].end, c.id)))


def ladder(
    reading: Reading, claim: Claim, number: int, seen: Seen, bodies: Mapping[Span, Body] | None = None
) -> tuple[Hop, ...]:
    """Return the chain of a claim, the outlet first; of hearsay the last rung is nobody.

    `bodies` are those of the document by their mentions, where they are known already.
    """
    found = reading.first(Attribution, claim.id)
    links = found.links if found is not None else ()
    status = found.root_status if found is not None else "author"
    asserts = not links and status == "author"
    outlet = Hop(
        f"{number}.0",
        seen.masked(_outlet(reading)),
        "outlet",
        "outlet",
        commitment="CT+" if asserts else "Uu",
        root=asserts,
    )
    bodies = by_mention(reading.of(Body)) if bodies is None else bodies
    hops = [_hop(reading, link, f"{number}.{at}", bodies, seen) for at, link in enumerate(links, start=1)]
    if links:
        hops[-1] = _as_root(hops[-1], status)
    elif status == "none":
        hops = [Hop(f"{number}.1", "", "none", "none", root=True)]
    return outlet, *hops


def _outlet(reading: Reading) -> str:
    document = reading.document
    return document.publisher or document.channel or ", ".join(document.author)


def _as_root(hop: Hop, status: str) -> Hop:
    return Hop(**{name: getattr(hop, name) for name in hop.__slots__} | {"root": True, "status": status})


def _hop(reading: Reading, link: Link, ref: str, bodies: Mapping[Span, Body], seen: Seen) -> Hop:
    body = bodies.get(link.span) if link.span else None
    name = seen.printed(reading, link.span) if link.span else ""
    full = seen.printed(reading, body.name) if body is not None else ""
    return Hop(
        ref,
        name,
        link.role,
        _status(link),
        full="" if full == name else full,
        entry=(body.entry or "") if body is not None else "",
        cue=seen.printed(reading, link.cue) if link.cue else "",
        lexicon=link.lexicon_id or "",
        mode=link.mode,
        commitment=link.commitment,
        anaphoric=link.anaphoric,
        inferred=link.inferred,
        mentions=len(body.mentions) if body is not None else 0,
        note=_note(link, body, seen),
        readings=tuple(seen.masked(r.name) for r in body.readings) if body is not None else (),
    )


def _status(link: Link) -> str:
    if link.span is None:
        return "none"
    return "named" if link.named else "unnamed_plural" if link.plural else "unnamed_single"


def _note(link: Link, body: Body | None, seen: Seen) -> str:
    notes = [link.note] if link.note else []
    if body is not None and body.note and body.note not in notes:
        notes.append(body.note)
    if link.proposed:
        notes.insert(0, link.proposed)
    return "; ".join(seen.reason(note) for note in notes)


def hop_spans(found: Attribution | None, number: int) -> list[tuple[Span, str, str]]:
    """Return the source phrases and reporting words of a chain: the span, source or cue, the ref of its hop."""
    spans: list[tuple[Span, str, str]] = []
    for at, link in enumerate(found.links if found is not None else (), start=1):
        if link.span is not None:
            spans.append((link.span, "source", f"{number}.{at}"))
        if link.cue is not None:
            spans.append((link.cue, "cue", f"{number}.{at}"))
    return spans


def names_of(hops: Sequence[Hop]) -> tuple[str, ...]:
    """Return the printed names of a chain from the outlet to the root, "" where nobody is named."""
    return tuple(hop.name for hop in hops)
