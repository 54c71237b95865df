"""Rules on support: quotations letter for letter, numbers, days, names and words that stand in the cited claims."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportedly.brief import quoting, voices
from reportedly.brief.facts import Fact
from reportedly.brief.lint_ground import FILLER, WORD, Ground, Quotation, Sentence, days_in
from reportedly.brief.lint_words import repeats
from reportedly.brief.names import same_body
from reportedly.brief.words import NO_BREAK
from reportedly.records import Finding, Link, Quantity, Span
from reportedly.records.withhold import JOINER, WITHHELD
from reportedly.text import squeeze

_FIGURE = re.compile(r"\d[\d.,\u00a0]*\d|\d")
_KEPT = frozenset({"EPI", "EVI", "REP", "DIS", "UNV"})
_LONG = 4
"""Words: a shorter quotation may be a name or a term of the text."""
_STEM = 5
_CONDITION = re.compile(
    r"\b(?:if|unless|until|except|only|almost|nearly|about|around|at least|at most|up to|more than|fewer than|less than"
    r"|якщо|лише|тільки|майже|близько|понад|до|если|только|почти|около|wenn|nur|fast|etwa)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|cannot|refus\w+|fail\w*|den(?:y|ied|ies)|stopped|lack\w*"
    r"|не|ні|ніхто|жод\w+|без|немає|нема|відмов\w+|нет|ни|никто|отказ\w+|nicht|kein\w*|ohne|weder|niemand)\b|n[’']t\b",
    re.IGNORECASE,
)

_DENIAL = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|refus\w+|den(?:y|ied|ies)|не|ніхто|жод\w+|немає|відмов\w+"
    r"|нет|никто|отказ\w+|nicht|kein\w*|niemand)\b|n[’']t\b",
    re.IGNORECASE,
)


def quoted(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """QUOTE and BR-19: every quotation stands in a cited claim, whole as far as it bears on the meaning."""
    words = ground.facts.words
    for quotation in sentence.quotes:
        homes = [f for f in sentence.claims if _stands(quotation.text, squeeze(_seen(f, ground)))]
        if not homes:
            yield from _strange(quotation, sentence, ground)
            continue
        if len(WORD.findall(quotation.text)) >= _LONG and not _known(quotation, homes, sentence, ground):
            yield sentence.finding("QUOTE", "other", quotation.text, span=quotation.span, text=ground.redraft(sentence))
            continue
        if quotation.text not in {p for f in homes for p in _printed_sources(f)}:
            yield from _cut(quotation, homes, sentence, ground)
        tags = {words.tag(f.reading.document.language) for f in homes}
        titled = any(quotation.text == voices.title_of(f) for f in homes)
        if "" not in tags and not titled and not _tagged(quotation, tags, sentence):
            language = words.language_name(homes[0].reading.document.language)
            tag, end = min(tags), quotation.span.end + len(words.marks[1])
            text = f"{sentence.text[:end]} ({tag}){sentence.text[end:]}"
            yield sentence.finding("BR-19", "tag", language, tag, span=quotation.span, text=text)


def _printed_sources(fact: Fact) -> list[str]:
    spans = [s for k in fact.links for s in (k.span, k.antecedent) if s]
    return [squeeze(s.of(fact.reading.text)).strip(' ,;:"“”«»„') for s in spans]


def _seen(fact: Fact, ground: Ground) -> str:
    """Return the text of a claim's document, as it may be printed, with its title."""
    return f"{fact.reading.text} {fact.reading.document.title or ''} {voices.title_of(fact)}"


def _stands(quoted_text: str, text: str) -> bool:
    pieces = [p.strip() for part in quoted_text.split(JOINER) for p in part.split(WITHHELD)]
    return all(piece in text for piece in pieces if piece)


def _tagged(quotation: Quotation, tags: set[str], sentence: Sentence) -> bool:
    after = sentence.text[quotation.span.end + 1 : quotation.span.end + 24]
    return any(after.lstrip().startswith(f"({tag}") for tag in tags)


def _known(quotation: Quotation, homes: Sequence[Fact], sentence: Sentence, ground: Ground) -> bool:
    """Say whether a quotation belongs to a cited claim: to what it says, its source as printed, or its title."""
    for fact in homes:
        parts = [ground.own(fact), voices.title_of(fact), fact.reading.document.title or ""]
        parts += [squeeze(s.of(fact.reading.text)) for k in fact.links for s in (k.span, k.antecedent) if s]
        passage = fact.passage
        parts += [squeeze(passage.span.of(fact.reading.text))] if passage and JOINER in quotation.text else []
        if any(_stands(quotation.text, part) for part in parts):
            return True
    return quotation.text in ground.names_of(sentence)


def _strange(quotation: Quotation, sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """Yield what is wrong with a quotation that stands in no cited document: a slip, or an unmarked translation."""
    words, text = ground.facts.words, quotation.text
    if not sentence.claims or text in ground.names_of(sentence):
        if not sentence.claims:
            yield sentence.finding("QUOTE", "letter", text, span=quotation.span)
        return
    foreign = [f for f in sentence.claims if f.foreign]
    own = [squeeze(ground.facts.shown(f.reading, quoting.quoted_spans(f))[0]) for f in sentence.claims]
    near = max(own, key=lambda q: SequenceMatcher(None, q, text).quick_ratio(), default="")
    if foreign and not _printed_somewhere(text, ground) and SequenceMatcher(None, near, text).ratio() < 0.6:
        language = words.language_name(foreign[0].reading.document.language)
        mark = str(words.data["lint"]["translated_mark"]).format(language=language)
        end = quotation.span.end + len(words.marks[1])
        if words.lint("translated").search(sentence.bare[end : end + 40]):
            cited = {n.citation.claim for n in ground.brief.notes if n.citation.quote}
            if not any(f.id in cited for f in foreign):
                yield sentence.finding("BR-19", "note", span=quotation.span)
            return
        told = f"{sentence.text[:end]} ({mark}){sentence.text[end:]}"
        yield sentence.finding("BR-19", "translated", text, language, span=quotation.span, text=told)
        return
    yield sentence.finding("QUOTE", "letter", text, span=quotation.span, text=sentence.replaced(quotation.span, near))


def _printed_somewhere(text: str, ground: Ground) -> bool:
    """Say whether words stand in a document that is not cited: a quotation whose claim is gone, and no translation."""
    return any(squeeze(text) in squeeze(r.text) for r in ground.facts.material.readings)


def _cut(quotation: Quotation, homes: Sequence[Fact], sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """Yield where a hedge, a negation, a number or a condition was cut off from the words of a claim.

    What is all that one of the claims says is whole, whatever another claim of the same sentence says beside it.
    """
    wholes = [squeeze(ground.facts.shown(f.reading, quoting.quoted_spans(f))[0]) for f in homes]
    if quotation.text in wholes:
        return
    for fact, full in zip(homes, wholes, strict=True):
        if quotation.text not in full:
            continue
        before, _, after = full.partition(quotation.text)
        for part in (before, after):
            hedges = [squeeze(h.span.of(fact.reading.text)) for h in fact.hedges if h.type in _KEPT]
            lost = next((h for h in hedges if h in part), None)
            match = _NEGATION.search(part) or _CONDITION.search(part) or _FIGURE.search(part)
            word = lost or (match.group() if match else None)
            bare = ground.facts.words.lint("own_negation").sub("", _without(sentence, ground))
            if word and not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", bare, re.IGNORECASE):
                text = sentence.replaced(quotation.span, full)
                yield sentence.finding("QUOTE", "cut", word, span=quotation.span, text=text)
                return
        lost_words = _within_clause(before, after, sentence.bare)
        if lost_words:
            text = sentence.replaced(quotation.span, full)
            yield sentence.finding("QUOTE", "cut", lost_words, span=quotation.span, text=text)
            return


_CLAUSE_END = re.compile(r"[,;:–—(]|\s(?:and|but|that|which|who|і|й|та|але|що|и|но|что|und|aber|dass)\s")


def _within_clause(before: str, after: str, bare: str) -> str:
    """Return the words of its own clause that a quotation was cut from, "" where the sentence tells them itself."""
    tail = _CLAUSE_END.split(after, maxsplit=1)[0] if after and not _CLAUSE_END.match(after) else ""
    cuts = list(_CLAUSE_END.finditer(before + " "))
    head = before[cuts[-1].end() :] if cuts else before
    known = {w.casefold()[:_STEM] for w in WORD.findall(bare)}
    for part in (tail, head):
        words = [w for w in WORD.findall(part) if len(w) > 3]
        if words and not any(w.casefold()[:_STEM] in known for w in words):
            return " ".join(part.split())
    return ""


def figures(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-02: every number outside of quotations is a claim's, with its bounds, or what the origins count."""
    words, lint = ground.facts.words, ground.facts.words.data["lint"]
    bare = _without(sentence, ground)
    counted = _own_counts(bare, ground)
    expected = _repeaters(sentence, ground)
    for span, number in counted:
        if expected is not None and number != expected:
            right = words.plural("repeats", expected).removeprefix("; ") if expected else words.plural("repeats", 0)
            told = sentence.text[span.start : span.end]
            text = ground.redraft(sentence)
            yield sentence.finding("BR-02", "count", told, right, span=span, text=text)
    bare = _blank(bare, [span for span, _ in counted])
    own: Counter[str] = Counter()
    for fact in sentence.claims:
        spans = [fact.claim.sentence] if fact.claim.sentence else list(fact.claim.evidence)
        own.update(_each_value(" ".join(s.of(fact.reading.text) for s in spans), lint["number_words"]))
    names = " ".join(n for f in sentence.claims for n in voices.chain(f, ground.facts))
    texts = " ".join(ground.own(f) for f in sentence.claims)
    values = _values(f"{texts} {names} {ground.names_of(sentence)}", lint["number_words"])
    seen: Counter[str] = Counter()
    small = re.compile(rf"(?<!\w)(?:{'|'.join(lint['number_words'])})(?!\w)", re.IGNORECASE)
    for match in sorted([*_FIGURE.finditer(bare), *small.finditer(bare)], key=lambda m: m.start()):
        printed, span = match.group(), Span(*match.span())
        value = _value(printed, lint["number_words"])
        seen[value] += 1
        if value not in values or seen[value] > max(own[value], 1):
            yield sentence.finding("BR-02", "figure", printed, span=span, text=_mended(sentence, span, ground))
        else:
            yield from _bounds(sentence, span, ground)


def _without(sentence: Sentence, ground: Ground) -> str:
    """Return the bare sentence without days, names of bodies and file names."""
    words = ground.facts.words
    bare = sentence.bare.replace(NO_BREAK, " ")
    bare = _blank(bare, [Span(*m.span()) for m in ground.bodies.finditer(bare)])
    files = [f.reading.document.path.rsplit("/", 1)[-1] for f in sentence.claims]
    spans = [Span(*m.span()) for file in files for m in re.finditer(re.escape(file), bare)]
    own = [Span(*m.span()) for name in ("days", "own_counts") for m in words.lint(name).finditer(bare)]
    return _blank(bare, [*spans, *own])


def _blank(text: str, spans: Sequence[Span]) -> str:
    for span in spans:
        text = text[: span.start] + FILLER * len(span) + text[span.end :]
    return text


def _own_counts(bare: str, ground: Ground) -> list[tuple[Span, int]]:
    """Return where the sentence counts who repeats it, with the count."""
    small = {"one": 1, **ground.facts.words.data["lint"]["number_words"]}
    found = []
    for pattern in ground.repeating:
        for match in pattern.finditer(bare):
            printed = match.group(1).casefold()
            value = small.get(printed, int(printed) if printed.isdigit() else None)
            if value is not None:
                found.append((Span(*match.span()), value))
    return found


def _repeaters(sentence: Sentence, ground: Ground) -> int | None:
    """Return how many further publishers carry the origin of the first claim, None where that is not known."""
    lead = sentence.lead
    if lead is None:
        return None
    origins = [o for o in ground.origins(sentence) if lead.id in o.claims]
    if not origins:
        return None
    facts = ground.facts
    outlet = voices.publisher(lead, facts).name
    speaker = outlet if voices.source_inside(lead, quoting.quoted_spans(lead)) else voices.speaker(lead, facts).name
    names = dict.fromkeys(voices.publisher(f, facts).name for f in facts.facts(origins[0].claims))
    return sum(not same_body(n, outlet) and not same_body(n, speaker) for n in names)


def _value(printed: str, small: dict[str, int]) -> str:
    word = printed.casefold()
    if word in small:
        return str(small[word])
    return re.sub(r"[,\u00a0 ](?=\d{3})", "", printed).strip(".,\u00a0")


def _each_value(text: str, small: dict[str, int]) -> list[str]:
    found = [_value(m.group(), small) for m in _FIGURE.finditer(text)]
    return found + [str(small[w]) for w in map(str.casefold, WORD.findall(text)) if w in small]


def _values(text: str, small: dict[str, int]) -> set[str]:
    return set(_each_value(text, small))


def _mended(sentence: Sentence, span: Span, ground: Ground) -> str | None:
    """Return the sentence with the one number of its claims in place of a strange one, else as it is drafted."""
    small = ground.facts.words.data["lint"]["number_words"]
    found = [q for f in sentence.claims if not f.foreign for q in f.reading.about(Quantity, f.id)]
    homes = {f.id: f.reading.text for f in sentence.claims}
    known = [m.group().strip(".,") for q in found for m in _FIGURE.finditer(q.span.of(homes[q.claim]))]
    rest = _values(sentence.text[: span.start] + " " + sentence.text[span.end :], small)
    left = [k for k in dict.fromkeys(known) if _value(k, small) not in rest]
    return sentence.replaced(span, left[0]) if len(left) == 1 else ground.redraft(sentence)


def _bounds(sentence: Sentence, span: Span, ground: Ground) -> Iterator[Finding]:
    """Yield where "about" or "at least" before a number is lost or added."""
    lint = ground.facts.words.lint("approx")
    printed = span.of(sentence.bare)
    mine = lint.search(sentence.bare[: span.start])
    theirs: set[str] = set()
    for fact in sentence.claims:
        text = ground.own(fact)
        for match in re.finditer(rf"(?<![\w.,]){re.escape(printed)}(?!\w)", text, re.IGNORECASE):
            before = _CONDITION.findall(text[: match.start()][-14:]) or lint.findall(text[: match.start()])
            theirs.add(before[-1].strip().casefold() if before else "")
    if not theirs:
        return
    own = mine.group().strip().casefold() if mine else ""
    if not own and "" not in theirs:
        word = min(theirs)
        text = sentence.replaced(span, f"{word} {printed}")
        yield sentence.finding("BR-02", "bound", printed, word, span=span, text=text)
    elif own and theirs == {""}:
        wider = Span(mine.start(), span.end) if mine else span
        yield sentence.finding("BR-02", "bounded", printed, own, span=wider, text=sentence.replaced(wider, printed))


def _in_brackets(match: re.Match[str], bare: str, ground: Ground) -> bool:
    """Say whether a day stands in brackets right behind the name of an outlet: then it is that of its report."""
    if bare[match.start() - 1 : match.start()] != "(" or bare[match.end() : match.end() + 1] != ")":
        return False
    return any(body.end() == match.start() - 2 for body in ground.bodies.finditer(bare))


def days(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """DAY: every day outside of quotations is one of the cited claims or of their documents.

    The day on which somebody wrote or said it is that of a cited document.
    """
    words = ground.facts.words
    known, reported = ground.days_of(sentence.claims), ground.days_of(sentence.claims, reports=True)
    own = {d for f in sentence.claims for d in days_in(ground.own(f), words.lint("days"))}
    bare = sentence.bare.replace(NO_BREAK, " ")
    # A day in the name of a source ("the update of 10 June") is part of the name.
    bare = _blank(
        bare, [Span(*m.span()) for n in _named_by_day(sentence, ground) for m in re.finditer(re.escape(n), bare)]
    )
    for match in words.lint("days").finditer(bare):
        of_report = words.lint("reporting_day").search(bare[: match.start()]) or _in_brackets(match, bare, ground)
        for number, month, year in days_in(match.group(), words.lint("days")):
            if number is None and not year and match.group()[:1].islower() and words.english:
                continue  # "may" and "march" are words as well
            inside = words.lint("told_day").search(bare[: match.start()]) and own
            right = reported if of_report else own if inside else known
            fits = [d for d in right if d[1][:3] == month[:3] and (number is None or d[0] == number)]
            if not [d for d in fits if not year or not d[2] or d[2] == year]:
                lead = sentence.lead
                day = words.day(lead.published) if lead is not None else ""
                span = Span(*match.span())
                text = sentence.replaced(span, day) if day else ground.redraft(sentence)
                yield sentence.finding("DAY", "day", match.group(), span=span, text=text)
                break


def _named_by_day(sentence: Sentence, ground: Ground) -> list[str]:
    """Return the names of sources of a sentence that hold a day, as they are printed and as the brief tells them."""
    names = [n for f in sentence.claims for n in (*_printed_sources(f), voices.speaker(f, ground.facts).name)]
    return [n for n in names if ground.facts.words.lint("days").search(n)]


def hedges(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """HEDGE: what the claim's own sentence hedges is quoted, or told as hedged."""
    words, lead = ground.facts.words, sentence.lead
    if lead is None or lead.level not in ("L4", "L5") or not sentence.statement.events or repeats(sentence, ground):
        return
    own = lead.claim.sentence
    near = [h for h in lead.hedges if h.type in _KEPT and own is not None and own.covers(h.span)]
    printed = [squeeze(h.span.of(lead.reading.text)) for h in near]
    lost = [p for p in printed if not any(p in q.text for q in sentence.quotes)]
    whole = squeeze(ground.facts.shown(lead.reading, quoting.quoted_spans(lead))[0])
    verbatim = any(q.text == whole for q in sentence.quotes)
    noted = words("margin.hedged") in sentence.statement.note or words("margin.distance") in sentence.statement.note
    marked = words.lint("distance").search(sentence.bare) or words.lint("hearsay").search(sentence.bare)
    told = bool(marked) or any(p.casefold() in sentence.bare.casefold() for p in lost)
    if lost and not told and not (verbatim and noted):
        yield sentence.finding("HEDGE", "lost", lost[0], text=ground.redraft(sentence))


def negated(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """NOT: nothing is denied outside of quotations that the claims do not deny, and no denial is lost."""
    words = ground.facts.words
    bare = words.lint("own_negation").sub(lambda m: FILLER * len(m.group()), _without(sentence, ground))
    own = [ground.own(f) for f in sentence.claims]
    denied = [f for f in sentence.claims if f.claim.polarity == "-" or _NEGATION.search(ground.own(f))]
    match = words.lint("negation").search(bare)
    failed = any(f.claim.realis in ("failed", "attempted") for f in sentence.claims)
    if match and sentence.claims and not denied and not failed:
        span = Span(*match.span())
        yield sentence.finding("NOT", "added", match.group(), span=span, text=ground.redraft(sentence))
    lead = sentence.lead
    if lead is None or repeats(sentence, ground):
        return
    if not any(_stands(q.text, own[0]) and len(WORD.findall(q.text)) >= _LONG for q in sentence.quotes):
        lost = _DENIAL.search(own[0])
        if lost and not words.lint("negation").search(bare) and not _NEGATION.search(bare):
            yield sentence.finding("NOT", "lost", lost.group(), text=ground.redraft(sentence))


def who(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """WHO: whoever is named is a source of what is cited, and of what is quoted beside the name."""
    everyone = _bodies_of(sentence.claims, ground)
    whole = everyone + [n for o in ground.origins(sentence) for n in (o.name, voices.origin_name(o, ground.facts))]
    mentioned = ground.support(sentence.claims)
    for match in ground.bodies.finditer(sentence.bare):
        name, span = match.group(), Span(*match.span())
        if not any(_same(name, n, ground) for n in whole) and name not in mentioned:
            yield sentence.finding("WHO", "body", name, span=span, text=ground.redraft(sentence))
    names = {p for f in sentence.claims for p in _printed_sources(f)}
    for clause, all_quotes in sentence.clauses():
        # A source that is named as printed stands in marks too; nobody says it.
        quotes = [q for q in all_quotes if q.text not in names]
        spoken = [f for f in sentence.claims if any(_stands(q.text, ground.own(f)) for q in quotes)]
        if not quotes or not spoken or len(spoken) == len(sentence.claims):
            continue
        named = list(ground.bodies.finditer(sentence.bare, clause.start, clause.end))
        theirs = _bodies_of(spoken, ground)
        said = ground.support(spoken)
        if (
            named
            and not any(_same(m.group(), n, ground) for m in named for n in theirs)
            and not any(m.group() in said for m in named)
        ):
            span = Span(*named[0].span())
            yield sentence.finding("WHO", "speaker", named[0].group(), span=span, text=ground.redraft(sentence))


def _bodies_of(claims: Sequence[Fact], ground: Ground) -> list[str]:
    facts, names = ground.facts, []
    for fact in claims:
        names += [fact.reading.document.publisher or "", *voices.chain(fact, facts)]
        names += [_source(link, ground) for link in fact.links]
        origin = facts.origin_of.get(fact.id)
        names += [origin.name] if origin else []
    return [n for n in dict.fromkeys(names) if n]


def _source(link: Link, ground: Ground) -> str:
    source = ground.facts.sources.get(link.source or "")
    return source.name if source else ""


def _same(name: str, other: str, ground: Ground) -> bool:
    """Say whether two names stand for one body: alike, one within the other, or two names of one source."""
    if same_body(name, other) or name.casefold() in other.casefold():
        return True
    for source in ground.facts.sources.values():
        names = (source.name, *source.aliases)
        if any(same_body(name, n) for n in names) and any(same_body(other, n) for n in names):
            return True
    return False


def strange_words(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """WORDS: what is told outside of quotations stands in the cited claims; for a claim in another language BR-19."""
    if not sentence.claims or sentence.statement.kind not in ("report", "status"):
        return
    bare = _without(sentence, ground)
    known = (ground.support(sentence.claims) + " " + ground.names_of(sentence)).casefold()
    stems = {w[:_STEM] for w in WORD.findall(known)}
    lint = ground.facts.words.data["lint"]
    found: list[re.Match[str]] = []
    for match in WORD.finditer(bare):
        word = match.group().casefold().replace("’", "'")
        plain = word.removesuffix("'s")
        if plain in ground.frame or plain.isdigit() or plain in lint["number_words"] or len(plain) < 3:
            continue
        if plain[:_STEM] not in stems and not _inflected(plain, stems) and not _by_rule(match, sentence, ground):
            found.append(match)
    if found:
        span = Span(found[0].start(), found[-1].end())
        told = ", ".join(dict.fromkeys(f"“{m.group()}”" for m in found))
        yield sentence.finding("WORDS", "strange", told, span=span, text=ground.redraft(sentence))


def _inflected(word: str, stems: set[str]) -> bool:
    """Say whether a word is a shorter known one with an ending of one to three letters."""
    return any(word[:n] in stems for n in range(max(3, len(word) - 3), len(word)) if n < _STEM)


def _by_rule(match: re.Match[str], sentence: Sentence, ground: Ground) -> bool:
    """Say whether a rule of its own speaks of the word already."""
    words = ground.facts.words
    names = ("verbs", "sure", "judgement", "labels", "law", "cause", "negation", "trend", "days", "many", "plan")
    spans = [Span(*m.span()) for n in names for m in words.lint(n).finditer(sentence.bare)]
    spans += [Span(*m.span()) for m in ground.people.finditer(sentence.bare)]
    return any(s.covers(Span(*match.span())) for s in spans)
