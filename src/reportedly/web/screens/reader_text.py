"""The text of a document as kept, passage by passage, with its claims, sources and reporting words marked."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.records import Attribution, Body, Claim, Hedge, Level, Passage, Reading, Relation, Span, by_mention
from reportedly.web.screens.reader_hops import Seen, hop_spans, ladder, ordered
from reportedly.web.screens.reader_marks import Mark, Node, marked, numbered
from reportedly.web.screens.reader_model import Hop, Note, Row
from reportedly.web.screens.reader_signs import sign_marks

STYLES = {"prediction": "assess", "legal_characterisation": "assess", "assessment": "assess"}
"""Kinds of claims that look like another one; the others have a look of their own."""

_SHOWN_CUES = frozenset({"ATT", "CHN", "AGG", "REP", "ASM", "ADM", "EPI", "EVI", "DEN", "UNV", "DIS"})


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known of the claims of a document from elsewhere: the state of review, and ids that they clash with."""

    reviews: Mapping[str, str] = field(default_factory=dict)
    against: Mapping[str, Sequence[str]] = field(default_factory=dict)


def rows_of(reading: Reading, seen: Seen, beyond: Beyond | None = None) -> tuple[Row, ...]:
    """Return the document as rows, one for each passage and for each stretch with words between passages.

    Every sign of the text that is not blank stands in exactly one row, but for names that are withheld.
    """
    beyond = beyond or Beyond()
    claims = ordered(reading)
    stretches = list(_stretches(reading))
    marks = _within(marks_of(reading, claims, seen), [span for _, span in stretches])
    nodes = numbered([marked(reading.text, span, mine) for (_, span), mine in zip(stretches, marks, strict=True)])
    notes = _notes(reading, claims, stretches, seen, beyond)
    return tuple(
        Row(kind, span.start, span.end, row, tuple(notes[at]))
        for at, ((kind, span), row) in enumerate(zip(stretches, nodes, strict=True))
    )


def marks_of(reading: Reading, claims: Sequence[Claim], seen: Seen) -> Iterator[Mark]:
    """Yield what is marked in a text: evidence of claims, source phrases, reporting words, names that are withheld."""
    for number, claim in enumerate(claims, start=1):
        style = STYLES.get(claim.kind, claim.kind)
        yield from (Mark(s.start, s.end, "claim", number, style) for s in claim.evidence)
    refs: dict[tuple[Span, str], list[str]] = defaultdict(list)
    for number, claim in enumerate(claims, start=1):
        for span, kind, ref in hop_spans(reading.first(Attribution, claim.id), number):
            refs[span, kind].append(ref)
    for relation in reading.of(Relation):
        for span in relation.source:
            refs.setdefault((span, "source"), [])
        for span in relation.cue:
            refs.setdefault((span, "cue"), [])
    covered = _joined(span for span, kind in refs if kind == "cue")
    for hedge in reading.of(Hedge):
        if hedge.type in _SHOWN_CUES and not _meets(covered, hedge.span):
            refs[hedge.span, "cue"] = []
    for (span, kind), found in refs.items():
        yield Mark(span.start, span.end, "source" if kind == "source" else "cue", refs=tuple(found))
    yield from (Mark(span.start, span.end, "withheld") for span in withheld_in(reading, seen))
    yield from sign_marks(reading.text)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _meets(apart: Sequence[Span], span: Span) -> bool:
    """Say whether a span overlaps one of those that are in order and apart."""
    at = bisect_right(apart, span.start, key=lambda one: one.end)
    return at < len(apart) and apart[at].start < span.end


def _within(marks: Iterable[Mark], stretches: Sequence[Span]) -> list[list[Mark]]:
    """Return for each stretch (in order, apart) the marks that reach into it."""
    found: list[list[Mark]] = [[] for _ in stretches]
    ends = [span.end for span in stretches]
    for mark in marks:
        at = bisect_right(ends, mark.start)
        while at < len(stretches) and stretches[at].start < mark.end:
            found[at].append(mark)
            at += 1
    return found


def withheld_in(reading: Reading, seen: Seen) -> tuple[Span, ...]:
    """Return the stretches of a text that the viewer may not read."""
    return seen.discretion.shown(reading, (Span(0, len(reading.text)),))[1]


def _stretches(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield the passages in order, and what has words between them; none overlaps another."""
    at = 0
    for passage in sorted(reading.of(Passage), key=lambda p: (p.span.start, p.order)):
        start = max(at, passage.span.start)
        sign = _sign_before(reading.text, at, start)
        yield from _between(reading.text, at, sign)
        start = sign
        if (span := _trimmed(reading.text, start, passage.span.end)) is not None:
            yield passage.kind, span
        at = max(at, passage.span.end)
    yield from _between(reading.text, at, len(reading.text))


def _sign_before(text: str, at: int, start: int) -> int:
    """Return where a passage begins with the signs before it on its line ("# " of a headline, "- " of an item)."""
    line = max(at, text.rfind("\n", at, start) + 1)
    return line if text[line:start].strip() and not any(map(str.isalnum, text[line:start])) else start


def _between(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    if (span := _trimmed(text, start, end)) is not None:
        yield "other", span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _notes(
    reading: Reading, claims: Sequence[Claim], stretches: Sequence[tuple[str, Span]], seen: Seen, beyond: Beyond
) -> list[list[Note]]:
    """Return the notes of each row: those of the claims that begin in it."""
    numbers = {claim.id: number for number, claim in enumerate(claims, start=1)}
    bodies = by_mention(reading.of(Body))
    rows: list[list[Note]] = [[] for _ in stretches]
    ends = [span.end for _, span in stretches]
    for number, claim in enumerate(claims, start=1):
        at = min(bisect_right(ends, claim.evidence[0].start), len(stretches) - 1)
        hops = ladder(reading, claim, number, seen, bodies)
        rows[at].append(_note(reading, claim, numbers, hops, beyond))
    return rows


def _note(reading: Reading, claim: Claim, numbers: Mapping[str, int], hops: tuple[Hop, ...], beyond: Beyond) -> Note:
    level = reading.first(Level, claim.id)
    attribution = reading.first(Attribution, claim.id)
    clashing = beyond.against.get(claim.id, ())
    number = numbers[claim.id]
    return Note(
        n=number,
        href=f"/d/{reading.document.id}?claim={number}",
        kind=claim.kind,
        level=level.level if level is not None else "",
        grade=next((h.grade or "" for h in reading.about(Hedge, claim.id) if h.type == "EPI"), ""),
        hops=hops,
        root_status=attribution.root_status if attribution is not None else "author",
        review=beyond.reviews.get(claim.id, "open"),
        against=tuple(sorted(numbers[c] for c in clashing if c in numbers)),
        against_elsewhere=any(c not in numbers for c in clashing),
        restates=tuple(sorted(numbers[c] for c in claim.summary_of if c in numbers)),
    )


def words_of(nodes: Iterable[Node]) -> str:
    """Return the words of a row without its marks."""
    return "".join(node.words for node in nodes)
