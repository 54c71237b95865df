"""What changed since the last brief: new, strengthened, weakened, reversed, corrected (DOMAIN 6.2, no. 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportedly.brief import Material
from reportedly.brief.facts import Facts
from reportedly.brief.lint_words import change_between
from reportedly.brief.sentences import Writer, is_correction
from reportedly.brief.words import Words
from reportedly.records import BriefStatement, Event

ChangeKind = Literal["new", "strengthened", "weakened", "reversed", "corrected", "dropped"]
KINDS: tuple[ChangeKind, ...] = ("new", "strengthened", "weakened", "reversed", "corrected", "dropped")

_WORKS = {"full": 2, "partial": 1, "none": 0, "not_opened": 0, "closed_permanent": 0}
_BANDS = {"low": 0, "moderate": 1, "high": 2}


@dataclass(frozen=True)
class Changed:
    """One difference to the brief before: its kind, the sentence it is about ("" for one that is gone), in words."""

    kind: ChangeKind
    sentence: str
    text: str


def standing_of(sentences: Sequence[BriefStatement], material: Material, language: str) -> dict[str, Any]:
    """Return how the events and assessments of a text stand, to compare a later one with.

    `events`: subject, claims, origins, level, place, category and states of services by id; `assessments`: text and
    band.
    """
    facts = Facts(material, language=language)
    writer = Writer(facts)
    told = {e for s in sentences for e in s.events} | {c for s in sentences for c in s.claims}
    events = {}
    for event in material.events:
        if event.id in told or told & set(event.claims):
            events[event.id] = {
                "what": writer.subject(event),
                "claims": list(event.claims),
                "origins": [event.origins_min, event.origins_max],
                "level": event.corroboration,
                "place": event.place or "",
                "category": event.category,
                "states": sorted({f"{s.sector} {s.status}" for f in facts.facts(event.claims) if (s := f.status)}),
                "disputed": bool(event.contradictions),
            }
    judged = [s for s in sentences if s.kind == "assessment"]
    return {
        "cutoff": material.cutoff,
        "language": language,
        "profile": _profile(material),
        "events": events,
        "assessments": [{"text": s.text, "band": _band(s), "claims": list(s.claims)} for s in judged],
    }


def _profile(material: Material) -> str:
    found = material.theatre.profile_on(material.cutoff[:10])
    return found.version if found else ""


def _band(sentence: BriefStatement) -> str:
    return sentence.likelihood or sentence.confidence or ""


def changes(
    sentences: Sequence[BriefStatement], material: Material, past: Mapping[str, Any], language: str
) -> list[Changed]:
    """Return what differs from the past text, in the order of `KINDS`; nothing where there is no past text."""
    if not past:
        return []
    facts = Facts(material, language=language)
    made = _Comparison(facts, Writer(facts), past)
    found: dict[str, Changed] = {}
    for sentence in sentences:
        for one in made.of_sentence(sentence):
            found.setdefault(one.text, one)
    for one in made.gone(sentences):
        found.setdefault(one.text, one)
    return sorted(found.values(), key=lambda c: KINDS.index(c.kind))


@dataclass
class _Comparison:
    facts: Facts
    writer: Writer
    past: Mapping[str, Any]

    @property
    def words(self) -> Words:
        return self.facts.words

    def of_sentence(self, sentence: BriefStatement) -> Iterator[Changed]:
        if sentence.kind == "assessment":
            yield from self._judged(sentence)
            return
        if sentence.origin:
            return
        events = {e.id: e for e in self.facts.material.events}
        for event in [events[e] for e in sentence.events if e in events]:
            yield from self._of_event(event, sentence)

    def _of_event(self, event: Event, sentence: BriefStatement) -> Iterator[Changed]:
        before = self._before(event)
        what = self.writer.subject(event)
        if before is None:
            if not self._told(event):
                yield Changed("new", sentence.id, self.words("changes.new", what=what))
            return
        states = sorted({f"{s.sector} {s.status}" for f in self.facts.facts(event.claims) if (s := f.status)})
        turned = _turned(before["states"], states)
        if event.contradictions and is_correction(event.contradictions[0]) and not before["disputed"]:
            reason = self.words("margin.corrected")
            yield Changed("corrected", sentence.id, self.words("changes.corrected", what=what, reason=reason))
        elif turned:
            was, now = (self.words(f"states.{state}") for state in turned)
            yield Changed("reversed", sentence.id, self.words("changes.reversed", what=what, before=was, now=now))
        else:
            yield from self._counted(event, before, sentence, what)

    def _counted(
        self, event: Event, before: Mapping[str, Any], sentence: BriefStatement, what: str
    ) -> Iterator[Changed]:
        was, now = (before["level"], before["origins"][0]), (event.corroboration, event.origins_min)
        if was == now:
            return
        kind: ChangeKind = "strengthened" if now > was else "weakened"
        low, high = before["origins"]
        told = {
            "before": self.words.origins(low, high),
            "now": self.words.origins(event.origins_min, event.origins_max),
        }
        if told["before"] == told["now"]:
            told = {"before": was[0], "now": now[0]}
        yield Changed(kind, sentence.id, self.words(f"changes.{kind}", what=what, **told))

    def _before(self, event: Event) -> Mapping[str, Any] | None:
        """Return how the event stood: the past one with which it shares claims, else one of its service and place."""
        past: Sequence[Mapping[str, Any]] = list(self.past["events"].values())
        shared = [(len(set(p["claims"]) & set(event.claims)), -n, p) for n, p in enumerate(past)]
        best = max(shared, key=lambda s: s[:2], default=None)
        if best is not None and best[0]:
            return best[2]
        sectors = {s.sector for f in self.facts.facts(event.claims) if (s := f.status)}
        for one in past:
            theirs = {state.split(" ")[0] for state in one["states"]}
            if event.place and one["place"] == event.place and sectors & theirs:
                return one
        return None

    def _told(self, event: Event) -> bool:
        return any(set(p["claims"]) & set(event.claims) for p in self.past["events"].values())

    def _judged(self, sentence: BriefStatement) -> Iterator[Changed]:
        mine = set(sentence.text.casefold().split())
        for old in self.past["assessments"]:
            theirs = set(str(old["text"]).casefold().split())
            if len(mine & theirs) < 0.5 * len(mine | theirs) or old["band"] == _band(sentence):
                continue
            was, now = self._rank(str(old["band"])), self._rank(_band(sentence))
            far = (was - 3) * (now - 3) < 0
            kind: ChangeKind = "reversed" if far else "strengthened" if now > was else "weakened"
            what = self.words("assessment.name")
            told = {"before": old["band"], "now": _band(sentence)}
            yield Changed(kind, sentence.id, self.words(f"changes.{kind}", what=what, **told))

    def _rank(self, band: str) -> int:
        for row in self.words.data["lint"]["likelihood"]:
            if band.casefold() in row:
                return int(row.index(band.casefold()))
        levels: Sequence[str] = self.words.data["lint"]["confidence_levels"]
        return 2 + levels.index(band.casefold()) if band.casefold() in levels else 3

    def gone(self, sentences: Sequence[BriefStatement]) -> Iterator[Changed]:
        """Yield what the past text rested on and that is not there any more: corrected."""
        held = set(self.facts.by_id)
        for old in self.past["events"].values():
            lost = [c for c in old["claims"] if c not in held]
            if lost and len(lost) == len(old["claims"]):
                reason = self.words("changes.gone")
                yield Changed("corrected", "", self.words("changes.corrected", what=old["what"], reason=reason))


def _by_service(states: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in states:
        sector, _, state = one.partition(" ")
        found[sector] = state
    return found


def _turned(before: Sequence[str], now: Sequence[str]) -> tuple[str, str] | None:
    """Return the state of a service then and now where it turned from working to not working, or the other way."""
    then = _by_service(before)
    later = _by_service(now)
    if len(then) != len(before) or len(later) != len(now):
        return None  # two states of one service at once: that is a dispute, no turn
    for sector in then.keys() & later.keys():
        was, is_ = _WORKS.get(then[sector]), _WORKS.get(later[sector])
        if was is not None and is_ is not None and abs(was - is_) == 2:
            return then[sector], later[sector]
    return None


def told(found: Sequence[Changed], material: Material, past: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """Return the lines of "What changed": what it is compared with, a change of the source set, and the changes."""
    if not past:
        return ()
    words = Facts(material, language=language).words
    day = words.day(str(past["cutoff"])[:10], year=True, case="of")
    turned = change_between(material.theatre, str(past["cutoff"])[:10], material.cutoff[:10])
    lines = [words("changes.against" if found else "changes.none", day=day)]
    lines += [words("changes.sources", day=words.day(turned, year=True))] if turned else []
    return (*lines, *(c.text for c in found))
