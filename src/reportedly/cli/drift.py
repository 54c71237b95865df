"""drift: where a claim hardened or softened as it was told again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from reportedly.cli.browse import SHORT_ID, AsJson, Database, Out, WorkingCopy
from reportedly.cli.output import print_json, print_table
from reportedly.records import Claim, HedgeDrift, Reading
from reportedly.records.withhold import Discretion
from reportedly.text import squeeze

Direction = Annotated[str | None, typer.Option(help="Only this direction: hardened or softened.")]
Kind = Annotated[str | None, typer.Option(help="Only this kind: headline_body, retelling or revision.")]


@dataclass(frozen=True)
class Passages:
    """The passages of claims by id, as they may be printed."""

    claims: dict[str, tuple[Reading, Claim]]
    discretion: Discretion

    @classmethod
    def of(cls, readings: Sequence[Reading], discretion: Discretion) -> "Passages":
        """Return the passages of all claims of these readings."""
        return cls({c.id: (r, c) for r in readings for c in r.of(Claim)}, discretion)

    def passage(self, claim: str) -> str:
        """Return a claim's sentence, or its pieces where it has none."""
        reading, record = self.claims[claim]
        spans = (record.sentence,) if record.sentence else record.evidence
        return squeeze(self.discretion.shown(reading, spans)[0])

    def home(self, claim: str) -> str:
        """Return who published a claim's document, else its path."""
        document = self.claims[claim][0].document
        return document.publisher or document.path


def drift(
    out: Out,
    db: Database = None,
    direction: Direction = None,
    kind: Kind = None,
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """List where a claim hardened or softened: between a body and its headline, and from text to text.

    An arrow leads from the level of the earlier passage to that of the later one; L0 asserts, L1 and L2 name a
    source, L3 is hearsay, L4 hedged, L5 distanced.
    """
    from reportedly.export import drift_line
    from reportedly.project import Project
    from reportedly.records.withhold import private_names

    with Project(out, db=db, create=False) as project:
        readings = list(project.store.readings())
        found = [
            d
            for d in project.store.drift()
            if (direction is None or d.direction == direction) and (kind is None or d.kind == kind)
        ]
    passages = Passages.of(readings, Discretion(private_names(readings), working_copy=working_copy))
    if as_json:
        for item in found:
            line = drift_line(item, passages.discretion)
            line["earlier"]["passage"] = passages.passage(item.earlier)
            line["later"]["passage"] = passages.passage(item.later)
            print_json(line)
        return
    print_table(None, ["what", "level", "earlier", "later", "why"], [_row(item, passages) for item in found])
    print(f"{len(found)} drifts: {sum(d.direction == 'hardened' for d in found)} hardened")


def _row(item: HedgeDrift, passages: Passages) -> tuple[str, ...]:
    earlier = f"{passages.home(item.earlier)} ({item.earlier[:SHORT_ID]}): {passages.passage(item.earlier)}"
    later = f"{passages.home(item.later)} ({item.later[:SHORT_ID]}): {passages.passage(item.later)}"
    if item.kind == "headline_body":
        earlier, later = f"body: {earlier}", f"headline: {later}"
    reason = passages.discretion.masked(item.reason)
    return f"{item.direction}, {item.edge or 'headline'}", f"{item.before} → {item.after}", earlier, later, reason


def card_lines(claim: str, found: Sequence[HedgeDrift], passages: Passages) -> Iterator[str]:
    """Yield the lines that a claim's page has on the drifts it takes part in."""
    for item in found:
        if claim not in (item.earlier, item.later):
            continue
        other = item.later if claim == item.earlier else item.earlier
        how = f"{item.direction} ({item.before} → {item.after})"
        where = "in its own document" if item.kind == "headline_body" else f"in {passages.home(other)}"
        told = "told again as" if claim == item.earlier else "told before as"
        yield f"Drift       {how}: {passages.discretion.masked(item.reason)}   [{item.producer}: {item.kind}]"
        yield f"            {told} {other} {where}: {passages.passage(other)}"
