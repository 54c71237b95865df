"""Where something comes from and goes to in Ukrainian, Russian and German, by words and cases that need no verb."""

import re

from reportedly.stages.locate_mentions import Place

_LEFT_BEHIND = re.compile(
    r"(?<![\w'’])(?:покин\w+|залиш(?:ив|ила|или|ати|ають)|оставил[аи]?|verl(?:ieß|ass)\w*) "
    r"(?:місто |город |село |die Stadt |das Dorf )?$",
    re.IGNORECASE,
)
_LEFT_AFTER = re.compile(
    r" (?:(?:\w+ )?verlassen (?:haben|hatten|müssen|mussten|wollen|wollten)"
    r"|(?:gebaut|gedruckt|hergestellt|gekauft|gefertigt|gestartet|aufgebrochen|losgefahren|abgefahren|abgeflogen|abgelegt)(?!\w))"
)
_REACHED = re.compile(
    r"(?<![\w'’])(?:erreich(?:te|ten|t|en) (?:(?:am|gegen|um|in der|nach) \w+ )?"
    r"|(?:дістал|дістан|добрал|добер|діста)\w*(?:ся|сь) до |(?:сів|сел[аи]?|сіл[аи]) (?:в|у) )$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"(?<!\w)(?:in|bei) $")
_ENDS = re.compile(
    r"(?<!\w)(?:tr(?:af|afen|ifft|effen)|k(?:am|amen)|kommt|kommen)(?!\w)[^.;]* (?:ein|an)(?!\w)"
    r"|(?<!\w)(?:ging|gingen|gehen|geht) an (?:\w+ ){1,3}in (?=[A-ZÄÖÜ])",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?<![\w'’])(?:переда|надісла|присла|подарува|подари|відправи|отправи|віддал|отдал)\w* "
    r"(?:місту |городу |громаді )?$",
    re.IGNORECASE,
)
_GIVEN_DE = re.compile(r"(?<!\w)der Stadt $")
_GIVING_DE = re.compile(r"schenk|spende|überl(?:äss|ass|ieß)|überg(?:eb|ab|ib)|geliefert|gelieh", re.IGNORECASE)
_INTO_A = re.compile(
    r"(?<![\w'’])(?:в|у) (?:порт|аеропорт|аэропорт|город|село|місто|табір|лагерь|госпіталь|госпиталь|лікарню"
    r"|больницу|школу|станцію|станцию|колонію|колонию|клініку|клинику|область|громаду|столицю|столицу) $",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?<![\w'’])(?:призначен|предназначен|зібран|собран|адресован)\w* (?:для|в|у) $"
    r"|(?<!\w)auf dem weg nach $",
    re.IGNORECASE,
)
_MEANT_AFTER = re.compile(r" (?:bestimmt|gedacht|vorgesehen)(?!\w)")


def is_left(before: str, after: str) -> bool:
    """Say whether people leave the place by a verb that needs no preposition: «покинули X», „X verlassen mussten“."""
    return bool(_LEFT_BEHIND.search(before) or _LEFT_AFTER.match(after))


def is_goal(place: Place, printed: str, before: str, after: str, sentence: str) -> bool:
    """Say whether the words, or the case behind «в», make a place where something goes, whatever the verb is.

    «Посилки в Херсон», «перебросили в Читу»: a name in the nominative or accusative behind «в» is no "in", unless
    it cannot be declined.
    """
    if _REACHED.search(before) or _MEANT.search(before) or (_FOR.search(before) and _MEANT_AFTER.match(after)):
        return True
    if _NACH.search(before) or _is_given(printed, before, sentence):
        return True
    if _IN.search(before) is None or place.best is None or " " in printed:
        return False
    if as_stored(place, printed):
        return len(printed) >= _DECLINED and printed[-1] in "бвгджзклмнпрстфхцчшщйь" and not printed.isupper()
    return place.best.match == "inflected" and _is_accusative(place, printed)


def _is_given(printed: str, before: str, sentence: str) -> bool:
    """Say whether something is given or brought to a place, by words that no preposition of aim goes with."""
    german = _GIVEN_DE.search(before) or (printed.startswith("Stadt ") and before.endswith("der "))
    if german:
        return _GIVING_DE.search(sentence) is not None
    if _ENDED.search(before):
        return _ENDS.search(sentence) is not None
    return bool(_INTO_A.search(before)) or (_GIVEN.search(before) is not None and printed[-1:] in "уюімяе")


_IN = re.compile(r"(?<![\w'’])[вВуУ] $")
_FOR = re.compile(r"(?<!\w)für $", re.IGNORECASE)
_NACH = re.compile(r"(?<!\w)nach (?:der Stadt |dem Dorf )?$", re.IGNORECASE)
_DECLINED = 4


def is_aim(place: Place, printed: str, before: str) -> bool:
    """Say whether a name behind "in" is in the case of movement; a German one is so only behind an article."""
    if printed[:1].isascii() or printed[:1] in "ÄÖÜ":
        return _IN_THE.search(before) is not None
    return as_stored(place, printed) or _is_accusative(place, printed)


def as_stored(place: Place, printed: str) -> bool:
    """Say whether a name is printed in the nominative, as the gazetteer has it."""
    best = place.best
    if best is None or best.match != "exact":
        return False
    # a name may be stored by its key, which has no soft sign
    return (best.matched or printed).rstrip("ь")[-1:] == printed.rstrip("ь")[-1:]


_IN_THE = re.compile(r"(?<!\w)(?:in|auf) (?:die|den|das)(?: \w+)? $", re.IGNORECASE)


def _is_accusative(place: Place, printed: str) -> bool:
    """Say whether a name of a feminine place stands in the case of movement («в Россию»; «у Токмаку» is no such)."""
    stored = place.best.matched if place.best is not None else ""
    return printed[-1:] in "ую" and stored[-1:] in "аяь"
