"""Rules on claims, states and the whole brief (BR-01, BR-10, BR-17, BR-18, BR-20)."""

from collections.abc import Iterator

from reportedly.brief import status
from reportedly.brief.lint_ground import Ground, Sentence
from reportedly.brief.lint_table import says
from reportedly.brief.lint_words import change_of_sources
from reportedly.records import Finding, Geolocation, ServiceStatus

_NEEDED = ("theatre", "dated", "cutoff", "status", "codebook", "languages", "sensitivity")


def _of_brief(rule: str, key: str, *values: str) -> Finding:
    """Return a finding on the whole brief."""
    message, mend = says(rule, key, values)
    return Finding(rule, 0, message, mend, key=key, values=values)


def rests(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-01: a report or status sentence has claims, each with its passage in the kept text."""
    one = sentence.statement
    if one.kind not in ("report", "status"):
        return
    if not sentence.claims or not one.citations:
        yield sentence.finding("BR-01", "none")
    for claim in one.claims:
        if claim not in ground.facts.by_id:
            yield sentence.finding("BR-01", "gone", claim)
    for fact in sentence.claims:
        if any(span.end > len(fact.reading.text) for span in fact.claim.evidence):
            yield sentence.finding("BR-01", "selector", fact.id)


def accepted(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-01, to publish: every claim of the sentence is accepted."""
    taken = ground.facts.material.accepted
    if taken is None or sentence.statement.kind not in ("report", "status"):
        return
    for fact in sentence.claims:
        if fact.id not in taken:
            yield sentence.finding("BR-01", "open", fact.id)


def stale_cells(ground: Ground) -> Iterator[Finding]:
    """BR-10: stale cells of the table say when they were last reported."""
    for table in ground.brief.matrix.tables:
        for sector, cells in table.rows:
            for cell in cells:
                if cell.look == "stale" and not ground.facts.words.lint("stale").search(cell.spoken):
                    yield _of_brief("BR-10", "cell", sector)


def stale(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-10: a sentence on a state that is stale says when it was last reported.

    A report that gives its day says so; a status sentence must say "last reported".
    """
    lead, words = sentence.lead, ground.facts.words
    if lead is None or lead.status is None or sentence.statement.kind == "assessment":
        return
    cell = _cell(sentence, ground)
    if cell is None or not status.is_stale(cell, ground.facts.today) or words.lint("stale").search(sentence.bare):
        return
    if sentence.statement.kind == "report" and words.lint("days").search(sentence.bare.replace("\u00a0", " ")):
        return
    day = words.day(cell.last_reported) or words("status.without_date")
    if sentence.statement.kind == "report" and day.replace("\u00a0", " ") in sentence.text.replace("\u00a0", " "):
        return  # the quotation gives the day
    mark = str(words.data["lint"]["stale_mark"]).format(day=day)
    text = sentence.text.rstrip().removesuffix(".") + mark + "."
    yield sentence.finding("BR-10", "sentence", day, text=text)


def _cell(sentence: Sentence, ground: Ground) -> ServiceStatus | None:
    """Return the cell of the ledger that the first claim of a sentence speaks of."""
    lead = sentence.lead
    if lead is None or lead.status is None:
        return None
    places = {p.gazetteer_id for p in lead.reading.about(Geolocation, lead.id) if p.function == "event"}
    places |= {e.place for e in ground.of_events(sentence)}
    cells = [c for c in ground.facts.material.ledger if c.sector == lead.status.sector and c.place in places]
    return cells[0] if cells else None


def takeaways(ground: Ground) -> Iterator[Finding]:
    """BR-18: a takeaway is a topic sentence word for word."""
    topics = [s.statement for s in ground.sentences if s.statement.topic]
    for line in ground.brief.takeaways:
        one = line.statement
        if one.text not in {t.text for t in topics}:
            right = next((t.text for t in topics if one.of and t.id == one.of), None)
            right = right or next((t.text for t in topics if one.events and t.events == one.events), None)
            message, mend = says("BR-18", "differs", ())
            yield Finding("BR-18", one.order, message, mend, None, right, one.id, one.claims, "differs")


def changes(ground: Ground) -> Iterator[Finding]:
    """BR-17: what changed since the last brief says that the source set changed, where it did."""
    changed = change_of_sources(ground)
    words = ground.facts.words
    if not changed or ground.brief.changes == words("header.first"):
        return
    if not words.lint("source_set").search(ground.brief.changes):
        yield _of_brief("BR-17", "changes", words.day(changed, year=True))


def complete(ground: Ground) -> Iterator[Finding]:
    """BR-20: the header is complete and the gaps are named."""
    brief, facts = ground.brief, ground.facts
    shown = {label for label, value in brief.header.facts if value.strip()}
    for label in (facts.words(f"label.{key}") for key in _NEEDED):
        if label not in shown:
            yield _of_brief("BR-20", "header", label)
    if not brief.gaps:
        yield _of_brief("BR-20", "gaps")
    if any(s.left_out < 0 for s in brief.sections) or not facts.material.cutoff:
        yield _of_brief("BR-20", "cutoff")
