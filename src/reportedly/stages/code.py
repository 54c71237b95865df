"""code.rules: the category, sectors, roles and outcome of each claim, by the rules of one codebook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.interfaces import ClaimReader, ClaimView, StageInfo
from reportedly.records import Attribution, Body, Claim, Coding, Passage, Reading, Record, Role, Timing, is_routing
from reportedly.stages.coding.actor_view import armed, with_actor
from reportedly.stages.coding.actors import Actors
from reportedly.stages.coding.choice import SECOND, SURE_SECTOR, chosen, others_about, weighed_sectors
from reportedly.stages.coding.outcomes import outcome
from reportedly.stages.coding.printed import Printed
from reportedly.stages.coding.roles import roles
from reportedly.stages.coding.rules import Rules, Scored, load_rules
from reportedly.stages.coding.sectors import sectors, told
from reportedly.stages.extraction.sight import views_of

_PRONOUN = re.compile(
    r"\s*(?:they|it|he|she|this|these|those|some|others|many|both|all|the (?:former|"
    r"latter))\b",
    re.IGNORECASE,
)
_TOPICAL = re.compile(r"\b(?:such|prices?|rates?|increases?|decreases?|constraints?)\b", re.IGNORECASE)
"""Words that say more about what the sentence before is about."""

_CONTEXT_SHARE = 0.7
"""Rules that need the sentence before weigh that much less."""

_SECONDARY_SHARE = 0.85
"""A runner-up counts as secondary category only near the best, and only for the pairs below."""

_SERVICES = ("GUO.C", "GUO.B01")
"""How the codes of the categories begin whose claims tell how a service works: each is about one."""

_ONE_SERVICE = (*_SERVICES, "GUO.D01", "GUO.E01", "GUO.E03", "GUO.H01")
"""Those of claims on one service, mostly, where further ones are only touched."""

_ONE_ALWAYS = (*_SERVICES, "GUO.H0")
"""Those of claims that nearly all name a service: where a gloss leaves it open, the likeliest one is meant."""

_PAIRS = frozenset(
    frozenset(pair)
    for pair in (
        ("B01", "J01"),
        ("B01", "B02"),
        ("B02", "D01"),
        ("H02", "C01"),
        ("H02", "E03"),
        ("C06", "D01"),
        ("C05", "F03"),
        ("H01", "C01"),
        ("H01", "G01"),
        ("D01", "G01"),
        ("E04", "G01"),
        ("E04", "C01"),
        ("C02", "C07"),
        ("C03", "E01"),
        ("A03", "J02"),
        ("D04", "G01"),
        ("F02", "G01"),
        ("H01", "F03"),
        ("C01", "B03"),
        ("E03", "A05"),
        ("E03", "A02"),
    )
)


class Versioned(Protocol):
    """What a coding names of its codebook."""

    @property
    def id(self) -> str:
        """The codebook's id."""
        ...

    @property
    def version(self) -> str:
        """The codebook's version."""
        ...


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a claim says, what the one before it in its passage says, a reader's view, what the others are about."""

    wording: str
    context: str
    view: ClaimView | None
    about: Mapping[str, float]


class CodeRules:
    """Categories by weighted patterns over word groups; X codes for what the codebook does not cover. English."""

    def __init__(
        self,
        codebook: Versioned | None = None,
        rules: Rules | None = None,
        *,
        codes: Mapping[str, str] | None = None,
        actors: Actors | None = None,
        reader: ClaimReader | None = None,
        printed: Printed | None = None,
    ) -> None:
        """Take what names the codebook and its version (default: the one that the rules were written for).

        `codes` gives for each code of the rules that of the codebook with the same meaning; codes that are not in
        it have none there. Without it the codes of the rules are those of the codebook. `actors` gives the classes
        of actors; without it they go by wording alone. `reader` is a trained one that knows the texts of the codebook.
        `printed` are rules over the printed words (the proposition) of claims whose text is a gloss.
        """
        self._codebook = codebook.id if codebook is not None else "guo"
        self._version = codebook.version if codebook is not None else "1.1.0"
        self._rules = rules if rules is not None else load_rules("en")
        self._codes = codes
        self._actors = actors if actors is not None else Actors()
        self._reader = reader
        self._printed = printed

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            "code.rules" if self._reader is None else "code.reader",
            8,
            "categories by weighted patterns"
            if self._reader is None
            else "categories by a trained reader and patterns",
            languages=("en",),
            reads=(Claim, Passage, Attribution, Body, Timing),
            makes=(Coding,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one coding for each claim of each reading."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        codings: list[Record] = []
        before: tuple[Claim, str] | None = None
        claims = reading.of(Claim)
        views = self._views(reading, claims)
        for claim, view, about in zip(claims, views, others_about(views), strict=True):
            wording = " ".join(span.of(reading.text) for span in claim.matter)
            context = before[1] if before is not None and before[0].passage == claim.passage else ""
            codings.append(self._code(claim, _Seen(wording, context, view, about), reading))
            before = (claim, wording)
        return tuple(codings)

    def _views(self, reading: Reading, claims: Sequence[Claim]) -> Sequence[ClaimView | None]:
        if self._reader is None:
            return [None] * len(claims)
        return views_of(self._reader, reading, claims)

    def _code(self, claim: Claim, seen: "_Seen", reading: Reading) -> Coding:
        wording = seen.wording
        best, others = self._choose(wording, seen.context)
        if seen.view is not None and seen.view.near and claim.kind != "control":
            return self._weighed(claim, seen, seen.view, reading, [best, *others] if best is not None else [])
        if printed := self._seen(claim):
            best, *others = printed
        meant = best.category if best is not None else self._routed(wording)
        if claim.kind == "control" and (best is None or best.wide or is_routing(meant)):
            meant = "X03"
        rule = best.rule if best is not None else "no rule"
        secondary = _secondary(best, others) if best is not None else ()
        category = self._own(meant)
        if category is None:
            rule = f"{rule} ({meant}, which codebook {self._codebook} does not have)"
            meant, category, secondary = "X00", "X00", ()
        return Coding(
            claim.id,
            self._codebook,
            self._version,
            category,
            secondary=tuple(own for code in secondary if (own := self._own(code)) is not None),
            sector=self._sectors(meant, wording, claim),
            roles=roles(claim, reading.text, meant, self._actors.in_claim(reading, claim)),
            outcome=outcome(meant, claim, wording),
            score=best.score if best is not None else 0.0,
            rule=rule,
            producer=self.info.producer,
            meaning=meant,
        )

    def _weighed(
        self, claim: Claim, seen: "_Seen", view: ClaimView, reading: Reading, ruled: Sequence[Scored]
    ) -> Coding:
        """Return the coding where reader and rules both speak."""
        printed, wording = self._seen(claim), seen.wording
        choice = chosen(view, ruled, self._codes, printed, seen.about)
        meant = self._meaning(choice.category)
        firsts = [scored[0] for scored in (printed, ruled) if scored]
        rule = next((s.rule for s in firsts if self._own(s.category) == choice.category), "the reader alone")
        found = roles(claim, reading.text, meant, self._actors.in_claim(reading, claim))
        return Coding(
            claim.id,
            self._codebook,
            self._version,
            choice.category,
            secondary=tuple(code for code, share in choice.others if self._goes_with(choice.category, code, share))[:2],
            sector=self._weighed_sectors(meant, wording, claim, view) if not is_routing(choice.category) else (),
            roles=with_actor(found, view, meant, armed(wording, _subject(found, reading)))
            if not is_routing(choice.category)
            else (),
            outcome=outcome(meant, claim, wording),
            score=round(choice.share, 3),
            rule=rule,
            producer=self.info.producer,
            meaning=meant,
            grounds=choice.grounds,
        )

    def _seen(self, claim: Claim) -> Sequence[Scored]:
        """Return the categories that rules over the printed words see, best first."""
        return self._printed.ranked(claim.proposition) if self._printed is not None else ()

    def _sectors(self, meant: str, wording: str, claim: Claim) -> tuple[str, ...]:
        """Return the sectors that the printed words name, else those of the wording."""
        named = self._printed.sectors(meant, claim.proposition) if self._printed is not None else ()
        return named or sectors(meant, wording)

    def _weighed_sectors(self, meant: str, wording: str, claim: Claim, view: ClaimView) -> tuple[str, ...]:
        """Return the sectors by reader and words; a claim on a service has one in any case."""
        beside = SURE_SECTOR if meant.startswith(_ONE_SERVICE) else 0.0
        if self._printed is not None and (named := self._printed.sectors(meant, claim.proposition)):
            return weighed_sectors(view, named, beside=beside)
        named, assumed = told(meant, wording)
        needed = meant.startswith(_ONE_ALWAYS if self._printed is not None else _SERVICES if assumed else ())
        return weighed_sectors(view, named, assumed, needed=needed, beside=beside)

    def _meaning(self, code: str) -> str:
        """Return the code of the rules that means what a code of the codebook means; empty where none does."""
        if self._codes is None or is_routing(code):
            return code
        return next((shipped for shipped, own in self._codes.items() if own == code), "")

    def _goes_with(self, first: str, second: str, share: float) -> bool:
        pair = frozenset(self._meaning(code).rpartition(".")[2] for code in (first, second))
        return share >= SECOND and pair in _PAIRS

    def _own(self, code: str) -> str | None:
        """Return the code of the codebook that means what a code of the rules means, None where none does."""
        return code if self._codes is None else self._codes.get(code)

    def ranking(self, wording: str) -> tuple[str, ...]:
        """Return the codes of the codebook that a wording may have, best first; routing codes where it has no rule."""
        best, others = self._choose(wording, "")
        found = [best.category, *(other.category for other in others)] if best is not None else [self._routed(wording)]
        return tuple(dict.fromkeys(self._own(code) or "X00" for code in found))

    def _routed(self, wording: str) -> str:
        """Return the routing code of a claim without a rule: unclear where a governing body or its staff acts."""
        governing = self._rules.has("RULER", wording) or self._rules.has("TRADESMEN", wording)
        return "X09" if governing else "X00"

    def _choose(self, wording: str, context: str) -> tuple[Scored | None, list[Scored]]:
        """Return the best category and the others; the sentence before helps a pronoun and a claim without a rule."""
        scored = self._rules.score(wording)
        if context and _PRONOUN.match(wording):
            # Only what needs both sentences: a category that the sentence before has alone is not carried over.
            alone = {s.category for s in (*scored, *self._rules.score(context[-200:]))}
            scored = scored + [
                Scored(s.category, round(s.score * _CONTEXT_SHARE, 3), f"with the sentence before: {s.rule}")
                for s in self._rules.score(f"{context[-200:]} {wording}")
                if s.category not in alone
            ]
            scored.sort(key=lambda s: -s.score)
        if not scored and context and _TOPICAL.search(wording):
            scored = [
                Scored(s.category, round(s.score * _CONTEXT_SHARE, 3), f"topic of the sentence before: {s.rule}")
                for s in self._rules.score(context[-300:])[:1]
            ]
        scored = [s for s in scored if s.score >= self._rules.threshold]
        return (scored[0], scored[1:]) if scored else (None, [])


def _subject(found: Sequence[Role], reading: Reading) -> str:
    """Return the printed actor, empty where there is none."""
    spans = (role.span for role in found if role.name == "actor" and role.span is not None)
    return next((span.of(reading.text) for span in spans), "")


def _secondary(best: Scored, others: list[Scored]) -> tuple[str, ...]:
    first = best.category.rpartition(".")[2]
    return tuple(
        other.category
        for other in others
        if other.score >= best.score * _SECONDARY_SHARE
        and frozenset((first, other.category.rpartition(".")[2])) in _PAIRS
    )[:2]
