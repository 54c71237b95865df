"""quantify.rules: the numbers that claims print, with their bounds."""

from collections.abc import Sequence

from reportedly.interfaces import StageInfo
from reportedly.records import Claim, Quantity, Reading, Record, Span
from reportedly.stages.coding.numbers import Number, numbers

_MOST = 12
"""A claim with more numbers than this is a table row; the first ones are kept."""


class QuantifyRules:
    """Quantities of claims as printed, with approximator and noun. English."""

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo("quantify.rules", 2, "printed numbers", languages=("en",), reads=(Claim,), makes=(Quantity,))

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the quantities of each reading's claims."""
        return [
            tuple(q for claim in reading.of(Claim) for q in self._claim(claim, reading.text)) for reading in readings
        ]

    def _claim(self, claim: Claim, text: str) -> list[Quantity]:
        found = [n for span in claim.matter for n in numbers(text, span.start, span.end)]
        return [self._quantity(claim, number) for number in found[:_MOST]]

    def _quantity(self, claim: Claim, number: Number) -> Quantity:
        return Quantity(
            claim.id,
            Span(number.start, number.end),
            number.low,
            number.best,
            number.high,
            unit=number.unit,
            approximate=number.approximate,
            producer=self.info.producer,
        )
