"""code.rules: the category, sectors, roles and outcome of each claim, by the rules of one codebook."""

import re
from collections.abc import Sequence
from typing import Protocol

from reportedly.interfaces import StageInfo
from reportedly.records import Attribution, Claim, Coding, Passage, Reading, Record
from reportedly.stages.coding.outcomes import outcome
from reportedly.stages.coding.roles import roles
from reportedly.stages.coding.rules import Rules, Scored, load_rules
from reportedly.stages.coding.sectors import sectors

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


class CodeRules:
    """Categories by weighted patterns over word groups; X codes for what the codebook does not cover. English."""

    def __init__(self, codebook: Versioned | None = None, rules: Rules | None = None) -> None:
        """Take what names the codebook and its version (default: the one that the rules were written for)."""
        self._codebook = codebook.id if codebook is not None else "guo"
        self._version = codebook.version if codebook is not None else "1.0.0"
        self._rules = rules if rules is not None else load_rules("en")

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            "code.rules",
            1,
            "categories by weighted patterns",
            languages=("en",),
            reads=(Claim, Passage, Attribution),
            makes=(Coding,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one coding for each claim of each reading."""
        return [self._read(reading) for reading in readings]

    def _read(self, reading: Reading) -> tuple[Record, ...]:
        codings: list[Record] = []
        before: tuple[Claim, str] | None = None
        for claim in reading.of(Claim):
            wording = " ".join(span.of(reading.text) for span in claim.evidence)
            context = before[1] if before is not None and before[0].passage == claim.passage else ""
            codings.append(self._code(claim, wording, context, reading.text))
            before = (claim, wording)
        return tuple(codings)

    def _code(self, claim: Claim, wording: str, context: str, text: str) -> Coding:
        best, others = self._choose(wording, context)
        category = best.category if best is not None else self._routed(wording)
        if claim.kind == "control" and (best is None or best.wide or category.startswith("X")):
            category = "X03"
        return Coding(
            claim.id,
            self._codebook,
            self._version,
            category,
            secondary=_secondary(best, others) if best is not None else (),
            sector=sectors(category, wording),
            roles=roles(claim, text, category),
            outcome=outcome(category, claim, wording),
            score=best.score if best is not None else 0.0,
            rule=best.rule if best is not None else "no rule",
            producer=self.info.producer,
        )

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


def _secondary(best: Scored, others: list[Scored]) -> tuple[str, ...]:
    first = best.category.rpartition(".")[2]
    return tuple(
        other.category
        for other in others
        if other.score >= best.score * _SECONDARY_SHARE
        and frozenset((first, other.category.rpartition(".")[2])) in _PAIRS
    )[:2]
