"""Drift in a brief: one sentence for each claim that hardened, softened or changed as it was told again."""

from collections.abc import Collection

from reportedly.brief import quoting, voices
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.notes import Notes
from reportedly.brief.words import capital
from reportedly.records import BriefStatement, Drift, domain_of
from reportedly.text import squeeze

MOST = 10
"""Drifts that a brief tells; further ones are counted."""

_LONGEST = 320
_SHORTEST = 12


def statements(
    facts: Facts, notes: Notes, *, order: int, left_out: Collection[str]
) -> tuple[tuple[BriefStatement, ...], int]:
    """Return a sentence for each drift, the widest hardenings first, and how many are not told.

    Both claims must be covered by the codebook. `left_out` holds ids of later claims whose sentence did not build.
    """
    tellable = [d for d in facts.material.drift if d.later not in left_out and _covered(d, facts)]
    tellable.sort(key=_precedence)
    made: list[BriefStatement] = []
    for drift in tellable[:MOST]:
        earlier, later = facts.by_id[drift.earlier], facts.by_id[drift.later]
        numbers = notes.cite((earlier.id, later.id))
        made.append(
            BriefStatement(
                order=order + len(made),
                section="drift",
                kind="report",
                text=_sentence(drift, earlier, later, facts),
                claims=(later.id, earlier.id),
                citations=numbers,
            )
        )
    return tuple(made), len(tellable) - len(made)


def _precedence(drift: Drift) -> tuple[object, ...]:
    """Return the order of telling: what hardened, the widest first, then what changed, then what softened."""
    direction = ("hardened", "changed", "softened").index(drift.direction)
    return direction, -drift.distance, -len(drift.changes), drift.later, drift.earlier, drift.aspect


def _covered(drift: Drift, facts: Facts) -> bool:
    found = [facts.by_id.get(claim) for claim in (drift.earlier, drift.later)]
    return all(f is not None and quoting.length(f) >= _SHORTEST and _coded(f) for f in found)


def _coded(fact: Fact) -> bool:
    return fact.coding is not None and domain_of(fact.coding.category) != "X"


def _sentence(drift: Drift, earlier: Fact, later: Fact, facts: Facts) -> str:
    words = facts.words
    reason = words.told(facts.masked(drift.reason))
    if "hearsay_added" in drift.changes:
        reason = words("drift.unsourced", reason=reason)
    first, second = (voices.publisher(f, facts).name for f in (earlier, later))
    key = {"headline_body": "headline", "revision": "revision"}.get(drift.kind, "told")
    return words(
        f"drift.{key}", first=first if words.english else capital(first), first_day=_dated(earlier, facts),
        second=second, second_day=_dated(later, facts), reason=reason,
        before=_quoted(earlier, facts, whole="attribution_dropped" in drift.changes),
        after=_quoted(later, facts, whole=False),
    )  # fmt: skip


def _quoted(fact: Fact, facts: Facts, *, whole: bool) -> str:
    """Return the quotation in marks; `whole`: of the full sentence, so that its source can be seen."""
    sentence = fact.claim.sentence
    if whole and sentence is not None and len(sentence) <= _LONGEST:
        printed = squeeze(facts.shown(fact.reading, (sentence,))[0]).rstrip(".")
        return quoting.in_marks(quoting.without_lead(printed), fact, facts)
    return quoting.in_marks(quoting.quote(fact, facts)[0], fact, facts)


def _dated(fact: Fact, facts: Facts) -> str:
    return facts.words("drift.day", day=facts.words.day(fact.published)) if fact.published else ""
