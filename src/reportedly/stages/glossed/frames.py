"""Coding rules over the printed words of a claim, one set for all languages over word groups of each.

The gloss loses what a language says by its own turns; these rules read the words themselves. They are written in the
pattern language of the English ones (`stages/coding/rules.py`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from reportedly.errors import InvalidCodebook
from reportedly.records import values as v
from reportedly.stages.coding.beginnings import Beginnings
from reportedly.stages.coding.rules import Rule, Rules, Scored, kept_patterns, terms
from reportedly.stages.coding.sectors import possible
from reportedly.yaml_data import load_plain

_ROOT = __package__

_SECTORS = {
    "health": ("HEALTHW", "MEDICW"),
    "education": ("SCHOOLW", "TEACHERW"),
    "sewage": ("SEWW",),
    "waste": ("WASTEW",),
    "water": ("WATERW",),
    "heating": ("HEATW",),
    "gas": ("GASW",),
    "fuel": ("FUELW",),
    "electricity": ("POWERW", "POWERSTAFFW"),
    "internet": ("NETW",),
    "telecom_fixed": ("FIXEDW",),
    "telecom_mobile": ("PHONEW",),
    "banking_cash": ("BANKW",),
    "payments": ("PAY",),
    "humanitarian_aid": ("AIDW",),
    "food_shops": ("FOODW", "SHOPW"),
    "housing": ("HOUSEW",),
    "post": ("POSTW",),
    "registry": ("REGW",),
    "transport": ("TRANSW",),
    "policing_justice": ("POLICEW",),
    "broadcast": ("BROADCASTW",),
}
"""The word groups that name a sector."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The rules for one language: for categories, for states (of services; of others by category), how these change."""

    codes: Rules
    states: Rules
    others: Mapping[str, Rules]
    changes: Rules

    def ranked(self, text: str) -> Sequence[Scored]:
        """Return the categories that the rules see, best first: by what is said, without the reason where that does."""
        text = self._meant(text)
        for part in dict.fromkeys((_without_reason(text), text)):
            found = [scored for scored in self.codes.score(part) if scored.score >= self.codes.threshold]
            if found and found[0].score >= _SAID:
                break
        return found

    def sectors(self, category: str, text: str) -> tuple[str, ...]:
        """Return the sectors that the words name, of those that a category can have; the leading one first."""
        text = self._meant(text)
        if category.endswith(_MOVING):
            return ("transport",) if self._first(("ROADW",), text) >= 0 else ()
        named = {name: at for name in possible(category) if (at := self._first(_SECTORS.get(name, ()), text)) >= 0}
        return tuple(sorted(named, key=lambda name: named[name]))[:3]

    def tells_of_none(self, text: str) -> bool:
        """Say whether words tell a plant's output, how long a repair takes, how many applied, a show, or a norm met."""
        return any(pattern.search(text) for pattern in (_OUTPUT, _YEARS, _APPLIED, _SHOW, _NORMS))

    def _meant(self, text: str) -> str:
        """Return a text without the turns whose words mean something else there than they do alone."""
        return self.codes.groups["ELSEW"].sub(" ", text)

    def _first(self, groups: Sequence[str], text: str) -> int:
        found = [m.start() for group in groups if (m := self.codes.groups[group].search(text))]
        return min(found, default=-1)

    def state(self, category: str, text: str) -> tuple[v.ServiceState, v.Change] | None:
        """Return how a service works and how that changes, None where the words do not say it."""
        short = category.rpartition(".")[2]
        said = _without_reason(self._meant(text))
        if self.states.groups["FUTUREW"].search(said):
            said = _ONLY_WHEN.sub(" ", said)
        states = self.others.get(short, self.states).score(said)
        if not states:
            lacking = short == "B01" and any(self.codes.groups[name].search(said) for name in _LACKING)
            return ("partial", "unknown") if lacking else None
        changes = self.changes.score(text)
        change = changes[0].category if changes else "unknown"
        return cast("v.ServiceState", states[0].category), cast("v.Change", change)


_MOVING = "F03"
"""Claims on moving about: their sector is transport where they name a way."""

_OTHERS = {"C06": "homes", "H01": "relief", _MOVING: "roads"}
"""Which categories have rules of their own for what their words say of a state."""

_ONLY_WHEN = re.compile(
    r"\b(?:(?:лише|тільки|щойно|лишь|только) (?=(?:у|в|во|к|до|на|з|із|с|після|после|восени|взимку|навесні|влітку|"
    r"осенью|зимой|весной|летом|наступн\w+|следующ\w+)\b)|"
    r"erst (?=(?:wieder |ab |im|am|in|nach|zum|zu|nächst\w+|kommend\w+|(?:\w+ )?\w+en,? (?:wenn|nachdem|sobald))\b))",
    re.IGNORECASE,
)
"""That something comes about only later does not limit what comes about."""

_SAID = 4.0
"""A rule of less weight only names a topic: then the reason is read too."""

_REASON = re.compile(
    r"\s(?:через|внаслідок|унаслідок|из-за|вследствие|в результате|у результаті|wegen|aufgrund|infolge|mangels"
    r"|aus mangel an|бо|адже|потому что|так как|weil)\s[^;.]*",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:(?:електро|электро|гідроелектро|гидроэлектро)?станці\w*|(?:електро|электро|гидроэлектро)?станци\w*|"
    r"[гтаГТА](?:[еэЕЭ][сСцЦ])|завод\w*|реактор\w*|ен[еэ]ргоблок\w*|энергоблок\w*|kraftwerk\w*|werk|reaktor\w*) "
    r"(?:\w+ ){0,4}(?:виробля|вырабатыва|виробля|производ|генеру|генерир|erzeug|produzier)",
    re.IGNORECASE,
)
"""What a plant puts out, which is not what residents get."""

_YEARS = re.compile(
    r"\b(?:підуть|піде|потрібні|потрібно|знадоб\w+|займе|триватиме|уйдут|уйд[её]т|потребу\w+|понадоб\w+|займ[её]т|нужны|"
    r"dauert|dauern|braucht) (?:\w+ ){0,3}(?:рок\w+|год\w*|лет|місяц\w+|месяц\w+|десятиліт\w+|десятилет\w+|jahre\w*|"
    r"monate\w*)",
    re.IGNORECASE,
)
"""How long it would take: no state of what there is."""

_APPLIED = re.compile(
    r"\b(?:зареєстр\w+|надійш\w+|подан\w+|подал\w+|отримал\w+|зарегистр\w+|поступил\w+|получ\w+|eingegangen\w*|"
    r"eingereicht\w*|gestellt|registriert\w*) (?:[\w.,]+ ){0,5}(?:анкет\w*|заяв\w*|звернен\w*|скарг\w*|запит\w*|"
    r"обращени\w*|жалоб\w*|запрос\w*)|"
    r"\d[\d.]* (?:tausend )?(?:anträge|anfragen|beschwerden|bewerbungen|meldungen) "
    r"(?:\w+ ){0,4}(?:eingegangen|eingereicht|gestellt|registriert)",
    re.IGNORECASE,
)
"""How many asked for something: no state of what they asked for."""

_SHOW = re.compile(
    r"\b(?:щоб|аби|чтобы|дабы) (?:\w+ ){0,2}(?:показати|відзвітувати|створити (?:враження|видимість|картинку)|показать|"
    r"отчитаться|создать (?:впечатление|видимость|картинку))\b|"
    r"\bdamit es (?:so )?(?:aussieht|aussehe|scheint)\b|\bum (?:\w+ ){0,6}(?:vorzuzeigen|vorzutäuschen|"
    r"(?:den )?(?:eindruck|anschein) zu (?:erwecken|machen))\b",
    re.IGNORECASE,
)
"""What is to look so: no state of what is."""

_NORMS = re.compile(
    r"\b(?:відповіда|порушу|соответств|наруша)\w* (?:\w+ ){0,3}"
    r"(?:норм|правил|вимог|стандарт|требован|пожежн|пожарн|сан)\w*|"
    r"\b(?:entspr\w+|erfüll\w+|verst[öo]ß\w+|verstieß) (?:\w+ ){0,4}"
    r"\w*(?:norm|vorschrift|regel|auflage|standard|anforderung)\w*",
    re.IGNORECASE,
)
"""Whether a building or a store keeps to the rules: no state of what it serves."""

_LACKING = ("LACK", "VACANT", "POSTS", "WENTAWAY", "GONE", "LESS")
"""Word groups that say that staff is missing."""

_HEAD = 3
"""What stands before a reason tells by itself if it has so many words."""


_REASON_FIRST = re.compile(
    r"^\W*(?:через|внаслідок|унаслідок|из-за|вследствие|wegen (?:des|der|eines|einer)?|aufgrund (?:des|der|von)?"
    r"|infolge)\s?\w+\s",
    re.IGNORECASE,
)
"""A reason in front, as far as its noun."""


def _without_reason(text: str) -> str:
    """Return a wording without what it gives as the reason of what it says."""
    head = _REASON_FIRST.sub("", text)
    found = _REASON.search(head)
    if found is None or len(head[: found.start()].split()) < _HEAD:
        return head
    before = head[: found.start()]
    if len(before.split()) > _OPENING:
        return before
    return ",".join((before, *(part for part in found.group().split(",")[1:] if not _RELATIVE.match(part))))


_OPENING = 5
"""What stands before a reason may be no more than a time or place if it has so few words."""

_RELATIVE = re.compile(
    r"\s*(?:як(?:а|ий|е|і|у|ої|ою|их)|котор\w+|що|что|де|где|welche\w*|die|der|das)\b", re.IGNORECASE
)


@cache
def frames(language: str) -> Frames:
    """Return the rules for a language of `words.LANGUAGES`, read once. Raises InvalidCodebook for an unknown group."""
    entries = _yaml(f"words.{language}.yaml")["groups"]
    sources = {name: _source(words) for name, words in entries.items()}
    groups = kept_patterns(sources)
    starts = Beginnings.of(sources)
    codes, states = _yaml("frames.yaml"), _yaml("states.yaml")
    return Frames(
        _rules(codes, groups, starts),
        _rules(states, groups, starts),
        {short: _rules(states | {"rules": states[name]}, groups, starts) for short, name in _OTHERS.items()},
        _rules(states | {"rules": states["changes"]}, groups, starts),
    )


def _rules(data: Mapping[str, Any], groups: Mapping[str, re.Pattern[str]], beginnings: Beginnings) -> Rules:
    made = [
        _rule(category, float(weight), printed, groups)
        for category, entries in data["rules"].items()
        for weight, printed in entries
    ]
    return Rules(tuple(made), groups, tuple(data["prefer"]), float(data["threshold"]), beginnings)


def _rule(category: str, weight: float, printed: str, groups: Mapping[str, re.Pattern[str]]) -> Rule:
    found = terms(printed)
    if unknown := {item for term in found for item in term.chain} - groups.keys():
        raise InvalidCodebook(f"rule of {category}: unknown word group {', '.join(sorted(unknown))}; define it")
    needs = frozenset(item for term in found if not term.forbidden for item in term.chain)
    return Rule(category, weight, found, printed, needs=needs)


def _yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = load_plain((files(_ROOT) / "data" / name).read_text("utf-8"))
    return loaded


def _source(entries: str) -> str:
    built = [entry.strip().replace("~", r"\w*") for entry in entries.split(";") if entry.strip()]
    return r"\b(?:" + "|".join(built) + r")(?:\b|(?<=\W))"
