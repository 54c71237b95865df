"""What is no claim: questions, appeals, norms, methodology, boilerplate, fragments (annotation guide)."""

import re
from collections.abc import Sequence

from reportedly.sieve import Sieves
from reportedly.stages.extraction.tagger import Token, finite_positions
from reportedly.stages.extraction.unsaid import only_unchecked

_TOLD = Sieves()

_NORM = _TOLD.sieve(
    r"\bshould\s+(?:also\s+|not\s+|be\s+|immediately\s+|urgently\s+)*be\s+\w+|"
    r"\bneeds?\s+to\s+(?:be\s+)?(?:\w+ly\s+)?\w+|\b(?:it is|is)\s+"
    r"(?:essential|important|imperative|critical|vital|necessary|crucial)\s+(?:that|"
    r"to)\b|\bshould\b(?!\s+therefore)|\bought to\b",
    re.IGNORECASE,
)
_INSTRUCTION = _TOLD.sieve(r"\b(?:they|you|residents|people|workers)\s+should\b", re.IGNORECASE)
_SUPPOSED = _TOLD.sieve(r"\W*should\s+(?:\w+\s+){1,8}?\w+.{0,80}?,", re.IGNORECASE)
"""An inverted conditional: "Should the road be cleared, …"."""

_BRIEF = _TOLD.sieve(r"\W*(?:nobody|no one|none|everyone|all|many|most|hundreds|thousands)\s+\w+\W*$", re.IGNORECASE)
_HAPPENING = _TOLD.sieve(
    r"\W*the (?:closures?|arrests?|detentions?|attacks?|raids?|shellings?|killings?|deaths?|strikes?|explosions?|"
    r"evacuations?|abductions?|searches|deportations?|shutdowns?|outages?|shortages?|blackouts?|transfers?|"
    r"dismissals?|resignations?|lootings?|seizures?)\W*$",
    re.IGNORECASE,
)
"""What happened as a noun, which a source can confirm or deny: "confirmed the closures"."""

_BOILERPLATE = _TOLD.sieve(
    r"^\s*(?:this|the|our)\s+(?:present\s+)?(?:report|update|snapshot|bulletin|"
    r"document|map|overview|publication|dashboard|factsheet|"
    r"brief|analysis|assessment|statement|chart|figure|table|data|information|"
    r"designations?|boundaries)\b[^.]{0,60}\b(?:is|are|was|were|will|"
    r"covers?|provides?|presents?|aims?|does|do|highlights?|includes?|summari[sz]es)\b"
    r"|\bfor (?:more|further) information\b|\b(?:click|visit|subscribe|follow "
    r"us|read more|contact us|copyright|all rights reserved)\b"
    r"|\bfurther updates will be\b|\b(?:report|update|document|bulletin|map)\b.{0,40}\b(?:issued|"
    r"produced|compiled) by\b|\bcreation date\b|\bdisclaimer\b|\bwww\.|https?://|@\w+"
    r"|^\s*(?:through|in) this (?:joint )?(?:statement|report)|\bdo(?:es)? not "
    r"(?:imply|necessarily)\b|\bmethodology\b|\bsurvey(?:ed)? respondents\b"
    r"|\b(?:were|was) interviewed\b|\bquestionnaires?\b|\bdata (?:was|were|is|"
    r"are) (?:collected|gathered)\b|^\s*note\s*:|\bsee (?:page|chart|annex|map)\b"
    r"|\bfrequently asked questions\b|\bdefined as\b|\bfocus group\b|\bdiscussions "
    r"were (?:held|conducted)\b|\b(?:below|above|following) (?:map|table|chart|"
    r"figure)\b"
    r"|\b(?:group|team|cluster) met\b|\bmet to discuss\b|\bkey (?:informants|dates)\b",
    re.IGNORECASE,
)
_APPEAL = _TOLD.sieve(
    r"^\s*(?:let us|let[’']s|please|thank you|thanks|dear|we (?:call|urge|appeal|"
    r"hope|wish|congratulate|collectively|remain|must|thank|condemn)|"
    r"god|long live|glory|stop|never forget|join|support|donate|hello|good (?:morning|"
    r"evening|afternoon))\b",
    re.IGNORECASE,
)
_FIGURE = _TOLD.sieve(
    r"\d.*\b(?:people|persons|children|families|households|individuals|IDPs|"
    r"refugees|million)\b.*\b(?:in need|assisted|displaced|reached|targeted)\b",
    re.IGNORECASE,
)
_HEADLINE_ING = _TOLD.sieve(r"^\w[\w\s,’'\-]{2,60}?\s\w+ing\s+\w+")


def is_claim(text: str, wording: str, tokens: Sequence[Token], *, given: bool = False) -> bool:
    """Say whether a clause states something.

    `text` is the whole sentence, `wording` the clause, `given` says that a source stands over the clause, so that
    a noun phrase counts too ("reports of looting").
    """
    words = [token for token in tokens if token.tag != "PUNCT"]
    short = len(words) < 3 and not _BRIEF.match(wording) and not (given and _HAPPENING.match(wording))
    if (short and not (given and _said_shortly(tokens))) or not any(character.isalpha() for character in wording):
        return False
    if text.rstrip(' ”"’»)').endswith("?") or _BOILERPLATE.search(wording[:300]) or _APPEAL.search(wording[:80]):
        return False
    if only_unchecked(wording):
        return False
    if _NORM.search(wording) and not _INSTRUCTION.search(wording) and not _SUPPOSED.match(text):
        return False
    if finite_positions(tokens):
        return _has_subject(tokens) or given
    return given or bool(_FIGURE.search(wording)) or any(token.tag == "VG" for token in words[1:5])


def _said_shortly(tokens: Sequence[Token]) -> bool:
    """Say whether two words are a whole statement: "We lost"."""
    return len(finite_positions(tokens)) == 1 and _has_subject(tokens)


def _has_subject(tokens: Sequence[Token]) -> bool:
    """Say whether a noun stands before the first finite verb: a claim says who or what."""
    first = finite_positions(tokens)[0]
    if first == 0:
        return False
    return any(token.tag in ("N", "NP", "PRON", "NUM", "VG", "DET", "ADJ", "REL") for token in tokens[:first])
