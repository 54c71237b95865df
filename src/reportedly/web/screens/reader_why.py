"""Why a stage set a value, in the words of the language of the page: stages note rules and reasons in English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.brief.words import load
from reportedly.web.shell import environment
from reportedly.web.words import catalogue, said

_REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), key)
    for pattern, key in (
        (r"the text asserts it(?: in its own voice)?", "why.author"),
        (r"attributed to (?P<who>.*) \(continued from an earlier sentence\)", "why.attributed_continued"),
        (r"attributed to (?P<who>.*)", "why.attributed"),
        (r"rests on one unnamed source: (?P<who>.*) \(continued from an earlier sentence\)", "why.unnamed_continued"),
        (
            r"rests on several unnamed sources: (?P<who>.*) \(continued from an earlier sentence\)",
            "why.several_continued",
        ),
        (r"rests on one unnamed source: (?P<who>.*)", "why.unnamed"),
        (r"rests on several unnamed sources: (?P<who>.*)", "why.several"),
        (r"hearsay \(“(?P<word>.*)”\) without any source", "why.hearsay_word"),
        (r"hearsay without any source", "why.hearsay"),
        (r"the reader: (?P<state>\w+)", "why.reader"),
        (r"source uncertain(?: \([\d.]+\))?", "why.uncertain"),
        (r"“(?P<word>.*)” keeps a distance from what is said", "why.distance"),
        (r"it stands under “(?P<word>.*)”, which calls it false", "why.called_false"),
        (r"“(?P<word>.*)” presents it as (?P<grade>probable|possible|unlikely|not certain)", "why.grade"),
    )
)
_OPPOSED = re.compile(r"(?P<what>[^:“”]+): (?P<one>[^“”]+) against (?P<other>[^“”]+)")
_WORDS_OPPOSED = re.compile(r"“(?P<one>[^“”]*)” against “(?P<other>[^“”]*)”")
_GRADES = {"probable": "grade.p", "possible": "grade.s", "unlikely": "grade.u", "not certain": "grade.n"}
_PATTERN = re.compile(r"[A-Z]{3,} ?[&|>]|[&>] ?!?[A-Z]{3,}|/ [&>] |^[A-Z]{3,}$")
"""What a rule of word lists looks like ("WATER & LACK")."""

_QUOTED = re.compile("“[^“”]+”(?:, “[^“”]+”)*")
"""Words of the text, in marks: what a coder was carried by."""

_CHANGED = re.compile(r"(?P<what>kind|realis|polarity) (?P<was>\S+) to (?P<became>\S+) by the reader")


def reason(language: str, text: str) -> str:
    """Return a reason as a stage or a join noted it; one that no pattern knows stands as it is, marked as English."""
    stripped = text.strip()
    for pattern, key in _REASONS:
        found = pattern.fullmatch(stripped)
        if found is not None:
            values = dict(found.groupdict())
            if "grade" in values:
                values["grade"] = said(language, f"reader.{_GRADES[values['grade']]}")
            if "state" in values:
                state = f"matrix.state_{values['state']}"
                values["state"] = said(language, state) if state in catalogue("en") else values["state"]
            return said(language, f"reader.{key}", **values)
    if (words := _WORDS_OPPOSED.fullmatch(stripped)) is not None:
        return said(language, "reader.why.words_against", **words.groupdict())
    if (opposed := _OPPOSED.fullmatch(stripped)) is not None:
        return said(language, "reader.why.against", **_against(language, opposed.groupdict()))
    return load(language).told(stripped) if stripped else ""


def _against(language: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return what two claims say against each other in words: a service with its states, else as it is noted."""
    sectors = load(language).table("sectors")
    states = {side: f"matrix.state_{values[side]}" for side in ("one", "other")}
    told = {side: said(language, key) if key in catalogue("en") else values[side] for side, key in states.items()}
    return {"what": str(sectors.get(values["what"], values["what"].replace("_", " "))), **told}


def rule(language: str, text: str) -> str:
    """Return a rule ("resolve.exact+lead", "clause; realis: present") in words; what has no words stands as it is."""
    if _PATTERN.search(text):
        return said(language, "reader.rule.pattern")
    parts = [part.strip() for part in re.split(r"; |\+", text) if part.strip()]
    return "; ".join(_part(language, part) for part in parts)


def why_words(text: str, language: str) -> str:
    """Return a reason or a rule as a stage noted it in words: what the audit trail shows of stages."""
    stripped = text.strip()
    if _QUOTED.fullmatch(stripped):
        return said(language, "reader.carried_by", words=stripped)
    # The rules first: what no pattern of reasons knows comes back marked as English, and looks translated.
    told = rule(language, stripped)
    return told if told != stripped else reason(language, stripped)


environment().filters["why_words"] = why_words
environment().filters["reason_words"] = lambda text, language: reason(language, text)


def _part(language: str, part: str) -> str:
    changed = _CHANGED.fullmatch(part)
    if changed is not None:
        values = {name: worded(language, changed["what"], changed[name]) for name in ("was", "became")}
        what = said(language, f"reader.rule.{changed['what']}")
        return said(language, "reader.rule.changed", what=what, **values)
    head, colon, rest = part.partition(": ")
    if colon and head == "realis":
        return said(language, "reader.rule.by_tense", word=rule(language, rest) if rest else "")
    key = f"reader.rule.{part.replace(' ', '_')}"
    return said(language, key) if key in catalogue("en") else part


def worded(language: str, group: str, value: str) -> str:
    """Return the word for a value of a closed list ("realis", "ongoing"), the value itself where there is none."""
    key = f"reader.{group}.{value}"
    return said(language, key) if key in catalogue("en") else value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class SetBy:
    """Who set a value, and why: a stage ("hedge.rules", "2") or a person; `why` is in the language of the page."""

    name: str
    version: str
    person: bool
    why: str


def set_by(producer: str, why: str = "", *, at: Mapping[str, str] | None = None) -> SetBy:
    """Return who set a value by the producer of its record ("hedge.rules/2", "review/K. Maryan")."""
    name, _, version = producer.rpartition("/")
    if name == "review":
        return SetBy(version, (at or {}).get(version, ""), True, why)
    return SetBy(name or producer, version if name else "", False, why)
