"""A coder under a codebook: whatever stage codes the claims, its codings keep to what the codebook has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportedly.errors import DocumentFailed
from reportedly.interfaces import Stage, StageInfo
from reportedly.records import Coding, Reading, Record, is_routing


@dataclass(frozen=True, slots=True)
class Terms:
    """What a codebook says of codings.

    `codes` are its categories and routing codes, `meanings` the shipped category that each of its own means,
    `outcomes` the values of a category's outcome, `sectors_of` the sectors of a category. `basis` digests all that
    can affect how claims are coded.
    """

    codebook: str
    version: str
    basis: str
    codes: frozenset[str]
    sectors: frozenset[str]
    meanings: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sectors_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodedInfo(StageInfo):
    """What a coding stage says of itself; its producer names the basis, so that another codebook codes anew."""

    basis: str = ""

    @property
    def producer(self) -> str:
        """The string under which the outcome is kept: name/version+basis."""
        return f"{self.name}/{self.version}+{self.basis}"


class UnderCodebook:
    """A coding stage whose codings carry the codebook, its version, its basis and what their category means."""

    def __init__(self, coder: Stage, terms: Terms) -> None:
        self._coder = coder
        self._terms = terms

    @property
    def info(self) -> StageInfo:
        """That of the coder, with the basis in the producer."""
        of = self._coder.info
        return CodedInfo(of.name, of.version, of.summary, of.languages, of.reads, of.makes, basis=self._terms.basis)

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return what the coder returns, its codings brought under the codebook.

        Raises DocumentFailed for a code that the codebook does not have.
        """
        return [tuple(map(self._kept, records)) for records in self._coder.annotate(readings)]

    def _kept(self, record: Record) -> Record:
        if not isinstance(record, Coding):
            return record
        terms, category = self._terms, record.category
        for code in (category, *record.secondary):
            if code not in terms.codes:
                raise DocumentFailed(
                    f"stage {self._coder.info.name!r} gave a claim the code {code}, which codebook {terms.codebook} "
                    f"{terms.version} does not have"
                )
        routed = is_routing(category)
        meaning = category if routed else terms.meanings.get(category, "")
        sector = tuple(name for name in record.sector if name in terms.sectors)
        if not sector and not routed and not meaning:
            sector = terms.sectors_of.get(category, ())[:1]
        return replace(
            record,
            codebook=terms.codebook,
            version=terms.version,
            basis=terms.basis,
            meaning=meaning,
            sector=sector,
            outcome=record.outcome if record.outcome in terms.outcomes.get(category, ()) else None,
        )
