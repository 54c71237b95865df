"""Which events are told, in which order: consequence for people first, then origins, then newness."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.brief import quoting
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Material
from reportedly.brief.words import age_days
from reportedly.notices import is_notice
from reportedly.records import Event, Geolocation, Origin, Quantity, domain_of, is_routing
from reportedly.text import squeeze

_BY_DOMAIN = {"C": 6.0, "H": 6.0, "G": 6.0, "F": 5.0, "B": 4.5, "E": 3.5, "D": 3.5, "J": 3.0, "A": 2.5}
_BY_CATEGORY = {
    "F04": 6.5, "F05": 6.5, "E03": 5.0, "E04": 4.5, "C06": 5.0, "C07": 5.0, "H02": 6.3, "B02": 5.2, "J01": 4.2,
}  # fmt: skip
"""What an event weighs for people: services, aid and coercion before staff, money, schools, administration.

Refusals, of staff and of residents, weigh more than the rest of their domain: they change what works, and who rules.
"""

_BY_STATE = {"none": 0.8, "closed_permanent": 0.8, "partial": 0.4, "not_opened": 0.3}
_SAYS_HOW = 0.6
"""What it adds that an event says how a service works, beside which state it is in."""
_COURTESY = 2.0
"""What it takes off that somebody is only thanked, people are asked for something, or nothing is told."""
_PERSONAL = 1.5
"""What it takes off that the writer speaks of themselves, hopes or judges."""
_VAGUE = 2.0
"""What it takes off that there is trouble, of no service that is named and without a number."""
_TROUBLE = re.compile(
    r"\b(?:difficult|problem|trouble|проблем|труднощ|трудност|складнощ|schwierigkeit)\w*", re.IGNORECASE
)
_TOLD_BEFORE = 1.5
"""What it takes off that the last brief told all claims of an event."""
_TAKEN_BACK = 4.0
"""What it takes off that all texts that tell an event were taken back by who published them."""
_TOLD = frozenset({"event", "status", "policy", "quantity"})
_WORD = re.compile(r"\w+")
_ANAPHOR = re.compile(
    rf"^(?:{quoting.LONE_ONE}|it|he|she|they|this|that|these|those"
    r"|the (?:others|same|former|latter)|such|we|our|i|his|her|their|its"
    r"|він|вона|воно|вони|це|цей|ця|ці|ми|наш\w*|його|її|їх\w*|йому|їй|їм|ними|сво[їєя]\w*|так[аіий]\w?|там|туди"
    r"|он|она|оно|они|это|этот|эта|эти|мы|его|её|их|ему|ей|им|ними|сво[иёейя]\w*|так(?:ой|ая|ое|ие|их|им|ую)|туда"
    r"|er|sie|es|dies\w*|wir|unser\w*|sein\w*|ihr\w*)\b",
    re.IGNORECASE,
)
_SHORTEST = 18
_LEAST_TAKEAWAYS = 3
_LISTED = 2.0
"""What it takes off that words have no verb: addresses, names and headings pass for sentences."""
_LOOSE_SCORE, _LOOSE_CODE = 4.0, 0.5
"""A category chosen by a single loose word (score below 4) may be wrong: such events are told later."""
_UNSURE, _LEAST_SURE = 3.0, 0.5
"""What is taken off for each point by which a probable category falls short of 1; below the second it is a guess."""
_LOOKED_AT = 60
_LIKE = 0.7
"""Share of common words from which two quotations count as the same sentence told twice."""
_TWICE = 0.6
"""Share of the shorter one's words that two claims of one category in one report must have in common: told twice."""


@dataclass(frozen=True)
class Choice:
    """An event that is told, with its best passage, its rank and the events that say the same in the same words.

    `news` is False where it is only recalled, without a day that the documents cover; `taken_back` is True where all
    texts that tell it were taken back by who published them.
    """

    event: Event
    best: Fact
    rank: float
    merged: tuple[Event, ...] = ()
    news: bool = True
    taken_back: bool = False

    @property
    def letter(self) -> str:
        """The domain letter of the event's category."""
        return domain_of(self.event.category)


def choose(material: Material, facts: Facts) -> list[Choice]:
    """Return the events that can be told, best first; near-identical ones are merged into the better."""
    found: list[Choice] = []
    for event in material.events:
        if event.outside or not tellable(event, facts):
            continue
        best = _best(event, facts)
        if best is not None:
            news = any(facts.is_news(f) for f in facts.facts(event.claims))
            back = all(facts.taken_back(f) for f in facts.facts(event.claims))
            rank = _rank(event, best, facts) - (_TAKEN_BACK if back else 0.0)
            found.append(Choice(event, best, rank, news=news, taken_back=back))
    found.sort(key=lambda c: (-c.rank, c.event.id))
    return _merged(_one_per_dispute(found))


def _one_per_dispute(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices without those whose dispute a better one already tells."""
    seen: set[str] = set()
    kept: list[Choice] = []
    for choice in choices:
        disputed = {c for d in choice.event.contradictions for c in (*d.left, *d.right)}
        if disputed and disputed & seen:
            continue
        seen |= disputed
        kept.append(choice)
    return kept


def tellable(event: Event, facts: Facts) -> bool:
    """Say whether an event rests on anything but opinions, predictions and unreadable scraps."""
    told = [f for f in facts.facts(event.claims) if _can_be_told(f) and not is_routing(f.category)]
    if event.origins_min == 0:
        told = [f for f in told if not (f.passage is not None and f.passage.kind == "headline")]
        # A sentence that begins with "It" or "They" and has no source says nothing to who has not read the text.
        told = [f for f in told if f.root_status != "author" or not _ANAPHOR.match(_own_words(f))]
    return bool(told)


def _own_words(fact: Fact) -> str:
    """Return the words of a claim itself, without a sentence before it that is quoted with it."""
    own = fact.claim.sentence or fact.claim.evidence[0]
    return " ".join(s.of(fact.reading.text)[max(0, own.start - s.start) :] for s in quoting.quoted_spans(fact))


def _can_be_told(fact: Fact) -> bool:
    told = fact.claim.kind in _TOLD and quoting.length(fact) >= _SHORTEST and quoting.sentence_like(fact)
    # A notice tells of its text, not of civil life; it stands as a note beside what it takes back.
    return told and not is_notice(printed(fact))


def _best(event: Event, facts: Facts) -> Fact | None:
    """Return the claim to quote for an event: one of its domain, unless only another is told in the brief's language.

    An event may have been joined with a claim of another matter; its section tells of its own.
    """
    told = [f for f in facts.facts(event.claims) if _can_be_told(f)]
    own = _represents([f for f in told if domain_of(f.category) == domain_of(event.category)])
    best = _represents(told)
    if own is None or best is None or own.foreign > best.foreign:
        return best
    return _widest(own, told)


def representative(facts: Sequence[Fact]) -> Fact | None:
    """Return the claim whose passage is best quoted, or None where there is none.

    Where another claim of the event quotes more of the same sentence, it is that one: with the reason it gives.
    """
    return _represents([f for f in facts if _can_be_told(f)])


def _represents(told: Sequence[Fact]) -> Fact | None:
    best = best_quoted(told)
    return None if best is None else _widest(best, told)


def _widest(best: Fact, told: Sequence[Fact]) -> Fact:
    """Return the claim whose quotation holds that of the best one and is the longest, else the best one."""
    wider = [f for f in told if _holds(f, best) and f.recalled == best.recalled and not quoting.beside_matter(f)]
    return max(wider, key=lambda f: (quoting.length(f), f.id), default=best)


def _holds(fact: Fact, other: Fact) -> bool:
    """Say whether a quotation holds that of another claim of the same sentence and source, and is longer."""
    one, two = quoting.quoted_spans(fact), quoting.quoted_spans(other)
    same = fact.reading.document.id == other.reading.document.id and fact.root_status == other.root_status
    same = same and fact.claim.sentence is not None and fact.claim.sentence == other.claim.sentence
    return same and len(one) == 1 == len(two) and one[0].covers(two[0]) and one[0] != two[0]


def best_quoted(facts: Sequence[Fact]) -> Fact | None:
    """Return the claim to quote, whatever its kind: in the brief's language if there is one; None without claims."""
    return min(facts, key=_order, default=None)


def _order(fact: Fact) -> tuple[bool, bool, bool, float, str, str]:
    """Sort claims of one event: what reports the matter, news, the brief's language, the least awkward, the oldest."""
    beside = is_routing(fact.category) or quoting.beside_matter(fact)
    return beside, fact.recalled, fact.foreign, awkwardness(fact), fact.published or "9999", fact.id


def awkwardness(fact: Fact) -> float:
    """Return how little the quotation of a claim says by itself: 0 for a plain sentence of some length."""
    first = quoting.quoted_spans(fact)
    printed = first[0].of(fact.reading.text)
    passage = fact.passage
    points = 0.0
    points += 3.0 if passage is not None and passage.kind == "headline" else 0.0
    points += 2.0 if fact.claim.summary_of else 0.0
    points += 1.5 * (len(first) - 1)
    points += 1.5 if _ANAPHOR.match(printed) or quoting.lacks_thing(printed) else 0.0
    points += 1.0 if not quoting.readable(fact) else 0.0
    points += 1.2 if fact.root is not None else 0.0
    points += 1.5 if fact.root_status == "none" else 0.0
    return points + abs(quoting.length(fact) - 110) / 90


def weight(event: Event) -> float:
    """Return what an event weighs by its category, its origins and whether it is disputed, its claims not looked at."""
    rank = _consequence(event.category)
    rank += 1.2 * int(event.corroboration[1]) + 0.4 * min(event.origins_min, 4)
    return rank + (0.5 if event.contradictions else 0.0)


def _consequence(category: str) -> float:
    """Return what a category weighs for people."""
    code = category.rsplit(".", 1)[-1]
    return _BY_CATEGORY.get(code, _BY_DOMAIN.get(code[:1], 2.0))


def _rank(event: Event, best: Fact, facts: Facts) -> float:
    rank = weight(event)
    if domain_of(best.category) == domain_of(event.category):
        rank += max(0.0, _consequence(best.category) - _consequence(event.category))
    documents = {f.reading.document.id for f in facts.facts(event.claims)}
    rank += 0.3 * math.log1p(len(documents))
    rank += _SAYS_HOW if any(f.status for f in facts.facts(event.claims)) else 0.0
    rank += max((_BY_STATE.get(f.status.status, 0.0) for f in facts.facts(event.claims) if f.status), default=0.0)
    rank -= 1.0 if best.level in ("L3", "L5") else 0.0
    rank -= awkwardness(best) * 0.25
    rank -= 0.0 if event.contradictions else _looseness(best)
    rank -= _COURTESY if quoting.beside_matter(best) else 0.0
    rank -= _PERSONAL if quoting.personal(best) else 0.0
    rank -= 0.0 if quoting.has_verb(best) else _LISTED
    rank -= _VAGUE if _vague(best) else 0.0
    rank -= _TOLD_BEFORE if set(event.claims) <= facts.material.told_before else 0.0
    return rank + _newness(event, facts)


def _vague(fact: Fact) -> bool:
    """Say whether a state is told as trouble of no service that is named, and nothing is counted."""
    unnamed = fact.status is not None and fact.status.sector == "administration"
    return unnamed and bool(_TROUBLE.search(printed(fact))) and not fact.reading.about(Quantity, fact.id)


def _looseness(fact: Fact) -> float:
    score = fact.coding.score if fact.coding is not None else None
    if score is None:
        return 0.0
    if score <= 1.0:  # a probability; the points of rules begin above
        return _LOOSE_CODE * (_LOOSE_SCORE - 1.0) + _UNSURE * (1.0 - score)
    return _LOOSE_CODE * max(0.0, _LOOSE_SCORE - score)


def _guessed(fact: Fact) -> bool:
    """Say whether the category of a claim is no more than a guess."""
    score = fact.coding.score if fact.coding is not None else None
    return score is not None and score < _LEAST_SURE


def _newness(event: Event, facts: Facts) -> float:
    claims = facts.facts(event.claims)
    days = [f.told_as_of for f in claims if f.told_as_of]
    if not days:
        return -1.0 if any(f.recalled for f in claims) else -0.6
    age = age_days(max(days), facts.today)
    return 0.5 if age <= 7 else 0.0 if age <= 30 else -1.0


def alike(a: str, b: str) -> bool:
    """Say whether two quotations are the same sentence, told twice."""
    return _same(_tokens(a), _tokens(b))


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(squeeze(text).casefold()))


def _same(left: frozenset[str], right: frozenset[str]) -> bool:
    if not left or not right:
        return False
    shared, smaller = len(left & right), min(len(left), len(right))
    return shared / len(left | right) >= _LIKE or (smaller >= 5 and shared == smaller)


def printed(fact: Fact) -> str:
    """Return the quotation of a claim for comparison only."""
    return " ".join(s.of(fact.reading.text) for s in quoting.quoted_spans(fact))


def _merged(choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices with near-identical ones merged into the best; only pairs that share words are compared."""
    kept: list[Choice] = []
    sets: list[frozenset[str]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for choice in choices:
        words_ = _tokens(printed(choice.best))
        # Two quotations that are alike share the rarest of the words that others hold: frequent ones need no look-up.
        rare = sorted((w for w in words_ if holders.get(w)), key=lambda w: (len(holders[w]), w))
        rare = rare[: len(words_) // 3 + 1]
        near = {i for w in rare for i in holders[w][:_LOOKED_AT]}
        at = next((i for i in sorted(near) if _same(sets[i], words_) or _twice(kept[i], choice)), None)
        if at is not None:
            kept[at] = _joined(kept[at], choice)
            continue
        for word in words_:
            holders[word].append(len(kept))
        kept.append(choice)
        sets.append(words_)
    return kept


def _joined(one: Choice, other: Choice) -> Choice:
    """Return a choice with one that says the same; a sentence that tells of a service is told under that service."""
    left, right = one.best, other.best
    same = left.claim.sentence is not None and left.claim.sentence == right.claim.sentence
    same = same and left.reading.document.id == right.reading.document.id and one.event.origins_min > 0
    if same and not one.event.contradictions and left.status is None and right.status is not None:
        wider = max((left, right), key=quoting.length)
        if wider is right:
            return replace(other, rank=one.rank, merged=(*one.merged, one.event, *other.merged))
    return replace(one, merged=(*one.merged, other.event))


def _twice(one: Choice, other: Choice) -> bool:
    """Say whether one report tells the same twice: in words that mostly recur, or of staff brought from one place."""
    left, right = one.best, other.best
    if left.reading.document.id != right.reading.document.id or one.event.category != other.event.category:
        return False
    if one.event.contradictions or other.event.contradictions:
        return False
    brought = [_brought_from(f) for f in (left, right)]
    if brought[0] and brought[0] == brought[1]:
        return not _amounts(left) or not _amounts(right) or _amounts(left) == _amounts(right)
    mine, theirs = _content(left), _content(right)
    return min(len(mine), len(theirs)) >= _LEAST_CONTENT and len(mine & theirs) >= _TWICE * min(len(mine), len(theirs))


_LEAST_CONTENT = 4


def _content(fact: Fact) -> frozenset[str]:
    return frozenset(w[:6] for w in _tokens(printed(fact)) if len(w) > 3 or w.isdigit())


def _brought_from(fact: Fact) -> frozenset[str]:
    found = fact.reading.about(Geolocation, fact.id)
    return frozenset(p.gazetteer_id or p.name or "" for p in found if p.function == "origin")


def _amounts(fact: Fact) -> frozenset[float]:
    return frozenset(q.best for q in fact.reading.about(Quantity, fact.id) if q.best is not None)


def takeaways(choices: Sequence[Choice], limit: int) -> list[Choice]:
    """Return the events of the takeaways, by rank: weighty ones with an origin, no domain above its share, no matter
    twice, nothing that is only recalled or was taken back.

    Where these are fewer than three, the next best fill up, and then those without origin.
    """
    choices = [c for c in choices if c.news and not c.taken_back]
    sourced = [c for c in choices if c.event.corroboration != "K0" or c.event.contradictions]
    taken: list[Choice] = []
    for choice in sourced:
        share = limit // 2 + 1 if choice.letter == "C" else 2
        same = sum(c.letter == choice.letter for c in taken)
        fresh = not any(_one_matter(c, choice) for c in taken)
        if len(taken) < limit and same < share and fresh and _weighty(choice):
            taken.append(choice)
    for choice in sorted((*sourced, *choices), key=lambda c: not leads(c)):
        fresh = choice not in taken and not any(_one_matter(c, choice) for c in taken)
        if len(taken) < min(_LEAST_TAKEAWAYS, limit) and fresh:
            taken.append(choice)
    return sorted(taken, key=lambda c: (-c.rank, c.event.id))


def _one_matter(one: Choice, other: Choice) -> bool:
    """Say whether two events are of one category and one place and share an origin: one line of the takeaways."""
    left, right = one.event, other.event
    if left.category != right.category or left.place is None or left.place != right.place:
        return False
    return bool({o.key for o in left.origins} & {o.key for o in right.origins})


def _weighty(choice: Choice) -> bool:
    """Say whether an event says how a service works, how many, or is disputed, well sourced or about coercion."""
    event, fact = choice.event, choice.best
    if event.contradictions:
        return True
    if not leads(choice) or _vague(fact):
        return False
    counted = bool(fact.reading.about(Quantity, fact.id)) or fact.status is not None
    if quoting.personal(fact):
        return fact.status is not None
    if event.corroboration in ("K2", "K3"):
        return True
    codes = {code.rsplit(".", 1)[-1] for code in (event.category, fact.category)}
    heavy = choice.letter == "G" or bool(codes & _HEAVY)
    return heavy or counted


_HEAVY = frozenset(("F04", "F05", "H02", "B02", "J01"))
"""Categories that weigh without a number or a state: people and children moved, aid as a lever, refusals."""


def leads(choice: Choice) -> bool:
    """Say whether an event may stand at the head of a section: words that say who or what, in a category that is sure.

    "It", "they", "we" and "one" do not, nor do thanks, appeals and words that nothing is known.
    """
    fact, told = choice.best, printed(choice.best)
    if choice.event.contradictions:
        return True
    if _ANAPHOR.match(told) or quoting.lacks_thing(told) or not quoting.has_verb(fact):
        return False
    return not (quoting.beside_matter(fact) or _guessed(fact))


def denied_matter(choice: Choice, choices: Sequence[Choice]) -> Choice | None:
    """Return the event that a denial answers: the last one told of its place before it in its document, by another.

    None where the choice is no denial, or its dispute is told with it already.
    """
    best, event = choice.best, choice.event
    if event.contradictions or event.place is None or not any(h.type == "DEN" for h in best.hedges):
        return None
    roots = {link.source or (link.span.of(best.reading.text) if link.span else "") for link in best.links}
    found = [
        (f.claim.evidence[0].start, other)
        for other in choices
        if other.event.place == event.place and other is not choice
        for f in (other.best,)
        if f.reading.document.id == best.reading.document.id and f.claim.evidence[0] < best.claim.evidence[0]
        and f.claim.polarity == "+" and f.claim.kind in _TOLD and not any(h.type in ("UNV", "DEN") for h in f.hedges)
        and not (f.root is not None and f.root.span is not None and f.root.span.of(f.reading.text) in roots)
    ]  # fmt: skip
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def origins(event: Event, facts: Facts | None = None) -> list[Origin]:
    """Return the origins, those of the lower bound first, then those that most documents carry.

    With `facts` those come first, within each bound, that are told in the brief's language.
    """
    foreign = {o.key: facts is not None and all(f.foreign for f in facts.facts(o.claims)) for o in event.origins}
    return sorted(event.origins, key=lambda o: (not o.certain, foreign[o.key], -len(o.documents), o.key))
