"""Rules on assessments: likelihood or confidence in the words of one row, a basis, nothing reported (BR-07, BR-08)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.brief.lint_ground import Ground, Sentence, one_of
from reportedly.brief.lint_table import says
from reportedly.brief.words import Words
from reportedly.records import Finding, Span


@dataclass(frozen=True)
class Term:
    """A word of likelihood in a text: its row (0 or 1) and its band (0 almost no chance to 6 almost certain)."""

    word: str
    row: int
    band: int
    span: Span


def rows(words: Words) -> Sequence[Sequence[str]]:
    """Return the two rows of likelihood words, seven bands each, least likely first."""
    found: Sequence[Sequence[str]] = words.data["lint"]["likelihood"]
    return found


def levels(words: Words) -> Sequence[str]:
    """Return the words for low, moderate and high confidence."""
    found: Sequence[str] = words.data["lint"]["confidence_levels"]
    return found


def terms(text: str, words: Words) -> list[Term]:
    """Return the words of likelihood in a text, the longest ones where several could be read."""
    known = {w: (r, b) for r, row in enumerate(rows(words)) for b, w in enumerate(row)}
    pattern = re.compile(one_of(known).pattern, re.IGNORECASE)
    return [Term(m.group(), *known[m.group().casefold()], Span(*m.span())) for m in pattern.finditer(text)]


def assessed(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-07: likelihood or confidence, never both; what is set is what is written; with a basis."""
    one, words = sentence.statement, ground.facts.words
    if one.kind != "assessment":
        return
    found, sure = terms(sentence.bare, words), words.lint("confidence").search(sentence.bare)
    likely = one.likelihood or (found[0].word if found else "")
    confident = one.confidence or (sure.group() if sure else "")
    if likely and confident:
        span = Span(*sure.span()) if sure else found[0].span if found else None
        text = _without(sentence, span) if sure and found else None
        yield sentence.finding("BR-07", "both", likely, confident, span=span, text=text)
    if not likely and not confident:
        yield sentence.finding("BR-07", "neither")
    written = {t.word.casefold() for t in found}
    if one.likelihood and one.likelihood.casefold() not in written:
        other = found[0].word if found else "–"
        text = sentence.replaced(found[0].span, one.likelihood) if found else None
        span = found[0].span if found else None
        yield sentence.finding("BR-07", "differs", other, one.likelihood, span=span, text=text)
    if one.confidence and one.confidence.casefold() not in sentence.bare.casefold():
        yield sentence.finding("BR-07", "differs", sure.group() if sure else "–", one.confidence)
    if not (one.basis or "").strip():
        yield sentence.finding("BR-07", "basis")
    yield from _loose(sentence, ground, found)


def _without(sentence: Sentence, span: Span | None) -> str | None:
    """Return an assessment without its words of confidence and the comma and "with" around them."""
    if span is None:
        return None
    start = span.start
    lead = re.search(r",?\s*(?:with|з)?\s*$", sentence.text[:start])
    start = lead.start() if lead else start
    rest = re.match(r"\s*,", sentence.text[span.end :])
    end = span.end + (rest.end() if rest and sentence.text[start : start + 1] == "," else 0)
    return sentence.text[:start].rstrip() + " " + sentence.text[end:].lstrip()


def _loose(sentence: Sentence, ground: Ground, found: Sequence[Term]) -> Iterator[Finding]:
    """Yield words of likelihood that are on neither row: "possibly", "may", "60 %"."""
    words = ground.facts.words
    for match in words.lint("loose_likelihood").finditer(sentence.bare):
        span = Span(*match.span())
        if not any(t.span.overlaps(span) for t in found):
            scale = ", ".join(rows(words)[0])
            yield sentence.finding("BR-07", "loose", match.group(), scale, span=span)


def one_row(ground: Ground) -> Iterator[Finding]:
    """BR-07: all assessments of a brief use one row of words."""
    words = ground.facts.words
    first: Term | None = None
    for sentence in ground.sentences:
        if sentence.statement.kind != "assessment":
            continue
        for term in terms(sentence.bare, words):
            first = first or term
            if term.row != first.row:
                right = rows(words)[first.row][term.band]
                text = sentence.replaced(term.span, right)
                yield sentence.finding("BR-07", "rows", term.word, first.word, right, span=term.span, text=text)


def apart(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-08: an assessment quotes and reports nothing."""
    if sentence.statement.kind != "assessment":
        return
    match = ground.facts.words.lint("reporting").search(sentence.bare)
    if match or sentence.quotes:
        span = Span(*match.span()) if match else sentence.quotes[0].span
        yield sentence.finding("BR-08", "report", span.of(sentence.text), span=span)


def confident_report(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-08: a report carries no word of likelihood or confidence of the brief's own."""
    if sentence.statement.kind == "assessment":
        return
    words = ground.facts.words
    judged = [m.span() for m in words.lint("judgement").finditer(sentence.bare)]
    spans = [t.span for t in terms(sentence.bare, words)]
    spans += [Span(*m.span()) for m in words.lint("confidence").finditer(sentence.bare)]
    for span in spans:
        if not any(a < span.end and span.start < b for a, b in judged):
            text = sentence.dropped(span)
            yield sentence.finding("BR-08", "word", span.of(sentence.text), span=span, text=text)


def set_wrong(ground: Ground) -> Iterator[Finding]:
    """BR-08: a sentence that is no assessment has no likelihood, confidence or basis set."""
    for sentence in ground.sentences:
        one = sentence.statement
        if one.kind != "assessment" and (one.likelihood or one.confidence):
            value = one.likelihood or one.confidence or ""
            message, mend = says("BR-08", "word", (value,))
            yield Finding("BR-08", one.order, message, mend, None, None, one.id, one.claims, "word", (value,))
