"""One cell as a step function over days."""

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from reportedly.ledger.observations import Observation
from reportedly.records import Interval, Origin
from reportedly.records.event import Voice
from reportedly.records.values import Access, Change, ServiceState, Side

_WORKS = ("full", "partial")


def steps(observed: Sequence[Observation], *, on: int | None = None, since: int | None = None) -> tuple[Interval, ...]:
    """Return the intervals of one cell, in order; observations without a day are left out.

    Each observation vouches for the days from `since` to `until`. Where observations of different
    origins vouch for the same day with different states, the interval is a conflict that holds every
    state with its claims; nothing is averaged. Where one source corrects itself, its later report
    replaces the earlier one. After the last day vouched for, the last state stands. What is only announced gives way
    to what is observed, see `standing`. With `on` (an ordinal) the function ends on that day: its last interval is the
    state then. With `since` (an ordinal) intervals that ended by that day may be missing.
    """
    dated = standing(observed, on=on)
    # Nobody was set right: days on which all agree need no second look, and are joined once.
    plain = not any(o.corrected_by for o in dated)
    told = [(day, _agreed(vouching) if plain else None, vouching) for day, vouching in _days(dated, on)]
    made = _Steps(dated, since)
    for day, state, vouching in told[_begun(told, since) :]:
        if state is not None:
            made.agreed(day, state, vouching)
        else:
            made.add(day, vouching)
    return made.all()


_Told = tuple[int, ServiceState | None, list[Observation]]


def _agreed(vouching: Sequence[Observation]) -> ServiceState | None:
    """Return the state that all observations of a day give, None where they differ or tell of a conflict."""
    states = {o.status for o in vouching}
    return next(iter(states)) if len(states) == 1 and "conflict" not in states else None


def _begun(told: Sequence[_Told], since: int | None) -> int:
    """Return the last step up to a day on which one agreed state took the place of another, 0 where there is none.

    What came before it ended by then, whatever it was.
    """
    if since is None:
        return 0
    for at in range(len(told) - 1, 0, -1):
        day, state, _ = told[at]
        before = told[at - 1][1]
        if day <= since and state is not None and before is not None and before != state:
            return at
    return 0


def _days(dated: Sequence[Observation], on: int | None) -> Iterable[tuple[int, list[Observation]]]:
    """Yield each day on which an observation begins or ends, up to `on`, with the observations that vouch for it."""
    days = sorted({d for o in dated for d in (o.since, o.until) if d is not None and (on is None or d <= on)})
    coming = sorted((o.since, n, o) for n, o in enumerate(dated) if o.since is not None)
    here: list[tuple[int, Observation]] = []
    at = 0
    for day in days:
        here = [one for one in here if (one[1].until or 0) >= day]
        while at < len(coming) and coming[at][0] <= day:
            _, n, one = coming[at]
            at += 1
            if (one.until or 0) >= day:
                insort(here, (n, one), key=itemgetter(0))
        yield day, [one for _, one in here]


class _Steps:
    """Intervals as they grow: a run of days on which all agree is made into one interval when it ends."""

    def __init__(self, dated: Sequence[Observation], since: int | None) -> None:
        self._dated = dated
        self._since = since
        self._found: list[Interval] = []
        self._run: tuple[int, ServiceState, set[str]] | None = None

    def agreed(self, day: int, state: ServiceState, vouching: Sequence[Observation]) -> None:
        """Add a day on which all observations give one state."""
        if self._run is not None and self._run[1] == state:
            self._run[2].update(o.claim for o in vouching)
        elif self._run is None and self._found and self._found[-1].status == state:
            self.add(day, vouching)
        else:
            self._end(day)
            self._run = day, state, {o.claim for o in vouching}

    def add(self, day: int, vouching: Sequence[Observation]) -> None:
        """Add a day on whatever is vouched for."""
        self._end(None)
        found, made = self._found, interval(vouching, since=day)
        if found and _alike(found[-1], made):
            found[-1] = _longer(found[-1], made, vouching, self._dated)
            return
        if found:
            found[-1] = replace(found[-1], until=iso(day))
        found.append(made)

    def all(self) -> tuple[Interval, ...]:
        """Return all intervals."""
        self._end(None)
        return tuple(self._found)

    def _end(self, until: int | None) -> None:
        """End the run; `until` is the day on which another state begins, None where that is not known yet."""
        found = self._found
        if self._run is not None:
            begun, _, claims = self._run
            self._run = None
            if found and found[-1].until is None:
                found[-1] = replace(found[-1], until=iso(begun))
            if until is not None and self._since is not None and until <= self._since:
                found.clear()
                return
            found.append(interval([o for o in self._dated if o.claim in claims], since=begun))
        if found and until is not None:
            found[-1] = replace(found[-1], until=iso(until))


def standing(observed: Sequence[Observation], *, on: int | None = None) -> list[Observation]:
    """Return the observations with a day that count, up to a day (an ordinal).

    A plan says that something is not there yet. It makes a state where nothing was observed before, but neither
    contradicts nor replaces what was: a second bank that is to open does not close the first.
    """
    dated = [o for o in observed if o.since is not None and o.until is not None and (on is None or o.since <= on)]
    first = min((o.since for o in dated if not o.announced and o.since is not None), default=None)
    kept = []
    for one in dated:
        if first is None or not one.announced:
            kept.append(one)
        elif one.since is not None and one.until is not None and one.since < first:
            kept.append(replace(one, until=min(one.until, first - 1)))
    return kept


def interval(vouching: Sequence[Observation], *, since: int | None) -> Interval:
    """Return the state that these observations of one day give, conflict or not."""
    kept = _last_words(vouching)
    states: dict[ServiceState, list[Observation]] = {}
    for group in _accounts(kept):
        states.setdefault(_state(group), []).extend(group)
    conflict: tuple[tuple[ServiceState, tuple[str, ...]], ...] = ()
    voices: tuple[Voice, ...] = ()
    if len(states) > 1:
        conflict = tuple((state, _claims(group)) for state, group in sorted(states.items()))
        voices = tuple(_voice(state, group) for state, group in sorted(states.items()))
    lowest, origins, sides = _counted(kept)
    return Interval(
        since=iso(since) if since is not None else None,
        until=None,
        status="conflict" if conflict else next(iter(states)),
        claims=_claims(kept),
        origins_min=lowest,
        origins_max=len(origins),
        # Of a conflict each side has its own: together they would tell a third story.
        change="unknown" if conflict else _change(kept),
        cause=() if conflict else _causes(kept),
        access="unknown" if conflict else _access(kept),
        sides=sides,
        conflict=conflict,
        voices=voices,
        details=tuple(dict.fromkeys(detail for o in kept for detail in o.details)),
        provider=tuple(sorted({o.provider for o in kept} - {"unknown"})),
    )


def _voice(state: ServiceState, group: Sequence[Observation]) -> Voice:
    lowest, origins, sides = _counted(group)
    return Voice(
        state,
        lowest,
        len(origins),
        names=tuple(dict.fromkeys(origins[key].name for key in sorted(origins))),
        sides=sides,
        change=_change(group),
        cause=_causes(group),
        access=_access(group),
    )


def _counted(kept: Sequence[Observation]) -> tuple[int, dict[str, Origin], tuple[Side, ...]]:
    """Return how many origins are certain, all origins by key, and their sides."""
    origins = {origin.key: origin for o in kept for origin in o.origins}
    lowest = len({origin.key for o in kept for origin in o.origins if origin.certain})
    return lowest, origins, tuple(sorted({origin.side for origin in origins.values()}))


def _causes(kept: Iterable[Observation]) -> tuple[str, ...]:
    return tuple(sorted({cause for o in kept for cause in o.cause}))


def _last_words(vouching: Sequence[Observation]) -> list[Observation]:
    """Return the observations without those that their own source replaced."""
    # What a later report recalls is older: it sets nothing right.
    present = {o.claim for o in vouching if not o.recalled}
    by_publisher: dict[str, list[Observation]] = {}
    if len({o.status for o in vouching}) > 1:
        for one in vouching:
            by_publisher.setdefault(one.publisher, []).append(one)
    kept = [
        one
        for one in vouching
        if not one.corrected_by & present
        and not any(_replaces(other, one) for other in by_publisher.get(one.publisher, ()))
    ]
    return sorted(kept, key=lambda o: o.claim)


def _replaces(later: Observation, one: Observation) -> bool:
    """Say whether a source sets its earlier report right by its later word in the same outlet.

    Through another outlet the later word may be a retelling that went wrong; both stand then.
    """
    same_source = bool(one.keys) and one.keys <= later.keys and bool(one.publisher) and one.publisher == later.publisher
    return same_source and later.status != one.status and (one.reported or 0) < (later.reported or 0)


def _accounts(kept: Iterable[Observation]) -> list[list[Observation]]:
    """Return the observations in groups of one origin in one document: parts of one account."""
    groups: dict[tuple[str, frozenset[str]], list[Observation]] = {}
    for one in kept:
        groups.setdefault((one.document, one.keys), []).append(one)
    return [group for _, group in sorted(groups.items(), key=lambda item: (item[0][0], sorted(item[0][1])))]


def _state(group: Sequence[Observation]) -> ServiceState:
    """Return the one state that one account gives.

    Who reports one shop open and another shut describes a service that works in part.
    """
    states = {o.status for o in group}
    if len(states) == 1:
        return next(iter(states))
    if "conflict" in states:
        return "conflict"
    return "partial" if states & set(_WORKS) else "none"


def _change(kept: Sequence[Observation]) -> Change:
    changes = {o.change for o in kept if o.change != "unknown"}
    return next(iter(changes)) if len(changes) == 1 else "unknown"


def _access(kept: Sequence[Observation]) -> Access:
    access = {o.access for o in kept if o.access != "unknown"}
    return next(iter(access)) if len(access) == 1 else "unknown"


def _claims(group: Iterable[Observation]) -> tuple[str, ...]:
    return tuple(sorted({o.claim for o in group}))


def _alike(one: Interval, other: Interval) -> bool:
    return one.status == other.status and {s for s, _ in one.conflict} == {s for s, _ in other.conflict}


def _longer(last: Interval, made: Interval, vouching: Sequence[Observation], dated: Sequence[Observation]) -> Interval:
    """Return the interval of both: the state goes on, with the claims and origins of all its days."""
    claims = {*last.claims, *made.claims, *(o.claim for o in vouching)}
    joined = interval([o for o in dated if o.claim in claims], since=None)
    if not _alike(joined, last):
        # A report that was replaced on one day may not speak again on another.
        return last
    return replace(joined, since=last.since)


def iso(day: int) -> str:
    """Return the ISO day of an ordinal."""
    return date.fromordinal(day).isoformat()
