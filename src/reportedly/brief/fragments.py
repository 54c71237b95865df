"""Whether a quotation is a whole thought: a clause with its predicate, not cut at either end, and news, no appeal."""

import re
from functools import lru_cache

from reportedly import lemmas
from reportedly.stages.extraction.tagger import finite_positions, tag

_CONTRACTED = re.compile(
    r"\b[a-z]+(?:n[’']t|[’'](?:re|m|ve|ll|d)\b)|\b(?:it|he|she|that|there|who|what)[’']s\b", re.IGNORECASE
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|did|does|said|says|went|came)\b"
)
"""Words that are predicates by themselves: no need to look up the classes of the others."""
_PLAIN_VERB = re.compile(
    r"\b(?:continue[sd]?|include[sd]?|remain(?:s|ed)?|favou?rs?|lacks?|loves?|wants?|needs?|works?|reopens?|resumes?"
    r"|closes?|opens?|rises?|falls?|says?|struggles?|faces?|think|receives?)\b",
    re.IGNORECASE,
)
"""Predicates that may be nouns as well, so that the recogniser of word classes leaves them open."""
_PREDICATE = re.compile(
    r"\b(?:\w{2,}(?:ть|тися|ти|тись|чи|тся|ться|лся|лась|лось|лись|вся|[аяіиїуюеє]в|л[аои]|[аеиоуяё]л|є|[аеиуюя]ю|[ую]т|[ая]т"
    r"|[иеё]т|тиме|тимуть|[нт]о|[еа]н[іиаы]?|[ыи]т[аы]|яні|мо)"
    r"|[дбжвп]а[влн]\w?|був|бул[аои]|был[аои]?|йде|идёт|ід\wть|в[иі]в|в[её]л|нема|нет|есть|можна|надо|потрібн\w+|має|буде)\b"
    r"|\s[—–-]\s",
    re.IGNORECASE,
)
"""What may be a predicate in Ukrainian or Russian, by its ending; nouns pass that end alike."""
_CUT_OFF = {
    "en": re.compile(
        r"\b(?:the|an|a|of|and|or|nor|because(?: they| it| he| she| of)?|which|whose|their|its|his|than|from|with|into"
        r"|between|(?:have|has|had|having) been|such as|as well as|including|due to|according to|to the|in the"
        r"|Mr|Mrs|Ms|Dr|Gov|Sen|St)$"
    ),
    "uk": re.compile(
        r"(?:^|\s)(?:і|й|та|або|чи|але|що|який|яка|яке|які|бо|в|у|на|з|із|зі|до|від|для|про|за|при|через|без"
        r"|в\.о|т\.в\.о|ім)$"
    ),
    "ru": re.compile(
        r"(?:^|\s)(?:и|или|но|что|который|которая|которое|которые|в|во|на|с|со|из|к|ко|от|для|о|об|за|при|через|без"
        r"|и\.о|врио|им)$"
    ),
    "de": re.compile(
        r"\b(?:der|die|das|den|dem|ein|eine|einen|und|oder|aber|dass|weil|von|mit|für|zu|zum|zur|im|in|am|an)$"
    ),
}
"""Last words behind which more must follow: a page or a splitter of sentences cut it there."""
_OPEN_END = re.compile(
    r"\b(?:in|on|at|by|for|to|a|is|are|was|were|they|we|he|she|it|low|high|front|further|several|other"
    r"|between [A-Z]\w+)$"
)
_STOPPED = re.compile(r"\s*[.!?;:,)»”\"…]")

_ANNEX = re.compile(
    r"(?:such as|including|as well as|along with|especially|particularly|namely"
    r"|у тому числі|в тому числі|в том числе)\b",
    re.IGNORECASE,
)
"""How words begin that only add to what stands before them."""

_APPEAL = re.compile(
    r"(?:dear (?:residents|citizens|friends|readers|subscribers)|please\b|thank you\b|subscribe\b|share this\b"
    r"|we (?:ask|urge|invite|remind|call on|thank) (?:you|all|every)|do(?: not|n[’']t) forget|take care\b"
    r"|stay (?:safe|tuned)|liebe (?:bewohner|freunde|leser)|bitte\b|wir (?:bitten|danken|laden)|vielen dank"
    r"|шановн\w+|дорог[іи]\w* (?:друзі|мешканці|українці|друзья|жители)|уважаем\w+|будь ласка|пожалуйста"
    r"|(?:просимо|прохання|прошу|просим|просьба|закликаємо|призываем|запрошуємо|приглашаем)\b"
    r"|(?:дякуємо|дякую|спасибо|благодарим)\b|слава україні|вічна пам|вечная память"
    r"|(?:звертаємо|зверніть|обращаем|обратите) (?:вашу |ваше )?(?:увагу|внимание)"
    r"|не забу(?:дьте|вайте|дем|демо)|не забывайте|підпи(?:суйтес\w|шіться)|подпи(?:сывайтесь|шитесь)"
    r"|бережіть|берегите|кожен (?:із|з) вас|каждый из вас)",
    re.IGNORECASE,
)
"""How a text turns to its readers: it asks, thanks, greets or invites them and reports nothing."""


_REQUEST = re.compile(
    r"\b(?:пожалуйста|будь ласка|зателефонуйте|телефонуйте|звоните|звертайтес\w|обращайтесь|надсилайте|переказуйте"
    r"|підтримайте|поддержите|приєднуйтес\w|присоединяйтесь|реєструйтес\w|регистрируйтесь|дізнавайтес\w|смотрите"
    r"|рекомендуємо до вашої уваги|call the hotline|subscribe to|join us|share this)\b",
    re.IGNORECASE,
)
"""Words that ask readers for something wherever they stand."""


_REMEMBERED = 32_768
"""Quotations of which it is remembered what they are: a brief asks several times for each."""


@lru_cache(_REMEMBERED)
def whole(printed: str, language: str | None) -> bool:
    """Say whether a quotation, in the words of its text, is a clause that is not cut off.

    Word classes are looked up in English; in Ukrainian and Russian an ending that may be a verb's is enough.
    """
    tongue = (language or "en").partition("-")[0]
    if printed.count("(") > printed.count(")") or (printed[:1].islower() and _ANNEX.match(printed)):
        return False
    cut = _CUT_OFF.get(tongue)
    if cut is not None and cut.search(printed):
        return False
    if tongue == "en":
        return _has_predicate(printed)
    return tongue not in ("uk", "ru") or bool(_PREDICATE.search(printed))


@lru_cache(_REMEMBERED)
def has_verb(printed: str, language: str | None) -> bool:
    """Say whether a Ukrainian or Russian quotation surely has a predicate; of other languages nothing is asked here."""
    tongue = (language or "en").partition("-")[0]
    if tongue not in ("uk", "ru") or _SURE_PREDICATE.search(printed):
        return True
    words = _LETTERS.findall(printed)
    return any(_INFINITIVE[tongue].search(lemmas.lemmatize(word.casefold(), lang=tongue)) for word in words)


_LETTERS = re.compile(r"[^\W\d_]{3,}(?:['’ʼ-][^\W\d_]+)*")
_INFINITIVE = {
    "uk": re.compile(r"[^с]ти(?:с[яь])?$|сти(?:с[яь])$|[еі]сти$"),
    "ru": re.compile(r"[аяеиыоуё]ть(?:ся)?$|ти(?:сь)?$|чь(?:ся)?$"),
}
_SURE_PREDICATE = re.compile(
    r"(?<![\w'’])(?:є|нема|немає|нет|есть|можна|можно|нельзя|треба|надо|потрібн[оаіе]|нужн[оаы]|неможливо|невозможно|це|это"
    r"|\w{3,}(?:ено|ано|ято|уто|ито|ыто|лися|лись|лася|лась|лось|лося|ться|тся|ють|уть|ают|яют|уют|ют|ает|яет|ует|ває"
    r"|ється))"
    r"(?![\w'’])|\s[—–-]\s(?=\w)|\b\w{3,}(?:[аеяыи]н[аы]?|[яыиу]т[аы])(?= [вунадозп]|[.,;]|$)",
    re.IGNORECASE,
)
"""Words that are predicates, or forms that hardly any noun has."""


def _has_predicate(printed: str) -> bool:
    known = _AUXILIARY.search(printed) or _CONTRACTED.search(printed) or _PLAIN_VERB.search(printed)
    return bool(known or finite_positions(tag(printed)))


def runs_on(printed: str, after: str) -> bool:
    """Say whether an English quotation stops where its text does not: at a word that wants more, without a stop."""
    return bool(_OPEN_END.search(printed)) and not _STOPPED.match(after)


@lru_cache(_REMEMBERED)
def appeal(printed: str) -> bool:
    """Say whether a quotation turns to the readers: it asks, thanks, greets or invites them."""
    return bool(_APPEAL.match(printed) or _REQUEST.search(printed))
