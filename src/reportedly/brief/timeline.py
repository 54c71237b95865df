"""The timeline: when things happened, as told, and when each side reported them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportedly.brief import plans, quoting
from reportedly.brief.choose import Choice, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.model import Moment, Timeline
from reportedly.brief.notes import Notes
from reportedly.brief.upheld import upholds
from reportedly.brief.words import Words, unique
from reportedly.records import Timing
from reportedly.text import squeeze

MOST = 14
"""Rows drawn; the best-ranked events that have a date."""

LONGEST_DAYS = 35
"""The axis looks back no further than this from the cut-off; what is older stands at its left edge, in words."""

_LABEL = 84


def timeline(choices: Sequence[Choice], facts: Facts, notes: Notes) -> Timeline:
    """Return the rows for the events that are told, by date, and those without any date apart, if others have one."""
    found = [(_moment(c, best, facts), best.id) for c in choices for best in (_best(c, facts),)]
    told, rows = dict(found), [m for m, _ in found]
    dated = [m for m in rows if m.start or m.end or m.reports]
    # What has a day of its own comes first; a row that only says when something was reported tells less.
    dated = sorted(dated, key=lambda m: m.form == "unknown" or not (m.start or m.end))[:MOST]
    # Where nothing has a date that is said once, not line by line.
    undated = tuple(m for m in rows if not (m.start or m.end or m.reports)) if dated else ()
    last = facts.today
    earliest = (date.fromisoformat(last) - timedelta(days=LONGEST_DAYS)).isoformat()
    days = [d for m in dated for d in (m.start, m.end, *(r for r, _ in m.reports)) if d and earliest <= d <= last]
    first = min(days, default=earliest)
    ahead = [m.end or m.start for m in dated if m.form == "planned" and (m.end or m.start)]
    limit = (date.fromisoformat(last) + timedelta(days=21)).isoformat()
    last = max([last, *(d for d in ahead if d and d <= limit)])
    if first == last:
        first = (date.fromisoformat(last) - timedelta(days=6)).isoformat()
    # Only rows that are drawn have notes: one that nothing refers to would lead nowhere.
    drawn = tuple(replace(m, numbers=notes.cite((told[m],))) for m in sorted(dated, key=_start))
    return Timeline(first, last, drawn, tuple(replace(m, numbers=notes.cite((told[m],))) for m in undated))


def _start(moment: Moment) -> str:
    return moment.start or moment.end or min(r for r, _ in moment.reports)


def _best(choice: Choice, facts: Facts) -> Fact:
    """Return the claim that dates an event best: with a day in its own words, and of what the event is told as."""
    timed = [f for f in facts.facts(choice.event.claims) if _timed(f)]
    inside = [f for f in timed if _in_own_words(f)]
    named = [f for f in inside if f.claim.proposition == choice.event.proposition]
    same = [f for f in inside if upholds(choice.best, f)]
    own = [f for f in inside if f is choice.best]
    for found in (own, named, same, inside, timed):
        best = representative(found)
        if best is not None:
            return best
    return choice.best


def _in_own_words(fact: Fact) -> bool:
    """Say whether the words that date a claim stand in it: beside it they may date the report, or another matter."""
    span = fact.timing.span if fact.timing is not None else None
    return span is not None and any(piece.covers(span) for piece in fact.claim.evidence)


def _moment(choice: Choice, best: Fact, facts: Facts) -> Moment:
    claims = facts.facts(choice.event.claims)
    words = facts.words
    form, start, end, told = _when(best, words)
    # The day of a reminder is not the day on which the event was news: it has no mark.
    reports = {(f.published, facts.voice(f)) for f in claims if f.published and not f.recalled}
    if form in ("point", "since", "span") and start and best.published and best.published >= start:
        # What was told before the day of this row told of another part of the event.
        reports = {r for r in reports if r[0] >= start}
    by_day = sorted(reports, key=lambda r: (r[0], r[1] or ""))
    said = _reported(unique(d for d, _ in by_day), claims, words)
    return Moment(
        label=_label(best, facts),
        detail=f"{told}; {said}",
        form=form,
        start=start,
        end=end,
        reports=tuple(by_day),
    )


def _reported(days: Sequence[str], claims: Sequence[Fact], words: Words) -> str:
    """Return when an event was reported, in words; where it was only recalled, when that was."""
    if not days:
        recalled = sorted({f.published for f in claims if f.published and f.recalled})
        shown = words.listed([words.short_day(d) for d in recalled[:4]])
        return words("timeline.recalled", days=shown) if recalled else words("timeline.no_date")
    shown, more = words.listed([words.short_day(d) for d in days[:4]]), len(days) - 4
    if more > 0:
        return words("timeline.reported_more", days=shown, more=words.plural("more_days", more))
    return words("timeline.reported", days=shown)


def _label(fact: Fact, facts: Facts) -> str:
    printed = squeeze(quoting.quote(fact, facts)[0])
    if len(printed) > _LABEL:
        printed = printed[:_LABEL].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return facts.words.in_marks(printed, fact.reading.document.language)


def _timed(fact: Fact) -> bool:
    return fact.timing is not None and fact.timing.basis in ("stated", "relative")


def _when(fact: Fact, words: Words) -> tuple[str, str | None, str | None, str]:
    """Return the form of a row, its first and last day, and the words for it."""
    timing = fact.timing
    planned = fact.claim.realis in ("conditional", "hypothetical") or plans.is_plan(fact)
    if timing is None or timing.basis in ("published", "none"):
        if planned:
            return "planned", None, None, words("timeline.planned")
        return "unknown", None, timing.latest if timing else None, words("timeline.not_given")
    if planned:
        point = timing.latest or timing.earliest
        day = _printed(timing, 0, words) or _words(point, words)
        return "planned", timing.earliest, timing.latest, words("timeline.planned_for", day=day)
    return _past(timing, fact, words)


def _past(timing: Timing, fact: Fact, words: Words) -> tuple[str, str | None, str | None, str]:
    start, end = timing.earliest, timing.latest
    ongoing = fact.claim.realis in ("ongoing", "habitual") or (timing.event or "").endswith("..")
    if start and (end is None or ongoing):
        day = _printed(timing, 0, words, case="of") or _words(start, words)
        return "since", start, None, words("timeline.since", day=day)
    if start and end and start != end and start[:7] == end[:7] and _printed(timing, 0, words):
        return "span", start, end, words("timeline.within", period=_printed(timing, 0, words, case="in"))
    if start and end and start != end:
        return "span", start, end, words("timeline.between", first=_words(start, words), last=_words(end, words))
    if start:
        return "point", start, start, _words(start, words)
    return "unknown", None, end, words("timeline.not_later", day=_words(end, words))


def _printed(timing: Timing, part: int, words: Words, *, case: str = "") -> str:
    """Return a month or year in words where the event's EDTF is no more exact than that, else ""."""
    found = (timing.event or "").split("/")
    piece = found[part].strip("?~%") if part < len(found) else ""
    exact = len(piece) in (4, 7) and piece[:4].isdigit()
    return words.day(piece, year=len(piece) == 4, case=case) if exact else ""


def _words(iso: str | None, words: Words) -> str:
    return words.day(iso) or words("timeline.no_day")
