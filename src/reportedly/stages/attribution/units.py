"""Units: sentences of a passage, joined where a quotation runs over their ends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.records import Passage, Span
from reportedly.stages.attribution.tokens import Token, tokenize

_MAX_QUOTE = 3000
_MAX_TOKENS = 400
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|Prof|Rev|Hon|No|vs|Inc|Co|Corp|Ltd|U\.S|U\.N|U\.K|"
    r"D\.C|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|e\.g|i\.e|[A-Z]))\.$"
)
_END = re.compile(r"(?<![.!?…])[.!?…]++[”»\"’')\]]*+(?=\s)|(?<!\n)\n++")
_MARKS = {"“": '”"', "„": "”“", "«": "»", '"': '"”'}


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: from its opening mark to after its closing mark (or the end of the passage)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or several that a quotation holds together.

    `order` is that of the passage, `index` counts units inside the passage.
    """

    start: int
    end: int
    order: int
    index: int
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]
    headline: bool = False

    def quote_at(self, position: int) -> Quote | None:
        """Return the quotation that covers `position`, or None."""
        return next((q for q in self.quotes if q.start <= position < q.end), None)


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return sentence spans of text[start:end] by simple rules; for passages that bring none."""
    spans: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _goes_on(text, match.end(), end):
            continue
        if _ABBREVIATION.search(text, max(begin, match.end() - 8), match.end()) and "\n" not in match.group():
            continue
        _append(text, begin, match.end(), spans)
        begin = match.end()
    _append(text, begin, end, spans)
    return spans


def _goes_on(text: str, position: int, end: int) -> bool:
    """Say whether the text goes on in lower case on the same line: no sentence ends here."""
    while position < end and text[position] in " \t\u00a0":
        position += 1
    return position < end and text[position].islower()


def _append(text: str, begin: int, end: int, spans: list[Span]) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        spans.append(Span(begin, end))


def find_quotes(text: str, start: int, end: int) -> list[Quote]:
    """Return the double quotations of text[start:end], in order, without overlaps.

    An opening mark without its partner runs to the end of the stretch where the quotation goes on in the
    next paragraph, else to the end of its sentence; straight marks pair up in order.
    """
    quotes: list[Quote] = []
    position = start
    while position < end:
        opened = _next_open(text, position, end)
        if opened is None:
            break
        begin, closers = opened
        width = 2 if closers == "''" else 1
        close = _next_close(text, begin + width, min(end, begin + _MAX_QUOTE), closers)
        if close is None:
            if mark_runs_on(text[begin]) and end - begin < _MAX_QUOTE:
                quotes.append(Quote(begin, _unclosed(text, begin, end, closers)))
                position = quotes[-1].end
                continue
            position = begin + width
            continue
        quotes.append(Quote(begin, close))
        position = close
    return quotes


_SENTENCE = re.compile(r"[.!?…]+(?=\s)")


def _unclosed(text: str, begin: int, end: int, closers: str) -> int:
    """Return where a quotation ends that has no closing mark before `end`.

    The next paragraph goes on with it if that begins with an opening mark, as is the custom in print, or
    closes it before it opens another.
    """
    following = text[end : end + _MAX_QUOTE].lstrip()
    opened = _next_open(following, 0, len(following))
    closed = _next_close(following, 0, len(following), closers)
    if opened is not None and opened[0] == 0 and following[0] == text[begin]:
        return end
    if closed is not None and (opened is None or closed - 1 < opened[0]):
        return end
    match = _SENTENCE.search(text, begin + 1, end)
    return end if match is None else match.end()


def mark_runs_on(mark: str) -> bool:
    """Say whether an unclosed quotation with this opening mark goes on to the end of its passage."""
    return mark in "“„«"


_OPENING = re.compile(r"[“„«\"]|(?<!\w)''(?=\S)")


def _next_open(text: str, position: int, end: int) -> tuple[int, str] | None:
    match = _OPENING.search(text, position, end)
    if match is None:
        return None
    mark = match.group()
    return match.start(), _MARKS.get(mark, mark)


def _next_close(text: str, position: int, end: int, closers: str) -> int | None:
    if closers == "''":
        found = text.find("''", position, end)
        return None if found < 0 else found + 2
    places = [p for p in (text.find(c, position, end) for c in closers) if p >= 0]
    return min(places) + 1 if places else None


def units_of(text: str, passages: Iterable[Passage]) -> list[Unit]:
    """Return the units of all passages that are not metadata, in order of the text."""
    units: list[Unit] = []
    for passage in passages:
        if passage.kind == "metadata":
            continue
        sentences = passage.sentences or tuple(split_sentences(text, passage.span.start, passage.span.end))
        quotes = find_quotes(text, passage.span.start, passage.span.end)
        units.extend(_units(text, passage, sentences, quotes))
    return units


def _units(text: str, passage: Passage, sentences: Sequence[Span], quotes: Sequence[Quote]) -> list[Unit]:
    units: list[Unit] = []
    joined: list[Span] = []
    cursor = 0
    for sentence in sentences:
        while cursor < len(quotes) and quotes[cursor].end <= sentence.start:
            cursor += 1
        held = joined and _runs_over(quotes, cursor, sentence.start, text)
        if held:
            joined[-1] = Span(joined[-1].start, max(sentence.end, joined[-1].end))
        else:
            joined.append(sentence)
    cursor = 0
    for span in joined:
        for tokens in _pieces(tokenize(text, span.start, span.end)):
            inside, cursor = _inside(quotes, cursor, tokens[0].start, tokens[-1].end)
            units.append(
                Unit(
                    tokens[0].start, tokens[-1].end, passage.order, len(units), tuple(tokens), tuple(inside),
                    passage.kind == "headline",
                )
            )  # fmt: skip
    return units


def _inside(quotes: Sequence[Quote], cursor: int, start: int, end: int) -> tuple[list[Quote], int]:
    """Return the parts of quotations between `start` and `end`, and where to look on."""
    while cursor < len(quotes) and quotes[cursor].end <= start:
        cursor += 1
    inside = []
    for index in range(cursor, len(quotes)):
        if quotes[index].start >= end:
            break
        inside.append(Quote(max(quotes[index].start, start), min(quotes[index].end, end)))
    return inside, cursor


def _runs_over(quotes: Sequence[Quote], cursor: int, start: int, text: str) -> bool:
    """Say whether a quotation that began before `start` still runs there, or its speaker follows in lower case."""
    if cursor < len(quotes) and quotes[cursor].start < start < quotes[cursor].end:
        return True
    return start < len(text) and text[start].islower() and cursor > 0 and 0 <= start - quotes[cursor - 1].end <= 2


def _pieces(tokens: list[Token]) -> list[list[Token]]:
    return [tokens[i : i + _MAX_TOKENS] for i in range(0, len(tokens), _MAX_TOKENS)]
