"""Rules on names: persons withheld, places by the label policy, sides as the theatre has them (BR-12 to BR-14)."""

import re
from collections.abc import Iterator

from reportedly.brief.facts import Fact
from reportedly.brief.lint_ground import FILLER, WORD, Ground, Sentence, one_of
from reportedly.brief.lint_table import says
from reportedly.records import Finding, Geolocation, Span, TheatrePlace
from reportedly.records.withhold import WITHHELD
from reportedly.text import squeeze


def persons(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-12: no name of a private person outside of a working copy, in the sentence or its basis."""
    if ground.brief.working_copy:
        return
    for match in ground.people.finditer(sentence.text):
        span = Span(*match.span())
        yield sentence.finding("BR-12", "name", span=span, text=sentence.replaced(span, WITHHELD))
    if sentence.statement.basis and ground.people.search(sentence.statement.basis):
        yield sentence.finding("BR-12", "name")


def floors(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-12, for places: outside of quotations none is named finer than its floor lets out."""
    if ground.brief.working_copy:
        return
    for fact in sentence.claims:
        shown = {p.span: p for p in ground.facts.places(fact)}
        for place in fact.reading.about(Geolocation, fact.id):
            told = shown.get(place.span)
            if told is None or place.example or told.precision == place.precision or not place.name:
                continue
            bare = ground.bodies.sub(lambda m: FILLER * len(m.group()), sentence.bare)
            match = one_of([place.name]).search(bare)
            if match and place.name != told.name:
                span, coarse = Span(*match.span()), told.name or ground.facts.words("control.unnamed_place")
                text = sentence.replaced(span, coarse)
                yield sentence.finding("BR-12", "place", place.name, coarse, span=span, text=text)


def elsewhere(ground: Ground) -> Iterator[Finding]:
    """BR-12, for all that is printed beside the sentences: titles, legends, notes, accounts, the timeline."""
    brief = ground.brief
    if brief.working_copy:
        return
    texts = [f"{h.place} {text}" for h in brief.control.holdings for a in h.accounts for text in a.layers]
    texts += [text for _, text in brief.map.legend]
    texts += [f"{n.quote} {n.title} {n.chain}" for n in brief.notes]
    texts += [f"{v.who} {v.quote}" for d in brief.disputes for v in (*d.left, *d.right)]
    texts += [m.label for m in (*brief.timeline.moments, *brief.timeline.undated)]
    texts += [brief.header.title, *(value for _, value in brief.header.facts), brief.changes, *brief.method]
    for text in texts:
        if ground.people.search(text):
            yield Finding("BR-12", 0, *says("BR-12", "name", ()), key="name")


def labels(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-13: outside of quotations a place has the name that the label policy chooses."""
    own = ground.labels
    for match in ground.labelled.finditer(sentence.bare):
        _, right = own[match.group()]
        inside = any(b.start() <= match.start() < b.end() for b in ground.bodies.finditer(sentence.bare))
        if not inside and match.group() != right and not _printed_mark(sentence, match.start(), ground):
            span = Span(*match.span())
            text = sentence.replaced(span, right)
            yield sentence.finding("BR-13", "label", match.group(), right, span=span, text=text)


def _printed_mark(sentence: Sentence, at: int, ground: Ground) -> bool:
    """Say whether a place name stands in the brackets that give the printed form."""
    head = ground.facts.words.data["lint"]["printed_mark"].split("{")[0].strip(' “«"')
    return head.strip(" (") in sentence.text[max(0, at - 16) : at]


def places(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-13: a place of the theatre that is named outside of quotations is one of the cited claims."""
    known = ground.labels
    # A place in the name of a body is where the body sits, not where something happens.
    support = ground.bodies.sub(" ", ground.support(sentence.claims) + " " + ground.names_of(sentence))
    bodies = [m.span() for m in ground.bodies.finditer(sentence.bare)]
    for match in ground.labelled.finditer(sentence.bare):
        if any(a <= match.start() < b for a, b in bodies) or not sentence.claims:
            continue
        place, label = known[match.group()]
        told = {p.gazetteer_id for f in sentence.claims for p in f.reading.about(Geolocation, f.id)}
        told |= {e.place for e in ground.of_events(sentence)}
        if place not in told and not one_of([match.group(), label]).search(support):
            names = [n for f in sentence.claims for p in ground.facts.places(f) if (n := p.name)]
            span = Span(*match.span())
            text = sentence.replaced(span, names[0]) if names else ground.redraft(sentence)
            yield sentence.finding("BR-13", "place", match.group(), span=span, text=text)


_ADJECTIVE = re.compile(r"(?:ськ|цьк|зьк|ск|цк)\w{1,4}$")
_ENDING = 3
"""Letters by which the cases of a name differ from its main form, at the most."""


def inflected(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-13, in languages with cases: a place that is named in some case is one of the cited claims."""
    words = ground.facts.words
    if words.english or not sentence.claims:
        return
    bodies = [m.span() for m in ground.bodies.finditer(sentence.bare)]
    own = {w.casefold() for f in sentence.claims for w in WORD.findall(ground.own(f))}
    told = {p.gazetteer_id for f in sentence.claims for p in f.reading.about(Geolocation, f.id)}
    told |= {e.place for e in ground.of_events(sentence)}
    for match in WORD.finditer(sentence.bare):
        printed = match.group().casefold()
        if any(a <= match.start() < b for a, b in bodies) or _ADJECTIVE.search(printed):
            continue
        places_ = {key for key, name in ground.place_forms if _form_of(printed, name)}
        if not places_ or places_ & told or not match.group()[0].isupper():
            continue
        if any(_form_of(word, name) for word in own for key, name in ground.place_forms if key in places_):
            continue
        span = Span(*match.span())
        yield sentence.finding("BR-13", "place", match.group(), span=span, text=ground.redraft(sentence))


def _form_of(printed: str, name: str) -> bool:
    """Say whether a word may be a case form of a name, both in lower case."""
    stem = name[: max(4, len(name) - _ENDING)]
    return printed.startswith(stem) and abs(len(printed) - len(name)) <= _ENDING and not _ADJECTIVE.search(printed)


def first_mentions(ground: Ground) -> Iterator[Finding]:
    """BR-13: where a text prints another name of a place, the first sentence that names the place gives both."""
    theatre = ground.facts.material.theatre
    by_id = {p.id: p for p in theatre.places}
    seen: set[str] = set()
    for sentence in ground.sentences:
        for fact in sentence.claims[:1]:
            for place in fact.reading.about(Geolocation, fact.id):
                known = by_id.get(place.gazetteer_id or "")
                if known is None or known.id in seen or place.example:
                    continue
                yield from _first(sentence, fact, place, known=known, ground=ground, seen=seen)


def _first(
    sentence: Sentence, fact: Fact, place: Geolocation, *, known: TheatrePlace, ground: Ground, seen: set[str]
) -> Iterator[Finding]:
    label = ground.facts.printed_place(known.id, known.name) or known.name
    match = one_of([label]).search(sentence.bare)
    printed = variant(fact, place, known)
    if match is None and printed is None:
        return
    if match is not None or (printed or "") in sentence.text:
        seen.add(known.id)
    if match is None or printed is None or printed == label or one_of([printed]).search(sentence.text):
        return
    mark = str(ground.facts.words.data["lint"]["printed_mark"]).format(printed=printed)
    text = sentence.text[: match.end()] + mark + sentence.text[match.end() :]
    yield sentence.finding("BR-13", "printed", printed, label, span=Span(*match.span()), text=text)


def variant(fact: Fact, place: Geolocation, known: TheatrePlace) -> str | None:
    """Return the name that a text prints for a place of the theatre, if it is one of the theatre's names for it.

    An inflected form is no other name; a place taken over from elsewhere in the text has none here.
    """
    if place.inherited or fact.foreign:
        return None
    printed = squeeze(place.span.of(fact.reading.text))
    return printed if printed in {known.name, *(n.text for n in known.names)} else None


def sides(sentence: Sentence, ground: Ground) -> Iterator[Finding]:
    """BR-14: the side in words beside a name is that of the name, or of an origin of the event."""
    words = ground.facts.words
    of_event = {o.side for o in ground.origins(sentence)}
    of_event |= {s for f in sentence.claims if (s := ground.facts.side_of.get(f.id))}
    of_event |= {x.side for f in sentence.claims for k in f.links if (x := ground.facts.sources.get(k.source or ""))}
    for name in ("sides", "the_sides", "on_sides"):
        for side, told in words.table(name).items():
            for match in re.finditer(rf"(?<!\w){re.escape(told)}(?!\w)", sentence.bare):
                beside = _named_before(sentence, match.start(), ground) if name == "sides" else None
                right = {beside[1]} if beside else of_event
                if side in right or (not right and side == "unknown"):
                    continue
                span = Span(*match.span())
                who = beside[0] if beside else "; ".join(o.name for o in ground.origins(sentence)[:2]) or "?"
                good = words.table(name)[min(right)] if right else words.table(name)["unknown"]
                text = sentence.replaced(span, good) if len(right) == 1 else ground.redraft(sentence)
                yield sentence.finding("BR-14", "side", told, who, good, span=span, text=text)


def _named_before(sentence: Sentence, at: int, ground: Ground) -> tuple[str, str] | None:
    """Return the body right before a bracket with its side, by the theatre or else the event; None if there is none."""
    if sentence.bare[at - 1 : at] != "(":
        return None
    head = sentence.bare[: at - 1].rstrip()
    last = None
    for match in ground.bodies.finditer(head):
        last = match
    if last is None or last.end() != len(head):
        return None
    name = last.group()
    for source in ground.facts.sources.values():
        if name in (source.name.removeprefix("the "), source.name, *source.aliases):
            return name, source.side
    sides_ = {o.side for o in ground.origins(sentence) if name.casefold() in o.name.casefold()}
    return (name, sides_.pop()) if len(sides_) == 1 else None
