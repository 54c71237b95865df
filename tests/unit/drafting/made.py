"""A project that holds an invented week as if the stages had made it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.brief import Material
from reportedly.clock import now
from reportedly.drafting import Drafts
from reportedly.project import Project
from reportedly.records import Outcome, ReviewDraft
from tests.unit.brief.invented import THEATRE


@contextmanager
def project_of(out: Path, week: Material) -> Iterator[Project]:
    """Keep the records of a week in a project and open it."""
    with Project(out) as project:
        keep(project, week)
        project.theatre = THEATRE
        yield project


def keep(project: Project, week: Material) -> None:
    """Keep the records of a week: documents once, what goes across them anew."""
    run = project.begin({"command": "run"})
    known = set(project.store.document_ids())
    for reading in week.readings:
        if reading.document.id not in known:
            project.store.add_document(reading.document, run=run)
            outcome = Outcome(reading.document.id, "extract", "1", "done")
            project.store.save(outcome, list(reading.records), run=run)
    project.store.save_derived(run=run, edges=[], judgements=[], events=week.events, ledger=week.ledger)


def drafts_of(project: Project) -> Drafts:
    """Return the drafts of a project whose state never changes but by runs."""
    return Drafts(project)


def accept(project: Project, *claims: str) -> None:
    """Accept claims as a person does."""
    for claim in claims:
        project.store.add_review(ReviewDraft("accept", (claim,), "K. Maryan", now(), "read and right"))
