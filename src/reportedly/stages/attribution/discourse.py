"""Relations across units: quotations that go on, and sentences that only name the source of others."""

from collections.abc import Sequence

from reportedly.stages.attribution.found import Found
from reportedly.stages.attribution.phrasing import HEADING
from reportedly.stages.attribution.units import Unit


def link_units(parsed: Sequence[tuple[Unit, list[Found]]]) -> list[Found]:
    """Return all relations in order, with contents that lie in neighbouring units added."""
    result: list[Found] = []
    last: list[Found] = []
    previous: Unit | None = None
    headings: list[Found] = []
    before: list[tuple[Unit, bool]] = []
    for unit, found in parsed:
        outside = [f for f in found if unit.quote_at(f.cue[0][0]) is None]
        if last and not outside and _orphan(unit):
            same = previous is not None and previous.order == unit.order
            if same or (unit.index == 0 and last[-1].unit.order == unit.order - 1):
                for speaker in last:
                    speaker.content.extend((q.start, q.end) for q in unit.quotes)
        headings = _point(found, before, unit) or headings
        result.extend(found)
        quoted = [f for f in outside if any(unit.quote_at(s) for s, _ in f.content)]
        if outside:
            last = _together(quoted)
        elif not _orphan(unit):
            last = []
        _head(headings, unit)
        before.append((unit, any(f.source and not f.anaphoric and f.score >= _SURE for f in found)))
        previous = unit
    return result


def _point(found: Sequence[Found], before: Sequence[tuple[Unit, bool]], unit: Unit) -> list[Found]:
    """Give pointing sentences their content; return those that head what follows."""
    for item in found:
        if item.anaphoric and item.rule != HEADING and before:
            item.content = [(u.start, u.end) for u in _run(before, unit)]
    return [f for f in found if f.rule == HEADING]


def _head(headings: Sequence[Found], unit: Unit) -> None:
    """Add the unit to the content of a sentence that announced it."""
    for heading in headings:
        if heading.unit.order == unit.order and heading.unit is not unit and len(heading.content) < _REACH:
            heading.content.append((unit.start, unit.end))


_REACH = 12
_SURE = 0.5


def _run(before: Sequence[tuple[Unit, bool]], unit: Unit) -> list[Unit]:
    """Return the run of units that a pointing sentence covers, in order.

    It goes back to the start of the paragraph, or over the whole paragraph before where the sentence opens
    its own; a unit with a source of its own ends it, unless it is the unit right before.
    """
    order = before[-1][0].order
    if order not in (unit.order, unit.order - 1):
        return []
    run: list[Unit] = []
    for earlier, sourced in reversed(before[-_REACH:]):
        if earlier.order != order or earlier.headline or (sourced and run):
            break
        run.append(earlier)
        if sourced:
            break
    return run[::-1]


def _orphan(unit: Unit) -> bool:
    """Say whether the unit is nothing but quotation."""
    if not unit.quotes:
        return False
    covered = sum(q.end - q.start for q in unit.quotes)
    return covered >= 0.9 * (unit.end - unit.start)


def _together(quoted: Sequence[Found]) -> list[Found]:
    """Return the last speaker and those who pass on the same words ("…," X said, according to Y)."""
    if not quoted:
        return []
    last = quoted[-1]
    return [f for f in quoted if f is last or any(a < d and c < b for a, b in f.content for c, d in last.content)]
