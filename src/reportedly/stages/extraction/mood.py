"""Kind, polarity and realis of a claim, from its wording (DOMAIN 2.3 and 5; CUES 4.2, PLN)."""

import re
from dataclasses import dataclass
from functools import partial

from reportedly.records import values as v
from reportedly.sieve import Sieve, Sieves
from reportedly.stages.extraction.control_words import CONTROL, any_of
from reportedly.stages.extraction.tagger import IRREGULAR_PAST, finite_positions, tag

_TOLD = Sieves()
"""All patterns of this file: each wording is asked for most of them."""

_any = partial(any_of, among=_TOLD)

_FAILED = _any(
    r"fail(?:s|ed|ing)? to",
    r"(?:was|were|is|are|been|being) unable to",
    r"could ?n[o’']t",
    r"could not",
    r"in vain",
    r"(?:has|have|had|did|does|do) not (?:managed?|succeeded?)",
    r"(?:not|never) managed to",
    r"unsuccessful(?:ly)?",
    r"proven? ineffective",
    r"cannot (?:persuade|find|open|recruit|form)",
    r"has still not been",
    r"have still not been",
    r"failed",
    r"never (?:reached|arrived|opened|materialised)",
    r"to no avail",
    r"turned back",
    r"c(?:ame|omes?) to (?:nothing|naught)",
    r"(?:was|were|been) called off",
    r"fell through",
    r"did not (?:open|start|begin|arrive|materialise|sail|resume|take place|come about)",
    r"(?:has|have|had) not found (?:any|a|an)\b",
    r"never came (?:about|off)",
    r"without success",
    r"found no (?:takers?|buyers?|applicants?|candidates?)",
    r"(?:tried|attempted|sought) [^.;,]{3,50} (?:and|but) (?:was|were|had|failed|could not)",
)
_ATTEMPTED = _any(
    r"tr(?:y|ied|ies|ying) to", r"attempt(?:s|ed|ing)? to", r"sought to", r"seek(?:s|ing)? to", r"efforts? to"
)
_ORDERED = _any(
    r"(?:was|were|been|being|are|is) (?:ordered|instructed|told) (?:to|not to|they)",
    r"order(?:ed|s)",
    r"decreed",
    r"instructed",
    r"must",
    r"(?:has|have) to (?:re-)?[a-z]+",
    r"(?:is|are|was|were) (?:obliged|required|compelled) to",
    r"instruct(?:s|ing)",
    r"demand(?:ed|s) that",
)
_PLANNED = _any(
    r"will",
    r"won[’']t",
    r"plan(?:s|ning)?(?: to| for)?",
    # "works with planned cuts": how something goes on, no plan for it.
    r"(?<!\bwith )(?<!\bdespite )(?<!\bduring )(?<!\bafter )planned(?: to| for)?",
    r"intend(?:s|ed|ing)? to",
    r"(?:is|are|was|were) (?:supposed|set|due|scheduled|about|going|yet) to",
    r"(?:is|are) to [a-z]+",
    r"prepar(?:es|ed|ing|ations?) (?:to|for)",
    r"promis(?:e|es|ed|ing)",
    r"pledg(?:e|es|ed|ing)",
    r"would",
    r"aim(?:s|ed|ing)? (?:to|at)",
    r"objective is",
    r"hopes? to",
    r"counting on",
    r"shall",
    r"proposed to",
    r"gearing up",
    r"designed to",
    r"(?:was|were) to (?:be )?[a-z]+",
    r"undert(?:akes?|aken|ook) to",
    r"vow(?:s|ed)? to",
)
_POSSIBLE = _any(
    r"(?<!\d )(?-i:may)(?! have\b| \d)",
    r"might(?! have\b)",
    r"(?:is|are|was|were) (?:most |very )?likely",
    r"likely to",
    r"unlikely to",
    r"(?:is|are|was|were) (?:expected|predicted|anticipated|projected|forecast)(?: to)?",
    r"at (?:high |great |heightened )?risk",
    r"(?:high |significant |increased |heightened )?risks? of",
    r"could (?:be|lead|result|cause|affect|further|have|face|trigger|worsen|become)",
    r"cannot be ruled out",
    r"fear(?:s|ed)? (?:of|that)",
    r"significant risk",
)
_HABITUAL = _any(
    r"often",
    r"usually",
    r"regularly",
    r"routinely",
    r"frequently",
    r"habitually",
    r"periodic(?:ally)?",
    r"at times",
    (
        r"(?:every|each) (?:day|week|month|year|other|second|third|morning|evening|"
        r"night|saturday|sunday|household|truck)"
    ),
    r"(?:once|twice|\w+ times|\w+ hours) (?:a|per) (?:day|week|month|year)",
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)days",
    r"daily",
    r"weekly",
    r"whenever",
    r"as a rule",
    r"(?:every|each) (?:spring|summer|autumn|winter|quarter|term|market day)",
)
_WHOEVER = _any(
    r"anyone", r"anybody", r"whoever", r"(?:those|people|all) (?:who|without)", r"any (?:\w+ )?\w+ (?:that|who|without)"
)
"""Subjects of what holds for all of a kind."""

_ONGOING = _any(
    r"(?:is|are)(?: \w+ly| also| still| now| already| not| again)?",
    r"(?:has|have) been (?:\w+ly )?\w+ing",
    r"remain(?:s|ing)?",
    r"continu(?:e|es)",
    r"continued(?! \w+ing| \w+ment)",
    r"cannot",
    r"can[’']t",
    r"still",
    r"currently",
    r"persist(?:s|ing|ed)?",
    r"lacks?",
    r"needs?",
    r"hav(?:e|ing) (?:no|difficult\w*|trouble)",
    r"has no",
    r"do not",
    r"does not",
    r"(?:was|were) (?:\w+ly )?\w+ing",
    r"since",
)
_PASSIVE_PRESENT = _any(
    r"(?:has|have|had) (?:\w+ly |also |been |already |now |all |so far |reportedly "
    r")*(?:been )?\w+(?:ed|en|ft|ld|ght|st|ut|me|ne)"
)
_IF = _TOLD.sieve(
    r"^\s*(?:if|unless|in case|provided that|should)\b|\b(?:only if|unless|provided "
    r"that|on condition)\b",
    re.IGNORECASE,
)

_LEGAL = _any(
    r"violations? of (?:international|humanitarian|human)",
    r"war crimes?",
    r"crimes? against humanity",
    r"genocide",
    r"illegal(?:ly)? under",
    r"breach(?:es|ed)? (?:of )?international",
    r"unlawful(?:ly)?",
    r"amounts? to (?:a )?(?:crime|violation|forcible)",
)
_ASSESS = _any(
    r"(?:is|are|was|were) (?:\w+ )?(?:important|significant|crucial|vital|decisive|"
    r"key|essential) (?:for|to)",
    r"rel(?:y|ies|ying|ied) on",
    r"count(?:s|ing|ed)? on",
    r"(?:led|driven|caused) (?:\w+ )?by",
    r"(?:is|are) (?:likely|probably|apparently) (?:due|because|aimed|meant)",
    r"raises? (?:\w+ )*concerns?",
    r"presents? (?:a )?(?:significant |serious )?risk",
    r"aimed at",
    r"(?:is|are) (?:meant|designed|intended) to",
    r"suggests?",
    r"points? to",
    r"at (?:high |great |heightened )?risk",
    r"risks? of",
    r"means that",
    r"fuell?ed",
)
_QUANTITY = _TOLD.sieve(
    r"\d\s?(?:%|per ?cent|percent)|\bper ?cent\b|\bprices?\b|\btotal(?:l?ing)?\b|"
    r"\bas of\b|\bthere (?:are|were|is|was) (?:at least |about |over |approximately "
    r"|some |nearly )?\d"
    r"|\b(?:number|majority|proportion|share|average|half|third|quarter)\b(?=.*\bof\b)|"
    r"\bpeople in need\b|\bnow number"
    r"|\b(?:rose|fell|increased|decreased|doubled|tripled) (?:by|in price|to)\b|"
    r"\bamount(?:s|ed|ing)? to\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_STATUS = _any(
    r"clos(?:ed|ure)",
    r"without",
    r"lacks?",
    r"lacking",
    r"shortages?",
    r"difficult(?:y|ies)",
    r"struggl(?:e|es|ing|ed) to",
    r"unavailable",
    r"available",
    r"not (?:functional|operational|functioning|working|enough)",
    r"insufficient",
    r"limited",
    r"no longer",
    r"no (?:water|power|electricity|clerks|staff|access|fuel|doctors|cash)",
    r"remain(?:s|ing|ed)?",
    (
        r"(?:is|are) (?:still |not |only |currently |also )*(?:operating|functioning|"
        r"working|running|shut|open|blocked|disrupted|damaged|living|staying|needed|"
        r"accessible)"
    ),
    r"(?:has|have) been (?:\w+ )?(?:disrupted|hindering|hampering|affected)",
    r"hinder(?:s|ing|ed)?",
    r"hamper(?:s|ing|ed)?",
    r"need(?:s|ed)?",
    r"stay shut",
    r"unable to",
    r"not (?:been )?(?:collected|formed)",
    r"poor",
    r"overcrowd(?:ed|ing)",
)
_POLICY = _any(
    r"decree[ds]?",
    r"law",
    r"order(?:ed|s)?",
    r"ban(?:s|ned)?",
    r"must",
    r"rules?",
    r"regulations?",
    r"polic(?:y|ies)",
    r"plan(?:s|ned|ning)?",
    r"pledge[ds]?",
    r"supposed to",
    r"decided",
    r"decision",
    r"announced",
    r"lockdown",
    r"curfew",
    r"introduc(?:ed|es|ing)",
    r"impos(?:ed|es|ing)",
    r"allocation",
    r"objective",
    r"(?:is|are) to",
    r"will (?:be|have|no|carry)",
    r"may (?:not|no longer)",
    r"would no longer",
    r"approved",
    r"authoris(?:ed|es|ing)",
    r"suspended by",
    r"effective",
)
_DENIAL = _any(
    r"(?:has|have|had|did|does|do|was|were) not (?:resulted?|carr(?:y|ied)|caused?|"
    r"led|lead|tak(?:e|en) place|happen(?:ed)?|occur(?:red)?|attack(?:ed)?|kill(?:ed)?|"
    r"fire[d]?|order(?:ed)?|target(?:ed)?|involved)",
    (
        r"no (?:casualties|injuries|deaths|new displacements?|incidents?|plans?|"
        r"cases|intention|evidence|damage|displacement|victims)"
    ),
    r"den(?:y|ied|ies|ying)(?! (?:access|entry|freedom|their|them|permission|services))",
    r"(?:is|are|was|were) not true",
    r"never happened",
    r"(?:was|were|is|are) no (?:plans?|attack|order|shelling|evacuation|mobilisation)",
)
_DONE = (
    r"(?:arrest|detain|evacuat|expel|expell|deport|"
    r"seiz|confiscat|loot|attack|shell|kill|injur|hurt|wound|order|introduc|bann|"
    r"forc|mobilis|mobiliz|dismiss|chang|threaten|beat|destroy|damag|"
    r"remov|renam|demolish|target|block|kidnapp|abduct|divert|"
    r"charg|fin|punish|recruit|conscript|search|demand|"
    r"ask|tortur|mistreat|raid|cut|rais|sign|sell|sold|export|shipp|flogg|evict|mov|whipp|can|sack|"
    r"press|jail|taken|led|"
    r"driven|robb|made to|called up|touch|insult|turned away|stripp|left|carried|stol|hit|fir|strip|lock)\w*"
)
_NOT_SO: tuple[Sieve, ...] = (
    _DENIAL,
    _any(
        r"no (?:[\w-]+ ){1,3}(?:was|were|has been|have been|had been) (?:\w+ly )?"
        r"(?:reported|registered|recorded|verified|confirmed|"
        r"found|seen|observed|made|issued|imposed|planned|held|carried out|" + _DONE + r")"
    ),
    _any(
        r"(?:is|are|was|were|has|have|had) (?:not|never) (?:been |being )?" + _DONE,
        r"(?:did not|didn[’']t|never) " + _DONE,
    ),
    _any(
        r"there (?:is|are|was|were|has been|have been) no (?:\w+ )?"
        r"(?:order|arrests?|fighting|plans?|attacks?|ban|shelling|evacuations?)"
    ),
    _any(
        r"(?:(?:nobody|no one)(?: (?:in|at|from|of) [\w’' -]{2,30}?)?|none of [\w ]{2,30}|not (?:one|"
        r"a single) [\w ]{2,30}?|no [\w]+) (?:was|were|"
        r"is|are|has been|have been|had been) " + _DONE
    ),
)
_EVER = _TOLD.sieve(
    r"^\W*never\b,|\b(?:anybody|anyone|had ever|ever been|ever was|any such)\b(?<!if anyone)(?<!if anybody)",
    re.IGNORECASE,
)
"""Words that only stand under a negation: without one in the clause, a denial stands over it."""

_NEGATED = _any(
    r"not",
    r"no",
    r"never",
    r"nobody",
    r"hardly",
    r"if",
    r"whether",
    r"before",
    r"without",
    r"cannot",
    r"n't",
    r"than",
    r"refus\w+",
)
_UNCLEAR = _any(r"(?:is|was|remains) (?:not |un)(?:clear|known) (?:if|whether)", r"unclear (?:if|whether)")


@dataclass(frozen=True, slots=True)
class Mood:
    """Kind, polarity and realis of one claim, and the rule that gave the realis."""

    kind: v.ClaimKind
    polarity: v.Polarity
    realis: v.Realis
    rule: str


def mood(wording: str, *, marker: str = "", denied: bool = False) -> Mood:
    """Return the mood of a claim with this wording (evidence pieces joined).

    `marker` is the word that opens its clause ("if"), `denied` says that a denial stands over it.
    """
    text = wording[:600]
    realis, rule = _realis(text, marker)
    return Mood(_kind(text, realis), _polarity(text, denied), realis, rule)


_URGED = _any(
    r"(?:is|are|was|were|been) (?:\w+ly )?(?:urged|recommended|advised|encouraged|"
    r"called on|asked|warned)"
)
_LASTING = _any(
    r"(?:has|have) (?:\w+ )?been (?:\w+ly )?(?:disrupted|affected|hampered|hindered|"
    r"imposed|closed|blocked|held|without|suspended since)",
    r"for (?:several|many|two|three|\d+) (?:years|months|weeks)",
    r"(?:has|have) (?:all )?faced",
)
_SINCE = _any(
    r"(?:has|have) (?:\w+ )?(?:stood|lain|stayed|been|gone|had|seen|remained)\b.{0,80}\b(?:since|"
    r"for (?:an? |the )?(?:\w+ )?"
    r"(?:days?|weeks?|months?|years?|fortnight|seasons?))"
)
_HAD_TO = _any(r"had to")

_REALIS: tuple[tuple[Sieve, v.Realis, str], ...] = (
    (_IF, "conditional", "if"),
    (_FAILED, "failed", "failed to"),
    (_POSSIBLE, "hypothetical", "possible"),
    (_ORDERED, "ordered", "ordered"),
    (_ATTEMPTED, "attempted", "tried to"),
    (_PLANNED, "planned", "planned"),
    (_HABITUAL, "habitual", "habitual"),
    (_URGED, "occurred", "urged"),
    (_HAD_TO, "occurred", "had to"),
    (_LASTING, "ongoing", "lasting state"),
    (_SINCE, "ongoing", "lasting state"),
)
_PROGRESSIVE = _any(
    r"(?:is|are|been|be|keeps?) (?:\w+ly |also |still |not |currently )*\w+ing",
    r"continu(?:e|es)",
    r"continued(?! \w+ing| \w+ment)",
    r"remain(?:s|ed)?",
    r"(?:is|are|were|was|been) (?:\w+ )?ongoing",
    r"(?:began|begun|commenced|started)",
)
_PRESENT_PASSIVE = _any(r"(?:is|are) (?:\w+ly |also |still |now |not )*(?:being )?\w+(?:ed|en|ne|ght|ld)")


def _realis(text: str, marker: str) -> tuple[v.Realis, str]:
    if marker in ("if", "unless"):
        return "conditional", "if"
    for pattern, value, rule in _REALIS:
        if pattern.search(text):
            return value, rule
    if _past(text) and not _SETTING_IN.search(text):
        return "occurred", "past tense"
    if _WHOEVER.search(text) and _present(text):
        return "habitual", "whoever"
    for pattern, value, rule in _TENSES:
        if pattern.search(text):
            return value, rule
    return ("ongoing", "present") if _present(text) else ("occurred", "default")


_SETTING_IN = _any(r"continued", r"remained", r"began", r"commenced", r"started")
_TENSES: tuple[tuple[Sieve, v.Realis, str], ...] = (
    (_PROGRESSIVE, "ongoing", "progressive"),
    (_PASSIVE_PRESENT, "occurred", "perfect"),
    (_ONGOING, "ongoing", "present"),
)


def _past(text: str) -> bool:
    """Say whether the first finite verb stands in a past tense."""
    tokens = tag(text)
    finite = finite_positions(tokens)
    if not finite:
        return False
    token = tokens[finite[0]]
    if token.low in ("was", "were", "had", "did"):
        return True
    return token.tag in ("VF", "VN") and (token.low.endswith("ed") or token.low in IRREGULAR_PAST)


def _present(text: str) -> bool:
    """Say whether the first verb-like word is a present form."""
    tokens = tag(text)
    finite = finite_positions(tokens)
    if finite and tokens[finite[0]].tag == "VF" and not _past(text):
        return True
    return bool(_PLURAL_PRESENT.search(text) or _SINGULAR_PRESENT.search(text))


_PLURAL_PRESENT = _TOLD.sieve(
    r"\b(?:they|we|people|residents|families|teachers|doctors|authorities|forces|"
    r"troops|most|many|some)\s+(?:\w+ly\s+)?"
    r"(?:refuse|avoid|lack|live|work|need|stay|receive|face|struggle|rely|hand|"
    r"pay|want|give|use|take|sell|buy|wait)\b",
    re.IGNORECASE,
)
_SINGULAR_PRESENT = _TOLD.sieve(
    r"\b\w+ (?:runs|collects|opens|works|sells|operates|carries|pays|offers|"
    r"requires|gives|deprives|hosts|includes)\b"
)
_KINDS: tuple[tuple[Sieve, v.ClaimKind], ...] = ((CONTROL, "control"), (_LEGAL, "legal_characterisation"))
_RISK = _TOLD.sieve(r"\b(?:risk|threat)", re.IGNORECASE)
_GAUGE = _TOLD.sieve(r"\b(?:prices?|majority)\b", re.IGNORECASE)


def _kind(text: str, realis: v.Realis) -> v.ClaimKind:
    for pattern, kind in _KINDS:
        if pattern.search(text):
            return kind
    if realis == "hypothetical":
        return "assessment" if _RISK.search(text) else "prediction"
    if _ASSESS.search(text):
        return "assessment"
    if realis in ("planned", "ordered") or _POLICY.search(text):
        return "policy"
    return _reported_kind(text, realis)


def _reported_kind(text: str, realis: v.Realis) -> v.ClaimKind:
    if _NUMBER.search(text) and _QUANTITY.search(text):
        return "quantity"
    lasting = realis == "ongoing" and not _PROGRESSIVE.search(text)
    return "status" if lasting or _STATUS.search(text) or _GAUGE.search(text) else "event"


def _polarity(text: str, denied: bool) -> v.Polarity:
    if _UNCLEAR.search(text):
        return "u"
    if _EVER.search(text) and (text.lstrip().lower().startswith("never,") or not _NEGATED.search(text)):
        return "-"
    return "-" if denied or any(pattern.search(text) for pattern in _NOT_SO) else "+"
