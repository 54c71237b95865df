"""Sentences: the quoted words of a claim in a neutral frame that says who speaks and how many origins there are.

Patterns follow DOMAIN 6.5; the verbs are said, reported, wrote and announced for all sides.
"""

import re
from dataclasses import dataclass

from reportedly.brief import quoting, voices, words
from reportedly.brief.choose import Choice, alike, origins, printed, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.records import Contradiction, Event, Origin

_PLAN_WORDS = re.compile(
    r"\b(?:plan\w*|will|would|intend\w*|is to|are to|by \d|expect\w*|order\w*|must|to be|until)\b", re.IGNORECASE
)
_TAILS = {
    "planned": "it is told as a plan, not as a result",
    "conditional": "it is told under a condition",
    "hypothetical": "it is told as something that may happen",
}


_SUBJECTS = {
    "GUO.A01": "the administration",
    "GUO.B01": "staff shortages",
    "GUO.B02": "refusals to work",
    "GUO.B03": "staff brought in",
    "GUO.B04": "pressure on staff",
    "GUO.D01": "schools",
    "GUO.D04": "media and information",
    "GUO.E01": "money and banks",
    "GUO.E03": "pay and pensions",
    "GUO.E04": "property",
    "GUO.F01": "identity documents",
    "GUO.F03": "movement",
    "GUO.F04": "removal of people",
    "GUO.G01": "detention",
    "GUO.H01": "aid",
    "GUO.H02": "conditions on aid and services",
}
"""Short subjects for the longer category names; a category of another codebook keeps its own name."""

_CORRECTED = "corrected by the same source"


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
        ranked = [o for o in origins(event) if o.certain]
        best = self._spokesman(ranked, choice.best)
        origin = next((o for o in ranked if best.id in o.claims), None)
        others = [o for o in ranked if o is not origin]
        text = self._frame(best, event, origin=origin, others=self._others(others, event, origin))
        cited = [best, *(f for o in others if (f := representative(self.facts.facts(o.claims))))]
        return Draft(text, tuple(dict.fromkeys(f.id for f in cited)), (event.id,), topic, origin)

    def _spokesman(self, ranked: list[Origin], best: Fact) -> Fact:
        """Return the claim to quote: the best one, if it goes back to an origin of the lower bound."""
        if any(best.id in o.claims for o in ranked):
            return best
        for origin in ranked:
            found = representative(self.facts.facts(origin.claims))
            if found is not None:
                return found
        return best

    def account(self, origin: Origin, event: Event, told: Draft) -> Draft | None:
        """Return the sentence for one more origin of an event in its own words; None if they are those told before."""
        fact = representative(self.facts.facts(origin.claims))
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
        seen: dict[str, Fact] = {}
        for fact in self.facts.facts(origin.claims):
            name = voices.publisher(fact, self.facts).name
            if fact.reading.document.id != first.reading.document.id and not voices.same_body(name, origin.name):
                seen.setdefault(name, fact)
        if len(seen) < 2:
            return None
        names = words.listed(list(seen))
        text = f"{words.capital(names)} repeat the matter; with {_origin_name(origin)} they count as one origin."
        cited = tuple(f.id for f in seen.values())
        return Draft(text, cited, (event.id,), origin=origin, beside=True, repeats=True)

    def _without_origin(self, choice: Choice, *, topic: bool) -> Draft:
        event, fact = choice.event, choice.best
        rests = self.facts.facts(event.claims)
        quoted = self.quoted(fact)
        who = voices.publisher(fact, self.facts)
        outlet, wrote = who.name, voices.verb(who, fact, carried=False)
        when = _when(fact)
        documents = {f.reading.document.id for f in rests}
        if fact.root_status == "author" or (fact.root_status == "named" and fact.root is None):
            text = (
                f"{quoted}, {outlet} {wrote}{when}, naming no source."
                if quoting.readable(fact)
                else (f"{words.capital(outlet)} {wrote}{when}, naming no source: {quoted}.")
            )
        elif fact.root_status in ("unnamed_plural", "unnamed_single", "named"):
            who = voices.speaker(fact, self.facts)
            citing = f"{words.capital(outlet)} reported{when}, citing {self._by_way(fact)}{self._cited(fact, who)}"
            text = f"{citing}: {quoted}; no origin could be identified."
        elif len(documents) > 1:
            text = f"Unsourced reports speak of the following: {quoted}; no origin could be identified."
        else:
            text = f"An unsourced report in {outlet}{_dated(fact)} says: {quoted}; no origin could be identified."
        return Draft(text, tuple(dict.fromkeys((fact.id, *(f.id for f in rests[:3])))), (event.id,), topic)

    def said(self, fact: Fact) -> str:
        """Return who says what a claim says, with its quotation; for claims that are part of no event, no full stop."""
        if fact.root_status == "none":
            outlet = voices.publisher(fact, self.facts).name
            return f"An unsourced report in {outlet}{_dated(fact)} says: {self.quoted(fact)}; no source is named"
        return self._frame(fact, None).removesuffix(".")

    def named(self, fact: Fact) -> str:
        """Return who says what a claim says and who carries it: "the council, as carried by Quayside Post"."""
        outlet = voices.publisher(fact, self.facts).name
        if fact.root_status == "none":
            return f"{outlet}, naming no source"
        who = voices.speaker(fact, self.facts)
        name = _unnamed(who) if fact.root_status in ("unnamed_single", "unnamed_plural") else voices.closed(who.name)
        carried = "" if voices.direct(fact, self.facts) else f", as carried by {outlet}"
        return f"{name.rstrip(',')}{carried}"

    def quoted(self, fact: Fact) -> str:
        """Return the quotation of a claim in marks, letter for letter."""
        return quoting.in_marks(quoting.quote(fact, self.facts)[0])

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
        about = self._about(fact, event)
        quoted = self.quoted(fact)
        repeated = self._repeated(fact, origin)
        end = f"{repeated}{others}{self._tail(fact)}."
        if fact.root_status in ("unnamed_single", "unnamed_plural") and not self._source_inside(fact):
            outlet = voices.publisher(fact, self.facts).name
            return (
                f"{words.capital(outlet)} reported{about}{_when(fact)}, citing {self._by_way(fact)}"
                f"{self._cited(fact, who)}: {quoted}{end}"
            )
        verb = "said" if about and not who.writes else voices.verb(who, fact, carried=not self._direct(fact))
        through = (
            _when(fact)
            if self._direct(fact)
            else f", as carried by {voices.publisher(fact, self.facts).name}{_when(fact)}"
        )
        name = voices.closed(who.name)
        if quoting.readable(fact) and not source_first:
            return f"{quoted}, {name} {verb}{about}{through}{end}"
        if quoting.clause(fact):
            comma = "" if self._direct(fact) else ","
            return f"{words.capital(name)} {verb}{about}{through}{comma} that {quoted}{end}"
        return f"{words.capital(name)} {verb}{about}{through}: {quoted}{end}"

    def _by_way(self, fact: Fact) -> str:
        """Return "the Harrow Institute, itself citing " for the hops between publisher and root, else nothing."""
        return "".join(f"{voices.closed(name)}, itself citing " for name in voices.between(fact, self.facts))

    def _cited(self, fact: Fact, who: voices.Speaker) -> str:
        """Return words for a source that is not named; a document is cited by what it is called."""
        if fact.root is not None and fact.root.role == "document":
            return _in_its_words(who) if who.printed else who.name
        return _unnamed(who)

    def _frame_speaker(self, fact: Fact) -> voices.Speaker:
        if self._source_inside(fact):
            return voices.publisher(fact, self.facts)
        return voices.speaker(fact, self.facts)

    def _source_inside(self, fact: Fact) -> bool:
        return voices.source_inside(fact, quoting.quoted_spans(fact))

    def _direct(self, fact: Fact) -> bool:
        return self._source_inside(fact) or voices.direct(fact, self.facts)

    def _repeated(self, fact: Fact, origin: Origin | None) -> str:
        """Return "; two other publishers repeat it", or nothing where nobody does."""
        if origin is None:
            return ""
        speaker, outlet = self._frame_speaker(fact).name, voices.publisher(fact, self.facts).name
        names = words.unique(voices.publisher(f, self.facts).name for f in self.facts.facts(origin.claims))
        rest = [n for n in names if not voices.same_body(n, outlet) and not voices.same_body(n, speaker)]
        if not rest:
            return ""
        return f"; {words.counted(len(rest), 'other publisher')} repeat{'s' if len(rest) == 1 else ''} it"

    def _others(self, others: list[Origin], event: Event, first: Origin | None) -> str:
        if not others:
            return ""
        sides = {o.side for o in event.origins if o.certain}
        if len(sides) == 1 and "unknown" not in sides and first is not None:
            [side] = sides
            names = words.listed([_origin_name(o) for o in others])
            return f"; {names}, also {_on_side(side)}, report{'s' if len(others) == 1 else ''} it too"
        names = words.listed([f"{_origin_name(o)}{side_of(o.side)}" for o in others])
        return f"; it is also reported by {names}"

    def _about(self, fact: Fact, event: Event | None) -> str:
        """Return " about Korrisel" where the town of the event stands outside the quotation."""
        if event is None:
            return ""
        name = self.facts.place_name(event)
        known = [p for p in self.facts.places(fact) if p.name == name or p.gazetteer_id == event.place]
        if not name or not any(p.precision == "settlement" for p in known):
            return ""
        text = self.quoted(fact).casefold()
        printed_names = [p.span.of(fact.reading.text).casefold() for p in known] + [name.casefold()]
        if any(n in text for n in printed_names) or name.casefold() in self._frame_speaker(fact).name.casefold():
            return ""
        return f" about {name}"

    def _tail(self, fact: Fact) -> str:
        tail = _TAILS.get(fact.claim.realis, "")
        if not tail or (fact.claim.realis in ("planned", "ordered") and _PLAN_WORDS.search(self.quoted(fact))):
            tail = ""
        if fact.level == "L5":
            tail = tail or "the text keeps its distance from it"
        return f"; {tail}" if tail else ""

    def two_accounts(self, event: Event) -> tuple[Fact, Fact] | None:
        """Return the best claim of each side of an event's first contradiction, or None."""
        for contradiction in event.contradictions:
            found = self.sides_of(contradiction)
            if found is not None:
                return found
        return None

    def sides_of(self, contradiction: Contradiction) -> tuple[Fact, Fact] | None:
        """Return the best claim of each side, or None where one side has none that can be quoted."""
        first, second = ordered(contradiction, self.facts)
        left, right = representative(self.facts.facts(first)), representative(self.facts.facts(second))
        if left is None or right is None or left.id == right.id:
            return None
        return left, right

    def opposite(self, event: Event, left: Fact, right: Fact, *, corrected: bool = False) -> str:
        """Return the sentence that gives both accounts; a contradicted claim never stands alone."""
        subject = self.subject(event)
        who = self._voice_name(left)
        if corrected or voices.same_body(who, self._voice_name(right)):
            who = voices.publisher(left, self.facts).name if corrected else who
            first, then = sorted((left, right), key=lambda f: (f.published or "", f.id))
            did = "corrected its account" if corrected else "gave two accounts"
            return (
                f"{words.capital(who)} {did} of {subject}: first {self.quoted(first)}{_when(first, ' (', ')')}, "
                f"then {self.quoted(then)}{_when(then, ' (', ')')}."
            )
        return (
            f"Accounts of {subject} differ: {self.voice(left)} {self.quoted(left)}; "
            f"{self.voice(right)} {self.quoted(right)}; the two have not been reconciled."
        )

    def _voice_name(self, fact: Fact) -> str:
        return voices.speaker(fact, self.facts).name

    def voice(self, fact: Fact) -> str:
        """Return who gives an account: "the energy department (controlling side) said", or words for hearsay."""
        outlet = voices.publisher(fact, self.facts).name
        if fact.root_status == "none":
            return f"{outlet}, naming no source, wrote"
        who = voices.speaker(fact, self.facts)
        name = voices.closed(who.name) + side_of(self.facts.side_of.get(fact.id))
        carried = "" if voices.direct(fact, self.facts) else f", as carried by {outlet},"
        if quoting.denied(fact):
            side = self.facts.side_of.get(fact.id, "unknown")
            return f"{outlet} carried a denial{' from ' + _the_side(side) if side != 'unknown' else ''}:"
        if self._source_inside(fact):
            return f"{outlet} wrote"
        return f"{name}{carried} {voices.verb(who, fact, carried=bool(carried))}"

    def subject(self, event: Event) -> str:
        """Return "electricity in Ameldy": the service or the category, with the place."""
        sectors = words.unique(f.status.sector for f in self.facts.facts(event.claims) if f.status)
        name = words.SECTORS.get(sectors[0], "") if len(sectors) == 1 else ""
        name = name or _SUBJECTS.get(event.category, "") or self.facts.category_name(event.category)
        place = self.facts.place_name(event) or self._shared_place(event)
        return f"{name[:1].lower() + name[1:]}{' in ' + place if place else ''}"

    def _shared_place(self, event: Event) -> str | None:
        """Return the one town that the claims of a dispute name, where the event itself has no place."""
        claims = [c for d in event.contradictions[:1] for c in (*d.left, *d.right)]
        places = [p for f in self.facts.facts(claims) for p in self.facts.places(f)]
        towns = {p.name for p in places if p.precision == "settlement" and p.name}
        return towns.pop() if len(towns) == 1 else None


def is_correction(contradiction: Contradiction) -> bool:
    """Say whether a source amends itself: that is no dispute of two sides."""
    return contradiction.reason.startswith(_CORRECTED)


def ordered(contradiction: Contradiction, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claims of both sides, a denial second: it answers the other."""
    left, right = contradiction.left, contradiction.right
    first, second = representative(facts.facts(left)), representative(facts.facts(right))
    swap = first is not None and second is not None and quoting.denied(first) and not quoting.denied(second)
    return (right, left) if swap else (left, right)


def _the_side(side: str) -> str:
    return {"neutral_monitor": "a monitor", "third": "a third party"}.get(side, f"the {words.SIDES[side]}")


def side_of(side: str | None) -> str:
    """Return " (controlling side)", or nothing where the side is not known."""
    return f" ({words.SIDES[side]})" if side and side != "unknown" else ""


def _on_side(side: str) -> str:
    phrases = {"neutral_monitor": "a monitor", "third": "a third party"}
    return phrases.get(side, f"on the {words.SIDES[side]}")


def _origin_name(origin: Origin) -> str:
    name = voices.articled(origin.name)
    return (
        f"“{name}”, not named"
        if origin.status in ("unnamed_single", "unnamed_plural")
        else voices.closed(name).rstrip(",")
    )


def _unnamed(who: voices.Speaker) -> str:
    """Return words for a source that is not named: "“several local media”, not named"."""
    if not who.printed or "unnamed" in who.name:
        return who.name
    return f"{_in_its_words(who)}, not named"


def _in_its_words(who: voices.Speaker) -> str:
    """Return the printed name in marks; an article that began a sentence stands before them."""
    article, _, rest = who.printed.partition(" ")
    if article in ("The", "A", "An") and rest:
        return f"{article.lower()} “{rest}”"
    return f"“{who.printed}”"


def _when(fact: Fact, opening: str = " on ", closing: str = "") -> str:
    published = fact.published
    if published is None and fact.reading.document.publisher is None:
        return ""  # the name of an unsigned text says that it is undated
    if published is None:
        return f"{opening.replace(' on ', ' in ')}an undated text{closing}"
    return f"{opening}{words.day(published)}{closing}"


def _dated(fact: Fact) -> str:
    if fact.published is None:
        return ", undated," if fact.reading.document.publisher else ""
    return f" of {words.day(fact.published)}"
