"""Hand-made documents put straight into a project, and decisions on their claims."""

import json
from collections.abc import Sequence
from pathlib import Path

from reportedly.project import Project
from reportedly.records import (
    Claim,
    Coding,
    Document,
    Outcome,
    Passage,
    PersonMention,
    Record,
    ReviewAction,
    ReviewDraft,
    Run,
    Span,
    claim_id,
    document_id,
)
from reportedly.records.review import ReviewKind
from reportedly.records.values import PersonClass
from reportedly.review.placing import quote_of
from reportedly.text import digest

RUN = "run_hand"


def begin(project: Project, run: str = RUN, at: str = "2026-10-01T00:00:00+00:00") -> None:
    """Begin a run."""
    project.store.begin_run(Run(run, at, "0", "{}"))


def put(
    project: Project,
    text: str,
    *,
    language: str = "en",
    published: str = "2026-10-01",
    persons: Sequence[tuple[str, PersonClass]] = (),
    claims: Sequence[str] | None = None,
    title: str = "",
    name: str = "",
    run: str = RUN,
) -> str:
    """Put a document of one paragraph into a project and return its id; each of `claims` is a claim, None: all of it."""
    sha = digest("hand", name or text, language, length=64)
    document = Document(
        document_id(sha), sha, f"txt_{sha[:16]}", text, f"{sha[:8]}.txt", "text/plain", "hand/1",
        "2026-10-02T00:00:00+00:00", language=language, published=published, title=title, publisher="Hand Courier",
    )  # fmt: skip
    project.store.add_document(document, run=run)
    records: list[Record] = [Passage(document.id, Span(0, len(text)), "body", 0)]
    for words in [text] if claims is None else claims:
        at = text.index(words)
        evidence = (Span(at, at + len(words)),)
        id_ = claim_id(document.id, evidence)
        records.append(Claim(id_, document.id, evidence, words, "event", producer="extract.hand/1"))
        records.append(Coding(id_, "guo", "1.1.0", "GUO.C02", sector=("water",), producer="code.hand/1"))
    for printed, person_class in persons:
        at = text.index(printed)
        records.append(PersonMention(document.id, Span(at, at + len(printed)), person_class))
    project.store.save(Outcome(document.id, "hand/1", "done", len(records)), records, run=run)
    return document.id


def hand_made(folder: Path) -> Project:
    """Return an empty project."""
    project = Project(folder)
    begin(project)
    return project


def decide(project: Project, document: str, claim: str, kind: ReviewKind, **value: str) -> ReviewAction:
    """Decide on a claim; `category` is what an edit sets."""
    reading = project.store.reading(document)
    found = next(c for c in reading.of(Claim) if c.id == claim)
    after = json.dumps({"category": value["category"], "codebook": "guo", "version": "1.1.0"}) if value else ""
    draft = ReviewDraft(
        kind, (claim,), "K. Maryan", "2026-10-03T00:00:00+00:00", "checked",
        field={"edit": "category", "reject": "duplicate"}.get(kind, ""),
        before="{}" if value else "", after=after, quotes=(quote_of(reading, found),),
    )  # fmt: skip
    return project.store.add_review(draft)


def undo(project: Project, action: ReviewAction) -> ReviewAction:
    """Take a decision back."""
    draft = ReviewDraft("undo", (action.id,), "K. Maryan", "2026-10-04T00:00:00+00:00", "a slip")
    return project.store.add_review(draft)
