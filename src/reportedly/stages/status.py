"""status.rules: what a coded claim says about how a service works for residents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.interfaces import ClaimReader, ClaimView, StageInfo
from reportedly.records import Claim, Coding, Passage, Reading, Record, StatusObservation, is_routing
from reportedly.stages.coding.choice import RELIEF_FULL
from reportedly.stages.coding.printed import Printed
from reportedly.stages.coding.rules import prepared
from reportedly.stages.coding.sectors import PAPERS
from reportedly.stages.coding.service import service, tells_of_none, to_come, told
from reportedly.stages.coding.service_view import (
    EXPECTED_BONUS,
    SILENT_BONUS,
    STATUS_BONUS,
    STRANGE_BONUS,
    weighed_service,
)
from reportedly.stages.extraction.sight import views_of

_SERVICES = frozenset({"C01", "C02", "C03", "C04", "C05", "C06", "C07", "D01", "E01", "E03"})
_ABOUT_SERVICES = "GUO.C"
"""How the codes of the categories of services begin."""

_DELIVERY = re.compile(
    r"\b(?:suspend\w*|access|navigat\w+|constraints?|obstacles?|denied|delay\w*|"
    r"challenges?|block\w*|interfer\w+|constrain\w*|turned back|limited|"
    r"restrict\w*|hinder\w*|hamper\w*|cut off|halted|stopp\w+|unable to reach|"
    r"without (?:food )?assistance|sent back|held (?:at|up)|stuck|wait(?:s|ed|ing)? at|reopen\w*|"
    r"not reach(?:ed)?|cannot reach|never reached|"
    r"hold up)\b",
    re.IGNORECASE,
)
_RELIEF = "H01"
_CONDITIONED = frozenset({"H02"})
_STAFF_STATE = re.compile(
    r"\b(?:down to|rarity|lost|misses|scarce|in short supply|thin on|dearth|exodus|fled|left|fleeing|shortages?|"
    r"lack\w*|not enough|no clerks|vacan\w+|"
    r"unfilled|filled|understaff\w*|gone|empty|thin|left with|make do|running out|short-?handed|undermanned|"
    r"without|few(?:er)?|only|manning|staffing|easier|harder|single|missing|no \w+)\b",
    re.IGNORECASE,
)
_FORMING = re.compile(
    r"\b(?:difficult\w+|struggl\w+|fail\w* to|cannot|not (?:yet |still )*been formed|yet to find|given up|"
    r"in vain|no candidate\w*|nobody|no one|trouble|hard (?:time|put))\b",
    re.IGNORECASE,
)
_ROAD = re.compile(
    r"\b(?:roads?|highways?|routes?|bridges?|causeway|motorway|tracks?|(?:mountain )?pass(?= (?:was|is|has|to))|"
    r"ferry|tunnel)\b",
    re.IGNORECASE,
)
_GATES = {"H01": _DELIVERY, "B01": _STAFF_STATE, "A01": _FORMING, "F03": _ROAD, "F01": PAPERS}
_TELLING = _SERVICES | _CONDITIONED | frozenset(_GATES)
"""Categories whose claims can tell how a service works."""

_SILENT_KINDS = frozenset({"prediction"})
_SILENT_REALIS = frozenset({"hypothetical", "conditional"})
_PRICE_ONLY = re.compile(r"\bprices?\b|\bexchange rate\b|\bvalue of\b", re.IGNORECASE)
_LIMITED = re.compile(
    r"\b(?:shortages?|afford\w*|lack\w*|without|unavailable|scarc\w+|disrupt\w*|"
    r"reduc\w+ .{0,30}allocation)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a claim says, the wording of its "because", a reader's view, and what silence counts for it."""

    wording: str
    reason: str
    view: ClaimView | None
    silence: float


class StatusRules:
    """Service states, only where a claim says how the service works. English."""

    def __init__(self, reader: ClaimReader | None = None, printed: Printed | None = None) -> None:
        """Take a trained reader, if there is one: then both are weighed.

        `printed` are rules over the printed words (the proposition) of claims whose text is a gloss.
        """
        self._reader = reader
        self._printed = printed

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            "status.rules" if self._reader is None else "status.reader",
            9,
            "service states",
            languages=("en",),
            reads=(Claim, Coding, Passage),
            makes=(StatusObservation,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the status observations of each reading, at most one for a claim."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        found: list[Record] = []
        claims = reading.of(Claim)
        relief = _about_relief(reading.of(Coding))
        for number, (claim, view) in enumerate(zip(claims, self._views(reading, claims), strict=True)):
            coding = reading.first(Coding, claim.id)
            if coding is None:
                continue
            wording = " ".join(span.of(reading.text) for span in claim.matter)
            reason = _reason(claims, number, reading.text)
            silence = self._silence(claim, coding, relief=relief)
            observation = self._observe(claim, coding, _Seen(wording, reason, view, silence))
            if observation is not None:
                found.append(observation)
        return tuple(found)

    def _views(self, reading: Reading, claims: Sequence[Claim]) -> Sequence[ClaimView | None]:
        if self._reader is None:
            return [None] * len(claims)
        return views_of(self._reader, reading, claims)

    def _observe(self, claim: Claim, coding: Coding, said: "_Seen") -> StatusObservation | None:
        wording = said.wording
        if (
            _silent(claim, coding)
            or not coding.sector
            or is_routing(coding.category)
            or self._of_none(claim, coding, wording)
        ):
            return None
        speaks = _speaks(coding.meant, wording)
        seen = service(wording, coding.meant, claim.realis, reason=said.reason) if speaks else None
        if self._printed is not None and _gate(coding.meant):
            seen = told(seen, self._printed.state(coding.meant, claim.proposition))
        seen = to_come(seen, claim.realis)
        if said.view is not None:
            seen = weighed_service(said.view, seen, said.silence)
            seen = to_come(seen, claim.realis)
        if seen is None:
            return None
        conditioned = coding.meant.rpartition(".")[2] in _CONDITIONED
        return StatusObservation(
            claim.id,
            coding.sector[0],
            "partial" if conditioned and seen.status != "none" else seen.status,
            change=seen.change,
            cause=seen.cause,
            access="conditional" if conditioned else seen.access,
            provider=seen.provider,
            rule=seen.rule,
            producer=self.info.producer,
        )

    def _silence(self, claim: Claim, coding: Coding, *, relief: bool) -> float:
        """Return what silence counts where the rules name no state: little for a claim on how a service is.

        In a text on relief such a claim tells as often what people need or got. Who is arrested or protests says
        nothing of a service, unless the reader is sure that it does.
        """
        if not relief and claim.kind == "status" and coding.meant.rpartition(".")[2] in _SERVICES:
            return STATUS_BONUS
        if coding.meant and coding.meant.rpartition(".")[2] not in _TELLING:
            return STRANGE_BONUS
        expected = self._printed is None and coding.meant.startswith(_ABOUT_SERVICES)
        return EXPECTED_BONUS if expected else SILENT_BONUS

    def _of_none(self, claim: Claim, coding: Coding, wording: str) -> bool:
        """Say whether a claim surely tells of no service, whatever else its words may mean elsewhere."""
        if tells_of_none(wording, coding.meant):
            return True
        return self._printed is not None and self._printed.tells_of_none(claim.proposition)


def _silent(claim: Claim, coding: Coding) -> bool:
    """Say whether a claim tells no state as it stands: a forecast, a denial, an "if" that is no condition on people."""
    conditioned = claim.realis == "conditional" and coding.meant.rpartition(".")[2] in _CONDITIONED
    unreal = claim.realis in _SILENT_REALIS and not conditioned
    return claim.kind in _SILENT_KINDS or claim.polarity != "+" or unreal


def _about_relief(codings: Sequence[Coding]) -> bool:
    """Say whether a text is on relief, by the share of its claims that are."""
    relief = sum(coding.meant.endswith(_RELIEF) for coding in codings)
    return relief > RELIEF_FULL * len(codings)


def _reason(claims: Sequence[Claim], number: int, text: str) -> str:
    """Return the wording of the next claim if it is the "because" of the same sentence."""
    if number + 1 >= len(claims):
        return ""
    after = claims[number + 1]
    if after.sentence != claims[number].sentence or not after.rule.startswith("because"):
        return ""
    return " ".join(span.of(text) for span in after.evidence)


def _gate(category: str) -> bool:
    """Say whether claims of a category tell how a service works by their words of service alone."""
    return category.rpartition(".")[2] in _SERVICES | _CONDITIONED | {"B01", "F03", _RELIEF}


def _speaks(category: str, wording: str) -> bool:
    """Say whether claims of a category can tell how a service works, given the wording.

    `category` is that of the codebook that ships; it is empty for a category of somebody's own, where the wording
    alone tells: such a claim has a sector only if its category has one.
    """
    short = category.rpartition(".")[2]
    text = prepared(wording)
    if short in _SERVICES or not category:
        return not (_PRICE_ONLY.search(text) and not _LIMITED.search(text))
    gate = _GATES.get(short)
    if gate is not None:
        return gate.search(text) is not None
    return short in _CONDITIONED
