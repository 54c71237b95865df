"""What the tagger finds, mended: patients that are no sources, adverbs of hearsay, contents cut short."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.interfaces import Tagged
from reportedly.records import Relation, Span, hull
from reportedly.stages.attribution.lists import words
from reportedly.stages.attribution.sources import classify

_ADVERB = re.compile(
    r"(?P<be>(?:(?:is|are|was|were|has|have|had|been|also) ){0,3})"
    r"(?P<adverb>allegedly|reportedly|supposedly|purportedly)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from|to)\s*$", re.IGNORECASE)
_HELD = re.compile(
    r"(?P<cue>according to|citing|quoting|in|as per|per) "
    r"(?P<paper>(?:an? |the |its |their )?(?:[\w’'-]+ ){0,4}?[\w’'-]+) "
    r"(?:seen|obtained|viewed|reviewed|examined|provided|leaked|published|released|shared|posted|intercepted)"
    r" (?:by|to|with)",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"(?P<paper>(?:[\w’'-]+ ){0,4}?"
    r"(?:assessments?|surveys?|reports|figures|data|records|documents?|estimates|images?|polls?)"
    r"(?: (?:from|by|of|for|in) [\w’' -]{2,40}?)?) "
    r"(?P<cue>(?:also |further )?(?:indicate|show|suggest|find|found|reveal|confirm|state|note|record)(?:s|d|ed|n)?)",
    re.IGNORECASE,
)
_SECOND = re.compile(r"(?<=\w),?\s+according\s+to$")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:\w+ly )?(?:told|informed|assured|notified|briefed|reassured|advised|denied|"
    r"refused|reported|said|announced|alleged|observed|recorded|registered|documented|confirmed|claimed|estimated|"
    r"expected|predicted|known|described)\b",
    re.IGNORECASE,
)
_SEEMS = re.compile(
    r"(?:(?:also|certainly|now|still|often|would|may|might|can|does|did|do|had|has|have) )*(?:seem|appear)(?:s|ed)?",
    re.IGNORECASE,
)
"""To whom something seems is not its subject: "The pier seems closed" has no source."""

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|does|said|says)\b|[;.!?:]")
_RUN_ON = 24
"""Code points by which a cue may be longer than a rule's before it is cut to that."""

_ADDRESSEE = 48
"""Code points within which a clause goes on behind the source that is put into it, whom that told included."""

_DOUBTED = 0.7
"""Confidence below which a rule's source is preferred to none."""

_QUOTES = "\"'“”„«»‘’`"
_OPENS = {"“": "”", "„": "”“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_NEW_SENTENCE = re.compile(r"[.!?…,]?\s+(?=[A-Z])")
_SENTENCE = re.compile(r"[.!?…]+(?=\s+[A-Z“\"«„])")


def within_lines(text: str, found: Tagged, sentences: Sequence[Span]) -> Tagged:
    """Return what was found without unquoted content of the lines behind, lists that a colon opens aside."""
    home = _sentence_at(sentences, found.cue[0].start)
    if home is None:
        return found
    content = []
    for span in found.content:
        line = _sentence_at(sentences, span.start)
        if line is None or text[span.start] in _QUOTES or line.end < home.end:
            content.append(span)
        elif line.start == home.start or not _line_ends(text, home.end, line.start):
            ends = span.end > line.end and _line_ends(text, line.end, span.end)
            content.append(Span(span.start, line.end) if ends else span)
    return replace(found, content=tuple(content)) if content and tuple(content) != found.content else found


def _sentence_at(sentences: Sequence[Span], position: int) -> Span | None:
    """Return the sentence that holds a code point; `sentences` are in order of the text."""
    at = bisect_right(sentences, position, key=lambda s: s.start) - 1
    return sentences[at] if at >= 0 and position < sentences[at].end else None


def _line_ends(text: str, start: int, end: int) -> bool:
    """Say whether a line ends at `start` that opens no list."""
    between = text[start:end]
    gap = between[: len(between) - len(between.lstrip())] or between[:1]
    return "\n" in gap and text[start - 1] not in ":;,"


def within_marks(text: str, found: Tagged) -> Tagged:
    """Return what was found with quoted content cut where the quotation ends: other sentences are not in it."""
    content = tuple(_to_closing(text, span) for span in found.content)
    return found if content == found.content else replace(found, content=content)


def _to_closing(text: str, span: Span) -> Span:
    """Return a span that opens a quotation up to its closing mark, to its sentence where there is none at all."""
    mark = text[span.start]
    if mark not in _OPENS:
        return span
    paragraph = text.find("\n", span.start, span.start + _FAR)
    closing = _closing_mark(text, span.start + 1, paragraph if paragraph >= 0 else span.start + _FAR, _OPENS[mark])
    if closing is not None:
        match = _NEW_SENTENCE.match(text, closing + 1)
        cut = match is not None and closing + 1 < span.end and text[match.end()] not in _OPENS
        return Span(span.start, closing + 1) if cut else span
    if mark == "'" or (paragraph >= 0 and _goes_on(text, paragraph, mark)):
        return span
    match = _SENTENCE.search(text, span.start + 1, span.end)
    return span if match is None else Span(span.start, match.end())


def _closing_mark(text: str, start: int, end: int, closers: str) -> int | None:
    """Return where the first closing mark stands; an apostrophe inside a word is none."""
    for at in range(start, min(end, len(text))):
        inside = text[at] in "'’" and text[at + 1 : at + 2].isalpha()
        if text[at] in closers and not inside:
            return at
    return None


def _goes_on(text: str, start: int, mark: str) -> bool:
    """Say whether the paragraph behind goes on with a quotation: it opens again, or closes before it opens."""
    following = text[start : start + _FAR].lstrip()
    closed = _closing_mark(following, 0, len(following), _OPENS[mark])
    return following.startswith(mark) or (closed is not None and mark not in following[:closed])


_FAR = 3000


def bare_source(text: str, found: Tagged) -> Tagged:
    """Return what was found with a source that begins in the sentence and behind the mark that opens before it."""
    source = []
    for span in found.source:
        broken = [m.end() for m in _BREAK.finditer(text, span.start, span.end)]
        start = broken[-1] if broken and span.start < found.cue[0].start else span.start
        source.append(behind_mark(text, Span(start, span.end)))
    return found if tuple(source) == found.source else replace(found, source=tuple(source))


_BREAK = re.compile(r"(?<=[a-z]{3})[.!?][\"”’]? (?=[A-Z])")


def behind_mark(text: str, span: Span) -> Span:
    """Return a span without the quotation marks that open before it and do not close in it."""
    start = span.start
    while start < span.end - 1 and text[start] in _OPENS and not _balanced(text, start, span.end):
        start += 1
    return Span(start, span.end)


def _balanced(text: str, start: int, end: int) -> bool:
    """Say whether the mark at `start` has its partner in the phrase: “Voice of Orvale”."""
    return any(c in text[start + 1 : end] for c in _OPENS.get(text[start], ""))


def _recut(text: str, found: Tagged) -> Tagged | None:
    """Return what was found with a cue that had its source, or that of a second cue, in it; None if it had none."""
    cue = found.cue[0].of(text)
    second = _SECOND.search(cue)
    if second is not None:  # "said in a statement according to": the second cue has a source of its own
        start = found.cue[0].start
        return replace(found, cue=(Span(start, start + second.start()),))
    held = _HELD.fullmatch(cue)
    if held is not None and found.source:  # "according to documents seen by X": the documents are the source
        start = found.cue[0].start
        source = Span(start + held.start("paper"), found.source[-1].end)
        return replace(found, cue=(Span(start, start + held.end("cue")),), source=(source,))
    shows = None if found.source else _SHOWS.fullmatch(cue)
    if shows is not None:  # "assessments from May indicated": the assessments are the source
        start = found.cue[0].start
        source = Span(start + shows.start("paper"), start + shows.end("paper"))
        return replace(found, cue=(Span(start + shows.start("cue"), start + shows.end("cue")),), source=(source,))
    return _with_reference(text, found) or _per(text, found)


def without_patient(text: str, found: Tagged) -> Tagged:
    """Return what was found without a "source" that only does or hears what is reported.

    "X reportedly did" has X in its content, "X was told that" names who heard it.
    """
    recut = _recut(text, found)
    if recut is not None:
        return recut
    cue = found.cue[0].of(text)
    adverb = _ADVERB.match(cue)
    fronted = found.source and found.content and found.content[0].start < found.source[0].start
    if adverb is not None and not fronted:  # "X reportedly said" too: that X said so is what is only heard
        begin, end = found.cue[0].start, found.cue[0].end
        start, middle = begin + adverb.start("adverb"), begin + adverb.end()
        around = [Span(a, b) for a, b in ((begin, start), (middle, end)) if text[a:b].strip()]
        content = tuple(_merged_spans(text, [*found.source, *around, *found.content]))
        return replace(found, source=(), cue=(Span(start, middle),), content=content)
    if found.source and _SEEMS.fullmatch(cue) and 0 <= found.cue[0].start - found.source[-1].end <= 1:
        expletive = found.source[0].of(text).lower() in ("it", "there")
        content = found.content if expletive else tuple(_merged_spans(text, [*found.source, *found.content]))
        return replace(found, source=(), content=content)
    patient = (
        found.source
        and _PASSIVE.search(cue)
        and not _BY.search(text[max(0, found.source[0].start - 8) : found.source[0].start])
    )
    return replace(found, source=()) if patient else found


_REFERS = re.compile(
    r"(?P<say>[\w’' -]+?),? (?:with reference to|in reference to|referring to|citing|quoting)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CITED = re.compile(r"[^.;:“”\"]{2,90}?,? (?=that\b)")
_CITED_ASIDE = re.compile(
    r",? ?(?:with reference to|in reference to|referring to|citing|quoting) .*", re.IGNORECASE | re.DOTALL
)


def _with_reference(text: str, found: Tagged) -> Tagged | None:
    """Return "X writes with reference to Y that C" with its verb as cue and C as content; Y is a hop of its own."""
    cue = found.cue[0]
    match = _REFERS.fullmatch(text, cue.start, cue.end)
    if match is not None:
        cue = Span(cue.start, match.end("say"))
    elif not found.content or _CITED_ASIDE.match(text, cue.end, found.content[-1].end) is None:
        return None
    content = []
    for span in found.content:
        behind = 0 <= span.start - found.cue[0].end <= _GAP
        cited = _CITED.match(text, span.start, span.end) if behind else None
        if cited is not None:
            content.append(Span(cited.end(), span.end))
        elif not behind or len(found.content) == 1 or text.startswith("that ", span.start):
            content.append(span)
    return replace(found, cue=(cue, *found.cue[1:]), content=tuple(content)) if content else None


_GAP = 24
_PER = re.compile(r"(?:as )?per (?P<source>.+)", re.IGNORECASE)


def _per(text: str, found: Tagged) -> Tagged | None:
    """Return "Per X, C" with X as source, where it was taken into the cue."""
    cue = found.cue[0]
    match = None if found.source else _PER.fullmatch(text, cue.start, cue.end)
    if match is None:
        return None
    start = match.start("source")
    return replace(found, source=(Span(start, cue.end),), cue=(Span(cue.start, start - 1),))


def scores_after(before: Tagged, after: Tagged) -> tuple[float, ...]:
    """Return the scores of the spans after mending: each has that of the span it came from, else the least."""
    known = list(zip((*before.source, *before.cue, *before.content), before.span_scores, strict=False))
    if not known:
        return ()
    least = min(score for _, score in known)

    def of(span: Span) -> float:
        common, score = max((span.overlap(old), score) for old, score in known)
        return score if common else least

    return tuple(of(span) for span in (*after.source, *after.cue, *after.content))


def within_sentence(found: Tagged, sentences: Sequence[Span]) -> Tagged:
    """Return what was found with its source cut to the sentence next to the cue: no source begins in a heading."""
    source = tuple(_nearest_part(span, found.cue[0], sentences) for span in found.source)
    return found if source == found.source else replace(found, source=source)


def from_own_sentence(text: str, found: Tagged, sentences: Sequence[Span]) -> Tagged:
    """Return what was found without content from sentences before that of the cue, quotations aside."""
    home = _sentence_at(sentences, found.cue[0].start)
    if home is None or not any(c.start >= home.start for c in found.content):
        return found
    kept = tuple(
        c for c in found.content if c.end > home.start or text[c.start] in _QUOTES or text[c.end - 1] in _QUOTES
    )
    return found if len(kept) == len(found.content) else replace(found, content=kept)


def _nearest_part(span: Span, cue: Span, sentences: Sequence[Span]) -> Span:
    at = max(bisect_right(sentences, span.start, key=lambda s: s.start) - 1, 0)
    parts = []
    for sentence in sentences[at:]:
        if sentence.start >= span.end:
            break
        if sentence.overlaps(span):
            parts.append(Span(max(sentence.start, span.start), min(sentence.end, span.end)))
    if len(parts) < 2:
        return span
    return parts[-1] if span.start < cue.start else parts[0]


_SPREAD = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:leaflets?|flyers?|fliers?|posters?|graffiti|banners?|messages?|SMS|texts?|signs?|stickers?"
    r"|recordings?|notices?|slogans?|calls?|voices?|rumou?rs?|(?:forged|fake|false) \w+)\b",
    re.IGNORECASE,
)


_MUTE = re.compile(
    r"(?:(?:only |just |soon |shortly )*(?:after|before|when|once) )?"
    r"(?:the|an?|this|that|its|their|his|her) (?:\w+ )?\w{3,}ing|(?:the )?\w+est",
    re.IGNORECASE,
)
_EVENTS = words("mending.mute")
_SPEAKING = frozenset(("reporting", "briefing", "filing", "ruling", "finding", "hearing", "posting", "writing", "wing"))


def is_mute(text: str, relation: Relation) -> bool:
    """Say whether the source is an event or a measure, which says nothing: "after the sentencing concluded that"."""
    printed = " ".join(span.of(text) for span in relation.source)
    if relation.source and classify(text, relation.source[0]).head in _EVENTS:
        return True
    return _MUTE.fullmatch(printed) is not None and printed.split()[-1].lower() not in _SPEAKING


def is_reason(text: str, relation: Relation) -> bool:
    """Say whether what is cited is why somebody acts, which no source tells: "moved them, citing safety reasons"."""
    cited = (relation.lexicon_id or "").startswith("en.chn.cit") and relation.content
    return bool(cited) and _REASON.search(relation.content[-1].of(text)) is not None


_REASON = re.compile(
    r"\b(?:reasons?|concerns?|fears?|grounds|risks?|costs?|needs?|shortages?|lack|security|safety|threats?|delays?)$",
    re.IGNORECASE,
)


def is_spread(text: str, relation: Relation) -> bool:
    """Say whether the source is something that is handed round: that it is, and says so, is the claim (GUO.D04)."""
    return any(_SPREAD.match(span.of(text)) for span in relation.source)


def points(text: str, found: Tagged) -> bool:
    """Say whether the "source" only points to what was told before: "according to this"."""
    if len(found.source) != 1:
        return False
    word = found.source[0].of(text).lower()
    start = found.source[0].start
    relative = word == "that" and _NOUN_BEFORE.search(text[max(0, start - 8) : start]) is not None
    return word in ("this", "that", "these", "it all") and not relative


_NOUN_BEFORE = re.compile(r"(?<!\bto)(?<!\bby)(?<!\bfrom)[\w’'”\"),] ?$")


def completed(text: str, found: Tagged, twin: Relation) -> Tagged:
    """Return what was found with the source, or the clause of hearsay, that a rule reads there."""
    found = _before_insertion(text, _short_cue(text, found, twin), twin)
    if twin.rule == "according.front" and _inserted(found, twin):
        return replace(found, content=twin.content)
    if not found.source and twin.rule == "hearsay":
        return replace(found, content=twin.content)
    if (
        found.source
        or not twin.source
        or found.score >= _DOUBTED
        or _SEEMS.fullmatch(text, found.cue[0].start, found.cue[0].end)
        or any(s.overlaps(c) for s in twin.source for c in found.cue)
    ):
        return found
    content = [piece for span in found.content for piece in _without(span, hull(twin.source))]
    return replace(found, source=twin.source, content=tuple(content)) if content else found


def _before_insertion(text: str, found: Tagged, twin: Relation) -> Tagged:
    """Return what was found with the beginning of the clause that its source is put into: "The ferry, X said, sank"."""
    if len(twin.content) != 2 or twin.rule not in ("fronted", "according") or not found.source:
        return found
    first, second = twin.content
    start = min(s.start for s in (*found.source, *found.cue))
    end = max(s.end for s in (*found.source, *found.cue))
    between = first.end <= start and start - first.end <= 2 and end <= second.start <= end + _ADDRESSEE
    if not between or any(c.start < start for c in found.content) or not any(c.overlaps(second) for c in found.content):
        return found
    if _GOES_ON.match(text, second.start) is None or _LEADS_IN.match(text, first.start):
        return found
    return replace(found, content=(first, *found.content))


_GOES_ON = re.compile(
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|does|do|did|cannot)\b|[a-z]+(?:s|ed)\b"
)
_LEADS_IN = re.compile(
    r"(?:in|on|at|as|when|while|after|before|if|although|though|because|since|so|with|for|by|to|from|and|but|asked|\w+ing)\b",
    re.IGNORECASE,
)


def _inserted(found: Tagged, twin: Relation) -> bool:
    """Say whether the rule sees the source inside a relative clause: "drivers who, according to X, were tired"."""
    return twin.content[0].start > found.cue[-1].end and any(
        c.end <= found.cue[0].start and found.cue[0].start - c.end <= 2 for c in found.content
    )


def _short_cue(text: str, found: Tagged, twin: Relation) -> Tagged:
    """Return what was found with the rule's cue where the tagger's runs on into the content."""
    cue, own = found.cue[0], twin.cue[0]
    if not cue.covers(own) or len(cue) < len(own) + _RUN_ON or len(found.cue) > 1:
        return found
    behind = [c for c in twin.content if c.start >= own.end and c.start < cue.end]
    if not behind:
        return found
    rest = Span(behind[0].start, cue.end)
    if _VERB.search(rest.of(text)) is None and not rest.of(text).startswith("that "):
        return found
    later = [c for c in found.content if not c.overlaps(rest)]
    if later and 0 <= later[0].start - rest.end <= 2:  # a comma between
        rest, later = Span(rest.start, later[0].end), later[1:]
    return replace(found, cue=(own,), content=tuple(sorted((rest, *later))))


def _without(span: Span, hole: Span) -> list[Span]:
    """Return what is left of a span outside of `hole`."""
    if not span.overlaps(hole):
        return [span]
    return [Span(a, b) for a, b in ((span.start, hole.start), (hole.end, span.end)) if b - a > 2]


def _merged_spans(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those joined that only white space parts."""
    result: list[Span] = []
    for span in sorted(spans):
        printed = span.of(text)
        start, end = span.start + len(printed) - len(printed.lstrip()), span.start + len(printed.rstrip())
        if result and not text[result[-1].end : start].strip():
            result[-1] = Span(result[-1].start, max(end, result[-1].end))
        else:
            result.append(Span(start, end))
    return result


def to_end(text: str, inner: Relation, outer: Span) -> tuple[Span, ...]:
    """Return the nested content with what trails it in the outer one and states nothing of its own."""
    last = inner.content[-1].end
    rest = Span(last, outer.end) if last < outer.end else None
    if rest is None or last < inner.cue[-1].end:
        return inner.content
    runs_on = text.startswith(("...", "…"), last)  # the speaker pauses, and goes on
    if not runs_on and (text[last : last + 2] != ", " or _VERB.search(rest.of(text))):
        return inner.content
    return (*inner.content[:-1], Span(inner.content[-1].start, outer.end))


def from_start(text: str, inner: Relation, outer: Span) -> tuple[Span, ...]:
    """Return the nested content from where the outer one begins, if the nested source only follows at its end."""
    first = inner.content[0]
    follows = inner.source and inner.content[-1].end <= min(inner.source[0].start, inner.cue[0].start)
    sentence = _STOP.search(text, outer.start, first.start) is None
    if not follows or len(inner.content) > 1 or not sentence or outer.end - inner.cue[-1].end > _ADDRESSEE:
        return inner.content
    return (Span(outer.start, first.end),)


_STOP = re.compile(r"[.!?;:]\s")


def quoted_on(text: str, inner: Relation, later: Sequence[Span]) -> tuple[Span, ...]:
    """Return the later pieces of the outer content that go on with the quotation of the nested one."""
    if not inner.source or text[inner.content[0].start] not in _QUOTES:
        return ()
    return tuple(span for span in later if text[span.start] in _QUOTES)


def unquoted(text: str, span: Span) -> Span:
    """Return the span without the quotation marks that enclose all of it."""
    if len(span) > 2 and text[span.start] in _QUOTES and text[span.end - 1] in _QUOTES:
        inner = text[span.start + 1 : span.end - 1]
        if not any(mark in inner for mark in '"“”„«»'):
            return Span(span.start + 1, span.end - 1)
    return span


def moved(found: Tagged, offset: int) -> Tagged:
    """Return what was found in a stretch, in offsets of the whole text."""
    return replace(
        found,
        source=tuple(Span(s.start + offset, s.end + offset) for s in found.source),
        cue=tuple(Span(s.start + offset, s.end + offset) for s in found.cue),
        content=tuple(Span(s.start + offset, s.end + offset) for s in found.content),
    )
