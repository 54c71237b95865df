"""Was the publisher there itself? Words by which a sentence or a whole text says so (DOMAIN 2.9 rule 5)."""

import re
from dataclasses import dataclass

from reportedly.corroborate.bodies import words_of_name
from reportedly.gloss import marker

_HERE = re.compile(
    r"\b(?:we|I) (?:saw|counted|watched|visited|found|stood|heard|walked|drove|met)\b"
    r"|\b(?:this (?:reporter|newspaper|paper)|a reporter for this (?:newspaper|paper)) "
    r"(?:saw|counted|watched|visited|found)\b"
    r"|\b(?:wir|ich) (?:sahen|sah|zählten|zählte|besuchten|besuchte|fanden|fand|standen|stand)\b"
    r"|\b(?:ми|я) (?:бачили|бачив|бачила|порахували|порахував|порахувала|побачили|побачив|побачила|були|побували)\b"
    r"|\b(?:мы|я) (?:видели|видел|видела|насчитали|насчитал|насчитала|посчитали|увидели|увидел|увидела|побывали)\b",
    re.IGNORECASE,
)
"""Words with which a sentence says that the outlet's own people were there."""

_OWN_PEOPLE = re.compile(
    r"\b(?:our|the paper's|this (?:paper|newspaper|station|agency)'s) (?:\w+ ){0,2}"
    r"(?:reporters?|correspondents?|photographers?|journalists?|teams?|crews?|monitors?|drivers?|volunteers?|newsroom)\b"
    r"|\bthis (?:reporter|correspondent|newsroom)\b"
    r"|\bunser(?:e|en|em|er|es)? (?:\w+ ){0,2}(?:Reporter|Korrespondent|Fotograf|Journalist|Team|Mitarbeiter|Fahrer)\w*"
    r"|\bнаш\w* (?:\w+ ){0,2}(?:кореспондент|корреспондент|журналіст|журналист|репортер|репортёр|фотограф|знімальн"
    r"|съёмочн|бригад|волонтер|волонтёр)\w*",
    re.IGNORECASE,
)
"""Own people, anywhere in a text; not "our readers", "our town"."""

_TOLD = re.compile(
    r"(?:\b(?:told|tells|tell|to|with|assured|erzählte|sagte|gegenüber)|(?:сказа|розпов|расска|сообщ|повідом|заяв)\w+)\W*$",
    re.IGNORECASE,
)
"""What was told to a reporter is not what the reporter saw."""

_I = re.compile(r"(?:\bI\b|(?i:\b(?:ich|я|мене звати|меня зовут)\b))")
_WE = re.compile(r"\b(?:we|wir|ми|мы)\b", re.IGNORECASE)
_OUR = re.compile(r"\b(?:our|unser\w{0,2}|наш\w{0,4})\s+(\w+)(?:\s+(\w+))?", re.IGNORECASE)
_QUOTED = re.compile(r"«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’(?!\w)|^\s*[–—-] [^\n]*", re.MULTILINE)
_SEEN = frozenset(
    """see count visit watch walk drive ride find stand hear meet tour inspect measure check attend observe witness
    borrow vaccinate deliver unload distribute open close serve build repair load send receive suspend give hold
    announce inform apologise apologize regret declare demand decide ask pay register evacuate treat
    bring carry take help feed pack document photograph film lay bury collect save rescue admit lead drag dig fill
    """.split()  # noqa: SIM905 (a list of words reads better)
)
"""English verbs for what one does or sees oneself; not those of an editorial office ("we report")."""

_EDITORIAL = frozenset(
    """reader request question newspaper paper page edition newsroom editor editorial website channel subscriber source
    city town country village land people region district street street interlocutor conversation partner source reader
    view opinion""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What tells that a text speaks of its publisher's own knowledge, as printed; "" where nothing does.

    `own` stands anywhere in the text; `personal`: somebody tells it as "I"; `plural` are the places where "we" act.
    """

    own: str = ""
    personal: bool = False
    plural: tuple[int, ...] = ()


def seen_there(sentence: str) -> bool:
    """Say whether a sentence says that the outlet's own people saw it, counted it or were there."""
    return bool(_HERE.search(sentence)) or _own_people(_plain(sentence)) is not None


def speaks_as_one(words: str) -> bool:
    """Say whether words are those of one person who tells of herself, or of herself and others."""
    return bool(_I.search(words) or _WE.search(words) or _OUR.search(words))


def _plain(text: str) -> str:
    """Return a text of the same length without what stands in quotation marks."""
    return _QUOTED.sub(lambda m: " " * len(m.group()), text)


def _own_people(plain: str) -> re.Match[str] | None:
    people = (m for m in _OWN_PEOPLE.finditer(plain) if not _TOLD.search(plain[max(0, m.start() - 30) : m.start()]))
    return next(people, None)


def voice_of(text: str, language: str, publisher: str | None) -> Voice:
    """Return how a text speaks of its publisher's own knowledge; quoted words are left out."""
    plain = _plain(text)
    personal = _I.search(plain)
    own = _own_people(plain) or _HERE.search(plain) or personal
    printed = own.group() if own else _named_reporter(text, language, publisher)
    return Voice(printed, bool(personal), tuple(_acting(plain, language)))


def _acting(plain: str, language: str) -> list[int]:
    """Return where "we" or "our" own things do something."""
    found = []
    for match in _WE.finditer(plain):
        after = plain[match.end() : match.end() + 60].partition(".")[0]
        lemmas = {key[2:] for mark in marker().marks(after, language)[:3] for key in mark.keys if key[:2] == "w:"}
        if lemmas & _SEEN:
            found.append(match.start())
    for match in _OUR.finditer(plain):
        lemmas = {k[2:] for word in match.groups() if word for w in words_of_name(word, language) for k in w}
        if not lemmas & _EDITORIAL:
            found.append(match.start())
    return sorted(found)


_REPORTER = re.compile(
    r"\b(?:reporter|correspondent|journalist|photographer|кореспондент|журналіст|корреспондент|журналист|репорт[её]р"
    r"|Reporter|Korrespondent|Journalist)\w*\s+(?:(?:of|for|der|des|von|the)\s+){0,2}[«„\"“]?(\w+)",
    re.IGNORECASE,
)


def _named_reporter(text: str, language: str, publisher: str | None) -> str:
    """Return the words in which the text sends a reporter of its own outlet, by the outlet's name."""
    if not publisher:
        return ""
    keys = {key for word in words_of_name(publisher, language) for key in word}
    for match in _REPORTER.finditer(text):
        if any(not keys.isdisjoint(word) for word in words_of_name(match.group(1), language)):
            return match.group()
    return ""
