"""A project of hand-made reports that people decide on, and a chain that is checked row by row."""

from collections.abc import Sequence
from pathlib import Path

from reportedly.joining_work import Setting, join_documents
from reportedly.project import Project
from reportedly.records import Claim, Outcome, Reading
from reportedly.review import verify
from tests.unit.corroborate.pile import THEATRE, Told, report

TAPS = Told(
    "Two taps in Orlivsk have run dry",
    chain=("Ministry of Water",),
    status=("water", "none"),
    number=(2, 2, "Two"),
    day="2026-05-01",
)


def a_project(out: Path, readings: Sequence[Reading] = ()) -> Project:
    """Return an open project with these reports, joined; without any, two that tell the same."""
    held = list(readings) or [report(TAPS, publisher="First Post"), report(TAPS, publisher="Second Post")]
    project = Project(out)
    project.theatre = THEATRE
    run = project.begin({"command": "test"})
    for reading in held:
        project.store.add_document(reading.document, run=run)
        outcome = Outcome(reading.document.id, "made/1", "done", len(reading.records), "")
        project.store.save(outcome, reading.records, run=run)
    join_documents(project.store, Setting(project.theatre, project.sources, project.book), run=run)
    return project


def claims_of(project: Project) -> list[str]:
    """Return the ids of all claims, in the order of documents."""
    return [claim.id for reading in project.store.readings() for claim in reading.of(Claim)]


def whole(project: Project) -> int:
    """Check the chain and return how many actions it has."""
    rows, highest = project.store.kept_reviews()
    assert verify(rows, highest) == []
    return len(rows)
