"""What somebody did not say, or could not confirm, in Ukrainian, Russian and German."""

import re

from reportedly.records import Relation, Span, hull

_WHO = {
    "uk": re.compile(r"\W*(?:хто|кого|кому|ким|що саме|де|куди|звідки|коли|чому|скільки|як|як(?:ий|а|е|і)|чи)\b", re.I),
    "ru": re.compile(
        r"\W*(?:кто|кого|кому|кем|что именно|где|куда|откуда|когда|почему|сколько|как|как(?:ой|ая|ое|ие)|\w+ ли)\b",
        re.I,
    ),
    "de": re.compile(r"\W*(?:wer|wen|wem|was|wo|wohin|woher|wann|warum|weshalb|wie|welche\w?|ob)\b", re.I),
}
_NOT_BEFORE = re.compile(r"(?<!\w)(?:не|відмов\w+|отказ\w+)(?:\s+\w+)?\s+$", re.IGNORECASE)
_NOT_AROUND_DE = re.compile(r"\b(?:nicht|nichts|kein\w*|weder|niemand)\b")
_CANNOT = {
    "uk": re.compile(
        r"\W*(?:\w+\s+){0,3}?не\s+(?:мож(?:е|уть|емо)|зміг|змогл[аио]|вдалося)\s+(?:\w+\s+)?(?:підтвердити|перевірити),?\s+"
        r"(?:що|чи)\s+",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\W*(?:\w+\s+){0,3}?не\s+(?:мо(?:жет|гут|жем)|смог(?:ла|ли)?|удалось)\s+(?:\w+\s+)?(?:подтвердить|проверить),?\s+"
        r"(?:что|ли)\s+",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\W*(?:\w+\s+){0,4}?(?:k[oö]nn\w*|k[aä]nn|vermag|vermögen)\s+(?:\w+\s+){0,3}?nicht\s+(?:\w+\s+)?"
        r"(?:bestätigen|überprüfen|verifizieren),\s+(?:dass|ob)\s+",
        re.IGNORECASE,
    ),
}
_CHECK = {
    "uk": (
        re.compile(r"\b(?:перевірити|підтвердити|верифікувати)\b", re.I),
        re.compile(r"\bне\s+(?:мож\w+|зміг|змогл\w+|вдалося|вдається)\b|\bнеможливо\b", re.I),
    ),
    "ru": (
        re.compile(r"\b(?:проверить|подтвердить|верифицировать)\b", re.I),
        re.compile(
            r"\bне\s+(?:мо(?:жет|гут|жем)|смог\w*|удалось|уда[её]тся|представляется)\b|\b(?:невозможно|нельзя)\b", re.I
        ),
    ),
    "de": (
        re.compile(r"\b\w*(?:überprüf|bestätig|verifizier|geprüft|nachprüf)\w*", re.I),
        re.compile(r"\b(?:konnten?|kann|können|ließ(?:en)?|lässt|lassen|war(?:en)?)\b.*\bnicht\b", re.I | re.S),
    ),
}
_REPORT = re.compile(
    r"\b(?:інформаці|повідомленн|дан[іи]х?\b|заяв|твердженн|відомост|чутк|ц[еяі]\b|информаци|сообщени|данны|заявлени|"
    r"утверждени|сведени|слух|это\b|эти\b|angabe|bericht|behauptung|meldung|darstellung|das\b|dies|information|aussage)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",\s*(?:що|чи|хто|как|что|кто|ли|dass|ob|wer|wonach)\b", re.IGNORECASE)
_FEW = 6
"""Words up to which a clause on checking names nothing that was to be checked."""


def withholds(text: str, relation: Relation, language: str) -> bool:
    """Say whether a relation tells what somebody did not say: «не сказал, кто …», „sagte nicht, wer …“."""
    asks = _WHO.get(language)
    if asks is None or not relation.content or asks.match(relation.content[0].of(text)) is None:
        return False
    cue = hull(relation.cue)
    if language == "de":
        return _NOT_AROUND_DE.search(text[cue.start : max(cue.end, relation.content[0].start)]) is not None
    return _NOT_BEFORE.search(text[max(0, cue.start - 30) : cue.start]) is not None


def what_was_not_confirmed(text: str, span: Span, language: str) -> Span | None:
    """Return of "could not confirm that P" the P; None where a stretch says something else."""
    pattern = _CANNOT.get(language)
    found = pattern.match(text, span.start, span.end) if pattern is not None else None
    return Span(found.end(), span.end) if found is not None and found.end() < span.end else None


def only_unchecked(printed: str, language: str) -> bool:
    """Say whether all that a clause says is that something could not be checked: that is no state of anything."""
    if language not in _CHECK or _CLAUSE.search(printed) is not None:
        return False
    checks, fails = _CHECK[language]
    if checks.search(printed) is None or fails.search(printed) is None:
        return False
    return _REPORT.search(printed) is not None or len(printed.split()) <= _FEW
