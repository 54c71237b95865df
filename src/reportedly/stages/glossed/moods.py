"""Realis, polarity and kind of a claim by the verbs and particles of its own language (DOMAIN 2.3; CUES, PLN)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.records import Claim
from reportedly.records import values as v
from reportedly.stages.glossed.clauses import Word, words
from reportedly.stages.glossed.verbs import SAME_AS_PARTICIPLE, form_of, listed_form
from reportedly.stages.glossed.words import patterns


def mended(claim: Claim, text: str, language: str, *, denied: bool = False) -> Claim:
    """Return a claim with the realis, kind and polarity that the words of its evidence show; else as it was.

    What is `denied` by somebody who stands over the claim stays denied, whatever its own words are.
    """
    printed = " ".join(span.of(text) for span in claim.evidence)
    realis, rule = _realis(printed, language)
    kind: v.ClaimKind = claim.kind
    if kind == "control" and not patterns(language)["control"].search(printed):
        kind = "event"
    if patterns(language)["predicted"].search(printed) or (realis == "hypothetical" and kind == "event"):
        kind = "prediction"
    polarity = claim.polarity
    if polarity == "-" and not denied and not patterns(language)["denied"].search(printed):
        polarity = "+"
    if realis is None:
        return replace(claim, kind=kind, polarity=polarity)
    before = claim.rule.rpartition("realis: ")[0]
    return replace(claim, realis=realis, kind=kind, polarity=polarity, rule=f"{before}realis: {rule}")


def _realis(printed: str, language: str) -> tuple[v.Realis | None, str]:
    """Return the realis that the words show, None where none of them does, and the rule."""
    for name, realis in _TOLD:
        found = patterns(language)[name].search(printed)
        if not found or (name == "if" and patterns(language)["threat"].search(printed)):
            continue
        if name == "if" and _ONLY.search(printed[: found.end()]) and _by_verb(printed, language)[0] == "ongoing":
            return "ongoing", f"a standing condition: “{found.group()}”"
        return realis, f"“{found.group()}”"
    return _by_verb(printed, language)


_ONLY = re.compile(
    r"\b(?:лише|тільки|винятково|только|лишь|исключительно|nur|ausschließlich) "
    r"(?:\w+ )?(?:за|при|unter|wenn|якщо|если)\b",
    re.IGNORECASE,
)
"""A condition on what goes on all the time ("paid only if ..."): no "if" that waits to come true."""


_TOLD: tuple[tuple[str, v.Realis], ...] = (
    ("failed", "failed"),
    ("attempted", "attempted"),
    ("if", "conditional"),
    ("predicted", "hypothetical"),
    ("ordered", "ordered"),
    ("planned", "planned"),
    ("habitual", "habitual"),
)
"""Lists of words that show a realis, the strongest first."""


def _by_verb(printed: str, language: str) -> tuple[v.Realis | None, str]:
    here = words(printed, 0, len(printed), language)
    verb = _tense(printed, _main(here, language), language)
    if language == "de" and verb == "present":
        verb = _german(printed)
    if _may(printed, language) and verb != "past":
        return "hypothetical", "a modal verb"
    if verb == "future":
        return "planned", "future"
    still = patterns(language)["still"].search(printed)
    if verb == "present" or (still and not (verb == "past" and _since_then(printed, still.group()))):
        return "ongoing", "present"
    if verb in ("past", "done"):
        state = patterns(language)["state"].search(printed) and not _WAS[language].search(printed)
        return ("ongoing", "a state") if state else ("occurred", "past")
    if language == "de" or not here:
        return None, ""
    bare = any(form_of(word.form, language) == "bare" for word in here if not word.mark)
    return ("planned", "an infinitive alone") if bare else ("ongoing", "no verb")


def _tense(printed: str, here: Sequence[Word], language: str) -> str | None:
    """Return the tense of the first finite verb; a participle before one in the same clause is part of its subject."""
    attribute = None
    for word in here:
        if word.form == "," and attribute:
            break
        form = _form(printed, word, language)
        if form == "done" and language != "de":
            attribute = attribute or form
        elif form:
            return form
    return attribute


def _since_then(printed: str, still: str) -> bool:
    """Say whether „seit“ only dates what a German perfect tells; what has *not* come about since then still has not."""
    return still.casefold() == "seit" and bool(_DONE_DE.search(printed)) and not _NOT_DE.search(printed)


def _may(printed: str, language: str) -> bool:
    """Say whether a modal verb leaves open what is said; "cannot" does not."""
    found = patterns(language)["maybe"].search(printed)
    return found is not None and not printed[: found.start()].casefold().endswith("не ")


_WAS = {
    "uk": re.compile(r"\b(?:був|була|було|були)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(?:был|была|было|были)\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:worden|wurden?)\b", re.IGNORECASE),
}
"""An auxiliary that makes a participle an occurrence ("were closed")."""


def _german(printed: str) -> str:
    """Return what a German present stands for: a perfect, a future, or what the text says of a time to come."""
    if _PERFECT_DE.search(printed):
        return "past"
    if _STATE_DE.search(printed) or _GONE_DE.search(printed):
        return "past"
    return "future" if _will(printed) or patterns("de")["ahead"].search(printed) else "present"


def _will(printed: str) -> bool:
    """Say whether „wird“ stands with an infinitive, not with a participle („werden festgehalten“)."""
    found = _FUTURE_DE.search(printed)
    return found is not None and form_of(found["last"], "de") == "bare" and found["last"] not in SAME_AS_PARTICIPLE


_DONE_DE = re.compile(
    r"\b(?:hat|haben)\b.*\b\w*(?:ge\w+|(?:be|er|ver|zer|ent)\w+)(?:t|en)\b|"
    r"\b(?:ist|sind)\b.*\b\w*(?:kehrt|treten|kommen|gangen|flohen|worden|stiegen|sunken|storben|zogen|reist|laufen|"
    r"fallen|troffen|brochen)\b",
    re.I | re.S,
)
"""A perfect that tells what came about; verbs of motion and change have theirs with „sein“."""

_NOT_DE = re.compile(r"\b(?:nicht|kein\w*|nie|niemand)\b", re.I)
_STATE_DE = re.compile(
    r"\b(?:ist|sind)\b.*\b(?:wieder\w*|vollständig|in vollem umfang|zurück)\b.*\b\w*(?:ge\w+|hergestellt)(?:t|en)?\b",
    re.I | re.S,
)
_GONE_DE = re.compile(
    r"\b(?:ist|sind)\b[^,]*\b\w*(?:gekehrt|getreten|gekommen|gegangen|geflohen|geworden|gestiegen|gesunken|gestorben|"
    r"gezogen|gereist|eingetroffen)\b",
    re.I,
)
_FUTURE_DE = re.compile(
    r"\b(?:wird|werden)\b(?:(?!,|\b(?:ge\w+|(?:be|er|ver|zer|ent)\w+)(?:t|en)\s+und\b).)*"
    r"\b(?P<last>[a-zäöüß]+(?:en|ern|eln))(?=[.!\"”“»]*\s*$)",
    re.S,
)
"""„wird“ with what ends its clause: not with an infinitive behind a participle („werden gezwungen, ... auszuheben“)."""


def _main(here: Sequence[Word], language: str) -> list[Word]:
    """Return the words of a clause outside of its relative clauses, as far as commas tell."""
    kept: list[Word] = []
    inside = False
    for at, word in enumerate(here):
        if inside and word.form == "," and at > 0:
            inside = False
        elif at > 0 and here[at - 1].form == "," and _opens(here[at : at + 2], language):
            inside = True
        if not inside:
            kept.append(word)
    return kept


def _opens(here: Sequence[Word], language: str) -> bool:
    """Say whether words open a relative clause: by the first, or by the second («хозяева которых»)."""
    relative = _RELATIVE[language]
    second = language != "de" and len(here) > 1 and _WHOSE.fullmatch(here[1].form)
    return bool(relative.fullmatch(here[0].form) or second)


_WHOSE = re.compile(r"яких|якої|якого|котор(?:ых|ой|ого)")
_RELATIVE = {
    "uk": re.compile(r"(?:як(?:ий|а|е|і|ого|ої|ому|ій|им|ою|их|ими|у)|що|де|куди|чи[йїяєю]\w*|хто|кого)"),
    "ru": re.compile(r"(?:котор\w+|что|где|куда|чей|чь[яеию]\w*|кто|кого)"),
    "de": re.compile(r"(?:der|die|das|den|dem|deren|dessen|denen|wo)"),
}


def _form(printed: str, word: Word, language: str) -> str | None:
    """Return the tense of a finite verb, None for any other word."""
    told = word.finite or (language != "de" and listed_form(word.form, language) is None)
    if word.mark or not told or word.form in _ASIDE:
        return None
    if word.form in _PRESENT_WORDS[language]:
        return "present"
    if word.form in _PAST_WORDS[language]:
        return "past"
    form = form_of(printed[word.start : word.end] if language == "de" else word.form, language)
    if language == "de" and form in ("bare", "done"):
        return "present"  # a finite word of that form: see `clauses.words`
    return form if form != "bare" else None


_ASIDE = frozenset({"нагадаємо", "зазначимо", "додамо", "нагадаю", "напомним", "отметим", "добавим", "напомню"})
"""Verbs of the author beside what is said."""

_PERFECT_DE = re.compile(
    r"\b(?:hat|haben|habe)\b.*\b\w*(?:ge\w+|(?:be|er|ver|zer|ent)\w+)(?:t|en)\b|\bworden\b", re.I | re.S
)
_PRESENT_WORDS = {
    "uk": frozenset(["є", "немає", "нема", "можна", "треба", "потрібно", "бракує", "має", "мають"]),
    "ru": frozenset(["есть", "нет", "можно", "нужно", "нельзя"]),
    "de": frozenset(
        [
            "ist",
            "sind",
            "hat",
            "haben",
            "wird",
            "werden",
            "sei",
            "seien",
            "habe",
            "gibt",
            "fehlt",
            "fehlen",
            "steht",
            "liegt",
            "bleibt",
            "bleiben",
        ]
    ),
}
_PAST_WORDS = {
    "uk": frozenset(["був", "була", "було", "були"]),
    "ru": frozenset(["был", "была", "было", "были"]),
    "de": frozenset(["war", "waren", "wurde", "wurden", "hatte", "hatten", "konnte", "konnten", "musste", "mussten"]),
}
