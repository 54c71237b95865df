"""The one-page form of a brief: what it leads with, the table of services where it fits, and the notes behind these."""

from dataclasses import replace

from reportedly.brief.model import Brief, Chart, Control, Line, Note, Section
from reportedly.brief.numbering import in_reading_order

_FIELDS = 72
"""Fields of a table of services that still stand on the page; a larger one is left to the full brief."""


def one_page(brief: Brief) -> Brief:
    """Return the brief as one page tells it: its topic sentences, and of notes only those that these cite.

    Map, timeline, disputes, drift and who holds what are left to the full brief. Gaps, method and what changed stay
    among the values of the brief, but are not printed.
    """
    sections = tuple(made for section in brief.sections if (made := _topics(section)).lines)
    tables = brief.matrix.tables
    fits = len(tables) == 1 and len(tables[0].places) * len(tables[0].rows) <= _FIELDS
    short = replace(
        brief,
        sections=sections,
        matrix=replace(brief.matrix, tables=tables if fits else (), regional=()),
        map=Chart("", "", ""),
        timeline=replace(brief.timeline, moments=(), undated=()),
        disputes=(),
        corrections=(),
        sourcing=replace(brief.sourcing, derivations=(), derivation_title=""),
        drift=(),
        drift_left_out=0,
        control=Control(),
        short=True,
    )
    return in_reading_order(replace(short, notes=_cited(short)))


def _topics(section: Section) -> Section:
    """Return a section with its topic sentences, and with what a person wrote into it."""
    kept = tuple(line for line in section.lines if line.statement.topic or line.statement.by)
    gone = len(section.lines) - len(kept)
    return replace(section, lines=kept, left_out=section.left_out + gone)


def also(brief: Brief) -> tuple[Line, ...]:
    """Return the sentences of the sections that no takeaway tells already."""
    told = {line.statement.text for line in brief.takeaways}
    of = {line.statement.of for line in brief.takeaways if line.statement.of}
    lines = (line for section in brief.sections for line in section.lines)
    return tuple(x for x in lines if x.statement.text not in told and (x.statement.id or " ") not in of)


def _cited(brief: Brief) -> tuple[Note, ...]:
    """Return the notes that a sentence cites; one that pointed to a note which is gone tells its document itself."""
    lines = (*brief.takeaways, *(line for section in brief.sections for line in section.lines))
    numbers = {n for line in lines for n in line.statement.citations}
    first: dict[str, int] = {}
    kept: list[Note] = []
    for note in brief.notes:
        if note.citation.number in numbers:
            same = first.get(note.citation.document)
            first.setdefault(note.citation.document, note.citation.number)
            kept.append(replace(note, citation=replace(note.citation, same_as=same)))
    return tuple(kept)
