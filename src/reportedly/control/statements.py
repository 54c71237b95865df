"""All statements of control of a project, each beside what the layers show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.control.answers import Asker
from reportedly.control.assertions import control_assertions
from reportedly.control.compare import compare
from reportedly.control.places import KnownPlaces
from reportedly.control.series import Series
from reportedly.control.sides import Sides
from reportedly.records import ControlAssertion, ControlComparison, Reading


@dataclass(frozen=True, slots=True)
class Statement:
    """What a claim says about who holds a place, and what each series shows; both are kept."""

    assertion: ControlAssertion
    compared: tuple[ControlComparison, ...] = ()


def statements(
    readings: Iterable[Reading], sides: Sides, places: KnownPlaces, series: Sequence[Path] = ()
) -> list[Statement]:
    """Return the statements of control in documents, in order, beside the series in these files.

    Raises InvalidControl if a series cannot be read.
    """
    found = [assertion for reading in readings for assertion in control_assertions(reading, sides)]
    compared: dict[str, list[ControlComparison]] = {assertion.id: [] for assertion in found}
    for path in series if found else ():
        with Series(path) as opened:
            asker = Asker(opened)
            for assertion in found:
                compared[assertion.id].append(compare(assertion, asker, unit=places.unit, spot=places.spot))
    return [Statement(assertion, tuple(compared[assertion.id])) for assertion in found]
