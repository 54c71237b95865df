"""Sentences: the quoted words of a claim in a neutral frame that says who speaks and how many origins there are.

Patterns follow DOMAIN 6.5 and stand in data/words.*.yaml; the verbs are said, reported, wrote and announced for all
sides. Names that may stand in any case of their own language are cited, never made the subject.
"""

from dataclasses import dataclass

from reportedly.brief import plans, quoting, retold, voices
from reportedly.brief.choose import Choice, alike, awkwardness, origins, printed, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.names import closed, same_body
from reportedly.brief.upheld import nearest, witness
from reportedly.brief.words import age_days, capital, lowered, unique
from reportedly.records import Contradiction, Event, Geolocation, Origin, hull

_CORRECTED = "corrected by the same source"
_UNNAMED = ("unnamed_single", "unnamed_plural")


@dataclass(frozen=True)
class Draft:
    """A sentence and the claims it cites, before the notes are numbered."""

    text: str
    claims: tuple[str, ...]
    events: tuple[str, ...]
    topic: bool = False
    origin: Origin | None = None
    beside: bool = False
    repeats: bool = False


class Writer:
    """Writes the sentences of one brief."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.words = facts.words
        self._named: set[retold.Chain] = set()

    def printed(self, draft: Draft) -> None:
        """Note that a sentence is printed: the chain that it names in full is told shorter from here on."""
        lead = self.facts.by_id.get(draft.claims[0]) if draft.claims else None
        chain = retold.chain_of(lead, self.facts) if lead is not None else None
        if lead is not None and chain is not None and retold.named_whole(draft.text, lead, self.facts):
            self._named.add(chain)

    def main(self, choice: Choice, *, topic: bool) -> Draft:
        """Return the sentence that tells an event; it says all that the reader must know of its sourcing."""
        event = choice.event
        dispute = self.two_accounts(event)
        if dispute is not None:
            left, right = dispute
            text = self.opposite(event, left, right, corrected=is_correction(event.contradictions[0]))
            return Draft(text, (left.id, right.id), (event.id,), topic)
        if event.origins_min == 0:
            return self._without_origin(choice, topic=topic)
        ranked = [o for o in origins(event, self.facts) if o.certain]
        best = self._spokesman(ranked, choice.best)
        origin = next((o for o in ranked if best.id in o.claims), None)
        others = [o for o in ranked if o is not origin]
        held = {o.key: witness(o, best, self.facts) for o in others}
        apart = [o for o in others if held[o.key] is None]
        told = self._others([o for o in others if o not in apart], event, origin, best) + self._related(apart)
        text = self._frame(best, event, origin=origin, others=told)
        cited = [best, *(f for o in others if (f := held[o.key] or representative(self.facts.facts(o.claims))))]
        return Draft(text, tuple(dict.fromkeys(f.id for f in cited)), (event.id,), topic, origin)

    def _spokesman(self, ranked: list[Origin], best: Fact) -> Fact:
        """Return the claim to quote: the best one, if it goes back to an origin of the lower bound.

        Else that of the first origin told in the brief's language, else of the first.
        """
        origin = next((o for o in ranked if best.id in o.claims), None)
        if origin is not None:
            return self._own_words(origin, best)
        found = [f for o in ranked if (f := representative(self.facts.facts(o.claims))) is not None]
        return min(found, key=lambda f: (f.recalled, f.foreign), default=best)

    def _own_words(self, origin: Origin, best: Fact) -> Fact:
        """Return a claim that the origin itself published and that reads as well, else the best one of a retelling."""
        held = self.facts.facts(origin.claims)
        own = representative([f for f in held if same_body(voices.publisher(f, self.facts).name, origin.name)])
        if own is None or (own.foreign, own.recalled) > (best.foreign, best.recalled):
            return best
        return own if awkwardness(own) <= awkwardness(best) + _AS_WELL else best

    def account(self, origin: Origin, event: Event, told: Draft) -> Draft | None:
        """Return the sentence for one more origin of an event in its own words; None if they are those told before."""
        fact = representative(self.facts.facts(origin.claims))
        fact = self._own_words(origin, fact) if fact is not None else None
        if fact is None or fact.id in told.claims[:1]:
            return None
        first = self.facts.by_id.get(told.claims[0])
        if first is not None and alike(printed(first), printed(fact)):
            return None
        text = self._frame(fact, event, origin=origin, source_first=True)
        return Draft(text, (fact.id,), (event.id,), origin=origin, beside=True)

    def repeaters(self, origin: Origin, event: Event, told: Draft) -> Draft | None:
        """Return "A, B and C repeat it; …" where two or more other publishers carry an origin, else None."""
        first = self.facts.by_id.get(told.claims[0])
        if first is None:
            return None
        seen: dict[str, list[Fact]] = {}
        for fact in self.facts.facts(origin.claims):
            name = voices.publisher(fact, self.facts).name
            elsewhere = fact.reading.document.id != first.reading.document.id
            if elsewhere and not same_body(name, origin.name) and not quoting.denied(fact):
                seen.setdefault(name, []).append(fact)
        if len(seen) < 2:
            return None
        names, whose = capital(self.words.listed(list(seen))), voices.origin_name(origin, self.facts)
        text = self.words("others.repeaters", names=names, origin=closed(whose).rstrip(","))
        cited = tuple(nearest(found, first).id for found in seen.values())
        return Draft(text, cited, (event.id,), origin=origin, beside=True, repeats=True)

    def _without_origin(self, choice: Choice, *, topic: bool) -> Draft:
        event, fact = choice.event, choice.best
        rests = self.facts.facts(event.claims)
        who = voices.publisher(fact, self.facts)
        cited = {"quote": self.quoted(fact), "outlet": who.name, "when": self.when(fact)}
        documents = {f.reading.document.id for f in rests}
        if fact.root_status == "author" or (fact.root_status == "named" and fact.root is None):
            cited["verb"] = voices.verb(who, fact, self.facts, carried=False)
            first = quoting.readable(fact)
            cited["outlet"] = who.name if first else capital(who.name)
            text = self.words("hearsay.first" if first else "hearsay.colon", **cited)
        elif fact.root_status in (*_UNNAMED, "named"):
            cited["outlet"], cited["verb"] = capital(who.name), self._reported(who, fact)
            text = self._citing("hearsay", fact, **cited)
        elif len(documents) > 1:
            text = self.words("hearsay.many", quote=cited["quote"])
        else:
            outlet = who.name if self.words.english else capital(who.name)
            text = self.words("hearsay.one", outlet=outlet, dated=self._dated(fact), quote=cited["quote"])
        text = f"{text.removesuffix('.')}{self._tail(fact)}."
        return Draft(text, tuple(dict.fromkeys((fact.id, *(f.id for f in rests[:3])))), (event.id,), topic)

    def said(self, fact: Fact) -> str:
        """Return who says what a claim says, with its quotation; for claims that are part of no event, no full stop."""
        if fact.root_status == "none":
            outlet = voices.publisher(fact, self.facts).name
            outlet = outlet if self.words.english else capital(outlet)
            text = self.words("hearsay.said", outlet=outlet, dated=self._dated(fact), quote=self.quoted(fact))
            return text.removesuffix(".")
        return self._frame(fact, None).removesuffix(".")

    def named(self, fact: Fact) -> str:
        """Return who says what a claim says and who carries it: "the council, as carried by Quayside Post"."""
        outlet = voices.publisher(fact, self.facts).name
        if fact.root_status == "none":
            return self.words("hearsay.named", outlet=outlet)
        who = voices.speaker(fact, self.facts)
        name = voices.cited(fact, who, self.facts) if fact.root_status in _UNNAMED else closed(who.name).rstrip(",")
        return name if voices.direct(fact, self.facts) else self.words("others.carried", name=name, outlet=outlet)

    def quoted(self, fact: Fact) -> str:
        """Return the quotation of a claim in marks, letter for letter, with the tag of a language not the brief's."""
        return quoting.in_marks(quoting.quote(fact, self.facts)[0], fact, self.facts)

    def _frame(
        self,
        fact: Fact,
        event: Event | None,
        *,
        origin: Origin | None = None,
        others: str = "",
        source_first: bool = False,
    ) -> str:
        """Return the quotation with who speaks, when, through whom; `others` and what to mind follow it."""
        who = self._frame_speaker(fact)
        about, direct = self._about(fact, event), self._direct(fact)
        end = f"{self._repeated(fact, origin)}{others}{self._tail(fact)}"
        parts = {"quote": self.quoted(fact), "about": about, "end": end}
        publisher = voices.publisher(fact, self.facts)
        outlet = publisher.name
        unnamed = fact.root_status in _UNNAMED and not self._source_inside(fact)
        if unnamed or (not direct and (not who.free or voices.between(fact, self.facts))):
            parts |= {"outlet": capital(outlet), "verb": self._reported(publisher, fact), "when": self.when(fact)}
            return self._citing("frame", fact, **parts)
        name = closed(who.name if who.free else outlet)
        verb = voices.verb(who, fact, self.facts, carried=not direct)
        said = about and not (who.writes or who.unsigned or who.document or fact.recalled)
        parts["verb"] = self.words.verb("said") if said else verb
        when, carried = self.when(fact), "frame.recalled" if fact.recalled else "frame.carried"
        parts["through"] = when if direct else self.words(carried, outlet=outlet, when=when)
        if parts["through"].startswith(",") and not self.words.english:
            name = name.rstrip(",")  # the verb stands before the name: one comma closes it
        if quoting.readable(fact) and not source_first:
            return self.words("frame.first", who=name, **parts)
        if quoting.clause(fact) and not fact.foreign:
            return self.words("frame.that", who=capital(name), comma="" if direct else ",", **parts)
        return self.words("frame.colon", who=capital(name), **parts)

    def _reported(self, publisher: voices.Speaker, fact: Fact) -> str:
        if fact.recalled:
            return self.words.verb("recalls" if publisher.unsigned else "recalled")
        return self.words.verb("says" if publisher.unsigned else "reported")

    def _citing(self, kind: str, fact: Fact, **parts: str) -> str:
        """Return the sentence of a text that cites others: whoever stands in the chain, a second time in short."""
        if retold.chain_of(fact, self.facts) in self._named:
            unnamed = "again" if fact.root_status in _UNNAMED else "again_named"
            return self.words(f"{kind}.{unnamed}", **retold.short_names(fact, self.facts), **parts)
        cited = voices.cited(fact, self._frame_speaker(fact), self.facts)
        return self.words(f"{kind}.citing", by=self._by_way(fact), cited=cited, **parts)

    def _by_way(self, fact: Fact) -> str:
        """Return "the Harrow Institute, itself citing " for the hops between publisher and root, else nothing."""
        return "".join(
            self.words("frame.by" if hop.free else "frame.by_printed", name=closed(hop.name).rstrip(","))
            for hop in voices.between(fact, self.facts)
        )

    def _frame_speaker(self, fact: Fact) -> voices.Speaker:
        return voices.publisher(fact, self.facts) if self._source_inside(fact) else voices.speaker(fact, self.facts)

    def _source_inside(self, fact: Fact) -> bool:
        return voices.source_inside(fact, quoting.quoted_spans(fact))

    def _direct(self, fact: Fact) -> bool:
        return self._source_inside(fact) or voices.direct(fact, self.facts)

    def _repeated(self, fact: Fact, origin: Origin | None) -> str:
        """Return "; two other publishers repeat it", or nothing where nobody does."""
        if origin is None:
            return ""
        speaker, outlet = self._frame_speaker(fact).name, voices.publisher(fact, self.facts).name
        names = unique(voices.publisher(f, self.facts).name for f in self.facts.facts(origin.claims))
        rest = [n for n in names if not same_body(n, outlet) and not same_body(n, speaker)]
        return self.words.plural("repeats", len(rest)) if rest else ""

    def _others(self, others: list[Origin], event: Event, first: Origin | None, lead: Fact) -> str:
        if not others:
            return ""
        sides = {o.side for o in event.origins if o.certain}
        names = [closed(voices.origin_name(o, self.facts)).rstrip(",") for o in others]
        known = [self._frame_speaker(lead).name, *([voices.origin_name(first, self.facts)] if first else [])]
        names, others = self._apart(names, others, known)
        if not names:
            return ""
        if len(sides) == 1 and "unknown" not in sides and first is not None:
            [side] = sides
            return self.words.among(
                "others.one_side", len(others), names=self.words.listed(names), side=self.words.table("on_sides")[side]
            )
        sided = [f"{name}{self.side_of(o.side)}" for name, o in zip(names, others, strict=True)]
        return self.words.among("others.sides", len(others), names=self.words.listed(sided))

    def _apart(self, names: list[str], others: list[Origin], known: list[str]) -> tuple[list[str], list[Origin]]:
        """Return names and origins without those that a reader could not tell from a known one, or one another."""
        kept: list[tuple[str, Origin]] = []
        for name, origin in zip(names, others, strict=True):
            if not any(same_body(name, other) for other in (*known, *(n for n, _ in kept))):
                kept.append((name, origin))
        return [n for n, _ in kept], [o for _, o in kept]

    def _related(self, origins_: list[Origin]) -> str:
        names = [f"{closed(voices.origin_name(o, self.facts)).rstrip(',')}{self.side_of(o.side)}" for o in origins_]
        return self.words.among("others.related", len(names), names=self.words.listed(names)) if names else ""

    def side_of(self, side: str | None) -> str:
        """Return " (controlling side)", or nothing where the side is not known."""
        return self.words("others.side", side=self.words.table("sides")[side]) if side and side != "unknown" else ""

    def _about(self, fact: Fact, event: Event | None) -> str:
        """Return " about Korrisel" where the town of the event stands outside the quotation."""
        if event is None:
            return ""
        name = self.facts.place_name(event)
        known = [p for p in self.facts.places(fact) if p.name == name or p.gazetteer_id == event.place]
        if not name or not any(p.precision == "settlement" and _stands_near(p, fact) for p in known):
            return ""
        text = self.quoted(fact).casefold()
        printed_names = [p.span.of(fact.reading.text).casefold() for p in known] + [name.casefold()]
        if any(n in text for n in printed_names) or name.casefold() in self._frame_speaker(fact).name.casefold():
            return ""
        return self.words("frame.about_recalled" if fact.recalled else "frame.about", place=name)

    def _tail(self, fact: Fact) -> str:
        realis = fact.claim.realis
        tail = self.words.texts.get(f"tails.{realis}", "")
        if realis in ("planned", "ordered"):
            told = all(not plans.says_plan(fact, s) for s in quoting.quoted_spans(fact))
            tail = tail if told and plans.is_plan(fact) else ""
        elif realis == "attempted" and self.words.lint("plan").search(self.quoted(fact)):
            tail = ""
        if fact.level == "L5":
            tail = tail or self.words("tails.distance")
        if fact.recalled and fact.root_status == "none":
            # Its patterns have no verb that could say so.
            tail = tail or self.words("tails.recalled")
        return self.words("frame.tail", tail=tail) if tail else ""

    def two_accounts(self, event: Event) -> tuple[Fact, Fact] | None:
        """Return the best claim of each side of an event's first contradiction, or None."""
        for contradiction in event.contradictions:
            found = self.sides_of(contradiction)
            if found is not None:
                return found
        return None

    def sides_of(self, contradiction: Contradiction) -> tuple[Fact, Fact] | None:
        """Return the best claim of each side, or None where one side has none that can be quoted."""
        sides = ordered(contradiction, self.facts)
        left, right = (self._best_of(one, other) for one, other in (sides, sides[::-1]))
        if left is None or right is None or left.id == right.id:
            return None
        return left, right

    def _best_of(self, claims: tuple[str, ...], other: tuple[str, ...]) -> Fact | None:
        """Return the claim to quote for one side; where all are foreign, one of the same origin that says the same."""
        best = representative(self.facts.facts(claims))
        if best is None or not best.foreign or best.status is None:
            return best
        same = [f for f in self._of_origin(best) if f.id not in other and _says_the_same(best, f)]
        return representative([best, *same])

    def _of_origin(self, fact: Fact) -> list[Fact]:
        origin = self.facts.origin_of.get(fact.id)
        if origin is None or not origin.certain:
            return []
        keys = [c for e in self.facts.material.events for o in e.origins if o.key == origin.key for c in o.claims]
        return [f for f in self.facts.facts(tuple(dict.fromkeys(keys))) if not f.foreign]

    def one_source(self, left: Fact, right: Fact) -> bool:
        """Say whether both accounts go back to one source."""
        names = [voices.speaker(f, self.facts).name for f in (left, right)]
        return same_body(*names) or self.voice(left) == self.voice(right)

    def opposite(self, event: Event, left: Fact, right: Fact, *, corrected: bool = False) -> str:
        """Return the sentence that gives both accounts; a contradicted claim never stands alone."""
        subject = self.subject(event)
        if corrected or self.one_source(left, right):
            whose = voices.speaker(left, self.facts).name, voices.speaker(right, self.facts).name
            who = whose[0] if not corrected and same_body(*whose) else voices.publisher(left, self.facts).name
            first, then = sorted((left, right), key=lambda f: (f.published or "", f.id))
            return self.words(
                "dispute.corrected" if corrected else "dispute.twice", who=capital(who), subject=subject,
                first=self.quoted(first), first_day=self.when(first, "frame.bracket"),
                then=self.quoted(then), then_day=self.when(then, "frame.bracket"),
            )  # fmt: skip
        sides = [self.voice(fact) for fact in (left, right)]
        told = sides if self.words.english else [capital(side) for side in sides]
        return self.words(
            "dispute.opposed", subject=subject, left=told[0], left_quote=self.quoted(left), right=told[1],
            right_quote=self.quoted(right),
        )  # fmt: skip

    def voice(self, fact: Fact) -> str:
        """Return who gives an account: "the energy department (controlling side) said", or words for hearsay."""
        outlet = voices.publisher(fact, self.facts).name
        if fact.root_status == "none":
            return self.words("dispute.hearsay", outlet=outlet)
        who = voices.speaker(fact, self.facts)
        # An outlet that carries another's words does not stand on that one's side.
        named = self.facts.sources.get(fact.root.source or "") if fact.root else None
        side = named.side if named else self.facts.side_of.get(fact.id)
        direct = voices.direct(fact, self.facts)
        if quoting.denied(fact):
            known = side if side != "unknown" else voices.own_side(fact, self.facts)
            return (
                self.words("dispute.denial_of", outlet=outlet, side=self.words.table("the_sides")[known])
                if known
                else self.words("dispute.denial", outlet=outlet)
            )
        if self._source_inside(fact):
            return self.words("dispute.outlet", outlet=outlet)
        if not who.free and not direct:
            return self.words("dispute.printed", outlet=outlet, cited=voices.cited(fact, who, self.facts))
        carried = "" if direct else self.words("dispute.carried", outlet=outlet)
        verb = voices.verb(who, fact, self.facts, carried=not direct)
        name = closed(who.name if who.free else outlet)
        return self.words("dispute.voice", name=name, side=self.side_of(side), carried=carried, verb=verb)

    def subject(self, event: Event) -> str:
        """Return "electricity in Ameldy": the service or the category, with the place."""
        sectors = unique(f.status.sector for f in self.facts.facts(event.claims) if f.status)
        name = self.words.table("sectors").get(sectors[0], "") if len(sectors) == 1 else ""
        name = name or self.words.table("subjects").get(event.category, "") or self.facts.category_name(event.category)
        place = self.facts.place_name(event) or self._shared_place(event)
        return self.words("dispute.subject", name=lowered(name), place=place) if place else lowered(name)

    def _shared_place(self, event: Event) -> str | None:
        """Return the one town that the claims of a dispute name, where the event itself has no place."""
        claims = [c for d in event.contradictions[:1] for c in (*d.left, *d.right)]
        places = [p for f in self.facts.facts(claims) for p in self.facts.places(f)]
        towns = {(p.gazetteer_id, p.name) for p in places if p.precision == "settlement" and p.name}
        return self.facts.printed_place(*towns.pop()) if len(towns) == 1 else None

    def when(self, fact: Fact, key: str = "frame.on") -> str:
        """Return " on 24 October" or "(24 October)"; for a text without a date, words that say so."""
        if fact.published is not None:
            return self.words(key, day=self.words.day(fact.published))
        if fact.reading.document.publisher is None or self.facts.undated:
            return ""  # said by the name of an unsigned text, or once for all of them
        return self.words("frame.bracket_undated" if key == "frame.bracket" else "frame.undated")

    def _dated(self, fact: Fact) -> str:
        if fact.published is None:
            told = fact.reading.document.publisher and not self.facts.undated
            return self.words("frame.of_undated") if told else ""
        return self.words("frame.of", day=self.words.day(fact.published))


_AS_WELL = 0.6
"""By how much the own words of an origin may read worse than those of a retelling, see `awkwardness`."""
_NEAR_DAYS = 3
_SURE = 0.85
"""Confidence in a place from which a sentence names it; 898 of 1,176 towns in 222 development texts have it."""
_BESIDE = 240
"""Code points before or behind a passage in which a text says where it happened."""


def _stands_near(place: Geolocation, fact: Fact) -> bool:
    """Say whether a text prints a place as a name, in a claim, near it or at its own beginning.

    Others may belong elsewhere; and an adjective, or a word that is a doubtful name, would be read as a fact here.
    """
    if "adjective" in place.rule or (place.confidence is not None and place.confidence < _SURE):
        return False
    passage = hull(fact.claim.evidence)
    return place.span.start < _BESIDE or passage.start - _BESIDE <= place.span.start <= passage.end + _BESIDE


def _says_the_same(one: Fact, other: Fact) -> bool:
    """Say whether two claims give one state of one service, in one place, in reports at most three days apart."""
    mine, theirs = one.status, other.status
    if mine is None or theirs is None or (mine.sector, mine.status) != (theirs.sector, theirs.status):
        return False
    if one.published is None or other.published is None:
        return False
    apart = abs(age_days(one.published, other.published))
    return apart <= _NEAR_DAYS and bool(_event_places(one) & _event_places(other))


def _event_places(fact: Fact) -> set[str]:
    found = fact.reading.about(Geolocation, fact.id)
    return {p.gazetteer_id for p in found if p.function == "event" and p.gazetteer_id}


def is_correction(contradiction: Contradiction) -> bool:
    """Say whether a source amends itself: that is no dispute of two sides."""
    return contradiction.reason.startswith(_CORRECTED)


def ordered(contradiction: Contradiction, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claims of both sides, a denial second: it answers the other."""
    left, right = contradiction.left, contradiction.right
    first, second = representative(facts.facts(left)), representative(facts.facts(right))
    swap = first is not None and second is not None and quoting.denied(first) and not quoting.denied(second)
    return (right, left) if swap else (left, right)
