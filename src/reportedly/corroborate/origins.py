"""Origins of one event: DOMAIN 2.9, rules 1 to 7, as a small program over its claims."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from reportedly.corroborate.facts import Facts, When
from reportedly.corroborate.items import Item
from reportedly.corroborate.merging import MERGING, RETELLING, merged, same_body
from reportedly.corroborate.root import NEAR_VOICE, OUR_VOICE, OWN_WORD, Root
from reportedly.records import Origin

__all__ = ["MERGING", "RETELLING", "RULE_VERSION", "Facts", "When", "count_origins"]

RULE_VERSION = "origins/9 (DOMAIN 2.9)"
"""Changes with every change of how origins are counted; stored with each event."""

_RANK = {"named": 0, "unnamed_single": 1, "unnamed_plural": 2, "author": 3, "none": 4}

_ANY_ROLE = frozenset({"official", "unnamed_single", "unnamed_plural", "none"})
"""Roles of unnamed sources that tell nothing of who it is: nobody can tell them from another source of the event."""

_MAY_REST = "may rest on another origin of this event"

Parts = list[tuple[Root, list[Item], list[str]]]


def count_origins(items: Sequence[Item], facts: Facts) -> tuple[Origin, ...]:
    """Return the origins of the claims of one event, earliest first.

    Those with `certain` are the lower bound, all together the upper one. Hearsay gives none.
    """
    ordered = sorted(items, key=lambda i: (facts.order[i.document], i.evidence[0], i.id))
    roots = {item.id: facts.roots[item.id] for item in ordered}
    merge = merged(ordered, facts, roots)
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in ordered:
        groups[merge.find(item.id)].append(item)
    found: dict[str, Parts] = defaultdict(list)
    for head, members in groups.items():
        root = min((roots[m.id] for m in _speaking(members, merge.followed, facts)), key=_strength)
        if root.status != "none":
            found[root.key].append((root, members, merge.reasons.get(head, [])))
    return _bounded([_origin(parts, facts) for parts in _same_bodies(found)], facts)


def _speaking(members: Sequence[Item], followed: Container[str], facts: Facts) -> Sequence[Item]:
    """Return the claims of a group at which its chains end; in a circle those that do not point to another of it.

    An exact copy says nothing of its own: where no chain ends, it is not asked.
    """
    ends = [m for m in members if m.id not in followed]
    if ends:
        return ends
    told = [m for m in members if m.id not in facts.exact] or members
    held = {facts.publishers[m.document] for m in told}
    return [m for m in told if held.isdisjoint(facts.roots[m.id].carriers)] or told


def _strength(root: Root) -> tuple[bool, bool, int, bool]:
    """Return what the smallest of is the root of a group; "a Telegram channel" yields to the channel by its name."""
    return (not root.counts, _leans(root), _RANK[root.status], root.bare or not root.printed.keys)


def _leans(root: Root) -> bool:
    """Say whether a source may rest on another one, whatever its reports are.

    So may an outlet that is named, a source that only stands beside the claim, one of which a single word is told that
    does not say what it is (it may be another name of one that is there), and a publisher of which no more tells that
    it was there than a "we" where its text begins.
    """
    if root.status == "author":
        return root.counts and root.inferred and root.reason.endswith(OUR_VOICE)
    unknown = not root.kind and len(root.printed.words) == 1
    return root.status == "named" and (root.kind == "outlet" or root.inferred or unknown)


def _hangs(root: Root, origin: Origin, there: Container[str], facts: Facts) -> bool:
    """Say whether a publisher may rest on another source that a "we" beside the claim, or citing nobody, tells of.

    It may where its reports hang together with others of the event.
    """
    if root.status != "author" or not root.inferred or not root.reason.endswith((NEAR_VOICE, OWN_WORD)):
        return False
    own = set(origin.documents)
    given = {e.start for edges in facts.edges.values() for e in edges if e.end in own}
    taken = {e.end for document in own for e in facts.edges.get(document, ())}
    return any(document in there and document not in own for document in given | taken)


def _may_be(role: str) -> str:
    if role in _ANY_ROLE:
        return "may be another source of this event: nothing tells them apart"
    return f"may be the other source of the same role ({role})"


def _same_bodies(found: Mapping[str, Parts]) -> list[Parts]:
    """Return the groups of claims by who is behind them; a body that two languages print is one.

    Names join a group only if they are surely apart from none in it: «Миколаївська» may be of two towns.
    """
    kept: list[Parts] = []
    for key in sorted(found):
        parts = found[key]
        root = parts[0][0]
        like = (other for other in kept if root.counts and other[0][0].counts)
        same = next((other for other in like if _is_of(root, other)), None)
        if same is None:
            kept.append(list(parts))
        else:
            same += parts
    return kept


def _is_of(root: Root, group: Parts) -> bool:
    roots = [part[0] for part in group]
    return any(same_body(root, other) for other in roots) and not any(root.printed.apart(r.printed) for r in roots)


def _origin(parts: Sequence[tuple[Root, list[Item], list[str]]], facts: Facts) -> tuple[Root, Origin]:
    """Return one origin from all groups with the same key (rules 1 and 6: affiliation, media family)."""
    root = min((part[0] for part in parts), key=lambda r: (*_strength(r), r.name))
    members = [item for part in parts for item in part[1]]
    reasons = [reason for part in parts for reason in part[2]]
    reasons += [part[0].reason for part in parts if part[0].reason]
    names = sorted({part[0].name for part in parts})
    if len(names) > 1:
        reasons.append(f"{', '.join(names)} count as one")
    documents = sorted({item.document for item in members}, key=lambda d: (facts.order[d], d))
    return root, Origin(
        key=root.key,
        name=root.name,
        status=root.status,
        side=root.side,
        certain=root.counts,
        claims=tuple(item.id for item in members),
        documents=tuple(documents),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _bounded(found: Iterable[tuple[Root, Origin]], facts: Facts) -> tuple[Origin, ...]:
    """Set `certain` where it depends on the other origins of the event: unnamed sources, and named ones that retell."""
    ordered = sorted(found, key=lambda f: (facts.order[f[1].documents[0]], f[1].key))
    there = {document for _, origin in ordered for document in origin.documents}
    rests = {o.key for root, o in ordered if o.certain and (_leans(root) or _hangs(root, o, there, facts))}
    firm = [root for root, origin in ordered if origin.certain and origin.key not in rests]
    leaning = [origin.key for _, origin in ordered if origin.key in rests]
    someone = any(origin.status == "unnamed_single" for _, origin in ordered)
    # What may rest on another origin may rest on somebody without a name as well: the one who counts is that one.
    first = leaning[:1] if not firm and not someone else []
    roles = {root.role for root in firm} or {root.role for root, origin in ordered if origin.key in first}
    taken = bool(roles) or someone
    origins: list[Origin] = []
    for root, origin in ordered:
        certain, reasons = origin.certain, origin.reasons
        if origin.status == "unnamed_single":
            certain = root.role not in roles and not (root.role in _ANY_ROLE and roles)
            roles.add(root.role)
            reasons = (*reasons, *(() if certain else (_may_be(root.role),)))
        elif origin.status == "unnamed_plural":
            certain = not taken
            taken = True
            reasons = (*reasons, *(() if certain else (_MAY_REST,)))
        elif origin.key in leaning:
            certain = origin.key in first
            reasons = (*reasons, *(() if certain else (_MAY_REST,)))
        origins.append(replace(origin, certain=certain, reasons=reasons))
    return tuple(origins)
