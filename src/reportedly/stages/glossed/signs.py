"""What speaks for a clause being a claim on civil life and what for talk: signs of the clause and of its text."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from reportedly import lemmas
from reportedly.interfaces import ClaimView
from reportedly.sieve import Sieve, sieve
from reportedly.stages.glossed.frames import frames
from reportedly.stages.glossed.verbs import listed_form
from reportedly.stages.glossed.words import patterns

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_VERSE = re.compile(r"(?:^|\n)[^\W\d_][^\n]{10,48}[,\w] *(?=\n)")
_FIGURE = re.compile(r"\d+")
_QUOTED = re.compile(r"^[\W_]*[«„“\"»]")
_URGING = {
    "uk": re.compile(r"[^\W\d_]{2,}(?:йте|іть|ьте|йтеся?|йтесь|іться|іть?ся|ьтеся?|ьтесь|ймо|ймося)$", re.IGNORECASE),
    "ru": re.compile(r"[^\W\d_]{2,}(?:йте|ьте|йтесь|итесь|ьтесь|ите)$", re.IGNORECASE),
    "de": re.compile(r"(?:bitte|lasst|schreibt|schickt|folgt|habt|seid|zieht|trinkt|passt|kommt|teilt|denkt)$", re.I),
}
_MINE = {
    "uk": re.compile(r"(?:я|мене|мені|мною|мій|моя|моє|мої|мого|моєї|мою|моєму|моїм|моїх|моїми)$", re.IGNORECASE),
    "ru": re.compile(r"(?:я|меня|мне|мной|мой|моя|моё|мое|мои|моего|моей|мою|моему|моём|моих|моим|моими)$", re.I),
    "de": re.compile(r"(?:ich|mich|mir|mein\w{0,2})$", re.IGNORECASE),
}
_OURS = {
    "uk": re.compile(r"(?:ми|нас|нам|нами|наш\w{0,3})$", re.IGNORECASE),
    "ru": re.compile(r"(?:мы|нас|нам|нами|наш\w{0,3})$", re.IGNORECASE),
    "de": re.compile(r"(?:wir|uns|unser\w{0,2})$", re.IGNORECASE),
}
_YOURS = {
    "uk": re.compile(r"(?:ви|вас|вам|вами|ваш\w{0,3}|ти|тебе|тобі|тобою|твій|тво\w{1,3})$", re.IGNORECASE),
    "ru": re.compile(r"(?:вы|вас|вам|вами|ваш\w{0,3}|ты|тебя|тебе|тобой|твой|тво\w{1,3})$", re.IGNORECASE),
    "de": re.compile(r"(?:ihr|euch|eu(?:er|re\w{0,1})|du|dich|dir|dein\w{0,2}|man)$", re.IGNORECASE),
}
_FULL = 10.0
"""Score of a rule over printed words that counts as one."""
_LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one clause: its words, their gloss, the reader's view, and how near the rules of coding come.

    `ruled` is the best score of a coding rule over the gloss.
    """

    printed: str
    gloss: str
    view: ClaimView
    ruled: float


@dataclass(frozen=True)
class Post:
    """A text in one of the languages of `words.LANGUAGES`."""

    text: str
    language: str

    @cached_property
    def signs(self) -> Mapping[str, float]:
        """Return how much of the text is talk, by sign, each between 0 and about 1."""
        mine = _count(_MINE, self.language, _WORD.findall(self.text))
        return {
            "text in verse": float(len(_VERSE.findall(self.text)) >= _LINES and not _FIGURE.search(self.text)),
            "text mine": min(2.0, mine) / 2,
        }


_LINES = 2
"""Lines that end in a comma or a word, from which a text without figures is verse."""


def signs(seen: Seen, post: Post, best: float) -> dict[str, float]:
    """Return the signs of a clause with those of its text; `best` is the score of the best clause of the text."""
    language, printed = post.language, seen.printed
    words = _WORD.findall(printed)
    forms = [listed_form(word if language == "de" else word.casefold(), language) for word in words]
    score = worded(printed, language)
    return {
        "one": 1.0,
        "words of the codebook": min(score, _FULL) / _FULL,
        "no words of the codebook": float(score < 1),
        "words elsewhere": min(best, _FULL) / _FULL,
        "rule over the gloss": min(seen.ruled, _FULL) / _FULL,
        "reader": _logit(1 - seen.view.standing["none"]) / 4,
        "reader: sure of category": max((n.score for n in seen.view.near), default=0.5),
        "talk": min(2, _kinds(talk(), seen.gloss)) / 2,
        "civil life": min(3, len(civil(printed, language))) / 3,
        "everyday": min(2, _kinds(patterns(language)["everyday"], printed)) / 2,
        "private": float(patterns(language)["private"].search(printed) is not None),
        "speaks of itself": float(_first(words, language) > 0),
        "opens with a verb": float(forms[:1] in (["past"], ["present"], ["future"])),
        "opens with a single past": float(forms[:1] == ["past"] and language != "de" and _single(words[0])),
        "short": 1 / math.sqrt(max(1, len(words) / 4)),
        "quoted": float(bool(_QUOTED.match(printed))),
        "urges": float(_count(_URGING, language, words) > 0),
        "mine": float(_count(_MINE, language, words) > 0),
        "ours": float(_count(_OURS, language, words) > 0),
        "yours": float(_count(_YOURS, language, words) > 0),
        "past": float("past" in forms),
        "done": float("done" in forms),
        "no verb": float(not any(forms)),
        **post.signs,
    }


def worded(printed: str, language: str) -> float:
    """Return the score of the best rule over the printed words of a clause, 0 where none holds."""
    found = frames(language).ranked(printed)
    return found[0].score if found else 0.0


@cache
def talk() -> Sieve:
    """Return the words of private life, over a gloss."""
    lines = (files(__package__) / "data" / "talk.tsv").read_text("utf-8").splitlines()
    found = [line.split("\t")[1] for line in lines if line.strip() and not line.startswith("#")]
    return sieve(rf"\b(?:{'|'.join(found)})", re.IGNORECASE)


@cache
def _civil_groups() -> tuple[str, ...]:
    return tuple((files(__package__) / "data" / "civil.txt").read_text("utf-8").split())


def civil(printed: str, language: str) -> list[str]:
    """Return the word groups of civil life that a stretch names."""
    codes = frames(language).codes
    possible = codes.beginnings.places(printed)
    return [name for name in _civil_groups() if name in possible and codes.groups[name].search(printed)]


_SINGLE = re.compile(r"(?:[аиіяоу]в|ла|л)(?:ся|сь)?$", re.IGNORECASE)
_SELF = {
    "uk": (re.compile(r"(?:[^\W\d_]{2,}[ую]|[^\W\d_]+мо)(?:ся|сь)?$"), re.compile(r"ти(?:ся|сь)?$")),
    "ru": (re.compile(r"(?:[^\W\d_]{2,}[ую]|[^\W\d_]+[еёи]м)(?:ся|сь)?$"), re.compile(r"(?:ть|ти|чь)(?:ся|сь)?$")),
}


def _first(words: Sequence[str], language: str) -> float:
    """Return how many words are verbs of the first person."""
    if language == "de":
        return 0.0
    form, infinitive = _SELF[language]
    low = [w.casefold() for w in words]
    return float(sum(bool(form.match(w)) and bool(infinitive.search(lemmas.lemmatize(w, lang=language))) for w in low))


def _single(word: str) -> bool:
    return _SINGLE.search(word) is not None


def _kinds(words: Sieve, text: str) -> int:
    """Return how many different words of a pattern a text has."""
    return len({m.group().casefold() for m in words.finditer(text)})


def _count(lists: Mapping[str, re.Pattern[str]], language: str, words: Sequence[str]) -> float:
    return float(sum(lists[language].match(word) is not None for word in words))


def _logit(share: float) -> float:
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))
