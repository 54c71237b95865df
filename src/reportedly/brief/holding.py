"""Who is said to hold what: accounts place by place, side by side, with what the control layers show beside them.

Nothing is decided: a statement is quoted with who says it, then told as it was read, and the layers follow.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.brief import choose, layered, voices
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Account, Control, Holding, Line
from reportedly.brief.names import same_body
from reportedly.brief.notes import Notes
from reportedly.brief.sentences import Writer
from reportedly.brief.words import Words, capital, lowered, unique
from reportedly.records import BriefStatement, ControlAssertion, ControlComparison, Geolocation
from reportedly.records.floors import floored
from reportedly.records.withhold import WITHHELD
from reportedly.text import name_key, squeeze

MOST_PLACES = 12
MOST_ACCOUNTS = 6
"""Places, and accounts of one place, that a brief tells; further statements are counted."""

_CITED = 6
_ADJECTIVE = re.compile(r"[A-Z][a-z]+(?:ian|ean|can|ish|ese|ch)|[А-ЯІЇЄҐ]?\w+(?:ськ|ск)\w{1,3}")
_HAS = frozenset({"held", "gained"})

_Said = tuple[ControlAssertion, tuple[ControlComparison, ...]]


@dataclass(frozen=True)
class _Group:
    """Statements that say the same of one place; `place` is its name as it may be printed."""

    said: tuple[_Said, ...]
    place: str
    coarse: bool

    @property
    def first(self) -> ControlAssertion:
        return self.said[0][0]


def control(writer: Writer, notes: Notes, *, order: int, left_out: Collection[str]) -> Control:
    """Return who is said to hold what; `left_out` holds ids of claims whose sentence did not build."""
    facts = writer.facts
    kept = [s for s in facts.material.control if s[0].claim in facts.by_id and s[0].claim not in left_out]
    places = sorted(_by_place(kept, facts), key=_weight)
    holdings: list[Holding] = []
    told: list[_Said] = []
    for groups in places[:MOST_PLACES]:
        shown = groups[:MOST_ACCOUNTS]
        accounts = []
        for group in shown:
            accounts.append(_account(group, writer, notes, order=order))
            order += 1
            told += group.said
        holdings.append(Holding(shown[0].place, tuple(accounts), _remark(shown, facts)))
    credits = layered.credited(c for _, compared in told for c in compared)
    return Control(tuple(holdings), tuple(credits), len(kept) - len(told))


def _by_place(said: Iterable[_Said], facts: Facts) -> list[list[_Group]]:
    """Return the groups of each place, by day; those that say the same in the same claim or another are one."""
    found: dict[str, dict[tuple[str, ...], list[_Said]]] = {}
    for one in said:
        assertion = one[0]
        groups = found.setdefault(assertion.place or name_key(assertion.name), {})
        groups.setdefault(_key(assertion), []).append(one)
    return [
        sorted((_group(g, facts) for g in groups.values()), key=lambda g: g.first.latest or "")
        for groups in found.values()
    ]


def _key(a: ControlAssertion) -> tuple[str, ...]:
    holder = a.controller
    who = name_key(holder.entity) if holder.entity else ""
    return a.hold, who, a.degree, a.earliest or "", a.latest or "", a.basis


def _group(said: Sequence[_Said], facts: Facts) -> _Group:
    best = choose.best_quoted([facts.by_id[a.claim] for a, _ in said])
    ordered = sorted(said, key=lambda s: (best is None or s[0].claim != best.id, s[0].id))
    name, coarse = _place(ordered[0][0], facts)
    return _Group(tuple(ordered), name, coarse)


def _place(assertion: ControlAssertion, facts: Facts) -> tuple[str, bool]:
    """Return the name under which a place may be told, and whether it is coarser than the statement's own."""
    fact = facts.by_id[assertion.claim]
    place = next((p for p in fact.reading.about(Geolocation, fact.id) if p.span == assertion.span), None)
    public = place if place is None or facts.working_copy else floored(place, fact.category, facts.floor(fact))
    facility = assertion.precision == "facility" and not facts.working_copy
    if public is place and not facility:
        return facts.masked(facts.printed_place(assertion.place, assertion.name) or assertion.name), False
    wanted = "settlement" if facility and public is place else public.precision if public else "settlement"
    return _holder_of(assertion.place, wanted, facts), True


def _holder_of(place_id: str | None, kind: str, facts: Facts) -> str:
    places = {p.id: p for p in facts.material.theatre.places}
    at, seen = places.get(place_id or ""), set[str]()
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = places.get(at.parent or "")
        if at is not None and at.kind == kind:
            place = facts.printed_place(at.id, at.name)
            return capital(facts.words("control.place_in", place=place))
    return capital(facts.words("control.unnamed_place"))


def _weight(groups: Sequence[_Group]) -> tuple[bool, bool, int, str]:
    """Sort places: accounts that cannot both hold first, then those that differ from a layer, then the most told."""
    differs = any(c.verdict == "differ" for g in groups for _, compared in g.said for c in compared)
    return not _odd(groups), not differs, -sum(len(g.said) for g in groups), groups[0].place


def _account(group: _Group, writer: Writer, notes: Notes, *, order: int) -> Account:
    facts = writer.facts
    words = facts.words
    claims = tuple(dict.fromkeys(a.claim for a, _ in group.said))
    lead = facts.by_id[claims[0]]
    others = _others(lead, facts.facts(claims[1:]), writer)
    text = words("control.read_as", said=writer.said(lead), others=others, read=_read(group, lead, facts))
    count = words.counted(len({f.reading.document.id for f in facts.facts(claims)}), "article")
    remark = "; ".join(words.told(facts.masked(r)) for r in group.first.review[:2])
    statement = BriefStatement(
        order=order,
        section="control",
        kind="report",
        text=text,
        claims=claims,
        citations=notes.cite(claims[:_CITED]),
        note=f"{count}; {remark}" if remark else count,
    )
    lines = layered.layer_lines(group.first, group.said[0][1], facts, coarse=group.coarse)
    return Account(Line(statement, (), count, remark), lines)


def _others(lead: Fact, rest: Sequence[Fact], writer: Writer) -> str:
    """Return who else says the same: "; it is also reported by …", or how many repeat the same source."""
    words = writer.words
    own = writer.named(lead)
    outlets = unique(voices.publisher(f, writer.facts).name for f in rest)
    names = [n for n in unique(writer.named(f) for f in rest) if not same_body(n, own)]
    if names:
        return words.among("control.also", len(names[:_CITED]), names=words.listed(names[:_CITED]))
    here = voices.publisher(lead, writer.facts).name
    again = [o for o in outlets if not same_body(o, here)]
    return words.plural("repeats", len(again)) if again else ""


def _read(group: _Group, lead: Fact, facts: Facts) -> str:
    """Return how a statement was read: "Zhelvit held by “the army” (displaced side), in part, 22 October 2026"."""
    a, words = group.first, facts.words
    place = group.place if not group.coarse else lowered(group.place)
    holder = _holder(a, lead, facts)
    if a.degree == "contested" and a.hold == "held":
        key, degree = "contested_by" if holder else "contested", ""
    else:
        degrees = {"full": "full", "partial": "partial", "contested": "degree_contested"}
        degree = words(f"control.{degrees[a.degree]}") if a.degree in degrees else ""
        key = a.hold if holder else f"{a.hold}_by_none"
    what = words(f"control.{key}", place=place, holder=holder, degree=degree)
    return words("control.when", what=what, when=_when(a, words))


def _holder(a: ControlAssertion, lead: Fact, facts: Facts) -> str:
    """Return the holder as printed, in marks, with the side where it is known; "" where nobody is named."""
    words, span = facts.words, a.controller.span
    role = a.controller.role
    side = words("others.side", side=words.table("sides")[role]) if role and role != "unknown" else ""
    if span is None:
        return words("control.holder_named", side=side) if a.controller.entity else ""
    printed = squeeze(facts.shown(lead.reading, (span,))[0]).strip(' ,;:.“”"«»„')
    if not printed or printed == WITHHELD:
        return words("control.holder_withheld") if printed else ""
    article, _, rest = printed.partition(" ")
    if article.lower() in ("the", "a", "an") and rest and words.english:
        return f"{article.lower()} {words.quoted(rest)}{side}"
    marked = words.in_marks(printed, lead.reading.document.language)
    return f"{words('control.holder_adjective', printed=marked) if _ADJECTIVE.fullmatch(printed) else marked}{side}"


def _when(a: ControlAssertion, words: Words) -> str:
    earliest, latest = a.earliest, a.latest
    if earliest is None and latest is None:
        return words("control.no_day")
    if a.basis in ("published", "none") or earliest is None:
        key = "not_later" if latest else "since"
        return words(f"control.{key}", day=words.day(latest or earliest, year=True, case="of"))
    piece = (a.interval or "").strip("?~%")
    if len(piece) in (4, 7) and piece[:4].isdigit():
        return words.day(piece, year=True)
    if latest is None or (a.interval or "").endswith(".."):
        return words("control.since", day=words.day(earliest, year=True, case="of"))
    if earliest == latest:
        return words.day(latest, year=True)
    return words.span_of_days(earliest, latest)


def _remark(groups: Sequence[_Group], facts: Facts) -> str:
    return facts.words("control.at_odds") if _odd(groups) else ""


def _odd(groups: Sequence[_Group]) -> bool:
    return any(_at_odds(one.first, other.first) for one, other in combinations(groups, 2))


def _at_odds(one: ControlAssertion, other: ControlAssertion) -> bool:
    """Say whether two statements of one place cannot both hold on a day that both speak of."""
    if not _same_days(one, other) or "partial" in (one.degree, other.degree):
        return False
    if "contested" in (one.degree, other.degree):
        return one.degree != other.degree and "full" in (one.degree, other.degree)
    same = _same_holder(one, other)
    has = one.hold in _HAS, other.hold in _HAS
    return (has[0] != has[1] and same is True) or (all(has) and same is False)


def _same_days(one: ControlAssertion, other: ControlAssertion) -> bool:
    if one.latest is None or other.latest is None:
        return False
    return _from(one) <= other.latest and _from(other) <= one.latest


def _from(a: ControlAssertion) -> str:
    """Return the first day on which a statement holds: of a change, the last on which it may have happened."""
    last = a.latest or ""
    return last if a.earliest is None or a.hold in ("gained", "lost") else a.earliest


def _same_holder(one: ControlAssertion, other: ControlAssertion) -> bool | None:
    """Say whether two statements speak of the same holder, or of opposite ones; None where that is not known."""
    left, right = one.controller, other.controller
    if left.entity and right.entity and name_key(left.entity) == name_key(right.entity):
        return True
    if "unknown" in (left.role, right.role):
        return None
    return left.role == right.role
