"""The last check before printing: every quotation stands letter for letter in its document."""

from collections.abc import Iterable, Mapping

from reportedly.brief.model import Brief, Material
from reportedly.brief.words import load
from reportedly.errors import BriefDoesNotCompile
from reportedly.records import BriefStatement, Citation, Reading
from reportedly.records.withhold import JOINER, WITHHELD
from reportedly.text import squeeze

ENGLISH = ("“", "”")


def broken_sentences(brief: Brief, material: Material) -> list[tuple[BriefStatement, str]]:
    """Return the sentences whose quotations do not stand in what they cite, each with the reason."""
    readings = {r.document.id: r for r in material.readings}
    by_number = {c.number: c for c in brief.citations}
    marks = load(brief.language).marks
    found: list[tuple[BriefStatement, str]] = []
    for statement in (*brief.statements, *brief.beside):
        try:
            _check_sentence(statement, by_number, readings, marks)
        except BriefDoesNotCompile as error:
            found.append((statement, str(error)))
    return found


def check_quotes(brief: Brief, material: Material) -> None:
    """Compare every citation with its selector, and every quotation in a sentence with what the sentence cites.

    Around "[name withheld]" the pieces are compared separately. Raises BriefDoesNotCompile, naming the
    note or sentence, the document, and what stands there instead.
    """
    readings = {r.document.id: r for r in material.readings}
    for citation in brief.citations:
        check_citation(citation, readings)
    by_number = {c.number: c for c in brief.citations}
    for statement in (*(line.statement for line in brief.takeaways), *brief.statements, *brief.beside):
        _check_sentence(statement, by_number, readings, load(brief.language).marks)


def check_citation(citation: Citation, readings: Mapping[str, Reading]) -> None:
    """Compare one citation with its selector. Raises BriefDoesNotCompile, naming what stands there instead."""
    reading = readings.get(citation.document)
    if reading is None:
        raise BriefDoesNotCompile(
            f"note [{citation.number}] cites document {citation.document}, which is not part of the material; "
            "compile the brief again from the current project"
        )
    printed = expected(citation, reading.text)
    if citation.quote != printed:
        raise BriefDoesNotCompile(
            f"note [{citation.number}] quotes {citation.quote!r}, but {reading.document.path} has {printed!r} at "
            f"{', '.join(f'{s.start}-{s.end}' for s in citation.selector)}; "
            "code the document again or drop the sentence"
        )


def expected(citation: Citation, text: str) -> str:
    """Return what the quotation of a citation must be: the text at its selector, withheld stretches masked."""
    pieces: list[str] = []
    for span in citation.selector:
        if span.end > len(text):
            return ""
        at, parts = span.start, []
        for hidden in sorted(citation.withheld):
            if span.covers(hidden):
                parts += [text[at : hidden.start], WITHHELD]
                at = hidden.end
        pieces.append("".join([*parts, text[at : span.end]]))
    return JOINER.join(pieces)


def _check_sentence(
    statement: BriefStatement,
    by_number: Mapping[int, Citation],
    readings: Mapping[str, Reading],
    marks: tuple[str, str],
) -> None:
    cited = [by_number[n] for n in statement.citations if n in by_number]
    quotes = [squeeze(c.quote) for c in cited]
    texts = [squeeze(readings[c.document].text) for c in cited if c.document in readings]
    titles = [squeeze(readings[c.document].document.title or "") for c in cited if c.document in readings]
    # Marks inside a quotation need not be balanced, so what is cited is taken out before the rest is looked at.
    for quoted in quotations(without(statement.text, [*quotes, *titles], marks), marks):
        if not any(_stands(quoted, t) for t in texts):
            raise BriefDoesNotCompile(
                f"sentence {statement.order} quotes {quoted!r}, which stands in none of the documents it cites "
                f"({', '.join(f'[{n}]' for n in statement.citations) or 'it cites none'}); quote what is printed there"
            )


def without(text: str, quotes: Iterable[str], marks: tuple[str, str] = ENGLISH) -> str:
    """Return a sentence in which each of these quotations, longest first, is replaced by empty marks."""
    for quoted in sorted(quotes, key=len, reverse=True):
        if quoted:
            text = text.replace(quoted.join(marks), "".join(marks))
    return text


def quotations(text: str, marks: tuple[str, str] = ENGLISH) -> list[str]:
    """Return the stretches of a sentence that stand in the quotation marks of the brief, outermost only."""
    opening, closing = marks
    found: list[str] = []
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char == opening:
            depth += 1
            start = at + 1 if depth == 1 else start
        elif char == closing and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:at])
    return [piece for piece in found if piece]


def _stands(quoted: str, text: str) -> bool:
    pieces = [p for part in quoted.split(JOINER) for p in part.split(WITHHELD)]
    return all(piece.strip() in text for piece in pieces if piece.strip())
