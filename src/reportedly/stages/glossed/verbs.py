"""What form a verb has in Ukrainian, Russian or German, and the English form that says the same.

Endings are those of the school grammars; the dictionary form comes from Simplemma. Aspect is told by prefix and suffix
alone, so that some perfective presents pass for imperfective ones.
"""

import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from reportedly import lemmas
from reportedly.stages.extraction.tagger import IRREGULAR_PAST, lemma, verb_lemmas
from reportedly.stages.glossed.aspect import perfective

Form = Literal["past", "present", "future", "bare", "done"]
"""done: a passive participle or an impersonal past ("was closed", "closed")."""

_INFINITIVE = {
    "uk": re.compile(r"(?:ти|чи)(?:ся|сь)?$|тись$"),
    "ru": re.compile(r"(?:ть|ти|чь)(?:ся|сь)?$"),
    "de": re.compile(r"(?:en|rn|ln|un)$"),
}
_PAST = {
    "uk": re.compile(r"(?:[аиіяоеуї]в|ла|ло|ли|[рсзгкхпб]ся|ліг|ніс|віз|міг|ріс)(?:ся|сь)?$"),
    "ru": re.compile(r"(?:л|ла|ло|ли)(?:ся|сь)?$"),
    "de": re.compile(r"(?:te|ten)$"),
}
_FUTURE_UK = re.compile(r"ти(?:му|меш|ме|мемо|мете|муть)(?:ся|сь)?$")
_DONE = {
    "uk": re.compile(
        r"(?:ено|єно|ано|ято|ато|ито|уто|[еєая]н(?:ий|а|е|і|ого|ої|ому|им|их|ими|ою|у|ій)|[иу]т(?:ий|а|е|і|их))$"
    ),
    "ru": re.compile(
        r"(?:[еёая]н(?:|а|о|ы)|(?:[кмр]ыт|[нзъ]ят|[зс]нят|начат|рт|(?:раз|из|при|у|за|про|от|пере|по|об|вы|с)[бвл]ит)"
        r"(?:|а|о|ы)|[еёая]нн(?:ый|ая|ое|ые|ого|ой|ому|ым|ом|ых|ыми|ую)|[ыия]т(?:ый|ая|ое|ые|ых|ого))$"
    ),
    "de": re.compile(r"^(?:\w{0,12}ge\w+(?:t|en)|(?:be|er|ver|zer|ent|unter|über|wieder)\w+(?:t|en))$"),
}
_PRESENT = {
    "uk": re.compile(r"(?:є|уть|ють|ить|їть|ать|ять|ємо|имо)(?:ся|сь)?$"),
    "ru": re.compile(r"(?:ет|ёт|ют|ут|ит|ат|ят|ем|им)(?:ся|сь)?$"),
}
_RUNNING = {
    "uk": re.compile(
        r"\w{2}(?:[уюо]в|[уюиі]ва?)?[ую](?:є|ють)(?:ться)?$|\w{3}[уюи]ва(?:є|ють)(?:ться)?$|\w{3}яють(?:ся)?$"
    ),
    "ru": re.compile(r"\w{3}(?:[ыи]ва|ова)(?:ет|ют)(?:ся)?$|\w{3}у(?:ет|ют)(?:ся)?$|\w{3}яют(?:ся)?$|станов[ия]тся$"),
}
_SOON = {
    "uk": re.compile(
        r"(?:піде|підуть|стане|стануть|почне|почнуть|почнеться|врятує|врятують|прийде|прийдуть|дасть|дадуть)$"
    ),
    "ru": re.compile(
        r"(?:пойд[её]т|пойдут|станет|станут|начн[её]т|начнут|начн[её]тся|займ[её]тся|займутся|прид[её]т|придут|даст|"
        r"дадут|"
        r"вернет|верн[её]т|вернут|появится|появятся)$"
    ),
}
_IRREGULAR = {
    "begin": "began", "become": "became", "break": "broke", "bring": "brought", "build": "built", "buy": "bought",
    "come": "came", "catch": "caught", "choose": "chose", "cut": "cut", "draw": "drew", "drive": "drove", "eat": "ate",
    "fall": "fell", "feed": "fed", "feel": "felt", "fight": "fought", "find": "found", "fly": "flew", "flee": "fled",
    "forbid": "forbade", "get": "got", "give": "gave", "go": "went", "grow": "grew", "hang": "hung", "hear": "heard",
    "hide": "hid", "hit": "hit", "hold": "held", "keep": "kept", "know": "knew", "lay": "laid", "lead": "led",
    "leave": "left", "lend": "lent", "let": "let", "lose": "lost", "make": "made", "mean": "meant", "meet": "met",
    "pay": "paid", "put": "put", "read": "read", "ride": "rode", "rise": "rose", "run": "ran", "say": "said",
    "see": "saw", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "shake": "shook", "shoot": "shot",
    "shut": "shut", "sing": "sang", "sink": "sank", "sit": "sat", "speak": "spoke", "spend": "spent", "split": "split",
    "spread": "spread", "stand": "stood", "steal": "stole", "stick": "stuck", "strike": "struck", "swear": "swore",
    "sweep": "swept", "take": "took", "teach": "taught", "tear": "tore", "tell": "told", "think": "thought",
    "throw": "threw", "understand": "understood", "wake": "woke", "wear": "wore", "win": "won",
    "withdraw": "withdrew", "withhold": "withheld", "write": "wrote", "undergo": "underwent", "have": "had",
    "do": "did", "be": "was", "bear": "bore", "beat": "beat", "blow": "blew", "dig": "dug", "freeze": "froze",
}  # fmt: skip
_PARTICIPLES = {
    "begin": "begun", "break": "broken", "choose": "chosen", "come": "come", "become": "become", "draw": "drawn",
    "drive": "driven", "eat": "eaten", "fall": "fallen", "fly": "flown", "forbid": "forbidden", "give": "given",
    "go": "gone", "grow": "grown", "hide": "hidden", "know": "known", "rise": "risen", "run": "run", "see": "seen",
    "shake": "shaken", "speak": "spoken", "steal": "stolen", "take": "taken", "tear": "torn", "throw": "thrown",
    "write": "written", "withdraw": "withdrawn", "undergo": "undergone", "wear": "worn", "do": "done", "be": "been",
    "blow": "blown", "freeze": "frozen", "beat": "beaten", "swear": "sworn", "bear": "borne",
}  # fmt: skip
_MORE_VERBS = frozenset(
    "resettle re-register prescribe hospitalise photograph rape attach subordinate discredit boil acquit nationalise "  # noqa: SIM905
    "retrain".split()
)
"""Verbs that the English dictionary has as nouns only, or not at all."""

_PRETERITES = frozenset((files(__package__) / "data" / "preterites.de.txt").read_text("utf-8").split())
"""Strong preterites, which no ending shows."""

WITH_ZU = re.compile(
    r"^(?:zusammen|zurück|heraus|hinaus|herein|hinein|weiter|wieder|fest|frei|teil|bei|ein|auf|aus|vor|los|mit|weg|her|"
    r"hin|nach|durch|um|ab|an|unter|nieder)zu\w{2,}(?:en|rn|ln)$"
)
"""An infinitive with „zu“ between particle and verb."""

_PREFIX_DE = re.compile(r"^(?:be|er|ver|zer|ent|miss|über|unter|wider|hinter)(?=\w{3})")
"""Prefixes that a German verb keeps in all its forms."""

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    {"permit", "admit", "refer", "occur", "transfer", "commit", "submit", "compel", "expel", "control"}
)
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]$")
"""Verbs of one short syllable, which double their last consonant: run, dig, stop."""


@lru_cache(maxsize=100_000)
def form_of(word: str, language: str) -> Form | None:
    """Return the form of a verb, None for what is no verb. `word` is in lower case."""
    return listed_form(word, language) or _rebuilt(word, language)


def _rebuilt(word: str, language: str) -> Form | None:
    """Return the form of a verb that the dictionary does not give away by itself."""
    if language == "ru":
        # The dictionary prints no "ё", and lacks many short participles.
        spelt = word.replace("ё", "е")
        return (listed_form(spelt, language) if spelt != word else None) or (
            "done" if _short_participle(spelt) else None
        )
    return "past" if language == "uk" and _bare_past(word) else None


def _short_participle(word: str) -> bool:
    """Say whether a Russian word that the dictionary lacks is the short participle of a verb that it has."""
    parts = _SHORT_PARTICIPLE_RU.fullmatch(word)
    if parts is None or lemmas.is_known(word, "ru"):
        return False
    endings = ("ть",) if parts["vowel"] in "ая" else ("ить", "еть")
    stem = parts["stem"] + (parts["vowel"] if parts["vowel"] in "ая" else "")
    return any(lemmas.is_known(stem + ending, "ru") for ending in endings)


_SHORT_PARTICIPLE_RU = re.compile(r"(?P<stem>\w{3,})(?P<vowel>[аяе])н[аоы]?")


def _bare_past(word: str) -> bool:
    """Say whether a Ukrainian word is a past without a suffix («зник», «помер») or one that passes for an adjective."""
    base = lemmas.lemmatize(word, lang="uk").casefold()
    if base in (f"{word}нути", f"{word}ти"):
        return word[-1:] not in _VOWELS_UK
    stem = word.removesuffix("ла")
    passes = stem != word and base == f"{stem}лий" and word not in _ADJECTIVES_UK
    return passes and any(lemmas.is_known(stem + ending, "uk") for ending in ("ти", "нути"))


_VOWELS_UK = "аеєиіїоуюяй"
_ADJECTIVES_UK = frozenset(
    "минула доросла зріла стала тривала біла гола зрозуміла вдала застаріла гнила ціла мила кисла тепла".split()  # noqa: SIM905
)
"""Adjectives first of all, though a verb has the same past."""


@lru_cache(maxsize=100_000)
def listed_form(word: str, language: str) -> Form | None:
    """Return the form of a verb as far as the dictionary and the endings tell it.

    What stands as a claim is weighed by these alone: its weights were fitted with them.
    """
    base = lemmas.lemmatize(word, lang=language).casefold()
    verbal = _INFINITIVE[language].search(base) is not None and base not in _NO_INFINITIVES
    if language == "de":
        return _german(word, base, verbal)
    if verbal and word == base:
        return "bare"
    if _done(word, base, language, verbal=verbal):
        return "done"
    return _tense(word, base, language, verbal=verbal)


def _done(word: str, base: str, language: str, *, verbal: bool) -> bool:
    """Say whether a form is a passive participle or an impersonal past."""
    if base.endswith(_PEOPLE):
        return False
    if language == "ru" and _SHORT_RU.search(word) and _CONJUGATED_RU.search(base) and not _ROOTED_RU.match(base):
        return False
    if _DONE[language].search(word) and (verbal or (len(word) > _LONG and base != word)):
        return True
    return len(word) > _LONGER and not verbal and _IMPERSONAL_DONE[language].search(word) is not None


_NO_INFINITIVES = frozenset(
    "пять шесть семь восемь девять десять двадцать тридцать четверть часть власть область сеть смерть кровать мать "  # noqa: SIM905
    "дочь ночь речь вещь нефть треть печать память площадь очередь новость должность грудь путь есть діти".split()
)
"""Nouns and numerals that end like infinitives."""

_PEOPLE = ("анин", "янин", "жанин", "чанин")
"""Endings of nouns for people, whose plural ends like a short participle («горожан»)."""

_SHORT_RU = re.compile(r"[ия]т$|чат$")
_CONJUGATED_RU = re.compile(r"ить(?:ся)?$")
_ROOTED_RU = re.compile(r"^(?:раз|из|при|у|за|про|от|пере|по|об|вы|с|раси?)?(?:бить|вить|лить|шить|пить)$")
"""Infinitives whose present ends in -ит, -ят or -ат: the same letters as in a short participle."""

_IMPERSONAL_DONE = {
    "uk": re.compile(r"(?:[лнчщшжд]ено|овано|увано|явлено)$"),
    "ru": re.compile(r"(?:[чщшжлвд]ен[оаы]|ован[оаы]|[^н]ено|[^н]ано|[ыи]ван[оаы])$"),
}
"""Participles as whole predicates that the dictionary does not know."""

_LONGER = 6

_LONG = 5
"""A word of more letters may be a participle though its dictionary form is no verb."""


def _tense(word: str, base: str, language: str, *, verbal: bool) -> Form | None:
    if _SOON[language].match(word) or (language == "uk" and _FUTURE_UK.search(word)):
        return "future"
    if _RUNNING[language].search(word) and not (verbal and perfective(word, base, language)):
        return "present"
    if verbal and _PAST[language].search(word):
        return "past"
    if not (verbal and _PRESENT[language].search(word)):
        return None
    return "future" if perfective(word, base, language) else "present"


def _german(word: str, base: str, verbal: bool) -> Form | None:
    if word in _PRETERITES or _PREFIX_DE.sub("", word) in _PRETERITES:
        return "past"
    if not verbal or word[:1].isupper():
        return None
    if word == base or WITH_ZU.match(word):
        return "done" if word.startswith("ge") and word not in _GE else "bare"
    if word.startswith(stem := base[:-1].removesuffix("e")) and word[len(stem) :] in ("te", "ten", "ete", "eten"):
        return "past"
    attribute = _ATTRIBUTE_DE.match(word) and not base.startswith("ge")
    if attribute or (_DONE["de"].match(word) and not word.endswith("te")):
        return "done"
    return "past" if _PAST["de"].search(word) else "present"


SAME_AS_PARTICIPLE = frozenset(
    "entlassen vergeben übergeben empfangen beraten vermessen verraten überlassen betreten befahren unterhalten "  # noqa: SIM905
    "angeben".split()
)
"""German infinitives that are participles too, and in news most often that."""

_ATTRIBUTE_DE = re.compile(r"^\w{0,12}ge\w+te[nrsm]?$|^(?:\w{0,12}ge|be|er|ver|zer|ent)\w+ene[nrsm]?$")
"""Participles before a noun; without „ge“, one in -te may as well be a past tense."""

_GE = frozenset(
    "gelten gehen geben gehören gewinnen genügen gelingen geschehen gefährden gewähren gestatten gestehen gehorchen "  # noqa: SIM905
    "genießen gedenken gestalten gewöhnen geraten gebären".split()
)
"""Infinitives that begin like participles."""

_WHOLE = {
    "uk": re.compile(r"(?:ено|єно|ано|ято|ато|ито|уто|[еєая]ні|[еєая]на)$"),
    "ru": re.compile(r"(?:[еёая]н(?:|а|о|ы)|(?:[ры]ыт|[кмр]ыт|[бвл]ит|[нз]ят|[зъ]ят|чат|рт)(?:|а|о|ы))$"),
}


def is_predicate(word: str, language: str) -> bool:
    """Say whether a word, in lower case (in German as printed), is a finite verb or a participle that stands for one.

    Participles before a noun («окупованих», «оккупированной») are none.
    """
    form = listed_form(word, language)
    if form == "done":
        return language != "de" and _WHOLE[language].search(word) is not None
    return form in ("past", "present", "future")


def is_verb(english: str) -> bool:
    """Say whether an English lemma may be a verb."""
    head = english.split(" ", maxsplit=1)[0]
    return head in verb_lemmas() or head in _IRREGULAR or head in _MORE_VERBS


def past(english: str) -> str:
    """Return the past tense of an English verb; a phrase changes its first word."""
    head, _, rest = english.partition(" ")
    return f"{_IRREGULAR.get(head) or _with_ed(head)} {rest}".rstrip()


def participle(english: str) -> str:
    """Return the past participle of an English verb."""
    head, _, rest = english.partition(" ")
    return f"{_PARTICIPLES.get(head) or _IRREGULAR.get(head) or _with_ed(head)} {rest}".rstrip()


def running(english: str) -> str:
    """Return the -ing form of an English verb."""
    head, _, rest = english.partition(" ")
    if head.endswith("e") and not head.endswith(("ee", "oe", "ye")) and len(head) > 2:
        head = head[:-1]
    elif _doubles(head):
        head += head[-1]
    return f"{head}ing {rest}".rstrip()


def _with_ed(verb: str) -> str:
    if lemma(verb) != verb or verb in IRREGULAR_PAST:
        return verb  # the list gives a past tense already
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1] if _doubles(verb) else ''}ed"


def _doubles(verb: str) -> bool:
    return verb in _DOUBLED or _SHORT.fullmatch(verb) is not None
