"""Questions to a series: who holds these settlements, and how much of this unit, on this day."""

from collections.abc import Sequence

from reportedly.control.days import Pick, pick
from reportedly.control.findings import Day, Finding, PolygonDay, TableDay
from reportedly.control.ground import Ground
from reportedly.control.series import Series
from reportedly.control.shares import Measure, by_area, by_members, listed_inside
from reportedly.control.spots import Spot, Unit
from reportedly.records import ControlAnswer, UnitShare

AGREED_SHARE = 0.02
"""Two neighbours of a day without a layer agree on a unit if their shares differ by no more than this."""

_KEPT_DAYS = 8


class Asker:
    """Asks one series; the last days that were asked for stay ready. `dates` are those of the series, in order."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self.layer = series.layer
        self.dates = series.dates()
        self._ready: dict[str, Day] = {}
        self._cover = series.cover()

    def at(self, spot: Spot, asked: str) -> ControlAnswer:
        """Return what the series says of one settlement on an ISO day. Raises InvalidControl for another day."""
        return self.at_many([spot], asked)[0]

    def at_many(self, spots: Sequence[Spot], asked: str) -> list[ControlAnswer]:
        """Return what the series says of many settlements on an ISO day, in order."""
        picked = pick(asked, self.dates, valid_days=self.layer.valid_days)
        if not picked.days:
            silent = Finding("no_data", picked.reason)
            return [self._answer(spot, silent, None, asked) for spot in spots]
        found = [self._day(day).find(spots) for day in picked.days]
        if len(found) == 1:
            return [self._answer(s, f, picked.days[0], asked) for s, f in zip(spots, found[0], strict=True)]
        return [
            self._answer(s, _agreed(picked, before, after), picked.days[0], asked)
            for s, before, after in zip(spots, *found, strict=True)
        ]

    def share(self, unit: Unit, asked: str) -> UnitShare:
        """Return how much of a unit the series shows as held on an ISO day.

        By area where it has polygons and the unit an outline, else by member settlements, by population where all
        members have one; never by the unit's point.
        """
        picked = pick(asked, self.dates, valid_days=self.layer.valid_days)
        if not picked.days:
            return self._unit_share(unit, asked, Measure(picked.reason), None)
        measures = [self._measured(unit, day) for day in picked.days]
        measure = measures[0] if len(measures) == 1 else _agreed_share(picked, *measures)
        return self._unit_share(unit, asked, measure, picked.days[0])

    def ground(self, day: str) -> Ground:
        """Return the ground that a day of polygons shows. Raises InvalidControl if the series does not have the day."""
        return Ground(self._series.zones(day), self._cover, self.layer.accuracy_km)

    def _day(self, day: str) -> Day:
        if day not in self._ready:
            if len(self._ready) >= _KEPT_DAYS:
                self._ready.pop(next(iter(self._ready)))
            if self.layer.form == "polygons":
                self._ready[day] = PolygonDay(self.layer, self.ground(day))
            else:
                self._ready[day] = TableDay(self.layer, tuple(self._series.rows(day)))
        return self._ready[day]

    def _measured(self, unit: Unit, day: str) -> Measure:
        ready = self._day(day)
        if unit.outline is not None and isinstance(ready, PolygonDay):
            return by_area(unit.outline, ready.ground, self.layer, country=unit.country)
        members = unit.members
        if not members and isinstance(ready, TableDay) and unit.outline is not None:
            members = listed_inside(unit.outline, ready.rows)
        if not members:
            return Measure("no outline and no member settlements of it are known; its point says nothing")
        return by_members(members, ready.find(members))

    def _answer(self, spot: Spot, found: Finding, day: str | None, asked: str) -> ControlAnswer:
        return ControlAnswer(
            status=found.status,
            asked=asked,
            series=self.layer.series,
            provider=self.layer.provider,
            licence=self.layer.licence,
            credit=self.layer.credited,
            reason=found.reason,
            place=spot.place,
            name=spot.name,
            lat=spot.lat,
            lon=spot.lon,
            day=None if found.status == "no_data" else day,
            distance_km=None if found.distance_km is None else round(found.distance_km, 3),
            degree=found.degree,
            word=found.word,
        )

    def _unit_share(self, unit: Unit, asked: str, measure: Measure, day: str | None) -> UnitShare:
        return UnitShare(
            unit=unit.place,
            name=unit.name,
            asked=asked,
            series=self.layer.series,
            provider=self.layer.provider,
            licence=self.layer.licence,
            credit=self.layer.credited,
            reason=measure.reason,
            basis=measure.basis,
            share=measure.share,
            least=measure.least,
            most=measure.most,
            members=measure.members,
            no_data=measure.no_data,
            day=None if measure.share is None else day,
        )


def _agreed(picked: Pick, before: Finding, after: Finding) -> Finding:
    first, last = picked.days
    if "no_data" in (before.status, after.status):
        silent = before if before.status == "no_data" else after
        return Finding("no_data", f"{picked.reason}; {silent.reason}")
    if (before.status, before.degree) != (after.status, after.degree):
        told = f"{first} says {before.status}, {last} says {after.status}"
        return Finding("no_data", f"{picked.reason}, which do not agree: {told}")
    reason = f"{before.reason} on {first}; {picked.reason}, which agree"
    return Finding(before.status, reason, before.distance_km, before.degree, before.word)


def _agreed_share(picked: Pick, before: Measure, after: Measure) -> Measure:
    first, last = picked.days
    if before.share is None or after.share is None:
        silent = before if before.share is None else after
        return Measure(f"{picked.reason}; {silent.reason}")
    if abs(before.share - after.share) > AGREED_SHARE:
        told = f"{before.share:.1%} on {first}, {after.share:.1%} on {last}"
        return Measure(f"{picked.reason}, which do not agree: {told}")
    return Measure(
        f"{before.reason} on {first}; {picked.reason}, which agree",
        before.basis,
        before.share,
        min(before.least or 0.0, after.least or 0.0),
        max(before.most or 0.0, after.most or 0.0),
        before.members,
        max(before.no_data, after.no_data),
    )
