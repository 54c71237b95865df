"""Sentences of posts and articles whose lines may break inside a sentence, with quotations and list items."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly.records import Passage, Span
from reportedly.stages.attribution.units import Quote

_END = re.compile(r"[.!?…]+[”»“\"’)\]]*(?=\s|$)")
_BULLET = re.compile(
    r"(?:(?:[^\w\s«»„“”\"'(@#№.,:;!?…%/\\+&-]+\ufe0f?|\+{2,})?[ \t\u00a0]*(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d.])"
    r"(?:\s(?:Uhr|год\.?|ч\.?)(?!\w))?[.:,]?(?=\s)"
    r"|[-*•–—▪●◦‣⁃]|\+{2,}|\d{1,2}[.)]|[^\w\s«»„“”\"'(@#№.,:;!?…%/\\+&-]+\ufe0f?)[ \t\u00a0]*(?=\S|\n|$)"
)
_NO_END = re.compile(
    r"(?:(?<!\w)(?:м|с|смт|вул|просп|пл|р|рр|ст|г|гг|ул|пос|обл|им|ім|тис|тыс|млн|млрд|грн|руб|долл|т|д|напр|див|см|"
    r"стр|кв|буд|т\. ?зв|т\. ?н|н|зв|проф|акад|ген|полк|лейт|св|З|Dr|Prof|Nr|St|Str|bzw|ca|usw|Abs|Art|Mio|Mrd|geb|"
    r"z\. ?B|u\. ?a|d\. ?h|z|u|v|i|[A-ZА-ЯІЇЄҐ])|(?<=\s)\d{1,2})\.$"
)
_AFTER_DAY = re.compile(
    r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|"
    r"Jahrhundert|[a-zäöüßа-яіїєґ])"
)
_COUNTED, _CYRILLIC = re.compile(r"(?<=[^\W\d_.]\s)\d{1,2}\.$"), re.compile(r"[А-ЯІЇЄҐ]\w")
"""A number at the end of a sentence in Ukrainian or Russian, which write no ordinals with a full stop."""
_DASH_LINE = re.compile(r"[ \t\u00a0]*[—–-][ \t\u00a0]*\S")
_JOINED_DASH_WORDS = 16
_OPEN = re.compile(r"[«„“\"]")
_NAME_QUOTED = re.compile(r"«[^\s«»]+(?:\s[^\s«»]+){1,3}»|„[^\s„“]+(?:\s[^\s„“]+){1,3}“")
"""A name of two to four words in quotation marks: a full stop inside it ends no sentence."""

_LONGEST = 600
"""Letters of a quotation that lacks a closing mark, at most: in a longer paragraph the first mark closes it."""
_MARKS = {"«": "»", "„": "“”", "“": "”“", '"': '"'}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place, its line and paragraph (counted from 0), and how it stands on the page.

    `line` grows with every line break that ends a sentence, `paragraph` with every empty line. `bullet` is the
    number of its list item, None outside of lists; `first` whether its line begins with it.
    """

    start: int
    end: int
    line: int
    paragraph: int
    first: bool
    bullet: int | None = None

    @property
    def span(self) -> Span:
        """The stretch of the sentence."""
        return Span(self.start, self.end)


def sentences_of(text: str, passages: Iterable[Passage] = ()) -> list[Sentence]:
    """Return the sentences of a text in order, outside of passages that are metadata."""
    skipped = [p.span for p in passages if p.kind == "metadata"]
    found: list[Sentence] = []
    line = paragraph = bullets = start = 0
    pending = False
    for end, empty in _line_ends(text):
        shown = text[start:end].strip()
        if shown and not any(s.start <= start < s.end for s in skipped):
            begin, marked = _after_mark(text, start, end)
            marked = marked or pending
            pending = not any(c.isalnum() for c in shown)
            if not pending:
                bullets += marked
                found.extend(_in_line(text, begin, end, (line, paragraph, bullets if marked else None)))
                line += 1
        paragraph += empty
        start = end
    return found


def ends_no_sentence(text: str, start: int, end: int) -> bool:
    """Say whether the full stop before `end` is that of a short form or of a number ("г. Горловка", „der 47. Brigade“).

    Nothing before `start` is looked at.
    """
    return _NO_END.search(text, max(start, end - 12), end) is not None


def quotes_of(text: str) -> list[Quote]:
    """Return the outermost quotations of a text in order, each inside of one paragraph.

    Marks that tell their ends nest («a «b» c»); others pair in order. One that is not closed runs to the end of its
    paragraph.
    """
    found: list[Quote] = []
    start = 0
    for gap in [*re.finditer(r"\n[ \t\u00a0]*\n\s*", text), None]:
        end = len(text) if gap is None else gap.start()
        found.extend(q for q in _quotes(text, start, end) if q.end - q.start > 2)
        start = end if gap is None else gap.end()
    return found


def _quotes(text: str, start: int, end: int) -> Iterator[Quote]:
    position = start
    while (opened := _OPEN.search(text, position, end)) is not None:
        close = _closed(text, opened.start(), end)
        if close is None:
            if opened.group() == '"':
                position = opened.end()
                continue
            line = text.find("\n", opened.start(), end) if end - opened.start() > _LONGEST else -1
            close = end if line < 0 else line
        yield Quote(opened.start(), close)
        position = close


def _closed(text: str, start: int, end: int) -> int | None:
    """Return the position behind the mark that closes the quotation opened at `start`, None if there is none."""
    mark, depth, first = text[start], 1, None
    closers = _MARKS[mark]
    for position in range(start + 1, end):
        if text[position] in closers:
            depth -= 1
            first = position + 1 if first is None else first
        elif text[position] == mark and position > start + 1:  # «« opens but once
            depth += 1
        if depth == 0:
            return position + 1
    return first if first is not None and end - start > _LONGEST else _last(text, start, end, closers)


def _last(text: str, start: int, end: int, closers: str) -> int | None:
    """Return the position behind the last closing mark, None if there is none."""
    last = max(text.rfind(c, start + 1, end) for c in closers)
    return last + 1 if last > start else None


def _line_ends(text: str) -> list[tuple[int, int]]:
    """Return the ends of lines that end a sentence, each with 1 where an empty line follows."""
    ends: list[tuple[int, int]] = []
    for match in re.finditer(r"\n(?:[ \t\u00a0]*\n)*", text):
        empty = match.group().count("\n") > 1
        if empty or not _runs_on(text, match.start(), match.end()):
            ends.append((match.end(), int(empty)))
    ends.append((len(text), 0))
    return ends


def _runs_on(text: str, end: int, start: int) -> bool:
    """Say whether the sentence before a line break goes on behind it: breaks that only format."""
    before, after = text[:end], text[start : start + 200]
    shown = before.rstrip(" \t\u00a0")
    if not shown or shown[-1] in "\n.!?…" or not after.strip():
        return bool(shown) and shown[-1] in ".!?…" and re.match(r"\s*[»”\"]", after) is not None
    last, follows = shown[-1], after.lstrip(" \t\u00a0")[:1]
    if last == "“" and "„" in shown[shown.rfind("\n") + 1 :]:
        last = "”"
    if last in "«„“(,—–" or follows in ",.;:)»”…" or follows.islower():
        return True
    if follows in "—–-" and _DASH_LINE.match(after):
        rest = after.split("\n", 1)[0]
        return after[0] in " \u00a0" and len(rest.split()) <= _JOINED_DASH_WORDS
    return before != shown and last not in ":" and _BULLET.match(after.lstrip()) is None and follows.isalpha()


def _after_mark(text: str, start: int, end: int) -> tuple[int, bool]:
    while start < end and text[start].isspace():
        start += 1
    mark = _BULLET.match(text, start, end)
    if mark is None:
        return start, False
    position = mark.end()
    while position < end and text[position].isspace():
        position += 1
    return position, True


def _in_line(text: str, start: int, end: int, where: tuple[int, int, int | None]) -> list[Sentence]:
    line, paragraph, bullet = where
    found: list[Sentence] = []
    begin = start
    names = [m.span() for m in _NAME_QUOTED.finditer(text, start, end)]
    for match in _END.finditer(text, start, end):
        if _is_no_end(text, begin, match, end) or any(low < match.start() < high - 2 for low, high in names):
            continue
        _append(text, begin, match.end(), found, (line, paragraph, bullet))
        begin = match.end()
    _append(text, begin, end, found, (line, paragraph, bullet))
    return found


def _is_no_end(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    rest = text[match.end() : end].lstrip()
    counted = _COUNTED.search(text, max(begin + 1, match.end() - 12), match.end()) and _CYRILLIC.match(rest)
    if not counted and _NO_END.search(text, max(begin, match.end() - 12), match.end()):
        return True
    if not rest:
        return False
    if re.search(r"\d\.$", text[max(begin, match.end() - 4) : match.end()]) and _AFTER_DAY.match(text, match.end()):
        return True
    if rest[0] in "—–-" and rest[1:].lstrip()[:1].islower():
        return True
    return rest[0].islower() or rest[0] in ",;)" or (match.group()[-1] in '”»“"' and rest[0] in "—–-,")


def _append(text: str, begin: int, end: int, found: list[Sentence], where: tuple[int, int, int | None]) -> None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if any(c.isalnum() for c in text[begin:end]):
        line, paragraph, bullet = where
        found.append(Sentence(begin, end, line, paragraph, first=not found, bullet=bullet))
