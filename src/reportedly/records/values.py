"""The closed lists of values that records may hold (DOMAIN sections 2 and 4)."""

from typing import Any, Literal

from reportedly.errors import InvalidRecord

PassageKind = Literal[
    "headline", "lead", "body", "caption", "quote", "table", "list_item", "metadata", "recall", "boilerplate"
]
ClaimKind = Literal[
    "event",
    "status",
    "policy",
    "quantity",
    "assessment",
    "prediction",
    "legal_characterisation",
    "control",
]
Polarity = Literal["+", "-", "u"]
Realis = Literal[
    "occurred",
    "ongoing",
    "habitual",
    "planned",
    "ordered",
    "attempted",
    "failed",
    "conditional",
    "hypothetical",
]
LinkRole = Literal[
    "outlet",
    "agency",
    "official",
    "ministry",
    "military",
    "intelligence",
    "installed_official",
    "think_tank",
    "ngo",
    "intl_org",
    "resistance_body",
    "company",
    "expert",
    "resident",
    "witness",
    "document",
    "social_account",
    "unnamed_plural",
    "unnamed_single",
    "none",
]
LinkMode = Literal["direct_quote", "indirect", "paraphrase", "mention", "mood"]
Commitment = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Resolution = Literal["exact", "inferred", "corrected", "unresolved"]
BodyKind = Literal["organisation", "outlet", "office", "account", "document", "group_role", "person"]
RootStatus = Literal["named", "unnamed_single", "unnamed_plural", "none", "author"]
CueType = Literal["ATT", "CHN", "AGG", "REP", "ASM", "ADM", "EPI", "EVI", "CON", "DEN", "UNV", "DIS", "LBL", "PLN"]
Stance = Literal["n", "d", "e"]
HedgeLevel = Literal["L0", "L1", "L2", "L3", "L4", "L5"]
PlaceFunction = Literal["event", "origin", "destination", "subject", "seat"]
AreaKind = Literal["circle", "sector", "corridor", "hull", "outline"]
Precision = Literal["facility", "settlement", "adm3", "adm2", "adm1", "vague_region", "country", "unknown"]
TimeBasis = Literal["stated", "relative", "published", "none"]
Caveat = Literal[
    "unverifiable",
    "preliminary",
    "translated",
    "ambiguous_subject",
    "name_error",
    "vague_place",
    "no_date",
    "recalled",
]
ServiceState = Literal["full", "partial", "none", "not_opened", "closed_permanent", "unknown", "conflict"]
Change = Literal["restored", "improved", "unchanged", "worsened", "ceased", "unknown"]
Access = Literal["open", "conditional", "restricted_group", "closed", "unknown"]
PersonClass = Literal["P0", "P1", "P2", "P3"]
Side = Literal["controlling", "displaced", "rival", "third", "neutral_monitor", "unknown"]
EdgeKind = Literal[
    "copy", "translation", "excerpt", "cites", "summarises", "same_release", "revision_of", "same_family"
]
Corroboration = Literal["K0", "K1", "K2", "K3"]
Verdict = Literal["same", "different", "unsure"]
ContradictionKind = Literal["number", "place", "time", "actor", "status", "blame", "denial"]
StatementKind = Literal["report", "status", "assessment", "gap"]
DriftKind = Literal["headline_body", "retelling", "revision"]
DisputeState = Literal["open", "corrected", "decided", "update"]
DriftAspect = Literal["hedge", "source", "number", "place", "label", "realis", "polarity", "time"]
DriftDirection = Literal["hardened", "softened", "changed"]
DriftChange = Literal[
    "attribution_dropped",
    "hearsay_dropped",
    "hedge_dropped",
    "hedge_weakened",
    "distance_dropped",
    "hearsay_added",
    "hedge_added",
    "hedge_strengthened",
    "distance_added",
    "hop_dropped",
    "source_named",
    "source_switched",
    "number_changed",
    "number_rounded",
    "bound_dropped",
    "bound_added",
    "unit_changed",
    "amount_changed",
    "place_moved",
    "place_widened",
    "place_narrowed",
    "act_relabelled",
    "actor_relabelled",
    "category_switched",
    "plan_told_as_done",
    "done_told_as_plan",
    "attempt_told_as_done",
    "condition_dropped",
    "denial_dropped",
    "denial_added",
    "time_shifted",
]
ReviewState = Literal["machine", "proposed", "accepted", "edited", "rejected"]


def check(owner: str, **values: tuple[object, Any]) -> None:
    """Raise InvalidRecord if a value is not in its list; each value comes as (value, Literal type)."""
    for field, (value, kind) in values.items():
        # Not get_args, and no cache by type: both look at all members again, for every record that is made.
        allowed: tuple[object, ...] = kind.__args__
        if value not in allowed:
            raise InvalidRecord(f"{owner}.{field} is {value!r}; it must be one of {', '.join(map(str, allowed))}")
