"""segment.rules: a document into passages (headline, paragraphs, list items) with sentence spans."""

import re
from collections.abc import Iterator, Sequence

import sentencex

from reportedly.interfaces import StageInfo
from reportedly.records import Passage, Reading, Record, Span
from reportedly.records.values import PassageKind
from reportedly.stages.segment_kinds import Beside, is_recall_heading, told_apart

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_BLANK_LINES = re.compile(r"(?:\r?\n[ \t\u00a0]*){2,}")
_LINE = re.compile(r"[^\r\n]+")
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+")
_BULLET = re.compile(r"[ \t]*(?:[-*•–—▪●◦‣⁃✅❗️🔹🔸🔻⚡️📌]+|\d{1,3}[.)])[ \t]+")
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*[ \t]*$")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_NO_END = re.compile(
    r"(?:^|[\s(\[“\"])(?:approx|ca|cf|vs|Gen|Col|Lt|Capt|Maj|Sgt|Gov|Sen|Rep|Dr|Mr|Mrs|Ms|Prof|St|No|Nos|Art|Fig|"
    r"mln|bln|tr|dept|est|e\.g|i\.e|[A-Z])\.\s+$"
)
_STARTS_LOWER = re.compile(r"[^\w]*[a-zа-яіїєґёäöüß0-9]")

_SURROGATE = re.compile("[\ud800-\udfff]")

MAX_HEADLINE = 160
"""Longest headline, in code points; longer first lines without a full stop are body text."""

_SHORT = 80
"""Longest line without a full stop that is taken for a heading between paragraphs."""

_WEB = ("text/html", "multipart/related", "application/pdf")

_LANGUAGES = frozenset({"en", "uk", "ru", "de"})


class SegmentRules:
    """Splits by front matter, blank lines, list marks and sentence rules (sentencex with a merge list)."""

    @property
    def info(self) -> StageInfo:
        """Name, version, and what it makes."""
        return StageInfo(
            name="segment.rules",
            version=3,
            summary="passages and sentences: front matter, headline, lead, paragraphs, list items, reminders, pointers",
            makes=(Passage,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the passages of each document, in text order, without overlaps."""
        return [tuple(self._passages(reading)) for reading in readings]

    def _passages(self, reading: Reading) -> Iterator[Passage]:
        document, producer = reading.document, self.info.producer
        language = document.language if document.language in _LANGUAGES else "en"
        order, lead_seen, recalling, heading = 0, False, False, ""
        front = _FRONT_MATTER.match(document.text)
        if front:
            yield Passage(document.id, Span(0, front.end()), "metadata", order, (), producer)
            order += 1
        blocks = list(_blocks(document.text, front.end() if front else 0))
        beside = Beside(post=document.genre == "social", web=document.media_type in _WEB)
        for number, (span, kind) in enumerate(blocks):
            final: PassageKind = kind
            words = span.of(document.text)
            aside = beside.holds(words, kind, reported=lead_seen)
            if kind == "headline" or is_recall_heading(words) or (len(words) <= _SHORT and not _TERMINAL.search(words)):
                recalling, heading = is_recall_heading(words), words
            if kind == "body" and number == 0 and _is_headline(span, document.text, document.title, len(blocks)):
                final = "headline"
            elif aside:
                final = "boilerplate"
            elif (
                told := told_apart(words, kind, reported=lead_seen, under_recall=recalling and words != heading)
            ) != kind:
                final = told
            elif kind == "body" and not lead_seen:
                final, lead_seen = "lead", True
            sentences = tuple(_sentences(document.text, span, language))
            yield Passage(document.id, span, final, order, sentences, producer)
            order += 1


def _blocks(text: str, start: int) -> Iterator[tuple[Span, PassageKind]]:
    position = start
    for gap in _BLANK_LINES.finditer(text, start):
        yield from _block(text, position, gap.start())
        position = gap.end()
    yield from _block(text, position, len(text))


def _block(text: str, start: int, end: int) -> Iterator[tuple[Span, PassageKind]]:
    """Yield one passage for a paragraph that is wrapped at a width, else one for each line."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text, start, end) if m.group().strip()]
    if not lines:
        return
    if len(lines) > 1 and _is_wrapped(text, lines):
        lines = [(lines[0][0], lines[-1][1])]
    for line_start, line_end in lines:
        kind, skip = _line_kind(text[line_start:line_end])
        span = _trimmed(text, line_start + skip, line_end)
        if span:
            yield span, kind


def _line_kind(line: str) -> tuple[PassageKind, int]:
    """Return the kind of a line and the length of the mark (#, bullet) before its words."""
    heading, bullet = _HEADING_MARK.match(line), _BULLET.match(line)
    if heading:
        return "headline", heading.end()
    if _TABLE_ROW.match(line):
        return "table", 0
    if bullet and bullet.end() < len(line):
        return "list_item", bullet.end()
    return "body", 0


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether line ends are only a matter of width: long lines that mostly break inside a sentence."""
    inner = lines[:-1]
    if any(_BULLET.match(text[s:e]) or _HEADING_MARK.match(text[s:e]) for s, e in lines):
        return False
    inside = sum(1 for s, e in inner if not _ENDS_SENTENCE.search(text[s:e]))
    longest = max(e - s for s, e in lines)
    regular = sum(1 for s, e in inner if e - s >= 0.7 * longest)
    return longest >= 40 and inside >= 0.6 * len(inner) and regular >= 0.7 * len(inner)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _is_headline(span: Span, text: str, title: str | None, blocks: int) -> bool:
    line = span.of(text)
    if title and line.strip() == title.strip():
        return True
    return blocks > 1 and len(line) <= MAX_HEADLINE and not _TERMINAL.search(line) and "\n" not in line


def _sentences(text: str, span: Span, language: str) -> Iterator[Span]:
    """Yield the sentence spans inside `span`, with cuts after abbreviations and inside names mended."""
    # A lone surrogate cannot be handed to the splitter; a mark of the same length can.
    piece = _SURROGATE.sub("\ufffd", span.of(text))
    start: int | None = None
    for boundary in sentencex.get_sentence_boundaries(language, piece):
        first, last = boundary["start_index"], boundary["end_index"]
        if start is None:
            start = first
        # The pattern needs a look at some 12 code points only; a slice keeps one-line giants linear.
        tail, following = piece[max(start, last - 24) : last], piece[last : last + 24]
        if following and (_NO_END.search(tail) or (_STARTS_LOWER.match(following) and "\n" not in tail[-3:])):
            continue
        trimmed = _trimmed(text, span.start + start, span.start + last)
        start = None
        if trimmed:
            yield trimmed
    if start is not None:
        trimmed = _trimmed(text, span.start + start, span.end)
        if trimmed:
            yield trimmed


def sentences_of(text: str, language: str = "en") -> list[Span]:
    """Return the sentences of a text that is no document yet, in order."""
    blocks = _blocks(text, 0)
    return [sentence for span, _ in blocks for sentence in _sentences(text, span, language)]
