"""How a service works for residents, read from the wording of a claim (CODEBOOK 3.3; guide HU38, T41)."""

import re
from dataclasses import dataclass, replace

from reportedly.records import values as v
from reportedly.sieve import Sieve
from reportedly.stages.coding import states
from reportedly.stages.coding.rules import prepared
from reportedly.stages.coding.states import TOLD
from reportedly.stages.coding.states import any_of as _any

_NOT_OPENED = _any(
    r"fail(?:ed|s|ing)? to (?:open|start|launch|restore|connect)|not (?:yet "
    r")?(?:managed to )?open(?:ed)?|has not managed to open|(?<!need )(?<!needs )to be (?:linked|"
    r"opened|built|restored|connected|repaired)|will (?:be )?(?:open|reopen|"
    r"restored?|rebuilt|resume)\w*|plans? to (?:open|restore|rebuild)|until "
    r"the new \w+ opens|not opened"
)
_NONE = _any(
    r"idle|dry|(?:ran|run|runs) out|empty|not (?:been )?(?:paid|delivered|turned on)|unpaid|(?:does|do) not work|dark|"
    r"clos(?:ed|ure)|shut(?: down)?|not (?:functional|operational|operating|"
    r"functioning|working|been collected|open)|non.functional|out of (?:service|"
    r"order)|without(?: any)?|no (?:\w+ )?(?:water|electricity|power|clerks|"
    r"births|mobile|coverage|internet|signal|school|fuel|access|doctors?|medicines?|"
    r"longer|services?)|"
    r"ha(?:s|ve) stopped|stopped|suspend(?:ed|ing)?|ceased|halted|cut off|switched "
    r"off|down(?! (?:to|by|from)\b)|blocked|collapsed|destroyed|denied|not (?:allowed|accessible)|"
    r"(?:do|does|did) not have (?:\w+ )?access|inaccessible|depriv\w+|unavailable|impossible|cannot be|leaving .{0,40} "
    r"without|not even"
)
_PARTIAL = _any(
    r"queues?|every (?:second|third|fourth|fifth|other)|down to|late|per (?:car|person|head)|waits?|waiting|"
    r"struggl\w+|difficult\w*|collapse of|navigat\w+|confront\w*|constraints?|"
    r"not enough|limited|hinder\w*|hamper\w*|shortages?|lack(?:s|ed|ing)?|partial\w*|"
    r"only|disrupt\w*|insufficient|inadequate|damag\w+|reduc\w+|overcrowd\w*|"
    r"half|delay\w*|rationed|coupons?|constrain\w*|restrict\w*|challenges?|obstacles?|"
    r"understaff\w*|scarce|poor|imped\w*|obstruct\w*|unaffordable|(?:cannot|"
    r"can ?not|unable to) afford|unreliable|hours?|interrupt\w*|queues?|interfer\w*|"
    r"affected|dwindl\w+|overwhelm\w*|some of|gradually|withdrawn|refus\w+|cannot "
    r"(?:persuade|find)|commission|impact(?:s|ed|ing)?"
)
_PART = _any(
    r"partial\w*|partly|half|some of|parts of|limited|only|\d+ ?(?:%|per ?cent|"
    r"percent)(?! of the price)"
)
_FULL = _any(
    r"reopened|re-opened|fully (?:restored|operational|functional)|restored|"
    r"returned|back to normal|resum(?:e|ed)|run(?:s)? normally|open|operational|"
    r"functional|is available|are available"
)
_CHANGES: tuple[tuple[v.Change, Sieve], ...] = (
    (
        "restored",
        _any(
            r"reopen\w*|re-open\w*|restor(?:ed|ation)|resum\w+|re.?start\w*|returned|"
            r"reconnected|back in service"
        ),
    ),
    ("improved", _any(r"improv\w+|gradually|eas(?:ed|ing)|better|increas\w+ access|expanded")),
    (
        "ceased",
        _any(
            r"closed|closure|shut(?: down)?|ceased|stopped|halted|suspend\w+|switched "
            r"off|cut off|not operational since|collapsed|temporar\w+ suspend\w*"
        ),
    ),
    (
        "worsened",
        _any(
            r"worsen\w*|deteriorat\w+|damag\w+|destroy\w+|disrupt\w*|reduc\w+|further|"
            r"increas\w+ shortage|declin\w+|hinder\w*|hamper\w*|dwindl\w+|affected|fled|"
            r"left|impact(?:s|ed|ing)?|depriv\w+|skyrocket\w*"
        ),
    ),
    ("unchanged", _any(r"continu\w+ to|remain\w*|still|unchanged|for several years")),
)
_CAUSES: tuple[tuple[str, Sieve], ...] = (
    ("staff_refusal", _any(r"because .{0,60}(?:refus\w+|would not work)|nobody will take|refus\w+ to work")),
    (
        "staff_shortage",
        _any(
            r"(?:want|lack|shortage)s? of (?:\w+ )?(?:drivers|doctors|staff|teachers|"
            r"personnel|workers|health workers|electricians|collaboration)|understaff\w*|"
            r"staff (?:had |have )?(?:fled|left)|majority of staff|many (?:\w+ )?workers|"
            r"not enough (?:\w+ )?(?:doctors|teachers|staff|electricians)"
        ),
    ),
    (
        "damage",
        _any(
            r"damag\w+|destroy\w+|destruction|flooded|burned|washed away|fire incident|"
            r"substation failed"
        ),
    ),
    (
        "no_power_or_fuel",
        _any(
            r"(?:lack|shortage|want|absence)s? of (?:fuel|electricity|power|diesel)|"
            r"no (?:fuel|electricity|power)|power (?:cuts?|outages?)|fuel (?:shortages?|"
            r"crisis)"
        ),
    ),
    (
        "no_supplies",
        _any(
            r"(?:lack|shortage|want)s? (?:of|on) (?:\w+ ){0,2}(?:medicines?|supplies|"
            r"equipment|machines|spare parts|stock|food|fuel|petrol)|out of stock|no "
            r"supplies|maintenance"
        ),
    ),
    (
        "no_money",
        _any(
            r"afford\w*|lack of (?:funds|funding|money|cash|hard currency)|funding (?:gaps?|"
            r"shortfalls?|shortages?)|underfund\w*|unpaid|purchasing power|oil revenues|"
            r"low income"
        ),
    ),
    (
        "ordered_closed",
        _any(
            r"by order|ordered (?:to close|closed|shut)|decree|lockdown|closed by (?:the "
            r")?(?:authorities|administration|government|police)|banned|COVID-19 (?:measures|"
            r"restrictions)"
        ),
    ),
    (
        "taken_for_military",
        _any(
            r"taken (?:over )?(?:for|by) (?:\w+ )*(?:soldiers|troops|military|army|wounded|"
            r"forces)|used as (?:a )?(?:barracks|base)|occupied by (?:armed|soldiers|"
            r"troops)"
        ),
    ),
    (
        "access_blocked",
        _any(
            r"block\w*|checkpoints?|crossing closed|siege|besieged|road closures?|denied "
            r"access|access (?:constraints?|restrictions?|challenges?)|restrictions|"
            r"obstacles|port access|administrative|turned back|bureaucratic|closed borders?|"
            r"not allowed"
        ),
    ),
    (
        "insecurity",
        _any(
            r"insecur\w+|fighting|clash\w*|conflict|violence|hostilit\w+|shelling|attacks?|"
            r"airstrikes?|artillery|IEDs?"
        ),
    ),
    ("transition", _any(r"transition|re-?registration|new operator|switch to the new")),
)
_CONDITIONAL = _any(
    r"only (?:if|to (?:those|holders|people)|against|in return|for those|in "
    r"villages)|unless|on condition|in return for|if they|in order to force|"
    r"to force|without (?:the |a )?(?:new |valid )*(?:passport|papers|insurance|"
    r"documents|permit)|passport|coupons?|permits?|commission|(?:cannot|can "
    r"?not) afford|with permits"
)
_OPEN = _any(r"reopened|re-opened|open to|access(?:ible)? to all|facilitated access|free of charge")
_SHUT = _any(
    r"closed|shut|closure|inaccessible|denied|blocked|not operational|switched "
    r"off|depriv\w+|not accessible|no access|cut off"
)
_GROUP = _any(
    r"only (?:for|to) (?:\w+ )?(?:soldiers|military|settlers|citizens|employees|"
    r"emergenc\w+)|except emergencies"
)
_PROVIDERS: tuple[tuple[str, Sieve], ...] = (
    (
        "CA-L",
        _any(
            r"installed|new administration|local administration|new authorities|occupation "
            r"authorities|municipality"
        ),
    ),
    ("DA", _any(r"exiled|displaced ministry|in exile|remote(?:ly)?|online school")),
    ("CA-H", _any(r"home state|federal|controlling state|from the capital")),
    ("HUM", _any(r"WHO|UNICEF|WFP|NGOs?|Red Cross|MSF|aid agenc\w+|humanitarian|partners?|convoys?")),
    ("self_help", _any(r"volunteers?|residents themselves|neighbours|emergency room|self.help")),
    ("BUS", _any(r"shopkeepers?|traders?|shops?|operators?|bank|compan(?:y|ies)|vendors?|markets?")),
)


@dataclass(frozen=True, slots=True)
class Service:
    """State, change, causes, access and provider of a service as one wording has them; `rule` names the ground."""

    status: v.ServiceState
    change: v.Change
    cause: tuple[str, ...]
    access: v.Access
    provider: str
    rule: str


def service(wording: str, category: str, realis: v.Realis, *, reason: str = "") -> Service | None:
    """Return what a wording says about a service, or None where it does not say how it works.

    `reason` is the wording of the clause with "because" that follows it, if any.
    """
    text = prepared(wording)
    status, rule = _status(text, category, realis)
    if status is None:
        return None
    ground = f"{text} because {prepared(reason)}" if reason else text
    cause = tuple(name for name, pattern in _CAUSES if pattern.search(ground))[:3]
    return Service(status, _change(text), cause, _access(text, status), _provider(text), rule)


def tells_of_none(wording: str, category: str) -> bool:
    """Say whether a wording tells of people, cases, needs, prices, output or a time to come: of no service."""
    text = prepared(wording)
    hungry = category.endswith("C05") and _HUNGER.search(text) and not _SUPPLY.search(text)
    ill = category.endswith("C01") and _CASES.search(text)
    other = _NEED.search(text) or _STORED.search(text)
    needed = other and not any(p.search(text) for p in (_NONE, _PARTIAL, states.NONE, states.LIMITED))
    patterns = (_VALUED, _OUTPUT, _YEARS, _APPLIED, _NORMS)
    return bool(hungry or ill or needed or any(pattern.search(text) for pattern in patterns))


def told(seen: Service | None, printed: tuple[v.ServiceState, v.Change] | None) -> Service | None:
    """Return what a gloss says of a service with the state and change that the printed words name."""
    if printed is None:
        return seen
    status, change = printed
    before = seen or Service(status, change, (), "unknown", "unknown", "")
    closed = status == "none" and before.access in ("open", "unknown") and change == "ceased"
    return replace(
        before,
        status=status,
        change=change if change != "unknown" else before.change,
        access="closed" if closed else before.access,
        rule=PRINTED,
    )


_YET = frozenset({"full", "none"})


def to_come(seen: Service | None, realis: v.Realis) -> Service | None:
    """Return a plan's service as not opened where its words alone tell of one that works, or has not so far.

    None where it is a plan to end one: that says nothing of how it works until then.
    """
    if seen is None or realis != "planned" or seen.status not in _YET:
        return seen
    if seen.change == "ceased":
        return None
    return replace(seen, status="not_opened", access="unknown")


_NO_ROOF = _any(r"under trees|open air|homeless|roofless|without (?:shelter|roofs?)")
_POOR_DWELLING = _any(r"precarious|overcrowd\w*|makeshift|fire")
_RESTORED = _any(
    r"reconnected|reopened|re-opened|resumed|restored|restarted|regained|"
    r"(?:runs?|ran|running|works?|working|opens?|opened|sails?|sailed|flows?|flowed|plays?|played) again|"
    r"(?:is|are|was|were) back|came back|back in (?:service|operation|use)"
)
_TROUBLE = _any(r"struggl\w+ to|difficulties")
_HUNGER = _any(
    r"food[- ](?:in)?secur\w+|malnutrition|malnourish\w+|undernourish\w+|hunger|hungry|coping (?:strateg\w+|"
    r"mechanisms?)|food (?:intake|consumption|deprivation|gaps?)|consumption (?:deficits?|gaps?|scores?)|"
    r"(?-i:[SG]AM)|dietary|"
    r"number of (?:daily )?meals|wasting|stunting"
)
_SUPPLY = _any(
    r"shops?|markets?|bread|baker\w+|shortages?|suppl\w+|stocks?|stores?|unavailable|available|prices?|"
    r"afford\w*|imports?|traders?|purchas\w+|harvests?|lack(?:s|ed|ing)? of"
)
_NEED = _any(
    r"(?:is|are|was|were|remains?) (?:\w+ ){0,3}(?:needs?|priorit(?:y|ies)|needed|required)|in need of|"
    r"needs? (?:\w+ ){0,3}includes?|needs? to be|(?:priority|urgent|main|key) needs?"
)
_STORED = _any(
    r"(?:has|have|had|was|were|been|being) (?:\w+ )?(?:pre-?positioned|stockpiled|dispatched|procured|donated)"
)
"""Goods on their way to a service: no word on how it works."""

_HELPED = _any(r"help\w* \w+ (?:to )?(?:access|reach|get|find|obtain)")
_UNHARMED = _any(r"(?:not|nor|never) (?:\w+ )?(?:been )?(?:affected|damaged)|no (?:\w+ )?(?:damage|impact)")
_STRICKEN = _any(
    r"(?:most|worst|hardest)[- ](?:affected|hit)|affected (?=people|persons|famil|areas?|communit|households?|"
    r"populations?|individuals|districts?|regions?|governorates|provinces|localit|countries|migrants|residents)"
)
"""Where and whom something struck: no word on a service."""

_PACKED = _any(r"dismantl\w+")
_GONE = _any(r"dismantl\w+|demolished|torn down|pulled down|decommissioned")
_DESTROYED, _DAMAGED = _any(r"destroy\w*|collapsed"), _any(r"damag\w*")
_VALUED = TOLD.sieve(
    r"\b(?:[A-Z]{3}|[$€£]) ?\d[\d,.]*(?: ?/ ?| per | a )(?:litre|liter|kg|kilo\w*|ton\w*|USD|unit|bag)"
)
_OUTPUT = _any(
    r"(?:(?:power|nuclear|hydroelectric|thermal|\w*electric) (?:power )?(?:plant|station)|plant|hydro\w*|reactor|"
    r"power unit|refinery|factory)(?: \w+){0,4}? (?:generat|produc)(?:e|es|ed|ing)"
)
_CASES = _any(
    r"(?:no|\d+|one|two|three) (?:new |further |more |additional )?(?:confirmed )?"
    r"(?:cases?|deaths?|fatalit\w+|patients?) "
    r"(?:\w+ ){0,2}(?:confirmed|reported|recorded|registered|discharged)"
)
_APPLIED = _any(
    r"(?:received|registered|recorded|filed|logged) (?:\w+ ){0,2}?\d[\d,. ]*(?:thousand )?(?:\w+ )?(?:applications?|"
    r"requests?|complaints?|questionnaires|appeals|inquiries)|"
    r"\d[\d,. ]*(?:thousand )?(?:\w+ )?(?:applications?|requests?|complaints?|questionnaires|appeals|inquiries) "
    r"(?:\w+ ){0,4}?(?:(?:have|has|had|were|was) )?(?:been )?(?:received|registered|recorded|filed|submitted|lodged)"
)
_NORMS = _any(
    r"(?:meets?|meeting|compl(?:y|ies|ied)|conform(?:s|ed)?|violat(?:es?|ed)) (?:with |to )?(?:\w+ ){0,4}"
    r"(?:rules?|norms?|standards?|requirements?|regulations?)"
)
"""Whether a building or a store keeps to the rules: no state of what it serves."""

_YEARS = _any(
    r"(?:will|would|could|may) take (?:\w+ ){0,3}(?:months|years|decades)|"
    r"(?:years|decades) to (?:repair|rebuild|restore)"
)
_WEAK = _any(
    r"some of|commission|impact(?:s|ed|ing)?|affected|poor|reduc\w+|only|late|half|hours?|weeks?|share[sd]?|single|"
    r"smaller|shorter|fewer|against (?:a|the|an)|behind|slow(?:ly|er)?|dear(?:er)?|costly|closed to|at (?:dawn|dusk|"
    r"night)|mornings?|\w+days|cover(?:s|ed)? the"
)
"""Words that limit a service where a word of service stands beside them, and else only count or describe."""

SHARE = "a share or a quality"
"""The ground of a state that rests on such words or on a number alone."""

CONDITION = "on condition"

PRINTED = "printed words"
"""The ground of a state that rules over the printed words of another language name."""

State = tuple[v.ServiceState | None, str]


_DATED = TOLD.sieve(
    r"\b(?:since|on|from|until|till|by|of|last|this|next|late|early|as of|before) (?:last |next |late |early )?"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?\b|"
    r"\b(?:(?:this|last|next|past|previous|first|second|third|fourth|\w+th) (?:mornings?|weeks?|fortnight)|"
    r"(?:for|since|in|within|after) (?:the )?(?:(?:last|past|first) )?(?:\w+ )?(?:weeks?|fortnight))\b",
    re.IGNORECASE,
)
"""When and for how long something is so: the word for a time of day or week limits nothing there."""


def _status(wording: str, category: str, realis: v.Realis) -> State:
    text = _DATED.sub(" ", _UNHARMED.sub(" ", _STRICKEN.sub(" ", wording)))
    if states.FOR_GOOD.search(text):
        return "closed_permanent", "for good"
    if tells_of_none(text, category):
        return None, ""
    if _announced(text, realis):
        return "not_opened", "announced or attempted"
    dwelling = category.endswith("C06")
    fate = _fate(text, dwelling=dwelling)
    if fate is not None:
        return fate
    if _damaged_only(text) and not _TROUBLE.search(text):
        return ("partial" if dwelling else "unknown"), "damage without a word on operation"
    return ("partial", "with difficulties") if _TROUBLE.search(text) else _by_words(text, category)


def _fate(text: str, *, dwelling: bool) -> State | None:
    """Return what became of a building or service as a whole, None where the wording does not say it."""
    if dwelling and _NO_ROOF.search(text):
        return "none", "no roof"
    if dwelling and _DESTROYED.search(text) and _DAMAGED.search(text):
        return "partial", "some destroyed, some damaged"
    if _GONE.search(text) and not states.PART.search(text):
        return ("none" if dwelling or _PACKED.search(text) else "closed_permanent"), "taken down"
    limited = _PART.search(text) or states.PART.search(text) or states.LIMITED.search(text)
    if _RESTORED.search(text) and not limited:
        return "full", "restored without limit"
    return None


_MAKING = _any(
    r"install(?:ed|ing)?|fitted|fit out|built?|building|set(?:ting)? up|lay|laid|connect(?:ed|ing)?|launch(?:ed|ing)?|"
    r"start(?:ed|ing)?|introduce|introducing|go up|put in|resume|restore|re-?open|open(?:ed|ing)?|"
    r"inaugurate|"
    r"dedicate|complete|finish"
)
_MENDED = _any(r"repair(?:s|ed|ing)?|fix(?:ed|ing)?|mend(?:ed|ing)?")
"""What is to be mended was open before: a plan for it tells of no opening."""


def _announced(text: str, realis: v.Realis) -> bool:
    announced = realis in ("planned", "ordered") and _FULL.search(text) and not _NONE.search(text)
    made = _MAKING.search(text) and not _MENDED.search(text)
    if realis == "planned" and made and not (_NONE.search(text) or states.NONE.search(text)):
        return True
    return bool(announced or _NOT_OPENED.search(text) or states.NOT_OPENED.search(text))


def _by_words(text: str, category: str) -> State:
    dwelling = category.endswith("C06")
    part = _PART.search(text) or states.PART.search(text)
    bare = _DRY.sub(" ", text) if dwelling else text
    bare = _WITHOUT_HITCH.sub(" ", bare)
    if (_NONE.search(bare) or states.NONE.search(bare)) and not part:
        return "none", "word of absence"
    if states.AS_EVER.search(text) and not part:
        return "full", "as ever"
    if dwelling and (_POOR_DWELLING.search(text) or states.RUINS.search(_MENDED.sub(" ", text))):
        return "partial", "poor dwelling"
    if part or _PARTIAL.search(text) or states.LIMITED.search(text):
        return "partial", _limit(text)
    if (_FULL.search(text) or states.FULL.search(text)) and not _NEED.search(text) and not _HELPED.search(text):
        return "full", "word of service"
    return _BY_CATEGORY.get(category[-3:], (None, ""))


_BY_CATEGORY: dict[str, State] = {"B01": ("partial", "staff missing"), "H02": ("partial", CONDITION)}
"""What claims of a category say by what it is: some are missing, some are served."""

_WITHOUT_HITCH = _any(rf"{states.UNHINDERED}|(?:cannot|can not|could not|unable to) afford")
_DRY = _any(r"dry")
_MENDED = _any(
    r"(?:replac|repair|mend|renew|install|fix)(?:e[sd]?|s|ed|ing) (?:\w+ ){0,3}roofs?|"
    r"roofs? (?:\w+ ){0,3}(?:replaced|repaired|mended|fixed)|new roofs?"
)


def _limit(text: str) -> str:
    """Return the ground of a limitation: a word that says so, or no more than a share or a quality."""
    rest = _WEAK.sub(" ", states.PART.sub(" ", _PART.sub(" ", text)))
    said = _PARTIAL.search(rest) or states.LIMITED.search(rest) or _NONE.search(rest) or states.NONE.search(rest)
    return "word of limitation" if said or _FULL.search(rest) or states.FULL.search(rest) else SHARE


_HARM = _any(r"damag\w+|destroy\w+|destruction")
_HIT = _any(
    r"(?<!people )(?<!persons )(?<!families )(?<!households )(?<!individuals )(?<!communities )(?<!not )"
    r"(?:is|are|was|were|been) (?:\w+ly )?affected"
)


def _damaged_only(text: str) -> bool:
    rest = _HARM.sub(" ", _HIT.sub(" ", text))
    return rest != text and not _NONE.search(rest) and not _PARTIAL.search(rest) and "destroyed" not in text


def _change(text: str) -> v.Change:
    return next((value for value, pattern in _CHANGES if pattern.search(text)), "unknown")


def _access(text: str, status: v.ServiceState) -> v.Access:
    if _GROUP.search(text):
        return "restricted_group"
    if _CONDITIONAL.search(text):
        return "conditional"
    if status == "none" and _SHUT.search(text):
        return "closed"
    return "open" if status == "full" and _OPEN.search(text) else "unknown"


def _provider(text: str) -> str:
    return next((name for name, pattern in _PROVIDERS if pattern.search(text)), "unknown")
