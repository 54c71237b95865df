"""Rules on words outside of quotations: verbs, labels, judgements, causes, legal terms (BR-03 to 06, 14 to 17)."""

import re
from collections.abc import Iterator

from reportedly.brief import plans, quoting, voices
from reportedly.brief.facts import Fact
from reportedly.brief.lint_ground import FILLER, Ground, Sentence
from reportedly.records import Finding, Span, Theatre
from reportedly.text import squeeze

_CAUSE = re.compile(
    r"\b(?:because|due to|as a result|caused|owing to|so that|therefore|over fears|через|внаслідок|тому"
    r"|унаслідок|оскільки|из-за|потому|вследствие|поскольку|weil|wegen|daher|infolge)\b",
    re.IGNORECASE,
)


def _named(sentence: Sentence, ground: Ground) -> str:
    """Return the bare sentence with the names of bodies blanked out: a name may hold any word."""
    return ground.bodies.sub(lambda m: FILLER * len(m.group()), sentence.bare)


def _each(sentence: Sentence, ground: Ground, name: str) -> Iterator[re.Match[str]]:
    yield from ground.facts.words.lint(name).finditer(_named(sentence, ground))


def verbs(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-03: the neutral set of verbs for all sides."""
    neutral = str(ground.facts.words.data["lint"]["neutral_verb"])
    for match in _each(sentence, ground, "verbs"):
        if _own_hedge(match.group(), sentence):
            continue
        span = Span(*match.span())
        adverb = match.group().casefold().endswith("ly") or match.group().casefold() in ("нібито", "начебто", "буцімто")
        text = sentence.dropped(span) if adverb else sentence.replaced(span, neutral)
        yield sentence.finding("BR-03", "word", match.group(), span=span, text=text)


_OWN_HEDGES = frozenset({"REP", "EPI", "EVI"})


def _own_hedge(word: str, sentence: Sentence) -> bool:
    """Say whether a word is a hedge of a cited claim itself, which a sentence in its words has to keep."""
    told = word.casefold()
    return any(
        told in squeeze(h.span.of(f.reading.text)).casefold()
        for f in sentence.claims
        for h in f.hedges
        if h.type in _OWN_HEDGES
    )


def sure(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-04: nothing is confirmed but what origins on different sides tell and a person graded so."""
    graded = ground.facts.material.graded
    borne = [e for e in ground.of_events(sentence) if e.corroboration == "K3" or _first_hand(e.claims, ground)]
    if borne and any(claim in graded for event in borne for claim in event.claims):
        return
    word = str(ground.facts.words.data["lint"]["neutral_sure"])
    for match in _each(sentence, ground, "sure"):
        span = Span(*match.span())
        yield sentence.finding("BR-04", "word", match.group(), span=span, text=sentence.replaced(span, word))


def _first_hand(claims: tuple[str, ...], ground: Ground) -> bool:
    events = [e for e in ground.events.values() if e.claims == claims and e.corroboration == "K2"]
    return bool(events) and any(f.root_status == "author" for f in ground.facts.facts(claims))


def several(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-05: "several sources" needs two origins in the lower bound."""
    low = (sentence.statement.origins or (0, 0))[0]
    match = ground.facts.words.lint("many").search(sentence.bare)
    if match is None or low >= 2:
        return
    lint = ground.facts.words.data["lint"]
    outlets = {f.reading.document.publisher or f.reading.document.id for f in sentence.claims}
    n = ground.facts.words.number(len(outlets) - 1)
    told = str(lint["one_origin"]) if len(outlets) < 3 else str(lint["one_origin_repeated"]).format(n=n)
    span = Span(*match.span())
    if span.start == 0:
        told = told[:1].upper() + told[1:]
    text = ground.redraft(sentence) or sentence.replaced(span, told)
    yield sentence.finding("BR-05", "many", match.group(), span=span, text=text)


def hearsay(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-06: hearsay says that no source is named."""
    words, lead = ground.facts.words, sentence.lead
    if lead is None or repeats(sentence, ground):
        return
    whole = not sentence.statement.origin and not words.lint("two").search(sentence.bare)
    unsourced = whole and [e.origins_min for e in ground.of_events(sentence)[:1]] == [0]
    if lead.root_status != "none" and not unsourced:
        return
    if not words.lint("hearsay").search(sentence.bare):
        mark = str(words.data["lint"]["hearsay_mark"])
        yield sentence.finding("BR-06", "silent", text=sentence.text.rstrip().removesuffix(".") + mark + ".")


def repeats(sentence: Sentence, ground: Ground) -> bool:
    """Say whether the sentence only lists who repeats another one."""
    return bool(ground.facts.words.lint("repeats").search(sentence.bare))


def judgement(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-08, in reports: no judgement words."""
    for match in _each(sentence, ground, "judgement"):
        if _own_hedge(match.group(), sentence):
            continue
        span = Span(*match.span())
        yield sentence.finding("BR-08", "word", match.group(), span=span, text=sentence.dropped(span))


def labels(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-14: no label outside of quotations."""
    for match in _each(sentence, ground, "labels"):
        span = Span(*match.span())
        yield sentence.finding("BR-14", "word", match.group(), span=span, text=ground.redraft(sentence))


def law(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-15: no legal conclusion, no provision."""
    for match in _each(sentence, ground, "law"):
        span = Span(*match.span())
        yield sentence.finding("BR-15", "word", match.group(), span=span, text=ground.redraft(sentence))


def causes(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-16: a cause only where a cited claim gives one in its own words, and the sentence says who gives it."""
    attributed = ground.facts.words.lint("reporting").search(sentence.bare) or ground.bodies.search(sentence.bare)
    if attributed and any(_CAUSE.search(ground.own(f)) for f in sentence.claims):
        return
    for match in _each(sentence, ground, "cause"):
        span = Span(*match.span())
        yield sentence.finding("BR-16", "word", match.group(), span=span, text=ground.redraft(sentence))


def change_between(theatre: Theatre, first: str, last: str) -> str:
    """Return the ISO day between two days on which another source profile began, "" where none did."""
    profiles = theatre.source_profiles
    for profile in profiles:
        since = profile.since or ""
        if first < since <= last and any((p.since or "") < since for p in profiles if p is not profile):
            return since
    return ""


def change_of_sources(ground: Ground) -> str:
    """Return the day on which the source set changed between the first report and the cut-off, "" where it did not."""
    days = [day for r in ground.facts.material.readings if (day := (r.document.published or "")[:10])]
    return change_between(ground.facts.material.theatre, min(days, default=""), ground.facts.today)


def trends(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-17: no trend across a change of the source set without saying so."""
    words = ground.facts.words
    changed = change_of_sources(ground)
    if not changed or words.lint("source_set").search(sentence.bare):
        return
    for match in _each(sentence, ground, "trend"):
        day = words.day(changed, year=True)
        yield sentence.finding("BR-17", "trend", match.group(), day, span=Span(*match.span()))


def disputed(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-09: a contradicted claim never stands alone."""
    words = ground.facts.words
    open_ = [e for e in ground.of_events(sentence) if e.contradictions]
    if not open_ or repeats(sentence, ground):
        return
    involved = {c for e in open_ for d in e.contradictions for c in (*d.left, *d.right)}
    if not sentence.statement.topic and not involved & set(sentence.statement.claims):
        return
    if not words.lint("two").search(sentence.bare):
        yield sentence.finding("BR-09", "alone", text=ground.redraft(sentence))
        return
    told = set(sentence.statement.claims)
    for dispute in (d for e in open_ for d in e.contradictions[:1]):
        origins = {c: ground.facts.origin_of[c].key for c in involved | told if c in ground.facts.origin_of}
        sides = [set(dispute.left), set(dispute.right)]
        keys = [{origins[c] for c in side if c in origins} for side in sides]
        mine = {origins[c] for c in told if c in origins}
        if (
            not all(side & told or key & mine for side, key in zip(sides, keys, strict=True))
            or len(sentence.quotes) < 2
        ):
            yield sentence.finding("BR-09", "alone", text=ground.redraft(sentence))
            return


def planned(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-11: planned, ordered and attempted things are not told as done."""
    words, lead = ground.facts.words, sentence.lead
    if lead is None or repeats(sentence, ground):
        return
    if not plans.is_plan(lead) and lead.claim.realis not in ("conditional", "hypothetical", "attempted"):
        return
    inside = [s for s in quoting.quoted_spans(lead) if _quoted(s, lead, sentence)]
    told = words.lint("plan").search(sentence.bare) or any(plans.says_plan(lead, s) for s in inside)
    if not told and not any(words.lint("plan").search(q.text) for q in sentence.quotes):
        yield sentence.finding("BR-11", "done", text=ground.redraft(sentence))


def _quoted(span: Span, lead: Fact, sentence: Sentence) -> bool:
    return squeeze(span.of(lead.reading.text)) in sentence.text


def via(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """VIA: a retelling names the outlet that was read; in a dispute each account does."""
    words, lead = ground.facts.words, sentence.lead
    if lead is None or repeats(sentence, ground) or not sentence.statement.events:
        return
    if words.lint("two").search(sentence.bare):
        yield from _each_via(sentence, ground)
        return
    if not _retold(lead, ground):
        return
    outlet = voices.publisher(lead, ground.facts).name
    named = outlet.casefold() in sentence.text.casefold() or not lead.reading.document.publisher
    if not words.lint("via").search(sentence.bare) or not named:
        yield sentence.finding("VIA", "silent", text=ground.redraft(sentence))


def _retold(fact: Fact, ground: Ground) -> bool:
    """Say whether a claim goes back to another than who is read, without the quotation saying so."""
    if fact.root_status == "none" or voices.direct(fact, ground.facts):
        return False
    return not voices.source_inside(fact, quoting.quoted_spans(fact))


def _each_via(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """Yield where an account of a dispute does not say through whom it was read."""
    if not ground.facts.words.lint("opposed").search(sentence.bare):
        return
    for clause, quotes in sentence.clauses():
        told = clause.of(sentence.text).casefold()
        for fact in sentence.claims:
            mine = any(squeeze(q.text) in ground.own(fact) for q in quotes)
            if mine and _retold(fact, ground) and voices.publisher(fact, ground.facts).name.casefold() not in told:
                yield sentence.finding("VIA", "silent", text=ground.redraft(sentence))
                return
