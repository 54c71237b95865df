"""What a day shows: the ground held, contested, not held and not known, without overlaps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from reportedly.control.rings import Frame, frame_of, polygons_of
from reportedly.control.sphere import area_km2
from reportedly.errors import InvalidControl
from reportedly.records import Repair
from reportedly.records.control import ControlState

SLIVER_SHARE = 0.01
"""Areas with contrary states that overlap by less than this share of the smaller one were drawn imprecisely."""
SLIVER_KM2 = 1.0
WORDED = ("status", "state", "control", "controlled_by", "class", "category", "type", "kind", "side", "party", "zone")
"""Names of properties in which features of one file may differ in what they mean."""

_ORDER: tuple[ControlState, ...] = ("contested", "in", "out", "no_data")
"""Where areas overlap, the earlier state stays."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Ground of one state, with the provider's words for it."""

    state: ControlState
    words: tuple[str, ...]
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Zones:
    """The ground that a day speaks of: at most one zone of each state, apart from each other, in one frame."""

    zones: tuple[Zone, ...] = ()
    frame: Frame = field(default_factory=Frame)

    def shape(self, *states: ControlState) -> BaseGeometry:
        """Return the ground of some states together; empty where there is none."""
        found = [zone.shape for zone in self.zones if zone.state in states]
        return shapely.union_all(found) if found else MultiPolygon()

    def words(self, state: ControlState) -> str | None:
        """Return the provider's words for a state."""
        return next((", ".join(zone.words) for zone in self.zones if zone.state == state), None) or None


@dataclass(frozen=True, slots=True)
class Wording:
    """Where the features say their state, and what the words mean; without a property all features are held."""

    word_in: str | None = None
    states: Mapping[str, ControlState] = field(default_factory=dict)
    all_in: bool = False


def state_of(properties: Mapping[str, Any], wording: Wording, where: str) -> tuple[ControlState, str | None]:
    """Return what a feature means and its printed word. Raises InvalidControl for a word without a meaning."""
    if wording.word_in is None:
        return "in", None
    if wording.word_in not in properties:
        known = ", ".join(sorted(properties)) or "none"
        raise InvalidControl(f"{where}: there is no property {wording.word_in!r}; its properties are: {known}")
    value = properties[wording.word_in]
    word = "" if value is None else str(value).strip()
    return meaning(word, wording.states, where), word


def meaning(word: str, states: Mapping[str, ControlState], where: str) -> ControlState:
    """Return what a provider's word means, case aside. Raises InvalidControl if nobody said what it means."""
    found = {key.casefold(): state for key, state in states.items()}.get(word.casefold())
    if found is None:
        known = ", ".join(f"{key}={state}" for key, state in states.items()) or "none"
        raise InvalidControl(
            f"{where}: nothing says what {word!r} means; add --state '{word}=in' (or out, contested, no_data). "
            f"Known: {known}"
        )
    return found


def check_wording(properties: Sequence[Mapping[str, Any]], wording: Wording, name: str) -> None:
    """Refuse features that differ in a property which looks like a state, where nobody said what that means."""
    if wording.word_in is not None or wording.all_in:
        return
    for key in WORDED:
        printed = {str(p[key]) for p in properties for k in p if k == key and p[key] is not None}
        if len(printed) > 1:
            some = ", ".join(sorted(printed)[:6])
            raise InvalidControl(
                f"{name}: the features differ in {key!r} ({some}): say what the words mean with --states-in {key} "
                "--state WORD=in --state WORD=out, or --all-in if every polygon is held"
            )


def zones_of(
    shapes: Sequence[tuple[ControlState, str | None, BaseGeometry]], name: str, repairs: list[Repair]
) -> Zones:
    """Return the zones of a day from its polygons; what had to be joined or cut is added to `repairs`.

    Contested ground wins over other ground. Raises InvalidControl where held, free and unknown ground overlap by
    more than a sliver: the file contradicts itself.
    """
    frame = frame_of([shape for _, _, shape in shapes]) if shapes else Frame()
    grouped: dict[ControlState, list[BaseGeometry]] = defaultdict(list)
    words: dict[ControlState, list[str]] = defaultdict(list)
    for state, word, shape in shapes:
        grouped[state].append(frame.placed(shape))
        if word:
            words[state].append(word)
    joined = {state: _joined(grouped[state], state, name, repairs) for state in _ORDER if state in grouped}
    apart = _apart(joined, name, repairs)
    return Zones(
        tuple(
            Zone(state, tuple(dict.fromkeys(words[state])), shape)
            for state, shape in apart.items()
            if not shape.is_empty
        ),
        frame,
    )


def _joined(shapes: Sequence[BaseGeometry], state: ControlState, name: str, repairs: list[Repair]) -> BaseGeometry:
    whole = shapely.union_all(shapes)
    twice = sum(area_km2(s) for s in shapes) - area_km2(whole)
    if twice > 1e-6 * area_km2(whole) and twice > 0.001:
        repairs.append(
            Repair(
                "overlap", name, f"polygons with the state {state} overlap by {twice:,.1f} km²: joined, counted once"
            )
        )
    return MultiPolygon(polygons_of(whole))


def _apart(
    joined: Mapping[ControlState, BaseGeometry], name: str, repairs: list[Repair]
) -> dict[ControlState, BaseGeometry]:
    apart: dict[ControlState, BaseGeometry] = {}
    for state, shape in joined.items():
        rest = shape
        for earlier, taken in apart.items():
            common = area_km2(rest.intersection(taken))
            if common <= 1e-9:
                continue
            smaller = min(area_km2(shape), area_km2(taken))
            if earlier != "contested" and common > SLIVER_KM2 and common > SLIVER_SHARE * smaller:
                raise InvalidControl(
                    f"{name}: {common:,.1f} km² have the states {earlier} and {state} at once; correct the file "
                    "or the meaning of its words"
                )
            repairs.append(
                Repair("overlap", name, f"{common:,.2f} km² have the states {earlier} and {state}: kept as {earlier}")
            )
            rest = rest.difference(taken)
        apart[state] = MultiPolygon(polygons_of(rest))
    return apart
