"""Which stretch of a text is quoted for a claim, tidied at its edges and never inside."""

import re

from reportedly.brief import antecedents, fragments, news
from reportedly.brief.facts import Fact, Facts
from reportedly.records import Span, hull
from reportedly.text import squeeze

LONGEST = 320
"""Code points: a hull longer than this is quoted in its pieces."""

_JOINS = (
    r"(?:(?:But|And|Yet|So|However|Also|Additionally),?\s+(?=[A-Z0-9])"
    r"|(?:But|Yet|However|Also|Additionally),?\s+(?=(?:the|a|an|many|most|some|several|close|nearly|about)\s)"
    r"|(?:However|Meanwhile|Moreover|Furthermore|Additionally|Also|Similarly|Likewise|Nevertheless|Nonetheless|Accordingly"
    r"|Therefore|Thus|Hence|Among other things|In addition|In particular|In turn|At the same time|According to this"
    r"|For example|For instance|In fact),\s+"
    r"|(?:Крім того|Окрім того|Зокрема|Так|Також|Тим часом|У свою чергу|Своєю чергою|При цьому|Водночас|Отже|Отож|Тож"
    r"|До прикладу|Наприклад|Натомість|Відтак|До речі|По-перше|По-друге"
    r"|По-третє|Во-первых|Во-вторых|В-третьих|Проте|Однак|Однако|Тому|Поэтому"
    r"|Кроме того|Кроме этого|Помимо этого|В частности|Также|Тем временем|В свою очередь|При этом|В то же время"
    r"|Соответственно|Таким образом|Например|Вместе с тем),\s+"
    r"|(?:Також|Водночас|Також і|При цьому|Также|При этом|Проте|Однак|Але|Зате|У свою чергу|Своєю чергою|Тож|Отже|Отож"
    r"|Однако|Но|Зато|В свою очередь|Поэтому|Тому(?! (?:що|ж|ось|было|було)))\s+(?=[а-яіїєґ\d«])"
    r"|(?:Außerdem|Zudem|Unterdessen|Allerdings),\s+)"
    r"(?!(?:як|как|as|wie|за|по|according|\w*вважає|считает|каже|говорит\w*|пише|пишет|заявил\w*|says|said|writes)\b)"
)
"""Words that only join a sentence to the one before it, at its beginning."""
_REMINDS = re.compile(
    r"(?:(?:Нагадаємо|Нагадуємо|Напомним|Напоминаем)(?:, що|, что|,)?|As a reminder,|Recall that|Zur Erinnerung:)\s+"
    r"(?:(?:раніше|ранее),\s+)?",
)
"""What a reminder begins with; the frame says itself that it is one."""
_LEAD = re.compile(
    r"(?:[\s\"“”„«»‘’*_#>•·–—-]+|\d{1,2}[.)]\s+|\(?\s*https?://\S+\s*\)?\s+"
    r"|[A-Z][A-Z .]+,\s+\w+\.?\s+\w+\.?\s+\([^)]{2,40}\)\s*[-–—]+\s*"
    rf"|{_JOINS})+"
)
_TAIL = re.compile(r"[\s\"“”„«»*_.,;:!–—-]+$")
_KEPT = frozenset({"EPI", "EVI", "REP", "DIS", "UNV"})
_SAID_THAT = re.compile(r"(?: that)?\s+")
_PRONOUN = re.compile(
    r"(?:it|he|she|they|we|i|this|that|these|those|він|вона|воно|вони|ми|це|цей|ця|ці|он|она|оно|они|мы|это|этот|эта|эти"
    r"|er|sie|es|wir|dies\w*)\b",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(
    r"\b(?:about|some|around|nearly|almost|roughly|approximately|at least|at most|up to|more than"
    r"|fewer than|less than|over|under|only|no|not|not a|hardly|barely|between) $",
    re.IGNORECASE,
)
STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "it",
        "he",
        "she",
        "they",
        "we",
        "there",
        "no",
        "some",
        "most",
        "many",
        "several",
        "all",
        "both",
        "each",
        "every",
        "its",
        "his",
        "her",
        "their",
        "our",
        "nobody",
        "nothing",
        "about",
        "around",
        "nearly",
        "almost",
        "at",
        "up",
        "more",
        "fewer",
        "less",
        "over",
        "between",
        "half",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "until",
        "since",
        "after",
        "before",
        "in",
        "on",
        "if",
        "when",
    ]
)
"""Lower-case first words with which a quoted clause can follow "said that"."""


def quoted_spans(fact: Fact) -> tuple[Span, ...]:
    """Return the stretches quoted for a claim: the evidence and its hedges as one stretch where they are near.

    A cut in the middle could drop a "reportedly" or break the grammar, so pieces within one sentence are quoted
    from first to last; only far ones keep their gap. A denial, and a fragment that no frame can carry, is quoted
    as its whole sentence. One that begins with "they" is quoted with the sentence before it, if that says who they are.
    Edges lose quotation marks, bullets, datelines and end marks.
    """
    if "quoted" not in fact.memo:
        own = _chosen(fact)
        wider = antecedents.with_sentence_before(fact, own, longest=LONGEST)
        tidied = _tidy(fact.reading.text, wider) if wider is not None else None
        fact.memo["quoted"] = own if tidied is None else (tidied,)
    return fact.memo["quoted"]


def _chosen(fact: Fact) -> tuple[Span, ...]:
    text = fact.reading.text
    hedges = tuple(h.span for h in fact.hedges if h.type in _KEPT and _near(fact, h.span))
    pieces = tuple(sorted({*fact.claim.evidence, *hedges}))
    whole = hull(pieces)
    if len(whole) <= LONGEST and (_in_one_sentence(fact, whole) or len(pieces) == 1):
        pieces = (_with_approximation(text, whole),)
    else:
        pieces = fact.claim.evidence
    sentence = fact.claim.sentence
    if (
        sentence is not None
        and len(sentence) <= LONGEST
        and sentence.covers(hull(pieces))
        and _needs_sentence(fact, pieces)
    ):
        pieces = (sentence,)
    tidied = [span for piece in pieces if (span := _tidy(text, piece)) is not None]
    if tidied:
        tidied[0] = _without_frame(fact, tidied[0])
        tidied[-1] = _to_list_end(text, tidied[-1], sentence)
    return tuple(tidied) or fact.claim.evidence


def _without_frame(fact: Fact, span: Span) -> Span:
    """Return a stretch without what the frame of a sentence says itself: that it is a reminder, that "he said that"."""
    printed = span.of(fact.reading.text)
    said = _SAYS_THAT.match(printed)
    lead = said if said is not None and _is_cue(fact, span, said.end()) else None
    lead = lead or (_REMINDS.match(printed) if fact.recalled else None)
    start = span.start + (lead.end() if lead else 0)
    return Span(start, span.end) if start < span.end else span


_SAYS_THAT = re.compile(
    r"(?:Він|Вона|Вони|Он|Она|Они) (?:також |также |ще |еще |ещё )?\w{4,}(?:в|ла|ли|л|є|ють|ет|ют|ить|ит),?"
    r" (?:також |также )?(?:що|что) (?=\w+ \w+ \w+)"
)
"""What a frame says anyway: «Він зазначив, що»."""


def _is_cue(fact: Fact, span: Span, size: int) -> bool:
    """Say whether the cue of the claim's root lies in the first `size` code points of a stretch."""
    cue = fact.root.cue if fact.root else None
    return cue is not None and span.start <= cue.start < span.start + size


def _to_list_end(text: str, span: Span, sentence: Span | None) -> Span:
    """Return a stretch that ends within a list as far as the list goes: a reader must not take its part for the whole.

    What follows behind "and" with a verb of its own is another clause, and stays out.
    """
    if sentence is None or not sentence.covers(span) or (text[span.end - 1 : span.end] in _CLOSED):
        return span
    inside, rest = squeeze(span.of(text)), text[span.end : sentence.end]
    match = _GOES_ON.match(rest)
    if match is None:
        return span
    joined, last = match.group("more"), match.group("last")
    parallel = bool(_GERUND.search(inside)) and bool(_GERUND.match(last)) and all(map(_GERUND.match, _items(joined)))
    listed = not joined and bool(_LIST_ITEM.search(inside))
    if not (parallel or listed) or _FINITE.search(joined + last):
        return span
    whole = Span(span.start, span.end + match.end())
    return whole if len(whole) <= LONGEST else span


def _items(joined: str) -> list[str]:
    return [item.strip() for item in joined.split(",") if item.strip()]


_CLOSED = (".", "!", "?", "”", "»", '"')
_AND = r"(?:and|or|і|й|та|або|и|или|und|oder)"
_ITEM = r"[^,.;:!?()“”«»\"\n]"
_GOES_ON = re.compile(
    rf"(?P<more>(?:, (?!{_AND}\b){_ITEM}{{3,70}})*),? {_AND} (?P<last>{_ITEM}{{3,80}})(?=[.,;:!?)]|$)"
)
"""Further items of a list, the last one behind "and"."""
_GERUND = re.compile(r"\b[a-z]{3,}ing\b", re.IGNORECASE)
_LIST_ITEM = re.compile(r", [^,.;:]{2,40}$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|said|says|remains?|works?"
    r"|\w+ed|не|був|була|було|були|є|был|была|было|были|ist|sind|war|waren|wird|werden|hat|haben"
    r"|\w{3,}(?:ють|ять|ється|ються|ает|ают|яет|яют|ется|ются|лися|лась|лось|вся|вала|вали|вало))\b",
    re.IGNORECASE,
)


def denied(fact: Fact) -> bool:
    """Say whether the text denies what the claim says by a word outside of the claim's own words."""
    inside = hull(fact.claim.matter)
    return fact.claim.is_denied or any(h.type == "DEN" and not inside.covers(h.span) for h in fact.hedges)


def _needs_sentence(fact: Fact, pieces: tuple[Span, ...]) -> bool:
    if denied(fact) or any(h.type == "ADM" and hull(pieces).covers(h.span) for h in fact.hedges):
        return True
    text = fact.reading.text
    first = _tidy(text, pieces[0])
    printed = first.of(text) if first else ""
    head = printed.split(" ", 1)[0]
    # Behind a word that only joins it to the sentence before, a sentence goes on in lower case.
    opens = re.sub(r"^\W+", "", pieces[0].of(text))[:1].isupper()
    lower = head[:1].islower() and head not in STARTERS and not opens
    if lower and first is not None and _follows_cue(fact, first):
        return False
    sentence = fact.claim.sentence
    return lower and sentence is not None and not _PRONOUN.match(sentence.of(fact.reading.text).lstrip('"“ '))


def _follows_cue(fact: Fact, span: Span) -> bool:
    """Say whether a stretch with a verb stands right behind the cue of its root: "the council said wells were dry"."""
    cue = fact.root.cue if fact.root else None
    if cue is None or cue.end > span.start or fact.reading.document.language != "en":
        return False
    between = fact.reading.text[cue.end : span.start]
    return _SAID_THAT.fullmatch(between) is not None and _VERB.search(span.of(fact.reading.text)) is not None


def _with_approximation(text: str, span: Span) -> Span:
    """Return the span with an "about" or "no" that stands right before it: a number must not lose its bounds."""
    before = _APPROXIMATE.search(text[max(0, span.start - 24) : span.start])
    return Span(span.start - len(before.group()), span.end) if before else span


def _near(fact: Fact, span: Span) -> bool:
    sentence = fact.claim.sentence
    return sentence is not None and sentence.covers(span) and sentence.covers(hull(fact.claim.evidence))


def _in_one_sentence(fact: Fact, span: Span) -> bool:
    if fact.claim.sentence is not None:
        return fact.claim.sentence.covers(span)
    return fact.passage is not None and any(s.covers(span) for s in fact.passage.sentences)


def _tidy(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    lead = _LEAD.match(piece)
    start = lead.end() if lead else 0
    tail = _TAIL.search(piece)
    end = tail.start() if tail else len(piece)
    if end <= start:
        return None
    opening = piece[:start].rstrip()
    if lead and opening[-1:] in ("«", "“", "„") and _closes(piece[start:end]):
        start = len(opening) - 1  # the mark that opens a name closes inside the quotation
    end = _keep_balance(piece, start, end)
    return Span(span.start + start, span.start + end)


def _closes(inside: str) -> bool:
    """Say whether a closing mark comes before any opening one."""
    found = re.search("[«“„»”]", inside)
    return found is not None and found.group() in "»”"


def _keep_balance(piece: str, start: int, end: int) -> int:
    """Return `end`, moved over one closing mark where the quotation inside would stay open."""
    inside = piece[start:end]
    opened = sum(inside.count(c) for c in "“„«") > sum(inside.count(c) for c in "”»")
    straight = inside.count('"') % 2 == 1
    rest = piece[end:]
    for offset, char in enumerate(rest, 1):
        if (opened and char in "”“»") or (straight and char == '"'):
            return end + offset
    if inside.count("(") > inside.count(")") and rest.startswith(")"):
        return end + 1
    return end


_FRAGMENT = re.compile(
    r"(?:(?:\w+ ){0,2}(?:months|weeks|days|years|hours) (?:after|before)|after|before|since|when|while|although|despite"
    r"|because|as soon as|if|коли|щоб|якщо|хоча|поки|котор\w+|як(?:ий|а|е|і|ого|ої|их|им)|когда|чтобы|если|хотя|пока"
    r"|als|wenn|weil|dass|obwohl|nachdem)\b[^,]*$",
    re.IGNORECASE,
)


_OWN_WORK = re.compile(
    r"\b(?:(?:has|have|had) no correspondents?|could not (?:be )?(?:independently )?verif\w+"
    r"|(?:was|were|is|are) (?:un|not )able to (?:\w+ly )?(?:check|verify|confirm)\b|declined to comment"
    r"|did not (?:respond|reply) to|кореспондент\w* не має|не вдалося (?:незалежно )?перевірити"
    r"|не смогли? (?:независимо )?проверить|konnte\w* nicht (?:unabhängig )?überprüf\w+"
    r"|не (?:зміг|змогла|змогли) (?:незалежно )?перевірити|не (?:смог|смогла) (?:независимо )?проверить)\b",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(
    r"\bcame to the same conclusion\b"
    r"|^(?:This|It) (?:is|was) (?:also )?reported by\b"
    r"|^(?:Про це|Об этом|Darüber) (?:повідомля|пише|сообща|пишет|berichte)\w*"
    r"|^[\w’' -]+ (?:has|had) (?:a population of )?(?:about |some |around )?"
    r"\d[\d,. ]* (?:inhabitants|residents|people)(?:$|,| and (?:has|is|was|lies)\b)",
    re.IGNORECASE,
)
"""Who else reports it, how many people live in a town: what no brief tells as an event."""
_COURTESY = re.compile(
    r"\bthank(?:s|ed)\b|\b(?:congratulat|condolenc)\w+|\bподяку(?:вав|вала|вали|є|ють)\b|\bпоблагодарил\w*",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|cannot|\w+ed"
    r"|\w+n[’']t|went|came|took|made|left|stood|kept|got|ran|gave|fell|began|lost|held|sent|paid|found|told|saw|met|put|set"
    r"|cut|let|shut|hit|won|grew|knew|brought|bought|built|taught|became|remains?|works?|stays?|needs?|gets?|takes?|goes"
    r"|receives?|refuses?|depends?)\b",
    re.IGNORECASE,
)


def sentence_like(fact: Fact) -> bool:
    """Say whether a quotation tells something by itself.

    An English adverbial without its main clause ("Months after the valley was taken") does not, nor words without a
    predicate or cut off by the end of a page, nor what an outlet says of its own work ("could not be independently
    verified"), or the number of inhabitants.
    """
    spans, text = quoted_spans(fact), fact.reading.text
    printed = spans[0].of(text)
    if len(spans) == 1 and (_FRAGMENT.match(printed) or _torn(fact, spans[0])):
        return False
    return not (_OWN_WORK.search(printed) or _NO_NEWS.search(printed) or news.talk(printed))


def _torn(fact: Fact, span: Span) -> bool:
    """Say whether a quotation is no whole clause, or begins or ends where a page cut its sentence."""
    text, tongue = fact.reading.text, fact.reading.document.language
    printed = squeeze(span.of(text))
    if not fragments.whole(printed, tongue):
        return True
    if (tongue or "en").partition("-")[0] != "en":
        return False
    sentence = fact.claim.sentence
    begun = sentence is not None and not text[sentence.start : span.start].strip() and printed[:1].islower()
    return begun or fragments.runs_on(printed, text[span.end : span.end + 4])


def courtesy(fact: Fact) -> bool:
    """Say whether a quotation only thanks or congratulates somebody, or turns to the readers."""
    printed = quoted_spans(fact)[0].of(fact.reading.text)
    return bool(_COURTESY.search(printed)) or fragments.appeal(printed)


def beside_matter(fact: Fact) -> bool:
    """Say whether a quotation thanks, asks people for something, or tells only that nothing is told.

    An appeal to leave, or one made under pressure, is the matter itself.
    """
    domain = fact.category.rsplit(".", 1)[-1][:1]
    return courtesy(fact) or (domain not in _APPEALS and news.asks(quoted_spans(fact)[0].of(fact.reading.text)))


_APPEALS = ("F", "G", "H", "J")
"""Domains in which an appeal to people is an event: movement, coercion, aid, contestation."""


def personal(fact: Fact) -> bool:
    """Say whether the writer of a text speaks in it of themselves, or gives a hope or an opinion of their own."""
    return fact.root_status in ("author", "none") and news.personal(printed_of(fact))


def has_verb(fact: Fact) -> bool:
    """Say whether a quotation has a predicate as far as its language lets that be said."""
    return fragments.has_verb(printed_of(fact), fact.reading.document.language)


def printed_of(fact: Fact) -> str:
    """Return the quotation of a claim as it is printed, for looking at alone."""
    return " ".join(span.of(fact.reading.text) for span in quoted_spans(fact))


def without_lead(text: str) -> str:
    """Return a sentence without bullets, quotation marks and a dateline before it."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead else text


def quote(fact: Fact, facts: Facts) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """Return the exact printed quotation, its spans, and what was withheld from it."""
    spans = quoted_spans(fact)
    printed, withheld = facts.shown(fact.reading, spans)
    return printed, spans, withheld


def in_marks(printed: str, fact: Fact, facts: Facts) -> str:
    """Return a quotation as it stands in a sentence: in marks, line breaks as blanks, with the tag of its language."""
    return facts.words.in_marks(squeeze(printed), fact.reading.document.language)


def readable(fact: Fact) -> bool:
    """Say whether the quotation reads as a sentence of its own: begins with a capital or a figure."""
    first = quoted_spans(fact)[0].of(fact.reading.text)[:1]
    return first.isupper() or first.isdigit()


def clause(fact: Fact) -> bool:
    """Say whether the quotation can follow "said that": a clause with a verb that begins in lower case."""
    first = quoted_spans(fact)[0]
    printed = first.of(fact.reading.text)
    if printed.split(" ", 1)[0] in STARTERS:
        return bool(_VERB.search(printed))
    return printed[:1].islower() and _follows_cue(fact, first)


LONE_ONE = r"one(?= (?:is|was|has|had|will|would|can|could|does|did)\b)"
"""A "one" that stands for a thing told before: "One was requested in July", but not "One pump was requested"."""

_FOR_ONE = re.compile(
    r"\b(?:for|requested|ordered|sent|got|had|have|has|needs?|needed|wants?|wanted|bought|received|found) one"
    r"(?=\s+(?:in|on|at|by|since|last|this|from|before|after)\b|$)",
    re.IGNORECASE,
)


def lacks_thing(printed: str) -> bool:
    """Say whether a "one" at the end of a clause stands for a thing told before: "asked for one in July"."""
    return bool(_FOR_ONE.search(printed))


_ANAPHOR = re.compile(
    rf"(?:{LONE_ONE}|in it|it|he|she|they|these|those|this|that|вони|вона|воно|він|це|они|она|оно|он|это|sie|er|es)\b",
    re.IGNORECASE,
)


def anaphor(fact: Fact) -> str:
    """Return the first word of a quotation if it stands for something told before it, else ""."""
    printed = quoted_spans(fact)[0].of(fact.reading.text)
    found = _ANAPHOR.match(printed)
    follows = re.match(r"(?:these|those|this|that|it|це|это|es)\s+\w", printed, re.IGNORECASE)
    if found is None or (follows and not re.match(r"it\s", printed, re.IGNORECASE)):
        return ""
    return found.group()


def length(fact: Fact) -> int:
    """Return how many code points the quotation has."""
    return sum(len(s) for s in quoted_spans(fact))
